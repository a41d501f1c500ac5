"""Sentences about boards of members: places, movement, tiers, and whom to watch."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Settings, events and the log
    "setting.standing.xp": (
        "How much XP gained counts in the overall standing (0: not)",
        "Cuánto cuenta la XP ganada en la clasificación general (0: nada)",
    ),
    "setting.standing.levels": (
        "How much levels gained count in the overall standing (0: not)",
        "Cuánto cuentan los niveles ganados en la clasificación general (0: nada)",
    ),
    "setting.standing.bosses": (
        "How much boss kills count in the overall standing (0: not)",
        "Cuánto cuentan las bajas de jefes en la clasificación general (0: nada)",
    ),
    "setting.standing.clues": (
        "How much clues count in the overall standing (0: not)",
        "Cuánto cuentan las pistas en la clasificación general (0: nada)",
    ),
    "setting.standing.pots": (
        "How much credits won in pots count in the overall standing (0: not)",
        "Cuánto cuentan los créditos ganados en botes en la clasificación general (0: nada)",
    ),
    "setting.standing.loot": (
        "How much EPGP priority or DKP counts in the overall standing (0: not)",
        "Cuánto cuenta la prioridad EPGP o los DKP en la clasificación general (0: nada)",
    ),
    "setting.standing.challenges": (
        "How much challenge points count in the overall standing (0: not)",
        "Cuánto cuentan los puntos de retos en la clasificación general (0: nada)",
    ),
    "setting.standing.left_out_roles": (
        "Roles, such as the staff's, that have no place, tier or prize on leaderboards",
        "Roles, como los del equipo, que no tienen puesto, rango ni premio en las clasificaciones",
    ),
    "setting.standing.announced": (
        "The leaderboard whose podium is announced when it changes (none: no announcement)",
        "La clasificación cuyo podio se anuncia cuando cambia (none: sin anuncio)",
    ),
    "event.standing.podium": ("The podium of a leaderboard changed", "Cambió el podio de una clasificación"),
    "audit.leaderboard.pinned": ("pinned a leaderboard", "fijó una clasificación"),
    "audit.fact.leaderboard.board.standing": ("overall standing", "clasificación general"),
    "audit.fact.leaderboard.board.xp": ("XP gained", "XP ganada"),
    "audit.fact.leaderboard.board.levels": ("levels gained", "niveles ganados"),
    "audit.fact.leaderboard.board.bosses": ("boss kills", "bajas de jefes"),
    "audit.fact.leaderboard.board.clues": ("clues", "pistas"),
    "audit.fact.leaderboard.board.pots": ("credits won in pots", "créditos ganados en botes"),
    "audit.fact.leaderboard.board.loot": ("EPGP priority or DKP", "prioridad EPGP o DKP"),
    "audit.fact.leaderboard.board.challenges": ("challenge points", "puntos de retos"),
    "audit.fact.leaderboard.window.7d": ("last 7 days", "últimos 7 días"),
    "audit.fact.leaderboard.window.30d": ("last 30 days", "últimos 30 días"),
    "audit.fact.leaderboard.window.month": ("this month", "este mes"),
    "audit.fact.leaderboard.top": ("{value:place|places}", "{value:puesto|puestos}"),
    # Refusals
    "leaderboard.unknown": (
        "There is no leaderboard **{typed}**. Pick one from the list while you type.",
        "No hay ninguna clasificación **{typed}**. Elige una de la lista mientras escribes.",
    ),
    "leaderboard.filter_gone": (
        "Nobody has that region or team any more. Run `/leaderboard` again.",
        "Ya nadie tiene esa región o ese equipo. Usa `/leaderboard` de nuevo.",
    ),
    "leaderboard.pin_gone": (
        "This leaderboard is no longer pinned. A leader can pin it again with `/leaderboard`.",
        "Esta clasificación ya no está fijada. Un líder puede fijarla de nuevo con `/leaderboard`.",
    ),
    "leaderboard.cannot_pin": (
        "I cannot see this channel, so I could not keep the leaderboard up to date here. Give me *View Channel*, or pin it in another channel.",
        "No puedo ver este canal, así que no podría mantener la clasificación al día aquí. Dame *Ver canal* o fíjala en otro canal.",
    ),
    "leaderboard.not_here": (
        "They are not on this server any more. Pick somebody else.",
        "Ya no está en este servidor. Elige a otra persona.",
    ),
    # Boards
    "leaderboard.board.standing": ("Overall standing", "Clasificación general"),
    "leaderboard.board.xp": ("XP gained", "XP ganada"),
    "leaderboard.board.levels": ("Levels gained", "Niveles ganados"),
    "leaderboard.board.bosses": ("Boss kills", "Bajas de jefes"),
    "leaderboard.board.clues": ("Clues", "Pistas"),
    "leaderboard.board.pots": ("Credits won in pots", "Créditos ganados en botes"),
    "leaderboard.board.loot": ("EPGP priority or DKP", "Prioridad EPGP o DKP"),
    "leaderboard.board.challenges": ("Challenge points", "Puntos de retos"),
    "leaderboard.loot.epgp": ("EPGP priority", "Prioridad EPGP"),
    "leaderboard.loot.dkp": ("DKP", "DKP"),
    "leaderboard.loot.loot_council": ("Loot", "Botín"),
    "leaderboard.now": ("now", "ahora"),
    "leaderboard.heading": ("📈 {board:raw} · {window:raw}", "📈 {board:raw} · {window:raw}"),
    "leaderboard.people": ("{count:person|people}", "{count:persona|personas}"),
    "leaderboard.region": ("Region {region:raw}", "Región {region:raw}"),
    "leaderboard.team": ("Team {team:raw}", "Equipo {team:raw}"),
    "leaderboard.erased": ("somebody who was erased", "alguien que se borró"),
    "leaderboard.new": ("new", "nuevo"),
    "leaderboard.tier.champion": ("Champion", "Campeón"),
    "leaderboard.tier.silver": ("Silver", "Plata"),
    "leaderboard.tier.bronze": ("Bronze", "Bronce"),
    "leaderboard.tier.top_ten": ("Top 10", "Top 10"),
    "leaderboard.tier.elite": ("Elite", "Élite"),
    "leaderboard.watch": (
        "**Player to Watch:** {who:raw} closed {percent} % of the gap to {first:raw} in {days:day|days}.",
        "**A quién seguir:** {who:raw} recortó el {percent} % de la distancia con {first:raw} en {days:día|días}.",
    ),
    "leaderboard.empty.standing": (
        "Nobody is on it yet. Gains, loot points and challenge points bring people here.",
        "Todavía no hay nadie. Se llega aquí con progreso, puntos de botín y puntos de retos.",
    ),
    "leaderboard.empty.xp": (
        "Nobody gained XP in this period. `/clan claim` makes a character yours, and the next snapshots count for you.",
        "Nadie ganó XP en este periodo. `/clan claim` hace tuyo un personaje, y las próximas instantáneas cuentan para ti.",
    ),
    "leaderboard.empty.levels": (
        "Nobody gained a level in this period. `/clan claim` makes a character yours, and the next snapshots count for you.",
        "Nadie ganó un nivel en este periodo. `/clan claim` hace tuyo un personaje, y las próximas instantáneas cuentan para ti.",
    ),
    "leaderboard.empty.bosses": (
        "Nobody killed a boss in this period. `/clan claim` makes a character yours, and the next snapshots count for you.",
        "Nadie mató a un jefe en este periodo. `/clan claim` hace tuyo un personaje, y las próximas instantáneas cuentan para ti.",
    ),
    "leaderboard.empty.clues": (
        "Nobody solved a clue in this period. `/clan claim` makes a character yours, and the next snapshots count for you.",
        "Nadie resolvió una pista en este periodo. `/clan claim` hace tuyo un personaje, y las próximas instantáneas cuentan para ti.",
    ),
    "leaderboard.empty.pots": (
        "No pot was won in this period. `/pot lobby` shows the ones you can join.",
        "Nadie ganó un bote en este periodo. `/pot lobby` muestra en cuáles puedes entrar.",
    ),
    "leaderboard.empty.loot": (
        "Nobody has points yet. Officers give them with `/epgp award` or `/dkp award`, and for raids.",
        "Nadie tiene puntos todavía. Los oficiales los dan con `/epgp award` o `/dkp award`, y por las bandas.",
    ),
    "leaderboard.empty.challenges": (
        "Nobody earned challenge points in this period. `/challenge list` shows what is open.",
        "Nadie ganó puntos de retos en este periodo. `/challenge list` muestra los que están abiertos.",
    ),
    "leaderboard.empty.council": (
        "A council decides who gets what here, so there are no loot points to rank by. Pick another board.",
        "Aquí un consejo decide quién recibe qué, así que no hay puntos de botín por los que ordenar. Elige otra clasificación.",
    ),
    "leaderboard.empty.filtered": (
        "Nobody of this region and team is on it. People say theirs with `/me`.",
        "No hay nadie de esta región y este equipo. Cada cual dice los suyos con `/me`.",
    ),
    "leaderboard.small.standing": (
        "Whoever is first on a board gets 1,000 points times the board's weight; everybody else gets their share of that.",
        "Quien va primero en una clasificación recibe 1.000 puntos por el peso de esta; los demás, la parte que les toca.",
    ),
    "leaderboard.small.left_out": (
        "–: has no place, tier or prize, by the server's settings",
        "–: no tiene puesto, rango ni premio, según los ajustes del servidor",
    ),
    "leaderboard.small.moved": ("▲ and ▼: places since {at:f}", "▲ y ▼: puestos desde el {at:f}"),
    "leaderboard.small.since": ("counted since {at:f}", "se cuenta desde el {at:f}"),
    "leaderboard.small.pinned": (
        "Keeps itself up to date. To take it down, delete the message.",
        "Se mantiene al día. Para quitarla, borra el mensaje.",
    ),
    "leaderboard.button.mine": ("My rank", "Mi puesto"),
    "leaderboard.button.browse": ("Browse", "Explorar"),
    "leaderboard.choose_person": ("Open somebody's profile", "Abre el perfil de alguien"),
    # My rank
    "leaderboard.mine.none": (
        "You are not on **{board:raw}** ({window:raw}) yet.",
        "Todavía no estás en **{board:raw}** ({window:raw}).",
    ),
    "leaderboard.mine.left_out": (
        "You have {value:raw} on **{board:raw}** ({window:raw}). One of your roles is left out of places, tiers and prizes here.",
        "Tienes {value:raw} en **{board:raw}** ({window:raw}). Uno de tus roles no cuenta para puestos, rangos ni premios.",
    ),
    "leaderboard.mine.place": (
        "You are number {place} of {total} on **{board:raw}** ({window:raw}) with {value:raw}.",
        "Tienes el puesto {place} de {total} en **{board:raw}** ({window:raw}) con {value:raw}.",
    ),
    "leaderboard.mine.tier": ("Your tier: {tier:raw}.", "Tu rango: {tier:raw}."),
    "leaderboard.mine.up": (
        "Up {count:place|places} since yesterday.",
        "Subiste {count:puesto|puestos} desde ayer.",
    ),
    "leaderboard.mine.down": (
        "Down {count:place|places} since yesterday.",
        "Bajaste {count:puesto|puestos} desde ayer.",
    ),
    "leaderboard.mine.same": ("The same place as yesterday.", "El mismo puesto que ayer."),
    "leaderboard.mine.new": ("You were not on it yesterday.", "Ayer no estabas."),
    "leaderboard.mine.next": (
        "{more:raw} more and you share number {place}.",
        "Con {more:raw} más compartes el puesto {place}.",
    ),
    # News
    "leaderboard.news.heading": ("📈 {board:raw}: the podium changed", "📈 {board:raw}: cambió el podio"),
    "leaderboard.news.and": ("{first:raw} and {last:raw}", "{first:raw} y {last:raw}"),
    "leaderboard.news.entered": ("{who:raw} climbed onto it.", "Ahora en el podio: {who:raw}."),
    "leaderboard.news.left": ("{who:raw} fell off it.", "Fuera del podio: {who:raw}."),
    "leaderboard.news.leads": ("{who:raw} leads now.", "Ahora va en cabeza {who:raw}."),
    "leaderboard.news.swapped": ("They changed places.", "Intercambiaron sus puestos."),
    "leaderboard.news.small_now": ("`/leaderboard` shows everybody.", "`/leaderboard` muestra a todos."),
    "leaderboard.news.small": (
        "Last 30 days. `/leaderboard` shows everybody.",
        "Últimos 30 días. `/leaderboard` muestra a todos.",
    ),
}
