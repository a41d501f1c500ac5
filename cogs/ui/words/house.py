"""The house itself: who may, settings, notifications, the log, setting up, and what goes wrong."""

SENTENCES: dict[str, tuple[str, str]] = {
    "word.yes": ("yes", "sí"),
    "word.no": ("no", "no"),
    "word.none": ("none", "ninguno"),
    "word.page": ("Page {page} of {pages}", "Página {page} de {pages}"),
    # What goes wrong
    "error.broken": (
        "Something broke. Nothing was left half done. If it keeps happening, tell an officer and give them the reference `{reference}`.",
        "Algo falló. Nada quedó a medias. Si se repite, avisa a un oficial y dale la referencia `{reference}`.",
    ),
    "error.outdated": (
        "This button no longer works: it has expired, or it is from an older version of the bot. Run the command again for a new one.",
        "Este botón ya no sirve: caducó o es de una versión anterior del bot. Vuelve a usar el comando para obtener uno nuevo.",
    ),
    "error.old_form": (
        "This form was opened before the bot restarted. Open it again; nothing was saved.",
        "Este formulario se abrió antes de que el bot se reiniciara. Ábrelo de nuevo; no se guardó nada.",
    ),
    "error.guild_only": (
        "This only works in a server.",
        "Esto solo funciona dentro de un servidor.",
    ),
    "error.command_changed": (
        "This command changed with a new version of the bot. Restart Discord (Ctrl+R) and use it again.",
        "Este comando cambió con una versión nueva del bot. Reinicia Discord (Ctrl+R) y úsalo de nuevo.",
    ),
    "error.bad_option": (
        "I could not read **{option}**. Pick one of the suggestions, or check the spelling.",
        "No pude leer **{option}**. Elige una de las sugerencias o revisa cómo se escribe.",
    ),
    "error.database": (
        "The bot cannot save anything right now, so nothing was changed. Tell whoever runs it, and give them the reference `{reference}`.",
        "El bot no puede guardar nada ahora mismo, así que no cambió nada. Avisa a quien lo administra y dale la referencia `{reference}`.",
    ),
    "moment.invalid": (
        "I cannot read **{text}** as a time. Type `2026-12-01 20:00`, `friday 20:00`, `20:00`, `in 3 days` or `in 2 hours 30 minutes`, in this server's timezone.",
        "No entiendo **{text}** como fecha y hora. Escribe `2026-12-01 20:00`, `viernes 20:00`, `20:00`, `en 3 días` o `en 2 horas 30 minutos`, en la zona horaria de este servidor.",
    ),
    # Who may
    "access.officer": (
        "Only officers can do that. Leaders choose who is an officer with `/setup`.",
        "Solo los oficiales pueden hacer eso. Los líderes eligen a los oficiales con `/setup`.",
    ),
    "access.leader": (
        "Only leaders can do that: people with a leader role (see `/setup`) or with *Manage Server*.",
        "Solo los líderes pueden hacer eso: quienes tienen un rol de líder (mira `/setup`) o *Gestionar servidor*.",
    ),
    # Settings
    "settings.unknown": (
        "There is no setting called **{name}**. `/settings show` lists them all.",
        "No hay ningún ajuste llamado **{name}**. `/settings show` los muestra todos.",
    ),
    "settings.yes_no": (
        "**{name}** takes `yes` or `no`.",
        "**{name}** admite `yes` o `no`.",
    ),
    "settings.number": (
        "**{name}** takes a whole number from {low} to {high}.",
        "**{name}** admite un número entero de {low} a {high}.",
    ),
    "settings.hundredths": (
        "**{name}** takes a number from {low} to {high} with at most two decimals, such as `12.50`.",
        "**{name}** admite un número de {low} a {high} con dos decimales como mucho, por ejemplo `12.50`.",
    ),
    "settings.text": (
        "**{name}** takes a text of {low} to {high:character|characters}.",
        "**{name}** admite un texto de {low} a {high:carácter|caracteres}.",
    ),
    "settings.choice": (
        "**{name}** takes one of: {choices:or}.",
        "**{name}** admite uno de estos valores: {choices:or}.",
    ),
    "settings.timezone": (
        "I do not know the timezone **{text}**. Did you mean {near:or}? Names look like `Europe/Madrid`.",
        "No conozco la zona horaria **{text}**. ¿Querías decir {near:or}? Los nombres son como `Europe/Madrid`.",
    ),
    "settings.roles": (
        "**{name}** takes up to {high:role|roles}, such as `@Officer, @Veteran`, or `none`.",
        "**{name}** admite hasta {high:rol|roles}, por ejemplo `@Oficial, @Veterano`, o `none`.",
    ),
    "settings.channel": (
        "**{name}** takes one channel, such as `#announcements`, or `none`.",
        "**{name}** admite un canal, por ejemplo `#anuncios`, o `none`.",
    ),
    "settings.no_channel": (
        "There is no channel called **#{name}** here. Check the spelling, or pick it from Discord's list while typing `#`.",
        "Aquí no hay ningún canal llamado **#{name}**. Revisa cómo se escribe, o elígelo en la lista de Discord al escribir `#`.",
    ),
    "settings.no_role": (
        "There is no role called **@{name}** here. Check the spelling, or pick it from Discord's list while typing `@`.",
        "Aquí no hay ningún rol llamado **@{name}**. Revisa cómo se escribe, o elígelo en la lista de Discord al escribir `@`.",
    ),
    "settings.several": (
        "More than one is called **{name}** here. Pick the one you mean from Discord's list while typing.",
        "Aquí hay varios que se llaman **{name}**. Elige el correcto en la lista de Discord mientras escribes.",
    ),
    "settings.changed": (
        "**{name}** is now {after:raw} (it was {before:raw}).",
        "**{name}** ahora es {after:raw} (antes: {before:raw}).",
    ),
    "settings.unchanged": (
        "**{name}** is {after:raw} already; nothing changed.",
        "**{name}** ya es {after:raw}; no cambió nada.",
    ),
    "settings.heading": ("⚙️ Settings", "⚙️ Ajustes"),
    "settings.page": ("Page {page} of {pages}", "Página {page} de {pages}"),
    "settings.small": (
        "Leaders change them with /settings set. A name in bold is not at its default.",
        "Los líderes los cambian con /settings set. Un nombre en negrita no tiene su valor predeterminado.",
    ),
    "settings.unknown_area": (
        "There is no area called **{area}**. There are: {areas}.",
        "No hay ninguna sección llamada **{area}**. Hay: {areas}.",
    ),
    "setting.guild.timezone": (
        "The timezone of schedules, calendar months and raid days",
        "La zona horaria de horarios, meses y días de banda",
    ),
    "setting.guild.language": (
        "The language of what the bot posts for everybody (auto: the server's)",
        "El idioma de lo que el bot publica para todos (auto: el del servidor)",
    ),
    "setting.guild.leader_roles": (
        "Who leads, besides people with Manage Server",
        "Quién lidera, además de quienes pueden gestionar el servidor",
    ),
    "setting.guild.officer_roles": ("Which roles are officers", "Qué roles son de oficial"),
    "setting.guild.announcements": ("Where the bot posts news", "Dónde publica el bot las novedades"),
    "setting.guild.officers_channel": (
        "Where officers are told what needs attention (if not set: the announcements)",
        "Dónde se avisa a los oficiales de lo que necesita atención (si no se elige: en los anuncios)",
    ),
    "setting.loot.system": ("How loot is distributed", "Cómo se reparte el botín"),
    "setting.draws.mode": (
        "How winners are drawn: beacon (nobody can choose) or sealed (you trust the host)",
        "Cómo se sortea: beacon (nadie puede elegir) o sealed (confías en el anfitrión)",
    ),
    "choice.dkp": ("DKP", "DKP"),
    "choice.dkp_help": (
        "Points earned by raiding are spent on items",
        "Los puntos ganados en bandas se gastan en objetos",
    ),
    "choice.epgp": ("EPGP", "EPGP"),
    "choice.epgp_help": ("Priority is effort divided by gear", "La prioridad es el esfuerzo entre el equipo recibido"),
    "choice.loot_council": ("Loot council", "Consejo de botín"),
    "choice.loot_council_help": ("Officers vote on who gets an item", "Los oficiales votan quién recibe cada objeto"),
    "choice.beacon": ("Beacon", "Baliza"),
    "choice.beacon_help": ("Nobody can choose or foresee the winner", "Nadie puede elegir ni prever al ganador"),
    "choice.sealed": ("Sealed (you trust the host)", "Sellado (confías en el anfitrión)"),
    "choice.sealed_help": (
        "Proves only that nothing changed after the lock",
        "Solo prueba que nada cambió tras el cierre",
    ),
    # Setting up
    "setup.heading": ("⚙️ Setting up", "⚙️ Configuración"),
    "setup.status_open": (
        "{steps:step|steps} to go. Every choice is saved at once.",
        "{steps:paso pendiente|pasos pendientes}. Cada elección se guarda al momento.",
    ),
    "setup.status_done": (
        "All set. Change anything at any time.",
        "Todo listo. Puedes cambiar lo que quieras en cualquier momento.",
    ),
    "setup.small": ("Everything else is under /settings.", "Todo lo demás está en /settings."),
    "setup.timezone": ("Timezone…", "Zona horaria…"),
    "setup.timezone_label": ("Timezone", "Zona horaria"),
    "setup.timezone_help": (
        "A name like Europe/Madrid or America/New_York",
        "Un nombre como Europe/Madrid o America/New_York",
    ),
    "setup.guild.timezone": ("Timezone", "Zona horaria"),
    "setup.guild.leader_roles": ("Leaders", "Líderes"),
    "setup.guild.leader_roles_pick": (
        "Who leads? (people with Manage Server always do)",
        "¿Quién lidera? (quien gestiona el servidor, siempre)",
    ),
    "setup.guild.officer_roles": ("Officers", "Oficiales"),
    "setup.guild.officer_roles_pick": ("Who are the officers?", "¿Quiénes son los oficiales?"),
    "setup.guild.announcements": ("Announcements", "Anuncios"),
    "setup.guild.announcements_pick": ("Where should news be posted?", "¿Dónde se publican las novedades?"),
    "setup.loot.system": ("Loot", "Botín"),
    "setup.draws.mode": ("Draws", "Sorteos"),
    # Notifications
    "notifications.unknown": (
        "There is no event called **{name}**. `/notifications show` lists them all.",
        "No hay ningún evento llamado **{name}**. `/notifications show` los muestra todos.",
    ),
    "notifications.both": (
        "Choose a channel or a webhook, not both.",
        "Elige un canal o un webhook, no ambos.",
    ),
    "notifications.webhook_invalid": (
        "That is not the address of a Discord webhook. Copy it from *Channel settings → Integrations → Webhooks*.",
        "Esa no es la dirección de un webhook de Discord. Cópiala de *Ajustes del canal → Integraciones → Webhooks*.",
    ),
    "notifications.heading": ("🔔 Notifications", "🔔 Notificaciones"),
    "notifications.small": (
        "Change one with /notifications set, try one with /notifications test.",
        "Cambia una con /notifications set, pruébala con /notifications test.",
    ),
    "notifications.off": ("off", "desactivada"),
    "notifications.to_webhook": ("a webhook", "un webhook"),
    "notifications.nowhere": ("nowhere yet: choose a channel", "aún en ningún sitio: elige un canal"),
    "notifications.never": ("never sent", "nunca enviada"),
    "notifications.last.delivered": ("✅ {at}", "✅ {at}"),
    "notifications.last.pending": ("⏳ {at}, trying again:", "⏳ {at}, se reintentará:"),
    "notifications.last.failed": ("❌ {at}:", "❌ {at}:"),
    "notifications.last.skipped": ("not sent {at}: off or no channel", "no enviada {at}: desactivada o sin canal"),
    "notifications.routed": ("**{event}** now goes to {where:raw}.", "**{event}** ahora va a {where:raw}."),
    "notifications.turned_off": ("**{event}** is off now.", "**{event}** está desactivada ahora."),
    "notifications.still_off": (
        "**{event}** will go to {where:raw} once it is on; it is still off.",
        "**{event}** irá a {where:raw} cuando esté activada; sigue desactivada.",
    ),
    "notifications.as_before": (
        "Nothing changed: **{event}** goes to {where:raw}.",
        "No cambió nada: **{event}** va a {where:raw}.",
    ),
    "notifications.as_before_off": (
        "Nothing changed: **{event}** is off.",
        "No cambió nada: **{event}** está desactivada.",
    ),
    "notifications.test_though_off": (
        "✅ A sample of **{event}** was posted to {where:raw}, although the event is off.",
        "✅ Se publicó una muestra de **{event}** en {where:raw}, aunque está desactivada.",
    ),
    "notifications.test_delivered": (
        "✅ A sample of **{event}** was posted to {where:raw}.",
        "✅ Se publicó una muestra de **{event}** en {where:raw}.",
    ),
    "notifications.test_nowhere": (
        "**{event}** has nowhere to go. Choose a channel with `/notifications set`, or one for all events with `/setup`.",
        "**{event}** no tiene destino. Elige un canal con `/notifications set`, o uno para todo con `/setup`.",
    ),
    "notifications.test_under_way": (
        "⏳ The sample of **{event}** is on its way to {where:raw}, where Discord is slow at the moment.",
        "⏳ La muestra de **{event}** va camino de {where:raw}, donde Discord está lento en este momento.",
    ),
    "notifications.test_failed": (
        "❌ The sample of **{event}** did not arrive. {why:raw}",
        "❌ La muestra de **{event}** no llegó. {why:raw}",
    ),
    "notifications.sample_heading": ("🔔 A sample", "🔔 Una muestra"),
    "notifications.sample": (
        "**What will be posted here** · {event:raw}",
        "**Lo que se publicará aquí** · {event:raw}",
    ),
    "notifications.sample_small": (
        "Sent with /notifications test. Nothing happened.",
        "Enviada con /notifications test. No pasó nada.",
    ),
    "delivery.no_channel": ("The channel is gone, or I cannot see it.", "El canal ya no existe, o no puedo verlo."),
    "delivery.forbidden": (
        "I cannot post there: give me *View Channel*, *Send Messages* and *Attach Files*.",
        "No puedo publicar ahí: dame *Ver canal*, *Enviar mensajes* y *Adjuntar archivos*.",
    ),
    "delivery.bad_webhook": ("The webhook's address does not work.", "La dirección del webhook no funciona."),
    "delivery.rejected": ("Discord did not accept the message.", "Discord no aceptó el mensaje."),
    "delivery.unreachable": ("Discord did not answer.", "Discord no respondió."),
    "delivery.broken": (
        "The message could not be made; the bot's log has the details.",
        "No se pudo crear el mensaje; el registro del bot tiene los detalles.",
    ),
    # The log
    "audit.heading": ("📜 The guild's log", "📜 El registro de la hermandad"),
    "audit.status": ("{total:entry|entries}", "{total:entrada|entradas}"),
    "audit.empty": ("Nothing of that kind has happened yet.", "Todavía no ha pasado nada de ese tipo."),
    "audit.small": (
        "Each entry is chained to the one before; /audit verify checks the chain.",
        "Cada entrada está encadenada a la anterior; /audit verify comprueba la cadena.",
    ),
    "audit.clock": ("the clock", "el reloj"),
    "audit.unknown": ("somebody unknown", "alguien desconocido"),
    "audit.usual_channel": ("its usual channel", "su canal de siempre"),
    "audit.erased": ("somebody erased", "alguien borrado"),
    "audit.note": ("“{note}”", "«{note}»"),
    "audit.change": ("{before:raw} → {after:raw}", "{before:raw} → {after:raw}"),
    "audit.for_officers": ("for officers · `{hash:raw}…`", "para oficiales · `{hash:raw}…`"),
    "audit.intact": (
        "✅ The log is intact: {rows:entry|entries}, each chained to the one before. Newest hash `{head:raw}…`",
        "✅ El registro está intacto: {rows:entrada|entradas}, cada una encadenada a la anterior. Último hash `{head:raw}…`",
    ),
    "audit.broken": (
        "❌ The log was tampered with: entry {row} {fault:raw}. Everything after it is in doubt; tell the leaders and whoever runs the bot.",
        "❌ El registro fue manipulado: la entrada {row} {fault:raw}. Todo lo posterior queda en duda; avisa a los líderes y a quien administra el bot.",
    ),
    "audit.note_changed": (
        "❌ The chain is intact, but the text of entry {row} is not what was written then.",
        "❌ La cadena está intacta, pero el texto de la entrada {row} no es el que se escribió entonces.",
    ),
    "audit.fault.missing": ("is missing", "no está"),
    "audit.fault.unlinked": ("does not follow from the one before", "no sigue a la anterior"),
    "audit.fault.changed": ("was changed", "fue modificada"),
    "audit.fault.relabelled": ("was filed under another number or kind", "fue archivada con otro número o tipo"),
    "audit.settings.set": ("changed a setting", "cambió un ajuste"),
    "audit.notifications.set": ("changed where an event goes", "cambió el destino de un evento"),
    "audit.privacy.erased": ("was erased", "fue borrado"),
}
