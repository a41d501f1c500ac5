"""Sentences about switching systems, imports and exports."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # The system
    "loot.system.dkp": ("DKP", "DKP"),
    "loot.system.epgp": ("EPGP", "EPGP"),
    "loot.system.loot_council": ("Loot council", "Consejo de botín"),
    "loot.system.heading": ("🎁 Loot system: {system}", "🎁 Sistema de botín: {system}"),
    "loot.system.about.dkp": (
        "Raids earn **DKP**, and items cost DKP. `/dkp standings` shows who has how many; auctions sell to who bids most.",
        (
            "Las bandas dan **DKP** y los objetos cuestan DKP. `/dkp standings` muestra cuántos tiene cada uno; en las "
            "subastas gana quien más ofrece."
        ),
    ),
    "loot.system.about.epgp": (
        (
            "Raids earn **EP** and items cost **GP**; who has the most EP for their GP comes first. `/epgp standings` "
            "shows the order, `/epgp items` what gear costs."
        ),
        (
            "Las bandas dan **EP** y los objetos cuestan **GP**; va primero quien tiene más EP por su GP. "
            "`/epgp standings` muestra el orden y `/epgp items` lo que cuesta el equipo."
        ),
    ),
    "loot.system.about.loot_council": (
        "Raiders say what they want, officers vote, and everybody can read why. Nothing is counted.",
        "Los jugadores dicen lo que quieren, los oficiales votan y todos pueden leer por qué. No se cuenta nada.",
    ),
    "loot.system.look": (
        "`/loot open` asks who wants an item, `/loot history` shows who got what, `/loot why` shows why.",
        "`/loot open` pregunta quién quiere un objeto, `/loot history` muestra quién recibió qué y `/loot why`, por qué.",
    ),
    "loot.system.small": (
        "Leaders switch with /loot system set; what would change is shown first.",
        "Los líderes cambian con /loot system set; antes se muestra qué cambiaría.",
    ),
    "loot.system_same": (
        "This server already uses {system:raw}.",
        "Este servidor ya usa {system:raw}.",
    ),
    "loot.no_history": (
        "The council counts nothing, so there is no history to convert. Choose to keep or to turn balances instead.",
        "El consejo no cuenta nada, así que no hay historial que convertir. Elige conservar o convertir los saldos.",
    ),
    "loot.switched_meanwhile": (
        "The system was switched meanwhile. Look at it with `/loot system show`, and ask again.",
        "Mientras tanto se cambió el sistema. Míralo con `/loot system show` y vuelve a pedirlo.",
    ),
    "loot.switch.heading": ("🎁 From {old} to {new}?", "🎁 ¿De {old} a {new}?"),
    "loot.switch.keep": (
        "Everybody keeps what they have; the new system goes on with its own points.",
        "Todos conservan lo que tienen; el sistema nuevo sigue con sus propios puntos.",
    ),
    "loot.switch.fresh": (
        "Balances become the new points, and the old ones end at 0.",
        "Los saldos pasan a ser los puntos nuevos y los anteriores quedan en 0.",
    ),
    "loot.switch.history": (
        "All that was ever earned and spent becomes the new points, and the old ones end at 0.",
        "Todo lo ganado y gastado pasa a ser los puntos nuevos y los anteriores quedan en 0.",
    ),
    "loot.switch.nobody": ("Nobody has points yet.", "Nadie tiene puntos todavía."),
    "loot.switch.changes": (
        "{count:member's points change|members' points change}.",
        "Cambian los puntos de {count:miembro|miembros}.",
    ),
    "loot.switch.small": (
        "One batch: a leader can undo it until the first points after it.",
        "Un solo lote: un líder puede deshacerlo hasta los primeros puntos posteriores.",
    ),
    "loot.switch.nothing": ("Nothing was switched", "No se cambió nada"),
    "loot.switch.done": ("🎁 Loot system: {new}", "🎁 Sistema de botín: {new}"),
    "loot.switch.done_body": (
        "Switched from {old}; {people:member's points were|members' points were} converted.",
        "Antes era {old}; se convirtieron los puntos de {people:miembro|miembros}.",
    ),
    "loot.switch.news": ("🎁 New loot system: {new}", "🎁 Nuevo sistema de botín: {new}"),
    "loot.switch.news_status": ("Until now: {old}", "Hasta ahora: {old}"),
    "loot.button.switch": ("Switch", "Cambiar"),
    # Imports
    "loot.format.rclc_csv": ("RCLootCouncil (CSV)", "RCLootCouncil (CSV)"),
    "loot.format.rclc_json": ("RCLootCouncil (JSON)", "RCLootCouncil (JSON)"),
    "loot.format.gargul": ("Gargul", "Gargul"),
    "loot.format.tmb": ("That's My BIS", "That's My BIS"),
    "loot.format.cepgp": ("CEPGP standings", "Clasificación de CEPGP"),
    "loot.format.guildhall_csv": ("Guildhall (CSV)", "Guildhall (CSV)"),
    "loot.format.guildhall_json": ("Guildhall (JSON)", "Guildhall (JSON)"),
    "loot.import.heading": ("🎁 Import this?", "🎁 ¿Importar esto?"),
    "loot.import.batches": (
        "{count:act|acts} with all their points, as they happened.",
        "{count:acto|actos} con todos sus puntos, tal como ocurrieron.",
    ),
    "loot.import.items": (
        "{count:item is|items are} new to the history; nobody is charged for them.",
        "{count:objeto nuevo|objetos nuevos} para el historial; a nadie se le cobran.",
    ),
    "loot.import.known": (
        "{count:item was|items were} imported before and stay as they are.",
        "{count:objeto ya importado que queda|objetos ya importados que quedan} igual.",
    ),
    "loot.import.skipped": (
        "{count:row is|rows are} not about an item that somebody got.",
        "{count:fila no trata|filas no tratan} de un objeto que alguien recibió.",
    ),
    "loot.import.nothing": ("There is nothing new in it.", "No contiene nada nuevo."),
    "loot.import.with_base": (
        "Everybody will stand as the file says; its GP include base GP, which is taken off.",
        "Todos quedarán como dice el archivo; sus GP incluyen los GP base, que se descuentan.",
    ),
    "loot.import.without_base": (
        "Everybody will stand as the file says; its GP do not include base GP.",
        "Todos quedarán como dice el archivo; sus GP no incluyen los GP base.",
    ),
    "loot.import.strangers": (
        "{count:character belongs|characters belong} to nobody yet and count for themselves until `/raid character` links them:",
        (
            "{count:personaje no es|personajes no son} de nadie todavía; cuentan por sí mismos hasta que `/raid character` "
            "los vincule:"
        ),
    ),
    "loot.import.problems": (
        "{count:row cannot|rows cannot} be used:",
        "{count:fila no se puede|filas no se pueden} usar:",
    ),
    "loot.import.problem": ("line {line:raw}: {why:raw}", "línea {line:raw}: {why:raw}"),
    "loot.import.problems_file": ("All of them are in the file.", "Todas están en el archivo."),
    "loot.import.small": (
        "Nothing is imported yet. It becomes one batch that can be undone.",
        "Todavía no se importa nada. Será un solo lote que se puede deshacer.",
    ),
    "loot.import.nothing_done": ("Nothing was imported", "No se importó nada"),
    "loot.import.done": ("🎁 Imported", "🎁 Importado"),
    "loot.import.done_items": (
        "{items:item|items} and {people:member|members}.",
        "{items:objeto|objetos} y {people:miembro|miembros}.",
    ),
    "loot.import.done_book": (
        "{batches:act|acts}, {items:item|items} and {people:member|members}, as they were.",
        "{batches:acto|actos}, {items:objeto|objetos} y {people:miembro|miembros}, tal como eran.",
    ),
    "loot.button.import": ("Import", "Importar"),
    "loot.fault.columns": ("it has other columns than the header", "tiene otras columnas que la cabecera"),
    "loot.fault.name": ("no character's name", "sin nombre de personaje"),
    "loot.fault.item": ("no item", "sin objeto"),
    "loot.fault.time": ("no time that can be read", "sin hora legible"),
    "loot.fault.number": ("no number that can be read", "sin número legible"),
    "loot.fault.broken": ("the row is broken", "la fila está dañada"),
    "loot.fault.ambiguous": (
        "two linked characters have that name; write it as Name-Realm",
        "dos personajes vinculados tienen ese nombre; escríbelo como Nombre-Reino",
    ),
    "loot.file_large": (
        "That file is too large: I read up to {limit} MB. Export a shorter span of time.",
        "Ese archivo es demasiado grande: leo hasta {limit} MB. Exporta un periodo más corto.",
    ),
    "loot.file_no_text": (
        "I cannot read that file as text. Export it as CSV or JSON.",
        "No puedo leer ese archivo como texto. Expórtalo como CSV o JSON.",
    ),
    "loot.file_unknown": (
        "I know exports of RCLootCouncil (CSV or JSON), Gargul, That's My BIS and CEPGP, and my own; this is none of them.",
        (
            "Conozco las exportaciones de RCLootCouncil (CSV o JSON), Gargul, That's My BIS y CEPGP, y las mías; esta no es "
            "ninguna de ellas."
        ),
    ),
    "loot.file_rows": (
        "That file has more than {limit} rows. Export a shorter span of time.",
        "Ese archivo tiene más de {limit} filas. Exporta un periodo más corto.",
    ),
    "loot.file_unreachable": (
        "Discord did not hand me that file. Nothing was imported; try again.",
        "Discord no me entregó ese archivo. No se importó nada; inténtalo de nuevo.",
    ),
    "loot.book_broken": (
        "Record {record} of that file is damaged, so nothing of it is used. Export it again.",
        "El registro {record} de ese archivo está dañado, así que no se usa nada. Expórtalo de nuevo.",
    ),
    "loot.book_version": (
        "That file was exported by another version of the bot ({version:raw}), which I cannot read.",
        "Ese archivo lo exportó otra versión del bot ({version:raw}) y no puedo leerlo.",
    ),
    "loot.book_elsewhere": (
        "A file like this can only be imported into a server without points, and this one already has some.",
        "Un archivo así solo se puede importar en un servidor sin puntos, y este ya tiene.",
    ),
    "loot.import_known": (
        "There is nothing new in it any more: somebody imported it meanwhile.",
        "Ya no contiene nada nuevo; alguien lo importó mientras tanto.",
    ),
    "loot.export.done": (
        "Here is this server's loot: every act, every item, every character. `/loot import` reads it back.",
        (
            "Aquí está el botín de este servidor: cada acto, cada objeto y cada personaje. `/loot import` lo vuelve a leer."
        ),
    ),
    "audit.loot.restored": ("restored loot from a file", "restauró el botín de un archivo"),
}
