"""The terms of a contest, as plain text that its draw is committed to."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # What is committed to, as plain text
    "contest.terms.prize": ("Prize: {prize:raw}", "Premio: {prize:raw}"),
    "contest.terms.span": (
        "Runs from {starts:raw} to {ends:raw} ({zone:raw}), that is from {starts_utc:raw} to {ends_utc:raw} UTC. A leader may end it earlier.",
        "Va del {starts:raw} al {ends:raw} ({zone:raw}), es decir, del {starts_utc:raw} al {ends_utc:raw} UTC. Un líder puede terminarlo antes.",
    ),
    "contest.terms.span_utc": (
        "Runs from {starts:raw} to {ends:raw} UTC. A leader may end it earlier.",
        "Va del {starts:raw} al {ends:raw} UTC. Un líder puede terminarlo antes.",
    ),
    "contest.terms.enter": (
        "Each of these gives one entry, which is one ticket:",
        "Cada una de estas reglas da una participación, que es un boleto:",
    ),
    "contest.terms.rule": ("• {rule:raw}", "• {rule:raw}"),
    "contest.terms.once": (
        "A person has at most one entry per rule. Where a rule names several skills, bosses or tiers, or takes any, their gains are added up.",
        "Cada persona tiene como mucho una participación por regla. Donde una regla nombra varias habilidades, jefes o niveles de pista, o admite cualquiera, sus progresos se suman.",
    ),
    "contest.terms.alone": (
        "Each character is judged alone: gains of different characters are never added up.",
        "Cada personaje se juzga por separado: los progresos de personajes distintos nunca se suman.",
    ),
    "contest.terms.gains": (
        "Gains count from a character's first snapshot after the start to its last one. The last run of snapshots may come up to two hours after the end and still counts. What the hiscores hide counts only as far as it is proven.",
        "El progreso cuenta desde la primera instantánea de un personaje tras el inicio hasta la última. La última ronda de instantáneas puede llegar hasta dos horas después del final y aún cuenta. Lo que los hiscores ocultan cuenta solo en la medida en que está probado.",
    ),
    "contest.terms.claims": (
        "A character counts for the member who had claimed it when this was published. One that nobody had claimed then, or that joined the clan later, enters under its own name.",
        "Un personaje cuenta para el miembro que lo había reclamado al publicarse esto. El que nadie había reclamado entonces, o que llegó después al clan, participa con su propio nombre.",
    ),
    "contest.terms.one_winner": (
        "One person wins, drawn among all tickets.",
        "Gana una persona, sorteada entre todos los boletos.",
    ),
    "contest.terms.winners": (
        "{winners} different people win, drawn one after the other among all tickets.",
        "Ganan {winners} personas distintas, sorteadas una tras otra entre todos los boletos.",
    ),
    "contest.terms.void": (
        "A winner is passed over, and the next in the order drawn steps up, only on these grounds: they left the clan before the draw; they broke the game's rules or this guild's; they cannot be reached, or do not take the prize, within 7 days.",
        "Un ganador se descarta, y ocupa su lugar el siguiente en el orden sorteado, solo por estos motivos: dejó el clan antes del sorteo; rompió las reglas del juego o las de esta hermandad; no se le puede localizar, o no acepta el premio, en 7 días.",
    ),
}
