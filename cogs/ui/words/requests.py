"""Sentences about requests for credits, and about members who may only look."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Settings
    "setting.request.ai_name": (
        "What the credits of `/request ai-credit` are called",
        "Cómo se llaman los créditos de `/request ai-credit`",
    ),
    "setting.request.ai_member_week": (
        "How many AI credits a person can get on request in a week, Monday to Sunday",
        "Cuántos créditos de IA puede obtener cada persona por solicitud en una semana, de lunes a domingo",
    ),
    "setting.request.ai_guild_week": (
        "How many AI credits everybody together can get on request in a week",
        "Cuántos créditos de IA pueden obtener todos juntos por solicitud en una semana",
    ),
    "setting.request.lead_name": (
        "What the credits of `/request lead-credit` are called",
        "Cómo se llaman los créditos de `/request lead-credit`",
    ),
    "setting.request.lead_member_week": (
        "How many lead credits a person can get on request in a week, Monday to Sunday",
        "Cuántos créditos lead puede obtener cada persona por solicitud en una semana, de lunes a domingo",
    ),
    "setting.request.lead_guild_week": (
        "How many lead credits everybody together can get on request in a week",
        "Cuántos créditos lead pueden obtener todos juntos por solicitud en una semana",
    ),
    "setting.request.two_from": (
        "From how many credits on two officers have to approve a request",
        "Desde cuántos créditos tienen que aprobar una solicitud dos oficiales",
    ),
    "setting.request.cooldown_hours": (
        "How many hours somebody waits after a denial before they can ask for the same kind again",
        "Cuántas horas espera alguien tras una denegación antes de volver a pedir créditos del mismo tipo",
    ),
    "setting.request.expires_days": (
        "After how many days a request expires that nobody decided",
        "Tras cuántos días caduca una solicitud que nadie ha decidido",
    ),
    # Events and the log
    "event.request.asked": (
        "Somebody asks for credits (for officers, with the buttons to decide)",
        "Alguien pide créditos (para oficiales, con los botones para decidir)",
    ),
    "event.request.reminder": (
        "A request for credits expires soon (for officers)",
        "Una solicitud de créditos caduca pronto (para oficiales)",
    ),
    "event.request.decided": (
        "A request for credits was approved or denied, or expired (for officers)",
        "Una solicitud de créditos fue aprobada o denegada, o caducó (para oficiales)",
    ),
    "audit.request.asked": ("asked for credits", "pidió créditos"),
    "audit.request.agreed": ("agreed to a request for credits", "dio su acuerdo a una solicitud de créditos"),
    "audit.request.approved": ("granted credits on request", "concedió créditos solicitados"),
    "audit.request.denied": ("denied a request for credits", "denegó una solicitud de créditos"),
    "audit.request.withdrawn": ("withdrew a request for credits", "retiró una solicitud de créditos"),
    "audit.request.expired": ("a request for credits expired", "caducó una solicitud de créditos"),
    "audit.fact.request.request": ("request {value}", "solicitud {value}"),
    "audit.fact.request.owner": ("wallet of {value:raw}", "cartera de {value:raw}"),
    "audit.fact.request.credit.ai": ("AI credits", "créditos de IA"),
    "audit.fact.request.credit.lead": ("lead credits", "créditos lead"),
    "audit.fact.request.credits": ("{value:credit|credits}", "{value:crédito|créditos}"),
    "audit.fact.request.asked": ("{value} asked for", "{value} en la solicitud"),
    "audit.member.blocked": ("blocked a member", "bloqueó a un miembro"),
    "audit.member.unblocked": ("unblocked a member", "desbloqueó a un miembro"),
    "audit.fact.member.member": ("{value:raw}", "{value:raw}"),
    "audit.fact.contest.why.block": (
        "after somebody was blocked or unblocked",
        "tras bloquear o desbloquear a alguien",
    ),
    # Digests
    "digest.request.approved": (
        "Your request for **{called}** was approved: {granted} of {amount} granted.",
        "Tu solicitud de **{called}** fue aprobada: recibes {granted} de {amount}.",
    ),
    "digest.request.denied": (
        "Your request for {amount} **{called}** was denied: “{reason}”.",
        "Tu solicitud de {amount} **{called}** fue denegada: «{reason}».",
    ),
    "digest.request.expired": (
        "Your request for {amount} **{called}** expired: nobody decided it in time. You can ask again.",
        "Tu solicitud de {amount} **{called}** caducó: nadie la decidió a tiempo. Puedes volver a pedir.",
    ),
    # What goes wrong
    "request.amount": (
        "Ask for at least 1 credit.",
        "Pide 1 crédito como mínimo.",
    ),
    "request.reason_length": (
        "The reason takes 1 to {limit:character|characters}. Say plainly what it is about.",
        "El motivo admite de 1 a {limit:carácter|caracteres}. Di con claridad de qué se trata.",
    ),
    "request.word_length": (
        "The message takes at most {limit:character|characters}. Shorten it.",
        "El mensaje admite {limit:carácter|caracteres} como mucho. Acórtalo.",
    ),
    "request.pending": (
        "You are already asking for credits of this kind. See it with `/request status`; to ask for something else, take it back first with `/request withdraw`.",
        "Ya tienes una solicitud de créditos de este tipo. Mírala con `/request status`; para pedir otra cosa, retírala antes con `/request withdraw`.",
    ),
    "request.cooldown": (
        "Your last request for these was denied. You can ask again {at} ({at:f}).",
        "Tu última solicitud de estos créditos fue denegada. Puedes volver a pedir {at} ({at:f}).",
    ),
    "request.too_many": (
        "You can ask for {left:credit|credits} of this kind at most for now. The caps of this week start over {at} ({at:f}).",
        "Por ahora puedes pedir {left:crédito|créditos} de este tipo como mucho. Los límites de esta semana empiezan de nuevo {at} ({at:f}).",
    ),
    "request.member_full": (
        "You got all the credits of this kind that one person can get in a week. Ask again {at} ({at:f}).",
        "Ya recibiste todos los créditos de este tipo que una persona puede obtener en una semana. Vuelve a pedir {at} ({at:f}).",
    ),
    "request.guild_full": (
        "This week's budget for these credits is already granted or asked for by others. Ask again {at} ({at:f}), or once a request is denied.",
        "El presupuesto de esta semana para estos créditos ya está concedido o pedido por otros. Vuelve a pedir {at} ({at:f}), o cuando se deniegue alguna solicitud.",
    ),
    "request.unknown": (
        "There is no such request here. `/request status` shows yours; `/request list` shows officers what waits.",
        "Aquí no existe esa solicitud. `/request status` muestra las tuyas; `/request list` muestra a los oficiales lo pendiente.",
    ),
    "request.not_yours": (
        "That request is somebody else's. `/request status` shows yours.",
        "Esa solicitud es de otra persona. `/request status` muestra las tuyas.",
    ),
    "request.nothing_waits": (
        "You have nothing waiting. Ask with `/request ai-credit` or `/request lead-credit`.",
        "No tienes nada pendiente. Pide con `/request ai-credit` o `/request lead-credit`.",
    ),
    "request.own": (
        "You asked for that yourself: another officer has to decide. You can take it back with `/request withdraw`.",
        "Eso lo pediste tú: tiene que decidir otro oficial. Puedes retirarlo con `/request withdraw`.",
    ),
    "request.approved_already": (
        "You have already approved that. Another officer has to approve it, too.",
        "Ya lo aprobaste. También tiene que aprobarlo otro oficial.",
    ),
    "request.lower": (
        "Type a whole number from 1 to {most}.",
        "Escribe un número entero de 1 a {most}.",
    ),
    "request.cap_left": (
        "Only {left:more credit|more credits} can be granted this week. Use *Lower…*, or wait until {at:f}.",
        "Esta semana solo se pueden conceder {left:crédito|créditos} más. Usa *Reducir…* o espera hasta el {at:f}.",
    ),
    "request.cap_full": (
        "Nothing more can be granted this week: a cap is reached. Use *Deny…*, or wait until {at:f}.",
        "Esta semana no se puede conceder nada más: se alcanzó un límite. Usa *Denegar…* o espera hasta el {at:f}.",
    ),
    # Asking
    "request.asked": (
        "You ask for **{asked:raw}**. Without a decision the request expires {at:R} ({at:f}).",
        "Pides **{asked:raw}**. Sin una decisión, la solicitud caduca {at:R} ({at:f}).",
    ),
    "request.asked_told": (
        "Officers were told; `/request status` shows how it stands.",
        "Se avisó a los oficiales; `/request status` muestra cómo va.",
    ),
    "request.asked_listed": (
        "There is no channel for officers here, so they see it in `/request list`; `/request status` shows how it stands.",
        "Aquí no hay canal de oficiales, así que la verán en `/request list`; `/request status` muestra cómo va.",
    ),
    "request.withdrawn": (
        "Your request for **{asked:raw}** is taken back.",
        "Retiraste tu solicitud de **{asked:raw}**.",
    ),
    # One's own
    "request.own.heading": ("🪙 Your requests", "🪙 Tus solicitudes"),
    "request.own.kind": ("**{called:raw}**", "**{called:raw}**"),
    "request.own.waits": (
        "⏳ {asked:raw} · waits for officers, expires {at:R} ({at:f})",
        "⏳ {asked:raw} · espera a los oficiales, caduca {at:R} ({at:f})",
    ),
    "request.own.left": (
        "You can ask for up to {credits:raw} until {at:f}.",
        "Puedes pedir hasta {credits:raw} antes del {at:f}.",
    ),
    "request.own.full": (
        "Nothing is left for this week. You can ask again {at:R} ({at:f}).",
        "No queda nada para esta semana. Puedes volver a pedir {at:R} ({at:f}).",
    ),
    "request.own.cooldown": (
        "The last request was denied. You can ask again {at:R} ({at:f}).",
        "La última solicitud fue denegada. Puedes volver a pedir {at:R} ({at:f}).",
    ),
    "request.own.last": ("**Your last requests**", "**Tus últimas solicitudes**"),
    "request.own.approved": ("✅ {asked:raw} · granted {at:R}", "✅ {asked:raw} · concesión {at:R}"),
    "request.own.lowered": (
        "✅ {granted:raw} · granted {at:R}, of the {asked:raw} you asked for",
        "✅ {granted:raw} · concesión {at:R}, de los {asked:raw} que pediste",
    ),
    "request.own.denied": ("❌ {asked:raw} · denied {at:R}", "❌ {asked:raw} · denegación {at:R}"),
    "request.own.withdrawn": ("↩️ {asked:raw} · withdrawn {at:R}", "↩️ {asked:raw} · retirada {at:R}"),
    "request.own.expired": (
        "⌛ {asked:raw} · expired {at:R}: nobody decided in time",
        "⌛ {asked:raw} · caducada {at:R}: nadie decidió a tiempo",
    ),
    "request.own.small": (
        "Only you see this. Turn on digests with `/me` to be told when officers decide.",
        "Solo lo ves tú. Activa los resúmenes con `/me` para saber cuándo deciden los oficiales.",
    ),
    "request.said": ("> {said:raw}", "> {said:raw}"),
    "request.which.heading": ("🪙 Which request do you take back?", "🪙 ¿Qué solicitud retiras?"),
    "request.button.withdraw": ("Withdraw {asked:raw}", "Retirar {asked:raw}"),
    # The officers' card
    "request.heading": ("🪙 Request for {called:raw}", "🪙 Solicitud de {called:raw}"),
    "request.status.pending": ("⏳ Waiting · expires {at:R} ({at:f})", "⏳ Pendiente · caduca {at:R} ({at:f})"),
    "request.status.approved": ("Approved {at:R}", "Aprobada {at:R}"),
    "request.status.denied": ("Denied {at:R}", "Denegada {at:R}"),
    "request.status.withdrawn": ("Withdrawn {at:R}", "Retirada {at:R}"),
    "request.status.expired": ("Expired {at:R}", "Caducada {at:R}"),
    "request.asks": ("{who:raw} asks for **{asked:raw}**.", "{who:raw} pide **{asked:raw}**."),
    "request.why": ("**Why** {reason:raw}", "**Motivo** {reason:raw}"),
    "request.why_not": ("**Why not** {reason:raw}", "**Por qué no** {reason:raw}"),
    "request.agreed": (
        "{agreed} of {needed:officer has|officers have} agreed",
        "{agreed} de {needed:oficial de acuerdo|oficiales de acuerdo}",
    ),
    "request.agreed_row": ("✅ {by:raw}: {credits:raw}", "✅ {by:raw}: {credits:raw}"),
    "request.word": ("{by:raw}: “{said:raw}”", "{by:raw}: «{said:raw}»"),
    "request.left": (
        "**Left this week** {mine} of {member_week} for {who:raw} · {everybodys} of {guild_week} for everybody\n-# the caps start over {at:f}",
        "**Queda esta semana** {mine} de {member_week} para {who:raw} · {everybodys} de {guild_week} para todos\n-# los límites empiezan de nuevo el {at:f}",
    ),
    "request.small": (
        "Request {number}, asked {at:f}. Whoever asked never decides.",
        "Solicitud {number}, del {at:f}. Quien pide nunca decide.",
    ),
    "request.button.approve": ("Approve", "Aprobar"),
    "request.button.lower": ("Lower…", "Reducir…"),
    "request.button.deny": ("Deny…", "Denegar…"),
    "request.button.back": ("All requests", "Ver solicitudes"),
    "request.button.panel": ("Open request", "Abrir solicitud"),
    "request.form.lower": ("Approve fewer credits", "Aprobar menos créditos"),
    "request.form.amount": ("How many", "Cuántos"),
    "request.form.amount_help": ("From 1 to {most}", "De 1 a {most}"),
    "request.form.word": ("Message", "Mensaje"),
    "request.form.word_help": (
        "If you like: the person who asked reads it",
        "Si quieres: lo lee quien hizo la solicitud",
    ),
    "request.form.deny": ("Deny the request", "Denegar la solicitud"),
    "request.form.reason": ("Why", "Motivo"),
    "request.form.reason_help": ("The person who asked reads it", "Lo lee quien hizo la solicitud"),
    "request.outcome.approved": (
        "✅ {by:raw} approved: **{granted:raw}** for {who:raw}.",
        "✅ {by:raw} dio su aprobación: **{granted:raw}** para {who:raw}.",
    ),
    "request.outcome.lowered": (
        "✅ {by:raw} approved: **{granted:raw}** for {who:raw}, who asked for {asked:raw}.",
        "✅ {by:raw} dio su aprobación: **{granted:raw}** para {who:raw}, que pidió {asked:raw}.",
    ),
    "request.outcome.denied": (
        "❌ {by:raw} denied **{asked:raw}** for {who:raw}.",
        "❌ {by:raw} denegó **{asked:raw}** para {who:raw}.",
    ),
    "request.outcome.withdrawn": (
        "↩️ {who:raw} no longer asks for **{asked:raw}**.",
        "↩️ {who:raw} ya no pide **{asked:raw}**.",
    ),
    "request.outcome.expired": (
        "⌛ Nobody decided in time about **{asked:raw}** for {who:raw}.",
        "⌛ Nadie decidió a tiempo sobre **{asked:raw}** para {who:raw}.",
    ),
    "request.too_late": ("Too late. {outcome:raw}", "Demasiado tarde. {outcome:raw}"),
    "request.reminder.heading": ("⏳ A request expires soon", "⏳ Una solicitud caduca pronto"),
    "request.reminder.what_to_do": (
        "Decide it on its card, or with `/request list`.",
        "Decídela en su tarjeta o con `/request list`.",
    ),
    # What waits
    "request.list.heading": ("🪙 Requests for credits", "🪙 Solicitudes de créditos"),
    "request.list.waiting": (
        "{total:request waits|requests wait}",
        "{total:solicitud pendiente|solicitudes pendientes}",
    ),
    "request.list.nothing": (
        "Nothing waits. Members ask with `/request ai-credit` and `/request lead-credit`.",
        "No hay nada pendiente. Los miembros piden con `/request ai-credit` y `/request lead-credit`.",
    ),
    "request.list.row": (
        "**{number}.** {who:raw} · **{asked:raw}** · expires {at:R}\n{reason:raw}",
        "**{number}.** {who:raw} · **{asked:raw}** · caduca {at:R}\n{reason:raw}",
    ),
    "request.list.pick": ("Open a request", "Abrir una solicitud"),
    # Members who may only look
    "access.blocked": (
        "For now you can only look around here, export your data and erase it. The reason: “{reason}”. If you think that is wrong, talk to a leader: they can change it with `/settings unblock`.",
        "Por ahora aquí solo puedes mirar, exportar tus datos y borrarlos. El motivo: «{reason}». Si crees que es un error, habla con un líder: puede cambiarlo con `/settings unblock`.",
    ),
    "block.reason_length": (
        "The reason takes 1 to {limit:character|characters}. The member reads it: say it plainly.",
        "El motivo admite de 1 a {limit:carácter|caracteres}. El miembro lo lee: dilo con claridad.",
    ),
    "block.no_person": (
        "Bots do not take part anyway. Pick a person.",
        "Los bots no participan. Elige a una persona.",
    ),
    "block.self": (
        "You cannot block yourself. Pick somebody else.",
        "No puedes bloquearte. Elige a otra persona.",
    ),
    "block.leader": (
        "A leader cannot be blocked. Take the leader role or *Manage Server* from them first.",
        "No se puede bloquear a un líder. Quítale antes el rol de líder o *Gestionar servidor*.",
    ),
    "block.not_blocked": (
        "That person is not blocked: they can take part.",
        "Esa persona no está bloqueada: puede participar.",
    ),
    "block.done": (
        "<@{user:raw}> can only look from now on, and reads why: “{reason}”. They can export and erase their data, but not enter, stake, bid, vote or ask. What they have in pots, auctions, votes and locked draws stays as it is; their contest entries do not count until `/settings unblock`.",
        "<@{user:raw}> solo puede mirar a partir de ahora y lee el motivo: «{reason}». Puede exportar y borrar sus datos, pero no participar, apostar, pujar, votar ni pedir. Lo que tiene en botes, subastas, votaciones y sorteos cerrados queda como está; sus participaciones en concursos no cuentan hasta `/settings unblock`.",
    ),
    "block.again": (
        "<@{user:raw}> could already only look, for this reason: “{reason}”.",
        "<@{user:raw}> ya solo podía mirar, por este motivo: «{reason}».",
    ),
    "block.lifted": (
        "<@{user:raw}> can take part again.",
        "<@{user:raw}> puede volver a participar.",
    ),
    "contest.mine.blocked": (
        "You can only look around here for now, so your entries do not count. A leader can change that with `/settings unblock`.",
        "Por ahora aquí solo puedes mirar, así que tus participaciones no cuentan. Un líder puede cambiarlo con `/settings unblock`.",
    ),
    # Costly commands
    "error.cooldown": (
        "That takes a while to work out, and you have asked for it often. Try again {at}.",
        "Eso requiere bastante cálculo y lo has pedido muchas veces. Inténtalo de nuevo {at}.",
    ),
}
