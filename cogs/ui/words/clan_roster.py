"""Who is on the clan's roster, whose they are, and bringing in a whole list."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Roster
    "clan.added": ("**{name}** is on the roster now: {kind:raw}", "**{name}** ya está en la lista: {kind:raw}"),
    "clan.added_back": (
        "**{name}** is back on the roster, with its history: {kind:raw}",
        "**{name}** vuelve a la lista, con su historial: {kind:raw}",
    ),
    "clan.added_level": ("total level {level}", "nivel total {level}"),
    "clan.added_xp": ("{xp} XP", "{xp} XP"),
    "clan.added_owner": ("It belongs to <@{user:raw}>.", "Pertenece a <@{user:raw}>."),
    "clan.added_past": (
        "Its history is being fetched from Wise Old Man.",
        "Se está trayendo su historial de Wise Old Man.",
    ),
    "clan.added_past_later": (
        "Its history will be fetched from Wise Old Man after its first snapshot.",
        "Su historial se traerá de Wise Old Man tras su primera instantánea.",
    ),
    "clan.added_unread": ("**{name}** is on the roster now.", "**{name}** ya está en la lista."),
    "clan.added_unread_back": (
        "**{name}** is back on the roster, with its history.",
        "**{name}** vuelve a la lista, con su historial.",
    ),
    "clan.added_missing": (
        "The hiscores do not list that name right now. Check the spelling; the next snapshot tries again.",
        "Los hiscores no muestran ese nombre ahora mismo. Revisa cómo se escribe; la próxima instantánea lo intentará de nuevo.",
    ),
    "clan.added_outage": (
        "Hiscores are not answering; next try {at}. The next snapshot reads its first numbers.",
        "Los hiscores no responden; próximo intento {at}. La próxima instantánea leerá sus primeros números.",
    ),
    "clan.added_silent": (
        "Hiscores are not answering right now ({reason:raw}). The next snapshot reads its first numbers.",
        "Los hiscores no responden ahora mismo ({reason:raw}). La próxima instantánea leerá sus primeros números.",
    ),
    "clan.removed": (
        "**{name}** is off the roster. Its history stays; `/clan add` brings it back.",
        "**{name}** ya no está en la lista. Su historial se conserva; `/clan add` lo trae de vuelta.",
    ),
    "clan.renamed": (
        "**{old}** is now **{new}** and keeps its history.",
        "**{old}** ahora es **{new}** y conserva su historial.",
    ),
    "clan.renamed_same": (
        "It is already called **{new}**; nothing changed.",
        "Ya se llama **{new}**; no cambió nada.",
    ),
    "clan.roster.heading": ("Roster", "Lista del clan"),
    "clan.roster.small": (
        "/clan add, /clan remove and /clan rename change it · members take a character with /clan claim",
        "Se cambia con /clan add, /clan remove y /clan rename · cada uno reclama su personaje con /clan claim",
    ),
    "clan.roster.unclaimed": ("unclaimed", "sin dueño"),
    "clan.roster.seen": ("read {at}", "leído {at}"),
    "clan.roster.unseen": ("⏳ not read yet", "⏳ aún sin leer"),
    "clan.roster.stale": ("❗ last read {at}", "❗ leído por última vez {at}"),
    "clan.roster.missing": (
        "❗ not on the hiscores since {at}: renamed?",
        "❗ no está en los hiscores desde {at}: ¿cambió de nombre?",
    ),
    # Claims
    "clan.claim.heading": ("Whose is {name}?", "¿De quién es {name}?"),
    "clan.claim.asked": (
        "<@{user:raw}> says that **{name}** is theirs.",
        "<@{user:raw}> dice que **{name}** es su personaje.",
    ),
    "clan.claim.owned": ("So far it belongs to <@{owner:raw}>.", "Hasta ahora pertenece a <@{owner:raw}>."),
    "clan.claim.small": ("An officer decides.", "Lo decide un oficial."),
    "clan.claim.confirmed": (
        "✅ **{name}** belongs to <@{user:raw}>. Confirmed by <@{by:raw}>.",
        "✅ **{name}** pertenece a <@{user:raw}>. Lo confirmó <@{by:raw}>.",
    ),
    "clan.claim.rejected": (
        "❌ <@{user:raw}> does not get **{name}**: <@{by:raw}> rejected the claim.",
        "❌ <@{user:raw}> no se queda con **{name}**: <@{by:raw}> rechazó la petición.",
    ),
    "clan.claim.another": (
        "❌ <@{user:raw}> does not get **{name}**: <@{by:raw}> confirmed that it belongs to <@{owner:raw}>.",
        "❌ <@{user:raw}> no se queda con **{name}**: <@{by:raw}> confirmó que pertenece a <@{owner:raw}>.",
    ),
    "clan.claim.settled": (
        "The claim on **{name}** was decided; the data of the person it was about has been erased.",
        "La petición de **{name}** se decidió; los datos de la persona se borraron.",
    ),
    "clan.claim.too_late": (
        "This claim is already decided. {outcome:raw}",
        "Esta petición ya está decidida. {outcome:raw}",
    ),
    # Import
    "clan.import.heading": ("Import a roster", "Importar una lista"),
    "clan.import.from_group": ("from {group} on Wise Old Man", "de {group} en Wise Old Man"),
    "clan.import.from_file": ("from a file", "de un archivo"),
    "clan.import.new": ("**New ({count})** {names:raw}", "**Nuevos ({count})** {names:raw}"),
    "clan.import.known": (
        "**Already on the roster** {count:character|characters}",
        "**Ya en la lista** {count:personaje|personajes}",
    ),
    "clan.import.gone": (
        "**On the roster, not in the list ({count})** {names:raw}",
        "**En la lista del clan, pero no en esta ({count})** {names:raw}",
    ),
    "clan.import.rejected": ("**Not names ({count})**", "**No son nombres ({count})**"),
    "clan.import.line": (
        "• line {line:raw}: \u2068{text}\u2069 · {why:raw}",
        "• línea {line:raw}: \u2068{text}\u2069 · {why:raw}",
    ),
    "clan.import.no_text": ("• line {line:raw}: {why:raw}", "• línea {line:raw}: {why:raw}"),
    "clan.import.skipped": (
        "**Left out: archived or without a proper name ({count})** {names:raw}",
        "**Omitidos: archivados o sin un nombre válido ({count})** {names:raw}",
    ),
    "clan.import.more_lines": ("• and {count:line|lines} more", "• y {count:línea|líneas} más"),
    "clan.import.nothing": (
        "There is nothing to do: everybody in the list is on the roster.",
        "No hay nada que hacer: todos los de la lista ya están en el clan.",
    ),
    "clan.import.no_names": (
        "Nothing here can be imported. Send one character name per line.",
        "Aquí no hay nada que importar. Envía un nombre de personaje por línea.",
    ),
    "clan.import.small": (
        "Nothing has changed yet. This preview can be applied for two days.",
        "Todavía no ha cambiado nada. Esta vista previa se puede aplicar durante dos días.",
    ),
    "clan.import.remove_heading": (
        "Remove {count:character|characters} from the roster?",
        "¿Quitar {count:personaje|personajes} de la lista?",
    ),
    "clan.import.remove_small": (
        "Nothing has changed yet. Both buttons add who is new; whoever is removed keeps their history.",
        "Todavía no ha cambiado nada. Ambos botones añaden a los nuevos; quien sale conserva su historial.",
    ),
    "clan.fault.empty": ("no name", "sin nombre"),
    "clan.fault.too_long": ("longer than 12 letters", "más de 12 letras"),
    "clan.fault.characters": (
        "only letters, digits, spaces, - and _",
        "solo letras sin acento, cifras, espacios, - y _",
    ),
    "clan.fault.no_letters": ("no letter and no digit", "sin letras ni cifras"),
    "clan.imported.heading": ("✅ Imported", "✅ Importado"),
    "clan.imported.added": ("{count:character|characters} joined", "{count:personaje se unió|personajes se unieron}"),
    "clan.imported.back": ("{count:character|characters} came back", "{count:personaje volvió|personajes volvieron}"),
    "clan.imported.removed": ("removed from the roster: {names:raw}", "salieron de la lista: {names:raw}"),
    "clan.imported.unchanged": ("Nothing changed", "No cambió nada"),
    "clan.imported.nothing": (
        "Everybody in the list is on the roster, and nobody was removed.",
        "Todos los de la lista ya están en el clan, y nadie salió.",
    ),
    "clan.imported.small": (
        "The next snapshot reads the first numbers of those who are new.",
        "La próxima instantánea leerá los primeros números de los nuevos.",
    ),
}
