"""Sentences about what is kept about people, the file of it, and its erasure."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "privacy.heading": ("What I keep about you", "Lo que guardo sobre ti"),
    "privacy.what": (
        "**What.** Your Discord id, the characters linked to you with their public numbers, what you entered, staked, bid, voted, marked and handed in, what you earned and won, and the words and pictures that you gave me.",
        "**Qué.** Tu id de Discord, los personajes vinculados a ti con sus números públicos, lo que apuntaste, apostaste, pujaste, votaste, puntuaste y entregaste, lo que ganaste, y las palabras e imágenes que me diste.",
    ),
    "privacy.not": (
        "**What not.** Nothing that you write to others, no e-mail address, nothing from other servers.",
        "**Qué no.** Nada de lo que escribes a otros, ninguna dirección de correo, nada de otros servidores.",
    ),
    "privacy.why": (
        "**Why.** To do what you ask me to, and so that everybody can check what is handed to whom.",
        "**Por qué.** Para hacer lo que me pides y para que cualquiera pueda comprobar qué se da a quién.",
    ),
    "privacy.where": (
        "**Where.** With whoever runs this bot for your server, on their own machine. The game's services are asked about characters and hear nothing of you.",
        "**Dónde.** Con quien lleva este bot para tu servidor, en su propia máquina. A los servicios del juego les pregunto por personajes y no saben nada de ti.",
    ),
    "privacy.long": (
        "**How long.** Until you erase it. The books and the proofs of draws then keep a number that leads to nobody.",
        "**Cuánto tiempo.** Hasta que lo borres. Los libros y las pruebas de los sorteos guardan entonces un número que no lleva a nadie.",
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
        "**Goes:** your id, your characters' links, everything that you wrote, your links and pictures. You leave open pots and get your stakes back first, your bids are let go, and what you handed in to open challenges is withdrawn.",
        "**Se va:** tu id, los vínculos de tus personajes, todo lo que escribiste, tus enlaces e imágenes. Antes sales de los botes abiertos y recuperas lo apostado, tus pujas se sueltan y lo que entregaste a retos abiertos se retira.",
    ),
    "privacy.erase.credits": (
        "**Is burned:** {credits:credit|credits} in your wallet.",
        "**Se quema:** {credits:crédito|créditos} de tu monedero.",
    ),
    "privacy.erase.stays": (
        "**Stays, as nobody's:** what the books and the proofs need, so that they can still be checked.",
        "**Se queda, como de nadie:** lo que necesitan los libros y las pruebas para que se puedan seguir comprobando.",
    ),
    "privacy.erase.final": ("This cannot be undone.", "Esto no se puede deshacer."),
    "privacy.not_erased": ("Nothing was erased", "No se borró nada"),
    "privacy.erased": (
        "Done. Nothing here leads to you any more; files of pictures go within a few hours.",
        "Hecho. Aquí ya nada lleva a ti; los archivos de imágenes desaparecen en unas horas.",
    ),
}
