"""What goes wrong with pots."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # What goes wrong: finding one
    "pot.unknown": (
        "There is no such pot here. Pick one of the suggestions, or look at `/pot lobby`.",
        "Aquí no hay ningún bote así. Elige una de las sugerencias o mira `/pot lobby`.",
    ),
    "pot.lobby_unknown": (
        "That list of pots is no longer kept. `/pot lobby` shows a new one.",
        "Esa lista de botes ya no se guarda. `/pot lobby` muestra una nueva.",
    ),
    "pot.no_next": (
        "No pot is open right now. `/pot lobby` shows what is going on.",
        "Ahora mismo no hay ningún bote abierto. `/pot lobby` muestra lo que hay.",
    ),
    # What goes wrong: opening one
    "pot.name_length": (
        "A pot's name has 1 to {limit:character|characters} that can be seen. Choose another one.",
        "El nombre de un bote tiene de 1 a {limit:carácter visible|caracteres visibles}. Elige otro.",
    ),
    "pot.cost": (
        "A ticket costs at least 1 credit. Choose a whole number from 1 up.",
        "Un boleto cuesta al menos 1 crédito. Elige un número entero a partir de 1.",
    ),
    "pot.max_tickets": (
        "A pot has 2 to {limit:ticket|tickets}. Choose a number in between.",
        "Un bote tiene de 2 a {limit:boleto|boletos}. Elige un número intermedio.",
    ),
    "pot.max_per_user": (
        "In a pot of this size one person may hold at most {most:ticket|tickets}, and at least 1: somebody who held them all would play alone.",
        "En un bote de este tamaño, una persona puede tener como mucho {most:boleto|boletos}, y al menos 1: quien los tuviera todos jugaría solo.",
    ),
    "pot.too_large": (
        "Full, this pot would hold more than {limit:credit|credits}, which is more than I can count. Make tickets cheaper or fewer.",
        "Lleno, este bote tendría más de {limit:crédito|créditos}, que es más de lo que sé contar. Pon menos boletos o boletos más baratos.",
    ),
    "pot.closes_soon": (
        "That closing time, {at:f}, is too near or has passed. A pot is open for a minute at least; leave `closes` empty for this server's usual time.",
        "Esa hora de cierre, el {at:f}, está demasiado cerca o ya pasó. Un bote está abierto al menos un minuto; deja `closes` vacío para el tiempo habitual de este servidor.",
    ),
    "pot.closes_late": (
        "A pot is open for at most {days:day|days}. Choose an earlier closing time.",
        "Un bote está abierto como mucho {days:día|días}. Elige una hora de cierre anterior.",
    ),
    "pot.reason_length": (
        "The reason takes 1 to {limit:character|characters}. Others will read it: say it plainly.",
        "El motivo admite de 1 a {limit:carácter|caracteres}. Otros lo leerán: dilo con claridad.",
    ),
    "pot.cannot_post": (
        "I cannot post in this channel, and a pot's draw is proven by what I post. Give me *View Channel*, *Send Messages* and *Attach Files* here, or open it in another channel.",
        "No puedo publicar en este canal, y el sorteo de un bote se prueba con lo que publico. Dame aquí *Ver canal*, *Enviar mensajes* y *Adjuntar archivos*, o ábrelo en otro canal.",
    ),
    "pot.cannot_pin": (
        "I cannot see this channel, so I could not keep the list up to date here. Give me *View Channel*, or pin it in another channel.",
        "No puedo ver este canal, así que no podría mantener la lista al día aquí. Dame *Ver canal* o fíjala en otro canal.",
    ),
    # What goes wrong: joining and leaving
    "pot.bots": (
        "Bots cannot join a pot: credits are for the people of this server.",
        "Los bots no pueden entrar en un bote: los créditos son para las personas de este servidor.",
    ),
    "pot.tickets_form": (
        "I cannot read **{text}** as a number of tickets. Type a whole number, such as 7.",
        "No entiendo **{text}** como cantidad de boletos. Escribe un número entero, por ejemplo 7.",
    ),
    "pot.tickets": (
        "Take 1 to {most:ticket|tickets}.",
        "Elige de 1 a {most:boleto|boletos}.",
    ),
    "pot.locked": (
        "**{name}** is locked: nobody can join or leave any more, and the draw follows by itself.",
        "**{name}** está cerrado: ya nadie puede entrar ni salir, y el sorteo sigue solo.",
    ),
    "pot.settled": (
        "**{name}** is already won. `/pot lobby` shows the pots that are open.",
        "**{name}** ya tiene ganador. `/pot lobby` muestra los botes abiertos.",
    ),
    "pot.cancelled": (
        "**{name}** was cancelled, and everybody has their credits back. `/pot lobby` shows the pots that are open.",
        "**{name}** se canceló, y todos tienen sus créditos de vuelta. `/pot lobby` muestra los botes abiertos.",
    ),
    "pot.paused": (
        "**{name}** takes no entries for now (“{reason}”). Try again when it goes on; what you hold stays yours.",
        "**{name}** no admite entradas por ahora («{reason}»). Inténtalo cuando siga; lo que tienes sigue siendo tuyo.",
    ),
    "pot.held_up": (
        "Officers gave your entry in **{name}** back (“{reason}”), so you cannot join it again. Ask an officer if that is a mistake.",
        "Los oficiales devolvieron tu entrada en **{name}** («{reason}»), así que no puedes volver a entrar. Pregunta a un oficial si es un error.",
    ),
    "pot.full": (
        "Every ticket of **{name}** is sold. `/pot lobby` shows the pots that are open.",
        "Todos los boletos de **{name}** están vendidos. `/pot lobby` muestra los botes abiertos.",
    ),
    "pot.all_yours": (
        "You hold {held:ticket|tickets} of **{name}**, as many as one person may.",
        "Tienes {held:boleto|boletos} de **{name}**, tantos como puede tener una persona.",
    ),
    "pot.too_many": (
        "One person may hold up to {most:ticket|tickets} of **{name}**, and you hold {held}. Take {left} or fewer.",
        "Una persona puede tener hasta {most:boleto|boletos} de **{name}**, y tú tienes {held}. Elige {left} o menos.",
    ),
    "pot.few_left": (
        "Only {left:ticket is|tickets are} left in **{name}**. Take that many or fewer.",
        "En **{name}** solo {left:boleto queda|boletos quedan}. Elige esa cantidad o menos.",
    ),
    "pot.too_fast": (
        "You joined {joins:time|times} within a minute, which is as often as this server allows. Try again in a minute.",
        "Entraste {joins:vez|veces} en un minuto, que es lo máximo que permite este servidor. Inténtalo dentro de un minuto.",
    ),
    "pot.too_dear": (
        "That needs {needed:credit|credits} and you have {balance}. Ask a leader for credits.",
        "Eso cuesta {needed:crédito|créditos} y tienes {balance}. Pide créditos a un líder.",
    ),
    "pot.too_dear_fewer": (
        "That needs {needed:credit|credits} and you have {balance}. Ask a leader for credits, or take {tickets:ticket|tickets} ({cost}).",
        "Eso cuesta {needed:crédito|créditos} y tienes {balance}. Pide créditos a un líder o toma {tickets:boleto|boletos} ({cost}).",
    ),
    "pot.not_in": (
        "You hold no tickets of **{name}**, so there is nothing to give back.",
        "No tienes boletos de **{name}**, así que no hay nada que devolver.",
    ),
    "pot.not_inside": (
        "Only those who are in **{name}** can see who else is; once it is locked, everybody can.",
        "Quién está en **{name}** solo lo ven quienes participan; en cuanto se cierre, lo verán todos.",
    ),
    # What goes wrong: officers
    "pot.paused_before": (
        "**{name}** is already paused; nothing changed. `/pot resume` lets it go on.",
        "**{name}** ya está en pausa; no cambió nada. `/pot resume` lo reanuda.",
    ),
    "pot.not_paused": (
        "**{name}** is not paused; nothing changed.",
        "**{name}** no está en pausa; no cambió nada.",
    ),
}
