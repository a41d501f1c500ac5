"""Sentences about votes, private ballots, judges and signs."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # The log
    "audit.challenge.judged": ("gave a judge's score", "puntuó como jurado"),
    "audit.challenge.discarded": ("discarded somebody's votes", "anuló los votos de alguien"),
    "audit.challenge.restored": ("let somebody's votes count again", "volvió a contar los votos de alguien"),
    "audit.fact.challenge.given": ("{value:vote or mark|votes or marks}", "{value:voto o nota|votos o notas}"),
    # Votes
    "challenge.no_voting": (
        "Nobody votes in **{title}**: judges alone decide the places.",
        "En **{title}** no se vota: solo el jurado decide los puestos.",
    ),
    "challenge.voting_later": (
        "Voting in **{title}** opens {at:R} ({at:f}).",
        "La votación de **{title}** se abre {at:R} ({at:f}).",
    ),
    "challenge.voting_over": (
        "Voting in **{title}** closed {at:R} ({at:f}): what was given stands.",
        "La votación de **{title}** se cerró {at:R} ({at:f}): lo dado queda como está.",
    ),
    "vote.button.vote": ("Vote", "Votar"),
    "vote.button.unvote": ("Unvote", "Quitar el voto"),
    "vote.said.stands": (
        "You already voted for **{title}**; your vote stands.",
        "Ya votaste por **{title}**; tu voto sigue en pie.",
    ),
    "vote.said.none": (
        "You have no vote for **{title}**; nothing changed.",
        "No tienes ningún voto en **{title}**; no cambió nada.",
    ),
    "vote.own": (
        "That is your own: nobody votes for their own work. Look at what the others made.",
        "Esa es tuya: nadie vota por su propia entrega. Mira lo que hicieron los demás.",
    ),
    "vote.disqualified": (
        "**{title}** was disqualified, so nobody can vote for it any more.",
        "**{title}** fue descalificada, así que ya nadie puede votar por ella.",
    ),
    "vote.discarded": (
        "Officers do not count your votes in **{title}**: {reason}\nTalk to them if you think that is wrong.",
        "Los oficiales no cuentan tus votos en **{title}**: {reason}\nHabla con ellos si crees que es un error.",
    ),
    "vote.ballot": (
        "**{title}** is voted by private ballot. Press *Vote* on its card to open yours.",
        "**{title}** se vota con papeleta privada. Pulsa *Votar* en su tarjeta para abrir la tuya.",
    ),
    # Ballots
    "ballot.none": (
        "There are no private ballots in **{title}**.",
        "En **{title}** no hay papeletas privadas.",
    ),
    "ballot.stars": ("Give from 1 to {most} stars.", "Da de 1 a {most} estrellas."),
    "ballot.progress": ("{marked} of {of} marked", "{marked} de {of} con nota"),
    "ballot.counts_from": (
        "your ballot counts from {needed:mark|marks}",
        "tu papeleta cuenta a partir de {needed:nota|notas}",
    ),
    "ballot.counts_done": (
        "your ballot counts from {needed:mark|marks} (done ✅)",
        "tu papeleta cuenta a partir de {needed:nota|notas} (hecho ✅)",
    ),
    "ballot.small": (
        "Only you see this; nobody sees a tally before the challenge is over.",
        "Solo tú ves esto; nadie ve recuentos antes de que termine el reto.",
    ),
    "ballot.private": ("Only you see this.", "Solo tú ves esto."),
    "ballot.stars.1": ("★1 Weak", "★1 Floja"),
    "ballot.stars.2": ("★2 Fair", "★2 Regular"),
    "ballot.stars.3": ("★3 Good", "★3 Buena"),
    "ballot.stars.4": ("★4 Great", "★4 Muy buena"),
    "ballot.stars.5": ("★5 Superb", "★5 Genial"),
    "ballot.button.skip": ("Skip", "Saltar"),
    "ballot.button.marks": ("My marks", "Mis notas"),
    "ballot.button.unmark": ("Take the mark back", "Quitar la nota"),
    "ballot.button.next": ("Go on", "Seguir"),
    "ballot.pick": ("Change a mark…", "Cambiar una nota…"),
    "ballot.no_stars": ("no mark", "sin nota"),
    "ballot.said.marked": ("**{title}** has {stars} from you.", "Le diste {stars} a **{title}**."),
    "ballot.said.changed": (
        "**{title}** has {stars} from you now; it had {before}.",
        "Ahora le das {stars} a **{title}**; antes le dabas {before}.",
    ),
    "ballot.said.skipped": (
        "**{title}** has no mark from you.",
        "**{title}** no tiene nota tuya.",
    ),
    "ballot.said.taken_back": (
        "You took your mark for **{title}** back.",
        "Quitaste tu nota a **{title}**.",
    ),
    "ballot.so_far": (
        "What you decided so far. *Go on* shows the rest.",
        "Lo que decidiste hasta ahora. *Seguir* muestra el resto.",
    ),
    "ballot.all_seen": (
        "You have seen everything. Marks can be changed until {at:f} ({at:R}).",
        "Ya lo viste todo. Puedes cambiar notas hasta el {at:f} ({at:R}).",
    ),
    "ballot.nothing": (
        "There is nothing to mark for you: nobody else has handed anything in.",
        "No hay nada que puedas puntuar: nadie más entregó nada.",
    ),
    "ballot.over_counted": (
        "Voting is over. Your ballot has enough marks to count.",
        "La votación terminó. Tu papeleta tiene notas suficientes para contar.",
    ),
    "ballot.over_short": (
        "Voting is over. Your ballot has too few marks to count.",
        "La votación terminó. Tu papeleta tiene muy pocas notas para contar.",
    ),
    "ballot.discarded": (
        "Officers do not count your ballot: {reason:raw}\nTalk to them if you think that is wrong.",
        "Los oficiales no cuentan tu papeleta: {reason:raw}\nHabla con ellos si crees que es un error.",
    ),
    # Judges
    "judge.said.given": (
        "Your score for **{title}**: {score} of {most}. {judges:judge has|judges have} scored it by now.",
        "Tu puntuación para **{title}**: {score} de {most}. Ya tiene {judges:puntuación|puntuaciones} del jurado.",
    ),
    "judge.said.changed": (
        (
            "Your score for **{title}** is {score} of {most} now; it was {before}."
            " {judges:judge has|judges have} scored it by now."
        ),
        (
            "Tu puntuación para **{title}** es ahora {score} de {most}; era {before}."
            " Ya tiene {judges:puntuación|puntuaciones} del jurado."
        ),
    ),
    "judge.said.same": (
        "Your score for **{title}** was already {score} of {most}. {judges:judge has|judges have} scored it by now.",
        (
            "Tu puntuación para **{title}** ya era {score} de {most}."
            " Ya tiene {judges:puntuación|puntuaciones} del jurado."
        ),
    ),
    "judge.score": ("A judge gives from 1 to {most}.", "El jurado da de 1 a {most}."),
    "judge.own": (
        "That is your own: another officer has to judge it.",
        "Esa es tuya: la tiene que puntuar otro oficial.",
    ),
    "judge.over": (
        "**{title}** ended {at:R}: judges' scores stand as they are.",
        "**{title}** terminó {at:R}: las puntuaciones del jurado quedan como están.",
    ),
    "judge.no_part": (
        "Judges have no part in **{title}**: it was created with a judges' weight of 0 %.",
        "El jurado no cuenta en **{title}**: se creó con un peso del jurado del 0 %.",
    ),
    "judge.disqualified": (
        "**{title}** was disqualified, so there is nothing to judge.",
        "**{title}** fue descalificada, así que no hay nada que puntuar.",
    ),
    # Discards
    "discard.said.done": (
        "What {who:raw} gave ({given:vote or mark|votes or marks}) does not count any more.",
        "Lo que dio {who:raw} ({given:voto o nota|votos o notas}) ya no cuenta.",
    ),
    "discard.said.restored": (
        "What {who:raw} gave ({given:vote or mark|votes or marks}) counts again.",
        "Lo que dio {who:raw} ({given:voto o nota|votos o notas}) vuelve a contar.",
    ),
    "discard.said.recomputed": (
        "The result was worked out again: places, points and prizes follow what counts now.",
        "El resultado se volvió a calcular: puestos, puntos y premios siguen lo que cuenta ahora.",
    ),
    "discard.reason": ("Why: {reason:raw}", "Motivo: {reason:raw}"),
    "discard.small": (
        "It is in the log for officers. They read the reason when they vote or open their ballot.",
        "Queda en el registro para oficiales. Esa persona lee el motivo al votar o abrir su papeleta.",
    ),
    "discard.button.undo": ("Undo", "Deshacer"),
    "discard.own": (
        "This is about your own votes: another officer has to do it.",
        "Se trata de tus propios votos: lo tiene que hacer otro oficial.",
    ),
    "discard.nothing": (
        "They have given nothing in **{title}**, so there is nothing to discard.",
        "No ha dado nada en **{title}**, así que no hay nada que anular.",
    ),
    "discard.before": (
        "Their votes in **{title}** were already discarded.",
        "Sus votos en **{title}** ya estaban anulados.",
    ),
    "discard.none": (
        "Nothing of theirs is discarded in **{title}**; it counts.",
        "No hay nada suyo anulado en **{title}**; cuenta.",
    ),
    # Signs
    "signs.button": ("Signs", "Señales"),
    "signs.button.undo": ("Undo {number}", "Deshacer {number}"),
    "signs.status": ("{signs:thing|things} to look at", "{signs:cosa|cosas} por mirar"),
    "signs.none": ("Nothing unusual in the votes", "Nada raro en los votos"),
    "signs.discarded": ("**Discarded**", "**Anulados**"),
    "signs.discard": (
        "{number}. {who:raw} · by {by:raw} {at:R} · {reason:raw}",
        "{number}. {who:raw} · por {by:raw} {at:R} · {reason:raw}",
    ),
    "signs.small": (
        (
            "Signs prove nothing: friends vote for friends, and newcomers come with them."
            " Only /challenge discard-ballot takes votes out, and it is logged."
        ),
        (
            "Las señales no prueban nada: los amigos votan a sus amigos y los nuevos vienen con ellos."
            " Solo /challenge discard-ballot quita votos, y queda en el registro."
        ),
    ),
    "sign.few": (
        "{who:raw} gave only {marks:mark|marks}; a ballot counts from {needed}",
        "{who:raw} solo dio {marks:nota|notas}; una papeleta cuenta a partir de {needed}",
    ),
    "sign.few.one": (
        "{who:raw} marked **{title:raw}** and nothing else; a ballot counts from {needed:mark|marks}",
        "{who:raw} puntuó **{title:raw}** y nada más; una papeleta cuenta a partir de {needed:nota|notas}",
    ),
    "sign.young": (
        "{who:raw} voted with an account that was {days:day|days} old",
        "{who:raw} votó con una cuenta de {days:día|días}",
    ),
    "sign.straight": (
        "{who:raw} gave the same stars to all {marks} that they marked",
        "{who:raw} dio las mismas estrellas a las {marks} que puntuó",
    ),
    "sign.mutual.votes": (
        (
            "{one:raw} and {other:raw} voted for each other; by chance about 1 pair in {one_in} does,"
            " and here are {pairs:pair|pairs}"
        ),
        (
            "{one:raw} y {other:raw} se votaron mutuamente; por azar lo hace 1 pareja de cada {one_in},"
            " y aquí hay {pairs:pareja|parejas}"
        ),
    ),
    "sign.mutual.stars": (
        (
            "{one:raw} and {other:raw} gave each other their highest stars; by chance about 1 pair in {one_in} does,"
            " and here are {pairs:pair|pairs} who marked each other"
        ),
        (
            "{one:raw} y {other:raw} se dieron sus estrellas más altas; por azar lo hace 1 pareja de cada {one_in},"
            " y aquí hay {pairs:pareja|parejas} que se puntuaron"
        ),
    ),
    "sign.burst": (
        "{accounts:young account|young accounts} praised **{title:raw}** within {minutes:minute|minutes}: {who:raw}",
        "{accounts:cuenta nueva votó|cuentas nuevas votaron} muy alto **{title:raw}** en {minutes:minuto|minutos}: {who:raw}",
    ),
}
