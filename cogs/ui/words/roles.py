"""Sentences about roles by rank."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Events, the log and digests
    "event.roles.blocked": (
        "A role cannot be given or taken any more (for officers)",
        "Un rol ya no se puede dar ni quitar (para oficiales)",
    ),
    "audit.roles.rule_added": ("gave the top of a board a role", "dio un rol a los primeros de una clasificación"),
    "audit.roles.rule_removed": ("ended a rule for a role", "terminó una regla de un rol"),
    "audit.fact.roles.board.standing": ("overall standing", "clasificación general"),
    "audit.fact.roles.board.xp": ("XP", "XP"),
    "audit.fact.roles.board.levels": ("levels", "niveles"),
    "audit.fact.roles.board.bosses": ("bosses", "jefes"),
    "audit.fact.roles.board.clues": ("clues", "pistas"),
    "audit.fact.roles.board.pots": ("pots", "botes"),
    "audit.fact.roles.board.loot": ("loot", "botín"),
    "audit.fact.roles.board.challenges": ("challenges", "retos"),
    "audit.fact.roles.top": ("top {value}", "top {value}"),
    "audit.fact.roles.role": ("role <@&{value:raw}>", "rol <@&{value:raw}>"),
    "digest.role.given": ("You have the role **{role}** now.", "Ahora tienes el rol **{role}**."),
    "digest.role.taken": ("You no longer have the role **{role}**.", "Ya no tienes el rol **{role}**."),
    # What goes wrong
    "roles.unknown": (
        "There is no such rule here. Pick one of the suggestions, or look at `/roles list`.",
        "Aquí no existe esa regla. Elige una de las sugerencias o mira `/roles list`.",
    ),
    "roles.there_already": (
        "There is already such a rule. `/roles list` shows all of them.",
        "Esa regla ya existe. `/roles list` las muestra todas.",
    ),
    "roles.too_many": (
        "A server has {most:rule|rules} at most. End one with `/roles remove` first.",
        "Un servidor tiene {most:regla|reglas} como mucho. Termina antes una con `/roles remove`.",
    ),
    "roles.top": (
        "A rule is for the first 1 to {most} places.",
        "Una regla es para los primeros puestos, de 1 a {most}.",
    ),
    "roles.unreachable": (
        "Discord is not telling me about this server's roles right now, so nothing was changed. Try again in a minute.",
        "Ahora mismo Discord no me dice nada de los roles de este servidor, así que no cambió nada. Inténtalo de nuevo en un minuto.",
    ),
    "roles.role_gone": (
        "That role is not there any more. Pick another.",
        "Ese rol ya no existe. Elige otro.",
    ),
    "roles.everybody": (
        "Everybody has that role. Pick one that can be given.",
        "Ese rol lo tiene todo el mundo. Elige uno que se pueda dar.",
    ),
    "roles.managed": (
        "**{role}** belongs to a bot or an integration, so nobody can hand it out. Pick another, or make a new role.",
        "**{role}** pertenece a un bot o a una integración, así que nadie puede darlo. Elige otro o crea un rol nuevo.",
    ),
    "roles.powerful": (
        "**{role}** comes with {powers}, which cannot be won on a board. Take these permissions from the role, or make a new one without them.",
        "**{role}** incluye {powers}, y eso no se gana en una clasificación. Quita esos permisos al rol o crea uno nuevo sin ellos.",
    ),
    "roles.of_rank": (
        "That role makes leaders or officers here, which cannot be won on a board. Pick another, or make a new role.",
        "Ese rol hace líderes u oficiales aquí, y eso no se gana en una clasificación. Elige otro o crea un rol nuevo.",
    ),
    "roles.no_permission": (
        "I may not give roles here. Turn on **Manage Roles** for my role under Server Settings → Roles, then try again.",
        "Aquí no puedo dar roles. Activa **Gestionar roles** para mi rol en Ajustes del servidor → Roles e inténtalo de nuevo.",
    ),
    "roles.above": (
        "**{role}** stands above my own role, so I cannot give it. Drag my role above it under Server Settings → Roles, then try again.",
        "**{role}** está por encima de mi propio rol, así que no puedo darlo. Arrastra mi rol por encima en Ajustes del servidor → Roles e inténtalo de nuevo.",
    ),
    # What keeps a rule from working
    "roles.block.gone": (
        "The role was deleted. End the rule with `/roles remove`; `/roles add` makes one for another role.",
        "El rol se borró. Termina la regla con `/roles remove`; con `/roles add` creas una para otro rol.",
    ),
    "roles.block.above": (
        "The role stands above mine. Drag my role above it under Server Settings → Roles.",
        "El rol está por encima del mío. Arrastra mi rol por encima en Ajustes del servidor → Roles.",
    ),
    "roles.block.no_permission": (
        "I may not give roles any more. Turn on **Manage Roles** for my role under Server Settings → Roles.",
        "Ya no puedo dar roles. Activa **Gestionar roles** para mi rol en Ajustes del servidor → Roles.",
    ),
    "roles.block.managed": (
        "The role belongs to a bot or an integration now. End the rule with `/roles remove` and use another role.",
        "El rol pertenece ahora a un bot o a una integración. Termina la regla con `/roles remove` y usa otro rol.",
    ),
    "roles.block.everybody": (
        "Everybody has the role. End the rule with `/roles remove` and use another role.",
        "El rol lo tiene todo el mundo. Termina la regla con `/roles remove` y usa otro rol.",
    ),
    "roles.block.powerful": (
        "The role now lets people manage or moderate the server, which cannot be won on a board. Take these permissions from it, or end the rule with `/roles remove`.",
        "El rol ahora permite gestionar o moderar el servidor, y eso no se gana en una clasificación. Quítale esos permisos o termina la regla con `/roles remove`.",
    ),
    "roles.block.of_rank": (
        "The role now makes leaders or officers here, which cannot be won on a board. Change that with `/settings set`, or end the rule with `/roles remove`.",
        "El rol ahora hace líderes u oficiales aquí, y eso no se gana en una clasificación. Cámbialo con `/settings set` o termina la regla con `/roles remove`.",
    ),
    "roles.block.refused": (
        "Discord refuses it, though my role stands above and may manage roles. If this server asks moderators for two-factor authentication, whoever runs me has to turn it on for their own account. Then use `/roles check`.",
        "Discord lo rechaza, aunque mi rol está por encima y puede gestionar roles. Si este servidor pide verificación en dos pasos a sus moderadores, quien administra el bot tiene que activarla en su propia cuenta. Después usa `/roles check`.",
    ),
    "roles.blocked": ("⚠️ {why:raw}", "⚠️ {why:raw}"),
    "roles.news.blocked": ("⚠️ Roles need a leader", "⚠️ Los roles necesitan a un líder"),
    "roles.news.small": (
        "I go on by myself as soon as that is changed, and say this only once. `/roles list` shows how things stand.",
        "Sigo por mi cuenta en cuanto eso cambie, y lo digo solo una vez. `/roles list` muestra cómo está todo.",
    ),
    # Rules
    "roles.whom.first": ("the Champion of **{board}**", "quien va primero en **{board}**"),
    "roles.whom.top": ("the top {top} of **{board}**", "los {top} primeros de **{board}**"),
    "roles.and_more": ("{named:raw} and {more} more", "{named:raw} y {more} más"),
    "roles.choice": ("{board} · top {top} · {role}", "{board} · top {top} · {role}"),
    "roles.choice.gone": ("deleted role", "rol borrado"),
    "roles.reason.rule": ("Top {top} of {board}", "Top {top} de {board}"),
    "roles.reason.none": ("No rule gives this role to them", "Ninguna regla le da este rol"),
    "roles.added": (
        "{role:raw} is for {whom:raw} from now on: I give it to whoever stands there, and take it from whoever falls out.",
        "{role:raw} es desde ahora para {whom:raw}: se lo doy a quien esté ahí y se lo quito a quien deje de estarlo.",
    ),
    "roles.added.some": (
        "{getting:member stands|members stand} there now; they have it within a minute.",
        "Ahora {getting:miembro está|miembros están} ahí; lo tendrán en un minuto.",
    ),
    "roles.added.none": (
        "Nobody stands there yet.",
        "Todavía no hay nadie ahí.",
    ),
    "roles.removed": (
        "The rule that gave {role:raw} to {whom:raw} is over.",
        "Se acabó la regla que daba {role:raw} a {whom:raw}.",
    ),
    "roles.removed.some": (
        "{losing:member loses|members lose} the role within a minute.",
        "{losing:miembro pierde|miembros pierden} el rol en un minuto.",
    ),
    "roles.removed.none": (
        "Nobody loses the role because of that.",
        "Nadie pierde el rol por eso.",
    ),
    "roles.list.heading": ("📈 Roles by rank", "📈 Roles por puesto"),
    "roles.list.status": ("{rules:rule|rules}", "{rules:regla|reglas}"),
    "roles.list.empty": (
        "There are no rules yet. `/roles add` gives the top of a board a role.",
        "Todavía no hay reglas. `/roles add` da un rol a los primeros de una clasificación.",
    ),
    "roles.list.rule": ("{role:raw} · {whom:raw}", "{role:raw} · {whom:raw}"),
    "roles.list.having": ("{having:member has|members have} it", "{having:miembro lo tiene|miembros lo tienen}"),
    "roles.list.waiting": ("{waiting:waits|wait} for it", "{waiting:lo espera|lo esperan}"),
    "roles.list.parked": ("{parked:has|have} left the server", "{parked:salió|salieron} del servidor"),
    "roles.list.since": ("since {at:d}", "desde el {at:d}"),
    "roles.list.blocked_since": (" (since {at})", " (desde {at})"),
    "roles.list.ended": (
        "-# over; {left:member still has|members still have} the role from it",
        "-# terminada; {left:miembro aún tiene|miembros aún tienen} el rol por ella",
    ),
    "roles.list.small": (
        "Whoever falls below keeps the role for ten minutes, but not more than two places below. `/roles check` shows what comes next.",
        "Quien cae por debajo conserva el rol diez minutos, pero no a más de dos puestos. `/roles check` muestra lo que viene.",
    ),
    # The plan
    "roles.plan.heading": ("📈 What I would do now", "📈 Lo que haría ahora"),
    "roles.plan.adding": ("＋ {people:raw}", "＋ {people:raw}"),
    "roles.plan.removing": ("－ {people:raw}", "－ {people:raw}"),
    "roles.plan.parked": ("⏳ left the server: {people:raw}", "⏳ salieron del servidor: {people:raw}"),
    "roles.plan.idle": (
        "{rules:rule has|rules have} nothing to do: everybody has what they should have.",
        "{rules:regla no tiene|reglas no tienen} nada que hacer: todos tienen lo que les toca.",
    ),
    "roles.plan.small": (
        "Looking changes nothing. ＋ gets the role, － loses it, additions first, one at a time.",
        "Mirar no cambia nada. ＋ recibe el rol, － lo pierde; primero se da, uno a uno.",
    ),
}
