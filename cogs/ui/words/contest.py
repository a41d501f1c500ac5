"""Contests: sentences in English and Spanish."""

SENTENCES: dict[str, tuple[str, str]] = {
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
    "event.contest.cancelled": ("A contest was called off", "Se canceló un concurso"),
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
    "audit.contest.cancelled": ("called off a contest", "canceló un concurso"),
    "audit.fact.contest.contest": ("contest {value}", "concurso {value}"),
    "audit.fact.contest.rule": ("rule {value}", "regla {value}"),
    "audit.fact.contest.type.skill_xp": ("skill XP", "XP de habilidad"),
    "audit.fact.contest.type.levels": ("levels", "niveles"),
    "audit.fact.contest.type.boss_kc": ("boss kills", "muertes de jefes"),
    "audit.fact.contest.type.clues": ("clues", "pistas"),
    "audit.fact.contest.type.total_xp": ("total XP", "XP total"),
    "audit.fact.contest.amount": ("{value:+}", "{value:+}"),
    "audit.fact.contest.draw": ("draw {value}", "sorteo {value}"),
    "audit.fact.contest.characters": ("{value:character|characters}", "{value:personaje|personajes}"),
    "audit.fact.contest.added": ("{value:entry|entries} came", "{value:participación entró|participaciones entraron}"),
    "audit.fact.contest.removed": (
        "{value:entry|entries} went",
        "{value:participación salió|participaciones salieron}",
    ),
    "audit.fact.contest.entries": ("{value:entry|entries} in all", "{value:participación|participaciones} en total"),
    "audit.fact.contest.why.run": ("after a snapshot", "tras una instantánea"),
    "audit.fact.contest.why.asked": ("on request", "a petición"),
    "audit.fact.contest.why.end": ("for the lock", "para el cierre"),
    "audit.fact.contest.run": ("snapshot {value}", "instantánea {value}"),
    "audit.fact.contest.unread": ("{value} not read", "{value} sin leer"),
    # What goes wrong: finding one
    "contest.unknown": (
        "There is no such contest here. Pick one of the suggestions, or look at `/contest list`.",
        "Aquí no hay ningún concurso así. Elige una de las sugerencias o mira `/contest list`.",
    ),
    "contest.rule_unknown": (
        "This contest has no such rule. Pick one of the suggestions; `/contest show` lists its rules.",
        "Este concurso no tiene esa regla. Elige una de las sugerencias; `/contest show` muestra sus reglas.",
    ),
    "contest.entry_gone": (
        "That entry no longer stands: the last count took it out. Open the entries again.",
        "Esa participación ya no cuenta: el último recuento la quitó. Abre las participaciones de nuevo.",
    ),
    # What goes wrong: drafting
    "contest.name_length": (
        "A contest's name has 1 to {limit:character|characters}. Choose a shorter one, with letters in it.",
        "El nombre de un concurso tiene de 1 a {limit:carácter|caracteres}. Elige uno más corto, con letras.",
    ),
    "contest.prize_length": (
        "The prize takes 1 to {limit:character|characters}. Say it more shortly.",
        "El premio admite de 1 a {limit:carácter|caracteres}. Dilo más brevemente.",
    ),
    "contest.reason_length": (
        "The reason takes 1 to {limit:character|characters}. Everybody will read it: say it plainly.",
        "El motivo admite de 1 a {limit:carácter|caracteres}. Todos lo leerán: dilo con claridad.",
    ),
    "contest.winners": (
        "A contest has 1 to {limit:winner|winners}. Choose a number in between.",
        "Un concurso tiene de 1 a {limit:ganador|ganadores}. Elige un número intermedio.",
    ),
    "contest.starts_past": (
        "That start, {at:f}, has passed. Leave `starts` empty to begin when you publish, or choose a later time.",
        "Ese inicio, {at:f}, ya pasó. Deja `starts` vacío para empezar al publicar, o elige una hora posterior.",
    ),
    "contest.ends_past": (
        "That end, {at:f}, has passed. Choose a time that lies ahead, such as `in 7 days`; a draft's times cannot be changed, so make a new one.",
        "Ese final, {at:f}, ya pasó. Elige una hora futura, por ejemplo `en 7 días`; las horas de un borrador no se cambian, así que crea otro.",
    ),
    "contest.ends_before_start": (
        "It would end {ends:f}, before it starts {starts:f}. Choose a later end.",
        "Terminaría el {ends:f}, antes de empezar el {starts:f}. Elige un final posterior.",
    ),
    "contest.too_short": (
        "A contest runs for at least {minutes:minute|minutes}. Choose a later end.",
        "Un concurso dura al menos {minutes:minuto|minutos}. Elige un final posterior.",
    ),
    "contest.too_long": (
        "A contest runs for at most {days:day|days}. Choose an earlier end.",
        "Un concurso dura como mucho {days:día|días}. Elige un final anterior.",
    ),
    "contest.amount": (
        "The amount is 1 to {most}: nobody can gain more than that by this rule.",
        "La cantidad va de 1 a {most}: nadie puede ganar más con esta regla.",
    ),
    "contest.no_targets": (
        "Total XP counts everything together, so it takes no `targets`. Leave them out, or choose the type *Skill XP*.",
        "La XP total lo cuenta todo junto, así que no admite `targets`. Déjalo vacío o elige el tipo *XP de habilidad*.",
    ),
    "contest.too_many_targets": (
        "A rule names at most {limit:target|targets}. Name fewer, or leave `targets` empty for all of them.",
        "Una regla nombra como mucho {limit:objetivo|objetivos}. Nombra menos, o deja `targets` vacío para todos.",
    ),
    "contest.target_unknown": (
        "I do not know **{text}**. Check the spelling, put commas between names, and pick from the suggestions.",
        "No conozco **{text}**. Revisa cómo se escribe, pon comas entre los nombres y elige de las sugerencias.",
    ),
    "contest.target_no_skill": (
        "**{name}** is not a skill. Choose skills such as `Slayer, Mining`, or another type of rule.",
        "**{name}** no es una habilidad. Elige habilidades como `Slayer, Mining`, u otro tipo de regla.",
    ),
    "contest.target_no_boss": (
        "**{name}** is not a boss. Choose bosses such as `Zulrah, Vorkath`, or another type of rule.",
        "**{name}** no es un jefe. Elige jefes como `Zulrah, Vorkath`, u otro tipo de regla.",
    ),
    "contest.target_no_clue": (
        "**{name}** is not a clue tier. Choose tiers such as `hard, elite`, or another type of rule.",
        "**{name}** no es un nivel de pista. Elige niveles como `hard, elite`, u otro tipo de regla.",
    ),
    "contest.too_many_rules": (
        "A contest has at most {limit:rule|rules}. Remove one with `/contest rule-remove` first.",
        "Un concurso tiene como mucho {limit:regla|reglas}. Quita antes una con `/contest rule-remove`.",
    ),
    "contest.same_rule": (
        "This contest has exactly that rule already; nothing changed.",
        "Este concurso ya tiene exactamente esa regla; no cambió nada.",
    ),
    "contest.published": (
        "**{name}** is published, so its rules are frozen. Call it off with `/contest cancel`, or make another contest.",
        "**{name}** ya está publicado, así que sus reglas no cambian. Cancélalo con `/contest cancel` o crea otro concurso.",
    ),
    "contest.no_rules": (
        "Nobody could enter: this contest has no rules yet. Add one with `/contest rule-add` first.",
        "Nadie podría participar: este concurso aún no tiene reglas. Añade antes una con `/contest rule-add`.",
    ),
    "contest.nobody": (
        "Nobody is on the clan's roster, so nobody could enter. Add characters with `/clan add` or `/clan import` first.",
        "No hay nadie en la lista del clan, así que nadie podría participar. Añade antes personajes con `/clan add` o `/clan import`.",
    ),
    "contest.cannot_post": (
        "I cannot post in this channel, and a contest's draw is proven by what I post. Give me *View Channel*, *Send Messages* and *Attach Files* here, or publish it in another channel.",
        "No puedo publicar en este canal, y el sorteo de un concurso se prueba con lo que publico. Dame aquí *Ver canal*, *Enviar mensajes* y *Adjuntar archivos*, o publícalo en otro canal.",
    ),
    # What goes wrong: running and drawing
    "contest.end_draft": (
        "**{name}** is still a draft. Publish it with `/contest publish`, or call it off with `/contest cancel`.",
        "**{name}** todavía es un borrador. Publícalo con `/contest publish` o cancélalo con `/contest cancel`.",
    ),
    "contest.end_upcoming": (
        "**{name}** has not begun: it starts {at}. Before that it can only be called off, with `/contest cancel`.",
        "**{name}** no ha empezado: empieza {at}. Antes solo se puede cancelar, con `/contest cancel`.",
    ),
    "contest.end_over": (
        "**{name}** is over already. `/contest show` says how it stands.",
        "**{name}** ya terminó. `/contest show` dice cómo está.",
    ),
    "contest.not_counting": (
        "**{name}** counts no entries now: only a contest that runs, or has ended and is not locked yet, does.",
        "**{name}** no cuenta participaciones ahora: solo lo hace un concurso en curso, o terminado y aún sin cerrar.",
    ),
    "contest.nothing_to_confirm": (
        "There is nothing to confirm for **{name}**, or another snapshot came since. `/contest show` says how it stands.",
        "No hay nada que confirmar en **{name}**, o hubo otra instantánea desde entonces. `/contest show` dice cómo está.",
    ),
    "contest.draw_draft": (
        "**{name}** is still a draft. Publish it with `/contest publish` first.",
        "**{name}** todavía es un borrador. Publícalo antes con `/contest publish`.",
    ),
    "contest.draw_running": (
        "**{name}** is not over: it ends {at} ({at:f}). `/contest end` ends it early.",
        "**{name}** no ha terminado: termina {at} ({at:f}). `/contest end` lo termina antes.",
    ),
    "contest.draw_drawn": (
        "**{name}** is drawn already, for good. `/contest show` has the winners and the proof.",
        "**{name}** ya está sorteado, definitivamente. `/contest show` tiene los ganadores y la prueba.",
    ),
    "contest.draw_cancelled": (
        "**{name}** was called off, so it is not drawn.",
        "**{name}** se canceló, así que no se sortea.",
    ),
    "contest.no_entries": (
        "Nobody earned an entry in **{name}**, so there is no draw.",
        "Nadie ganó una participación en **{name}**, así que no hay sorteo.",
    ),
    "contest.waits_run": (
        "**{name}** cannot be drawn yet: its last snapshot is not done. The entries are locked by themselves after it; try again then.",
        "**{name}** aún no se puede sortear: su última instantánea no ha terminado. Después se cierran solas las participaciones; inténtalo entonces.",
    ),
    "contest.waits_fresh_run": (
        "**{name}** cannot be drawn yet: its entries are locked only within 24 hours of a complete snapshot. Press *Run again* on its card, or use `/clan snapshot`.",
        "**{name}** aún no se puede sortear: sus participaciones solo se cierran dentro de las 24 horas siguientes a una instantánea completa. Pulsa *Leer de nuevo* en su tarjeta, o usa `/clan snapshot`.",
    ),
    "contest.waits_confirmation": (
        "**{name}** cannot be drawn yet: its last snapshot could not read everybody. Press *Lock anyway* or *Run again* on its card.",
        "**{name}** aún no se puede sortear: su última instantánea no pudo leer a todos. Pulsa *Cerrar igualmente* o *Leer de nuevo* en su tarjeta.",
    ),
    "contest.waits_post": (
        "It cannot be drawn yet: I could not post its commitment in <#{channel:raw}>. Give me *View Channel* and *Send Messages* there; I try again every hour.",
        "Aún no se puede sortear: no pude publicar su compromiso en <#{channel:raw}>. Dame ahí *Ver canal* y *Enviar mensajes*; lo intento cada hora.",
    ),
    "contest.waits_lock": (
        "The entries of **{name}** are being locked this very moment. Try again in a few seconds.",
        "Las participaciones de **{name}** se están cerrando en este momento. Inténtalo de nuevo en unos segundos.",
    ),
    "contest.not_drawn": (
        "**{name}** is not drawn, so there is no winner to pass over.",
        "**{name}** no está sorteado, así que no hay ningún ganador que descartar.",
    ),
    "contest.called": (
        "The draw of **{name}** is called, so it can no longer be cancelled: the result follows by itself.",
        "El sorteo de **{name}** ya está en marcha, así que no se puede cancelar: el resultado llega solo.",
    ),
    "contest.over": (
        "**{name}** is over, so there is nothing left to call off.",
        "**{name}** ya terminó, así que no queda nada que cancelar.",
    ),
    # Rules
    "contest.rule.skill_xp": ("{targets:raw} XP {amount:+}", "XP de {targets:raw} {amount:+}"),
    "contest.rule.skill_xp_many": ("XP in {targets:raw} {amount:+}", "XP en {targets:raw} {amount:+}"),
    "contest.rule.skill_xp_all": ("XP in any skills {amount:+}", "XP en cualquier habilidad {amount:+}"),
    "contest.rule.levels": ("Levels in {targets:raw} {amount:+}", "Niveles en {targets:raw} {amount:+}"),
    "contest.rule.levels_all": ("Levels in any skills {amount:+}", "Niveles en cualquier habilidad {amount:+}"),
    "contest.rule.boss_kc": ("{targets:raw} +{amount:kill|kills}", "{targets:raw} +{amount:muerte|muertes}"),
    "contest.rule.boss_kc_all": ("any boss +{amount:kill|kills}", "cualquier jefe +{amount:muerte|muertes}"),
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
    "contest.button.entries": ("All entries", "Todas las participaciones"),
    "contest.button.how": ("How it is drawn", "Cómo se sortea"),
    "contest.button.draw": ("Run draw", "Hacer el sorteo"),
    "contest.button.lock": ("Lock anyway", "Cerrar igualmente"),
    "contest.button.again": ("Run again", "Leer de nuevo"),
    "contest.button.recount": ("Recount", "Contar de nuevo"),
    "contest.button.first": ("First snapshot", "Primera instantánea"),
    "contest.button.last": ("Last snapshot", "Última instantánea"),
    "contest.button.open": ("Open the contest", "Abrir el concurso"),
    "contest.pick.entry": ("Open an entry's evidence…", "Abrir las pruebas de una participación…"),
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
        "❗ Its end has passed, or is too near. Call it off with `/contest cancel` and make a new one.",
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
        "**{name}** is called off, and everybody is told why.",
        "**{name}** está cancelado, y a todos se les dice por qué.",
    ),
    "contest.said.draft_cancelled": (
        "The draft **{name}** is called off. Nobody but leaders ever saw it.",
        "El borrador **{name}** está cancelado. Solo lo vieron los líderes.",
    ),
    "contest.said.redrawn": (
        "Position {position} of **{name}** is passed over, for good, and everybody is told why. {next:raw}",
        "El puesto {position} de **{name}** queda descartado, definitivamente, y a todos se les dice por qué. {next:raw}",
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
        "Counted again: {added:entry|entries} came, {removed:entry|entries} went.",
        "Contado de nuevo: {added:participación entró|participaciones entraron}, {removed:participación salió|participaciones salieron}.",
    ),
    "contest.said.recounted_came": (
        "Counted again: {added:entry|entries} came.",
        "Contado de nuevo: {added:participación entró|participaciones entraron}.",
    ),
    "contest.said.recounted_went": (
        "Counted again: {removed:entry|entries} went.",
        "Contado de nuevo: {removed:participación salió|participaciones salieron}.",
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
        "No contest is like that now. `/contest list` without a status shows them all.",
        "Ahora no hay ningún concurso así. `/contest list` sin estado los muestra todos.",
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
        "The file holds this text to the letter; its SHA-256 stands in the entry's leaf.\nSHA-256 {hash:raw}",
        "El archivo tiene este texto letra por letra; su SHA-256 está en la hoja de la participación.\nSHA-256 {hash:raw}",
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
        "No character took part for you: whose is whose was frozen when the contest was published. A character that nobody had claimed enters under its own name. Claim yours with `/clan claim` before the next one.",
        "Ningún personaje participa por ti: de quién es cada uno quedó fijado al publicar el concurso. Un personaje sin dueño participa con su propio nombre. Reclama el tuyo con `/clan claim` antes del próximo.",
    ),
    "contest.mine.counted": (
        "Counted {at}, at the last snapshot; each character is judged alone.",
        "Contado {at}, con la última instantánea; cada personaje se juzga por separado.",
    ),
    "contest.mine.small": ("Each character is judged alone.", "Cada personaje se juzga por separado."),
    # What is committed to, as plain text
    "contest.terms.prize": ("Prize: {prize:raw}", "Premio: {prize:raw}"),
    "contest.terms.span": (
        "Runs from {starts:raw} to {ends:raw} ({zone:raw}), that is from {starts_utc:raw} to {ends_utc:raw} UTC. A leader may end it earlier.",
        "Va del {starts:raw} al {ends:raw} ({zone:raw}), es decir, del {starts_utc:raw} al {ends_utc:raw} UTC. Un líder puede terminarlo antes.",
    ),
    "contest.terms.span_utc": (
        "Runs from {starts:raw} to {ends:raw} UTC. A leader may end it earlier.",
        "Va del {starts:raw} al {ends:raw} UTC. Un líder puede terminarlo antes.",
    ),
    "contest.terms.enter": (
        "Each of these gives one entry, which is one ticket:",
        "Cada una de estas reglas da una participación, que es un boleto:",
    ),
    "contest.terms.rule": ("• {rule:raw}", "• {rule:raw}"),
    "contest.terms.once": (
        "A person has at most one entry per rule. Where a rule names several skills, bosses or tiers, or takes any, their gains are added up.",
        "Cada persona tiene como mucho una participación por regla. Donde una regla nombra varias habilidades, jefes o niveles de pista, o admite cualquiera, sus progresos se suman.",
    ),
    "contest.terms.alone": (
        "Each character is judged alone: gains of different characters are never added up.",
        "Cada personaje se juzga por separado: los progresos de personajes distintos nunca se suman.",
    ),
    "contest.terms.gains": (
        "Gains count from a character's first snapshot after the start to its last one. The last run of snapshots may come up to two hours after the end and still counts. What the hiscores hide counts only as far as it is proven.",
        "El progreso cuenta desde la primera instantánea de un personaje tras el inicio hasta la última. La última ronda de instantáneas puede llegar hasta dos horas después del final y aún cuenta. Lo que los hiscores ocultan cuenta solo en la medida en que está probado.",
    ),
    "contest.terms.claims": (
        "A character counts for the member who had claimed it when this was published. One that nobody had claimed then, or that joined the clan later, enters under its own name.",
        "Un personaje cuenta para el miembro que lo había reclamado al publicarse esto. El que nadie había reclamado entonces, o que llegó después al clan, participa con su propio nombre.",
    ),
    "contest.terms.one_winner": (
        "One person wins, drawn among all tickets.",
        "Gana una persona, sorteada entre todos los boletos.",
    ),
    "contest.terms.winners": (
        "{winners} different people win, drawn one after the other among all tickets.",
        "Ganan {winners} personas distintas, sorteadas una tras otra entre todos los boletos.",
    ),
    "contest.terms.void": (
        "A winner is passed over, and the next in the order drawn steps up, only on these grounds: they left the clan before the draw; they broke the game's rules or this guild's; they cannot be reached, or do not take the prize, within 7 days.",
        "Un ganador se descarta, y ocupa su lugar el siguiente en el orden sorteado, solo por estos motivos: dejó el clan antes del sorteo; rompió las reglas del juego o las de este gremio; no se le puede localizar, o no acepta el premio, en 7 días.",
    ),
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
        "{who:raw} quedó omitido: {reason:raw}",
    ),
    "contest.news.cancelled": ("🏆 {name} is cancelled", "🏆 {name} está cancelado"),
}
