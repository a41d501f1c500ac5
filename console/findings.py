"""What a check has found: how something stands, and what mends it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from config import Settings


class State(StrEnum):
    """How it stands; `BAD` makes the whole check fail."""

    GOOD = "✅"
    DOUBTFUL = "⚠️"
    BAD = "❌"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: how something stands, and what mends it: there is none that only complains."""

    state: State
    about: str
    says: str
    fix: str = ""

    def __post_init__(self) -> None:
        if self.state is not State.GOOD and not self.fix:
            raise ValueError(f"nothing is said about how to mend it: {self.about}: {self.says}")

    def __str__(self) -> str:
        return f"{self.state} {self.about}: {self.says}" + (f" → {self.fix}" if self.fix else "")


Check = Callable[[Settings], Awaitable[Sequence[Finding]]]
