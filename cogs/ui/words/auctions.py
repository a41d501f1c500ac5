"""Sentences about auctions and bids."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Settings, events and the log
    "setting.auction.increment": (
        "By how many DKP a bid in an open auction beats the highest unless said otherwise",
        "Por cuántos DKP supera una puja a la más alta en una subasta abierta si no se indica otra cosa",
    ),
    "setting.auction.extend_seconds": (
        "A bid this many seconds before the end, or fewer, moves it by as many (0: never)",
        "Una puja en estos últimos segundos mueve el final de la subasta otros tantos (0: nunca)",
    ),
    "setting.auction.most_extension_minutes": (
        "By how many minutes late bids can move the end of an auction in all",
        "Cuántos minutos en total pueden mover las pujas tardías el final de una subasta",
    ),
    "event.auction.opened": ("An auction was opened", "Se abrió una subasta"),
    "event.auction.closing": ("An auction is about to close", "Una subasta está a punto de cerrarse"),
    "event.auction.closed": ("An auction is over", "Una subasta terminó"),
    "audit.auction.opened": ("opened an auction", "abrió una subasta"),
    "audit.auction.bid": ("bid in an auction", "pujó en una subasta"),
    "audit.auction.sold": ("sold an item by auction", "vendió un objeto en subasta"),
    "audit.auction.unsold": ("ended an auction without a winner", "terminó una subasta sin ganador"),
    "audit.auction.passed_over": (
        "passed over a bidder who could no longer pay",
        "descartó a un pujador que ya no podía pagar",
    ),
    "audit.auction.cancelled": ("cancelled an auction", "canceló una subasta"),
    "audit.fact.auction.auction": ("auction {value:raw}", "subasta {value:raw}"),
    "audit.fact.points.auction": ("auction {value:raw}", "subasta {value:raw}"),
    "audit.fact.auction.member": ("{value:raw}", "{value:raw}"),
    "audit.fact.auction.points": ("{value} DKP", "{value} DKP"),
    "audit.fact.auction.minimum": ("from {value} DKP", "desde {value} DKP"),
    "audit.fact.auction.bidders": ("{value:bidder|bidders}", "{value:pujador|pujadores}"),
    "audit.fact.auction.sale.open": ("open", "abierta"),
    "audit.fact.auction.sale.sealed": ("sealed", "a sobre cerrado"),
    "audit.fact.auction.sale.second_price": ("second price", "de segundo precio"),
    "audit.fact.auction.why.no_bids": ("nobody bid", "nadie pujó"),
    "audit.fact.auction.why.no_payers": ("nobody could pay", "nadie podía pagar"),
    "audit.fact.auction.why.silent": ("no beacon round came for a day", "no llegó la ronda de la baliza en un día"),
    "audit.fact.auction.why.unposted": (
        "its roll could not be posted for a day",
        "su sorteo no se pudo publicar en un día",
    ),
    "audit.fact.auction.why.broken": ("its roll could not be decided", "su sorteo no se pudo decidir"),
    # What goes wrong: finding and opening one
    "auction.unknown": (
        "There is no such auction here. Pick one of the suggestions, or look at `/auction list`.",
        "Aquí no hay ninguna subasta así. Elige una de las sugerencias o mira `/auction list`.",
    ),
    "auction.switched_off": (
        "This server hands out loot without auctions. A leader can allow them beside its system: `/settings set`, name `loot.secondary`, value `auction`.",
        "Este servidor reparte el botín sin subastas. Un líder puede permitirlas junto a su sistema: `/settings set`, nombre `loot.secondary`, valor `auction`.",
    ),
    "auction.item_length": (
        "An item's name has 1 to {limit:character|characters} that can be seen. Choose a shorter one.",
        "El nombre de un objeto tiene de 1 a {limit:carácter visible|caracteres visibles}. Elige uno más corto.",
    ),
    "auction.min_bid": (
        "The minimum is a whole number of DKP from 1 to {most}.",
        "El mínimo es un número entero de DKP de 1 a {most}.",
    ),
    "auction.minutes": (
        "An auction is open for 1 to {most:minute|minutes}. Choose a number in between.",
        "Una subasta está abierta de 1 a {most:minuto|minutos}. Elige un número intermedio.",
    ),
    "auction.increment": (
        "The increment is a whole number of DKP from 1 to {most}.",
        "El incremento es un número entero de DKP de 1 a {most}.",
    ),
    "auction.increment_open": (
        "Only open auctions have an increment: where bids are secret nobody outbids anybody. Leave it empty.",
        "Solo las subastas abiertas tienen incremento: donde las pujas son secretas nadie supera a nadie. Déjalo vacío.",
    ),
    "auction.extend": (
        "Late bids can move the end by 0 to {most:second|seconds}.",
        "Las pujas tardías pueden mover el final de 0 a {most:segundo|segundos}.",
    ),
    "auction.reason_length": (
        "The reason takes 1 to {limit:character|characters}. Others will read it: say it plainly.",
        "El motivo admite de 1 a {limit:carácter|caracteres}. Otros lo leerán: dilo con claridad.",
    ),
    "auction.cannot_post": (
        "I cannot post in this channel, and a tie is proven by what I post. Give me *View Channel*, *Send Messages* and *Attach Files* here, or open the auction in another channel.",
        "No puedo publicar en este canal, y un empate se prueba con lo que publico. Dame aquí *Ver canal*, *Enviar mensajes* y *Adjuntar archivos*, o abre la subasta en otro canal.",
    ),
    # What goes wrong: bidding and closing
    "auction.bots": (
        "Bots cannot bid: DKP are for the people of this server.",
        "Los bots no pueden pujar: los DKP son para las personas de este servidor.",
    ),
    "auction.amount_form": (
        "I cannot read **{text}** as a bid. Type a whole number of DKP, such as 60.",
        "No entiendo **{text}** como puja. Escribe un número entero de DKP, por ejemplo 60.",
    ),
    "auction.amount": (
        "A bid is a whole number of DKP from 1 to {most}.",
        "Una puja es un número entero de DKP de 1 a {most}.",
    ),
    "auction.too_low": (
        "That is too low: right now **{item}** takes bids from {least} DKP up.",
        "Es demasiado baja: ahora **{item}** admite pujas a partir de {least} DKP.",
    ),
    "auction.too_dear": (
        "That needs {needed} DKP and you can bid up to {free} here; your other bids hold {held}.",
        "Eso requiere {needed} DKP y aquí puedes pujar hasta {free}; tus otras pujas retienen {held}.",
    ),
    "auction.same_bid": (
        "You already bid {amount} DKP on **{item}**; nothing changed.",
        "Ya pujaste {amount} DKP por **{item}**; no cambió nada.",
    ),
    "auction.over": (
        "The auction of **{item}** is over. `/auction list` shows what is going on.",
        "La subasta de **{item}** terminó. `/auction list` muestra lo que hay.",
    ),
    "auction.rolling": (
        "**{item}** takes no bids any more: a tie is being rolled, and only the roll decides.",
        "**{item}** ya no admite pujas: se está sorteando un empate y solo decide el sorteo.",
    ),
    "auction.cancelled": (
        "The auction of **{item}** was cancelled, and every bid is free. `/auction list` shows what is going on.",
        "La subasta de **{item}** se canceló y todas las pujas quedan libres. `/auction list` muestra lo que hay.",
    ),
    # The card
    "auction.heading": ("🎁 {item}", "🎁 {item}"),
    "auction.sale.open": ("Open auction", "Subasta abierta"),
    "auction.sale.sealed": ("Sealed auction", "Subasta a sobre cerrado"),
    "auction.sale.second_price": ("Second-price auction", "Subasta de segundo precio"),
    "auction.scope.all": ("for any item", "para cualquier objeto"),
    "auction.scope.boe": ("for BoE items", "para objetos BoE"),
    "auction.scope.offspec": ("for offspec", "para offspec"),
    "auction.state.open": ("open", "abierta"),
    "auction.state.rolling": ("being rolled", "en sorteo"),
    "auction.state.sold": ("sold", "vendido"),
    "auction.state.unsold": ("not sold", "sin vender"),
    "auction.state.cancelled": ("cancelled", "cancelada"),
    "auction.state.undone": ("undone", "deshecha"),
    "auction.status.open": ("{sale} · ends {at} ({at:f})", "{sale} · termina {at} ({at:f})"),
    "auction.status.rolling": (
        "⏳ Closed {at}: a tie is being rolled",
        "⏳ Cerrada {at}: se está sorteando un empate",
    ),
    "auction.status.sold": (
        "Sold to {who:raw} for **{price:raw}** · {at} ({at:f})",
        "Vendido a {who:raw} por **{price:raw}** · {at} ({at:f})",
    ),
    "auction.status.unsold": ("Not sold: {why:raw} · {at} ({at:f})", "Sin vender: {why:raw} · {at} ({at:f})"),
    "auction.status.cancelled": ("Cancelled {at}: {reason:raw}", "Cancelada {at}: {reason:raw}"),
    "auction.status.undone": (
        "Undone: the charge of **{price:raw}** to {who:raw} is taken back, and so is the item",
        "Deshecha: se retiró el cargo de **{price:raw}** a {who:raw}, y también el objeto",
    ),
    "auction.ending.no_bids": ("nobody bid", "nadie pujó"),
    "auction.ending.no_payers": ("nobody who bid can still pay", "nadie que pujó puede ya pagar"),
    "auction.ending.silent": ("no beacon round came for a day", "no llegó la ronda de la baliza en un día"),
    "auction.ending.unposted": (
        "its roll could not be posted for a day",
        "su sorteo no se pudo publicar en un día",
    ),
    "auction.ending.broken": (
        "its roll does not match what was published, and was not decided",
        "su sorteo no coincide con lo publicado y no se decidió",
    ),
    "auction.dkp": ("{points:raw} DKP", "{points:raw} DKP"),
    "auction.leads": ("Highest bid **{price:raw}** by {who:raw}", "Puja más alta: **{price:raw}** de {who:raw}"),
    "auction.no_bids": ("No bids yet", "Aún no hay pujas"),
    "auction.sealed_bids": (
        "{people:person has|people have} bid; how much is shown at the end",
        "{people:persona ha|personas han} pujado; cuánto se sabrá al final",
    ),
    "auction.from": (
        "Bids from **{least:raw}** · raise by {increment:raw} or more",
        "Pujas desde **{least:raw}** · sube {increment:raw} o más",
    ),
    "auction.minimum": ("Minimum **{least:raw}**", "Mínimo **{least:raw}**"),
    "auction.bid_row": ("{place:raw} {who:raw} {price:raw}", "{place:raw} {who:raw} {price:raw}"),
    "auction.more_bids": ("and {count} more", "y {count} más"),
    "auction.passed_over": (
        "{who:raw} was passed over: they could no longer pay {price:raw}.",
        "Se descartó a {who:raw}: ya no podía pagar {price:raw}.",
    ),
    "auction.story.highest": ("The highest bid wins and is paid.", "La puja más alta gana y se paga."),
    "auction.story.alone": (
        "Nobody else bid, so the minimum is paid.",
        "Nadie más pujó, así que se paga el mínimo.",
    ),
    "auction.story.other": (
        "The highest bid wins, and the highest other bid is paid.",
        "La puja más alta gana y se paga la siguiente más alta.",
    ),
    "auction.story.tie": (
        "{people:person was|people were} tied at {price:raw}: a provable roll decided, and what was tied is paid.",
        "{people:persona empató|personas empataron} con {price:raw}: decidió un sorteo comprobable y se paga lo empatado.",
    ),
    "auction.story.shared": (
        "The price was shared among {people:other person|other people} of the raid.",
        "El precio se repartió entre {people:persona más|personas más} de la banda.",
    ),
    "auction.story.unshared": (
        "The price was shared with nobody: no raid was recorded in the last 24 hours.",
        "El precio no se repartió: no hay ninguna banda registrada en las últimas 24 horas.",
    ),
    "auction.rolling_line": (
        "{people:person is|people are} tied at **{price:raw}**.",
        "{people:persona empata|personas empatan} con **{price:raw}**.",
    ),
    "auction.rolling_post": (
        "⏳ The roll is being posted in <#{channel:raw}>; it is called right after that.",
        "⏳ El sorteo se está publicando en <#{channel:raw}>; se convoca justo después.",
    ),
    "auction.small.extend": (
        "A bid in the last {seconds:second|seconds} moves the end by as much, to {at:f} at the latest.",
        "Una puja en los últimos {seconds:segundo|segundos} mueve el final otro tanto, hasta el {at:f} como tarde.",
    ),
    "auction.small.held": (
        "Paid in DKP · what you bid is held until you are outbid or it is over",
        "Se paga en DKP · lo que pujas queda retenido hasta que te superen o termine",
    ),
    "auction.small.held_secret": (
        "Paid in DKP · what you bid is held until it is over; you can raise and lower it until then",
        "Se paga en DKP · lo que pujas queda retenido hasta que termine; hasta entonces puedes subirlo o bajarlo",
    ),
    "auction.small.batch": (
        "Batch {batch:raw} · officers can take it back with /loot undo",
        "Lote {batch:raw} · los oficiales pueden deshacerlo con /loot undo",
    ),
    "auction.button.bid": ("Bid…", "Pujar…"),
    "auction.button.mine": ("My bid", "Mi puja"),
    "auction.button.how": ("How it works", "Cómo funciona"),
    "auction.button.open": ("Go to the auction", "Ir a la subasta"),
    "auction.pick": ("Look at an auction…", "Ver una subasta…"),
    # Bidding
    "auction.form.bid": ("Bid on the item", "Pujar por el objeto"),
    "auction.form.label": ("How many DKP?", "¿Cuántos DKP?"),
    "auction.form.help": (
        "A whole number, at least what the card says. Sending this bids.",
        "Un número entero, al menos lo que dice la tarjeta. Al enviarlo, pujas.",
    ),
    "auction.said.leads": (
        "You lead **{item}** with {amount:raw}; it ends {at}. {free:raw} left to bid with elsewhere.",
        "Vas en cabeza por **{item}** con {amount:raw}; termina {at}. Te quedan {free:raw} para otras pujas.",
    ),
    "auction.said.sealed": (
        "Your bid on **{item}** is {amount:raw}. Nobody else sees it before the end, {at}, and until then you can change it. {free:raw} left to bid with elsewhere.",
        "Tu puja por **{item}** es de {amount:raw}. Nadie más la ve antes del final, {at}, y hasta entonces puedes cambiarla. Te quedan {free:raw} para otras pujas.",
    ),
    "auction.said.moved": ("Your bid moved the end to {at:f}.", "Tu puja movió el final al {at:f}."),
    "auction.said.again": (
        "You already bid {amount:raw} on **{item}** with this form; nothing changed.",
        "Con este formulario ya pujaste {amount:raw} por **{item}**; no cambió nada.",
    ),
    "auction.mine.none": ("You have not bid on this.", "No has pujado por esto."),
    "auction.mine.leads": ("You lead with **{price:raw}**.", "Vas en cabeza con **{price:raw}**."),
    "auction.mine.outbid": (
        "You bid **{price:raw}** and were outbid; nothing of it is held any more.",
        "Pujaste **{price:raw}** y te superaron; ya no se retiene nada.",
    ),
    "auction.mine.sealed": (
        "You bid **{price:raw}**. Only you see this.",
        "Pujaste **{price:raw}**. Solo lo ves tú.",
    ),
    "auction.mine.bid": ("You bid **{price:raw}**.", "Pujaste **{price:raw}**."),
    "auction.mine.purse": (
        "You have {balance:raw}; your other bids hold {held:raw}, so you can bid up to {free:raw} here.",
        "Tienes {balance:raw}; tus otras pujas retienen {held:raw}, así que aquí puedes pujar hasta {free:raw}.",
    ),
    # Officers
    "auction.said.sold": (
        "**{item}** is sold to {who:raw} for {price:raw}.",
        "**{item}** se vendió a {who:raw} por {price:raw}.",
    ),
    "auction.said.unsold": ("**{item}** is not sold: {why:raw}.", "**{item}** no se vendió: {why:raw}."),
    "auction.said.rolling": (
        "**{item}** takes no more bids. There is a tie, and a provable roll decides it now.",
        "**{item}** ya no admite pujas. Hay un empate y ahora lo decide un sorteo comprobable.",
    ),
    "auction.said.cancelled": (
        "The auction of **{item}** is cancelled. {people:person has|people have} what they bid free again.",
        "La subasta de **{item}** se canceló. {people:persona tiene|personas tienen} libre de nuevo lo que pujaron.",
    ),
    "auction.said.cancelled_empty": (
        "The auction of **{item}** is cancelled. Nobody had bid.",
        "La subasta de **{item}** se canceló. Nadie había pujado.",
    ),
    # The list
    "auction.list.heading": ("🎁 Auctions", "🎁 Subastas"),
    "auction.list.total": ("{total:auction|auctions}", "{total:subasta|subastas}"),
    "auction.list.none": (
        "No auctions yet. Officers open one with `/auction open`.",
        "Aún no hay subastas. Los oficiales abren una con `/auction open`.",
    ),
    "auction.list.row": ("**{item}**", "**{item}**"),
    "auction.list.open": ("ends {at} ({at:f})", "termina {at} ({at:f})"),
    "auction.list.panel": ("[panel]({url:raw})", "[panel]({url:raw})"),
    # News
    "auction.news.opened": ("🎁 Up for auction: {item}", "🎁 En subasta: {item}"),
    "auction.news.closing": ("⏳ Last bids: {item}", "⏳ Últimas pujas: {item}"),
    "auction.news.closed": ("🎁 Auction over: {item}", "🎁 Subasta terminada: {item}"),
    "auction.news.ends": (
        "{sale} · ends {at} ({at:f}); a late bid can move that",
        "{sale} · termina {at} ({at:f}); una puja tardía puede moverlo",
    ),
    # How it works
    "auction.how.heading": ("How this auction works", "Cómo funciona esta subasta"),
    "auction.how.open": (
        "Everybody sees the highest bid. A bid beats it by {increment:raw} or more; the highest wins and is paid.",
        "Todos ven la puja más alta. Una puja la supera en {increment:raw} o más; la más alta gana y se paga.",
    ),
    "auction.how.sealed": (
        "Nobody sees another's bid before the end. The highest wins and is paid.",
        "Nadie ve las pujas de los demás antes del final. La más alta gana y se paga.",
    ),
    "auction.how.second_price": (
        "Nobody sees another's bid before the end. The highest wins and pays the highest other bid, or the minimum when alone: so bid what it is worth to you.",
        "Nadie ve las pujas de los demás antes del final. La más alta gana y paga la siguiente más alta, o el mínimo si está sola: así que puja lo que vale para ti.",
    ),
    "auction.how.tie": (
        "A tie is decided by a provable roll, one ticket each; the winner pays what was tied.",
        "Un empate lo decide un sorteo comprobable, un boleto por persona; quien gana paga lo empatado.",
    ),
    "auction.how.held": (
        "What you bid is held of your DKP, in an open auction as long as you lead; all that is held never exceeds what you have.",
        "Lo que pujas se retiene de tus DKP, en una subasta abierta mientras vas en cabeza; lo retenido nunca supera lo que tienes.",
    ),
    "auction.how.passed": (
        "Whoever can no longer pay at the end, because officers or decay took DKP meanwhile, is passed over publicly, and the next one wins by the same rules.",
        "A quien ya no puede pagar al final, porque los oficiales o la reducción le quitaron DKP, se le descarta en público y gana el siguiente con las mismas reglas.",
    ),
    "auction.how.extend": (
        "A valid bid in the last {seconds:second|seconds} moves the end to that long after the bid, to {at:f} at the latest.",
        "Una puja válida en los últimos {seconds:segundo|segundos} mueve el final a ese tiempo después de la puja, hasta el {at:f} como tarde.",
    ),
    "auction.how.final": (
        "A bid cannot be taken back. Officers can cancel the auction while it is open; then nobody pays, and secret bids stay secret.",
        "Una puja no se puede retirar. Los oficiales pueden cancelar la subasta mientras está abierta; entonces nadie paga y las pujas secretas siguen siéndolo.",
    ),
    # What a tie is rolled on; held to the letter by the commitment
    "auction.roll.tie": (
        "A tie in the auction of this item. Everybody who is tied has one ticket; the first position wins and pays what was tied.",
        "Un empate en la subasta de este objeto. Cada persona empatada tiene un boleto; la primera posición gana y paga lo empatado.",
    ),
    "auction.roll.grounds": (
        "Somebody who can no longer pay is passed over, and the next position steps up.",
        "A quien ya no puede pagar se le descarta y la siguiente posición ocupa su lugar.",
    ),
    "auction.roll.last": (
        "When only one of the tied is left, they pay what the auction asks of them without the others.",
        "Si solo queda una de las personas empatadas, paga lo que la subasta le pide sin las demás.",
    ),
    "auction.roll.silent": (
        "When no beacon round comes for {hours:hour|hours}, nothing is sold and every bid is free.",
        "Si en {hours:hora|horas} no llega la ronda de la baliza, no se vende nada y todas las pujas quedan libres.",
    ),
}
