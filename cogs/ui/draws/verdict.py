"""A verification as a card: the verdict, what to know first, who won, and every check in a line of plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.draws.files import report_file
from cogs.ui.draws.naming import accent, who
from cogs.ui.draws.opening import FAILED, Found, Opened
from cogs.ui.words import Words, harmless

if TYPE_CHECKING:
    from fairness.proof import Position, Proof
    from fairness.verify import Check, Verification
    from services.draws import Seen

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "file": ("protocol", "form"),
    "commit": ("mode", "commitment", "kind"),
    "lock": ("tickets", "participants", "persons", "evidence", "root", "lock", "lock_signature"),
    "call": ("call", "called_at", "posts"),
    "draw": ("chain", "randomness", "beacon", "seed", "draw", "positions", "voids"),
    "result": ("result", "result_signature"),
}
"""The checks by the step of a draw that they look at."""

_MARKS: Final = {"passed": "✅", "failed": "❌", "unchecked": "⏳"}
_WINNERS: Final = 10
_REASON: Final = 120
_DETAIL: Final = 150


@dataclass(frozen=True, slots=True)
class Held:
    """A verification, the posts that it opened, and where the file contradicts this server's books (`two`).

    `two` has the step, the file's hash and the books' hash; `at_home` says that the draw is of this server.
    """

    found: Verification
    posts: Sequence[Opened] = ()
    two: Sequence[tuple[str, str, str]] = ()
    at_home: bool = True

    @property
    def verdict(self) -> str:
        """What it all amounts to, as the words call it."""
        if self.two or any(post.found in FAILED for post in self.posts):
            return "rejected"
        return str(self.found.outcome)


def contradictions(proof: Proof, seen: Seen | None) -> list[tuple[str, str, str]]:
    """Where a file that says it is of this server is another draw than the one of that number in the books."""
    if seen is None:
        return [("unknown", "", "")]
    record = seen.record
    pairs = (
        ("commitment", proof.commitment, record.commitment),
        ("lock", proof.lock, record.lock.hash if record.lock else None),
        ("call", proof.call.hash, record.call.hash if record.call else None),
    )
    for step, theirs, ours in pairs:
        if ours is None:
            return [("not_called", "", "")]
        if theirs != ours:  # whatever follows from it differs as well
            return [(step, theirs.hex(), ours.hex())]
    return []


def verdict_card(say: Words, held: Held, rows: Sequence[Sequence[Item]] = ()) -> Card:
    """What a check of a proof found."""
    found, proof = held.found, held.found.proof
    heading = say(f"verify.{held.verdict}")
    if proof is None:
        why = harmless(found.unreadable or "; ".join(check.detail for check in found.checks if check.state == "failed"))
        return Card(Accent.ALERT, heading, body=[say("verify.unreadable_body", why=why), *_checks(say, found)])
    bad = held.verdict == "rejected"
    return Card(
        Accent.ALERT if bad else accent(proof.draw.kind),
        heading,
        status=_status(say, held, proof),
        body=[
            _failing(say, held) if bad else "",
            "\n".join(_first(say, held)),
            "\n".join(_winners(say, proof, sound=not bad)),
            _posts(say, held),
            "\n".join(_checks(say, found)),
        ],
        rows=rows,
        small=say("verify.small"),
        attachment=report_file(proof.draw.number, _report(held)),
    )


def _status(say: Words, held: Held, proof: Proof) -> str:
    kind = say(f"draw.kind.{proof.draw.kind}")
    title, number = proof.draw.title, proof.draw.number
    if held.at_home:
        return say("verify.status", title=title, draw=number, kind=kind)
    return say("verify.status_elsewhere", title=title, draw=number, guild=proof.draw.guild_id, kind=kind)


def _failing(say: Words, held: Held) -> str:
    names = [say(f"verify.check.{check.name}") for check in held.found.failures]
    if any(post.found in FAILED for post in held.posts):
        names.append(say("verify.posts_fail"))
    if held.two:
        names.append(say("verify.books"))
    return say("verify.why", names=" · ".join(names))


def _first(say: Words, held: Held) -> Iterator[str]:
    """What a reader must know before anything else."""
    found = held.found
    number = found.proof.draw.number if found.proof else 0
    for step, theirs, ours in held.two:
        facts = {"theirs": theirs, "ours": ours} if theirs else {}
        yield say(f"verify.two.{step}", draw=number, **facts)
    if found.voids:
        yield f"**{say('draw.live.voids', voids=found.voids)}**"
    if found.called_late:
        yield say("verify.late")
    if found.test_chain:
        yield say("draw.mode.test")
    if found.sealed:
        yield say("draw.mode.sealed")
    if found.proof and found.proof.posts is None:
        yield say("verify.no_posts")
    for what in found.unknown_keys:
        yield say(f"verify.key.{what}")
    if found.erased:
        yield say("verify.erased", erased=found.erased)


def _winners(say: Words, proof: Proof, *, sound: bool) -> Iterator[str]:
    whose = {entry.participant: entry.who for entry in proof.entries}
    winning = {winner.position for winner in proof.winners}
    told = [drawn for drawn in proof.positions if drawn.void is not None or drawn.position in winning]
    yield say("verify.winners" if sound else "verify.claimed")
    for drawn in told[:_WINNERS]:
        yield _winner(say, drawn, who(say, whose.get(drawn.pick.participant)))
    if (more := len(told) - _WINNERS) > 0:
        yield say("verify.more", count=more)


def _winner(say: Words, drawn: Position, name: str) -> str:
    if drawn.void is None:
        return say("verify.winner", who=name, ticket=drawn.pick.ticket)
    return say("verify.passed_over", who=name, reason=harmless(drawn.void, _REASON))


def _checks(say: Words, found: Verification) -> Iterator[str]:
    """The checks that apply, a line each, step by step."""
    done = {check.name: check for check in found.checks}
    for group, names in GROUPS.items():
        lines = [_check(say, done[name]) for name in names if name in done]
        if lines:
            yield "\n".join([say(f"verify.group.{group}"), *lines])


def _check(say: Words, check: Check) -> str:
    words = say(f"verify.check.{check.name}")
    if check.state == "failed":
        return say("verify.failed", check=words, detail=check.detail[:_DETAIL])
    return f"{_MARKS[check.state]} {words}"


def _posts(say: Words, held: Held) -> str:
    if not held.posts:
        return ""
    return "\n".join([say("verify.group.posts"), *(_post(say, post) for post in held.posts)])


def _post(say: Words, post: Opened) -> str:
    mark = "❌" if post.found in FAILED else "✅" if post.found is Found.SOUND else "⏳"
    step, found = say(f"draw.hash.{post.step}"), say(f"verify.post.{post.found}")
    return say("verify.post", mark=mark, step=step, url=post.url, found=found)


def _report(held: Held) -> Iterator[str]:
    """Every check with its values, in English, as `python -m fairness` has them; then what Discord showed."""
    from fairness.report import lines

    yield from lines(held.found)
    if held.posts:
        yield ""
        yield "The posts, opened in Discord:"
        yield from (f"  {post.step:<10} {post.found:<11} {post.url}" for post in held.posts)
    for step, theirs, ours in held.two:
        yield f"CONTRADICTS THE BOOKS: {step} {theirs} {ours}".rstrip()
