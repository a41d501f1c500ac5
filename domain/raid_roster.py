"""Whose the characters of a log are: by name and server, alts under their mains, and who cannot be told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.errors import Invalid
from domain.raiders import RaiderName, parse_raider
from domain.raids import Player, Report


@dataclass(frozen=True, slots=True)
class Known:
    """A character in a guild's books, whose it is, and whether it is that member's main."""

    name: RaiderName
    member_id: int
    main: bool


@dataclass(frozen=True, slots=True)
class Roster:
    """Whose a log's characters are; `members` by the log's number.

    `unknown` are nobody's, `ambiguous` could be several people's, `alts` are not their member's main.
    """

    members: Mapping[int, int]
    unknown: tuple[Player, ...]
    ambiguous: tuple[Player, ...]
    alts: tuple[Player, ...]

    def people(self, numbers: Iterable[int]) -> frozenset[int]:
        """The members behind these numbers; two characters of one member are one."""
        return frozenset(self.members[one] for one in numbers if one in self.members)


def matched(report: Report, known: Iterable[Known]) -> Roster:
    """Whose everybody is who was in any fight of a report.

    A server tells two of one name apart. A character that is known by its name only is meant where nobody else can be:
    one character of that name is left in the log, or the log tells no servers and one of that name is known.
    """
    fought = frozenset[int]().union(*(fight.players for fight in report.fights))
    named = {number: _name(report.players[number]) for number in sorted(fought)}
    books: defaultdict[str, list[Known]] = defaultdict(list)
    for one in known:
        books[one.name.key].append(one)
    found: dict[int, Known] = {}
    unsure: set[int] = set()
    for key in dict.fromkeys(name.key for name in named.values() if name is not None):
        theirs = {number: name for number, name in named.items() if name is not None and name.key == key}
        sure, doubtful = _settle(theirs, books[key])
        found |= sure
        unsure |= doubtful
    shown = [report.players[number] for number in named]
    return Roster(
        {number: one.member_id for number, one in found.items()},
        _unique(one for one in shown if one.id not in found and one.id not in unsure),
        _unique(one for one in shown if one.id in unsure),
        _unique(one for one in shown if one.id in found and not found[one.id].main),
    )


def _settle(theirs: Mapping[int, RaiderName], known: list[Known]) -> tuple[dict[int, Known], set[int]]:
    """Of the log's characters of one name: whose they are, and those of whom it cannot be told."""
    realms = {one.name.realm_key: one for one in known}
    found = {number: realms[name.realm_key] for number, name in theirs.items() if name.realm_key in realms}
    left = {number: name for number, name in theirs.items() if number not in found}
    places = {name.realm_key for name in left.values()}
    bare = realms.get("")
    if "" in places:
        # The log tells no server: any of that name may be meant, and so may any other of that name in the log.
        if len(known) == 1 and len({name.realm_key for name in theirs.values()}) == 1:
            return found | dict.fromkeys(left, known[0]), set()
        return found, set(left) if known else set()
    if bare is None or bare in found.values():
        return found, set()
    if len(places) == 1:
        return found | dict.fromkeys(left, bare), set()
    return found, set(left)


def _name(player: Player) -> RaiderName | None:
    """The character's name as it is compared; None where nobody can have it."""
    try:
        return parse_raider(player.name, player.server)
    except Invalid:
        return None


def _unique(players: Iterable[Player]) -> tuple[Player, ...]:
    """Each once, by name: a log may list somebody twice."""
    return tuple({str(one): one for one in sorted(players, key=str)}.values())
