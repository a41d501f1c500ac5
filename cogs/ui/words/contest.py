"""Contests: the log, rules, cards, answers, lists and announcements."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Events and the log
    "event.contest.created": ("A contest was published", "Se publicó un concurso"),
    "event.contest.ending_soon": (
        "A contest ends in 24 hours, and in one hour",
        "Un concurso termina en 24 horas, y en una hora",
    ),
    "event.contest.ended": (
        "A contest is over, or nobody earned an entry",
        "Un concurso terminó, o nadie ganó una participación",
    ),
    "event.contest.waiting": (
        "A contest that is over cannot be drawn yet, and what to do",
        "Un concurso terminado aún no se puede sortear, y qué hacer",
    ),
    "event.contest.drawn": ("A contest was drawn, with its winners", "Se sorteó un concurso, con sus ganadores"),
    "event.contest.redrawn": (
        "A winner of a contest was passed over, and who steps up",
        "Se descartó a un ganador de un concurso, y quién ocupa su lugar",
    ),
    "event.contest.cancelled": ("A contest was cancelled", "Se canceló un concurso"),
    "audit.contest.created": ("drafted a contest", "preparó un concurso"),
    "audit.contest.rule_added": ("added a rule to a contest", "añadió una regla a un concurso"),
    "audit.contest.rule_removed": ("removed a rule from a contest", "quitó una regla de un concurso"),
    "audit.contest.published": ("published a contest", "publicó un concurso"),
    "audit.contest.ended": ("ended a contest", "terminó un concurso"),
    "audit.contest.recounted": ("counted a contest's entries", "contó las participaciones de un concurso"),
    "audit.contest.unread_confirmed": (
        "let a contest be locked although some could not be read",
        "permitió cerrar un concurso aunque no se pudo leer a todos",
    ),
    "audit.contest.cancelled": ("cancelled a contest", "canceló un concurso"),
    "audit.fact.contest.contest": ("contest {value}", "concurso {value}"),
    "audit.fact.contest.rule": ("rule {value}", "regla {value}"),
    "audit.fact.contest.type.skill_xp": ("skill XP", "XP de habilidad"),
    "audit.fact.contest.type.levels": ("levels", "niveles"),
    "audit.fact.contest.type.boss_kc": ("boss kills", "bajas de jefes"),
    "audit.fact.contest.type.clues": ("clues", "pistas"),
    "audit.fact.contest.type.total_xp": ("total XP", "XP total"),
    "audit.fact.contest.amount": ("{value:+}", "{value:+}"),
    "audit.fact.contest.draw": ("draw {value}", "sorteo {value}"),
    "audit.fact.contest.characters": ("{value:character|characters}", "{value:personaje|personajes}"),
    "audit.fact.contest.added": ("{value:entry|entries} added", "{value:participación nueva|participaciones nuevas}"),
    "audit.fact.contest.removed": (
        "{value:entry|entries} removed",
        "{value:participación menos|participaciones menos}",
    ),
    "audit.fact.contest.entries": ("{value:entry|entries} in all", "{value:participación|participaciones} en total"),
    "audit.fact.contest.why.run": ("after a snapshot", "tras una instantánea"),
    "audit.fact.contest.why.asked": ("on request", "a petición"),
    "audit.fact.contest.why.end": ("for the lock", "para el cierre"),
    "audit.fact.contest.run": ("snapshot {value}", "instantánea {value}"),
    "audit.fact.contest.unread": ("{value} not read", "{value} sin leer"),
    # Rules
    "contest.rule.skill_xp": ("{targets:raw} XP {amount:+}", "XP de {targets:raw} {amount:+}"),
    "contest.rule.skill_xp_many": ("XP in {targets:raw} {amount:+}", "XP en {targets:raw} {amount:+}"),
    "contest.rule.skill_xp_all": ("XP in any skills {amount:+}", "XP en cualquier habilidad {amount:+}"),
    "contest.rule.levels": ("Levels in {targets:raw} {amount:+}", "Niveles en {targets:raw} {amount:+}"),
    "contest.rule.levels_all": ("Levels in any skills {amount:+}", "Niveles en cualquier habilidad {amount:+}"),
    "contest.rule.boss_kc": ("{targets:raw} +{amount:kill|kills}", "{targets:raw} +{amount:baja|bajas}"),
    "contest.rule.boss_kc_all": ("any boss +{amount:kill|kills}", "cualquier jefe +{amount:baja|bajas}"),
    "contest.rule.clues_many": ("{amount:clue|clues} ({targets:raw})", "{amount:pista|pistas} ({targets:raw})"),
    "contest.rule.clues_all": ("{amount:clue|clues} of any tier", "{amount:pista|pistas} de cualquier nivel"),
    "contest.rule.total_xp": ("Total XP {amount:+}", "XP total {amount:+}"),
    "contest.clues.beginner": (
        "{amount:beginner clue|beginner clues}",
        "{amount:pista de principiante|pistas de principiante}",
    ),
    "contest.clues.easy": ("{amount:easy clue|easy clues}", "{amount:pista fácil|pistas fáciles}"),
    "contest.clues.medium": ("{amount:medium clue|medium clues}", "{amount:pista media|pistas medias}"),
    "contest.clues.hard": ("{amount:hard clue|hard clues}", "{amount:pista difícil|pistas difíciles}"),
    "contest.clues.elite": ("{amount:elite clue|elite clues}", "{amount:pista de élite|pistas de élite}"),
    "contest.clues.master": ("{amount:master clue|master clues}", "{amount:pista maestra|pistas maestras}"),
    "contest.tier.beginner": ("beginner", "principiante"),
    "contest.tier.easy": ("easy", "fácil"),
    "contest.tier.medium": ("medium", "media"),
    "contest.tier.hard": ("hard", "difícil"),
    "contest.tier.elite": ("elite", "élite"),
    "contest.tier.master": ("master", "maestra"),
    # The card
    "contest.heading": ("🏆 {name}", "🏆 {name}"),
    "contest.phase.draft": ("Draft", "Borrador"),
    "contest.phase.upcoming": ("Upcoming", "Próximo"),
    "contest.phase.active": ("Active", "Activo"),
    "contest.phase.ended": ("Ended", "Terminado"),
    "contest.phase.drawn": ("Drawn", "Sorteado"),
    "contest.phase.cancelled": ("Cancelled", "Cancelado"),
    "contest.status.upcoming": ("Upcoming · starts {at} ({at:f})", "Próximo · empieza {at} ({at:f})"),
    "contest.status.active": ("Active · ends {at} ({at:f})", "Activo · termina {at} ({at:f})"),
    "contest.status.ended": ("Ended {at} ({at:f})", "Terminó {at} ({at:f})"),
    "contest.status.drawn": ("Drawn {at} ({at:f})", "Sorteado {at} ({at:f})"),
    "contest.status.cancelled": ("Cancelled {at} ({at:f})", "Cancelado {at} ({at:f})"),
    "contest.prize": ("**Prize** {prize:raw}", "**Premio** {prize:raw}"),
    "contest.prizes": (
        "**Prize** {prize:raw}\n**Winners** {winners}",
        "**Premio** {prize:raw}\n**Ganadores** {winners}",
    ),
    "contest.ends": ("**Ends** {at:f}", "**Termina** {at:f}"),
    "contest.enter_by": ("**Enter by**", "**Participa con**"),
    "contest.entries": (
        "{entries:entry|entries} by {people:member|members}",
        "{entries:participación|participaciones} de {people:miembro|miembros}",
    ),
    "contest.no_entry_yet": ("Nobody has entered yet.", "Todavía no participa nadie."),
    "contest.empty": (
        "Nobody earned an entry, so there is no draw.",
        "Nadie ganó una participación, así que no hay sorteo.",
    ),
    "contest.why": ("**Why** {reason:raw}", "**Motivo** {reason:raw}"),
    "contest.tickets": (
        "tickets count from 0 among those still in the pool",
        "los boletos se cuentan desde 0 entre los que siguen en juego",
    ),
    "contest.button.mine": ("My entries", "Mis participaciones"),
    "contest.button.entries": ("All entries", "Ver participaciones"),
    "contest.button.how": ("How it is drawn", "Cómo se sortea"),
    "contest.button.draw": ("Run draw", "Hacer el sorteo"),
    "contest.button.lock": ("Lock anyway", "Cerrar igualmente"),
    "contest.button.again": ("Run again", "Leer de nuevo"),
    "contest.button.recount": ("Recount", "Contar de nuevo"),
    "contest.button.first": ("First snapshot", "Primera instantánea"),
    "contest.button.last": ("Last snapshot", "Última instantánea"),
    "contest.button.open": ("Open the contest", "Abrir el concurso"),
    "contest.pick.entry": ("Open an entry's evidence…", "Ver la justificación de una participación…"),
    "contest.pick.contest": ("Open a contest…", "Abrir un concurso…"),
    # The card: an ended contest
    "contest.wait.run": (
        "⏳ The last snapshot is being taken: {asked} of {total:character|characters} so far. Then the entries are locked.",
        "⏳ Se está tomando la última instantánea: {asked} de {total:personaje|personajes} por ahora. Después se cierran las participaciones.",
    ),
    "contest.wait.run_soon": (
        "⏳ Everybody is read one last time now. Then the entries are locked.",
        "⏳ Ahora se lee a todos por última vez. Después se cierran las participaciones.",
    ),
    "contest.wait.run_failed": (
        "⏳ The last snapshot failed and is tried again every 15 minutes. What was read by {until:t} counts, then the entries are locked.",
        "⏳ La última instantánea falló y se repite cada 15 minutos. Cuenta lo leído hasta las {until:t}; después se cierran las participaciones.",
    ),
    "contest.wait.fresh_run": (
        "⏳ The entries can be locked only within 24 hours of a complete snapshot, and the newest is older. A leader presses *Run again*; the entries are locked after it.",
        "⏳ Las participaciones solo se cierran dentro de las 24 horas siguientes a una instantánea completa, y la última es más antigua. Un líder pulsa *Leer de nuevo*; después se cierran.",
    ),
    "contest.wait.confirmation": (
        "⏳ The last snapshot could not read everybody. For these the last known numbers count:",
        "⏳ La última instantánea no pudo leer a todos. Para estos cuentan los últimos números conocidos:",
    ),
    "contest.wait.decide_again": (
        "A leader decides: *Run again* (what is read by {until:t} still counts) or *Lock anyway*.",
        "Decide un líder: *Leer de nuevo* (lo leído hasta las {until:t} aún cuenta) o *Cerrar igualmente*.",
    ),
    "contest.wait.decide": (
        "A leader decides: *Lock anyway*, or *Run again* to see whether they are still on the hiscores.",
        "Decide un líder: *Cerrar igualmente*, o *Leer de nuevo* para ver si siguen en los hiscores.",
    ),
    "contest.wait.post": (
        "⏳ The commitment is not posted yet. I need *View Channel* and *Send Messages* in <#{channel:raw}>; I try again every hour.",
        "⏳ El compromiso aún no está publicado. Necesito *Ver canal* y *Enviar mensajes* en <#{channel:raw}>; lo intento cada hora.",
    ),
    "contest.wait.lock": ("⏳ The entries are being locked.", "⏳ Se están cerrando las participaciones."),
    "contest.locked": (
        "🔒 Entries are locked. A leader presses *Run draw*.",
        "🔒 Participaciones cerradas. Un líder pulsa *Hacer el sorteo*.",
    ),
    "contest.locked_unposted": (
        "🔒 Entries are locked. The draw can be run once their list is posted in <#{channel:raw}>.",
        "🔒 Participaciones cerradas. El sorteo se puede hacer en cuanto su lista esté publicada en <#{channel:raw}>.",
    ),
    "contest.called_beacon": (
        "⏳ The draw is called: beacon round {round} decides, out {at}.",
        "⏳ El sorteo está en marcha: decide la ronda {round} de la baliza, {at}.",
    ),
    "contest.called_sealed": (
        "⏳ The draw is called: the result follows in a moment.",
        "⏳ El sorteo está en marcha: el resultado llega en un momento.",
    ),
    # Drafts
    "contest.draft.status": ("Draft · only leaders see it", "Borrador · solo lo ven los líderes"),
    "contest.draft.created": ("**{name}** is saved as a draft.", "**{name}** se guardó como borrador."),
    "contest.draft.added": ("Added: {rule:raw}", "Añadida: {rule:raw}"),
    "contest.draft.removed": ("Removed: {rule:raw}", "Quitada: {rule:raw}"),
    "contest.draft.starts": ("**Starts** {at:f}, {at}", "**Empieza** {at:f}, {at}"),
    "contest.draft.starts_now": ("**Starts** when it is published", "**Empieza** al publicarlo"),
    "contest.draft.ends": ("**Ends** {at:f}, {at}", "**Termina** {at:f}, {at}"),
    "contest.draft.no_rules": (
        "❗ Still missing: at least one way to enter. Add it with `/contest rule-add`.",
        "❗ Falta: al menos una forma de participar. Añádela con `/contest rule-add`.",
    ),
    "contest.draft.too_late": (
        "❗ Its end has passed, or is too near. Cancel it with `/contest cancel` and make a new one.",
        "❗ Su final ya pasó, o está demasiado cerca. Cancélalo con `/contest cancel` y crea otro.",
    ),
    "contest.draft.ready": (
        "Nothing is missing. `/contest publish` makes it public in the channel where you use it.",
        "No falta nada. `/contest publish` lo hace público en el canal donde lo uses.",
    ),
    "contest.draft.small": (
        "Publishing freezes the rules and whose characters are whose.",
        "Al publicar quedan fijas las reglas y de quién es cada personaje.",
    ),
    # Answers
    "contest.said.ended": (
        "**{name}** is over. The last snapshot is taken now; then the entries are locked and the draw can be run.",
        "**{name}** terminó. Ahora se toma la última instantánea; después se cierran las participaciones y se puede sortear.",
    ),
    "contest.said.cancelled": (
        "**{name}** is cancelled, and everybody is told why.",
        "**{name}** está cancelado, y se avisa a todos del motivo.",
    ),
    "contest.said.draft_cancelled": (
        "The draft **{name}** is cancelled. Nobody but leaders ever saw it.",
        "El borrador **{name}** está cancelado. Solo lo vieron los líderes.",
    ),
    "contest.said.redrawn": (
        "Position {position} of **{name}** is passed over for good, and everybody is told why. {next:raw}",
        "El puesto {position} de **{name}** queda descartado definitivamente, y se avisa a todos del motivo. {next:raw}",
    ),
    "contest.said.confirmed": (
        "**{name}** goes on with the last known numbers. Its card says what comes next.",
        "**{name}** sigue con los últimos números conocidos. Su tarjeta dice qué viene después.",
    ),
    "contest.said.nobody_next": (
        "Nobody is left in the order to step up.",
        "No queda nadie en el orden para ocupar su lugar.",
    ),
    "contest.said.next": ("{who:raw} steps up.", "{who:raw} ocupa su lugar."),
    "contest.said.again": (
        "Everybody is being read again. The card says how it goes.",
        "Se está leyendo a todos de nuevo. La tarjeta dice cómo va.",
    ),
    "contest.said.recounted": (
        "Counted again: {added:new entry|new entries}, {removed:entry|entries} removed.",
        "Contado de nuevo: {added:participación nueva|participaciones nuevas}, {removed:participación menos|participaciones menos}.",
    ),
    "contest.said.recounted_came": (
        "Counted again: {added:new entry|new entries}.",
        "Contado de nuevo: {added:participación nueva|participaciones nuevas}.",
    ),
    "contest.said.recounted_went": (
        "Counted again: {removed:entry|entries} removed.",
        "Contado de nuevo: {removed:participación menos|participaciones menos}.",
    ),
    "contest.said.recounted_same": (
        "Counted again: nothing changed.",
        "Contado de nuevo: no cambió nada.",
    ),
    # Lists and entries
    "contest.list.heading": ("🏆 Contests", "🏆 Concursos"),
    "contest.list.total": ("{total:contest|contests}", "{total:concurso|concursos}"),
    "contest.list.none": (
        "There is no contest yet. Leaders make one with `/contest create`.",
        "Todavía no hay ningún concurso. Los líderes crean uno con `/contest create`.",
    ),
    "contest.list.none_so": (
        "No contest has that status now. `/contest list` without a status shows them all.",
        "Ahora no hay ningún concurso en ese estado. `/contest list` sin estado los muestra todos.",
    ),
    "contest.list.row": ("**{name}** · {status:raw}\n-# {prize}", "**{name}** · {status:raw}\n-# {prize}"),
    "contest.entries.heading": ("{name}: entries", "{name}: participaciones"),
    "contest.entries.none": (
        "Nobody has an entry. Entries are counted after every snapshot.",
        "Nadie tiene participaciones. Se cuentan después de cada instantánea.",
    ),
    "contest.entries.row": (
        "`{number:raw}` {who:raw} · {rule:raw}\n-# {character} {gained:+}{late:raw}",
        "`{number:raw}` {who:raw} · {rule:raw}\n-# {character} {gained:+}{late:raw}",
    ),
    "contest.entries.late": (" · joined late", " · llegó tarde"),
    "contest.entries.small": (
        "One ticket each, in the order of entering. Each is proven by two snapshots: open one to see.",
        "Un boleto cada una, en orden de entrada. Cada una se prueba con dos instantáneas: abre una para verlo.",
    ),
    "contest.evidence.status": (
        "{who:raw} · {character} {gained:+}{late:raw}",
        "{who:raw} · {character} {gained:+}{late:raw}",
    ),
    "contest.evidence.between": (
        "Gained between the snapshots of {first:f} and {last:f}, as this text proves:",
        "Ganado entre las instantáneas del {first:f} y el {last:f}, como prueba este texto:",
    ),
    "contest.evidence.small": (
        "The file holds this exact text; its SHA-256 is in the entry's leaf.\nSHA-256 {hash:raw}",
        "El archivo tiene este texto exacto; su SHA-256 está en la hoja de la participación.\nSHA-256 {hash:raw}",
    ),
    "contest.mine.heading": ("{name}: my entries", "{name}: mis participaciones"),
    "contest.mine.entries": (
        "{entries:entry, one ticket|entries, one ticket each}",
        "{entries:participación, un boleto|participaciones, un boleto cada una}",
    ),
    "contest.mine.none": ("No entry yet", "Todavía ninguna participación"),
    "contest.mine.none_final": ("No entry", "Ninguna participación"),
    "contest.mine.entered": (
        "✅ {rule:raw}\n-# {character} {gained:+}",
        "✅ {rule:raw}\n-# {character} {gained:+}",
    ),
    "contest.mine.on_the_way": (
        "{rule:raw}\n{bar:raw}\n-# {character} {gained:+} so far",
        "{rule:raw}\n{bar:raw}\n-# {character} {gained:+} por ahora",
    ),
    "contest.mine.nothing_yet": ("{rule:raw}\n-# nothing gained yet", "{rule:raw}\n-# sin progreso todavía"),
    "contest.mine.missed": ("❌ {rule:raw}", "❌ {rule:raw}"),
    "contest.mine.upcoming": (
        "It starts {at} ({at:f}). Only what is gained from then on counts.",
        "Empieza {at} ({at:f}). Solo cuenta lo que se gane desde entonces.",
    ),
    "contest.mine.plays": ("**You play with** {names:raw}", "**Juegas con** {names:raw}"),
    "contest.mine.no_character": (
        "No character takes part for you: who owns which was fixed when the contest was published. A character that nobody had claimed enters under its own name. Claim yours with `/clan claim` before the next one.",
        "Ningún personaje participa por ti: de quién es cada uno quedó fijado al publicar el concurso. Un personaje sin dueño participa con su propio nombre. Reclama el tuyo con `/clan claim` antes del próximo.",
    ),
    "contest.mine.counted": (
        "Counted {at}, at the last snapshot; each character is judged alone.",
        "Contado {at}, con la última instantánea; cada personaje se juzga por separado.",
    ),
    "contest.mine.small": ("Each character is judged alone.", "Cada personaje se juzga por separado."),
    # Announcements
    "contest.news.created": ("🏆 New contest: {name}", "🏆 Nuevo concurso: {name}"),
    "contest.news.soon": ("🏆 {name}: {hours:hour|hours} left", "🏆 {name}: {hours:hora|horas} para el final"),
    "contest.news.ended": ("🏆 {name} is over", "🏆 {name} ha terminado"),
    "contest.news.next": (
        "Next, the last snapshot is taken and the entries are locked; then a leader runs the draw.",
        "Ahora se toma la última instantánea y se cierran las participaciones; después un líder hace el sorteo.",
    ),
    "contest.news.waiting": ("🏆 {name} cannot be drawn yet", "🏆 {name} aún no se puede sortear"),
    "contest.news.waiting_small": (
        "Entries are locked by themselves as soon as nothing holds them up; then a leader runs the draw.",
        "Las participaciones se cierran solas en cuanto nada lo impida; después un líder hace el sorteo.",
    ),
    "contest.news.drawn": ("🏆 {name}: the winner", "🏆 {name}: quién gana"),
    "contest.news.drawn_many": ("🏆 {name}: the winners", "🏆 {name}: quiénes ganan"),
    "contest.news.redrawn": ("🏆 {name}: the next one steps up", "🏆 {name}: el siguiente ocupa el lugar"),
    "contest.news.redrawn_nobody": ("🏆 {name}: a winner was passed over", "🏆 {name}: se descartó a un ganador"),
    "contest.news.passed_over": (
        "{who:raw} was passed over: {reason:raw}",
        "Se descartó a {who:raw}: {reason:raw}",
    ),
    "contest.news.cancelled": ("🏆 {name} is cancelled", "🏆 {name} está cancelado"),
}
