"""The posts of a draw that are never edited: commitment, lock, call and keys; and the word on a silent beacon.

Each holds its hashes whole, so that a stranger can compare them with a proof.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import discord

from cogs.ui.cards import Accent, Attachment, Card
from cogs.ui.door import Interaction
from cogs.ui.draws.files import entries_file, rules_file
from cogs.ui.draws.mine import MyLines
from cogs.ui.draws.naming import TIE, accent, emoji, mode, size, status, whole
from cogs.ui.words import Words, harmless
from domain.notices import Notice
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.draws import Seen

_LONGEST_RULES: Final = 2400
_LONGEST_LINE: Final = 1000


def may_post(interaction: Interaction) -> bool:
    """Whether the steps of a draw can be posted in this channel, with the files that go with them."""
    allowed = interaction.app_permissions
    inside = isinstance(interaction.channel, discord.Thread)
    sends = allowed.send_messages_in_threads if inside else allowed.send_messages
    return allowed.view_channel and sends and allowed.attach_files


async def committed(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Step 1: what is drawn, under which rules, and the hash that fixes it."""
    seen = await hall.draws.seen_by_id(notice.guild_id, notice.facts["draw"])
    draw = seen.record.draw
    rules, file = _rules(say, draw.number, draw.rules)
    closes = datetime.fromtimestamp(draw.closes_at, UTC)
    kind = say(f"draw.kind.{draw.kind}").capitalize()
    if draw.kind == TIE:  # it is committed to and locked in one go
        status_ = say("draw.post.committed_tie", kind=kind)
    else:
        status_ = say("draw.post.committed_status", kind=kind, winners=draw.winners, closes=closes)
    return Card(
        accent(draw.kind),
        say("draw.post.committed", emoji=emoji(draw.kind), draw=draw.number, title=draw.title),
        status=status_,
        body=[mode(say, seen), whole(say("draw.hash.commitment"), seen.record.commitment), rules],
        small=say("draw.post.committed_small"),
        attachment=file,
    )


async def locked(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Step 2: the closed list, whole, and the hashes that fix it."""
    seen = await hall.draws.seen_by_id(notice.guild_id, notice.facts["draw"])
    entries = await hall.draws.entry_list(notice.guild_id, seen.record.id)
    draw, lock = seen.record.draw, seen.record.lock
    assert lock is not None
    return Card(
        accent(draw.kind),
        say("draw.post.locked", draw=draw.number),
        status=f"{harmless(draw.title)} · {size(say, seen)}",
        body=[
            whole(say("draw.hash.root"), lock.root) + "\n" + whole(say("draw.hash.lock"), lock.hash),
            say("draw.post.locked_body"),
        ],
        rows=[[MyLines.button(seen.record.id, label=say("draw.button.mine"))]],
        small=say("draw.post.locked_small"),
        attachment=entries_file(seen, entries),
    )


async def called(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Step 3: the secret, and the round that decides."""
    seen = await hall.draws.seen_by_id(notice.guild_id, notice.facts["draw"])
    draw, call = seen.record.draw, seen.record.call
    assert call is not None
    hashes = whole(say("draw.hash.secret"), call.secret) + "\n" + whole(say("draw.hash.call"), call.hash)
    return Card(
        accent(draw.kind),
        say("draw.post.called", draw=draw.number),
        status=status(say, seen),
        body=[_round(say, seen), hashes, mode(say, seen)],
        small=say("draw.post.called_small"),
    )


async def keys(_hall: Guildhall, notice: Notice, say: Words) -> Card:
    """The public keys under which the house signs."""
    orchestrator, settlement = (bytes.fromhex(notice.facts[whose]) for whose in ("orchestrator", "settlement"))
    return Card(
        Accent.PEOPLE,
        say("draw.post.keys"),
        body=[
            say("draw.post.keys_body"),
            whole(say("draw.post.keys_lock"), orchestrator) + "\n" + whole(say("draw.post.keys_result"), settlement),
        ],
        small=say("draw.post.keys_small"),
    )


def _round(say: Words, seen: Seen) -> str:
    call = seen.record.call
    if call is None or seen.sealed:
        return say("draw.post.called_sealed")
    if seen.round_at is None:
        return say("draw.live.no_chain")
    return say("draw.post.called_body", round=call.round, at=seen.round_at)


def _rules(say: Words, number: int, rules: str) -> tuple[str, Attachment | None]:
    """The rules as members read them; where that is not to the letter, the file that is."""
    lines = rules.split("\n")
    shown = "\n".join(f"> {harmless(line, _LONGEST_LINE)}" for line in lines)
    heading = say("draw.post.rules")
    if len(shown) <= _LONGEST_RULES and all(map(_plain, lines)):
        return f"{heading}\n{shown}", None
    cut = shown if len(shown) <= _LONGEST_RULES else shown[:_LONGEST_RULES].rpartition("\n")[0] + "\n> …"
    return f"{heading} {say('draw.post.rules_file')}\n{cut}", rules_file(number, rules)


def _plain(line: str) -> bool:
    """Whether a line looks exactly as it is written."""
    return line.isprintable() and line == " ".join(line.split()) and len(line) < _LONGEST_LINE
