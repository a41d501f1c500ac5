"""What goes wrong with the council's decisions."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
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
        "**{item}** se ofrece a quienes se les preguntó, y tú no estás entre ellos. Un oficial puede responder por ti.",
    ),
    "loot.answer_settled": (
        "Answers could be changed until {at:f}; yours stands. An officer can still answer for you, and it will say so.",
        "Se podía cambiar la respuesta hasta el {at:f}; la tuya queda así. Un oficial aún puede responder por ti, y constará.",
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
        "**{item}** was already awarded. `/loot why` tells the story.",
        "**{item}** ya se entregó. `/loot why` cuenta la historia.",
    ),
    "loot.awarded_by": (
        "<@{officer:raw}> already awarded **{item}**, {at}. `/loot why` shows who got it and why.",
        "<@{officer:raw}> ya entregó **{item}** {at}. `/loot why` muestra quién lo recibió y por qué.",
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
    "loot.passed_to_owner": ("They already have it.", "Ya lo tiene."),
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
        "A roll has to be posted here with files, and I cannot do that. Give me *View Channel*, *Send Messages* and *Attach Files*.",
        "Un sorteo se publica aquí con archivos, y no puedo hacerlo. Dame *Ver canal*, *Enviar mensajes* y *Adjuntar archivos*.",
    ),
}
