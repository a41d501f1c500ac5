"""Sentences about how the guild uses the bot, and about milestones."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "insights.heading": ("📈 Insights · {window}", "📈 Estadísticas de uso · {window}"),
    "insights.theme.people": ("People", "Personas"),
    "insights.theme.commands": ("Commands", "Comandos"),
    "insights.theme.credits": ("Pots and requests", "Botes y solicitudes"),
    "insights.theme.challenges": ("Challenges", "Retos"),
    "insights.theme.choose": ("What to look at", "Qué mirar"),
    "insights.share": ("{part} of {whole}", "{part} de {whole}"),
    "insights.share.percent": ("{part} of {whole} · {percent} %", "{part} de {whole} · {percent} %"),
    "insights.of_members": ("{part} of {whole:member|members}", "{part} de {whole:miembro|miembros}"),
    "insights.of_members.percent": (
        "{part} of {whole:member|members} · {percent} %",
        "{part} de {whole:miembro|miembros} · {percent} %",
    ),
    # People
    "insights.linked": ("**Linked** {share:raw}", "**Vinculados** {share:raw}"),
    "insights.active": ("**Active** {share:raw}", "**Activos** {share:raw}"),
    "insights.busiest": (
        "**Busiest day** {day:raw} with {count:person|people}",
        "**Día más activo** {day:raw} con {count:persona|personas}",
    ),
    "insights.back": (
        "**Still here after {days:day|days}** {share:raw}",
        "**Siguen tras {days:día|días}** {share:raw}",
    ),
    "insights.back.none": (
        "**Still here after {days:day|days}** nobody started that long ago",
        "**Siguen tras {days:día|días}** nadie empezó hace tanto",
    ),
    "insights.comings": (
        "**Joined** {joined} · **left** {left}",
        "**Llegaron** {joined} · **se fueron** {left}",
    ),
    "insights.comings.untold": (
        "-# Who joins and leaves is not counted: whoever runs me has not turned that on.",
        "-# Quién llega y quién se va no se cuenta: quien me administra no lo ha activado.",
    ),
    "insights.people.small": (
        (
            "Active: used me in this period and had taken part in something before. I do not keep who only looks.\nStill here: of those who started that many days before this period, those who came back that much later or after."
        ),
        (
            "Activos: me usaron en estos días y ya habían participado en algo. A quien solo mira no lo recuerdo.\n"
            "Siguen: de quienes empezaron esos días antes de este periodo, quién volvió pasado ese tiempo o después."
        ),
    ),
    "insights.counted_since": ("Counted since {began:raw}", "Contado desde el {began:raw}"),
    "insights.since": ("Between {since:f} and {until:f}", "Entre el {since:f} y el {until:f}"),
    # Commands
    "insights.commands": (
        "**Commands used** {total} · of {kinds:kind|kinds}",
        "**Comandos usados** {total} · de {kinds:tipo|tipos}",
    ),
    "insights.commands.none": (
        "Nobody used a command in this period.",
        "Nadie usó ningún comando en este periodo.",
    ),
    "insights.commands.small": (
        "Commands are counted by name; what was typed is not kept.",
        "Los comandos se cuentan por su nombre; lo que se escribió no se guarda.",
    ),
    # Requests and pots
    "insights.requests": (
        "**Requests** {asked} asked for · {waiting} waiting now",
        "**Solicitudes** {asked:nueva|nuevas} · {waiting} en espera ahora",
    ),
    "insights.requests.none": (
        "**Requests** nobody asked for credits",
        "**Solicitudes** nadie pidió créditos",
    ),
    "insights.decided": (
        "**Approved** {part} of {whole} decided",
        "**Aprobadas** {part} de {whole:decidida|decididas}",
    ),
    "insights.decided.percent": (
        "**Approved** {part} of {whole} decided · {percent} %",
        "**Aprobadas** {part} de {whole:decidida|decididas} · {percent} %",
    ),
    "insights.granted": (
        "**Granted** {granted:credit|credits} · half decided within {middle:raw}",
        "**Concedido** {granted:crédito|créditos} · la mitad se decidió en {middle:raw}",
    ),
    "insights.unanswered": (
        "-# withdrawn: {withdrawn} · expired: {expired}",
        "-# retiradas: {withdrawn} · caducadas: {expired}",
    ),
    "insights.pots": (
        "**Pots** {opened} opened · {settled} won · {cancelled} cancelled",
        "**Botes** {opened:abierto|abiertos} · {settled:ganado|ganados} · {cancelled:cancelado|cancelados}",
    ),
    "insights.pots.none": ("**Pots** none in this period", "**Botes** ninguno en este periodo"),
    "insights.fills": (
        "**Time to fill** half within {middle:raw} · under 90 s: {share:raw}",
        "**Tiempo en llenarse** la mitad en {middle:raw} · menos de 90 s: {share:raw}",
    ),
    "insights.fills.one": (
        "**Time to fill** {middle:raw}, of one pot",
        "**Tiempo en llenarse** {middle:raw}, de un bote",
    ),
    "insights.players": (
        "**Players** back in a later pot: {share:raw}",
        "**Jugadores** volvieron a otro bote: {share:raw}",
    ),
    "insights.credits.small": ("More about pots: `/pot insights`", "Más sobre los botes: `/pot insights`"),
    # Challenges
    "insights.challenges": (
        "**Took part** {share:raw}\n-# {count:challenge|challenges} · {submissions:submission|submissions}",
        "**Participaron** {share:raw}\n-# {count:reto|retos} · {submissions:entrega|entregas}",
    ),
    "insights.challenges.none": (
        "No challenge ran in this period. Start one with `/challenge create`.",
        "No hubo ningún reto en este periodo. Crea uno con `/challenge create`.",
    ),
    "insights.votes": (
        "**Votes** {votes} by {voters:person|people} · {each:raw} a voter",
        "**Votos** {votes} de {voters:persona|personas} · {each:raw} por votante",
    ),
    "insights.votes.few": (
        "**Votes** {votes} by {voters:person|people}",
        "**Votos** {votes} de {voters:persona|personas}",
    ),
    "insights.returned": (
        "**Back for the next challenge** {share:raw}",
        "**Volvieron al siguiente reto** {share:raw}",
    ),
    "insights.returned.none": (
        "**Back for the next challenge** there was no next one yet",
        "**Volvieron al siguiente reto** aún no hubo otro",
    ),
    # The pictures
    "insights.chart.daily": ("Active people a day", "Personas activas al día"),
    "insights.chart.active": ("{count} active", "{count:activa|activas}"),
    "insights.chart.commands": ("Most used commands", "Comandos más usados"),
    "insights.chart.challenges": ("People in each challenge", "Personas en cada reto"),
    "insights.chart.took_part": ("{count} took part", "participaron {count}"),
    "insights.chart.nothing": ("Nothing to show yet", "Aún no hay nada que mostrar"),
    "audit.guild.erased": (
        "everything about people was erased, thirty days after I was removed from this server",
        "se borró todo sobre las personas, treinta días después de que me quitaran de este servidor",
    ),
    # Milestones
    "event.standing.milestone": (
        "Milestones: a first 99, 1,000 kills of a boss, 10,000 challenge points and the like",
        "Hitos: un primer 99, 1.000 bajas de un jefe, 10.000 puntos de retos y similares",
    ),
    "milestone.heading": ("📈 A milestone", "📈 Un hito"),
    "milestone.headings": ("📈 {count} milestones", "📈 {count} hitos"),
    "milestone.who": ("**{name}**", "**{name}**"),
    "milestone.whose": ("**{name}** ({person:raw})", "**{name}** ({person:raw})"),
    "milestone.erased": ("Somebody erased", "Alguien que se borró"),
    "milestone.maxed": (
        "{who:raw} has all {step:skill|skills} at 99",
        "{who:raw} tiene {step:habilidad|habilidades} al 99: todas",
    ),
    "milestone.skill": ("{who:raw} reached 99 {metric}", "{who:raw} llegó al 99 en {metric}"),
    "milestone.skill.first": (
        "{who:raw} reached 99 {metric}, the first here to do so",
        "{who:raw} llegó al 99 en {metric}, antes que nadie aquí",
    ),
    "milestone.levels": ("{who:raw} reached total level {step}", "{who:raw} llegó al nivel total {step}"),
    "milestone.xp": ("{who:raw} passed {amount:raw} XP in total", "{who:raw} superó {amount:raw} de XP en total"),
    "milestone.boss": ("{who:raw} has {step} kills: {metric}", "{who:raw} lleva {step} bajas: {metric}"),
    "milestone.clues": ("{who:raw} has completed {step} clue scrolls", "{who:raw} ha completado {step} pistas"),
    "milestone.points": ("{who:raw} has earned {step} challenge points", "{who:raw} ha ganado {step} puntos de retos"),
    "milestone.credits": ("{who:raw} has won {step} credits in pots", "{who:raw} ha ganado {step} créditos en botes"),
    "milestone.more": ("… and {more} more", "… y {more} más"),
    "milestone.small": ("Each is announced once", "Cada uno se anuncia una sola vez"),
}
