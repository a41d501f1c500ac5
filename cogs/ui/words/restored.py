"""A backup that was put back: what is told, and why something was called off."""

SENTENCES: dict[str, tuple[str, str]] = {
    "event.house.restored": (
        "The bot's data was restored from a backup",
        "Los datos del bot se restauraron desde una copia de seguridad",
    ),
    "audit.house.restored": ("restored the data from a backup", "restauró los datos desde una copia"),
    "audit.fact.house.epoch": ("epoch {value:raw}", "época {value:raw}"),
    "audit.fact.house.as_of": ("as of {value:raw}", "con datos de {value:raw}"),
    "audit.fact.house.first_draw": ("draws from {value:raw}", "sorteos desde el {value:raw}"),
    "audit.fact.house.pots": ("{value:pot|pots} cancelled", "{value:bote cancelado|botes cancelados}"),
    "audit.fact.house.contests": (
        "{value:contest|contests} cancelled",
        "{value:concurso cancelado|concursos cancelados}",
    ),
    "audit.fact.house.auctions": (
        "{value:auction|auctions} cancelled",
        "{value:subasta cancelada|subastas canceladas}",
    ),
    "audit.fact.house.rolls": ("{value:roll|rolls} cancelled", "{value:sorteo cancelado|sorteos cancelados}"),
    "restored.heading": ("🗄️ Restored from a backup", "🗄️ Restaurado desde una copia de seguridad"),
    "restored.status": ("Everything is as it was {at} ({at:f})", "Todo está como estaba {at} ({at:f})"),
    "restored.lost": (
        "The bot remembers nothing of what happened since then. If a credit, a bid, a vote or an award is missing, tell an officer.",
        "El bot no recuerda nada de lo que pasó desde entonces. Si falta un crédito, una puja, un voto o una entrega, avisa a un oficial.",
    ),
    "restored.off": (
        "So that nobody can use what is already known, these are cancelled, and everybody gets back what they put in:",
        "Para que nadie aproveche lo que ya se sabe, se cancela lo siguiente y todos recuperan lo que pusieron:",
    ),
    "restored.pots": ("{count:pot|pots}", "{count:bote|botes}"),
    "restored.contests": ("{count:contest|contests}", "{count:concurso|concursos}"),
    "restored.auctions": ("{count:auction|auctions}", "{count:subasta|subastas}"),
    "restored.rolls": (
        "{count:tie-break roll|tie-break rolls}: the council can decide again",
        "{count:sorteo de desempate|sorteos de desempate}: el consejo puede decidir de nuevo",
    ),
    "restored.draws": (
        "Draws go on with number {first:raw}, so that no number can stand for two draws. One that was already called ends with the same result.",
        "Los sorteos siguen con el número {first:raw}, para que ningún número valga por dos. El que ya estaba convocado acaba con el mismo resultado.",
    ),
    "restored.small": ("Epoch {epoch} begins", "Empieza la época {epoch}"),
    "contest.why_restored": (
        "**Why** the bot's data was restored from a backup",
        "**Motivo** los datos del bot se restauraron desde una copia",
    ),
    "pot.ending.restored": (
        "the bot's data was restored from a backup",
        "los datos del bot se restauraron desde una copia de seguridad",
    ),
    "pot.insights.ending.restored": ("restored from a backup: {count}", "restaurados desde una copia: {count}"),
    "auction.ending.restored": (
        "the bot's data was restored from a backup",
        "los datos del bot se restauraron desde una copia de seguridad",
    ),
    "audit.fact.pot.why.restored": (
        "the data was restored from a backup",
        "los datos se restauraron desde una copia",
    ),
    "audit.fact.auction.why.restored": (
        "the data was restored from a backup",
        "los datos se restauraron desde una copia",
    ),
    "audit.fact.draw.why.pot.restored": (
        "the data was restored from a backup",
        "los datos se restauraron desde una copia",
    ),
    "audit.fact.draw.why.auction.restored": (
        "the data was restored from a backup",
        "los datos se restauraron desde una copia",
    ),
    "audit.fact.draw.why.contest.restored": (
        "the data was restored from a backup",
        "los datos se restauraron desde una copia",
    ),
    "audit.fact.draw.why.decision.restored": (
        "the data was restored from a backup",
        "los datos se restauraron desde una copia",
    ),
    "draw.list.restored": (
        "🗄️ Numbers {first:raw} to {last:raw} were skipped when the data was restored from a backup, {at:D}.",
        "🗄️ Los números {first:raw} a {last:raw} se saltaron al restaurar los datos desde una copia, {at:D}.",
    ),
}
