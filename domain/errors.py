"""How the rules say no: one small tree of refusals that carry a code and facts, never a sentence.

The sentences live in `cogs/ui/words/`; a test proves that every code raised anywhere has one in every
language and that its facts fill it. A refusal is an answer, not a failure: nothing was changed.
"""

from datetime import datetime

Fact = str | int | bool | datetime | tuple[str, ...]


class Refusal(Exception):
    """The rules say no.

    `code` names the sentence (`clan.name_invalid`), `facts` are what it is filled with: numbers as
    integers, times as aware datetimes, names as they were given (the face escapes them).
    """

    def __init__(self, code: str, /, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


class Forbidden(Refusal):
    """The actor may not do this: rank, block, or somebody else's thing."""


class NotFound(Refusal):
    """There is no such thing in this guild."""


class Invalid(Refusal):
    """What was typed cannot be understood or lies outside what is allowed."""


class Conflict(Refusal):
    """It exists already, is over, or something else came first."""


class Unavailable(Refusal):
    """An outside service does not answer; nothing is known, nothing was changed."""
