"""The clan's settings, events and log, what goes wrong, and why a character could not be read."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Settings, events and the log
    "setting.clan.name": (
        "The clan's name on its cards (empty: the server's)",
        "El nombre del clan en sus tarjetas (vacío: el del servidor)",
    ),
    "setting.clan.schedule": (
        "When snapshots are taken: 06:00, or 6am, 6pm, or off",
        "Cuándo se toman las instantáneas: 06:00, o 6am, 6pm, u off",
    ),
    "setting.clan.highlights": (
        "How many places of a board are announced after a snapshot that changed them (0: none)",
        "Cuántos puestos de una clasificación se anuncian tras una instantánea que los cambia (0: ninguno)",
    ),
    "setting.clan.backfill": (
        "Fetch the history of new characters from Wise Old Man",
        "Traer de Wise Old Man el historial de los personajes nuevos",
    ),
    "event.clan.snapshot_complete": (
        "A snapshot of the clan is complete, with its highlights",
        "Una instantánea del clan está completa, con lo más destacado",
    ),
    "event.clan.snapshot_failed": (
        "A snapshot failed: nobody could be read",
        "Una instantánea falló: no se pudo leer a nadie",
    ),
    "event.clan.leaderboard": (
        "Somebody took the lead of a board of the month",
        "Alguien tomó la cabeza de una clasificación del mes",
    ),
    "audit.clan.added": ("added a character", "añadió un personaje"),
    "audit.clan.removed": ("took a character off the roster", "quitó un personaje de la lista"),
    "audit.clan.renamed": ("renamed a character", "cambió el nombre de un personaje"),
    "audit.clan.claimed": ("claimed a character", "reclamó un personaje"),
    "audit.clan.claim_confirmed": ("confirmed a claim", "confirmó una petición de personaje"),
    "audit.clan.claim_rejected": ("rejected a claim", "rechazó una petición de personaje"),
    "audit.clan.imported": ("imported a roster", "importó una lista"),
    "audit.clan.run_started": ("started a snapshot", "inició una instantánea"),
    "audit.clan.run_ended": ("ended a snapshot", "terminó una instantánea"),
    "audit.fact.clan.character": ("{value:raw}", "{value:raw}"),
    "audit.fact.clan.owner": ("belongs to {value:raw}", "pertenece a {value:raw}"),
    "audit.fact.clan.claimant": ("claimed by {value:raw}", "lo reclamaba {value:raw}"),
    "audit.fact.clan.claim": ("claim {value}", "petición {value}"),
    "audit.fact.clan.type.regular": ("regular", "normal"),
    "audit.fact.clan.type.ironman": ("ironman", "ironman"),
    "audit.fact.clan.type.hardcore": ("hardcore ironman", "hardcore ironman"),
    "audit.fact.clan.type.ultimate": ("ultimate ironman", "ultimate ironman"),
    "audit.fact.clan.added": ("{value} joined", "{value:se unió|se unieron}"),
    "audit.fact.clan.back": ("{value} came back", "{value:volvió|volvieron}"),
    "audit.fact.clan.removed": ("{value} removed", "{value:salió|salieron}"),
    "audit.fact.clan.run": ("snapshot {value}", "instantánea {value}"),
    "audit.fact.clan.trigger.schedule": ("on schedule", "según el horario"),
    "audit.fact.clan.trigger.manual": ("by hand", "a mano"),
    "audit.fact.clan.trigger.contest": ("for a contest", "para un concurso"),
    "audit.fact.clan.characters": ("{value:character|characters}", "{value:personaje|personajes}"),
    "audit.fact.clan.state.failed": ("failed", "fallida"),
    "audit.fact.clan.read": ("{value} read", "{value:leído|leídos}"),
    "audit.fact.clan.failed": ("{value} not read", "{value} sin leer"),
    # What goes wrong
    "clan.name_invalid": (
        "**{name}** cannot be a character's name: 1 to 12 letters, digits, spaces, `-` or `_`. Check the spelling and try again.",
        "**{name}** no puede ser el nombre de un personaje: de 1 a 12 letras sin acento, cifras, espacios, `-` o `_`. Revisa cómo se escribe e inténtalo de nuevo.",
    ),
    "clan.on_roster": (
        "**{name}** is already on the roster. `/clan profile` shows how it is doing.",
        "**{name}** ya está en la lista. `/clan profile` muestra cómo va.",
    ),
    "clan.roster_full": (
        "The roster is full with {limit:character|characters}. Take somebody off with `/clan remove` first.",
        "La lista está llena con {limit:personaje|personajes}. Quita antes a alguien con `/clan remove`.",
    ),
    "clan.not_on_roster": (
        "**{name}** is not on the roster. Pick one of the suggested names, or ask an officer to add it with `/clan add`.",
        "**{name}** no está en la lista. Elige uno de los nombres sugeridos, o pide a un oficial que lo añada con `/clan add`.",
    ),
    "clan.not_on_roster_yet": (
        "**{name}** is not on the roster. Pick one of the suggested names, or add it with `/clan add`.",
        "**{name}** no está en la lista. Elige uno de los nombres sugeridos, o añádelo con `/clan add`.",
    ),
    "clan.character_gone": (
        "That character has left the roster. Run the command again to see who is on it now.",
        "Ese personaje ya no está en la lista. Vuelve a usar el comando para ver quién está ahora.",
    ),
    "clan.name_taken": (
        "**{name}** is another character on the roster. If both are the same account, take one off with `/clan remove` first.",
        "**{name}** es otro personaje de la lista. Si ambos son la misma cuenta, quita antes uno con `/clan remove`.",
    ),
    "clan.yours_already": (
        "**{name}** is already yours; there is nothing to claim.",
        "**{name}** ya es tuyo; no hay nada que reclamar.",
    ),
    "clan.claim_waits": (
        "Your claim on **{name}** is already waiting. An officer confirms or rejects it on its card.",
        "Tu petición de **{name}** ya está en espera. Un oficial la confirma o la rechaza en su tarjeta.",
    ),
    "clan.claim_unknown": (
        "This claim is no longer on record. Claim the character again with `/clan claim`.",
        "Esta petición ya no consta. Reclama el personaje de nuevo con `/clan claim`.",
    ),
    "clan.claim_own": (
        "Nobody decides their own claim. Ask another officer, or a leader.",
        "Nadie decide su propia petición. Pídeselo a otro oficial o a un líder.",
    ),
    "clan.claim_decided": (
        "This claim was already decided; its card says how.",
        "Esta petición ya se decidió; su tarjeta dice cómo.",
    ),
    "clan.snapshot_unknown": (
        "There is no such snapshot. Open the profile again and use its newest one.",
        "No existe esa instantánea. Abre el perfil de nuevo y usa la más reciente.",
    ),
    "clan.metric_unknown": (
        "I do not know the metric **{metric}**. Pick one of the suggestions: a skill, a boss, a clue tier, *Total XP*…",
        "No conozco la métrica **{metric}**. Elige una de las sugerencias: una habilidad, un jefe, un nivel de pista, *XP total*…",
    ),
    "clan.roster_empty": (
        "Nobody is on the roster yet. Add characters with `/clan add` or `/clan import` first.",
        "Todavía no hay nadie en la lista. Añade antes personajes con `/clan add` o `/clan import`.",
    ),
    "clan.run_unknown": (
        "There is no such snapshot in this server. `/clan history` lists them all.",
        "No existe esa instantánea en este servidor. `/clan history` las muestra todas.",
    ),
    "clan.file_empty": (
        "There are no names in that file. Send a text or CSV file with one character name per line.",
        "No hay nombres en ese archivo. Envía un archivo de texto o CSV con un nombre de personaje por línea.",
    ),
    "clan.file_binary": (
        "That is not a text file. Send a text or CSV file with one character name per line.",
        "Eso no es un archivo de texto. Envía un archivo de texto o CSV con un nombre de personaje por línea.",
    ),
    "clan.file_too_many": (
        "That list is too long: it has {count} and an import takes {limit}. Split it and import the parts one after the other.",
        "Esa lista es demasiado larga: tiene {count} y una importación admite {limit}. Divídela e importa las partes una tras otra.",
    ),
    "clan.file_too_large": (
        "That file is too large: a list of names fits into {limit} KB. Send only the names, one per line.",
        "Ese archivo es demasiado grande: una lista de nombres cabe en {limit} KB. Envía solo los nombres, uno por línea.",
    ),
    "clan.file_unreachable": (
        "Discord did not hand me the file. Run the command again and attach it once more.",
        "Discord no me entregó el archivo. Usa el comando de nuevo y vuelve a adjuntarlo.",
    ),
    "clan.import_one_of": (
        "Give me one of the two: a file of names, or the number of a Wise Old Man group.",
        "Dame una de las dos cosas: un archivo de nombres o el número de un grupo de Wise Old Man.",
    ),
    "clan.import_done": (
        "This import was already applied, or its preview is too old. Run `/clan import` again to see what is left to do.",
        "Esta importación ya se aplicó, o su vista previa es demasiado antigua. Usa `/clan import` de nuevo para ver qué queda por hacer.",
    ),
    "clan.import_too_many": (
        "That would make {count:character|characters}, and a clan holds {limit}. Nothing was changed; import a shorter list.",
        "Serían {count:personaje|personajes}, y un clan admite {limit}. No cambió nada; importa una lista más corta.",
    ),
    "clan.schedule_invalid": (
        "I cannot read **{text}** as times of the day. Write `06:00`, or `6am, 6pm`, or `off`.",
        "No puedo leer **{text}** como horas del día. Escribe `06:00`, o `6am, 6pm`, u `off`.",
    ),
    "clan.schedule_twice": (
        "Both times are **{time}**. Write it once, or two times that are at least an hour apart.",
        "Las dos horas son las **{time}**. Escríbela una vez, o dos horas separadas al menos por una hora.",
    ),
    "clan.schedule_too_many": (
        "At most {limit:snapshot|snapshots} a day. Write `06:00`, or `06:00, 18:00`.",
        "Como mucho {limit:instantánea|instantáneas} al día. Escribe `06:00`, o `06:00, 18:00`.",
    ),
    "clan.schedule_too_close": (
        "Those two times are less than an hour apart. Move one of them.",
        "Entre esas dos horas pasa menos de una hora. Mueve una de ellas.",
    ),
    "clan.wom_unavailable": (
        "Wise Old Man is not answering; next try {next_try}. Nothing was changed: try again then, or import a file.",
        "Wise Old Man no responde; próximo intento {next_try}. No cambió nada: inténtalo entonces, o importa un archivo.",
    ),
    "clan.wom_key_refused": (
        "Wise Old Man does not accept the bot's key. Ask whoever runs the bot to check `WISE_OLD_MAN_KEY`; meanwhile, import a file.",
        "Wise Old Man no acepta la clave del bot. Pide a quien administra el bot que revise `WISE_OLD_MAN_KEY`; mientras tanto, importa un archivo.",
    ),
    "clan.wom_group_unknown": (
        "Wise Old Man has no group {group:raw}. Its number is at the end of the group's address there.",
        "Wise Old Man no tiene ningún grupo {group:raw}. El número está al final de la dirección del grupo.",
    ),
    # Why a character could not be read
    "clan.why.missing": (
        "not on the hiscores under that name",
        "no aparece en los hiscores con ese nombre",
    ),
    "clan.why.clock": ("the clock went back; nothing was saved", "el reloj retrocedió; no se guardó nada"),
    "clan.why.timeout": ("no answer in time", "sin respuesta a tiempo"),
    "clan.why.connection": ("the connection broke", "se cortó la conexión"),
    "clan.why.rate_limited": ("the hiscores asked us to slow down", "los hiscores pidieron ir más despacio"),
    "clan.why.html": (
        "a web page came instead of numbers",
        "llegó una página web en lugar de números",
    ),
    "clan.why.malformed": ("the answer could not be read", "la respuesta no se pudo leer"),
    "clan.why.too_large": ("the answer was far too large", "la respuesta era demasiado grande"),
    "clan.why.not_asked": (
        "not asked: the hiscores had stopped answering",
        "sin preguntar: los hiscores habían dejado de responder",
    ),
    "clan.why.all_missing": (
        "the hiscores found nobody at all for a while",
        "los hiscores no encontraron a nadie durante un rato",
    ),
    "clan.why.http": ("the hiscores answered with an error", "los hiscores respondieron con un error"),
    "clan.why.other": ("no usable answer", "sin respuesta utilizable"),
    "clan.failure": ("• {reason:raw}: {names:raw}", "• {reason:raw}: {names:raw}"),
    "clan.and_more": ("{names:raw} and {more} more", "{names:raw} y {more} más"),
    "clan.outage": (
        "⏳ Hiscores are not answering; next try {at}.",
        "⏳ Los hiscores no responden; próximo intento {at}.",
    ),
}
