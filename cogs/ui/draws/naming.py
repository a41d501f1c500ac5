"""What draws, people and hashes are called on cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent
from cogs.ui.words import Words, harmless

if TYPE_CHECKING:
    from services.draws import Seen

POT = "pot"
"""The kind of draw that a pot is decided by."""

TIE = "tie"
"""The kind of draw that breaks a tie."""

BARE = frozenset({POT, TIE})
"""Kinds of draw whose entries nothing justifies but their tickets."""

_ACCENTS = {"contest": Accent.CONTEST, POT: Accent.POT, TIE: Accent.LOOT}
_EMOJI = {"contest": "🏆", POT: "🪙"}
_MEMBER, _CHARACTER = "discord:", "osrs:"


def accent(kind: str) -> Accent:
    """The colour of the feature that a draw is of."""
    return _ACCENTS.get(kind, Accent.PEOPLE)


def emoji(kind: str) -> str:
    """The feature's own sign."""
    return _EMOJI.get(kind, "🎁")


def who(say: Words, whose: str | None) -> str:
    """A person as an entry names them: a member as a mention, a character by its name."""
    if whose is None:
        return say("draw.erased_person")
    if whose.startswith(_MEMBER):
        return f"<@{whose.removeprefix(_MEMBER)}>"
    return f"**{harmless(whose.removeprefix(_CHARACTER))}**"


def status(say: Words, seen: Seen) -> str:
    """Which draw it is."""
    return say("draw.status", title=seen.record.draw.title, draw=seen.record.draw.number)


def size(say: Words, seen: Seen) -> str:
    """How many entries, tickets and people a locked draw has."""
    return say("draw.size", entries=seen.entries, tickets=seen.tickets, people=seen.people)


def mode(say: Words, seen: Seen) -> str:
    """Where its luck comes from, and what that is worth."""
    if seen.sealed:
        return say("draw.mode.sealed")
    return say("draw.mode.test" if seen.test_chain else "draw.mode.beacon")


def commitment_line(say: Words, seen: Seen) -> str:
    """The start and the end of the commitment, and what the draw's mode is worth."""
    digits = seen.record.commitment.hex()
    worth = "test" if seen.test_chain else str(seen.record.draw.mode)
    return say("how.commitment", hash=f"{digits[:4]}…{digits[-4:]}", mode=say(f"how.worth.{worth}"))


def whole(label: str, value: bytes) -> str:
    """A hash to compare, digit by digit."""
    return f"**{label}**\n`{value.hex()}`"


def short(value: bytes) -> str:
    """A hash to recognise; the whole of it stands elsewhere."""
    digits = value.hex()
    return f"`{digits[:8]}…{digits[-8:]}`"


def message_url(guild_id: int, channel_id: int, message_id: int) -> str:
    """Where a message is."""
    return f"https://discord.com/channels/{guild_id}/{channel_id}/{message_id}"


def verify_url(public_url: str, address: str) -> str:
    """The page that checks the proof at that address in the reader's own browser."""
    return f"{public_url}/verify?proof={proof_path(address)}"


def proof_path(address: str) -> str:
    """Where the web pages have the proof."""
    return f"/proofs/{address}.json"
