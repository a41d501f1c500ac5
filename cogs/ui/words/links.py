"""Sentences about linking accounts, and what members say about themselves."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "setting.people.quiet_from": (
        "The hour (0–23, this server's timezone) from which nobody gets direct messages",
        "Desde qué hora (0–23, zona horaria del servidor) nadie recibe mensajes directos",
    ),
    "setting.people.quiet_to": (
        "The hour until which nobody gets direct messages; the same as the start: no quiet hours",
        "Hasta qué hora nadie recibe mensajes directos; igual que el inicio: sin horas de silencio",
    ),
    "link.heading": ("Link your account", "Vincular tu cuenta"),
    "link.linked": ("Linked as **{name}** since {at:D}", "Vinculada como **{name}** desde el {at:D}"),
    "link.not_linked": ("Not linked yet", "Aún sin vincular"),
    "link.what_happens": (
        "The button opens a page in your browser that says what is kept. From there Discord itself asks whether I may see your name and picture. That shows that this account is yours; I get no password and keep no access.",
        "El botón abre en tu navegador una página que dice qué se guarda. Desde allí el propio Discord pregunta si puedo ver tu nombre y tu imagen. Así se ve que esta cuenta es tuya; no recibo ninguna contraseña ni conservo ningún acceso.",
    ),
    "link.again": (
        "Linking again replaces what is kept. `/unlink` forgets it.",
        "Vincularla de nuevo sustituye lo guardado. `/unlink` lo olvida.",
    ),
    "link.marked": (
        "You allowed marks of your network and browser. They go 30 days after you linked, at once with `/unlink`, and when you link again without allowing them.",
        "Permitiste marcas de tu red y tu navegador. Desaparecen 30 días después de vincular, al momento con `/unlink` y si vuelves a vincular sin permitirlas.",
    ),
    "link.button.open": ("Open the page", "Abrir la página"),
    "link.small": (
        "For you alone: do not share the address. It works once and ends {at:R}; another /link replaces it.",
        "Solo para ti: no compartas la dirección. Sirve una vez y caduca {at:R}; otro /link la sustituye.",
    ),
    "link.forgotten": (
        "Forgotten: your link, and every mark of your network and browser that was kept with it.",
        "Olvidado: tu vínculo y todas las marcas de tu red y tu navegador que se guardaban con él.",
    ),
    "link.nothing_to_forget": (
        "You are not linked here, so there was nothing to forget.",
        "Aquí no tienes ninguna cuenta vinculada, así que no había nada que olvidar.",
    ),
    "link.not_set_up": (
        "Accounts cannot be linked here: whoever runs this bot has not set it up.",
        "Aquí no se pueden vincular cuentas: quien administra este bot no lo ha configurado.",
    ),
    "link.operator_must_set": (
        "Accounts cannot be linked yet. Whoever runs this bot has to set {missing} in its `.env` and restart it; PUBLIC_URL has to begin with https.",
        "Aún no se pueden vincular cuentas. Quien administra este bot tiene que poner {missing} en su `.env` y reiniciarlo; PUBLIC_URL tiene que empezar por https.",
    ),
    "me.heading": ("About you", "Sobre ti"),
    "me.changed": ("Saved", "Guardado"),
    "me.region": ("**Region** {region}", "**Región** {region}"),
    "me.no_region": ("**Region** not set", "**Región** sin indicar"),
    "me.team": ("**Team** {team}", "**Equipo** {team}"),
    "me.no_team": ("**Team** not set", "**Equipo** sin indicar"),
    "me.digests_on": (
        "**Digests** on: I write to you what concerns you here, such as decisions about your requests, all in one direct message and at most one an hour.",
        "**Resúmenes** activados: te escribo lo que te afecta aquí, como las decisiones sobre tus solicitudes, todo en un mensaje directo y uno por hora como mucho.",
    ),
    "me.quiet": (
        "Quiet hours are from {start} to {end} on this server's clock.",
        "Las horas de silencio son de {start} a {end}, hora de este servidor.",
    ),
    "me.never_quiet": ("This server has no quiet hours.", "Este servidor no tiene horas de silencio."),
    "me.digests_off": (
        "**Digests** off: I write you no direct messages. `/me digests:True` turns them on.",
        "**Resúmenes** desactivados: no te escribo mensajes directos. `/me digests:True` los activa.",
    ),
    "me.digests_closed": (
        "**Digests** off since {at:D}: your direct messages were closed to me. Open them under *Privacy Settings* in this server's menu, then use `/me digests:True`.",
        "**Resúmenes** desactivados desde el {at:D}: tus mensajes directos estaban cerrados para mí. Ábrelos en *Ajustes de privacidad*, en el menú de este servidor, y usa `/me digests:True`.",
    ),
    "me.small": (
        "Everybody can filter leaderboards by region and team. /me region:none takes yours away.",
        "Todos pueden filtrar las clasificaciones por región y equipo. /me region:none quita la tuya.",
    ),
    "me.region_invalid": (
        "A region is one line of at most {limit:character|characters}, such as `EU`; `none` takes it away.",
        "Una región es una línea de {limit:carácter|caracteres} como mucho, por ejemplo `EU`; `none` la quita.",
    ),
    "me.team_invalid": (
        "A team is one line of at most {limit:character|characters}, such as `Raid 1`; `none` takes it away.",
        "Un equipo es una línea de {limit:carácter|caracteres} como mucho, por ejemplo `Raid 1`; `none` lo quita.",
    ),
    "digest.heading": ("News from {guild}", "Novedades de {guild}"),
    "digest.line": ("• {text:raw} · {at:R}", "• {text:raw} · {at:R}"),
    "digest.more": ("There is more; it comes with the next digest.", "Hay más; llegará con el próximo resumen."),
    "digest.small": (
        "You asked for this with /me digests:True; /me digests:False in the server ends it.",
        "Lo pediste con /me digests:True; /me digests:False en el servidor lo desactiva.",
    ),
}
