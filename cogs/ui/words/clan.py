"""Clan: sentences in English and Spanish."""

SENTENCES: dict[str, tuple[str, str]] = {
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
        "How many places of a board are told after a snapshot that changed them (0: none)",
        "Cuántos puestos de una clasificación se anuncian tras una instantánea que los cambia (0: ninguno)",
    ),
    "setting.clan.backfill": (
        "Fetch the past of new characters from Wise Old Man",
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
    "audit.clan.claim_confirmed": ("confirmed a claim", "confirmó una reclamación"),
    "audit.clan.claim_rejected": ("rejected a claim", "rechazó una reclamación"),
    "audit.clan.imported": ("imported a roster", "importó una lista"),
    "audit.clan.run_started": ("started a snapshot", "inició una instantánea"),
    "audit.clan.run_ended": ("ended a snapshot", "terminó una instantánea"),
    "audit.fact.clan.character": ("{value:raw}", "{value:raw}"),
    "audit.fact.clan.owner": ("belongs to {value:raw}", "pertenece a {value:raw}"),
    "audit.fact.clan.claimant": ("claimed by {value:raw}", "lo reclamaba {value:raw}"),
    "audit.fact.clan.claim": ("claim {value}", "reclamación {value}"),
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
        "**{name}** is on the roster already. `/clan profile` shows how it stands.",
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
        "**{name}** is yours already; there is nothing to claim.",
        "**{name}** ya es tuyo; no hay nada que reclamar.",
    ),
    "clan.claim_waits": (
        "Your claim on **{name}** is waiting already. An officer confirms or rejects it on its card.",
        "Tu reclamación de **{name}** ya está en espera. Un oficial la confirma o la rechaza en su tarjeta.",
    ),
    "clan.claim_unknown": (
        "This claim is no longer in the books. Claim the character again with `/clan claim`.",
        "Esta reclamación ya no consta. Reclama el personaje de nuevo con `/clan claim`.",
    ),
    "clan.claim_own": (
        "Nobody decides their own claim. Ask another officer, or a leader.",
        "Nadie decide su propia reclamación. Pídeselo a otro oficial o a un líder.",
    ),
    "clan.claim_decided": (
        "This claim was decided already; its card says how.",
        "Esta reclamación ya se decidió; su tarjeta dice cómo.",
    ),
    "clan.snapshot_unknown": (
        "There is no such snapshot. Open the profile again and take its newest one.",
        "No existe esa instantánea. Abre el perfil de nuevo y toma la más reciente.",
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
        "There are no names in that file. Send a text or CSV file with one character's name a line.",
        "No hay nombres en ese archivo. Envía un archivo de texto o CSV con un nombre de personaje por línea.",
    ),
    "clan.file_binary": (
        "That is not a text file. Send a text or CSV file with one character's name a line.",
        "Eso no es un archivo de texto. Envía un archivo de texto o CSV con un nombre de personaje por línea.",
    ),
    "clan.file_too_many": (
        "That list is too long: it has {count} and an import takes {limit}. Split it and import the parts one after the other.",
        "Esa lista es demasiado larga: tiene {count} y una importación admite {limit}. Divídela e importa las partes una tras otra.",
    ),
    "clan.file_too_large": (
        "That file is too large: a list of names fits into {limit} KB. Send only the names, one a line.",
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
        "This import was applied already, or its preview is too old. Run `/clan import` again to see what is left to do.",
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
        "Esas dos horas distan menos de una hora. Mueve una de ellas.",
    ),
    "clan.wom_unavailable": (
        "Wise Old Man is not answering; next try {next_try}. Nothing was changed: try again then, or import a file.",
        "Wise Old Man no responde; próximo intento {next_try}. No cambió nada: inténtalo entonces, o importa un archivo.",
    ),
    "clan.wom_key_refused": (
        "Wise Old Man does not accept the bot's key. Tell the operator to check `WISE_OLD_MAN_KEY`; meanwhile import a file.",
        "Wise Old Man no acepta la clave del bot. Avisa al operador para que revise `WISE_OLD_MAN_KEY`; mientras tanto, importa un archivo.",
    ),
    "clan.wom_group_unknown": (
        "Wise Old Man has no group {group:raw}. The number stands at the end of the group's address there.",
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
        "not asked, the hiscores are resting",
        "sin preguntar, los hiscores descansan",
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
    # Windows, types, metrics
    "clan.window.7d": ("last 7 days", "últimos 7 días"),
    "clan.window.30d": ("last 30 days", "últimos 30 días"),
    "clan.window.month": ("this month", "este mes"),
    "clan.window.choose.7d": ("Last 7 days", "Últimos 7 días"),
    "clan.window.choose.30d": ("Last 30 days", "Últimos 30 días"),
    "clan.window.choose.month": ("This month", "Este mes"),
    "clan.type.auto": ("type not known yet", "tipo aún desconocido"),
    "clan.type.regular": ("regular", "normal"),
    "clan.type.ironman": ("ironman", "ironman"),
    "clan.type.hardcore": ("hardcore ironman", "hardcore ironman"),
    "clan.type.ultimate": ("ultimate ironman", "ultimate ironman"),
    "metric.total_xp": ("Total XP", "XP total"),
    "metric.overall": ("Total XP", "XP total"),
    "metric.levels": ("Levels", "Niveles"),
    "metric.total_level": ("Levels", "Niveles"),
    "metric.all_bosses": ("All bosses", "Todos los jefes"),
    "metric.all_clues": ("All clues", "Todas las pistas"),
    # Overview
    "clan.characters": ("{count:character|characters}", "{count:personaje|personajes}"),
    "clan.nobody": ("Nobody is on the roster yet", "Todavía no hay nadie en la lista"),
    "clan.cadence.daily": (
        "snapshots daily at {first:raw} ({zone:raw})",
        "instantáneas cada día a las {first:raw} ({zone:raw})",
    ),
    "clan.cadence.twice": (
        "snapshots daily at {first:raw} and {second:raw} ({zone:raw})",
        "instantáneas cada día a las {first:raw} y a las {second:raw} ({zone:raw})",
    ),
    "clan.cadence.off": ("no scheduled snapshots", "sin instantáneas programadas"),
    "clan.overview.next": ("**Next snapshot** {at} ({at:f})", "**Próxima instantánea** {at} ({at:f})"),
    "clan.overview.no_next": (
        "No snapshot is scheduled. Leaders set the times with `/clan schedule`.",
        "No hay ninguna instantánea programada. Los líderes fijan las horas con `/clan schedule`.",
    ),
    "clan.overview.empty": (
        "Officers add characters one by one with `/clan add`, or a whole list with `/clan import`.",
        "Los oficiales añaden personajes uno a uno con `/clan add`, o una lista entera con `/clan import`.",
    ),
    "clan.overview.running": (
        "⏳ **A snapshot is running** over {total:character|characters}, started {since}",
        "⏳ **Hay una instantánea en curso** de {total:personaje|personajes}, empezó {since}",
    ),
    "clan.overview.last": ("**Last snapshot** {at} · {result:raw}", "**Última instantánea** {at} · {result:raw}"),
    "clan.overview.never": ("No snapshot has been taken yet.", "Todavía no se ha tomado ninguna instantánea."),
    "clan.overview.small": (
        "Officers run a snapshot at any time · /clan gains has every board",
        "Los oficiales toman una instantánea cuando quieran · /clan gains tiene todas las clasificaciones",
    ),
    "clan.button.run": ("Run snapshot now", "Tomar instantánea ahora"),
    "clan.button.stats": ("Stats", "Estadísticas"),
    "clan.button.history": ("History", "Historial"),
    "clan.button.mine": ("My rank", "Mi puesto"),
    "clan.button.text": ("Snapshot text", "Texto de la instantánea"),
    "clan.button.confirm": ("Confirm", "Confirmar"),
    "clan.button.reject": ("Reject", "Rechazar"),
    "clan.button.apply": ("Apply", "Aplicar"),
    "clan.button.remove_them": ("Remove them", "Quitarlos"),
    "clan.button.keep_them": ("Keep them", "Conservarlos"),
    "clan.button.apply_all": (
        "Apply and remove the {count:other|others}",
        "Aplicar y quitar a {count:otro|otros}",
    ),
    "clan.pick.profile": ("Open a profile…", "Abrir un perfil…"),
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
        "Its past is being fetched from Wise Old Man.",
        "Su historial se está trayendo de Wise Old Man.",
    ),
    "clan.added_past_later": (
        "Its past is fetched from Wise Old Man after its first snapshot.",
        "Su historial se traerá de Wise Old Man tras su primera instantánea.",
    ),
    "clan.added_unread": ("**{name}** is on the roster now.", "**{name}** ya está en la lista."),
    "clan.added_unread_back": (
        "**{name}** is back on the roster, with its history.",
        "**{name}** vuelve a la lista, con su historial.",
    ),
    "clan.added_missing": (
        "The hiscores do not show that name right now. Check the spelling; the next snapshot asks again.",
        "Los hiscores no muestran ese nombre ahora mismo. Revisa cómo se escribe; la próxima instantánea vuelve a preguntar.",
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
        "**{old}** is **{new}** from now on; the history goes with it.",
        "**{old}** ahora es **{new}**; su historial lo acompaña.",
    ),
    "clan.renamed_same": (
        "It is called **{new}** already; nothing changed.",
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
        "❌ <@{user:raw}> no se queda con **{name}**: <@{by:raw}> rechazó la reclamación.",
    ),
    "clan.claim.another": (
        "❌ <@{user:raw}> does not get **{name}**: <@{by:raw}> confirmed that it belongs to <@{owner:raw}>.",
        "❌ <@{user:raw}> no se queda con **{name}**: <@{by:raw}> confirmó que pertenece a <@{owner:raw}>.",
    ),
    "clan.claim.settled": (
        "The claim on **{name}** was decided; who it was about has been erased.",
        "La reclamación de **{name}** se decidió; los datos de la persona se borraron.",
    ),
    "clan.claim.too_late": (
        "This claim is decided already. {outcome:raw}",
        "Esta reclamación ya está decidida. {outcome:raw}",
    ),
    # Import
    "clan.import.heading": ("Import a roster", "Importar una lista"),
    "clan.import.from_group": ("from {group} on Wise Old Man", "de {group} en Wise Old Man"),
    "clan.import.from_file": ("from a file", "de un archivo"),
    "clan.import.new": ("**New ({count})** {names:raw}", "**Nuevos ({count})** {names:raw}"),
    "clan.import.known": (
        "**On the roster already** {count:character|characters}",
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
        "**Left out, archived or without a proper name ({count})** {names:raw}",
        "**Omitidos, archivados o sin un nombre válido ({count})** {names:raw}",
    ),
    "clan.import.more_lines": ("• and {count:line|lines} more", "• y {count:línea|líneas} más"),
    "clan.import.nothing": (
        "There is nothing to do: everybody in the list is on the roster.",
        "No hay nada que hacer: todos los de la lista ya están en el clan.",
    ),
    "clan.import.no_names": (
        "Nothing here can be imported. Send one character's name a line.",
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
    # Schedule
    "clan.scheduled.daily": (
        "Snapshots are taken daily at **{first:raw}** ({zone:raw}).",
        "Las instantáneas se toman cada día a las **{first:raw}** ({zone:raw}).",
    ),
    "clan.scheduled.twice": (
        "Snapshots are taken daily at **{first:raw}** and **{second:raw}** ({zone:raw}).",
        "Las instantáneas se toman cada día a las **{first:raw}** y a las **{second:raw}** ({zone:raw}).",
    ),
    "clan.scheduled.off": (
        "Scheduled snapshots are off. `/clan snapshot` still takes one at any time.",
        "Las instantáneas programadas están desactivadas. `/clan snapshot` sigue tomando una cuando quieras.",
    ),
    "clan.scheduled.next": ("The next one runs {at} ({at:f}).", "La próxima empieza {at} ({at:f})."),
    "clan.scheduled.empty": (
        "The clock starts with the first character: `/clan add`.",
        "El reloj empieza con el primer personaje: `/clan add`.",
    ),
    # Runs
    "clan.run.running": ("⏳ Snapshot running", "⏳ Instantánea en curso"),
    "clan.run.complete": ("✅ Snapshot complete", "✅ Instantánea completa"),
    "clan.run.failed": ("❌ Snapshot failed", "❌ Instantánea fallida"),
    "clan.run.started": ("Started {at} · {trigger:raw}", "Empezó {at} · {trigger:raw}"),
    "clan.run.ended": ("Ended {at} ({at:f}) · {trigger:raw}", "Terminó {at} ({at:f}) · {trigger:raw}"),
    "clan.trigger.schedule": ("on schedule", "según el horario"),
    "clan.trigger.manual": ("by hand", "a mano"),
    "clan.trigger.contest": ("for a contest", "para un concurso"),
    "clan.run.so_far": (
        "{read} of {total:character|characters} read",
        "{read} de {total:personaje leído|personajes leídos}",
    ),
    "clan.run.none_so_far": (
        "{total:character|characters} to read",
        "{total:personaje|personajes} por leer",
    ),
    "clan.run.all_read": ("all {total:character|characters} read", "leídos los {total:personaje|personajes}"),
    "clan.run.one_read": ("the one character read", "leído el único personaje"),
    "clan.run.none_read": (
        "none of {total:character|characters} could be read",
        "no se pudo leer a ninguno de {total:personaje|personajes}",
    ),
    "clan.run.one_unread": ("the one character could not be read", "no se pudo leer al único personaje"),
    "clan.run.unread": ("**Not read**", "**Sin leer**"),
    "clan.run.small_running": (
        "This message follows the snapshot by itself.",
        "Este mensaje sigue la instantánea por sí solo.",
    ),
    "clan.run.small_blind": (
        "I cannot see this channel, so this message will not change. /clan history says how it ended.",
        "No puedo ver este canal, así que este mensaje no cambiará. /clan history dirá cómo terminó.",
    ),
    "clan.run.small_failed": (
        "What was known stays; gains go on from the last good snapshot.",
        "Lo conocido se conserva; el progreso sigue desde la última instantánea buena.",
    ),
    # History
    "clan.history.heading": ("Snapshots", "Instantáneas"),
    "clan.history.total": ("{total:snapshot|snapshots}", "{total:instantánea|instantáneas}"),
    "clan.history.runs": ("Snapshots", "Instantáneas"),
    "clan.history.draws": ("Draws", "Sorteos"),
    "clan.history.none": (
        "No snapshot has been taken yet. Officers take one with `/clan snapshot`.",
        "Todavía no se ha tomado ninguna instantánea. Los oficiales toman una con `/clan snapshot`.",
    ),
    "clan.history.row": (
        "{mark:raw} {at:f}\n-# {result:raw} · {trigger:raw}",
        "{mark:raw} {at:f}\n-# {result:raw} · {trigger:raw}",
    ),
    "clan.history.link": ("[message]({url:raw})", "[mensaje]({url:raw})"),
    "clan.history.running": ("running", "en curso"),
    # Gains
    "clan.board.heading": ("📈 {metric} · {window:raw}", "📈 {metric} · {window:raw}"),
    "clan.board.status": (
        "{total:character|characters} gained",
        "{total:personaje progresó|personajes progresaron}",
    ),
    "clan.board.nobody": (
        "Nobody gained anything here in this time.",
        "Nadie progresó aquí en este periodo.",
    ),
    "clan.board.no_run": (
        "No snapshot has been taken yet. Officers take one with `/clan snapshot`.",
        "Todavía no se ha tomado ninguna instantánea. Los oficiales toman una con `/clan snapshot`.",
    ),
    "clan.board.between": (
        "gains between {start:f} and {end:f}",
        "progreso entre {start:f} y {end:f}",
    ),
    "clan.board.stale": (
        "the last snapshot is from {end:f}, before this time began",
        "la última instantánea es del {end:f}, anterior a este periodo",
    ),
    "clan.board.late": (
        "* from a later start: first seen after this time began",
        "* desde más tarde: visto por primera vez ya empezado el periodo",
    ),
    "clan.at_least": (
        "≥ means at least: the number was not listed at the start, so a part of the gain cannot be seen",
        "≥ significa como mínimo: el número no aparecía al principio, así que parte del progreso no se ve",
    ),
    "clan.board.flagged": (
        "not counted, a number went down: {names:raw}",
        "sin contar, un número bajó: {names:raw}",
    ),
    "clan.mine.row": (
        "{place:raw} **{name}** {value:+} · {metric}, {window:raw}, among {total:character|characters}.",
        "{place:raw} **{name}** {value:+} · {metric}, {window:raw}, entre {total:personaje|personajes}.",
    ),
    "clan.mine.idle": (
        "**{name}**: nothing gained in {metric}, {window:raw}.",
        "**{name}**: sin progreso en {metric}, {window:raw}.",
    ),
    "clan.mine.none": (
        "No character on the roster is yours yet. Take yours with `/clan claim`.",
        "Ningún personaje de la lista es tuyo todavía. Reclama el tuyo con `/clan claim`.",
    ),
    # Stats
    "clan.stats.heading": ("{name} · {window:raw}", "{name} · {window:raw}"),
    "clan.stats.read": (
        "{read} of {total:character|characters} read so far",
        "{read} de {total:personaje leído|personajes leídos} hasta ahora",
    ),
    "clan.stats.unread": (
        "{total:character|characters}, none read yet",
        "{total:personaje|personajes}, ninguno leído todavía",
    ),
    "clan.stats.gained": ("gained", "progreso"),
    "clan.stats.total": ("total", "total"),
    "clan.stats.total_xp": ("XP", "XP"),
    "clan.stats.levels": ("Levels", "Niveles"),
    "clan.stats.all_bosses": ("Bosses", "Jefes"),
    "clan.stats.all_clues": ("Clues", "Pistas"),
    "clan.stats.top": ("**Most XP gained**", "**Más XP ganada**"),
    "clan.chart.title": ("{name:raw}: XP gained", "{name:raw}: XP ganada"),
    "clan.chart.empty": ("Two snapshots make a curve", "Hacen falta dos instantáneas"),
    "clan.date": ("{month:raw} {day:raw}", "{day:raw} {month:raw}"),
    "clan.months": (
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "ene feb mar abr may jun jul ago sept oct nov dic",
    ),
    # Profile
    "clan.profile.owned": ("<@{user:raw}>", "<@{user:raw}>"),
    "clan.profile.formerly": ("formerly {names}", "antes {names}"),
    "clan.profile.missing": (
        "❗ Not on the hiscores since {at}. If it was renamed, an officer uses `/clan rename`.",
        "❗ No está en los hiscores desde {at}. Si cambió de nombre, un oficial usa `/clan rename`.",
    ),
    "clan.profile.unread": (
        "⏳ Not read yet: its numbers come with the next snapshot.",
        "⏳ Aún sin leer: sus números llegan con la próxima instantánea.",
    ),
    "clan.profile.gained": ("**Gained, {window:raw}**", "**Progreso, {window:raw}**"),
    "clan.profile.no_gain": ("nothing yet", "nada todavía"),
    "clan.profile.skills": ("**Skills** {list:raw}", "**Habilidades** {list:raw}"),
    "clan.profile.bosses": ("**Bosses** {list:raw}", "**Jefes** {list:raw}"),
    "clan.profile.best": ("**Best ranks** {list:raw}", "**Mejores puestos** {list:raw}"),
    "clan.profile.rank": ("{name} #{rank}", "{name} n.º {rank}"),
    "clan.profile.flagged": (
        "❗ Not counted, because the number went down: {names:raw}. A rollback, or the name changed hands.",
        "❗ Sin contar, porque el número bajó: {names:raw}. Una restauración, o el nombre cambió de manos.",
    ),
    "clan.profile.counted": (
        "counted from {since:f} to {until:f} · snapshot `{hash:raw}`",
        "contado desde {since:f} hasta {until:f} · instantánea `{hash:raw}`",
    ),
    "clan.card.total_level": ("Total level", "Nivel total"),
    "clan.card.combat": ("Combat", "Combate"),
    "clan.card.total_xp": ("Total XP", "XP total"),
    "clan.card.bosses": ("Bosses", "Jefes"),
    "clan.snapshot.text": (
        "Every number that the bot read on {at:f}, just as it keeps them. Nobody can change one unnoticed: who doubts a number compares the file's SHA-256 with `{hash:raw}`.",
        "Todos los números que el bot leyó el {at:f}, tal como los guarda. Nadie puede cambiar uno sin que se note: quien dude de un número compara el SHA-256 del archivo con `{hash:raw}`.",
    ),
    # Announcements
    "clan.news.complete": ("✅ Snapshot complete", "✅ Instantánea completa"),
    "clan.news.highlights": (
        "most gained, {window:raw}; boards without a change are left out",
        "quién progresó más, {window:raw}; se omiten las clasificaciones sin cambios",
    ),
    "clan.news.same": (
        "The first places are the same as before, {window:raw}.",
        "Los primeros puestos son los mismos que antes, {window:raw}.",
    ),
    "clan.news.quiet": (
        "Gains show from the second snapshot on.",
        "El progreso se ve a partir de la segunda instantánea.",
    ),
    "clan.news.failed": ("❌ Snapshot failed", "❌ Instantánea fallida"),
    "clan.news.why": ("Most often: {reason:raw}.", "Sobre todo: {reason:raw}."),
    "clan.news.failed_small": (
        "What was known stays; gains go on from the last good snapshot.",
        "Lo conocido se conserva; el progreso sigue desde la última instantánea buena.",
    ),
    "clan.news.leader": ("📈 A new leader this month", "📈 Hay nuevo líder este mes"),
    "clan.news.leaders": ("📈 New leaders this month", "📈 Hay nuevos líderes este mes"),
    "clan.news.took": (
        "**{metric}** · 🥇 **{name}** with {value:+} passes **{before}**",
        "**{metric}** · 🥇 **{name}** con {value:+} supera a **{before}**",
    ),
}
