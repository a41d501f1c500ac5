"""Sentences about pots: settings, events, cards, answers and announcements."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Settings, events and the log
    "setting.pot.hours": (
        "For how many hours a pot is open unless said otherwise",
        "Cuántas horas está abierto un bote si no se indica otra cosa",
    ),
    "setting.pot.joins_per_minute": (
        "How often one person may join pots within a minute",
        "Cuántas veces puede entrar una persona en botes en un minuto",
    ),
    "setting.pot.big_win": (
        "How many credits make a win a big win, which is announced (0: never)",
        "Desde cuántos créditos se anuncia un premio como grande (0: nunca)",
    ),
    "setting.pot.flags_alert": (
        "How many flags in one pot it takes to alert officers",
        "Desde cuántas señales en un bote se avisa a los oficiales",
    ),
    "event.pot.opened": ("A pot was opened", "Se abrió un bote"),
    "event.pot.filling": ("A pot is 80 % full", "Un bote está lleno al 80 %"),
    "event.pot.locked": ("A pot is locked and being drawn", "Un bote se cerró y se sortea"),
    "event.pot.settled": ("A pot was won", "Alguien ganó un bote"),
    "event.pot.cancelled": (
        "A pot ended without a winner, and everybody has their credits back",
        "Un bote terminó sin ganador y todos tienen sus créditos de vuelta",
    ),
    "event.pot.big_win": ("Somebody won a lot", "Alguien ganó mucho"),
    "event.pot.stuck": (
        "A pot has been locked for two minutes and is not settled",
        "Un bote lleva dos minutos cerrado y sin resolver",
    ),
    "audit.pot.opened": ("opened a pot", "abrió un bote"),
    "audit.pot.joined": ("joined a pot", "entró en un bote"),
    "audit.pot.left": ("left a pot", "salió de un bote"),
    "audit.pot.paused": ("paused a pot", "pausó un bote"),
    "audit.pot.resumed": ("resumed a pot", "reanudó un bote"),
    "audit.pot.locked": ("locked a pot", "cerró un bote"),
    "audit.pot.settled": ("paid a pot out", "pagó un bote"),
    "audit.pot.cancelled": ("ended a pot without a winner", "terminó un bote sin ganador"),
    "audit.fact.pot.pot": ("pot {value:raw}", "bote {value:raw}"),
    "audit.fact.pot.draw": ("draw {value:raw}", "sorteo {value:raw}"),
    "audit.fact.pot.cost": ("{value:credit|credits} a ticket", "{value:crédito|créditos} por boleto"),
    "audit.fact.pot.tickets": ("{value:ticket|tickets}", "{value:boleto|boletos}"),
    "audit.fact.pot.credits": ("{value:credit|credits}", "{value:crédito|créditos}"),
    "audit.fact.pot.people": ("{value:person|people}", "{value:persona|personas}"),
    "audit.fact.pot.member": ("{value:raw}", "{value:raw}"),
    "audit.fact.pot.flag.fast": ("very fast joins", "entradas muy rápidas"),
    "audit.fact.pot.flag.young": ("young account", "cuenta nueva"),
    "audit.fact.pot.flag.shared": ("shared network and browser", "red y navegador compartidos"),
    "audit.fact.pot.flag.crowd": ("one of a crowd", "parte de un grupo"),
    "audit.fact.pot.why.empty": ("nobody was in it", "no había nadie"),
    "audit.fact.pot.why.alone": ("only one person was in it", "solo había una persona"),
    "audit.fact.pot.why.officers": ("cancelled", "cancelado"),
    "audit.fact.pot.why.silent": ("no beacon round came for a day", "no llegó la ronda de la baliza en un día"),
    "audit.fact.pot.why.unposted": (
        "its entry list could not be posted for a day",
        "su lista de entradas no se pudo publicar en un día",
    ),
    # The card
    "pot.heading": ("🪙 {name}", "🪙 {name}"),
    "pot.erased": ("somebody erased", "alguien borrado"),
    "pot.state.open": ("open", "abierto"),
    "pot.state.paused": ("paused", "en pausa"),
    "pot.state.locked": ("locked", "cerrado"),
    "pot.state.settling": ("being drawn", "en sorteo"),
    "pot.state.settled": ("won", "ganado"),
    "pot.state.cancelled": ("cancelled", "cancelado"),
    "pot.status.open": (
        "Open · locks {at} ({at:f}) or when full",
        "Abierto · se cierra {at} ({at:f}) o al llenarse",
    ),
    "pot.status.paused": ("Paused: {reason:raw}", "En pausa: {reason:raw}"),
    "pot.status.locked": ("🔒 Locked {at}, being drawn", "🔒 Cerrado {at}, se está sorteando"),
    "pot.status.settled": ("Won by {who:raw} · {at} ({at:f})", "Lo ganó {who:raw} · {at} ({at:f})"),
    "pot.status.cancelled": ("Cancelled {at}: {why:raw}", "Cancelado {at}: {why:raw}"),
    "pot.ending.empty": ("nobody was in it", "no había nadie"),
    "pot.ending.alone": ("only one person was in it", "solo había una persona"),
    "pot.ending.silent": (
        "no beacon round came for a day",
        "no llegó la ronda de la baliza en un día",
    ),
    "pot.ending.unposted": (
        "its entry list could not be posted for a day",
        "su lista de entradas no se pudo publicar en un día",
    ),
    "pot.bar": (
        "{bar:raw}\u2003{committed} of {value:credit|credits}",
        "{bar:raw}\u2003{committed} de {value:crédito|créditos}",
    ),
    "pot.terms_line": (
        "Ticket {cost} · up to {most} each · {players:player|players}",
        "Boleto {cost} · hasta {most} por persona · {players:jugador|jugadores}",
    ),
    "pot.terms_nobody": (
        "Ticket {cost} · up to {most} each · nobody in it yet",
        "Boleto {cost} · hasta {most} por persona · aún no hay nadie",
    ),
    "pot.sold_line": (
        "{tickets:ticket|tickets} at {cost:credit|credits} · {players:player|players}",
        "{tickets:boleto|boletos} a {cost:crédito|créditos} · {players:jugador|jugadores}",
    ),
    "pot.top": ("{who:raw} {tickets}", "{who:raw} {tickets}"),
    "pot.top_more": ("and {count} more", "y {count} más"),
    "pot.share.percent": ("{percent} %", "{percent} %"),
    "pot.share.least": ("less than 1 %", "menos del 1 %"),
    "pot.share.most": ("more than 99 %", "más del 99 %"),
    "pot.paused_until": ("It still locks {at} ({at:f}).", "Aun así se cierra {at} ({at:f})."),
    "pot.won": (
        "**{credits:credit|credits}** with ticket {ticket} of {tickets}",
        "**{credits:crédito|créditos}** con el boleto {ticket} de {tickets}",
    ),
    "pot.refunded": (
        "{credits:credit|credits} went back to {players:person|people}.",
        "{credits:crédito volvió|créditos volvieron} a {players:persona|personas}.",
    ),
    "pot.drawing.post": (
        "⏳ The entry list is being posted in <#{channel:raw}>; the draw is called right after it.",
        "⏳ La lista de entradas se está publicando en <#{channel:raw}>; el sorteo se convoca justo después.",
    ),
    "pot.drawing.locked": ("⏳ The draw is being called.", "⏳ El sorteo se está convocando."),
    "pot.drawing.called": ("⏳ **The secret is out.** {wait:raw}", "⏳ **El secreto se ha revelado.** {wait:raw}"),
    "pot.credits": (
        "Credits cannot be bought, cashed out or passed on.",
        "Los créditos no se compran, no se cambian por dinero y no se traspasan.",
    ),
    "pot.tickets_small": (
        "Tickets count from 0, in the order of entering.",
        "Los boletos se cuentan desde 0, en orden de entrada.",
    ),
    "pot.button.other": ("Other…", "Otra cantidad…"),
    "pot.button.mine": ("My tickets", "Mis boletos"),
    "pot.button.leave": ("Leave", "Salir"),
    "pot.button.leave_now": ("Leave", "Salir"),
    "pot.button.how": ("How it is drawn", "Cómo se sortea"),
    "pot.button.everybody": ("Everybody", "Todos"),
    "pot.button.next": ("Join the next pot", "Ir al siguiente bote"),
    "pot.button.open": ("Go to the pot", "Ir al bote"),
    "pot.button.list": ("Entry list", "Lista de entradas"),
    "pot.button.buy": ("Buy", "Comprar"),
    "pot.button.holdings": ("My pots", "Mis botes"),
    "pot.button.browse": ("Look through", "Ver todos"),
    "pot.button.flags": ("Look at the flags", "Ver las señales"),
    "pot.button.clear": ("Clear {number}", "Descartar {number}"),
    "pot.button.hold": ("Hold entry {number}…", "Devolver entrada {number}…"),
    "pot.pick": ("Look at a pot…", "Ver un bote…"),
    # Buying and leaving
    "pot.form.tickets": ("Join the pot", "Entrar en el bote"),
    "pot.form.tickets_label": ("How many tickets?", "¿Cuántos boletos?"),
    "pot.form.tickets_help": (
        "A whole number. You see what they cost before anything is bought.",
        "Un número entero. Verás lo que cuestan antes de comprar nada.",
    ),
    "pot.quote": (
        "**{tickets:ticket|tickets}** for **{price:credit|credits}**",
        "**{tickets:boleto|boletos}** por **{price:crédito|créditos}**",
    ),
    "pot.quote_after": (
        "You will hold {held} of {most}, and have {left:credit|credits} left.",
        "Tendrás {held} de {most}, y {left:crédito|créditos} en tu cartera.",
    ),
    "pot.quote_small": (
        "Nothing is bought yet. You can leave until the pot is locked.",
        "Todavía no se ha comprado nada. Puedes salir hasta que el bote se cierre.",
    ),
    "pot.said.bought": (
        "{tickets:ticket|tickets} in **{name}** for {price:credit|credits}. You hold {held} of {most}; {balance:credit|credits} left.",
        "{tickets:boleto|boletos} en **{name}** por {price:crédito|créditos}. Tienes {held} de {most}; {balance:crédito|créditos} en tu cartera.",
    ),
    "pot.said.last_ticket": (
        "🔒 That was the last ticket: the pot is locked, and the draw follows now.",
        "🔒 Era el último boleto: el bote está cerrado y ahora viene el sorteo.",
    ),
    "pot.nothing_bought": ("Nothing was bought", "No se compró nada"),
    "pot.nothing_left": ("Nothing changed", "No cambió nada"),
    "pot.leave": (
        "Leave and give back {tickets:ticket|tickets}? You get {credits:credit|credits} back at once.",
        "¿Salir y devolver {tickets:boleto|boletos}? Recuperas {credits:crédito|créditos} al momento.",
    ),
    "pot.said.left": (
        "You left **{name}**: {credits:credit|credits} came back for {tickets:ticket|tickets}. You have {balance:credit|credits} now.",
        "Saliste de **{name}**: {credits:crédito volvió|créditos volvieron} por {tickets:boleto|boletos}. Ahora tienes {balance:crédito|créditos}.",
    ),
    # One's own
    "pot.mine.heading": ("{name}: my tickets", "{name}: mis boletos"),
    "pot.mine.holds": (
        "You hold {tickets:ticket|tickets} for {paid:credit|credits} · up to {most} each",
        "Tienes {tickets:boleto|boletos} por {paid:crédito|créditos} · hasta {most} por persona",
    ),
    "pot.mine.held": (
        "You held {tickets:ticket|tickets} for {paid:credit|credits}",
        "Tenías {tickets:boleto|boletos} por {paid:crédito|créditos}",
    ),
    "pot.mine.none": ("You hold no tickets of this pot", "No tienes boletos de este bote"),
    "pot.mine.none_now": ("You have no tickets in this pot's draw", "No tienes boletos en el sorteo de este bote"),
    "pot.mine.chance_open": (
        "{held} of {sold:ticket|tickets}: {share:raw} as it stands",
        "{held} de {sold:boleto|boletos}: {share:raw} tal como está",
    ),
    "pot.mine.chance": (
        "{held} of {sold:ticket|tickets}: {share:raw}",
        "{held} de {sold:boleto|boletos}: {share:raw}",
    ),
    "pot.mine.alone": (
        "Nobody else is in it yet. If it stays so until it locks, you get everything back.",
        "Aún no hay nadie más. Si sigue así hasta el cierre, lo recuperas todo.",
    ),
    "pot.mine.wallet": ("{balance:credit|credits} in your wallet", "{balance:crédito|créditos} en tu cartera"),
    "pot.crowd.heading": ("{name}: everybody", "{name}: todos"),
    "pot.crowd.total": (
        "{players:player|players} · {tickets:ticket|tickets}",
        "{players:jugador|jugadores} · {tickets:boleto|boletos}",
    ),
    "pot.crowd.row": (
        "`{number}` {who:raw} · {tickets:ticket|tickets} · {share:raw}",
        "`{number}` {who:raw} · {tickets:boleto|boletos} · {share:raw}",
    ),
    "pot.crowd.nobody": ("Nobody is in it.", "No hay nadie."),
    "pot.crowd.small": ("In the order of entering.", "En orden de entrada."),
    # Lists
    "pot.list.total": ("{total:pot|pots}", "{total:bote|botes}"),
    "pot.row": ("**{name}** · {status:raw}", "**{name}** · {status:raw}"),
    "pot.row.open": ("open, locks {at}", "abierto, se cierra {at}"),
    "pot.row.paused": ("paused, locks {at}", "en pausa, se cierra {at}"),
    "pot.row.locked": ("🔒 being drawn", "🔒 se está sorteando"),
    "pot.row.settled": (
        "{who:raw} won {credits:credit|credits} · {at:f}",
        "{who:raw} ganó {credits:crédito|créditos} · {at:f}",
    ),
    "pot.row.cancelled": ("cancelled {at:f}", "cancelado el {at:f}"),
    "pot.row.filled": (
        "{bar:raw} · {committed} of {value:credit|credits}",
        "{bar:raw} · {committed} de {value:crédito|créditos}",
    ),
    "pot.row.cost": ("ticket {cost}", "boleto {cost}"),
    "pot.row.players": ("{players:player|players}", "{players:jugador|jugadores}"),
    "pot.row.held": ("you hold {held}", "tienes {held}"),
    "pot.row.link": ("[card]({url:raw})", "[tarjeta]({url:raw})"),
    "pot.lobby.heading": ("🪙 Pots", "🪙 Botes"),
    "pot.lobby.low": ("from {value:credit|credits}", "desde {value:crédito|créditos}"),
    "pot.lobby.high": ("up to {value:credit|credits}", "hasta {value:crédito|créditos}"),
    "pot.lobby.none": (
        "No pot is open. Officers open one with `/pot create`.",
        "No hay ningún bote abierto. Los oficiales abren uno con `/pot create`.",
    ),
    "pot.lobby.none_so": (
        "No pot fits that now. `/pot lobby` without options shows all that are not over.",
        "Ahora ningún bote encaja. `/pot lobby` sin opciones muestra los que no han terminado.",
    ),
    "pot.lobby.small": ("This list is kept up to date.", "Esta lista se mantiene al día."),
    "pot.holdings.heading": ("🪙 My pots", "🪙 Mis botes"),
    "pot.holdings.none": (
        "You are in no pot right now. `/pot lobby` shows those that are open.",
        "Ahora no estás en ningún bote. `/pot lobby` muestra los que están abiertos.",
    ),
    "pot.history.heading": ("🪙 Pots that are over", "🪙 Botes terminados"),
    "pot.history.none": ("No pot is over yet.", "Todavía no ha terminado ningún bote."),
    "pot.transcript.opened": ("**1 · Opened** {at:f}", "**1 · Abierto** {at:f}"),
    "pot.transcript.locked": ("**2 · Locked** {at:f}", "**2 · Cerrado** {at:f}"),
    "pot.transcript.called": ("**3 · Called** {at:f}", "**3 · Convocado** {at:f}"),
    "pot.transcript.settled": ("**4 · Won** by {who:raw} {at:f}", "**4 · Lo ganó** {who:raw} {at:f}"),
    "pot.transcript.cancelled": ("**Cancelled** {at:f}", "**Cancelado** {at:f}"),
    # Answers to officers
    "pot.said.locked": (
        "**{name}** is locked. Its entry list is being posted, and the draw follows by itself.",
        "**{name}** está cerrado. Su lista de entradas se está publicando, y el sorteo sigue solo.",
    ),
    "pot.said.locked_empty": (
        "Nobody was in **{name}**, so it is cancelled, and everybody is told.",
        "No había nadie en **{name}**, así que se cancela y se avisa a todos.",
    ),
    "pot.said.locked_alone": (
        "Only one person was in **{name}**, so it is cancelled, and they have their credits back.",
        "Solo había una persona en **{name}**, así que se cancela y esa persona recupera sus créditos.",
    ),
    "pot.said.paused": (
        "**{name}** takes no entries now, and its card says why. It still locks {at} ({at:f}); `/pot resume` lets it go on.",
        "**{name}** no admite entradas ahora, y su tarjeta dice por qué. Aun así se cierra {at} ({at:f}); `/pot resume` lo reanuda.",
    ),
    "pot.said.resumed": (
        "**{name}** takes entries again. It locks {at} ({at:f}).",
        "**{name}** vuelve a admitir entradas. Se cierra {at} ({at:f}).",
    ),
    "pot.said.cancelled": (
        "**{name}** is cancelled, and everybody is told why. {credits:credit|credits} went back to {players:person|people}.",
        "**{name}** está cancelado, y se avisa a todos del motivo. {credits:crédito volvió|créditos volvieron} a {players:persona|personas}.",
    ),
    "pot.said.cancelled_empty": (
        "**{name}** is cancelled, and everybody is told why. Nobody was in it.",
        "**{name}** está cancelado, y se avisa a todos del motivo. No había nadie.",
    ),
    # Announcements
    "pot.news.opened": ("🪙 New pot: {name}", "🪙 Nuevo bote: {name}"),
    "pot.news.again": ("🪙 {name}: the next pot is open", "🪙 {name}: el siguiente bote está abierto"),
    "pot.news.open": (
        "Locks when full, {at:f} at the latest ({at})",
        "Se cierra al llenarse, el {at:f} como muy tarde ({at})",
    ),
    "pot.news.locked_at": ("🔒 Locked {at} ({at:f})", "🔒 Cerrado {at} ({at:f})"),
    "pot.news.terms": ("Ticket {cost} · up to {most} each", "Boleto {cost} · hasta {most} por persona"),
    "pot.news.full": (
        "Up to **{value:credit|credits}** for one winner",
        "Hasta **{value:crédito|créditos}** para una sola persona",
    ),
    "pot.news.filling": ("🪙 {name} is filling up", "🪙 {name} se está llenando"),
    "pot.news.locked": ("🪙 {name} is locked", "🪙 {name} está cerrado"),
    "pot.news.at_stake": (
        "**{credits:credit|credits}** go to one of them",
        "**{credits:crédito|créditos}** para una sola persona",
    ),
    "pot.news.settled": ("🪙 {name}: the winner", "🪙 {name}: quién gana"),
    "pot.news.cancelled": ("🪙 {name} is cancelled", "🪙 {name} está cancelado"),
    "pot.news.big": ("🪙 🪙 🪙 Big win in {name}", "🪙 🪙 🪙 Gran premio en {name}"),
    "pot.news.big_who": (
        "# {who:raw} wins {credits:credit|credits}",
        "# {who:raw} gana {credits:crédito|créditos}",
    ),
    "pot.news.ticket": ("Ticket {ticket} of {tickets}, drawn {at}", "Boleto {ticket} de {tickets}, sorteado {at}"),
    "pot.news.luck": (
        "A chance of {share:raw}: {tickets:ticket|tickets} for {paid:credit|credits}.",
        "Una probabilidad del {share:raw}: {tickets:boleto|boletos} por {paid:crédito|créditos}.",
    ),
    "pot.news.flagged": ("❗ {name}: entries to look at", "❗ {name}: entradas que revisar"),
    "pot.news.flagged_body": (
        "Several entries look unusual. A flag by itself stops nobody: have a look before the pot is locked, and clear them or give entries back.",
        "Varias entradas llaman la atención. Una señal por sí sola no detiene a nadie: míralas antes de que se cierre el bote, y descártalas o devuelve entradas.",
    ),
    "pot.news.flagged_late": (
        "Several entries look unusual. The pot is locked, so nothing can be given back any more: have a look before the next one.",
        "Varias entradas llaman la atención. El bote está cerrado, así que ya no se puede devolver nada: míralas antes del siguiente.",
    ),
    "pot.news.stuck": (
        "⏳ {name} has been locked for {minutes:minute|minutes} and is not settled",
        "⏳ {name} lleva {minutes:minuto|minutos} cerrado y sin resolver",
    ),
    "pot.news.stuck_post": (
        "The entry list is not posted yet, and the draw is called right after it. I need *View Channel*, *Send Messages* and *Attach Files* in <#{channel:raw}>.",
        "La lista de entradas aún no está publicada, y el sorteo se convoca justo después. Necesito *Ver canal*, *Enviar mensajes* y *Adjuntar archivos* en <#{channel:raw}>.",
    ),
    "pot.news.stuck_body": (
        "Nothing is lost: it goes on by itself as soon as it can. After 24 hours everybody gets their credits back.",
        "No se ha perdido nada: seguirá solo en cuanto pueda. A las 24 horas todos recuperan sus créditos.",
    ),
}
