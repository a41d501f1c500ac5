"""What one viewer may see of a decision: each answer with what speaks for it, and votes as the policy lets them out.

Nothing that the viewer may not see is in what leaves this room: no face has to hide it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from domain.decisions import Answer, Sight, Tally, lined_up, sight, tallies
from domain.loot import Response, Transparency
from domain.points import Pool
from services.loot.council.weighing import Weighed


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: `member_id` is None for everybody at once, as on a panel."""

    member_id: int | None = None
    officer: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody who wants it, with what speaks for them.

    `recent` names some of the `got` items of late, `points` are hundredths. `tally` is None where the viewer may not
    see it; `approved` and `rejected` are the officers who did, where names may be seen; `mine` is the viewer's vote.
    """

    answer: Answer
    recent: tuple[str, ...]
    got: int
    points: Mapping[Pool, int]
    tally: Tally | None
    approved: tuple[int, ...]
    rejected: tuple[int, ...]
    mine: bool | None


@dataclass(frozen=True, slots=True)
class Ballot:
    """The council as the viewer may see it: who voted, and of those who should, who has not; and how much is shown.

    `voters` and `waiting` are empty where the viewer may not know; `voted` is whether the viewer has.
    """

    sight: Sight
    voters: tuple[int, ...]
    waiting: tuple[int, ...]
    voted: bool


def ballot(
    weighed: Weighed,
    transparency: Transparency,
    waiting: Collection[int],
    viewer: Viewer,
    *,
    over: bool,
    voted: bool = False,
) -> Ballot:
    """What the viewer may know of who voted; `voted` is whether they did, also where that was later than this."""
    voters = tuple(dict.fromkeys(vote.voter_id for vote in weighed.votes))
    voted = voted or viewer.member_id in voters
    seen = sight(transparency, officer=viewer.officer, voted=voted, over=over)
    # Who has voted is for the council to know, and for everybody where votes bear names.
    if not viewer.officer and seen is not Sight.NAMES:
        return Ballot(seen, (), (), voted)
    return Ballot(seen, voters, tuple(one for one in waiting if one not in voters), voted)


def lines(weighed: Weighed, seen: Sight, viewer: Viewer) -> tuple[Line, ...]:
    """Those who want it, as they are lined up."""
    counted = tallies(weighed.votes)
    order = lined_up(weighed.candidates, weighed.rates, weighed.system)
    return tuple(_line(weighed, one.member_id, counted.get(one.member_id, Tally()), seen, viewer) for one in order)


def passed(answers: Mapping[int, Answer]) -> tuple[Answer, ...]:
    """Those who want nothing of it."""
    return tuple(one for one in answers.values() if one.response is Response.PASS)


def _line(weighed: Weighed, member_id: int, tally: Tally, seen: Sight, viewer: Viewer) -> Line:
    on_them = [vote for vote in weighed.votes if vote.candidate_id == member_id]
    mine = next((vote.approve for vote in on_them if vote.voter_id == viewer.member_id), None)
    named = on_them if seen is Sight.NAMES else []
    return Line(
        weighed.answers[member_id],
        weighed.recent.get(member_id, ()),
        weighed.counts.get(member_id, 0),
        weighed.points.get(member_id, {}),
        tally if seen is not Sight.NOTHING else None,
        tuple(vote.voter_id for vote in named if vote.approve),
        tuple(vote.voter_id for vote in named if not vote.approve),
        mine,
    )


def named_in(found: Sequence[Line]) -> set[int]:
    """Everybody whom these lines name."""
    whose = {one.answer.member_id for one in found} | {by for one in found if (by := one.answer.by) is not None}
    return whose.union(*(one.approved for one in found), *(one.rejected for one in found))
