"""Attendance: of the raids held since somebody joined, how many they were at; the excused ones do not count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.raids import Mark, Raid


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in one raid: whether a log saw them, for how many seconds, and what was marked."""

    present: bool
    seconds: int = 0
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """Of `held` raids since they joined: how many a log saw them at, on how many they sat out, and were excused."""

    member_id: int
    held: int
    present: int
    benched: int
    excused: int

    @property
    def counted(self) -> int:
        """The raids that count: all but those somebody was excused from."""
        return self.held - self.excused

    @property
    def percent(self) -> int | None:
        """Raids attended or sat out on the bench, of those that count, rounded down; None where none counts."""
        return 100 * (self.present + self.benched) // self.counted if self.counted else None

    @property
    def order(self) -> tuple[int, int, int]:
        """Sorts the most faithful first; who has nothing that counts comes last."""
        share = -1 if self.percent is None else self.percent
        return -share, -(self.present + self.benched), self.member_id


def attended(
    raids: Sequence[Raid], parts: Mapping[int, Mapping[int, Part]], joined: Mapping[int, datetime]
) -> list[Attendance]:
    """Everybody's attendance of these raids, the most faithful first.

    `parts` by raid and member; `joined` is when each member was first seen: a raid that was over by then is not held
    against them, unless a log or an officer says something of them in it or in one before it.
    """
    found = (_of(member_id, raids, parts, since) for member_id, since in joined.items())
    return sorted(found, key=lambda one: one.order)


def _of(member_id: int, raids: Iterable[Raid], parts: Mapping[int, Mapping[int, Part]], since: datetime) -> Attendance:
    told = {raid.id: part for raid in raids if (part := parts.get(raid.id, {}).get(member_id)) is not None}
    first = min([since, *(raid.ended_at for raid in raids if raid.id in told)])
    held = [raid for raid in raids if raid.ended_at >= first]
    mine = [told[raid.id] for raid in held if raid.id in told]
    missed = [part.mark for part in mine if not part.present]
    return Attendance(
        member_id,
        held=len(held),
        present=sum(part.present for part in mine),
        benched=missed.count(Mark.BENCHED),
        excused=missed.count(Mark.EXCUSED),
    )
