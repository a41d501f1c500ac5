"""Sentences about the council: decisions, answers, votes and awards."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # The log
    "audit.loot.opened": ("opened a decision", "abrió una decisión"),
    "audit.loot.answered_for": ("answered for somebody", "respondió por alguien"),
    "audit.loot.cancelled": ("cancelled a decision", "canceló una decisión"),
    "audit.loot.rolling": ("let a roll decide", "dejó decidir a un sorteo"),
    "audit.loot.roll_given_up": ("gave a roll up", "renunció a un sorteo"),
    "audit.fact.loot.decision": ("decision {value:raw}", "decisión {value:raw}"),
    "audit.fact.points.decision": ("decision {value:raw}", "decisión {value:raw}"),
    "audit.fact.loot.asked": ("{value:person|people} asked", "{value:persona|personas} por preguntar"),
    "audit.fact.loot.people": ("between {value:person|people}", "entre {value:persona|personas}"),
    "audit.fact.loot.draw": ("draw {value:raw}", "sorteo {value:raw}"),
    "audit.fact.loot.transparency.public": ("votes public", "votos públicos"),
    "audit.fact.loot.transparency.counts": ("votes as numbers", "votos en cifras"),
    "audit.fact.loot.transparency.council": ("votes for officers", "votos para oficiales"),
    "audit.fact.loot.transparency.blind": ("votes blind", "votos a ciegas"),
    "audit.fact.loot.response.bis": ("BiS", "BiS"),
    "audit.fact.loot.response.upgrade": ("Upgrade", "Mejora"),
    "audit.fact.loot.response.minor": ("Minor", "Menor"),
    "audit.fact.loot.response.offspec": ("Offspec", "Secundaria"),
    "audit.fact.loot.response.pass": ("Pass", "Paso"),
    # Refusals
    "loot.decision_unknown": (
        "There is no such decision here. `/loot list` shows the open ones.",
        "Aquí no hay ninguna decisión así. `/loot list` muestra las abiertas.",
    ),
    "loot.raid_unknown": (
        "There is no such raid here. `/raid list` shows them.",
        "Aquí no hay ninguna banda así. `/raid list` las muestra.",
    ),
    "loot.item_length": (
        "Give the item a name of 1 to {limit} characters.",
        "Ponle al objeto un nombre de 1 a {limit} caracteres.",
    ),
    "loot.boss_length": (
        "Give the boss a name of at most {limit} characters, or leave it out.",
        "Ponle al jefe un nombre de {limit} caracteres como mucho, o déjalo vacío.",
    ),
    "loot.ilvl": ("An item level is between 1 and {limit}.", "El nivel de objeto está entre 1 y {limit}."),
    "loot.item_id": ("An item's number is between 1 and {limit}.", "El número de un objeto está entre 1 y {limit}."),
    "loot.price": (
        "Type the price as a number from 0 to {most}, such as 100 or 12.5.",
        "Escribe el precio como un número de 0 a {most}, por ejemplo 100 o 12,5.",
    ),
    "loot.price_council": (
        "Under loot council nothing is charged. Leave `gp` out.",
        "Con consejo de botín no se cobra nada. Deja `gp` vacío.",
    ),
    "loot.price_missing": (
        "Nobody has said what it costs. Look at the award again and name the GP.",
        "Nadie ha dicho cuánto cuesta. Vuelve a mirar la entrega e indica los GP.",
    ),
    "loot.closes_soon": (
        "Give people at least {seconds:second|seconds} to answer.",
        "Da al menos {seconds:segundo|segundos} para responder.",
    ),
    "loot.closes_late": (
        "Answers can be open for {days:day|days} at most.",
        "Se puede responder durante {days:día|días} como mucho.",
    ),
    "loot.note_length": (
        "A note has at most {limit} characters.",
        "Una nota tiene {limit} caracteres como mucho.",
    ),
    "loot.note_first": (
        "Say first what you want it for: press one of the answers, then add the note.",
        "Di primero para qué lo quieres: pulsa una respuesta y luego añade la nota.",
    ),
    "loot.not_asked": (
        "**{item}** is offered to those who were asked, and you are not among them. An officer can answer for you.",
        "**{item}** se ofrece a quienes se preguntó, y tú no estás entre ellos. Un oficial puede responder por ti.",
    ),
    "loot.answer_settled": (
        "Answers could be changed until {at:f}; yours stands. An officer can still answer for you, and it will say so.",
        "Se podía cambiar la respuesta hasta {at:f}; la tuya queda así. Un oficial aún puede responder por ti, y constará.",
    ),
    "loot.answers_closed": (
        "The answers for **{item}** are closed: its award was taken back, and it is awarded on what was said then.",
        "Las respuestas sobre **{item}** están cerradas: se deshizo su entrega y se decide con lo que se dijo entonces.",
    ),
    "loot.rolling": (
        "A roll is deciding about **{item}** right now. Wait for its result.",
        "Un sorteo está decidiendo ahora sobre **{item}**. Espera el resultado.",
    ),
    "loot.rolling_by": (
        "<@{officer:raw}> lets a roll decide about **{item}** right now. Wait for its result.",
        "<@{officer:raw}> ha dejado que un sorteo decida ahora sobre **{item}**. Espera el resultado.",
    ),
    "loot.awarded_before": (
        "**{item}** was awarded already. `/loot why` tells the story.",
        "**{item}** ya se entregó. `/loot why` cuenta la historia.",
    ),
    "loot.awarded_by": (
        "<@{officer:raw}> awarded **{item}** already, {at}. `/loot why` tells to whom and why.",
        "<@{officer:raw}> ya entregó **{item}** {at}. `/loot why` dice a quién y por qué.",
    ),
    "loot.cancelled_before": ("The decision on **{item}** was cancelled.", "La decisión sobre **{item}** se canceló."),
    "loot.cancelled_by": (
        "<@{officer:raw}> cancelled the decision on **{item}** {at}.",
        "<@{officer:raw}> canceló la decisión sobre **{item}** {at}.",
    ),
    "loot.not_awarded": (
        "**{item}** is in nobody's hands: it was not awarded, or that was taken back.",
        "**{item}** no está en manos de nadie: no se entregó, o se deshizo la entrega.",
    ),
    "loot.looked_again": (
        "Something about **{item}** changed since you looked: answers, votes or prices. Look at the award again.",
        "Algo de **{item}** cambió desde que miraste: respuestas, votos o precios. Vuelve a mirar la entrega.",
    ),
    "loot.draft_used": (
        "This question is over. Ask again if you still want to.",
        "Esta pregunta ya pasó. Vuelve a pedirlo si aún quieres.",
    ),
    "loot.no_candidate": (
        "They do not want it (any more), so there is nothing to vote on. Turn the page to see who does.",
        "Esa persona no lo quiere (o ya no), así que no hay nada que votar. Pasa la página para ver quién sí.",
    ),
    "loot.self_vote": (
        "You cannot vote on yourself here: this decision was opened without it.",
        "Aquí no puedes votarte: esta decisión se abrió sin permitirlo.",
    ),
    "loot.vote_first": (
        "This decision is blind: vote on somebody first, then award.",
        "Esta decisión es a ciegas: vota primero a alguien y luego entrega.",
    ),
    "loot.winner_missing": ("Choose somebody first.", "Elige primero a alguien."),
    "loot.winner_left": (
        "They are not on this server and had not answered. Only those who left after answering can still get it.",
        "No está en este servidor y no había respondido. Solo quien se fue después de responder puede recibirlo.",
    ),
    "loot.winner_passed": (
        "They passed on it. If they changed their mind, answer for them first (*Council* → *Answer for…*).",
        "Pasó de este objeto. Si cambió de idea, responde antes por esa persona (*Consejo* → *Responder por…*).",
    ),
    "loot.passed_to_owner": ("They have it already.", "Ya lo tiene."),
    "loot.no_tie": (
        "There is no tie to break: fewer than two want it equally.",
        "No hay empate que deshacer: menos de dos lo quieren por igual.",
    ),
    "loot.still_tied": (
        "That leaves {people:person|people} tied. Choose another tie-break, such as the roll.",
        "Eso deja a {people:persona|personas} en empate. Elige otro desempate, por ejemplo el sorteo.",
    ),
    "loot.roll_among": (
        "A roll needs two people or more who are on Discord, and everybody in the tie has to be.",
        "Un sorteo necesita a dos personas o más que estén en Discord, y todas las del empate deben estarlo.",
    ),
    "loot.cannot_post": (
        "I cannot post here with files attached, which a roll would need. Allow me to see this channel, send messages and attach files.",
        "No puedo publicar aquí con archivos, y un sorteo los necesita. Permíteme ver este canal, enviar mensajes y adjuntar archivos.",
    ),
    # Names
    "council.response.bis": ("BiS", "BiS"),
    "council.response.upgrade": ("Upgrade", "Mejora"),
    "council.response.minor": ("Minor", "Menor"),
    "council.response.offspec": ("Offspec", "Secundaria"),
    "council.response.pass": ("Pass", "Paso"),
    "council.break.votes": ("Votes: fewest against", "Votos: menos en contra"),
    "council.break.response": ("Response: the strongest wish", "Respuesta: el deseo más fuerte"),
    "council.break.recent": ("Fewest recent items", "Menos objetos recientes"),
    "council.break.priority": ("Priority", "Prioridad"),
    "council.break.roll": ("Provable roll", "Sorteo comprobable"),
    "council.state.open": ("open", "abierta"),
    "council.state.rolling": ("being rolled", "en sorteo"),
    "council.state.awarded": ("awarded", "entregado"),
    "council.state.cancelled": ("cancelled", "cancelada"),
    "council.source.decision": ("council", "consejo"),
    "council.source.auction": ("auction", "subasta"),
    "council.source.import": ("imported", "importado"),
    "council.source.passed_on": ("passed on", "cedido"),
    # The panel
    "council.heading": ("🎁 {item}", "🎁 {item}"),
    "council.heading_boss": ("🎁 {item} ({boss})", "🎁 {item} ({boss})"),
    "council.status.open": ("Open", "Abierta"),
    "council.status.again": (
        "Open again · the award was taken back {at} · answers are closed",
        "Abierta de nuevo · la entrega se deshizo {at} · respuestas cerradas",
    ),
    "council.status.rolling": (
        "⏳ A roll decides (draw {draw:raw})",
        "⏳ Decide un sorteo (sorteo {draw:raw})",
    ),
    "council.status.awarded": ("✅ {who:raw} has it · {at:f}", "✅ Lo tiene {who:raw} · {at:f}"),
    "council.status.cancelled": ("Cancelled {at}", "Cancelada {at}"),
    "council.status.cancelled_why": ("Cancelled {at}: {reason:raw}", "Cancelada {at}: {reason:raw}"),
    "council.answered_of": (
        "{answered} of {asked} answered",
        "{answered} de {asked} han respondido",
    ),
    "council.answered": ("{answered:answer|answers}", "{answered:respuesta|respuestas}"),
    "council.closes": ("closes {at} ({at:f})", "cierra {at} ({at:f})"),
    "council.closed": ("closed {at}; answers now are late", "cerró {at}; responder ahora es tarde"),
    "council.ilvl": ("item level {level:raw}", "nivel de objeto {level:raw}"),
    "council.item_id": ("number {number:raw}", "número {number:raw}"),
    "council.price_unknown": ("GP named at the award", "los GP se dicen al entregar"),
    "council.priority": ("PR {value:raw}", "PR {value:raw}"),
    "council.priority_short": ("PR {value:raw} (below minimum EP)", "PR {value:raw} (bajo el mínimo de EP)"),
    "council.items": ("{count:item|items} lately", "{count:objeto reciente|objetos recientes}"),
    "council.no_items": ("nothing lately", "nada reciente"),
    "council.late": ("⏳ late", "⏳ tarde"),
    "council.by": ("through {who:raw}", "por medio de {who:raw}"),
    "council.tally": (
        "✅ {approvals}{approved:raw} · ❌ {rejections}{rejected:raw}",
        "✅ {approvals}{approved:raw} · ❌ {rejections}{rejected:raw}",
    ),
    "council.and_more": ("{names:raw} and {count} more", "{names:raw} y {count} más"),
    "council.voters": ("{voters:officer has|officers have} voted", "{voters:oficial ha votado|oficiales han votado}"),
    "council.voters_of": (
        "{voters:officer has|officers have} voted, the quorum is {quorum}",
        "{voters:oficial ha votado|oficiales han votado}, el cuórum es {quorum}",
    ),
    "council.why.waiting": ("Without a vote: {who:raw}", "Sin votar: {who:raw}"),
    "council.waiting": ("no vote yet: {who:raw}", "sin votar: {who:raw}"),
    "council.transparency.public": (
        "Everybody sees who voted what.",
        "Todos ven quién votó qué.",
    ),
    "council.transparency.counts": (
        "Everybody sees how many voted for and against, nobody who.",
        "Todos ven cuántos votan a favor y en contra, nadie quién.",
    ),
    "council.transparency.council": ("Only officers see the votes.", "Solo los oficiales ven los votos."),
    "council.transparency.blind": (
        "Officers see how many voted for and against once they have voted themselves.",
        "Los oficiales ven cuántos votan a favor y en contra cuando han votado ellos.",
    ),
    "council.self_vote": ("Officers may vote on themselves.", "Los oficiales pueden votarse."),
    "council.hidden.blind": (
        "You see the votes once you have voted.",
        "Verás los votos cuando hayas votado.",
    ),
    "council.hidden.council": ("Only officers see the votes.", "Solo los oficiales ven los votos."),
    "council.hidden.why": (
        "-# The votes are not shown to you: that was frozen when the decision was opened.",
        "-# No se te muestran los votos: así quedó fijado al abrir la decisión.",
    ),
    "council.nobody_yet": ("Nobody wants it so far.", "Nadie lo quiere por ahora."),
    "council.more": ("… and {count} more who want it", "… y {count} más que lo quieren"),
    "council.silent": ("No answer yet: {who:raw}", "Sin respuesta: {who:raw}"),
    "council.given": (
        "**{who:raw}** got it from {by:raw}: {reason:raw}",
        "**{who:raw}** lo recibió de {by:raw}: {reason:raw}",
    ),
    "council.passed_on": (
        "Passed on to **{who:raw}**, noted by {by:raw}: {reason:raw}",
        "Cedido a **{who:raw}**, anotado por {by:raw}: {reason:raw}",
    ),
    "council.taken_back": ("taken back {at}", "deshecho {at}"),
    "council.mine.approve": ("You approve.", "Tú apruebas."),
    "council.mine.reject": ("You reject.", "Tú rechazas."),
    "council.button.note": ("Note…", "Nota…"),
    "council.button.council": ("Council", "Consejo"),
    "council.button.answers": ("All answers", "Todas las respuestas"),
    "council.button.why": ("Why?", "¿Por qué?"),
    "council.button.open": ("Open", "Abrir"),
    "council.button.roll": ("The roll", "El sorteo"),
    "council.button.approve": ("Approve", "Aprobar"),
    "council.button.reject": ("Reject", "Rechazar"),
    "council.button.award": ("Award…", "Entregar…"),
    "council.button.for": ("Answer for…", "Responder por…"),
    "council.button.pass_on": ("Pass on…", "Ceder…"),
    "council.button.pass_now": ("Pass on", "Ceder"),
    "council.button.give": ("Award", "Entregar"),
    "council.button.roll_now": ("Roll", "Sortear"),
    "council.button.price": ("Name the GP…", "Indicar GP…"),
    # Forms
    "council.form.note": ("Your note", "Tu nota"),
    "council.form.note_label": ("Note", "Nota"),
    "council.form.note_help": ("Everybody reads it; empty takes it away", "La leen todos; vacía la quita"),
    "council.form.for": ("Answer for somebody", "Responder por alguien"),
    "council.form.for_who": ("For whom", "Por quién"),
    "council.form.for_what": ("What they want it for", "Para qué lo quiere"),
    "council.form.for_help": ("Everybody sees that you answered for them", "Todos ven que respondiste tú"),
    "council.form.award": ("Award", "Entregar"),
    "council.form.reason": ("Why", "Por qué"),
    "council.form.reason_help": ("Everybody reads it", "Lo leen todos"),
    "council.form.price": ("What it costs", "Cuánto cuesta"),
    "council.form.price_label": ("GP", "GP"),
    "council.form.price_help": (
        "The full price; each answer pays its share",
        "El precio entero; cada respuesta paga su parte",
    ),
    "council.form.pass": ("Pass the item on", "Ceder el objeto"),
    "council.form.pass_who": ("Who gets it", "Quién lo recibe"),
    # Answers to one person
    "council.said.answered": ("**{item}**: your answer is **{answer}**.", "**{item}**: tu respuesta es **{answer}**."),
    "council.said.changed": (
        "**{item}**: your answer is **{answer}** now, instead of {before}.",
        "**{item}**: tu respuesta es ahora **{answer}**, en lugar de {before}.",
    ),
    "council.said.until": ("You can change it until {at:f} ({at}).", "Puedes cambiarla hasta {at:f} ({at})."),
    "council.said.late": (
        "It came after the deadline and is marked late.",
        "Llegó después del plazo y consta como tardía.",
    ),
    "council.said.note_stays": ("Your note stays: “{note:raw}”", "Tu nota se queda: «{note:raw}»"),
    "council.said.note": ("**{item}**: your note is “{note}”.", "**{item}**: tu nota es «{note}»."),
    "council.said.no_note": ("**{item}**: your note is gone.", "**{item}**: tu nota se ha quitado."),
    "council.said.for": (
        "**{item}**: <@{user:raw}> is down with **{answer}**, marked as answered by you.",
        "**{item}**: <@{user:raw}> consta con **{answer}**, marcado como respondido por ti.",
    ),
    "council.said.cancelled": (
        "The decision on **{item}** is cancelled; its card says why.",
        "La decisión sobre **{item}** queda cancelada; su tarjeta dice por qué.",
    ),
    # Awarding
    "council.ask.whom": ("Award it to {who:raw} · {answer}?", "¿Entregarlo a {who:raw} · {answer}?"),
    "council.ask.unasked": (
        "Award it to {who:raw}, who has not answered?",
        "¿Entregarlo a {who:raw}, que no ha respondido?",
    ),
    "council.ask.roll": ("Let a roll decide between {who:raw}?", "¿Dejar que un sorteo decida entre {who:raw}?"),
    "council.ask.free": ("Nothing is charged.", "No se cobra nada."),
    "council.ask.charge": ("Charges {paid:raw}.", "Se cobran {paid:raw}."),
    "council.ask.charge_owed": (
        "⚠️ Charges {paid:raw}, and they will owe {owes:raw} of it.",
        "⚠️ Se cobran {paid:raw}, y quedarán debiendo {owes:raw}.",
    ),
    "council.ask.charge_part": (
        "Charges {paid:raw}: this answer's share of {full:raw}.",
        "Se cobran {paid:raw}: la parte de esta respuesta de {full:raw}.",
    ),
    "council.ask.charge_roll": (
        "The winner is charged their answer's share of {full:raw}.",
        "Al ganador se le cobra la parte de su respuesta de {full:raw}.",
    ),
    "council.ask.price": (
        "Neither slot nor level says what it costs. Name the GP first.",
        "Ni el hueco ni el nivel dicen cuánto cuesta. Indica antes los GP.",
    ),
    "council.ask.tied": (
        "The council wants {who:raw} equally. Choose what decides:",
        "El consejo quiere por igual a {who:raw}. Elige qué decide:",
    ),
    "council.ask.open": (
        "You can also let one of these decide between {who:raw}:",
        "También puedes dejar que decida esto entre {who:raw}:",
    ),
    "council.ask.by": ("Decided by **{how:raw}** between {who:raw}.", "Lo decide **{how:raw}** entre {who:raw}."),
    "council.ask.beacon": (
        "the beacon decides in about 20 seconds, and anybody can check it",
        "la baliza decide en unos 20 segundos y cualquiera puede comprobarlo",
    ),
    "council.ask.small": ("Nothing has happened yet.", "Todavía no ha pasado nada."),
    "council.quorum_short": (
        "⚠️ {voters:officer has|officers have} voted; the quorum is {quorum}.",
        "⚠️ {voters:oficial ha votado|oficiales han votado}; el cuórum es {quorum}.",
    ),
    "council.pick_break": ("Let a tie-break decide…", "Que decida un desempate…"),
    "council.done.awarded": ("✅ {who:raw} has it.", "✅ Lo tiene {who:raw}."),
    "council.done.charged": ("Charged: {amount:raw}.", "Cobrado: {amount:raw}."),
    "council.done.rolling": (
        "The roll between {who:raw} is posted in the channel of the decision. Its winner gets the item for the reason that you gave.",
        "El sorteo entre {who:raw} se publica en el canal de la decisión. Quien gane recibe el objeto por el motivo que diste.",
    ),
    "council.nothing_done": ("Nothing was changed", "No se cambió nada"),
    "council.pass.ask": ("{giver:raw} passes it on to {taker:raw}?", "¿{giver:raw} lo cede a {taker:raw}?"),
    "council.pass.done": ("✅ {giver:raw} passed it on to {taker:raw}.", "✅ {giver:raw} lo cedió a {taker:raw}."),
    "council.pass.back": ("{who:raw} gets back: {moves:raw}", "{who:raw} recupera: {moves:raw}"),
    "council.pass.charged": ("{who:raw} is charged {amount:raw}.", "A {who:raw} se le cobran {amount:raw}."),
    # The roll
    "council.roll.why": (
        "The council wants {people:person|people} equally; one ticket each.",
        "El consejo quiere por igual a {people:persona|personas}; un boleto por cabeza.",
    ),
    "council.roll.tickets": (
        "The list of tickets is closed when this is posted, and is posted with it.",
        "La lista de boletos está cerrada cuando se publica esto, y se publica con ello.",
    ),
    "council.roll.winner": (
        "The one winner gets the item at once, at the price of their answer.",
        "Quien gane recibe el objeto enseguida, al precio de su respuesta.",
    ),
    "council.roll.final": (
        "The roll is final. Officers can only take the whole award back, which everybody sees.",
        "El sorteo es definitivo. Los oficiales solo pueden deshacer la entrega entera, y todos lo ven.",
    ),
    "council.roll.silent": (
        "Without a round of the beacon for a day the decision is open again, as if there had been no roll.",
        "Si la baliza no da su ronda en un día, la decisión vuelve a estar abierta, como si no hubiera habido sorteo.",
    ),
    # Why
    "council.why.heading": ("🎁 Why {item}?", "🎁 ¿Por qué {item}?"),
    "council.why.status": (
        "Awarded to {who:raw} by {by:raw} · {at:f}",
        "Entregado a {who:raw} por {by:raw} · {at:f}",
    ),
    "council.why.undone": ("This award was taken back {at}.", "Esta entrega se deshizo {at}."),
    "council.why.paid": ("Paid: {amount:raw}", "Pagado: {amount:raw}"),
    "council.why.tie": (
        "Tie between {who:raw}, broken by **{how:raw}**",
        "Empate entre {who:raw}, deshecho por **{how:raw}**",
    ),
    "council.why.draw": (
        "Rolled in draw {draw:raw}: `/verify` checks it",
        "Decidido en el sorteo {draw:raw}: `/verify` lo comprueba",
    ),
    "council.why.recent": (
        "in {days:day|days} before: {items:raw}",
        "en {days:día|días} antes: {items:raw}",
    ),
    "council.why.small": (
        "Everything as it stood at the award, frozen with it.",
        "Todo como estaba en la entrega, fijado con ella.",
    ),
    # Lists
    "council.history.heading": ("🎁 Loot so far", "🎁 Botín hasta ahora"),
    "council.history.to": ("to {who:raw}", "para {who:raw}"),
    "council.history.named": ("named like “{name}”", "con «{name}» en el nombre"),
    "council.history.total": ("{total:item|items}", "{total:objeto|objetos}"),
    "council.history.none": ("Nothing was handed out so far.", "Todavía no se ha entregado nada."),
    "council.history.line": ("**{item}** → {who:raw} · {at:d}", "**{item}** → {who:raw} · {at:d}"),
    "council.list.heading": ("🎁 Open decisions", "🎁 Decisiones abiertas"),
    "council.list.total": ("{total:decision|decisions}", "{total:decisión|decisiones}"),
    "council.list.none": (
        "Nothing waits to be decided. Officers open a decision with `/loot open`.",
        "No hay nada por decidir. Los oficiales abren una decisión con `/loot open`.",
    ),
    "council.list.rolling": ("a roll decides", "decide un sorteo"),
    "council.list.row": ("**{item}**", "**{item}**"),
    "council.list.link": ("[panel]({url:raw})", "[panel]({url:raw})"),
    "council.list.pick": ("Open a decision…", "Abrir una decisión…"),
    # Announcements
    "council.news.opened": (
        "Who wants it? Answers until {at:f} ({at})",
        "¿Quién lo quiere? Respuestas hasta {at:f} ({at})",
    ),
    "council.news.asked": ("{count:person is|people are} asked.", "Se pregunta a {count:persona|personas}."),
    "council.news.anyone": ("Everybody may answer.", "Puede responder cualquiera."),
    "council.news.answered": (
        "Everybody who was asked has answered: the council can decide.",
        "Han respondido todos a quienes se preguntó: el consejo puede decidir.",
    ),
    "council.news.awarded": ("{who:raw} has it, awarded by {by:raw}", "Lo tiene {who:raw}, entregado por {by:raw}"),
}
