"""Sentences about who has how many points, and how they came about line by line."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Standings
    "points.board.epgp": ("📈 EPGP standings", "📈 Clasificación EPGP"),
    "points.board.dkp": ("📈 DKP standings", "📈 Clasificación DKP"),
    "points.board.members": ("{count:member|members}", "{count:miembro|miembros}"),
    "points.board.nobody_epgp": (
        "Nobody has EP or GP yet. Officers give the first with `/epgp award`.",
        "Todavía nadie tiene EP ni GP. Los oficiales dan los primeros con `/epgp award`.",
    ),
    "points.board.nobody_dkp": (
        "Nobody has DKP yet. Officers give the first with `/dkp award`.",
        "Todavía nadie tiene DKP. Los oficiales dan los primeros con `/dkp award`.",
    ),
    "points.board.row": ("{place:raw} {who:raw} · {holding:raw}", "{place:raw} {who:raw} · {holding:raw}"),
    "points.board.epgp_row": (
        "**{pr:raw}** PR · {ep:raw} EP / {gp:raw} GP",
        "**{pr:raw}** PR · {ep:raw} EP / {gp:raw} GP",
    ),
    "points.board.dkp_row": ("**{dkp:raw}** DKP", "**{dkp:raw}** DKP"),
    "points.board.under": (
        "⏳ *Under the minimum of {minimum:raw} EP, after all who reach it:*",
        "⏳ *Por debajo del mínimo de {minimum:raw} EP, detrás de quienes lo alcanzan:*",
    ),
    "points.board.base": ("Base GP {base:raw}", "GP base {base:raw}"),
    "points.board.minimum": ("minimum EP {minimum:raw}", "EP mínimo {minimum:raw}"),
    "points.board.cap": ("Cap {cap:raw} DKP", "Tope {cap:raw} DKP"),
    "points.board.decay": (
        "{percent:raw} decay every {day:raw} at {hour:raw}",
        "reducción del {percent:raw} cada {day:raw} a las {hour:raw}",
    ),
    "points.board.no_decay": ("no weekly decay", "sin reducción semanal"),
    "points.board.other": (
        "Loot goes by {system:raw} on this server.",
        "En este servidor el botín va por {system:raw}.",
    ),
    "points.day.monday": ("Monday", "lunes"),
    "points.day.tuesday": ("Tuesday", "martes"),
    "points.day.wednesday": ("Wednesday", "miércoles"),
    "points.day.thursday": ("Thursday", "jueves"),
    "points.day.friday": ("Friday", "viernes"),
    "points.day.saturday": ("Saturday", "sábado"),
    "points.day.sunday": ("Sunday", "domingo"),
    "points.mine.place": (
        "You are in place **{place}** of {total}: {holding:raw}.",
        "Estás en el puesto **{place}** de {total}: {holding:raw}.",
    ),
    "points.theirs.place": (
        "{who:raw} is in place **{place}** of {total}: {holding:raw}.",
        "{who:raw} está en el puesto **{place}** de {total}: {holding:raw}.",
    ),
    "points.mine.nothing": (
        "You have no points under {system:raw} yet. Officers award them, and raids pay them.",
        "Todavía no tienes puntos de {system:raw}. Los dan los oficiales y las bandas.",
    ),
    "points.theirs.nothing": (
        "{who:raw} has no points under {system:raw} yet.",
        "{who:raw} todavía no tiene puntos de {system:raw}.",
    ),
    "points.mine.under": (
        "The minimum is {needed:raw} EP away; whoever reaches it comes first.",
        "Faltan {needed:raw} EP para el mínimo; quien lo alcanza va antes.",
    ),
    "points.mine.council": (
        "A council of officers decides here who gets what drops, so nobody has a place. `/loot list` shows the open decisions.",
        "Aquí decide un consejo de oficiales quién recibe cada objeto, así que nadie tiene puesto. `/loot list` muestra las decisiones abiertas.",
    ),
    # When they do not add up
    "points.books.heading": ("⚠️ The books of points do not add up", "⚠️ Las cuentas de puntos no cuadran"),
    "points.books.what_to_do": (
        "**What to do** Do not award, charge or decay points for now. Ask whoever runs the bot for `uv run bot.py check`: it names whose they are. A backup has what was there before; the developers want to know.",
        "**Qué hacer** Por ahora no des, cobres ni reduzcas puntos. Pide a quien administra el bot que use `uv run bot.py check`: dice de quién son. Una copia de seguridad tiene lo que había antes; los desarrolladores quieren saberlo.",
    ),
    # Line by line
    "points.history.epgp": ("🎁 EP and GP, line by line", "🎁 EP y GP, línea a línea"),
    "points.history.dkp": ("🎁 DKP, line by line", "🎁 DKP, línea a línea"),
    "points.history.total": ("{count:line|lines}", "{count:línea|líneas}"),
    "points.history.none": (
        "No points have moved yet. Officers award them, and raids pay them.",
        "Todavía no se ha movido ningún punto. Los dan los oficiales y las bandas.",
    ),
    "points.history.what": ("**{moved:raw}** · {about:raw}", "**{moved:raw}** · {about:raw}"),
    "points.history.struck": (
        "~~{what:raw}~~ taken back by batch {batch:raw}",
        "~~{what:raw}~~ deshecho por el lote {batch:raw}",
    ),
    "points.history.under": (
        "-# then {after:raw} · batch {batch:raw} by {by:raw} · {at:d} {at:t}",
        "-# después {after:raw} · lote {batch:raw} de {by:raw} · {at:d} {at:t}",
    ),
    "points.history.small": (
        "Newest first. Nothing is ever edited: what is taken back is a line of its own.",
        "Lo más reciente primero. Nada se edita jamás: lo que se deshace es otra línea.",
    ),
}
