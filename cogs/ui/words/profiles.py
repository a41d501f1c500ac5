"""Sentences about members' cards."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Refusals
    "profile.bot": (
        "Bots play no part here. Pick a member.",
        "Los bots no participan aquí. Elige a un miembro.",
    ),
    "profile.compare_self": (
        "You are exactly as good as yourself. Pick somebody else to compare with.",
        "Eres exactamente igual que tú. Elige a otra persona para comparar.",
    ),
    "profile.why_own": (
        "The lines behind a number are shown only to the person they belong to. `/stats` shows yours.",
        "Las líneas detrás de un número solo se muestran a su dueño. `/stats` muestra las tuyas.",
    ),
    # The card
    "profile.heading": ("👤 {who:raw}", "👤 {who:raw}"),
    "profile.somebody": ("A member", "Un miembro"),
    "profile.nothing": (
        "Nothing is kept about {who:raw} here. Somebody is known once they claim a character, join a pot or hand in to a challenge.",
        "Aquí no se guarda nada de {who:raw}. Se conoce a alguien cuando reclama un personaje, entra en un bote o participa en un reto.",
    ),
    "profile.nothing_own": (
        "Nothing is kept about you here yet. Claim your character with `/clan claim`, join a pot or hand in to a challenge, and your card fills up.",
        "Aquí todavía no se guarda nada de ti. Reclama tu personaje con `/clan claim`, entra en un bote o participa en un reto, y tu tarjeta se irá llenando.",
    ),
    "profile.blocked": (
        "🔒 A leader blocked this member: they can look and export, nothing else.",
        "🔒 Un líder bloqueó a este miembro: puede mirar y exportar, nada más.",
    ),
    "profile.unranked": ("Not ranked yet", "Sin puesto todavía"),
    "profile.left_out": ("Plays without a place", "Juega sin puesto"),
    "profile.place": ("#{place}", "#{place}"),
    "profile.among": ("of {total}", "de {total}"),
    "profile.figure": ("{name:raw} **{value:raw}**{stand:raw}", "{name:raw} **{value:raw}**{stand:raw}"),
    "profile.stand": (" ({place:raw})", " ({place:raw})"),
    "profile.name.standing": ("Standing", "Clasificación"),
    "profile.name.xp": ("XP gained", "XP ganada"),
    "profile.name.levels": ("Levels gained", "Niveles"),
    "profile.name.bosses": ("Boss kills", "Jefes"),
    "profile.name.clues": ("Clues", "Pistas"),
    "profile.name.pots": ("Won in pots", "Ganado en botes"),
    "profile.name.epgp": ("Priority", "Prioridad"),
    "profile.name.dkp": ("DKP", "DKP"),
    "profile.name.loot_council": ("Loot", "Botín"),
    "profile.name.challenges": ("Challenge points", "Puntos de retos"),
    "profile.name.credit": ("Credits", "Créditos"),
    "profile.name.ai": ("AI credits", "Créditos de IA"),
    "profile.name.lead": ("Lead credits", "Créditos lead"),
    "profile.course": ("XP, last 30 days", "XP, últimos 30 días"),
    "profile.no_course": ("No character was looked at twice yet.", "Aún no hay dos lecturas de un personaje."),
    "profile.point": ("{day:raw}: {value:raw}", "{day:raw}: {value:raw}"),
    "profile.wins": ("Latest wins", "Últimas victorias"),
    "profile.no_wins": ("Nothing won yet.", "Nada ganado todavía."),
    "profile.wins_line": ("**Latest wins**", "**Últimas victorias**"),
    "profile.win": ("{sign:raw} {title} · {about:raw}{at:d}", "{sign:raw} {title} · {about:raw}{at:d}"),
    "profile.win.credits": ("{credits:credit|credits} · ", "{credits:crédito|créditos} · "),
    "profile.win.place": ("place {place} · ", "puesto {place} · "),
    "profile.ever": (
        "**Ever** {points:challenge point|challenge points} · {credits:credit|credits} won in pots",
        "**En total** {points:punto de retos|puntos de retos} · {credits:crédito ganado|créditos ganados} en botes",
    ),
    "profile.row": (
        "{weeks:week of challenges|weeks of challenges} in a row",
        "{weeks:semana de retos seguida|semanas de retos seguidas}",
    ),
    "profile.characters": ("**Characters** {list:raw}", "**Personajes** {list:raw}"),
    "profile.character": ("{name} ({type:raw}, level {level})", "{name} ({type:raw}, nivel {level})"),
    "profile.character_unread": ("{name} ({type:raw})", "{name} ({type:raw})"),
    "profile.character_drawn": ("{name:raw} {level}, {type:raw}", "{name:raw} {level}, {type:raw}"),
    "profile.character_unread_drawn": ("{name:raw}, {type:raw}", "{name:raw}, {type:raw}"),
    "profile.and_more": ("and {more} more", "y {more} más"),
    "profile.team": ("Team {team}", "Equipo {team}"),
    "profile.linked": ("✅ linked", "✅ vinculado"),
    "profile.since": ("known since {at:D}", "aquí desde {at:D}"),
    "profile.small": ("numbers of the last 30 days", "números de los últimos 30 días"),
    "profile.wallet": (
        "**Only you see this** {list:raw}",
        "**Solo lo ves tú** {list:raw}",
    ),
    "profile.staked": ("{staked} in pots", "{staked} en botes"),
    "profile.button.compare": ("Compare with me", "Comparar conmigo"),
    "profile.button.why": ("Why?", "¿Por qué?"),
    # Line by line
    "profile.stats.heading": ("📋 Your numbers", "📋 Tus números"),
    "profile.stats.idle": ("Nothing yet: {names:raw}.", "Todavía nada: {names:raw}."),
    "profile.stats.pick": ("Why? Pick a number", "¿Por qué? Elige un número"),
    "profile.stats.small": (
        "numbers of the last 30 days; priority, DKP and credits are what they are now · ▲ and ▼: places since yesterday",
        "números de los últimos 30 días; prioridad, DKP y créditos son los de ahora · ▲ y ▼: puestos desde ayer",
    ),
    # Why
    "profile.why.heading": ("📋 Why {value:raw}? {name:raw}", "📋 ¿Por qué {value:raw}? {name:raw}"),
    "profile.why.back": ("All my numbers", "Todos mis números"),
    "profile.why.more": ("… and {more:older line|older lines}.", "… y {more:línea más antigua|líneas más antiguas}."),
    "profile.why.more_causes": ("… and {more} more.", "… y {more} más."),
    "profile.why.start": ("counted since {at:f}", "se cuenta desde {at:f}"),
    "profile.why.history": ("`/wallet history` has every line", "`/wallet history` tiene todas las líneas"),
    "profile.why.rolling": (
        "What is older than the window drops out of it, and what others gain moves places too.",
        "Lo que queda fuera del período deja de contar, y lo que ganan los demás también mueve puestos.",
    ),
    "profile.why.empty.gains": (
        "None of your characters gained anything in this time. Claim yours with `/clan claim`; every snapshot counts what they gained.",
        "Ninguno de tus personajes ganó nada en este tiempo. Reclama los tuyos con `/clan claim`; cada instantánea cuenta lo que ganaron.",
    ),
    "profile.why.empty.pots": (
        "You won no pot in this time. `/pot lobby` shows the open ones.",
        "No ganaste ningún bote en este tiempo. `/pot lobby` muestra los abiertos.",
    ),
    "profile.why.empty.loot": (
        "You have no points yet. They come with raids and with what officers give.",
        "Todavía no tienes puntos. Llegan con las bandas y con lo que dan los oficiales.",
    ),
    "profile.why.empty.challenges": (
        "You earned no challenge points in this time. `/challenge list` shows what is open.",
        "No ganaste puntos de retos en este tiempo. `/challenge list` muestra lo abierto.",
    ),
    "profile.why.empty.standing": (
        "Nothing of yours counts for the standing yet: it is made of the other boards.",
        "Todavía nada tuyo cuenta para la clasificación: se hace con las otras tablas.",
    ),
    "profile.why.empty.credit": (
        "Nothing ever moved in this part of your wallet.",
        "Nunca se movió nada en esta parte de tu cartera.",
    ),
    "profile.why.grown": (
        "**{gained:raw}** {name} · {before} → {after} · {since:f} → {until:f}",
        "**{gained:raw}** {name} · {before} → {after} · {since:f} → {until:f}",
    ),
    "profile.why.grown_partly": (
        "**{gained:raw}** {name} · until {until:f}",
        "**{gained:raw}** {name} · hasta {until:f}",
    ),
    "profile.why.part": (
        "**{points}** {name:raw} · weight {weight} · your {value:raw} of the first's {most:raw}",
        "**{points}** {name:raw} · peso {weight} · tu {value:raw} de {most:raw} del primero",
    ),
    "profile.why.parts_small": (
        "each board gives its first 1,000 points times its weight, and everybody else their part of it",
        "cada tabla da a su primero 1.000 puntos por su peso, y a los demás su parte",
    ),
    "profile.why.point": ("**{moved:raw}** · {about:raw} · {at}", "**{moved:raw}** · {about:raw} · {at}"),
    "profile.why.earned": ("**{points:raw}** {cause:raw} · **{title}**", "**{points:raw}** {cause:raw} · **{title}**"),
    "profile.cause.submit": ("for handing in", "por presentar"),
    "profile.cause.early": ("for handing in early", "por presentar pronto"),
    "profile.cause.vote": ("for votes you gave", "por votos que diste"),
    "profile.cause.received": ("for votes you got", "por votos que recibiste"),
    "profile.cause.ballot": ("for a complete ballot", "por una papeleta completa"),
    "profile.cause.featured": ("for being featured", "por ser destacado"),
    "profile.cause.place": ("for your place at the end", "por tu puesto al final"),
    # The next place
    "profile.next.first": ("**You are first.** Nobody is ahead of you.", "**Vas en cabeza.** No hay nadie delante."),
    "profile.next.step": (
        "**To place {place}** you need {share:raw} more to draw level with {who:raw}, {past:raw} to go past.",
        "**Para el puesto {place}** te faltan {share:raw} para igualar a {who:raw}, y {past:raw} para pasar por delante.",
    ),
    "profile.next.others": (
        "{who:raw} and {more:other|others}",
        "{who:raw} y {more:persona más|personas más}",
    ),
    "profile.next.out": (
        "One of your roles is left out of places here, so nobody is before or behind you.",
        "Uno de tus roles no cuenta para los puestos, así que nadie va delante ni detrás de ti.",
    ),
    "profile.unit.standing": ("{amount:point|points}", "{amount:punto|puntos}"),
    "profile.unit.xp": ("{amount} XP", "{amount} de XP"),
    "profile.unit.levels": ("{amount:level|levels}", "{amount:nivel|niveles}"),
    "profile.unit.bosses": ("{amount:kill|kills}", "{amount:baja|bajas}"),
    "profile.unit.clues": ("{amount:clue|clues}", "{amount:pista|pistas}"),
    "profile.unit.pots": ("{amount:credit|credits}", "{amount:crédito|créditos}"),
    "profile.unit.challenges": ("{amount:point|points}", "{amount:punto|puntos}"),
    "profile.unit.epgp": ("{amount:raw} of priority", "{amount:raw} de prioridad"),
    "profile.unit.dkp": ("{amount:raw} DKP", "{amount:raw} DKP"),
    "profile.unit.loot_council": ("{amount:raw}", "{amount:raw}"),
    # Side by side
    "profile.versus.heading": ("⚖️ {one:raw} and {other:raw}", "⚖️ {one:raw} y {other:raw}"),
    "profile.versus.title": ("{one:raw} and {other:raw}", "{one:raw} y {other:raw}"),
    "profile.versus.better": ("more", "más"),
    "profile.versus.empty": ("There is nothing to compare yet.", "Todavía no hay nada que comparar."),
    "profile.versus.ever": ("Won in pots ever", "Ganado en botes (total)"),
    "profile.versus.small": (
        "numbers of the last 30 days · ★: whoever has more",
        "números de los últimos 30 días · ★: quien tiene más",
    ),
}
