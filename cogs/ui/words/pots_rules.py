"""The rules of a pot, as plain text that its draw is committed to."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # What is committed to, as plain text
    "pot.rules.price": (
        "A ticket costs {cost:credit|credits}. There are {tickets:ticket|tickets}, and one person holds {most:ticket|tickets} at most.",
        "Un boleto cuesta {cost:crédito|créditos}. Hay {tickets:boleto|boletos}, y una persona tiene como mucho {most:boleto|boletos}.",
    ),
    "pot.rules.back": (
        "Until the pot is locked, anybody can leave it and gets everything back that they paid.",
        "Hasta que el bote se cierra, cualquiera puede salir y recupera todo lo que pagó.",
    ),
    "pot.rules.lock": (
        "It is locked when the last ticket is sold, when an officer locks it, or at the closing time of the commitment, whichever comes first. After that nobody joins or leaves.",
        "Se cierra cuando se vende el último boleto, cuando lo cierra un oficial o a la hora de cierre del compromiso, lo que ocurra primero. Después nadie entra ni sale.",
    ),
    "pot.rules.few": (
        "If nobody is in it at the lock, it is cancelled. If one person is, it is cancelled and they get everything back. Otherwise it is drawn.",
        "Si al cierre no hay nadie, se cancela. Si hay una persona, se cancela y lo recupera todo. Si no, se sortea.",
    ),
    "pot.rules.winner": (
        "One person wins, drawn among all tickets sold, and gets every credit in the pot.",
        "Gana una persona, sorteada entre todos los boletos vendidos, y recibe todos los créditos del bote.",
    ),
    "pot.rules.final": (
        "No winner can be passed over, and nothing is drawn a second time.",
        "No se puede descartar a ningún ganador, y nada se sortea por segunda vez.",
    ),
    "pot.rules.officers": (
        "Before the lock officers may pause the pot, give a person's whole entry back for a reason that they name, or cancel the pot with everything given back.",
        "Antes del cierre los oficiales pueden pausar el bote, devolver la entrada entera de una persona por un motivo que indican, o cancelar el bote devolviéndolo todo.",
    ),
    "pot.rules.silent": (
        "If for {hours:hour|hours} the entry list cannot be posted, or no round of the beacon can be had, the pot is cancelled and everybody gets everything back.",
        "Si en {hours:hora|horas} no se puede publicar la lista de entradas o no se consigue la ronda de la baliza, el bote se cancela y todos lo recuperan todo.",
    ),
    "pot.rules.credits": (
        "Credits cannot be bought, cashed out or passed on between members.",
        "Los créditos no se compran, no se cambian por dinero y no se traspasan entre miembros.",
    ),
    "pot.rules.repeat": (
        "When it is won, the next pot opens on the same terms and by these rules.",
        "Cuando alguien lo gana, se abre el siguiente bote con las mismas condiciones y estas reglas.",
    ),
}
