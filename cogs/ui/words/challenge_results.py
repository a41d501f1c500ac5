"""Sentences about challenges' points, boards, results and prizes."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # The log
    "audit.challenge.completed": ("kept a challenge's result", "guardó el resultado de un reto"),
    "audit.challenge.recomputed": (
        "worked out a challenge's result again",
        "volvió a calcular el resultado de un reto",
    ),
    "audit.challenge.prize_sent": ("ticked off a prize as sent", "marcó un premio como enviado"),
    "audit.challenge.prize_unsent": (
        "unticked a prize as sent",
        "desmarcó un premio como enviado",
    ),
    "audit.fact.challenge.placed": ("{value:person|people} with a place", "{value:persona|personas} con puesto"),
    "audit.fact.challenge.credits_paid": (
        "{value:credit|credits} paid",
        "{value:crédito pagado|créditos pagados}",
    ),
    "audit.fact.challenge.credits_back": (
        "{value:credit|credits} taken back",
        "{value:crédito retirado|créditos retirados}",
    ),
    "audit.fact.challenge.credits_missing": (
        "{value:credit|credits} could not be taken back",
        "{value:crédito no se pudo retirar|créditos no se pudieron retirar}",
    ),
    "audit.fact.challenge.place": ("place {value}", "puesto {value}"),
    "audit.fact.challenge.prizes": ("{value:prize|prizes}", "{value:premio|premios}"),
    # Refusals
    "challenge.no_result": (
        "**{title}** has no result yet, so there is no prize to send.",
        "**{title}** todavía no tiene resultado, así que no hay premios que enviar.",
    ),
    "challenge.nothing_to_send": (
        "There is no cash and nothing else to send for place {place} of **{title}**. `/challenge results` shows who won what; those who share a place are listed under its first number.",
        "No hay dinero ni objetos que enviar por el puesto {place} de **{title}**. `/challenge results` muestra quién ganó qué; quienes comparten un puesto figuran con su primer número.",
    ),
    "challenge.not_sent": (
        "Nothing was changed: things are no longer like that for place {place}. `/challenge results` shows how they are.",
        "No cambió nada: lo del puesto {place} ya no está así. `/challenge results` muestra cómo está.",
    ),
    # Scores and prizes
    "challenge.score.votes": ("{count:vote|votes}", "{count:voto|votos}"),
    "challenge.score.stars": ("{stars:raw} ★ of {count}", "{stars:raw} ★ de {count}"),
    "challenge.score.mixed": ("{percent:raw} %", "{percent:raw} %"),
    "challenge.score.judges": ("{score:raw} of 10", "{score:raw} de 10"),
    "challenge.result.points": ("{count:point|points}", "{count:punto|puntos}"),
    "challenge.prize.to_send": ("{what:raw} (to be sent)", "{what:raw} (por enviar)"),
    "challenge.prize.sent": ("{what:raw} (sent)", "{what:raw} (enviado)"),
    "challenge.prize.waits": ("{what:raw} (not paid yet)", "{what:raw} (aún sin pagar)"),
    "challenge.prize.shared": (
        "{what:raw}, shared with {count:other|others}",
        "{what:raw}, a compartir con {count:persona más|personas más}",
    ),
    # Results
    "challenge.result.heading": ("🏆 {title}: results", "🏆 {title}: resultados"),
    "challenge.result.people": ("{count:person|people} in the ranking", "{count:persona|personas} en la clasificación"),
    "challenge.result.row": (
        "{place:raw} {who:raw} · **{title}** · {score:raw}",
        "{place:raw} {who:raw} · **{title}** · {score:raw}",
    ),
    "challenge.result.more": ("and {count} more", "y {count} más"),
    "challenge.result.nobody": ("Nobody has a place this time.", "Esta vez nadie tiene puesto."),
    "challenge.result.none_yet": (
        "There is no result yet; it is worked out {at} ({at:f}).",
        "Todavía no hay resultado; se calcula {at} ({at:f}).",
    ),
    "challenge.result.participation": (
        "**Taking part** {credits:credit|credits} to {people:person|people}",
        "**Por participar** {credits:crédito|créditos} para {people:persona|personas}",
    ),
    "challenge.result.voting": (
        "**Voting** {credits:credit|credits} to {people:person|people}",
        "**Por votar** {credits:crédito|créditos} para {people:persona|personas}",
    ),
    "challenge.result.not_final": (
        "Not final: the end was moved, and the result is worked out again {at}",
        "No es definitivo: se cambió el final y el resultado se vuelve a calcular {at}",
    ),
    "challenge.result.called_off": (
        "The challenge was cancelled after this result; it stays as it was",
        "El reto se canceló después de este resultado, que queda como estaba",
    ),
    "challenge.result.kept": (
        "Final; worked out {at:f} from the votes and scores that count",
        "Definitivo; calculado el {at:f} con los votos y notas que cuentan",
    ),
    "challenge.result.discarded": (
        "Officers discarded the votes of {people:person|people}; each time is in /audit list.",
        "Los oficiales anularon los votos de {people:persona|personas}; cada vez consta en /audit list.",
    ),
    "challenge.mine.place": (
        "**You** {place:raw} with **{title}** ({score:raw}), and {points:point|points}.",
        "**Tú** {place:raw} con **{title}** ({score:raw}) y {points:punto|puntos}.",
    ),
    "challenge.mine.no_place": (
        "**You** have no place here, and {points:point|points}.",
        "**Tú** no tienes puesto aquí, y tienes {points:punto|puntos}.",
    ),
    "challenge.mine.prizes": ("You won {prizes:raw}.", "Ganaste {prizes:raw}."),
    # Announcements
    "challenge.news.completed": ("🏆 {title}: here is the podium", "🏆 {title}: este es el podio"),
    "challenge.news.changed_result": ("🏆 {title}: the result has changed", "🏆 {title}: el resultado cambió"),
    "challenge.news.again_small": (
        "It was worked out again after something stopped counting, or counts again, or a date was moved",
        "Se volvió a calcular porque algo dejó de contar, vuelve a contar o se cambió una fecha",
    ),
    "challenge.to_send.heading": ("🎨 {title}: prizes to take care of", "🎨 {title}: premios por atender"),
    "challenge.to_send.send": ("**To be sent**", "**Por enviar**"),
    "challenge.to_send.send_line": (
        "{place:raw} {who:raw} · {what:raw}",
        "{place:raw} {who:raw} · {what:raw}",
    ),
    "challenge.to_send.astray": (
        "**Sent before the result changed, and somebody else's by now**",
        "**Enviado antes de que cambiara el resultado; ahora es de otra persona**",
    ),
    "challenge.to_send.astray_line": ("{who:raw} · {what:raw}", "{who:raw} · {what:raw}"),
    "challenge.to_send.missing": (
        "**Spent before they could be taken back**",
        "**Gastado antes de que se pudiera retirar**",
    ),
    "challenge.to_send.missing_line": (
        "{who:raw} · {missing:credit|credits} of {what:raw}; it comes off what they win here next",
        "{who:raw} · {missing:crédito|créditos} de {what:raw}; se descontará de lo próximo que gane aquí",
    ),
    "challenge.to_send.unpaid": (
        "**Not paid: the books cannot hold more credits**",
        "**Sin pagar: aquí no caben más créditos**",
    ),
    "challenge.to_send.unpaid_line": ("{who:raw} · {what:raw}", "{who:raw} · {what:raw}"),
    "challenge.to_send.nothing": ("Everything is taken care of.", "Ya está todo atendido."),
    "challenge.to_send.small": (
        "Credits are already paid. Tick off what you sent here or with /challenge prize-sent",
        "Los créditos ya están pagados. Marca lo que envíes aquí o con /challenge prize-sent",
    ),
    # Ticking off
    "challenge.sent.done": (
        "Ticked off as sent for {place:raw}, {at}:",
        "Marcado como enviado por {place:raw}, {at}:",
    ),
    "challenge.sent.again": (
        "That was already ticked off: for {place:raw} by {by:raw}, {at}. This is what stands:",
        "Ya estaba marcado: por {place:raw}, lo hizo {by:raw} {at}. Así está:",
    ),
    "challenge.sent.line": ("{who:raw} · {what:raw}", "{who:raw} · {what:raw}"),
    "challenge.sent.undone": (
        "What was ticked off for {place:raw} is to be sent again.",
        "Lo que estaba marcado por {place:raw} vuelve a estar por enviar.",
    ),
    # Boards
    "challenge.board.heading_challenge": ("🎨 {title}: points", "🎨 {title}: puntos"),
    "challenge.board.heading_all": ("🎨 Points of all challenges", "🎨 Puntos de todos los retos"),
    "challenge.board.heading_taking": ("🎨 Who keeps taking part", "🎨 Quién participa siempre"),
    "challenge.board.people": ("{count:person|people}", "{count:persona|personas}"),
    "challenge.board.empty_challenge": (
        "Nobody has points here yet. Handing something in brings the first.",
        "Nadie tiene puntos aquí todavía. Los primeros llegan al entregar algo.",
    ),
    "challenge.board.empty_all": (
        "Nobody has points yet. Handing something in brings the first.",
        "Nadie tiene puntos todavía. Los primeros llegan al entregar algo.",
    ),
    "challenge.board.empty_taking": (
        "Nobody has handed in anything yet.",
        "Nadie ha entregado nada todavía.",
    ),
    "challenge.board.nowhere_challenge": (
        "**You** have no points here yet.",
        "**Tú** aún no tienes puntos aquí.",
    ),
    "challenge.board.nowhere_all": ("**You** have no points yet.", "**Tú** aún no tienes puntos."),
    "challenge.board.nowhere_taking": (
        "**You** have not handed in anything yet.",
        "**Tú** aún no has entregado nada.",
    ),
    "challenge.board.taking": ("{weeks} wk · {rate:raw}", "{weeks} sem · {rate:raw}"),
    "challenge.board.new": ("new", "nuevo"),
    "challenge.board.small_challenge": (
        "Points, and how places moved since midnight. Only you see this",
        "Puntos y cómo cambiaron los puestos desde medianoche. Solo tú ves esto",
    ),
    "challenge.board.small_all": (
        "Points of every challenge of this server together, and how places moved since midnight. Only you see this",
        "Puntos de todos los retos de este servidor y cómo cambiaron los puestos desde medianoche. Solo tú ves esto",
    ),
    "challenge.board.small_taking": (
        "Weeks in a row with something handed in, and submissions per week; weeks without a challenge do not count. Only you see this",
        "Semanas seguidas con alguna entrega y entregas por semana; las semanas sin reto no cuentan. Solo tú ves esto",
    ),
    # Why
    "challenge.why.heading": ("🎨 {title}: your points", "🎨 {title}: tus puntos"),
    "challenge.why.total": ("{count:point|points} in all", "{count:punto|puntos} en total"),
    "challenge.why.nothing": (
        "You have no points here yet. Hand something in, or vote.",
        "Aún no tienes puntos aquí. Entrega algo o vota.",
    ),
    "challenge.why.small": (
        "What was taken back is left out; every line of it is kept",
        "Lo que se retiró no aparece, pero cada línea se conserva",
    ),
    "challenge.why.submit": ("for handing in **{title}**", "por entregar **{title}**"),
    "challenge.why.early": (
        "for **{title}** within the first day",
        "por **{title}** en el primer día",
    ),
    "challenge.why.featured": ("because **{title}** was featured", "porque se destacó **{title}**"),
    "challenge.why.received": (
        "for {count:vote|votes} that **{title}** got",
        "por {count:voto|votos} que recibió **{title}**",
    ),
    "challenge.why.vote": ("for {count:vote|votes} that you gave", "por {count:voto|votos} que diste"),
    "challenge.why.ballot": ("for a complete ballot", "por una papeleta completa"),
    "challenge.why.place": ("for your place at the end", "por tu puesto al final"),
    # Buttons
    "challenge.button.my_result": ("My result", "Mi resultado"),
    "challenge.button.sent": ("{place:raw} sent", "{place:raw} enviado"),
    "challenge.button.undo": ("Undo", "Deshacer"),
    "challenge.button.board_challenge": ("This challenge", "Este reto"),
    "challenge.button.board_all": ("All time", "Siempre"),
    "challenge.button.board_taking": ("Taking part", "Participación"),
    "challenge.button.my_rank": ("My rank", "Mi puesto"),
    "challenge.button.why": ("Why?", "¿Por qué?"),
}
