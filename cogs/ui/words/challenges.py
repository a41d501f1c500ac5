"""Sentences about challenges, their dates and cards."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # What everybody shares
    "challenge.heading": ("🎨 {title}", "🎨 {title}"),
    "challenge.erased": ("somebody who left", "alguien que se fue"),
    "challenge.state.draft": ("Draft", "Borrador"),
    "challenge.state.upcoming": ("Upcoming", "Próximo"),
    "challenge.state.active": ("Active", "Activo"),
    "challenge.state.voting": ("Voting", "En votación"),
    "challenge.state.judging": ("Judging", "En manos del jurado"),
    "challenge.state.completed": ("Completed", "Terminado"),
    "challenge.state.cancelled": ("Called off", "Cancelado"),
    "challenge.prize.credits": ("{amount:credit|credits}", "{amount:crédito|créditos}"),
    "challenge.prize.cash": ("{amount} {currency}", "{amount} {currency}"),
    "challenge.status.draft": (
        "Draft · nobody sees it yet",
        "Borrador · nadie lo ve todavía",
    ),
    "challenge.status.upcoming": ("Upcoming · starts {at:R} ({at:f})", "Próximo · empieza {at:R} ({at:f})"),
    "challenge.status.active": (
        "Active · submissions close {at:R} ({at:f})",
        "Activo · las entregas se cierran {at:R} ({at:f})",
    ),
    "challenge.status.voting": (
        "Voting · closes {at:R} ({at:f})",
        "En votación · se cierra {at:R} ({at:f})",
    ),
    "challenge.status.deciding": (
        "Submissions and voting are closed · the result comes {at:R} ({at:f})",
        "Entregas y votación cerradas · el resultado llega {at:R} ({at:f})",
    ),
    "challenge.status.due": ("It is over · the result is being worked out", "Ha terminado · se calcula el resultado"),
    "challenge.status.completed": ("Completed {at:R} ({at:f})", "Terminado {at:R} ({at:f})"),
    "challenge.status.cancelled": ("Called off {at:R}: {why:raw}", "Cancelado {at:R}: {why:raw}"),
    # Settings, events and the log
    "setting.challenge.submissions": (
        "How many submissions a person may hand in to a challenge when nobody says otherwise",
        "Cuántas entregas puede hacer cada persona en un reto si nadie dice otra cosa",
    ),
    "setting.challenge.image_mb": (
        "How many megabytes a picture may have that somebody hands in",
        "Cuántos megabytes puede tener una imagen que alguien entrega",
    ),
    "setting.challenge.voter_votes": (
        "From how many votes that count on somebody gets the prize for voters",
        "Desde cuántos votos válidos alguien recibe el premio por votar",
    ),
    "setting.challenge.young_account_days": (
        "Voters whose Discord account is younger than this many days are a sign for officers",
        "Los votantes con una cuenta de Discord de menos de estos días son una señal para los oficiales",
    ),
    "event.challenge.opened": ("A challenge is open for submissions", "Un reto admite entregas"),
    "event.challenge.closing": (
        "Submissions to a challenge close in 24 hours",
        "Las entregas de un reto se cierran en 24 horas",
    ),
    "event.challenge.voting": (
        "Submissions are closed, and it is time to vote",
        "Las entregas se cerraron y toca votar",
    ),
    "event.challenge.voting_closing": (
        "Voting in a challenge closes in 24 hours",
        "La votación de un reto se cierra en 24 horas",
    ),
    "event.challenge.completed": ("A challenge is completed: its podium", "Un reto terminó: su podio"),
    "event.challenge.changed": (
        "The dates or prizes of a challenge changed",
        "Cambiaron las fechas o los premios de un reto",
    ),
    "event.challenge.cancelled": ("A challenge was called off", "Un reto se canceló"),
    "event.challenge.to_send": (
        "Cash or things of a challenge are to be sent",
        "Hay dinero o cosas de un reto por enviar",
    ),
    "audit.challenge.drafted": ("drafted a challenge", "preparó un reto"),
    "audit.challenge.published": ("published a challenge", "publicó un reto"),
    "audit.challenge.edited": ("changed a challenge", "cambió un reto"),
    "audit.challenge.closed": ("ended a phase of a challenge early", "terminó antes de tiempo una fase de un reto"),
    "audit.challenge.cancelled": ("called a challenge off", "canceló un reto"),
    "audit.challenge.sponsor_added": ("added a sponsor", "añadió un patrocinador"),
    "audit.challenge.sponsor_edited": ("changed a sponsor", "cambió un patrocinador"),
    "audit.fact.challenge.challenge": ("challenge {value:raw}", "reto {value:raw}"),
    "audit.fact.challenge.sponsor": ("sponsor {value:raw}", "patrocinador {value:raw}"),
    "audit.fact.challenge.starts": ("starts {value:raw}", "empieza {value:raw}"),
    "audit.fact.challenge.what.texts": ("its texts", "sus textos"),
    "audit.fact.challenge.what.dates": ("its dates", "sus fechas"),
    "audit.fact.challenge.what.prizes": ("its prizes or points", "sus premios o puntos"),
    "audit.fact.challenge.what.options": ("its options", "sus opciones"),
    "audit.fact.challenge.what.picture": ("its picture", "su imagen"),
    "audit.fact.challenge.what.sponsor": ("its sponsor", "su patrocinador"),
    "audit.fact.challenge.phase.active": ("submissions", "las entregas"),
    "audit.fact.challenge.phase.voting": ("voting or judging", "la votación o el jurado"),
    "audit.fact.challenge.active.on": ("can be chosen again", "se puede elegir otra vez"),
    "audit.fact.challenge.active.off": ("cannot be chosen any more", "ya no se puede elegir"),
    "audit.fact.challenge.verified.on": ("verified", "verificado"),
    "audit.fact.challenge.verified.off": ("not verified any more", "ya no está verificado"),
    "audit.fact.challenge.text.description": ("its description", "su descripción"),
    # What goes wrong: finding one
    "challenge.unknown": (
        "There is no such challenge here. Pick one of the suggestions, or look at `/challenge list`.",
        "Aquí no hay ningún reto así. Elige una de las sugerencias o mira `/challenge list`.",
    ),
    # What goes wrong: making one
    "challenge.title_length": (
        "A challenge's title has 1 to {limit:character|characters} that can be seen. Shorten it, or choose another one.",
        "El título de un reto tiene de 1 a {limit:carácter visible|caracteres visibles}. Acórtalo o elige otro.",
    ),
    "challenge.prompt_length": (
        "The prompt has 1 to {limit:character|characters} that can be seen: one idea that people can start from. What is more fits into the description.",
        "El tema tiene de 1 a {limit:carácter visible|caracteres visibles}: una idea de la que partir. Lo demás cabe en la descripción.",
    ),
    "challenge.description_length": (
        "The description has {length:character|characters}, and there is room for {limit}. Shorten it.",
        "La descripción tiene {length:carácter|caracteres} y caben {limit}. Acórtala.",
    ),
    "challenge.most_range": (
        "A person may hand in 1 to {limit} submissions. Choose a number in between.",
        "Cada persona puede hacer de 1 a {limit} entregas. Elige un número intermedio.",
    ),
    "challenge.judge_range": (
        "What judges give is 0 to 100 percent of the score. Choose a number in between.",
        "Lo que da el jurado es del 0 al 100 por ciento de la puntuación. Elige un número intermedio.",
    ),
    "challenge.number": (
        "**{text}** is not a whole number. Type it in digits.",
        "**{text}** no es un número entero. Escríbelo en cifras.",
    ),
    "challenge.colour": (
        "**{text}** is not a colour that I know. Type it like `#E66A8B`, or leave it empty.",
        "**{text}** no es un color que conozca. Escríbelo como `#E66A8B` o déjalo vacío.",
    ),
    "challenge.dates_order": (
        "The dates are out of order: it starts {starts:f}, submissions close {closes:f}, voting closes {votes:f}, and it ends {ends:f}. Each has to come after the one before.",
        "Las fechas no están en orden: empieza {starts:f}, las entregas se cierran {closes:f}, la votación se cierra {votes:f} y termina {ends:f}. Cada una tiene que venir después de la anterior.",
    ),
    "challenge.dates_short": (
        "People need at least {minutes:minute|minutes} to submit, and as long to vote. Move a date.",
        "Hacen falta al menos {minutes:minuto|minutos} para entregar y otros tantos para votar. Mueve alguna fecha.",
    ),
    "challenge.dates_long": (
        "A challenge lasts at most {days:day|days}. Choose an earlier end.",
        "Un reto dura como mucho {days:día|días}. Elige un final más temprano.",
    ),
    "challenge.dates_over": (
        "Submissions would have closed {at:R} ({at:f}), so nobody could hand anything in. Choose a later time.",
        "Las entregas ya se habrían cerrado {at:R} ({at:f}), así que nadie podría entregar nada. Elige una hora más tarde.",
    ),
    "challenge.typed_gone": (
        "What you typed there became a draft already, or is not kept any more. `/challenge list` shows your drafts.",
        "Lo que escribiste ahí ya es un borrador, o ya no se guarda. `/challenge list` muestra los borradores.",
    ),
    "challenge.prize_line": (
        "I do not understand the prize **{line}**. Write a line for each: `1: 100 USD`, `2: 500,000`, `3: a cape`, `everyone: 10,000`, `voters: 1,000`.",
        "No entiendo el premio **{line}**. Escribe una línea para cada uno: `1: 100 USD`, `2: 500.000`, `3: una capa`, `todos: 10.000`, `votantes: 1.000`.",
    ),
    "challenge.prize_credits_only": (
        "What everybody gets can only be credits: **{line}**. Write a number, such as `everyone: 10,000`.",
        "Lo que reciben todos solo pueden ser créditos: **{line}**. Escribe un número, como `todos: 10.000`.",
    ),
    "challenge.prize_twice": (
        "That prize stands there twice: **{line}**. Put both into one line.",
        "Ese premio está dos veces: **{line}**. Ponlo en una sola línea.",
    ),
    "challenge.prize_amount": (
        "A prize is at least 1 and at most {limit}: **{line}**.",
        "Un premio es de al menos 1 y de {limit} como mucho: **{line}**.",
    ),
    "challenge.prizes_many": (
        "A challenge has at most {limit:prize|prizes}. Leave some out.",
        "Un reto tiene como mucho {limit:premio|premios}. Quita algunos.",
    ),
    "challenge.rate_line": (
        "I do not understand the points **{line}**. Write a line for each, such as `submit: 50` or `places: 500 300 200`; what you leave out is as always.",
        "No entiendo los puntos **{line}**. Escribe una línea para cada cosa, como `submit: 50` o `places: 500 300 200`; lo que quites queda como siempre.",
    ),
    "challenge.rate_range": (
        "Points are 0 to {limit} each, and there are at most {places} places. Change the numbers.",
        "Los puntos van de 0 a {limit} y hay como mucho {places} puestos. Cambia los números.",
    ),
    # What goes wrong: publishing and changing one
    "challenge.cannot_post": (
        "I cannot post in this channel, and a challenge lives on its card. Give me *View Channel*, *Send Messages* and *Attach Files* here, or publish it in another channel.",
        "No puedo publicar en este canal, y un reto vive en su tarjeta. Dame aquí *Ver canal*, *Enviar mensajes* y *Adjuntar archivos*, o publícalo en otro canal.",
    ),
    "challenge.not_draft": (
        "**{title}** is no draft any more: it was published or called off. `/challenge show` shows how it stands.",
        "**{title}** ya no es un borrador: se publicó o se canceló. `/challenge show` muestra cómo está.",
    ),
    "challenge.started": (
        "**{title}** has started, so its start stays as it is. You can still move its deadlines.",
        "**{title}** ya empezó, así que su comienzo queda como está. Aún puedes mover sus plazos.",
    ),
    "challenge.rules_stand": (
        "**{title}** has started: how it is voted and judged, what it pays in points and whether a link is needed stay as they are, and nobody may hand in less than before. Texts, deadlines, prizes, picture and colour can still be changed.",
        "**{title}** ya empezó: cómo se vota y se juzga, lo que paga en puntos y si hace falta un enlace quedan como están, y nadie puede entregar menos que antes. Aún se pueden cambiar textos, plazos, premios, imagen y color.",
    ),
    "challenge.prizes_stand": (
        "**{title}** is completed and its prizes were given, so they stay as they are.",
        "**{title}** ya terminó y sus premios se repartieron, así que quedan como están.",
    ),
    "challenge.nothing_to_close": (
        "**{title}** is in no phase that could be ended now. `/challenge show` shows how it stands.",
        "**{title}** no está en ninguna fase que se pueda terminar ahora. `/challenge show` muestra cómo está.",
    ),
    "challenge.phase_over": (
        "That phase of **{title}** is over, or its deadline was moved meanwhile. Use `/challenge close` again to end the one that it is in now.",
        "Esa fase de **{title}** ya pasó, o su plazo se movió mientras tanto. Usa `/challenge close` otra vez para terminar la fase en la que está ahora.",
    ),
    "challenge.completed": (
        "**{title}** is completed: its prizes were given, and it cannot be called off any more.",
        "**{title}** ya terminó: sus premios se repartieron y ya no se puede cancelar.",
    ),
    "challenge.cancelled": (
        "**{title}** was called off, and that is final. Nothing can be changed or handed in any more.",
        "**{title}** se canceló y eso es definitivo. Ya no se puede cambiar ni entregar nada.",
    ),
    "challenge.reason_length": (
        "Give a reason of 1 to {limit:character|characters} that can be seen.",
        "Da un motivo de 1 a {limit:carácter visible|caracteres visibles}.",
    ),
    # What goes wrong: taking part when it cannot be
    "challenge.not_started": (
        "**{title}** has not started. It does {at:R} ({at:f}).",
        "**{title}** aún no ha empezado. Empieza {at:R} ({at:f}).",
    ),
    "challenge.closed": (
        "Submissions to **{title}** closed {at:R} ({at:f}), so nothing can be handed in, edited or withdrawn any more.",
        "Las entregas de **{title}** se cerraron {at:R} ({at:f}), así que ya no se puede entregar, editar ni retirar nada.",
    ),
    "challenge.enough": (
        "You handed in {most:submission|submissions} to **{title}**, and that is all that it takes. Edit one of them, or withdraw one first.",
        "Ya hiciste {most:entrega|entregas} en **{title}** y no admite más. Edita alguna o retira una antes.",
    ),
    # Cards
    "challenge.sponsored": ("Sponsored by {who:raw}", "Patrocinado por {who:raw}"),
    "challenge.prizes": ("**Prizes**", "**Premios**"),
    "challenge.voters.votes": (
        "-# Voters are those who give {votes:vote|votes}, or one to everything that others made.",
        "-# Votante es quien da {votes:voto|votos}, o uno a todo lo que hicieron los demás.",
    ),
    "challenge.voters.ballot": (
        "-# Voters are those who hand in a ballot that counts.",
        "-# Votante es quien entrega una papeleta que cuenta.",
    ),
    "challenge.no_prizes": ("There are no prizes any more.", "Ya no hay premios."),
    "challenge.points": ("**Points**", "**Puntos**"),
    "challenge.for.participation": ("everyone", "todos"),
    "challenge.for.voting": ("voters", "votantes"),
    "challenge.counts": (
        "{submissions:submission|submissions} by {people:person|people}",
        "{submissions:entrega|entregas} de {people:persona|personas}",
    ),
    "challenge.counts.none": ("Nothing was handed in yet.", "Aún no se ha entregado nada."),
    "challenge.counts.voters": ("{voters:person|people} voted", "{voters:persona votó|personas votaron}"),
    "challenge.counts.ballots": ("{ballots:ballot|ballots}", "{ballots:papeleta|papeletas}"),
    "challenge.won": ("🏆 {who:raw}", "🏆 {who:raw}"),
    "challenge.you": ("You: submitted {submitted} of {most}", "Tú: {submitted} de {most} entregas"),
    "challenge.you.votes": ("{votes:vote|votes} cast", "{votes:voto dado|votos dados}"),
    "challenge.you.points": ("{points:point|points}", "{points:punto|puntos}"),
    "challenge.voting.votes": ("One vote a person and submission", "Un voto por persona y entrega"),
    "challenge.voting.ballot": ("Private ballots with stars", "Papeletas privadas con estrellas"),
    "challenge.voting.none": ("Judges alone", "Solo el jurado"),
    "challenge.most": ("up to {most:submission|submissions} a person", "hasta {most:entrega|entregas} por persona"),
    "challenge.needs_link": ("each with a link", "cada una con un enlace"),
    "challenge.judges": ("judges give {percent} % of the score", "el jurado da el {percent} % de la puntuación"),
    "challenge.week": ("week {week} of {year}", "semana {week} de {year}"),
    "challenge.picture_missing": (
        "-# Its picture is missing; officers can put it there again with `/challenge edit`.",
        "-# Falta su imagen; los oficiales pueden ponerla otra vez con `/challenge edit`.",
    ),
    "challenge.alt": ("Picture of the challenge: {prompt}", "Imagen del reto: {prompt}"),
    "challenge.button.submit": ("Submit", "Entregar"),
    "challenge.button.gallery": ("Gallery", "Galería"),
    "challenge.button.vote": ("Vote", "Votar"),
    "challenge.button.board": ("Board", "Tabla"),
    "challenge.button.results": ("Results", "Resultados"),
    "challenge.button.mine": ("Mine", "Lo mío"),
    "challenge.button.panel": ("Its card", "Su tarjeta"),
    "challenge.button.publish": ("Publish", "Publicar"),
    "challenge.button.edit": ("Edit", "Editar"),
    "challenge.button.fix": ("Fix…", "Corregir…"),
    "challenge.button.texts": ("Texts…", "Textos…"),
    "challenge.button.dates": ("Dates…", "Fechas…"),
    "challenge.button.prizes": ("Prizes and points…", "Premios y puntos…"),
    "challenge.button.options": ("Options…", "Opciones…"),
    "challenge.button.picture": ("Picture…", "Imagen…"),
    "challenge.button.close_submissions": ("Close submissions now", "Cerrar las entregas ahora"),
    "challenge.button.close_voting": ("End it now", "Terminar ahora"),
    # Drafting and editing
    "challenge.dates": (
        "**Dates**\nStarts {starts:f}\nSubmissions close {closes:f}\nVoting closes {votes:f}\nEnds {ends:f}",
        "**Fechas**\nEmpieza {starts:f}\nLas entregas se cierran {closes:f}\nLa votación se cierra {votes:f}\nTermina {ends:f}",
    ),
    "challenge.draft.next": (
        "Only officers see this draft. *Publish* posts its card in this channel; from then on its dates move it.",
        "Solo los oficiales ven este borrador. *Publicar* pone su tarjeta en este canal; desde entonces avanza según sus fechas.",
    ),
    "challenge.fix.heading": ("That is no draft yet", "Aún no es un borrador"),
    "challenge.fix.picture": (
        "The picture was left out: *Edit* can put one there once there is a draft.",
        "La imagen se quedó fuera: *Editar* puede ponerla cuando haya un borrador.",
    ),
    "challenge.fix.small": (
        "Everything that you typed is kept: Fix… opens the form with it.",
        "Todo lo que escribiste se guarda: Corregir… abre el formulario con ello.",
    ),
    "challenge.form.texts": ("What the challenge is", "De qué va el reto"),
    "challenge.form.dates": ("When it is", "Cuándo es"),
    "challenge.form.prizes_points": ("What it hands out", "Qué reparte"),
    "challenge.form.options": ("Options", "Opciones"),
    "challenge.form.picture": ("Its picture", "Su imagen"),
    "challenge.form.title": ("Title", "Título"),
    "challenge.form.prompt": ("Prompt", "Tema"),
    "challenge.form.prompt_help": ("One idea that people can start from", "Una idea de la que partir"),
    "challenge.form.description": ("Description", "Descripción"),
    "challenge.form.prizes": ("Prizes", "Premios"),
    "challenge.form.prizes_help": (
        "A line each; a number is credits. Cash and things are only recorded.",
        "Una línea cada uno; un número son créditos. Dinero y cosas solo se anotan.",
    ),
    "challenge.form.prizes_example": (
        "1: 100 USD\n2: 500,000\n3: 250,000\neveryone: 10,000\nvoters: 1,000",
        "1: 100 USD\n2: 500.000\n3: 250.000\ntodos: 10.000\nvotantes: 1.000",
    ),
    "challenge.form.points": ("Points", "Puntos"),
    "challenge.form.points_help": (
        "A line each; what you leave out is as always",
        "Una línea cada uno; lo que quites queda como siempre",
    ),
    "challenge.form.dates_help": (
        "2026-12-01 18:00, friday 20:00 or in 3 days, on the clocks of {timezone:raw}",
        "2026-12-01 18:00, viernes 20:00 o en 3 días, con la hora de {timezone:raw}",
    ),
    "challenge.form.starts": ("Starts", "Empieza"),
    "challenge.form.closes": ("Submissions close", "Se cierran las entregas"),
    "challenge.form.voting_closes": ("Voting closes", "Se cierra la votación"),
    "challenge.form.ends": ("Ends", "Termina"),
    "challenge.form.voting": ("How places are found", "Cómo se deciden los puestos"),
    "challenge.form.most": ("Submissions a person", "Entregas por persona"),
    "challenge.form.judge_weight": ("Percent of the score that judges give", "Porcentaje que da el jurado"),
    "challenge.form.colour": ("Colour", "Color"),
    "challenge.form.colour_help": (
        "Such as #E66A8B; empty: as all challenges",
        "Por ejemplo #E66A8B; vacío: como todos los retos",
    ),
    "challenge.form.link_required": ("Every submission needs a link", "Cada entrega necesita un enlace"),
    "challenge.form.featured": ("Featured", "Destacado"),
    "challenge.form.featured_help": ("It comes first where several are on", "Va primero cuando hay varios"),
    "challenge.form.picture_label": ("Picture", "Imagen"),
    "challenge.form.picture_help": (
        "PNG, JPEG, GIF or WebP; without one, its card has no picture any more",
        "PNG, JPEG, GIF o WebP; sin ninguna, su tarjeta se queda sin imagen",
    ),
    "challenge.no_sponsor": ("No sponsor", "Sin patrocinador"),
    "challenge.pick_sponsor": ("Who sponsors it", "Quién lo patrocina"),
    "challenge.is_featured": ("It is featured.", "Está destacado."),
    # Ending and calling off
    "challenge.not_closed": ("Nothing was ended", "No se terminó nada"),
    "challenge.close.submissions": (
        "Submissions end now: nothing can be handed in, edited or withdrawn any more.",
        "Las entregas terminan ahora: ya no se podrá entregar, editar ni retirar nada.",
    ),
    "challenge.close.voting": (
        "This phase ends now: nobody can vote any more.",
        "Esta fase termina ahora: ya nadie podrá votar.",
    ),
    "challenge.close.then_voting": ("Voting goes on until {at:f}.", "La votación sigue hasta {at:f}."),
    "challenge.close.then_result": ("The result comes {at:R} ({at:f}).", "El resultado llega {at:R} ({at:f})."),
    "challenge.close.completes": (
        "The result is worked out at once: places, points and prizes.",
        "El resultado se calcula enseguida: puestos, puntos y premios.",
    ),
    "challenge.close.small": (
        "Deadlines can be moved again with /challenge edit; nothing that was handed in is lost.",
        "Los plazos se pueden mover otra vez con /challenge edit; no se pierde nada de lo entregado.",
    ),
    "challenge.said.closed": ("Done. Its card shows it in a moment.", "Hecho. Su tarjeta lo mostrará en un momento."),
    "challenge.said.published": (
        "It is published. It starts {starts:f}, and submissions close {closes:f}.",
        "Está publicado. Empieza {starts:f} y las entregas se cierran {closes:f}.",
    ),
    "challenge.said.cancelled": (
        "**{title}** is called off, and everybody is told why. Points stay; there are no prizes.",
        "**{title}** queda cancelado y todos saben por qué. Los puntos se quedan; no hay premios.",
    ),
    "challenge.said.dropped": (
        "The draft **{title}** is called off. Nobody had seen it.",
        "El borrador **{title}** queda cancelado. Nadie lo había visto.",
    ),
    # What is on, and the list
    "challenge.none_on": (
        "No challenge is on right now. `/challenge list` shows the past ones.",
        "Ahora mismo no hay ningún reto. `/challenge list` muestra los pasados.",
    ),
    "challenge.none_on_next": (
        "No challenge is on right now. **{title}** starts {at:R} ({at:f}).",
        "Ahora mismo no hay ningún reto. **{title}** empieza {at:R} ({at:f}).",
    ),
    "challenge.current.heading": ("🎨 Challenges that are on", "🎨 Retos en marcha"),
    "challenge.featured_mark": ("⭐ ", "⭐ "),
    "challenge.list.heading": ("🎨 Challenges", "🎨 Retos"),
    "challenge.list.total": ("{total:challenge|challenges}", "{total:reto|retos}"),
    "challenge.list.none": (
        "There are no challenges here yet. Officers make one with `/challenge create`.",
        "Aquí todavía no hay retos. Los oficiales crean uno con `/challenge create`.",
    ),
    "challenge.list.none_such": ("No challenge stands like that.", "Ningún reto está así."),
    "challenge.list.row": ("**{title}**", "**{title}**"),
    "challenge.list.link": ("[card]({url:raw})", "[tarjeta]({url:raw})"),
    "challenge.list.option": ("{state} · week {week}", "{state} · semana {week}"),
    "challenge.list.pick": ("Open one…", "Abre uno…"),
    # News
    "challenge.news.opened": ("🎨 {title} is open", "🎨 {title} está abierto"),
    "challenge.news.closing": ("🎨 Submissions to {title} close soon", "🎨 Las entregas de {title} se cierran pronto"),
    "challenge.news.voting": ("🎨 Time to vote: {title}", "🎨 Toca votar: {title}"),
    "challenge.news.voting_closing": ("🎨 Voting in {title} closes soon", "🎨 La votación de {title} se cierra pronto"),
    "challenge.news.voting_votes": (
        "Submissions are closed. Look at what everybody made, and vote for what you like.",
        "Las entregas están cerradas. Mira lo que hizo cada cual y vota lo que te guste.",
    ),
    "challenge.news.voting_ballot": (
        "Submissions are closed. *Vote* shows you one after another; give each its stars. Nobody sees yours.",
        "Las entregas están cerradas. *Votar* te las enseña una a una; da a cada una sus estrellas. Nadie ve las tuyas.",
    ),
    "challenge.news.dates_changed": ("🎨 {title}: the dates changed", "🎨 {title}: cambiaron las fechas"),
    "challenge.news.prizes_changed": ("🎨 {title}: the prizes changed", "🎨 {title}: cambiaron los premios"),
    "challenge.news.cancelled": ("🎨 {title} is called off", "🎨 {title} se canceló"),
    "challenge.news.cancelled_body": (
        "Points that were earned stay; there are no prizes. What was handed in can still be looked at.",
        "Los puntos ganados se quedan; no hay premios. Lo entregado se puede seguir mirando.",
    ),
    "challenge.news.starts_at": ("Starts {at:R} ({at:f})", "Empieza {at:R} ({at:f})"),
    "challenge.news.closes_at": ("Submissions close {at:R} ({at:f})", "Las entregas se cierran {at:R} ({at:f})"),
    "challenge.news.votes_until": ("Voting closes {at:R} ({at:f})", "La votación se cierra {at:R} ({at:f})"),
}
