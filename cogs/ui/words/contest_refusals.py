"""What goes wrong with contests."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
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
        "The prize takes 1 to {limit:character|characters}. Shorten it.",
        "El premio admite de 1 a {limit:carácter|caracteres}. Acórtalo.",
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
        "Ese inicio, el {at:f}, ya pasó. Deja `starts` vacío para empezar al publicar, o elige una hora posterior.",
    ),
    "contest.ends_past": (
        "That end, {at:f}, has passed. Choose a time in the future, such as `in 7 days`; a draft's times cannot be changed, so make a new one.",
        "Ese final, el {at:f}, ya pasó. Elige una hora futura, por ejemplo `en 7 días`; las horas de un borrador no se cambian, así que crea otro.",
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
        "This contest already has exactly that rule; nothing changed.",
        "Este concurso ya tiene exactamente esa regla; no cambió nada.",
    ),
    "contest.published": (
        "**{name}** is published, so its rules are frozen. Cancel it with `/contest cancel`, or make another contest.",
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
        "**{name}** is still a draft. Publish it with `/contest publish`, or cancel it with `/contest cancel`.",
        "**{name}** todavía es un borrador. Publícalo con `/contest publish` o cancélalo con `/contest cancel`.",
    ),
    "contest.end_upcoming": (
        "**{name}** has not begun: it starts {at}. Until then it can only be cancelled, with `/contest cancel`.",
        "**{name}** no ha empezado: empieza {at}. Hasta entonces solo se puede cancelar, con `/contest cancel`.",
    ),
    "contest.end_over": (
        "**{name}** is already over. `/contest show` says how it stands.",
        "**{name}** ya terminó. `/contest show` dice cómo está.",
    ),
    "contest.not_counting": (
        "The entries of **{name}** cannot be counted now: only a contest that is running, or has ended and is not locked yet, counts entries.",
        "Ahora no se pueden contar las participaciones de **{name}**: solo las de un concurso en curso, o terminado y aún sin cerrar.",
    ),
    "contest.nothing_to_confirm": (
        "There is nothing to confirm for **{name}**, or there has been another snapshot since. `/contest show` says how it stands.",
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
        "**{name}** is already drawn, and that is final. `/contest show` has the winners and the proof.",
        "**{name}** ya está sorteado, y eso es definitivo. `/contest show` tiene los ganadores y la prueba.",
    ),
    "contest.draw_cancelled": (
        "**{name}** was cancelled, so it is not drawn.",
        "**{name}** se canceló, así que no se sortea.",
    ),
    "contest.no_entries": (
        "Nobody earned an entry in **{name}**, so there is no draw.",
        "Nadie ganó una participación en **{name}**, así que no hay sorteo.",
    ),
    "contest.waits_run": (
        "**{name}** cannot be drawn yet: its last snapshot is not done. After it the entries are locked by themselves; try again then.",
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
        "The draw of **{name}** has been called, so it can no longer be cancelled: the result follows by itself.",
        "El sorteo de **{name}** ya está en marcha, así que no se puede cancelar: el resultado llega solo.",
    ),
    "contest.over": (
        "**{name}** is over, so there is nothing left to cancel.",
        "**{name}** ya terminó, así que no queda nada que cancelar.",
    ),
}
