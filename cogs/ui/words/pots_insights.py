"""Sentences about what officers learn from their pots."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "pot.insights.heading": ("🪙 Pots · {window}", "🪙 Botes · {window}"),
    "pot.insights.opened": ("{opened:pot opened|pots opened}", "{opened:bote abierto|botes abiertos}"),
    "pot.insights.settled": ("{settled:won|won}", "{settled:ganado|ganados}"),
    "pot.insights.cancelled": ("{cancelled:cancelled|cancelled}", "{cancelled:cancelado|cancelados}"),
    "pot.insights.nothing": (
        "No pot was open in this period. Open one with `/pot create`: how fast it fills and who comes back will show here.",
        "No hubo botes en este periodo. Abre uno con `/pot create`: aquí se verá lo rápido que se llena y quién vuelve.",
    ),
    "pot.insights.fills": (
        "**Time to fill** half within {middle:raw} · under 90 s: {share} % ({quick} of {total:pot|pots})",
        "**Tiempo en llenarse** la mitad en {middle:raw} · menos de 90 s: {share} % ({quick} de {total:bote|botes})",
    ),
    "pot.insights.filled_one": (
        "**Time to fill** {middle:raw}, of one pot",
        "**Tiempo en llenarse** {middle:raw}, de un bote",
    ),
    "pot.insights.unfilled": (
        "**Time to fill** no pot sold its last ticket in this period",
        "**Tiempo en llenarse** ningún bote vendió su último boleto en este periodo",
    ),
    "pot.insights.players": (
        "**Players** {players} · back in a later pot: {share} % ({came_back})",
        "**Jugadores** {players} · volvieron a otro bote: {share} % ({came_back})",
    ),
    "pot.insights.credits": (
        "**Credits** staked: {staked} · paid out: {paid} · given back: {returned}",
        "**Créditos** apostados: {staked} · pagados: {paid} · devueltos: {returned}",
    ),
    "pot.insights.flags": (
        "**Flags** raised: {raised} · cleared: {cleared} · held: {held} · undecided: {waiting}",
        "**Señales** nuevas: {raised} · descartadas: {cleared} · devueltas: {held} · sin decidir: {waiting}",
    ),
    "pot.insights.unflagged": ("**Flags** none raised", "**Señales** ninguna"),
    "pot.insights.kinds": ("by sign · {kinds:raw}", "por tipo · {kinds:raw}"),
    "pot.insights.flag.fast": ("fast joins: {count}", "entradas rápidas: {count}"),
    "pot.insights.flag.young": ("young accounts: {count}", "cuentas nuevas: {count}"),
    "pot.insights.flag.crowd": ("crowds: {count}", "grupos: {count}"),
    "pot.insights.flag.shared": (
        "shared network and browser: {count}",
        "red y navegador compartidos: {count}",
    ),
    "pot.insights.why": ("**Cancelled** {reasons:raw}", "**Cancelados** {reasons:raw}"),
    "pot.insights.ending.empty": ("nobody entered: {count}", "nadie entró: {count}"),
    "pot.insights.ending.alone": ("one player only: {count}", "un solo jugador: {count}"),
    "pot.insights.ending.officers": ("by officers: {count}", "por oficiales: {count}"),
    "pot.insights.ending.silent": ("no beacon for a day: {count}", "un día sin baliza: {count}"),
    "pot.insights.ending.unposted": ("could not be posted: {count}", "no se pudo publicar: {count}"),
    "pot.insights.small": (
        "What was opened, filled, staked, flagged or ended between {since:f} and {until:f}",
        "Lo abierto, llenado, apostado, señalado o terminado entre el {since:f} y el {until:f}",
    ),
    # The picture
    "pot.insights.chart.title": ("Time to fill", "Tiempo en llenarse"),
    "pot.insights.chart.under": ("{window} · {total:pot|pots}", "{window} · {total:bote|botes}"),
    "pot.insights.chart.headline": ("{share} % under 90 s", "{share} % en menos de 90 s"),
    "pot.insights.chart.brief": ("{share} % < 90 s", "{share} % < 90 s"),
    "pot.insights.chart.first": ("under {high:raw}", "menos de {high:raw}"),
    "pot.insights.chart.between": ("{low:raw} to {high:raw}", "{low:raw} a {high:raw}"),
    "pot.insights.chart.last": ("{low:raw} and more", "{low:raw} o más"),
}
