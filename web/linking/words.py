"""What the pages of linking say, in every language."""

from collections.abc import Mapping
from typing import Final

from domain.links import Outcome

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("Link your account", "Vincular tu cuenta"),
    "lead": (
        "Show the bot you asked that this Discord account is yours.",
        "Demuestra al bot al que se lo pediste que esta cuenta de Discord es tuya.",
    ),
    "beware.heading": ("Only if you asked for it", "Solo si tú lo pediste"),
    "beware": (
        (
            "You got this address from <code>/link</code> in Discord, for you alone. If somebody else sent it to you, "
            "close this page: nothing happens."
        ),
        (
            "Recibiste esta dirección de <code>/link</code> en Discord, solo para ti. Si te la mandó otra persona, "
            "cierra esta página: no pasa nada."
        ),
    ),
    "next.heading": ("What happens next", "Qué pasa ahora"),
    "next": (
        (
            "Discord asks you whether this bot may see who you are: your id, your name and your picture. "
            "It gets no password, no e-mail address and no messages."
        ),
        (
            "Discord te pregunta si este bot puede ver quién eres: tu id, tu nombre y tu imagen. "
            "No recibe ninguna contraseña, ninguna dirección de correo ni ningún mensaje."
        ),
    ),
    "kept.heading": ("What is kept", "Qué se guarda"),
    "kept": (
        (
            "That id, name and picture, and when you linked. The access that Discord gives for it is handed back at "
            "once. <code>/unlink</code> in Discord forgets all of it."
        ),
        (
            "Ese id, nombre e imagen, y cuándo vinculaste. El acceso que Discord da para ello se devuelve al momento. "
            "<code>/unlink</code> en Discord lo olvida todo."
        ),
    ),
    "marks.heading": ("If you like", "Si quieres"),
    "marks.box": (
        "Keep a mark of my network and my browser for 30 days",
        "Guardar una marca de mi red y mi navegador durante 30 días",
    ),
    "marks": (
        (
            "It helps officers to see when several accounts in one pot are one person's. A mark is a scrambled number: "
            "neither your IP address nor your browser can be read from it. Without it everything works the same."
        ),
        (
            "Ayuda a los oficiales a ver si varias cuentas de un bote son de la misma persona. Una marca es un número "
            "del que no se pueden leer ni tu dirección IP ni tu navegador. Sin ella todo funciona igual."
        ),
    ),
    "go": ("Go on to Discord", "Continuar en Discord"),
    "again": (
        "To start again, use <code>/link</code> in Discord.",
        "Para empezar de nuevo, usa <code>/link</code> en Discord.",
    ),
    "retry": (
        "The button that <code>/link</code> gave you in Discord still works until its time is over.",
        "El botón que te dio <code>/link</code> en Discord sigue sirviendo hasta que caduque.",
    ),
    "return": ("You can close this page and go back to Discord.", "Puedes cerrar esta página y volver a Discord."),
    "linked.heading": ("You are linked", "Cuenta vinculada"),
    "linked": (
        "Your Discord account <strong>{name}</strong> is linked.",
        "Tu cuenta de Discord <strong>{name}</strong> está vinculada.",
    ),
    "linked.marked": (
        "A mark of your network and your browser is kept for 30 days, as you allowed.",
        "Se guarda una marca de tu red y tu navegador durante 30 días, como permitiste.",
    ),
    "linked.forget": (
        "<code>/unlink</code> in Discord forgets it all.",
        "<code>/unlink</code> en Discord lo olvida todo.",
    ),
    "cancelled.heading": ("Nothing was linked", "No se vinculó nada"),
    "cancelled": (
        "You chose not to go on at Discord, so nothing was kept.",
        "Elegiste no seguir en Discord, así que no se guardó nada.",
    ),
    "unreachable.heading": ("Discord is not answering", "Discord no responde"),
    "unreachable": (
        "Nothing was linked and nothing was kept. Try again in a moment.",
        "No se vinculó ni se guardó nada. Inténtalo de nuevo en un momento.",
    ),
    "unknown.heading": ("This address leads nowhere", "Esta dirección no lleva a ninguna parte"),
    "unknown": (
        "It was replaced by a newer one, forgotten, or is not complete.",
        "La sustituyó otra más reciente, se olvidó o no está completa.",
    ),
    "used.heading": ("This was already used", "Esto ya se usó"),
    "used": (
        "An address works once. If you saw that you are linked, you still are: <code>/link</code> in Discord says so.",
        (
            "Una dirección sirve una sola vez. Si viste que tu cuenta quedó vinculada, lo sigue estando: "
            "<code>/link</code> en Discord lo dice."
        ),
    ),
    "expired.heading": ("Too late", "Demasiado tarde"),
    "expired": (
        "An address works for ten minutes, and they have passed. Nothing was linked.",
        "Una dirección sirve diez minutos, y ya pasaron. No se vinculó nada.",
    ),
    "other_browser.heading": ("This began somewhere else", "Esto empezó en otro sitio"),
    "other_browser": (
        "It has to end in the browser in which it began, and cookies have to be allowed. Nothing was linked.",
        (
            "Tiene que terminar en el navegador en el que empezó, y las cookies tienen que estar permitidas. "
            "No se vinculó nada."
        ),
    ),
    "other_person.heading": ("That is somebody else's account", "Esa cuenta es de otra persona"),
    "other_person": (
        (
            "At Discord you are logged in with a different account from the one that asked for this. Nothing was "
            "linked and nothing was kept. Log in there with the right one, or close this page if you did not ask."
        ),
        (
            "En Discord has entrado con una cuenta distinta de la que pidió esto. No se vinculó ni se guardó nada. "
            "Entra allí con la correcta, o cierra esta página si no lo pediste."
        ),
    ),
    "refused.heading": ("Discord did not confirm it", "Discord no lo confirmó"),
    "refused": (
        "What came back cannot be used. Nothing was linked and nothing was kept.",
        "Lo que llegó no se puede usar. No se vinculó ni se guardó nada.",
    ),
    "misconfigured.heading": ("This bot is not set up for it", "Este bot no está preparado para ello"),
    "misconfigured": (
        "Discord does not accept the bot's own credentials. Tell whoever runs it; nothing was linked.",
        "Discord no acepta las credenciales del bot. Avisa a quien lo administra; no se vinculó nada.",
    ),
    "elsewhere.heading": ("That did not come from this page", "Eso no vino de esta página"),
    "elsewhere": (
        "Open the address from Discord and use the button there. Nothing was linked.",
        "Abre la dirección desde Discord y usa el botón que hay allí. No se vinculó nada.",
    ),
    "crowded.heading": ("Slowly, please", "Más despacio, por favor"),
    "crowded": (
        "There were too many requests from your network. Try again in a minute.",
        "Hubo demasiadas solicitudes desde tu red. Inténtalo de nuevo en un minuto.",
    ),
}
"""Sentences by name, in the order of `LANGUAGES`; they are HTML, and what is filled in is escaped first."""

STATUS: Final[Mapping[str, int]] = {
    Outcome.LINKED: 200,
    Outcome.CANCELLED: 200,
    Outcome.UNREACHABLE: 503,
    Outcome.UNKNOWN: 404,
    Outcome.USED: 410,
    Outcome.EXPIRED: 410,
    Outcome.OTHER_BROWSER: 403,
    Outcome.OTHER_PERSON: 403,
    Outcome.REFUSED: 400,
    Outcome.MISCONFIGURED: 503,
    "elsewhere": 403,
    "crowded": 429,
}
"""What each ending is in HTTP's own words."""
