"""Sentences about raids, reports, attendance and characters."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # The log
    "audit.raid.reverted": ("reverted a raid", "deshizo una banda"),
    "audit.raid.marked": ("marked somebody in a raid", "marcó a alguien en una banda"),
    "audit.raid.linked": ("linked a character", "vinculó un personaje"),
    "audit.fact.raid.raid": ("raid #{value:raw}", "banda n.º {value:raw}"),
    "audit.fact.raid.entries": ("{value:change|changes}", "{value:cambio|cambios}"),
    "audit.fact.raid.member": ("{value:raw}", "{value:raw}"),
    "audit.fact.raid.owner": ("was {value:raw}'s", "era de {value:raw}"),
    "audit.fact.raid.mark.excused": ("excused", "con excusa"),
    "audit.fact.raid.mark.benched": ("benched", "en el banquillo"),
    "audit.fact.raid.mark.absent": ("absent", "ausente"),
    "audit.fact.points.raid": ("raid #{value:raw}", "banda n.º {value:raw}"),
    # Refusals
    "raid.report_code": (
        "That is not a Warcraft Logs report. Give its code, such as `a1B2c3D4e5F6g7H8`, or its address.",
        "Eso no es un informe de Warcraft Logs. Da su código, por ejemplo `a1B2c3D4e5F6g7H8`, o su dirección.",
    ),
    "raid.report_unknown": (
        "Warcraft Logs knows no report `{code}`, or it is private. Make it public or unlisted, and try again.",
        "Warcraft Logs no conoce el informe `{code}`, o es privado. Hazlo público o no listado e inténtalo de nuevo.",
    ),
    "raid.logs_not_set_up": (
        (
            "Importing raids is not set up: whoever runs the bot has to set `WARCRAFT_LOGS_CLIENT_ID` and `WARCRAFT_LOGS_CLIENT_SECRET` (a free Warcraft Logs client)."
        ),
        (
            "La importación de bandas no está configurada: quien administra el bot debe poner `WARCRAFT_LOGS_CLIENT_ID` y `WARCRAFT_LOGS_CLIENT_SECRET` (un cliente gratuito de Warcraft Logs)."
        ),
    ),
    "raid.logs_refused": (
        (
            "Warcraft Logs does not accept the bot's client. Whoever runs the bot has to correct `WARCRAFT_LOGS_CLIENT_ID` and `WARCRAFT_LOGS_CLIENT_SECRET`."
        ),
        (
            "Warcraft Logs no acepta el cliente del bot. Quien administra el bot debe corregir `WARCRAFT_LOGS_CLIENT_ID` y `WARCRAFT_LOGS_CLIENT_SECRET`."
        ),
    ),
    "raid.logs_spent": (
        "The bot has asked Warcraft Logs as often as it may this hour. Nothing was changed; try again {next_try}.",
        "El bot ya preguntó a Warcraft Logs todo lo que puede en esta hora. No cambió nada; inténtalo de nuevo {next_try}.",
    ),
    "raid.logs_unavailable": (
        "Warcraft Logs is not answering, so nothing is known of the report. Nothing was changed; next try {next_try}.",
        "Warcraft Logs no responde, así que no se sabe nada del informe. No cambió nada; próximo intento {next_try}.",
    ),
    "raid.no_fights": (
        "There is no fight in **{title}** yet. Import it when the log has some.",
        "En **{title}** todavía no hay combates. Impórtalo cuando el registro los tenga.",
    ),
    "raid.changed_since": (
        "What **{title}** would pay has changed since this preview. Run `/raid import` again to see it.",
        "Lo que pagaría **{title}** ha cambiado desde esta vista previa. Usa otra vez `/raid import` para verlo.",
    ),
    "raid.applied_before": (
        "Everything in **{title}** is already recorded: somebody was faster. Nothing was paid twice.",
        "Todo lo de **{title}** ya está registrado: alguien se adelantó. No se pagó nada dos veces.",
    ),
    "raid.reverted_before": (
        "**{title}** was reverted before. Import its log again to bring it back.",
        "**{title}** ya se deshizo. Importa otra vez su registro para recuperarla.",
    ),
    "raid.marked_since": (
        "That member was marked again in this raid since. Take the newer mark back first, or revert the raid.",
        "A ese miembro se le volvió a marcar en esta banda. Deshaz primero la marca más nueva, o deshaz la banda.",
    ),
    "raid.undo_marks": (
        "Members have been paid by marks in **{title}** since. Use `/raid revert`, which takes all of it back together.",
        "Después se pagó a miembros por marcas en **{title}**. Usa `/raid revert`, que lo deshace todo junto.",
    ),
    "raid.unknown": (
        "There is no such raid here. `/raid list` shows them all.",
        "No existe esa banda aquí. `/raid list` las muestra todas.",
    ),
    "raid.mark_reverted": (
        "**{title}** is reverted, so nobody can be marked in it. Import its log again first.",
        "**{title}** está deshecha, así que no se puede marcar a nadie. Importa primero su registro otra vez.",
    ),
    "raid.character_name": (
        "A character's name is one word of at most {limit:letter|letters}; its realm goes into the option `realm`.",
        "El nombre de un personaje es una palabra de hasta {limit:letra|letras}; su reino va en la opción `realm`.",
    ),
    "raid.character_realm": (
        "A realm's name has at most {limit:letter|letters}.",
        "El nombre de un reino tiene hasta {limit:letra|letras}.",
    ),
    "raid.character_taken": (
        (
            "**{name}** is somebody else's here. If that is wrong, ask an officer to move it; if yours is on another"
            " realm, say which."
        ),
        (
            "**{name}** es de otra persona aquí. Si es un error, pide a un oficial que lo mueva; si el tuyo está en otro"
            " reino, di en cuál."
        ),
    ),
    "raid.too_many_characters": (
        "That is more than {limit:character|characters} for one member.",
        "Son más de {limit:personaje|personajes} para un solo miembro.",
    ),
    "raid.which_realm": (
        "There are several characters called **{name}**: say which realm ({realms:or}).",
        "Hay varios personajes llamados **{name}**: di de qué reino ({realms:or}).",
    ),
    "raid.main_unknown": (
        "**{name}** is none of these characters, so it cannot be the main. Link it first.",
        "**{name}** no es uno de estos personajes, así que no puede ser el principal. Vincúlalo antes.",
    ),
    "raid.claim_done": (
        "This claim was already confirmed, or is too old. Use `/raid character` again if it still stands.",
        "Esta petición ya se confirmó, o es demasiado antigua. Usa otra vez `/raid character` si sigue en pie.",
    ),
    # What things are called
    "raid.difficulty.1": ("Raid Finder", "Buscador"),
    "raid.difficulty.3": ("Normal", "Normal"),
    "raid.difficulty.4": ("Heroic", "Heroico"),
    "raid.difficulty.5": ("Mythic", "Mítico"),
    "raid.hours": ("{hours} h {minutes} min", "{hours} h {minutes} min"),
    "raid.minutes": ("{minutes} min", "{minutes} min"),
    "raid.and_more": ("{names:raw} and {more} more", "{names:raw} y {more} más"),
    "raid.pays": ("**Pays in {pool}** {parts:raw}", "**Paga en {pool}** {parts:raw}"),
    "raid.pays.kill": ("{points:raw} per boss killed", "{points:raw} por jefe derrotado"),
    "raid.pays.raid": ("{points:raw} for the raid", "{points:raw} por la banda"),
    "raid.pays.quarter": ("{points:raw} per full 15 minutes", "{points:raw} por cada 15 minutos completos"),
    "raid.pays_zero": (
        "Every rate for raids is 0 {pool}: attendance is kept, nothing is paid.",
        "Todas las tarifas de las bandas son 0 {pool}: se guarda la asistencia y no se paga nada.",
    ),
    "raid.pays_nothing": (
        "Under the loot council nothing is paid; attendance is kept.",
        "Con el consejo de botín no se paga nada; se guarda la asistencia.",
    ),
    "raid.line.kill": ("{what} killed", "{what} derrotado"),
    "raid.line.raid": ("for being there", "por estar"),
    "raid.line.quarter": ("quarter hour {what}", "cuarto de hora {what}"),
    "raid.line.standby_kill": ("on the bench for {what}", "en el banquillo en {what}"),
    "raid.line.standby_raid": ("on the bench", "en el banquillo"),
    "raid.line.standby_quarter": (
        "on the bench for quarter hour {what}",
        "en el banquillo en el cuarto de hora {what}",
    ),
    # Importing
    "raid.import.heading": ("🎁 Import {title}?", "🎁 ¿Importar {title}?"),
    "raid.import.new": ("A new raid", "Una banda nueva"),
    "raid.import.joins": (
        "Another log of {raid:raw}: what is in both is paid once",
        "Otro registro de {raid:raw}: lo que está en ambos se paga una vez",
    ),
    "raid.import.grown": ("{raid:raw} has grown: only what is new is paid", "{raid:raw} creció: solo se paga lo nuevo"),
    "raid.import.reverted": ("Brings {raid:raw} back, which was reverted", "Recupera {raid:raw}, que se deshizo"),
    "raid.import.nothing_new": (
        "Nothing new: everything in this log is already recorded",
        "Nada nuevo: todo lo de este registro ya está guardado",
    ),
    "raid.import.no_kills": ("No boss fell.", "No cayó ningún jefe."),
    "raid.import.kills": ("**{count:boss|bosses} fell**", "**Cayeron {count:jefe|jefes}**"),
    "raid.import.kill": (
        "• {boss:raw} · {count:member|members} there",
        "• {boss:raw} · {count:miembro presente|miembros presentes}",
    ),
    "raid.import.kill_known": (
        "• {boss:raw} · {count:member|members} there · known before",
        "• {boss:raw} · {count:miembro presente|miembros presentes} · ya conocido",
    ),
    "raid.import.taken": (
        "{points:raw} for the bench are taken back from those who were there after all.",
        "Se retiran {points:raw} de banquillo a quienes al final sí estuvieron.",
    ),
    "raid.import.unknown": (
        (
            "**{count:character belongs|characters belong} to nobody:** {names:raw}\nThey get nothing until `/raid character` says whose they are; then import the log again."
        ),
        (
            "**{count:personaje no es|personajes no son} de nadie:** {names:raw}\nNo reciben nada hasta que"
            " `/raid character` diga de quién son; después importa otra vez el registro."
        ),
    ),
    "raid.import.ambiguous": (
        "**Could be several people:** {names:raw}\nNobody is paid for them until `/raid character` gives their realm.",
        "**Pueden ser varias personas:** {names:raw}\nNo se paga por ellos hasta que `/raid character` dé su reino.",
    ),
    "raid.import.alts": (
        "**Alts, counted for their mains:** {names:raw}",
        "**Alts (cuentan para su principal):** {names:raw}",
    ),
    "raid.import.benched": ("**On the bench:** {names:raw}", "**En el banquillo:** {names:raw}"),
    "raid.applied.heading": ("🎁 Raid imported", "🎁 Banda importada"),
    "raid.applied.no_points": (
        "Nobody's points changed; attendance is kept.",
        "No cambiaron los puntos; se guardó la asistencia.",
    ),
    "raid.applied.small": (
        "raid #{raid:raw} · batch {batch:raw} · /raid revert takes all of it back",
        "banda n.º {raid:raw} · lote {batch:raw} · /raid revert lo deshace todo",
    ),
    # Reverting
    "raid.revert.heading": (
        "🎁 Revert this raid ({count:batch|batches})?",
        "🎁 ¿Deshacer esta banda ({count:lote|lotes})?",
    ),
    "raid.revert.small": (
        "Nothing is done before you press the button. Marks stay; the log can be imported again.",
        "No se hace nada hasta que pulses el botón. Las marcas se quedan; el registro se puede importar otra vez.",
    ),
    "raid.reverted.heading": ("🎁 Raid reverted", "🎁 Banda deshecha"),
    "raid.reverted.small": ("Its log can be imported again.", "Su registro se puede importar otra vez."),
    # Lists
    "raid.list.heading": ("🎁 Raids", "🎁 Bandas"),
    "raid.list.status": ("{count:raid|raids}", "{count:banda|bandas}"),
    "raid.list.none": (
        "No raid yet. An officer brings one in with `/raid import`.",
        "Todavía no hay bandas. Un oficial trae una con `/raid import`.",
    ),
    "raid.list.row": (
        "{kills:boss|bosses} killed · {there:member|members}",
        "{kills:jefe derrotado|jefes derrotados} · {there:miembro|miembros}",
    ),
    "raid.list.pick": ("Show a raid…", "Ver una banda…"),
    "raid.show.reverted": ("reverted {at}", "deshecha {at}"),
    "raid.show.no_bosses": ("No boss was pulled.", "No se intentó ningún jefe."),
    "raid.show.fell": (
        "✅ {boss:raw} · {at:raw} · {pulls:pull|pulls} · {count:member|members}",
        "✅ {boss:raw} · {at:raw} · {pulls:intento|intentos} · {count:miembro|miembros}",
    ),
    "raid.show.wiped": (
        "▫️ {boss:raw} · {pulls:pull|pulls}, not killed",
        "▫️ {boss:raw} · {pulls:intento|intentos}, sin derrotar",
    ),
    "raid.show.there": ("**{count:member|members} there**", "**{count:miembro presente|miembros presentes}**"),
    "raid.show.nobody": ("No member's character was there.", "No estuvo ningún personaje de un miembro."),
    "raid.show.excused": ("**Excused** {names:raw}", "**Con excusa** {names:raw}"),
    "raid.show.benched": ("**Benched** {names:raw}", "**En el banquillo** {names:raw}"),
    "raid.show.absent": ("**Absent** {names:raw}", "**Ausentes** {names:raw}"),
    "raid.show.paid": ("**Paid** {sums:raw} in all", "**Pagado** {sums:raw} en total"),
    "raid.show.not_paid": ("Nothing was paid for it.", "No se pagó nada por ella."),
    "raid.show.small": (
        "raid #{raid:raw} · imported by {by:raw} {at} · logs {logs}",
        "banda n.º {raid:raw} · importada por {by:raw} {at} · registros {logs}",
    ),
    # Attendance
    "raid.attendance.heading": ("🎁 Attendance", "🎁 Asistencia"),
    "raid.attendance.held": ("{count:raid|raids} held", "{count:banda celebrada|bandas celebradas}"),
    "raid.attendance.none": ("No raid was held in this period.", "No hubo bandas en este periodo."),
    "raid.attendance.mine": ("**You** {line:raw}", "**Tú** {line:raw}"),
    "raid.attendance.no_share": ("–", "–"),
    "raid.attendance.of": ("{came} of {counted}", "{came} de {counted}"),
    "raid.attendance.benched": ("{count} on the bench", "{count} en el banquillo"),
    "raid.attendance.excused": ("{count} excused", "{count} con excusa"),
    "raid.attendance.small": (
        "Raids since each joined. The bench counts as there; raids somebody was excused from do not count.",
        "Bandas desde que entró cada uno. El banquillo cuenta como presente; las bandas con excusa no cuentan.",
    ),
    # Marks
    "raid.mark.excused": ("{who:raw} is excused from {raid:raw}.", "{who:raw} queda con excusa en {raid:raw}."),
    "raid.mark.benched": (
        "{who:raw} sat on the bench in {raid:raw}.",
        "{who:raw} estuvo en el banquillo en {raid:raw}.",
    ),
    "raid.mark.absent": ("{who:raw} was absent from {raid:raw}.", "{who:raw} faltó a {raid:raw}."),
    "raid.mark.excused_already": (
        "{who:raw} was already marked as excused from {raid:raw}.",
        "{who:raw} ya tenía excusa en {raid:raw}.",
    ),
    "raid.mark.benched_already": (
        "{who:raw} was already marked as benched in {raid:raw}.",
        "{who:raw} ya estaba en el banquillo en {raid:raw}.",
    ),
    "raid.mark.absent_already": (
        "{who:raw} was already marked as absent from {raid:raw}.",
        "{who:raw} ya figuraba como ausente en {raid:raw}.",
    ),
    "raid.mark.was_there": (
        "The log saw them for {span:raw}: what that paid stays, and the raid counts as attended.",
        "El registro los vio durante {span:raw}: lo que eso pagó se queda, y la banda cuenta como asistida.",
    ),
    "raid.mark.moved": ("{moves:raw} (batch {batch:raw}).", "{moves:raw} (lote {batch:raw})."),
    # Characters
    "raid.linked.now": ("**{name:raw}** is {who:raw}'s now.", "**{name:raw}** ahora es de {who:raw}."),
    "raid.linked.already": ("**{name:raw}** is already {who:raw}'s.", "**{name:raw}** ya es de {who:raw}."),
    "raid.linked.moved": (
        "It was {who:raw}'s; what they were paid for it stays theirs.",
        "Era de {who:raw}; lo que se le pagó por él se lo queda.",
    ),
    "raid.linked.main": ("Main: **{main:raw}**.", "Principal: **{main:raw}**."),
    "raid.linked.alts": ("Alts: {alts:raw}.", "Alts: {alts:raw}."),
    "raid.linked.again": (
        "Raids it was in are paid once their logs are imported again.",
        "Las bandas en las que estuvo se pagan cuando se importen otra vez sus registros.",
    ),
    "raid.linked.items": ("{count:item|items}", "{count:objeto|objetos}"),
    "raid.linked.raids": ("{count:raid|raids}", "{count:banda|bandas}"),
    "raid.linked.estate": ("Goes along: {parts:raw}.", "Va incluido: {parts:raw}."),
    "raid.claim.heading": ("🎁 {name}", "🎁 {name}"),
    "raid.claim.asked": (
        (
            "⏳ {who:raw} says that **{name:raw}** is theirs. Only its name is on record here, so an officer has to confirm it."
        ),
        (
            "⏳ {who:raw} dice que **{name:raw}** es suyo. Aquí solo consta su nombre, así que un oficial debe confirmarlo."
        ),
    ),
    "raid.claim.confirm": ("Confirm", "Confirmar"),
    "raid.claim.small": (
        "Once confirmed it cannot be undone: its history goes on under this member's name.",
        "Una vez confirmado no se puede deshacer: su historial sigue a nombre de este miembro.",
    ),
    # The announcement
    "raid.news.heading": ("🎁 Raid: {title:raw}", "🎁 Banda: {title:raw}"),
    "raid.news.there": ("{count:member|members} there", "{count:miembro presente|miembros presentes}"),
    "raid.news.kills": ("**{count:boss|bosses} fell:** {names}", "**Cayeron {count:jefe|jefes}:** {names}"),
    "raid.news.paid": ("{total:raw} for {count:member|members}", "{total:raw} para {count:miembro|miembros}"),
    "raid.news.small": (
        "raid #{raid:raw} · batch {batch:raw} · /raid show has all of it",
        "banda n.º {raid:raw} · lote {batch:raw} · /raid show lo muestra todo",
    ),
}
