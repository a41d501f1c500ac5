"""What a verifier tells a person, line by line, in English."""

from collections.abc import Iterator

from fairness.proof import Position, Proof
from fairness.verify import Outcome, State, Verification

_LABELS = {State.PASSED: "passed", State.FAILED: "FAILED", State.UNCHECKED: "unchecked"}
_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"  # inside emoji and words, and harmless


def lines(found: Verification) -> Iterator[str]:
    """The whole report: headings, checks, winners, then what to compare with what one saw, and the outcome."""
    yield from headings(found)
    for check in found.checks:
        yield f"{_LABELS[check.state]:<10} {check.name:<17} {printable(check.detail)}"
    if found.proof:
        yield from _winners(found.proof)
        yield from _to_compare(found.proof)
    yield ""
    yield _conclusion(found)


def headings(found: Verification) -> Iterator[str]:
    """What a reader must know before anything else."""
    proof = found.proof
    if proof is None:
        return
    draw = proof.draw
    if found.voids:
        yield f"{found.voids} winners passed over by the host: not proven"
    yield f"Draw {draw.number} ({draw.kind}) of guild {draw.guild_id}: {printable(draw.title)}"
    if found.called_late:
        yield "called late: the round was out when the call was posted; the result stands, its fairness is not proven"
    if found.test_chain:
        yield f"TEST CHAIN {draw.chain.hex()}: whoever has its key knew the result"
    if found.sealed:
        yield "Sealed (you trust the host): proves only that nothing changed after the lock"
    if proof.posts is None:
        yield "names no posts: nothing here shows when each step was made public"
    for what in found.unknown_keys:
        yield f"{what} signed with an unknown key: compare it with the one posted at set-up"
    if found.erased:
        yield f"{found.erased} erased entries: not checkable"


def printable(text: str) -> str:
    """Foreign text without the characters that would move the cursor, hide or reorder what is read."""
    return "".join(
        letter if letter.isprintable() or letter in _JOINERS else letter.encode("unicode_escape").decode()
        for letter in text
    )


def _winners(proof: Proof) -> Iterator[str]:
    whose = {entry.participant: entry.who for entry in proof.entries}
    winners = {winner.position for winner in proof.winners}
    yield ""
    yield "Positions, as the proof states them:"
    for drawn in proof.positions:
        who = whose.get(drawn.pick.participant)
        name = "erased: not checkable" if who is None else printable(who)
        yield f"  {drawn.position} {name} (ticket {drawn.pick.ticket}){_standing(drawn, won=drawn.position in winners)}"


def _standing(drawn: Position, *, won: bool) -> str:
    if drawn.void is not None:
        return f" passed over: {printable(drawn.void)}"
    return " wins" if won else ""


def _to_compare(proof: Proof) -> Iterator[str]:
    yield ""
    yield "Compare with what you saw. The rules:"
    yield from (f"  | {printable(line)}" for line in proof.draw.rules.split("\n"))
    yield f"  closes at {proof.draw.closes_at} (unix s), {proof.draw.winners} to win"
    yield f"  commitment {proof.commitment.hex()}"
    if proof.posts is None:
        return
    yield "The posts, with commitment, lock and call as above:"
    channel = f"https://discord.com/channels/{proof.draw.guild_id}/{proof.posts.channel_id}"
    for step, message in (
        ("commitment", proof.posts.commitment),
        ("lock", proof.posts.lock),
        ("call", proof.posts.call),
    ):
        yield f"  {step:<10} {channel}/{message}"


def _conclusion(found: Verification) -> str:
    if found.outcome is Outcome.UNREADABLE:
        return f"UNREADABLE: {printable(found.unreadable)}"
    if found.outcome is Outcome.REJECTED:
        return f"REJECTED: {', '.join(check.name for check in found.failures)}"
    if found.outcome is Outcome.INCOMPLETE:
        unchecked = ", ".join(check.name for check in found.checks if check.state is State.UNCHECKED)
        return f"INCOMPLETE: nothing failed, but this was not checked: {unchecked}"
    return "VERIFIED"
