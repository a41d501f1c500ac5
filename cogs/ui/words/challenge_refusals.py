"""What goes wrong with challenges."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
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
        "The prompt has 1 to {limit:character|characters} that can be seen: one idea that people can start from. The rest fits into the description.",
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
        "Las fechas no están en orden: empieza el {starts:f}, las entregas se cierran el {closes:f}, la votación se cierra el {votes:f} y termina el {ends:f}. Cada una tiene que venir después de la anterior.",
    ),
    "challenge.dates_short": (
        "People need at least {minutes:minute|minutes} to submit, and as long to vote. Move a date.",
        "Hacen falta al menos {minutes:minuto|minutos} para entregar y otros tantos para votar. Mueve alguna fecha.",
    ),
    "challenge.dates_long": (
        "A challenge lasts at most {days:day|days}. Choose an earlier end.",
        "Un reto dura como mucho {days:día|días}. Elige un final anterior.",
    ),
    "challenge.dates_over": (
        "Submissions would have closed {at:R} ({at:f}), so nobody could hand anything in. Choose a later time.",
        "Las entregas ya se habrían cerrado {at:R} ({at:f}), así que nadie podría entregar nada. Elige una hora más tarde.",
    ),
    "challenge.typed_gone": (
        "What you typed there is already a draft, or is no longer kept. `/challenge list` shows your drafts.",
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
        "I do not understand the points **{line}**. Write a line for each, such as `submit: 50` or `places: 500 300 200`; what you leave out stays as usual.",
        "No entiendo los puntos **{line}**. Escribe una línea para cada cosa, como `submit: 50` o `places: 500 300 200`; lo que omitas queda como siempre.",
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
        "**{title}** is no longer a draft: it was published or cancelled. `/challenge show` shows how it stands.",
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
        "**{title}** is completed: its prizes were given, so it can no longer be cancelled.",
        "**{title}** ya terminó: sus premios se repartieron y ya no se puede cancelar.",
    ),
    "challenge.cancelled": (
        "**{title}** was cancelled, and that is final. Nothing can be changed or handed in any more.",
        "**{title}** se canceló y eso es definitivo. Ya no se puede cambiar ni entregar nada.",
    ),
    "challenge.reason_length": (
        "Give a reason of 1 to {limit:character|characters} that can be seen.",
        "Da un motivo de 1 a {limit:carácter visible|caracteres visibles}.",
    ),
    # What goes wrong: taking part when it cannot be
    "challenge.not_started": (
        "**{title}** has not started yet. It starts {at:R} ({at:f}).",
        "**{title}** aún no ha empezado. Empieza {at:R} ({at:f}).",
    ),
    "challenge.closed": (
        "Submissions to **{title}** closed {at:R} ({at:f}), so nothing can be handed in, edited or withdrawn any more.",
        "Las entregas de **{title}** se cerraron {at:R} ({at:f}), así que ya no se puede entregar, editar ni retirar nada.",
    ),
    "challenge.enough": (
        "You handed in {most:submission|submissions} to **{title}**, which is as many as it takes. Edit one of them, or withdraw one first.",
        "Ya hiciste {most:entrega|entregas} en **{title}**, que es el máximo. Edita alguna o retira una antes.",
    ),
}
