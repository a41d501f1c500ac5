"""A draw's card: step by step while it goes on, and a year later still the whole story."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from cogs.ui.cards import Accent, Attachment, Card, Item
from cogs.ui.draws.naming import BARE, accent, emoji, message_url, mode, short, size, status, who
from cogs.ui.words import Words, harmless
from domain.draws import DrawState

if TYPE_CHECKING:
    from services.draws import Place, Seen

_REASON: Final = 120
_RELAYS: Final = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """What goes with a draw's card: now, where the round is to be had, what can be pressed, and the proof."""

    now: datetime
    relays: Sequence[str] = ()
    rows: Sequence[Sequence[Item]] = ()
    links: Sequence[tuple[str, str]] = ()
    proof: Attachment | None = None
    blind: bool = False


def draw_card(say: Words, seen: Seen, shown: Shown) -> Card:
    """A draw as it stands."""
    over = seen.record.state in (DrawState.SETTLED, DrawState.CANCELLED)
    ending = "draw.live.small_pot" if seen.record.draw.kind in BARE else "draw.live.small_over"
    small = "draw.live.small_blind" if shown.blind else ending if over else "draw.live.small_open"
    heading, story = _STORIES[seen.record.state](say, seen, shown)
    return Card(
        Accent.ALERT if seen.record.state is DrawState.CANCELLED else accent(seen.record.draw.kind),
        heading,
        status=_status(say, seen),
        body=story,
        rows=shown.rows,
        links=shown.links,
        small=say(small),
        attachment=shown.proof,
    )


def _status(say: Words, seen: Seen) -> str:
    told = status(say, seen)
    drawn = seen.record.settled_at
    return say("draw.live.drawn", status=told, at=drawn) if drawn else told


Story = tuple[str, list[str]]
"""A heading, and the blocks under it."""


def _committed(say: Words, seen: Seen, _: Shown) -> Story:
    closes = datetime.fromtimestamp(seen.record.draw.closes_at, UTC)
    body = [say("draw.live.closes", closes=closes), mode(say, seen), steps(say, seen)]
    return say("draw.live.committed"), body


def _locked(say: Words, seen: Seen, _: Shown) -> Story:
    return say("draw.live.locked"), [_closed(say, seen), mode(say, seen), steps(say, seen)]


def _called(say: Words, seen: Seen, shown: Shown) -> Story:
    return say("draw.live.called"), [_closed(say, seen), awaited(say, seen, shown), mode(say, seen), steps(say, seen)]


def _cancelled(say: Words, seen: Seen, _: Shown) -> Story:
    return say("draw.live.cancelled", draw=seen.record.draw.number), [
        say("draw.live.cancelled_body", at=seen.at),
        steps(say, seen),
    ]


def _settled(say: Words, seen: Seen, _: Shown) -> Story:
    sign = emoji(seen.record.draw.kind)
    if seen.voids:
        heading = say("draw.live.voids", voids=seen.voids)
    elif len(seen.winners) == 1:
        (only,) = seen.winners
        facts = {"who": who(say, only.who), "ticket": only.pick.ticket, "pool": seen.pool(only)}
        heading = say("draw.live.wins", emoji=sign, **facts)
    else:
        heading = say("draw.live.many_win", emoji=sign, winners=len(seen.winners))
    places = "" if len(seen.places) == 1 and not seen.voids else _places(say, seen)
    late = say("draw.live.late") if seen.called_late else ""
    return heading, [places, late, mode(say, seen), f"{size(say, seen)}\n{steps(say, seen)}"]


_STORIES: Final[Mapping[DrawState, Callable[[Words, Seen, Shown], Story]]] = {
    DrawState.COMMITTED: _committed,
    DrawState.LOCKED: _locked,
    DrawState.CALLED: _called,
    DrawState.SETTLED: _settled,
    DrawState.CANCELLED: _cancelled,
}


def _closed(say: Words, seen: Seen) -> str:
    root = seen.record.lock.root if seen.record.lock else b""
    return f"{size(say, seen)}\n{say('draw.hash.root')} `{root.hex()}`"


def awaited(say: Words, seen: Seen, shown: Shown) -> str:
    """What a called draw waits for, and what anybody can do when that does not come."""
    call, at, given_up = seen.record.call, seen.round_at, seen.record.ended_at
    if call is None or seen.sealed:
        return say("draw.live.sealed")
    if at is None:
        return say("draw.live.no_chain")
    if given_up is not None:
        told = {"round": call.round, "at": given_up, "relays": _relays(say, seen, shown)}
        return say("draw.live.given_up", **told)
    if seen.overdue(shown.now):
        return say("draw.live.round_overdue", round=call.round, at=at, relays=_relays(say, seen, shown))
    key = "draw.live.round_soon" if shown.now < at else "draw.live.round_asked"
    return say(key, round=call.round, at=at)


def _relays(say: Words, seen: Seen, shown: Shown) -> str:
    """Where members find the round themselves."""
    round_ = seen.record.call.round if seen.record.call else 0
    path = f"{seen.record.draw.chain.hex()}/public/{round_}"
    links = (
        say("draw.live.relay", number=number, url=f"{relay}/{path}")
        for number, relay in enumerate(shown.relays[:_RELAYS], 1)
    )
    return ", ".join(links)


def _places(say: Words, seen: Seen) -> str:
    """Everybody who was drawn, by position: those who win, and those who were passed over with the reason."""
    lines = [_place(say, seen, place) for place in seen.places]
    return "\n".join(lines if seen.winners else [*lines, say("draw.live.nobody")])


def _place(say: Words, seen: Seen, place: Place) -> str:
    facts = {"place": f"{place.position + 1}.", "who": who(say, place.who)}
    ticket, pool = place.pick.ticket, seen.pool(place)
    if place.void is not None:
        reason = harmless(place.void, _REASON)
        return say("draw.live.passed_over", **facts, ticket=ticket, pool=pool, reason=reason)
    return say("draw.live.place", **facts, ticket=ticket, pool=pool)


def steps(say: Words, seen: Seen) -> str:
    """Every hash so far, with its post; the result has none, and stands whole."""
    record = seen.record
    hashes = (
        ("commitment", record.commitment, record.commitment_post),
        ("lock", record.lock.hash if record.lock else None, record.lock_post),
        ("call", record.call.hash if record.call else None, record.call_post),
    )
    told = [step(say, seen, name, value, post) for name, value, post in hashes if value is not None]
    if record.call is not None and record.call.round:
        told.append(say("draw.live.round", round=record.call.round))
    lines = [" · ".join(told)]
    if record.result is not None:
        lines.append(f"{say('draw.hash.result')} `{record.result.hex()}`")
    return "\n".join(lines)


def post_links(say: Words, seen: Seen) -> list[str]:
    """Links to the posts of its steps, as far as they are up."""
    record = seen.record
    posts = {"commitment": record.commitment_post, "lock": record.lock_post, "call": record.call_post}
    return [_link(say, seen, step, post) for step, post in posts.items() if post is not None]


def _link(say: Words, seen: Seen, step: str, post: int) -> str:
    return f"[{say(f'draw.hash.{step}')}]({message_url(seen.record.draw.guild_id, seen.record.channel_id, post)})"


def step(say: Words, seen: Seen, name: str, value: bytes, post: int | None) -> str:
    """One hash to recognise, under a link to its post once that is up."""
    label = say(f"draw.hash.{name}") if post is None else _link(say, seen, name, post)
    return f"{label} {short(value)}"
