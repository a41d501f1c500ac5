"""What a challenge hands out: prizes per place, for taking part and for voting, and who gets which.

Credits are paid through the ledger; cash and things are only recorded, and ticked off when they were sent. Where people
share a place, the prizes of the places that they take up are put together and divided evenly, rounded down; what is
no sum is named to all of them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.errors import Invalid
from domain.texts import one_line

MOST: Final = 25
LAST_PLACE: Final = 100
THING_LIMIT: Final = 100
HIGHEST: Final = 10**12


class Merit(StrEnum):
    """What a prize is for."""

    PLACE = "place"
    PARTICIPATION = "participation"
    VOTING = "voting"


class Kind(StrEnum):
    """What a prize is: credits of the guild, money in cents, or anything else in words."""

    CREDITS = "credits"
    CASH = "cash"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Prize:
    """One prize: `amount` is whole credits or cents of `currency` (as typed: `USD`, `€`); `thing` is in words."""

    merit: Merit
    place: int
    kind: Kind
    amount: int = 0
    currency: str = ""
    thing: str = ""


@dataclass(frozen=True, slots=True)
class Reward:
    """What somebody gets; `shared` is with how many others a place and its prizes are shared. `place` is 0 for none."""

    member_id: int
    merit: Merit
    place: int
    kind: Kind
    amount: int = 0
    currency: str = ""
    thing: str = ""
    shared: int = 0

    @property
    def key(self) -> str:
        """The same for the same reward whenever it is worked out."""
        what = {Kind.CREDITS: "credits", Kind.CASH: f"cash:{self.currency}", Kind.THING: f"thing:{self.thing}"}
        return f"{self.merit}:{self.member_id}:{what[self.kind]}"


def rewards(
    prizes: Iterable[Prize], places: Mapping[int, int], participants: Collection[int], voters: Collection[int]
) -> list[Reward]:
    """Who gets what: `places` are by member, `participants` took part, `voters` voted enough."""
    listed = list(prizes)
    found = _for_places([one for one in listed if one.merit is Merit.PLACE], places)
    people = {Merit.PARTICIPATION: participants, Merit.VOTING: voters}
    for prize in listed:
        for member_id in sorted(set(people.get(prize.merit, ()))):
            found.append(Reward(member_id, prize.merit, 0, prize.kind, prize.amount))
    return found


def _for_places(prizes: Sequence[Prize], places: Mapping[int, int]) -> list[Reward]:
    sharing: dict[int, list[int]] = defaultdict(list)
    for member_id, place in sorted(places.items()):
        sharing[place].append(member_id)
    found: list[Reward] = []
    for place, people in sorted(sharing.items()):
        taken = [one for one in prizes if place <= one.place < place + len(people)]
        sums: Counter[tuple[Kind, str]] = Counter()
        for one in taken:
            sums[one.kind, one.currency] += one.amount
        others = len(people) - 1
        for member_id in people:
            for (kind, currency), amount in sums.items():
                if share := amount // len(people):
                    found.append(Reward(member_id, Merit.PLACE, place, kind, share, currency, shared=others))
            things = dict.fromkeys(one.thing for one in taken if one.kind is Kind.THING)
            found += [Reward(member_id, Merit.PLACE, place, Kind.THING, thing=it, shared=others) for it in things]
    return found


_MERITS: Final = {
    Merit.PARTICIPATION: ("everyone", "everybody", "participation", "all", "todos", "participar", "participación"),
    Merit.VOTING: ("voters", "voter", "voting", "votes", "votantes", "votar"),
}
_PLACE: Final = re.compile(r"(?:place |puesto |#)?(\d{1,3})(?:st|nd|rd|th|º|\.)?", re.IGNORECASE)
# Thousands stand in threes: `10.50` without a currency is no ten hundred and fifty credits.
_WHOLE: Final = r"(\d{1,3}(?:[,. _']\d{3})+|\d+)"
_PART: Final = r"(?:[.,](\d{1,2}))?"
_CREDITS: Final = re.compile(rf"{_WHOLE}(?:\s*(?:credits?|créditos?))?", re.IGNORECASE)
_CASH: Final = re.compile(rf"{_WHOLE}{_PART}\s*([A-Z]{{3}}|[€£$¥])")
_CASH_BEFORE: Final = re.compile(rf"([€£$¥])\s*{_WHOLE}{_PART}")


def parse_prizes(text: str) -> tuple[Prize, ...]:
    """The prizes that somebody typed, a line each: `1: 100 USD`, `2: 500,000`, `everyone: 10,000`, `voters: 1,000`.

    A number is credits. Raises `Invalid` with the line that is not understood, for two sums of one place, for
    anything but credits where everybody gets it, and for too many.
    """
    found: list[Prize] = []
    for line in filter(str.strip, text.splitlines()):
        who, colon, what = line.partition(":")
        if not colon or not what.strip():
            raise Invalid("challenge.prize_line", line=line.strip()[:80])
        merit, place = _merit(who.strip().lower(), line)
        prize = _prize(merit, place, what.strip(), line)
        if merit is not Merit.PLACE and prize.kind is not Kind.CREDITS:
            raise Invalid("challenge.prize_credits_only", line=line.strip()[:80])
        if any(_same(prize, other) for other in found):
            raise Invalid("challenge.prize_twice", line=line.strip()[:80])
        found.append(prize)
    if len(found) > MOST:
        raise Invalid("challenge.prizes_many", limit=MOST)
    order = list(Merit)
    return tuple(sorted(found, key=lambda one: (order.index(one.merit), one.place)))


def written_prizes(prizes: Iterable[Prize]) -> str:
    """The prizes as lines that can be typed."""
    return "\n".join(f"{_who(one)}: {_what(one)}" for one in prizes)


def _who(prize: Prize) -> str:
    return {Merit.PARTICIPATION: "everyone", Merit.VOTING: "voters"}.get(prize.merit, str(prize.place))


def _what(prize: Prize) -> str:
    match prize.kind:
        case Kind.CREDITS:
            return f"{prize.amount:,} credits"
        case Kind.CASH:
            whole, cents = divmod(prize.amount, 100)
            return f"{whole:,}.{cents:02} {prize.currency}" if cents else f"{whole:,} {prize.currency}"
        case Kind.THING:
            return prize.thing


def _same(one: Prize, other: Prize) -> bool:
    names = [(prize.merit, prize.place, prize.kind, prize.currency, prize.thing) for prize in (one, other)]
    return names[0] == names[1]


def _merit(who: str, line: str) -> tuple[Merit, int]:
    for merit, names in _MERITS.items():
        if who in names:
            return merit, 0
    match = _PLACE.fullmatch(who)
    if match is None or not 1 <= int(match[1]) <= LAST_PLACE:
        raise Invalid("challenge.prize_line", line=line.strip()[:80])
    return Merit.PLACE, int(match[1])


def _prize(merit: Merit, place: int, what: str, line: str) -> Prize:
    if credit := _CREDITS.fullmatch(what):
        return Prize(merit, place, Kind.CREDITS, _amount(re.sub(r"\D", "", credit[1]), line))
    if cash := _CASH.fullmatch(what):
        return Prize(merit, place, Kind.CASH, _cents(cash[1], cash[2], line), cash[3])
    if cash := _CASH_BEFORE.fullmatch(what):
        return Prize(merit, place, Kind.CASH, _cents(cash[2], cash[3], line), cash[1])
    thing = one_line(what, THING_LIMIT)
    if thing is None or not any(sign.isalpha() for sign in thing):
        raise Invalid("challenge.prize_line", line=line.strip()[:80])
    return Prize(merit, place, Kind.THING, thing=thing)


def _cents(whole: str, part: str | None, line: str) -> int:
    return _amount(re.sub(r"\D", "", whole) + (part or "").ljust(2, "0"), line)


def _amount(digits: str, line: str) -> int:
    amount = int(digits)
    if not 1 <= amount <= HIGHEST:
        raise Invalid("challenge.prize_amount", line=line.strip()[:80], limit=HIGHEST)
    return amount
