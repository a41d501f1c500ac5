"""`python -m tests.web.agreement [DRAWS] [SEED]`: do Python and the page find the same in as many random draws?

A draw is made by the product from random people, tickets, rules, voids, with or without beacon; two of three are then
changed in a random place. What both verifiers say must be the same, check by check and word by word. One seed gives
the same draws again.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final, cast

from fairness import form
from fairness.beacon import Beacon
from fairness.persons import character, member, person
from fairness.proof import Posts, Proof, prove
from fairness.protocol import Claim, Draw, Kind, Mode, call, commit, line_up, lock
from fairness.signing import Signatures, sign
from fairness.verify import Verification, verify
from tests.fairness.plain import ORCHESTRATOR, SETTLEMENT
from tests.fairness.proofs import snowflake
from tests.web.verifying import LOCAL, TRUST, Reader, chromium, served

BATCH: Final = 50
_NAMES: Final = (
    "Lynx Titan",
    "LYNX_titan",
    "B0aty",
    "Iron Éa",
    "Iron E\u0301a",
    "Straße",
    "STRASSE",
    "ΣΑΣ",
    "σας",
    "ﬃ-x",
    "나",
    "🐱",
)
_TEXTS: Final = (
    "",
    "a bond",
    "“10M” — ≥ 100 kc\nno claim: void",
    "\u202eevil",
    '{"rule": 1}',
    "\x00\x7f\u2028",
    "🏆" * 9,
)
_VALUES: Final[tuple[Any, ...]] = (
    0,
    1,
    -1,
    2**53 - 1,
    2**53,
    1.5,
    True,
    None,
    "",
    "0",
    "00" * 32,
    "ab" * 32,
    [],
    {},
    "\ud800",
    "osrs:x",
)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A text about which the two verifiers do not say the same."""

    text: str
    python: object
    page: object


def draws(count: int, seed: int) -> Iterator[str]:
    """As many texts: good proofs, and such as were changed somewhere."""
    chance = Random(seed)
    for _ in range(count):
        text = form.write(_proof(chance)).decode()
        yield text if chance.random() < 1 / 3 else _changed(text, chance)


def disagreements(reader: Reader, count: int, seed: int) -> Iterator[Disagreement]:
    """Where the page, open before this reader, finds something else than Python does."""
    texts = list(draws(count, seed))
    for start in range(0, count, BATCH):
        batch = texts[start : start + BATCH]
        found = reader.page.evaluate("texts => Promise.all(texts.map((text) => guildhall.verify(text)))", batch)
        for text, page in zip(batch, found, strict=True):
            python = comparable(plainly(verify(text.encode("utf-8", "surrogatepass"), TRUST)))
            if python != comparable(page):
                yield Disagreement(text, python, comparable(page))


def plainly(found: Verification) -> dict[str, Any]:
    """What Python found, as the page tells it."""
    checks = [{"name": check.name, "state": check.state.value, "detail": check.detail} for check in found.checks]
    return {"outcome": found.outcome.value, "unreadable": found.unreadable or None, "checks": checks}


def comparable(found: dict[str, Any]) -> tuple[str, list[tuple[str, str, str]]]:
    """All that both must say alike: the page has another way to know the beacon, and another JSON reader."""
    checks = [(one["name"], one["state"], "" if one["name"] == "beacon" else one["detail"]) for one in found["checks"]]
    return found["outcome"], checks


