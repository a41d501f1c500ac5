"""Sentences about what is kept about people, the file of it, and its erasure."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "privacy.heading": ("What I keep about you", "Lo que guardo sobre ti"),
    "privacy.what": (
        "**What.** Your Discord id, the characters linked to you with their public numbers, what you entered, staked, bid, voted, marked and handed in, what you earned and won, milestones you reached, on which days you used me (for 400 days), and the words and pictures that you gave me.",
        "**Qué.** Tu id de Discord, los personajes vinculados a ti con sus números públicos, lo que apuntaste, apostaste, pujaste, votaste, puntuaste y entregaste, lo que ganaste, los hitos que alcanzaste, qué días me usaste (durante 400 días), y las palabras e imágenes que me diste.",
    ),
    "privacy.people": (
        "**What you chose.** Your region and team, whether I may write to you, and what I wrote. If you linked your account, its id, name and picture; if you also ticked the box there, scrambled marks of your network and browser for 30 days, for officers to see when several entries of a pot come from one place.",
        "**Qué elegiste.** Tu región y tu equipo, si puedo escribirte y lo que te escribí. Si vinculaste tu cuenta, su id, nombre e imagen; si además marcaste la casilla, marcas ilegibles de tu red y tu navegador durante 30 días, para que los oficiales vean si varias entradas de un bote vienen del mismo sitio.",
    ),
    "privacy.not": (
        "**What I do not keep.** Nothing that you write to others, no e-mail address, nothing from other servers.",
        "**Qué no guardo.** Nada de lo que escribes a otros, ninguna dirección de correo, nada de otros servidores.",
    ),
    "privacy.why": (
        "**Why.** To do what you ask me to, and so that everybody can check what is handed to whom.",
        "**Por qué.** Para hacer lo que me pides y para que cualquiera pueda comprobar qué se da a quién.",
    ),
    "privacy.where": (
        "**Where.** With whoever runs this bot for your server, on their own machine. The game's services are asked about characters and hear nothing of you.",
        "**Dónde.** En la máquina de quien administra este bot para tu servidor. A los servicios del juego les pregunto por personajes y no saben nada de ti.",
    ),
    "privacy.long": (
        "**How long.** Until you erase it; what I wrote to you for 30 days. `/unlink` forgets a link and its marks at once. The records and the proofs of draws then keep a number that leads to nobody.",
        "**Cuánto tiempo.** Hasta que lo borres; lo que te escribí, 30 días. `/unlink` olvida al momento un vínculo y sus marcas. Los registros y las pruebas de los sorteos guardan entonces un número que no lleva a nadie.",
    ),
    "privacy.small": ("This is about this server alone.", "Esto trata solo de este servidor."),
    "privacy.button.export": ("My data", "Mis datos"),
    "privacy.button.erase": ("Erase me…", "Borrarme…"),
    "privacy.button.erase_now": ("Erase everything about me", "Borrar todo sobre mí"),
    "privacy.nothing": ("Nothing is kept about you in this server.", "En este servidor no se guarda nada sobre ti."),
    "privacy.exported": (
        "Everything that is kept about you in this server: `data.json` in it opens in any text editor.",
        "Todo lo que se guarda sobre ti en este servidor: `data.json` se abre con cualquier editor de texto.",
    ),
    "privacy.part": (
        "Everything that is kept about you in this server, part {number} of {count}.",
        "Todo lo que se guarda sobre ti en este servidor, parte {number} de {count}.",
    ),
    "privacy.erase.heading": ("Erasing what is kept about you", "Borrar lo que se guarda sobre ti"),
    "privacy.erase.goes": (
        "**Goes:** your id, your characters' links, your linked account and its marks, everything that you wrote, your links and pictures. You leave open pots and get your stakes back first, your bids are let go, and what you handed in to open challenges is withdrawn.",
        "**Se va:** tu id, los vínculos de tus personajes, tu cuenta vinculada y sus marcas, todo lo que escribiste, tus enlaces e imágenes. Antes sales de los botes abiertos y recuperas lo apostado, tus pujas se liberan y lo que entregaste a retos abiertos se retira.",
    ),
    "privacy.erase.credits": (
        "**Is burned:** {credits:credit|credits} in your wallet.",
        "**Se destruye:** {credits:crédito|créditos} de tu cartera.",
    ),
    "privacy.erase.stays": (
        "**Stays, without your name:** what the records and the proofs need, so that they can still be checked.",
        "**Se queda, sin tu nombre:** lo que necesitan los registros y las pruebas para que se puedan seguir comprobando.",
    ),
    "privacy.erase.final": ("This cannot be undone.", "Esto no se puede deshacer."),
    "privacy.not_erased": ("Nothing was erased", "No se borró nada"),
    "privacy.erased": (
        "Done. Nothing here leads to you any more; files of pictures go within a few hours.",
        "Hecho. Aquí ya nada lleva a ti; los archivos de imágenes desaparecen en unas horas.",
    ),
}
