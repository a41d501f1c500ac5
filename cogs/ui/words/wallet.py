"""Sentences about wallets and the ledger of credits."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Events and the log
    "event.ledger.broken": (
        "The books of credits or points do not add up (for officers)",
        "Las cuentas de créditos o puntos no cuadran (para oficiales)",
    ),
    "audit.wallet.granted": ("granted credits", "concedió créditos"),
    "audit.wallet.taken": ("took credits", "retiró créditos"),
    "audit.wallet.asked": (
        "asked for a change of their own wallet",
        "pidió un cambio en su propia cartera",
    ),
    "audit.wallet.refused": (
        "refused a leader's change of their own wallet",
        "rechazó un cambio de un líder en su propia cartera",
    ),
    "audit.fact.wallet.owner": ("wallet of {value:raw}", "cartera de {value:raw}"),
    "audit.fact.wallet.credits": ("{value:credit|credits}", "{value:crédito|créditos}"),
    "audit.fact.wallet.ask": ("request {value}", "solicitud {value}"),
    "audit.fact.wallet.act.grant": ("to be granted", "por conceder"),
    "audit.fact.wallet.act.take": ("to be taken", "por retirar"),
    # What goes wrong
    "wallet.amount": (
        "Type a whole number of credits, from 1 to {limit}.",
        "Escribe un número entero de créditos, de 1 a {limit}.",
    ),
    "wallet.reason_length": (
        "The reason takes 1 to {limit:character|characters}. Everybody will read it: say it plainly.",
        "El motivo admite de 1 a {limit:carácter|caracteres}. Todos lo leerán: dilo con claridad.",
    ),
    "wallet.no_person": (
        "Bots have no wallet. Pick a person.",
        "Los bots no tienen cartera. Elige a una persona.",
    ),
    "wallet.none_left": (
        "This server has handed out all the {limit} credits it can hold, so no more can be granted.",
        "Este servidor ya creó los {limit} créditos que puede tener, así que no se pueden conceder más.",
    ),
    "wallet.few_left": (
        "This server can hold only {left:more credit|more credits}. Grant at most that many.",
        "Este servidor solo admite {left:crédito|créditos} más. Concede esa cantidad como mucho.",
    ),
    "wallet.empty": (
        "There is nothing in that wallet, so nothing can be taken. What is staked in a pot stays there until the pot is over.",
        "No hay nada en esa cartera, así que no se puede retirar nada. Lo que está en un bote se queda ahí hasta que el bote termine.",
    ),
    "wallet.too_few": (
        "That wallet holds {balance:credit|credits}, so {amount} cannot be taken. What is staked in a pot stays there until the pot is over.",
        "En esa cartera hay {balance:crédito|créditos}, así que no se pueden retirar {amount}. Lo que está en un bote se queda ahí hasta que el bote termine.",
    ),
    "wallet.key_taken": (
        "This command was already used for something else, so nothing was changed now. Run it again.",
        "Este comando ya se usó para otra cosa, así que ahora no cambió nada. Vuelve a usarlo.",
    ),
    "wallet.ask_unknown": (
        "There is no such request here. Whoever wants one uses `/wallet grant` or `/wallet take` on themselves.",
        "Aquí no existe esa solicitud. Quien quiera una usa `/wallet grant` o `/wallet take` sobre sí mismo.",
    ),
    "wallet.ask_own": (
        "Your own wallet is not yours to decide about: another leader has to do it.",
        "Sobre tu propia cartera no decides tú: tiene que hacerlo otro líder.",
    ),
    "wallet.ask_decided": (
        "Another leader has already decided that.",
        "Otro líder ya lo decidió.",
    ),
    # Credits
    "wallet.amount.credit": ("{amount:credit|credits}", "{amount:crédito|créditos}"),
    "wallet.amount.ai": ("{amount:AI credit|AI credits}", "{amount:crédito de IA|créditos de IA}"),
    "wallet.amount.lead": ("{amount:lead credit|lead credits}", "{amount:crédito lead|créditos lead}"),
    "wallet.kind.credit": ("Credits", "Créditos"),
    "wallet.kind.staked": ("In pots", "En botes"),
    "wallet.kind.ai": ("AI credits", "Créditos de IA"),
    "wallet.kind.lead": ("Lead credits", "Créditos lead"),
    "wallet.small": (
        "Credits cannot be bought, cashed out or passed between members.",
        "Los créditos no se compran, no se cambian por dinero ni se pasan entre miembros.",
    ),
    # Lines
    "wallet.row": ("**{moved:raw}** · {about:raw} · {at}", "**{moved:raw}** · {about:raw} · {at}"),
    "wallet.line.stake": ("{tickets:ticket|tickets} in **{pot}**", "{tickets:boleto|boletos} en **{pot}**"),
    "wallet.line.refund": (
        "refund of {tickets:ticket|tickets} in **{pot}**",
        "devolución de {tickets:boleto|boletos} en **{pot}**",
    ),
    "wallet.line.payout": ("won **{pot}**", "premio de **{pot}**"),
    "wallet.line.prize": ("a prize", "un premio"),
    "wallet.line.prize_back": ("a prize taken back", "un premio retirado"),
    "wallet.line.erasure": ("erased with its owner", "borrados con su dueño"),
    "wallet.line.grant": ("granted", "concesión"),
    "wallet.line.grant_by": ("granted by {who:raw}", "concesión de {who:raw}"),
    "wallet.line.own_grant": (
        "granted at your request, approved by another leader",
        "concesión a petición tuya, con aprobación de otro líder",
    ),
    "wallet.line.take": ("taken", "retirada"),
    "wallet.line.take_by": ("taken by {who:raw}", "retirada de {who:raw}"),
    "wallet.line.own_take": (
        "taken at your request, approved by another leader",
        "retirada a petición tuya, con aprobación de otro líder",
    ),
    "wallet.line.note": ("{what:raw}: “{note:raw}”", "{what:raw}: «{note:raw}»"),
    # The card
    "wallet.heading": ("🪙 Your wallet", "🪙 Tu cartera"),
    "wallet.status": ("{credits:raw} to spend", "{credits:raw} para usar"),
    "wallet.newest": ("**Latest moves**", "**Últimos movimientos**"),
    "wallet.never": (
        "There is nothing in your wallet yet. Leaders grant credits, and whoever wins a pot gets all that is in it.",
        "Todavía no hay nada en tu cartera. Los líderes conceden créditos, y quien gana un bote se lleva todo lo que contiene.",
    ),
    "wallet.button.history": ("History", "Historial"),
    "wallet.button.wallet": ("Wallet", "Cartera"),
    "wallet.button.own": ("My wallet", "Mi cartera"),
    # Line by line
    "wallet.history.heading": ("🪙 Your credits, line by line", "🪙 Tus créditos, línea a línea"),
    "wallet.history.total": ("{total:line|lines}", "{total:línea|líneas}"),
    "wallet.history.row": (
        "**{moved:raw}** · {about:raw}\n-# balance {after:raw} · {at:d} {at:t}",
        "**{moved:raw}** · {about:raw}\n-# saldo {after:raw} · {at:d} {at:t}",
    ),
    "wallet.history.small": (
        "Newest first. Each line says what was in the wallet after it; nothing is ever edited.",
        "Lo más reciente primero. Cada línea dice lo que quedó en la cartera; nada se edita jamás.",
    ),
    # Granting and taking
    "wallet.moved.grant_heading": ("🪙 Credits granted", "🪙 Créditos concedidos"),
    "wallet.moved.take_heading": ("🪙 Credits taken", "🪙 Créditos retirados"),
    "wallet.moved.grant": (
        "{by:raw} granted **{credits:raw}** to {who:raw}.",
        "{by:raw} concedió **{credits:raw}** a {who:raw}.",
    ),
    "wallet.moved.take": (
        "{by:raw} took **{credits:raw}** from {who:raw}.",
        "{by:raw} retiró **{credits:raw}** a {who:raw}.",
    ),
    "wallet.why": ("**Why** {reason:raw}", "**Motivo** {reason:raw}"),
    "wallet.afterwards": ("**New balance** {credits:raw}", "**Nuevo saldo** {credits:raw}"),
    # Asking for oneself
    "wallet.ask.heading": ("🪙 A leader's own wallet", "🪙 La cartera de un líder"),
    "wallet.ask.grant": (
        "{who:raw} asks for **{credits:raw}** for their own wallet.",
        "{who:raw} pide **{credits:raw}** para su propia cartera.",
    ),
    "wallet.ask.take": (
        "{who:raw} asks to have **{credits:raw}** taken from their own wallet.",
        "{who:raw} pide que se retiren **{credits:raw}** de su propia cartera.",
    ),
    "wallet.ask.small": (
        "Nothing moves until another leader approves.",
        "Nada se mueve hasta que otro líder lo apruebe.",
    ),
    "wallet.button.approve": ("Approve", "Aprobar"),
    "wallet.button.refuse": ("Refuse", "Rechazar"),
    "wallet.ask.grant_approved": (
        "✅ {by:raw} approved: **{credits:raw}** granted to {who:raw}.",
        "✅ {by:raw} lo aprobó: **{credits:raw}** para {who:raw}.",
    ),
    "wallet.ask.take_approved": (
        "✅ {by:raw} approved: **{credits:raw}** taken from {who:raw}.",
        "✅ {by:raw} lo aprobó: **{credits:raw}** menos en la cartera de {who:raw}.",
    ),
    "wallet.ask.grant_refused": (
        "❌ {by:raw} refused to grant **{credits:raw}** to {who:raw}. Nothing moved.",
        "❌ {by:raw} rechazó conceder **{credits:raw}** a {who:raw}. No se movió nada.",
    ),
    "wallet.ask.take_refused": (
        "❌ {by:raw} refused to take **{credits:raw}** from {who:raw}. Nothing moved.",
        "❌ {by:raw} rechazó retirar **{credits:raw}** a {who:raw}. No se movió nada.",
    ),
    "wallet.ask.withdrawn": (
        "Withdrawn: whoever asked is no longer on record. Nothing moved.",
        "Retirada: quien la hizo ya no consta. No se movió nada.",
    ),
    "wallet.ask.too_late": ("Too late. {outcome:raw}", "Demasiado tarde. {outcome:raw}"),
    # Books that do not add up
    "wallet.books.heading": ("⚠️ The books of credits do not add up", "⚠️ Las cuentas de créditos no cuadran"),
    "wallet.books.status": ("Added up {at}, as every day", "Sumadas {at}, como cada día"),
    "wallet.books.fault": ("• {fault:raw}", "• {fault:raw}"),
    "wallet.books.what_to_do": (
        "**What to do** Do not grant, take or stake credits for now. Ask whoever runs the bot for `uv run bot.py check`: it names every place. A backup has what was there before; the developers want to know.",
        "**Qué hacer** Por ahora no concedas ni retires créditos, ni los pongas en botes. Pide a quien administra el bot que use `uv run bot.py check`: nombra cada lugar. Una copia de seguridad tiene lo que había antes; los desarrolladores quieren saberlo.",
    ),
    "wallet.fault.points": (
        "{count:balance of points is not the sum of its lines|balances of points are not the sum of their lines}",
        "{count:saldo de puntos no es la suma de sus líneas|saldos de puntos no son la suma de sus líneas}",
    ),
    "wallet.fault.amount": (
        "{count:line moves|lines move} an amount that cannot be",
        "{count:línea mueve|líneas mueven} una cantidad imposible",
    ),
    "wallet.fault.transaction": (
        "{count:transaction does|transactions do} not sum to zero",
        "{count:movimiento no suma|movimientos no suman} cero",
    ),
    "wallet.fault.empty": (
        "{count:transaction has|transactions have} no lines",
        "{count:movimiento no tiene|movimientos no tienen} líneas",
    ),
    "wallet.fault.mixed": (
        "{count:line is|lines are} in an account of another kind or server",
        "{count:línea está|líneas están} en una cuenta de otro tipo o servidor",
    ),
    "wallet.fault.account": (
        "{count:balance is not the sum of its lines|balances are not the sum of their lines}",
        "{count:saldo no es la suma de sus líneas|saldos no son la suma de sus líneas}",
    ),
    "wallet.fault.below_zero": (
        "{count:account is|accounts are} below zero",
        "{count:cuenta está|cuentas están} por debajo de cero",
    ),
    "wallet.fault.line": (
        "{count:line says|lines say} a wrong balance",
        "{count:línea dice|líneas dicen} un saldo equivocado",
    ),
    "wallet.fault.circulation": (
        "{count:kind of credit does not circulate as it was made|kinds of credit do not circulate as they were made}",
        "{count:tipo de crédito no circula|tipos de crédito no circulan} en la cantidad creada",
    ),
    "wallet.fault.escrow": (
        "{count:pot does not hold what is staked in it|pots do not hold what is staked in them}",
        "{count:bote no contiene lo que se puso en él|botes no contienen lo que se puso en ellos}",
    ),
    "wallet.fault.sold": (
        "{count:pot says|pots say} another number of tickets than is staked",
        "{count:bote dice|botes dicen} haber vendido otro número de boletos",
    ),
}
