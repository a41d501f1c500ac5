"""Sentences about what people hand in to challenges: forms, cards, pictures, the gallery, what officers do about it."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # The log
    "audit.challenge.featured": ("featured a submission", "destacó una entrega"),
    "audit.challenge.unfeatured": ("stopped featuring a submission", "dejó de destacar una entrega"),
    "audit.challenge.disqualified": ("disqualified a submission", "descalificó una entrega"),
    "audit.challenge.reinstated": ("put a submission back into the ranking", "devolvió una entrega a la clasificación"),
    "audit.fact.challenge.submission": ("submission {value:raw}", "entrega {value:raw}"),
    # What goes wrong: finding and changing a submission
    "submission.unknown": (
        "There is no such submission here any more. Pick one of the suggestions, or look at `/challenge mine`.",
        "Aquí ya no hay ninguna entrega así. Elige una de las sugerencias o mira `/challenge mine`.",
    ),
    "submission.not_yours": (
        "Somebody else handed that in, and only they can change it. `/challenge mine` shows yours.",
        "Eso lo entregó otra persona, y solo esa persona puede cambiarlo. `/challenge mine` muestra lo tuyo.",
    ),
    "submission.disqualified": (
        "**{title}** was disqualified, so nothing about it can be changed. Officers can put it back into the ranking first.",
        "**{title}** fue descalificada, así que no se puede cambiar nada. Antes, los oficiales pueden devolverla a la clasificación.",
    ),
    "submission.not_disqualified": (
        "**{title}** is in the ranking: it is not disqualified, or another officer was faster.",
        "**{title}** está en la clasificación: no está descalificada, u otro oficial fue más rápido.",
    ),
    "submission.own": (
        "This one is yours, and nobody judges their own work. Ask another officer.",
        "Esta entrega es tuya, y nadie juzga su propio trabajo. Pídeselo a otro oficial.",
    ),
    "submission.draft_gone": (
        "What you typed is no longer kept. Start again with `/challenge submit`.",
        "Lo que escribiste ya no se guarda. Empieza de nuevo con `/challenge submit`.",
    ),
    "submission.shared_just_now": (
        "It was shared here a moment ago. Wait a minute to share it again.",
        "Se compartió aquí hace un momento. Espera un minuto para volver a compartirla.",
    ),
    "submission.cannot_share": (
        "You cannot write in this channel, so I do not post here for you. Try it in another channel.",
        "No puedes escribir en este canal, así que no publico aquí por ti. Inténtalo en otro canal.",
    ),
    # What goes wrong: what was typed
    "submission.title_length": (
        "The title takes 1 to {limit:character|characters} that can be seen. Shorten it, or write one.",
        "El título admite de 1 a {limit:carácter visible|caracteres visibles}. Acórtalo o escribe uno.",
    ),
    "submission.description_length": (
        "The description is {length:character|characters} long and takes up to {limit}. Shorten it; what you typed is kept.",
        "La descripción tiene {length:carácter|caracteres} y admite hasta {limit}. Acórtala; lo que escribiste se conserva.",
    ),
    "submission.link_required": (
        "This challenge asks for a link to your work. Add one that starts with https.",
        "Este reto pide un enlace a tu trabajo. Añade uno que empiece por https.",
    ),
    "submission.link_twice": (
        "You already handed in **{title}** with the same link. Each project counts once: edit that one, or give another link.",
        "Ya entregaste **{title}** con el mismo enlace. Cada proyecto cuenta una vez: edita esa entrega o pon otro enlace.",
    ),
    "link.length": (
        "A link takes up to {limit:character|characters}. Use a shorter one.",
        "Un enlace admite hasta {limit:carácter|caracteres}. Usa uno más corto.",
    ),
    "link.malformed": (
        "I cannot show that link. Give a whole address that starts with https and has no spaces or user names in it.",
        "No puedo mostrar ese enlace. Pon una dirección completa que empiece por https, sin espacios ni nombres de usuario.",
    ),
    # What goes wrong: pictures
    "picture.too_large": (
        "That picture is too large: {limit} MB is the most this server takes. Make it smaller, or send it as JPEG.",
        "Esa imagen es demasiado grande: este servidor admite {limit} MB como mucho. Redúcela o envíala como JPEG.",
    ),
    "picture.too_many_pixels": (
        "That picture has more than {limit} million pixels. Make it smaller; nobody sees more than 1,600 on a side.",
        "Esa imagen tiene más de {limit} millones de píxeles. Redúcela; nadie ve más de 1.600 por lado.",
    ),
    "picture.no_picture": (
        "I cannot read that file as a picture: it is something else, or it is damaged. Send a PNG, JPEG, WebP or GIF.",
        "No puedo leer ese archivo como imagen: es otra cosa o está dañado. Envía un PNG, JPEG, WebP o GIF.",
    ),
    "picture.not_loaded": (
        "Discord did not hand me that picture. Try again in a moment; nothing was handed in yet.",
        "Discord no me entregó esa imagen. Inténtalo de nuevo en un momento; todavía no se ha entregado nada.",
    ),
    "picture.gone": (
        "The picture you sent is no longer kept. Send it again, or go on without one.",
        "La imagen que enviaste ya no se guarda. Envíala otra vez o sigue sin ella.",
    ),
    # The form
    "entry.form.submit": ("Hand something in", "Entregar algo"),
    "entry.form.edit": ("Change your submission", "Cambiar tu entrega"),
    "entry.form.title": ("Title", "Título"),
    "entry.form.description": ("What is it? (up to {limit} characters)", "¿Qué es? (hasta {limit} caracteres)"),
    "entry.form.link": ("Link", "Enlace"),
    "entry.form.link_help": (
        "If it can be seen somewhere; it starts with https.",
        "Si se puede ver en algún sitio; empieza por https.",
    ),
    "entry.form.link_needed": (
        "Where your work can be seen; it starts with https.",
        "Dónde se puede ver tu trabajo; empieza por https.",
    ),
    "entry.form.picture": ("Picture", "Imagen"),
    "entry.form.picture_help": (
        "PNG, JPEG, WebP or GIF. I keep a copy without location or camera data.",
        "PNG, JPEG, WebP o GIF. Guardo una copia sin ubicación ni datos de cámara.",
    ),
    "entry.form.picture_keep": (
        "Only to replace the picture that is already there.",
        "Solo para cambiar la imagen que ya está.",
    ),
    "entry.form.disqualify": ("Disqualify it", "Descalificarla"),
    "entry.form.reason": ("Why?", "¿Por qué?"),
    "entry.form.reason_help": ("Everybody reads it beside the submission.", "Todos lo leen junto a la entrega."),
    # Its card
    "entry.by": ("by {who:raw} · {title:raw}", "de {who:raw} · {title:raw}"),
    "entry.untitled": ("Without a title", "Sin título"),
    "entry.link": ("Open the link", "Abrir el enlace"),
    "entry.alt": ("{title:raw}. {about:raw}", "{title:raw}. {about:raw}"),
    "entry.featured": ("⭐ **Featured**", "⭐ **Destacada**"),
    "entry.disqualified": ("⛔ **Disqualified:** {reason:raw}", "⛔ **Descalificada:** {reason:raw}"),
    "entry.withdrawn": ("Withdrawn {at}", "Retirada {at}"),
    "entry.picture_missing": (
        "*Its picture is missing here. Its maker can add it again with* Edit… *while submissions are open.*",
        "*Aquí falta su imagen. Quien la hizo puede añadirla otra vez con* Editar… *mientras se pueda entregar.*",
    ),
    "entry.number": ("Submission {number} of {most}", "Entrega {number} de {most}"),
    "entry.until": ("You can change or withdraw it until {at:f}.", "Puedes cambiarla o retirarla hasta el {at:f}."),
    "entry.said.handed_in": ("✅ **Handed in.**", "✅ **Entregada.**"),
    "entry.said.stands": (
        "✅ **This was already handed in**, and stands like this.",
        "✅ **Ya estaba entregada**, y queda así.",
    ),
    "entry.said.edited": ("✅ **Changed.**", "✅ **Cambiada.**"),
    "entry.refused": ("Nothing was handed in yet", "Todavía no se ha entregado nada"),
    "entry.refused_small": (
        "Fix… opens the form again, with everything that you typed.",
        "Corregir… abre otra vez el formulario con todo lo que escribiste.",
    ),
    "entry.withdraw": (
        "Withdraw **{title}**? Its points go with it, and so do the votes for it. This cannot be undone, but you can hand it in again.",
        "¿Retirar **{title}**? Se pierden sus puntos y los votos que tenga. No se puede deshacer, pero puedes entregarla otra vez.",
    ),
    "entry.said.withdrawn": (
        "**{title}** is withdrawn, with its points and votes.",
        "**{title}** queda retirada, con sus puntos y votos.",
    ),
    "entry.not_withdrawn": ("Nothing was withdrawn", "No se retiró nada"),
    "entry.said.featured": ("Featured by {who:raw}.", "Destacada por {who:raw}."),
    "entry.said.unfeatured": ("{who:raw} no longer features it.", "{who:raw} dejó de destacarla."),
    "entry.said.disqualified": (
        "{who:raw} disqualified it: it stays visible with the reason, without a place, points or votes.",
        "{who:raw} la descalificó: sigue visible con el motivo, sin puesto, puntos ni votos.",
    ),
    "entry.said.reinstated": (
        "{who:raw} put it back into the ranking, with its points and votes.",
        "{who:raw} la devolvió a la clasificación, con sus puntos y votos.",
    ),
    "entry.logged": ("This is in the log: /audit list.", "Esto queda en el registro: /audit list."),
    "entry.button.fix": ("Fix…", "Corregir…"),
    "entry.button.share": ("Share", "Compartir"),
    "entry.button.edit": ("Edit…", "Editar…"),
    "entry.button.withdraw": ("Withdraw", "Retirar"),
    "entry.button.withdraw_now": ("Withdraw it", "Retirarla"),
    "entry.button.feature": ("Feature", "Destacar"),
    "entry.button.unfeature": ("Unfeature", "No destacar"),
    "entry.button.disqualify": ("Disqualify…", "Descalificar…"),
    "entry.button.reinstate": ("Put back into the ranking", "Readmitir"),
    "entry.button.undo": ("Undo", "Deshacer"),
    # The gallery
    "gallery.empty": (
        "Nothing was handed in to **{title}** yet. `/challenge submit` makes you the first.",
        "Todavía no hay ninguna entrega en **{title}**. Con `/challenge submit` haces la primera.",
    ),
    "gallery.hidden": (
        "*Nobody sees votes or places before the end, so this is shuffled.*",
        "*Nadie ve votos ni puestos antes del final, así que esto va mezclado.*",
    ),
    "gallery.own": ("*This one is yours.*", "*Esta es tuya.*"),
    "gallery.votes": ("{votes:vote|votes}", "{votes:voto|votos}"),
    "gallery.marks": ("{votes:ballot|ballots}", "{votes:papeleta|papeletas}"),
    "gallery.place": ("Place {place}", "Puesto {place}"),
    "gallery.small": ("Submission {number:raw} · handed in {at:f}", "Entrega {number:raw} · recibida el {at:f}"),
    "gallery.button.ballot": ("Your ballot", "Tu papeleta"),
    "gallery.button.best": ("Post the best", "Publicar lo mejor"),
    "gallery.nothing_best": (
        "Nothing of **{title}** stands out yet: there are no votes or places to go by. Feature a submission first.",
        "Nada destaca todavía en **{title}**: no hay votos ni puestos. Destaca antes una entrega.",
    ),
    "gallery.posted_just_now": (
        "The best were posted here a moment ago. Wait a minute to post them again.",
        "Lo mejor se publicó aquí hace un momento. Espera un minuto para volver a publicarlo.",
    ),
    # What one did oneself
    "mine.heading": ("Your challenges", "Tus retos"),
    "mine.nothing": (
        "No challenge is on right now, and you have not taken part in one lately. `/challenge list` shows them all.",
        "Ahora mismo no hay ningún reto, y últimamente no participaste en ninguno. `/challenge list` los muestra todos.",
    ),
    "mine.pick": ("Look at one of yours…", "Ver una de las tuyas…"),
    "mine.handed_in": ("Handed in {number} of {most}", "Entregadas {number} de {most}"),
    "mine.votes": ("{count:vote|votes} cast", "{count:voto emitido|votos emitidos}"),
    "mine.stars": ("Stars for {count:submission|submissions}", "Estrellas para {count:entrega|entregas}"),
    "mine.discarded": (
        "⛔ Officers do not count what you gave here: {reason}",
        "⛔ Los oficiales no cuentan lo que diste aquí: {reason}",
    ),
    "mine.points": ("**{points:point|points}**", "**{points:punto|puntos}**"),
    "mine.cause.submit": ("{points:+} for handing in", "{points:+} por entregar"),
    "mine.cause.early": ("{points:+} for the first 24 hours", "{points:+} por las primeras 24 horas"),
    "mine.cause.vote": ("{points:+} for voting", "{points:+} por votar"),
    "mine.cause.received": ("{points:+} for votes you received", "{points:+} por los votos recibidos"),
    "mine.cause.ballot": ("{points:+} for a complete ballot", "{points:+} por una papeleta completa"),
    "mine.cause.featured": ("{points:+} for being featured", "{points:+} por entrega destacada"),
    "mine.cause.place": ("{points:+} for your place", "{points:+} por tu puesto"),
}
