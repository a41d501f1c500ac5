"""How a draw works, told to a raider: what is done at each step, what that is worth, and what it does not prove."""

SENTENCES: dict[str, tuple[str, str]] = {
    "how.worth.beacon": (
        "beacon draw: nobody can choose the winner",
        "sorteo con baliza: nadie puede elegir al ganador",
    ),
    "how.worth.test": (
        "test beacon: whoever has its key can foresee the winner",
        "baliza de prueba: quien tenga su clave puede prever al ganador",
    ),
    "how.worth.sealed": ("Sealed (you trust the host)", "Sellado (confías en el anfitrión)"),
    "how.commitment": ("commitment {hash:raw} · {mode:raw}", "compromiso {hash:raw} · {mode:raw}"),
    "how.heading": ("How {name} is drawn", "Cómo se sortea {name}"),
    "how.contest.commit": (
        "At the start the bot posted a fingerprint of the prize, the rules, the end and a secret number. That can no longer be changed.",
        "Al empezar, el bot publicó una huella del premio, las reglas, el final y un número secreto. Desde entonces nada de eso se puede cambiar.",
    ),
    "how.contest.lock": (
        "At the end the list of entries is locked and posted: look for your own line. Every entry is one ticket.",
        "Al final se cierra y se publica la lista de participaciones: busca tu línea. Cada participación es un boleto.",
    ),
    "how.contest.call.beacon": (
        "A leader presses *Run draw*. The bot posts the secret and names a coming round of a public beacon of random numbers.",
        "Un líder pulsa *Hacer el sorteo*. El bot publica el secreto y nombra una ronda futura de una baliza pública de números al azar.",
    ),
    "how.contest.call.sealed": (
        "A leader presses *Run draw*, and the bot posts the secret.",
        "Un líder pulsa *Hacer el sorteo*, y el bot publica el secreto.",
    ),
    "how.luck.beacon": (
        "That round does not exist yet: nobody can know or choose it, unless the host and most of the beacon's operators conspire.",
        "Esa ronda aún no existe: nadie puede conocerla ni elegirla, salvo que conspiren el anfitrión y la mayoría de los operadores de la baliza.",
    ),
    "how.luck.test": (
        "That round is of a test beacon: whoever has its key can know it beforehand, so this proves nothing to strangers.",
        "Esa ronda es de una baliza de prueba: quien tenga su clave puede conocerla antes, así que no demuestra nada a extraños.",
    ),
    "how.luck.sealed": (
        "Nothing but that secret decides, and the host could know it all along: you trust the host.",
        "Solo decide ese secreto, y el anfitrión podía conocerlo desde el principio: confías en el anfitrión.",
    ),
    "how.contest.pick.beacon": (
        "When the round is out, it and the secret pick the winning ticket. Whoever wins leaves with all their tickets before the next is picked.",
        "Cuando sale la ronda, ella y el secreto eligen el boleto ganador. Quien gana sale con todos sus boletos antes de elegir el siguiente.",
    ),
    "how.contest.pick.sealed": (
        "The secret picks the winning ticket. Whoever wins leaves with all their tickets before the next is picked.",
        "El secreto elige el boleto ganador. Quien gana sale con todos sus boletos antes de elegir el siguiente.",
    ),
    "how.check.beacon": (
        "Anybody can check every step with the proof, without asking the bot.",
        "Cualquiera puede comprobar cada paso con la prueba, sin preguntar al bot.",
    ),
    "how.check.sealed": (
        "Anybody can check with the proof that nothing changed after the lock, and no more than that.",
        "Cualquiera puede comprobar con la prueba que nada cambió tras el cierre, y nada más que eso.",
    ),
    "how.limits": ("**What this does not prove**", "**Lo que esto no prueba**"),
    "how.limit.people": ("that members are different people", "que los miembros sean personas distintas"),
    "how.contest.limit.host": (
        "that the host entered no characters of their own, and dropped nobody before the lock",
        "que el anfitrión no metiera personajes propios ni quitara a nadie antes del cierre",
    ),
    "how.contest.limit.play": (
        "that an entry stands for honest play",
        "que una participación sea fruto de juego limpio",
    ),
    "how.contest.limit.prize": ("that the prize is handed over", "que el premio se entregue"),
    "how.rules": (
        "The file holds the exact rules, as they were committed to.",
        "El archivo tiene las reglas exactas, tal como quedaron comprometidas.",
    ),
    "how.pot.commit": (
        "When it opened, the bot posted a fingerprint of the rules, the prices, the closing time and a secret number. That can no longer be changed.",
        "Al abrirlo, el bot publicó una huella de las reglas, los precios, la hora de cierre y un número secreto. Desde entonces nada de eso se puede cambiar.",
    ),
    "how.pot.lock": (
        "At the lock the list of everybody with their tickets is posted: look for your own line. Nobody joins or leaves any more.",
        "Al cierre se publica la lista de todos con sus boletos: busca tu línea. Ya nadie entra ni sale.",
    ),
    "how.pot.call.beacon": (
        "At once the bot posts the secret and names a coming round of a public beacon of random numbers. Nobody has to press anything.",
        "Enseguida el bot publica el secreto y nombra una ronda futura de una baliza pública de números al azar. Nadie tiene que pulsar nada.",
    ),
    "how.pot.call.sealed": (
        "At once the bot posts the secret. Nobody has to press anything.",
        "Enseguida el bot publica el secreto. Nadie tiene que pulsar nada.",
    ),
    "how.pot.pick.beacon": (
        "When the round is out, it and the secret pick the winning ticket. Its owner gets every credit in the pot in the same moment.",
        "Cuando sale la ronda, ella y el secreto eligen el boleto ganador. Su dueño recibe en ese momento todos los créditos del bote.",
    ),
    "how.pot.pick.sealed": (
        "The secret picks the winning ticket. Its owner gets every credit in the pot in the same moment.",
        "El secreto elige el boleto ganador. Su dueño recibe en ese momento todos los créditos del bote.",
    ),
    "how.pot.limit.host": (
        "that the host let in everybody who wanted to, and plays with no account of their own",
        "que el anfitrión dejara entrar a todo el que quiso y no juegue con cuentas propias",
    ),
    "how.pot.limit.officers": (
        "that officers were right to give an entry back before the lock",
        "que los oficiales acertaran al devolver una entrada antes del cierre",
    ),
}