def _proof(chance: Random) -> Proof:
    mode, kind = chance.choice(list(Mode)), chance.choice(list(Kind))
    round_ = chance.randrange(1, 10_000_000) if mode is Mode.BEACON else 0
    called_at = LOCAL.chain.time(round_) * 1000 - chance.randrange(10_000, 120_001) if round_ else 1_799_000_000_000
    draw = Draw(
        guild_id=chance.randrange(2**64),
        number=chance.choice((1, 7, 2**53 - 1)),
        kind=kind,
        title=chance.choice(_TEXTS),
        closes_at=called_at // 1000,
        winners=chance.choice((1, 1, 2, 3, 40)),
        mode=mode,
        chain=LOCAL.chain.hash if round_ else b"",
        rules=chance.choice(_TEXTS),
    )
    secret = chance.randbytes(32)
    entries = line_up(_claims(kind, chance), lambda: chance.randbytes(16))
    closed = lock(commit(draw, secret), entries)
    called = call(closed.hash, secret, round_, called_at)
    beacon = Beacon.of(draw.chain, round_, LOCAL.sign(round_)) if round_ else None
    people = len({entry.participant for entry in entries})
    voided = chance.randrange(min(3, max(1, people - draw.winners + 1)))
    made = prove(draw, entries, called, beacon, voids={place: chance.choice(_TEXTS) for place in range(voided)})
    for gone in {entry.who for entry in entries if entry.who and chance.random() < 0.1}:
        made = made.erased(gone)
    posted = _posts(called_at) if chance.random() < 0.5 else None
    signatures = Signatures(sign(ORCHESTRATOR, made.lock), sign(SETTLEMENT, made.result))
    return replace(made, posts=posted, signatures=signatures if chance.random() < 0.5 else None)


def _posts(called_at: int) -> Posts:
    moments = (called_at - 3_600_000, called_at - 60_000, called_at + 300)
    return Posts(2**64 - 1, *(int(snowflake(moment)) for moment in moments))


def _claims(kind: Kind, chance: Random) -> Iterator[Claim]:
    people = [member(chance.randrange(2**64)) for _ in range(chance.randrange(1, 12))]
    people += [character(name) for name in chance.sample(_NAMES, chance.randrange(len(_NAMES)))]
    if kind is Kind.TIE:
        yield from (Claim(who, 1) for who in {person(who): who for who in people}.values())
        return
    people += chance.sample(people, min(3, len(people)))
    chance.shuffle(people)
    for place, who in enumerate(people):
        rich = kind is Kind.POT and place == 0 and chance.random() < 0.1
        tickets = 2**53 - 1 - 250 * len(people) if rich else chance.choice((1, 1, 2, 3, 250))
        yield Claim(who, tickets, chance.choice(_TEXTS) if kind is Kind.CONTEST else "")


def _changed(text: str, chance: Random) -> str:
    """The text with one value replaced, or one letter."""
    if chance.random() < 0.2:
        place = chance.randrange(len(text))
        return text[:place] + chance.choice('0123abc"{}[],:. -\\') + text[place + 1 :]
    tree = json.loads(text)
    holder, key = chance.choice(list(_places(tree)))
    holder[key] = _other(holder[key], chance)
    return json.dumps(tree, ensure_ascii=False) if _encodable(tree) else json.dumps(tree)


def _encodable(tree: object) -> bool:
    try:
        json.dumps(tree, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    items = cast("dict[str, Any]", tree).items() if isinstance(tree, dict) else enumerate(cast("list[Any]", tree))
    for key, value in items:
        yield tree, key
        if isinstance(value, dict | list):
            yield from _places(value)


def _other(value: Any, chance: Random) -> Any:
    if chance.random() < 0.3:
        return chance.choice(_VALUES)
    if isinstance(value, str) and value:
        place = chance.randrange(len(value))
        return value[:place] + chance.choice("0123456789abcdefA ") + value[place + 1 :]
    if isinstance(value, int):
        return value + chance.choice((-1, 1, 1000))
    return chance.choice(_VALUES)


def main(count: int = 10_000, seed: int = 3) -> int:
    """Compare, say how it went; 0 when they agree about everything."""
    outcomes: dict[str, int] = {}
    for text in draws(count, seed):
        outcome = verify(text.encode("utf-8", "surrogatepass"), TRUST).outcome.value
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    with served() as place, chromium() as browser:
        reader = Reader(browser)
        reader.visit(place.address())
        found = list(disagreements(reader, count, seed))
    for one in found[:5]:
        sys.stdout.write(f"{one.text}\nPython {one.python}\npage   {one.page}\n\n")
    sys.stdout.write(f"{count} draws with seed {seed} ({outcomes}): {len(found)} disagreements\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
