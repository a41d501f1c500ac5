"""Sentences about flags: what in a pot looks like one person with several accounts."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "setting.pot.young_account_days": (
        "Discord accounts younger than this many days are flagged for officers",
        "Las cuentas de Discord con menos de estos días se señalan a los oficiales",
    ),
    "setting.pot.fast_joins": (
        "How many joins by one person within a few seconds are flagged",
        "Cuántas entradas de una persona en pocos segundos se señalan",
    ),
    "setting.pot.crowd_percent": (
        "What percentage of a pot a crowd of young accounts must hold to be flagged",
        "Qué porcentaje de un bote debe tener un grupo de cuentas nuevas para que se señale",
    ),
    "event.pot.flagged": ("Several entries of a pot look unusual", "Varias entradas de un bote llaman la atención"),
    "audit.pot.flagged": ("flagged an entry", "señaló una entrada"),
    "audit.pot.flag_cleared": ("cleared a flag", "descartó una señal"),
    "audit.pot.flag_held": ("gave a flagged entry back", "devolvió una entrada señalada"),
    "pot.flag_unknown": (
        "There is no such flag here. `/pot flags` lists them all.",
        "Aquí no hay ninguna señal así. `/pot flags` las muestra todas.",
    ),
    "pot.flag_decided": (
        "An officer already decided about this flag; nothing changed. `/pot flags` shows what.",
        "Un oficial ya decidió sobre esta señal; no cambió nada. `/pot flags` muestra qué.",
    ),
    "pot.flag_own": (
        "This flag is about you: another officer has to decide.",
        "Esta señal es sobre ti: tiene que decidir otro oficial.",
    ),
    "pot.flags.heading": ("🪙 Flags", "🪙 Señales"),
    "pot.flags.waiting": (
        "{waiting:flag waits|flags wait} for a decision",
        "{waiting:señal espera|señales esperan} una decisión",
    ),
    "pot.flags.all_decided": ("Nothing waits for a decision", "Nada espera una decisión"),
    "pot.flags.none": (
        "Nothing unusual was noticed in any pot.",
        "No se ha notado nada raro en ningún bote.",
    ),
    "pot.flags.row": ("`{number}` {who:raw} · {what:raw}", "`{number}` {who:raw} · {what:raw}"),
    "pot.flags.where": ("{name} ({state:raw}) · {at}", "{name} ({state:raw}) · {at}"),
    "pot.flags.holds": (
        "{name} ({state:raw}) · {tickets:ticket|tickets} · {at}",
        "{name} ({state:raw}) · {tickets:boleto|boletos} · {at}",
    ),
    "pot.flags.cleared": ("✅ cleared {at}", "✅ descartada {at}"),
    "pot.flags.held": ("entry given back {at}: {reason:raw}", "entrada devuelta {at}: {reason:raw}"),
    "pot.flags.small": (
        "A flag by itself stops nobody. What you clear about an account stands for later pots too. Hold entry gives the credits back, before the lock only; that person cannot join the pot again and reads why.",
        "Una señal por sí sola no detiene a nadie. Lo que descartes sobre una cuenta vale también para botes futuros. Devolver entrada reembolsa los créditos, solo antes del cierre; esa persona no puede volver a entrar en el bote y lee el motivo.",
    ),
    "pot.flag.fast": (
        "{joins:join|joins} in {seconds} s",
        "{joins:entrada|entradas} en {seconds} s",
    ),
    "pot.flag.fast.bare": ("joined very fast", "entró muy rápido"),
    "pot.flag.young": (
        "account made {days:day|days} before joining",
        "cuenta creada {days:día|días} antes de entrar",
    ),
    "pot.flag.young.today": (
        "account made less than a day before joining",
        "cuenta creada menos de un día antes de entrar",
    ),
    "pot.flag.young.bare": ("young account", "cuenta nueva"),
    "pot.flag.crowd": (
        "one of {accounts} young accounts made within {hours:hour|hours} of each other, which together held {percent} % of the tickets",
        "una de {accounts} cuentas nuevas creadas en un plazo de {hours:hora|horas}, que juntas tenían el {percent} % de los boletos",
    ),
    "pot.flag.crowd.bare": (
        "one of several young accounts made close to each other",
        "una de varias cuentas nuevas creadas casi a la vez",
    ),
    "pot.flag.shared": (
        "one of {accounts} accounts linked from the same network with the same browser, which together held {percent} % of the tickets",
        "una de {accounts} cuentas vinculadas desde la misma red con el mismo navegador, que juntas tenían el {percent} % de los boletos",
    ),
    "pot.flag.shared.bare": (
        "one of several accounts linked from the same network with the same browser",
        "una de varias cuentas vinculadas desde la misma red con el mismo navegador",
    ),
    "pot.form.hold": ("Hold an entry", "Devolver una entrada"),
    "pot.form.hold_label": ("Why?", "¿Por qué?"),
    "pot.form.hold_help": (
        "The credits go back, and the person reads this when they try to join again",
        "Los créditos vuelven, y la persona lo lee si intenta entrar de nuevo",
    ),
    "pot.said.held": (
        "The entry of {who:raw} in **{name}** is given back. They cannot join that pot again.",
        "La entrada de {who:raw} en **{name}** está devuelta. No puede volver a entrar en ese bote.",
    ),
}
