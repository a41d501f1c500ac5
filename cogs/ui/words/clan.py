"""The clan's cards: overview, snapshots, boards, profiles and announcements."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Windows, types, metrics
    "clan.window.7d": ("last 7 days", "últimos 7 días"),
    "clan.window.30d": ("last 30 days", "últimos 30 días"),
    "clan.window.month": ("this month", "este mes"),
    "clan.window.choose.7d": ("Last 7 days", "Últimos 7 días"),
    "clan.window.choose.30d": ("Last 30 days", "Últimos 30 días"),
    "clan.window.choose.month": ("This month", "Este mes"),
    "clan.type.auto": ("type not known yet", "tipo aún desconocido"),
    "clan.type.regular": ("regular", "normal"),
    "clan.type.ironman": ("ironman", "ironman"),
    "clan.type.hardcore": ("hardcore ironman", "hardcore ironman"),
    "clan.type.ultimate": ("ultimate ironman", "ultimate ironman"),
    "metric.total_xp": ("Total XP", "XP total"),
    "metric.overall": ("Total XP", "XP total"),
    "metric.levels": ("Levels", "Niveles"),
    "metric.total_level": ("Levels", "Niveles"),
    "metric.all_bosses": ("All bosses", "Todos los jefes"),
    "metric.all_clues": ("All clues", "Todas las pistas"),
    # Overview
    "clan.characters": ("{count:character|characters}", "{count:personaje|personajes}"),
    "clan.nobody": ("Nobody is on the roster yet", "Todavía no hay nadie en la lista"),
    "clan.cadence.daily": (
        "snapshots daily at {first:raw} ({zone:raw})",
        "instantáneas cada día a las {first:raw} ({zone:raw})",
    ),
    "clan.cadence.twice": (
        "snapshots daily at {first:raw} and {second:raw} ({zone:raw})",
        "instantáneas cada día a las {first:raw} y a las {second:raw} ({zone:raw})",
    ),
    "clan.cadence.off": ("no scheduled snapshots", "sin instantáneas programadas"),
    "clan.overview.next": ("**Next snapshot** {at} ({at:f})", "**Próxima instantánea** {at} ({at:f})"),
    "clan.overview.no_next": (
        "No snapshot is scheduled. Leaders set the times with `/clan schedule`.",
        "No hay ninguna instantánea programada. Los líderes fijan las horas con `/clan schedule`.",
    ),
    "clan.overview.empty": (
        "Officers add characters one by one with `/clan add`, or a whole list with `/clan import`.",
        "Los oficiales añaden personajes uno a uno con `/clan add`, o una lista entera con `/clan import`.",
    ),
    "clan.overview.running": (
        "⏳ **A snapshot is running** for {total:character|characters}, started {since}",
        "⏳ **Hay una instantánea en curso** de {total:personaje|personajes}, empezó {since}",
    ),
    "clan.overview.last": ("**Last snapshot** {at} · {result:raw}", "**Última instantánea** {at} · {result:raw}"),
    "clan.overview.never": ("No snapshot has been taken yet.", "Todavía no se ha tomado ninguna instantánea."),
    "clan.overview.small": (
        "Officers can run a snapshot at any time · /clan gains has every board",
        "Los oficiales pueden tomar una instantánea cuando quieran · /clan gains tiene todas las clasificaciones",
    ),
    "clan.button.run": ("Run snapshot now", "Tomar instantánea"),
    "clan.button.stats": ("Stats", "Estadísticas"),
    "clan.button.history": ("History", "Historial"),
    "clan.button.mine": ("My rank", "Mi puesto"),
    "clan.button.text": ("Snapshot text", "Ver el texto"),
    "clan.button.confirm": ("Confirm", "Confirmar"),
    "clan.button.reject": ("Reject", "Rechazar"),
    "clan.button.apply": ("Apply", "Aplicar"),
    "clan.button.remove_them": ("Remove them", "Quitarlos"),
    "clan.button.keep_them": ("Keep them", "Conservarlos"),
    "clan.button.apply_all": (
        "Apply and remove the {count:other|others}",
        "Aplicar y quitar a {count:otro|otros}",
    ),
    "clan.pick.profile": ("Open a profile…", "Abrir un perfil…"),
    # Schedule
    "clan.scheduled.daily": (
        "Snapshots are taken daily at **{first:raw}** ({zone:raw}).",
        "Las instantáneas se toman cada día a las **{first:raw}** ({zone:raw}).",
    ),
    "clan.scheduled.twice": (
        "Snapshots are taken daily at **{first:raw}** and **{second:raw}** ({zone:raw}).",
        "Las instantáneas se toman cada día a las **{first:raw}** y a las **{second:raw}** ({zone:raw}).",
    ),
    "clan.scheduled.off": (
        "Scheduled snapshots are off. `/clan snapshot` still takes one at any time.",
        "Las instantáneas programadas están desactivadas. `/clan snapshot` sigue tomando una cuando quieras.",
    ),
    "clan.scheduled.next": ("The next one runs {at} ({at:f}).", "La próxima empieza {at} ({at:f})."),
    "clan.scheduled.empty": (
        "Snapshots start once somebody is on the roster: `/clan add`.",
        "Las instantáneas empezarán cuando haya alguien en la lista: `/clan add`.",
    ),
    # Runs
    "clan.run.running": ("⏳ Snapshot running", "⏳ Instantánea en curso"),
    "clan.run.complete": ("✅ Snapshot complete", "✅ Instantánea completa"),
    "clan.run.failed": ("❌ Snapshot failed", "❌ Instantánea fallida"),
    "clan.run.started": ("Started {at} · {trigger:raw}", "Empezó {at} · {trigger:raw}"),
    "clan.run.ended": ("Ended {at} ({at:f}) · {trigger:raw}", "Terminó {at} ({at:f}) · {trigger:raw}"),
    "clan.trigger.schedule": ("on schedule", "según el horario"),
    "clan.trigger.manual": ("by hand", "a mano"),
    "clan.trigger.contest": ("for a contest", "para un concurso"),
    "clan.run.so_far": (
        "{read} of {total:character|characters} read",
        "{read} de {total:personaje leído|personajes leídos}",
    ),
    "clan.run.none_so_far": (
        "{total:character|characters} to read",
        "{total:personaje|personajes} por leer",
    ),
    "clan.run.all_read": ("all {total:character|characters} read", "leídos los {total:personaje|personajes}"),
    "clan.run.one_read": ("the one character read", "leído el único personaje"),
    "clan.run.none_read": (
        "none of {total:character|characters} could be read",
        "no se pudo leer a ninguno de {total:personaje|personajes}",
    ),
    "clan.run.one_unread": ("the one character could not be read", "no se pudo leer al único personaje"),
    "clan.run.unread": ("**Not read**", "**Sin leer**"),
    "clan.run.small_running": (
        "This message updates by itself.",
        "Este mensaje se actualiza solo.",
    ),
    "clan.run.small_blind": (
        "I cannot see this channel, so this message will not change. /clan history says how it ended.",
        "No puedo ver este canal, así que este mensaje no cambiará. /clan history dirá cómo terminó.",
    ),
    "clan.run.small_failed": (
        "Nothing known is lost: gains go on from the last good snapshot.",
        "No se pierde nada de lo conocido: el progreso sigue desde la última instantánea buena.",
    ),
    # History
    "clan.history.heading": ("Snapshots", "Instantáneas"),
    "clan.history.total": ("{total:snapshot|snapshots}", "{total:instantánea|instantáneas}"),
    "clan.history.runs": ("Snapshots", "Instantáneas"),
    "clan.history.draws": ("Draws", "Sorteos"),
    "clan.history.none": (
        "No snapshot has been taken yet. Officers take one with `/clan snapshot`.",
        "Todavía no se ha tomado ninguna instantánea. Los oficiales toman una con `/clan snapshot`.",
    ),
    "clan.history.row": (
        "{mark:raw} {at:f}\n-# {result:raw} · {trigger:raw}",
        "{mark:raw} {at:f}\n-# {result:raw} · {trigger:raw}",
    ),
    "clan.history.link": ("[message]({url:raw})", "[mensaje]({url:raw})"),
    "clan.history.running": ("running", "en curso"),
    # Gains
    "clan.board.heading": ("📈 {metric} · {window:raw}", "📈 {metric} · {window:raw}"),
    "clan.board.status": (
        "{total:character|characters} gained",
        "{total:personaje progresó|personajes progresaron}",
    ),
    "clan.board.nobody": (
        "Nobody gained anything here in this period.",
        "Nadie progresó aquí en este periodo.",
    ),
    "clan.board.no_run": (
        "No snapshot has been taken yet. Officers take one with `/clan snapshot`.",
        "Todavía no se ha tomado ninguna instantánea. Los oficiales toman una con `/clan snapshot`.",
    ),
    "clan.board.between": (
        "gains between {start:f} and {end:f}",
        "progreso entre el {start:f} y el {end:f}",
    ),
    "clan.board.stale": (
        "the last snapshot is from {end:f}, before this period began",
        "la última instantánea es del {end:f}, anterior a este periodo",
    ),
    "clan.board.late": (
        "* counted from later on: first seen after this period began",
        "* contado desde más tarde: visto por primera vez ya empezado el periodo",
    ),
    "clan.at_least": (
        "≥ means at least: the number was not listed at the start, so a part of the gain cannot be seen",
        "≥ significa como mínimo: el número no aparecía al principio, así que parte del progreso no se ve",
    ),
    "clan.board.flagged": (
        "not counted, a number went down: {names:raw}",
        "sin contar, un número bajó: {names:raw}",
    ),
    "clan.mine.row": (
        "{place:raw} **{name}** {value:+} · {metric}, {window:raw}, among {total:character|characters}.",
        "{place:raw} **{name}** {value:+} · {metric}, {window:raw}, entre {total:personaje|personajes}.",
    ),
    "clan.mine.idle": (
        "**{name}**: nothing gained in {metric}, {window:raw}.",
        "**{name}**: sin progreso en {metric}, {window:raw}.",
    ),
    "clan.mine.none": (
        "No character on the roster is yours yet. Claim yours with `/clan claim`.",
        "Ningún personaje de la lista es tuyo todavía. Reclama el tuyo con `/clan claim`.",
    ),
    # Stats
    "clan.stats.heading": ("{name} · {window:raw}", "{name} · {window:raw}"),
    "clan.stats.read": (
        "{read} of {total:character|characters} read so far",
        "{read} de {total:personaje leído|personajes leídos} hasta ahora",
    ),
    "clan.stats.unread": (
        "{total:character|characters}, none read yet",
        "{total:personaje|personajes}, ninguno leído todavía",
    ),
    "clan.stats.gained": ("gained", "progreso"),
    "clan.stats.total": ("total", "total"),
    "clan.stats.total_xp": ("XP", "XP"),
    "clan.stats.levels": ("Levels", "Niveles"),
    "clan.stats.all_bosses": ("Bosses", "Jefes"),
    "clan.stats.all_clues": ("Clues", "Pistas"),
    "clan.stats.top": ("**Most XP gained**", "**Más XP ganada**"),
    "clan.chart.title": ("{name:raw}: XP gained", "{name:raw}: XP ganada"),
    "clan.chart.empty": ("Two snapshots make a curve", "Hacen falta dos instantáneas"),
    "clan.date": ("{month:raw} {day:raw}", "{day:raw} {month:raw}"),
    "clan.months": (
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "ene feb mar abr may jun jul ago sept oct nov dic",
    ),
    # Profile
    "clan.profile.owned": ("<@{user:raw}>", "<@{user:raw}>"),
    "clan.profile.formerly": ("formerly {names}", "antes {names}"),
    "clan.profile.missing": (
        "❗ Not on the hiscores since {at}. If it was renamed, ask an officer to use `/clan rename`.",
        "❗ No está en los hiscores desde {at}. Si cambió de nombre, pide a un oficial que use `/clan rename`.",
    ),
    "clan.profile.unread": (
        "⏳ Not read yet: its numbers come with the next snapshot.",
        "⏳ Aún sin leer: sus números llegan con la próxima instantánea.",
    ),
    "clan.profile.gained": ("**Gained, {window:raw}**", "**Progreso, {window:raw}**"),
    "clan.profile.no_gain": ("nothing yet", "nada todavía"),
    "clan.profile.skills": ("**Skills** {list:raw}", "**Habilidades** {list:raw}"),
    "clan.profile.bosses": ("**Bosses** {list:raw}", "**Jefes** {list:raw}"),
    "clan.profile.best": ("**Best ranks** {list:raw}", "**Mejores puestos** {list:raw}"),
    "clan.profile.rank": ("{name} #{rank}", "{name} n.º {rank}"),
    "clan.profile.flagged": (
        "❗ Not counted, because the number went down: {names:raw}. A rollback, or the name changed hands.",
        "❗ Sin contar, porque el número bajó: {names:raw}. Una restauración, o el nombre cambió de manos.",
    ),
    "clan.profile.counted": (
        "counted from {since:f} to {until:f} · snapshot `{hash:raw}`",
        "contado desde el {since:f} hasta el {until:f} · instantánea `{hash:raw}`",
    ),
    "clan.card.total_level": ("Total level", "Nivel total"),
    "clan.card.combat": ("Combat", "Combate"),
    "clan.card.total_xp": ("Total XP", "XP total"),
    "clan.card.bosses": ("Bosses", "Jefes"),
    "clan.snapshot.text": (
        "Every number that the bot read on {at:f}, exactly as it keeps them. Nobody can change one unnoticed: if you doubt a number, compare the file's SHA-256 with `{hash:raw}`.",
        "Todos los números que el bot leyó el {at:f}, tal como los guarda. Nadie puede cambiar uno sin que se note: si dudas de un número, compara el SHA-256 del archivo con `{hash:raw}`.",
    ),
    # Announcements
    "clan.news.complete": ("✅ Snapshot complete", "✅ Instantánea completa"),
    "clan.news.highlights": (
        "most gained, {window:raw}; boards without a change are left out",
        "quién progresó más, {window:raw}; se omiten las clasificaciones sin cambios",
    ),
    "clan.news.same": (
        "The first places are the same as before, {window:raw}.",
        "Los primeros puestos son los mismos que antes, {window:raw}.",
    ),
    "clan.news.quiet": (
        "Gains show from the second snapshot on.",
        "El progreso se ve a partir de la segunda instantánea.",
    ),
    "clan.news.failed": ("❌ Snapshot failed", "❌ Instantánea fallida"),
    "clan.news.why": ("Most often: {reason:raw}.", "Sobre todo: {reason:raw}."),
    "clan.news.failed_small": (
        "Nothing known is lost: gains go on from the last good snapshot.",
        "No se pierde nada de lo conocido: el progreso sigue desde la última instantánea buena.",
    ),
    "clan.news.leader": ("📈 A new leader this month", "📈 Hay nuevo líder este mes"),
    "clan.news.leaders": ("📈 New leaders this month", "📈 Hay nuevos líderes este mes"),
    "clan.news.took": (
        "**{metric}** · 🥇 **{name}** with {value:+} passes **{before}**",
        "**{metric}** · 🥇 **{name}** con {value:+} supera a **{before}**",
    ),
}
