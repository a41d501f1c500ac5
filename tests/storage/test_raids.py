"""The tables of raids: what was told is only added to, nothing is paid twice while it stands, and people pass on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from domain.points import Act, Pool
from domain.raid_pay import Due, Pay
from domain.raids import Fight, Mark, Raid, Report
from storage import members, points, raid_payments, raids
from storage.engine import writing
from storage.raid_payments import Payment

GUILD = 77
EVENING = datetime(2026, 11, 19, 19, tzinfo=UTC)
NOW = EVENING + timedelta(hours=12)
CODE = "aaaaBBBBccccDDDD"


@pytest.fixture
def tx(path: Path) -> Iterator[Connection]:
    """Empty books, in one transaction that is never committed."""
    engine = writing(path)
    with engine.connect() as connection:
        connection.begin()
        yield connection
        connection.rollback()
    engine.dispose()


def fight(number: int, begin: int = 0, *, kill: bool = True) -> Fight:
    """A fight of five minutes."""
    start = EVENING + timedelta(minutes=begin)
    return Fight(number, 3009, "Vexie", 4, kill, start, start + timedelta(minutes=5), frozenset())


def report(*fights: Fight, code: str = CODE, begin: datetime = EVENING) -> Report:
    """A log of these fights."""
    return Report(code, "Night", "Zone", begin, begin + timedelta(hours=2), fights, {})


def somebody(tx: Connection, user_id: int | None) -> int:
    """A member."""
    if user_id is not None:
        return members.ensure(tx, GUILD, user_id, NOW).id
    row = {"guild_id": GUILD, "user_id": None, "first_seen_at": NOW}
    return int(tx.execute(members.insert(members.MemberRow).returning(members.MemberRow.id), row).scalar_one())


def begun(tx: Connection, told: Report | None = None) -> int:
    """A raid with its first log."""
    told = told or report()
    raid_id = raids.begin(tx, GUILD, told, by=somebody(tx, 1), now=NOW)
    raids.join(tx, raid_id, told, GUILD, NOW)
    return raid_id


def batch(tx: Connection, key: str = "one") -> int:
    """A batch of points."""
    found = points.enter(tx, GUILD, Act.RAID, key=key, at=NOW, by=None)
    assert found is not None
    return found


def due(member_id: int, kind: Pay = Pay.KILL, number: int = 1) -> Due:
    """Something to be paid."""
    return Due(CODE, number, member_id, kind)


def found(tx: Connection, raid_id: int) -> Raid:
    """The raid as it stands."""
    raid = raids.find(tx, GUILD, raid_id)
    assert raid is not None
    return raid


def test_a_raid_is_as_long_as_its_logs_together(tx: Connection):
    raid_id = begun(tx)
    raids.join(tx, raid_id, report(code="other", begin=EVENING + timedelta(hours=1)), GUILD, NOW)
    raid = found(tx, raid_id)
    assert (raid.started_at, raid.ended_at) == (EVENING, EVENING + timedelta(hours=3))
    assert raids.reports_of(tx, raid_id) == [CODE, "other"]
    assert raids.of_report(tx, GUILD, "other") == raid
    assert raids.of_report(tx, 78, "other") is None


def test_a_fight_is_kept_once_and_grows(tx: Connection):
    raid_id, mara, tom = begun(tx), somebody(tx, 5), somebody(tx, 6)
    raids.keep_fight(tx, GUILD, raid_id, CODE, fight(1, kill=False), [mara], (CODE, 1))
    raids.keep_fight(tx, GUILD, raid_id, CODE, fight(1), [tom], (CODE, 1))
    (one,) = raids.fights_of(tx, raid_id)
    assert one.kill
    assert one.present == {mara, tom}
    assert one.first == (CODE, 1)


def test_another_telling_names_the_first_one(tx: Connection):
    raid_id = begun(tx)
    raids.join(tx, raid_id, report(code="other"), GUILD, NOW)
    raids.keep_fight(tx, GUILD, raid_id, CODE, fight(4), [], (CODE, 4))
    raids.keep_fight(tx, GUILD, raid_id, "other", fight(9, 1), [], (CODE, 4))
    assert [one.first for one in raids.fights_of(tx, raid_id)] == [(CODE, 4), (CODE, 4)]
    raids.revert_report(tx, GUILD, CODE, NOW)
    assert [one.code for one in raids.fights_of(tx, raid_id)] == ["other"]
    assert not raids.stands(tx, GUILD, CODE)


def test_the_newest_is_the_last_that_stands(tx: Connection):
    first = begun(tx)
    second = begun(tx, report(code="later", begin=EVENING + timedelta(days=1)))
    newest = raids.newest(tx, GUILD, EVENING)
    assert newest is not None
    assert newest.id == second
    assert raids.revert(tx, second, NOW)
    assert not raids.revert(tx, second, NOW)
    newest = raids.newest(tx, GUILD, EVENING)
    assert newest is not None
    assert newest.id == first
    assert raids.newest(tx, GUILD, EVENING + timedelta(days=1)) is None
    assert [one.id for one in raids.listed(tx, GUILD)] == [second, first]
    assert [one.id for one in raids.listed(tx, GUILD, reverted=False)] == [first]
    assert raids.count(tx, GUILD, reverted=False) == 1


def test_attendance_is_counted_anew_and_marks_stay(tx: Connection):
    raid_id, mara, tom = begun(tx), somebody(tx, 5), somebody(tx, 6)
    raids.note_attendance(tx, raid_id, {mara: 600, tom: 300})
    raids.mark(tx, raid_id, tom, Mark.BENCHED, by=mara, now=NOW)
    raids.note_attendance(tx, raid_id, {mara: 900})
    parts = raids.attendance(tx, [raid_id])[raid_id]
    assert (parts[mara].present, parts[mara].seconds, parts[mara].mark) == (True, 900, None)
    assert (parts[tom].present, parts[tom].seconds, parts[tom].mark) == (False, 0, Mark.BENCHED)
    assert raids.attendees(tx, raid_id) == [mara]
    members.forget(tx, tom, NOW)
    assert raids.attendance(tx, [raid_id])[raid_id].keys() == {mara}
    assert raids.marks_of(tx, raid_id) == {}


def test_the_database_refuses_to_pay_a_thing_twice_while_it_stands(tx: Connection):
    raid_id, mara, one = begun(tx), somebody(tx, 5), batch(tx)
    raid_payments.note_batch(tx, raid_id, one, code=CODE)
    raid_payments.pay(tx, GUILD, raid_id, one, [Payment(due(mara), Pool.EP, 1000, one)])
    with pytest.raises(IntegrityError), tx.begin_nested():
        raid_payments.pay(tx, GUILD, raid_id, batch(tx, "two"), [Payment(due(mara), Pool.DKP, 1, one)])
    raid_payments.undo_batch(tx, one, NOW)
    assert raid_payments.standing(tx, raid_id) == []
    assert raid_payments.batches_of(tx, raid_id) == []
    other = batch(tx, "three")
    raid_payments.pay(tx, GUILD, raid_id, other, [Payment(due(mara), Pool.EP, 1000, other)])
    assert [one.batch_id for one in raid_payments.standing(tx, raid_id)] == [other]


def test_undoing_what_took_back_lets_it_stand_again(tx: Connection):
    raid_id, mara, paid, taken = begun(tx), somebody(tx, 5), batch(tx), batch(tx, "two")
    for one in (paid, taken):
        raid_payments.note_batch(tx, raid_id, one, member_id=mara, mark=Mark.BENCHED)
    raid_payments.pay(tx, GUILD, raid_id, paid, [Payment(due(mara, Pay.STANDBY_RAID, 0), Pool.EP, 500, paid)])
    (payment,) = raid_payments.standing(tx, raid_id)
    raid_payments.take_back(tx, [payment.row], taken, NOW)
    assert raid_payments.standing(tx, raid_id) == []
    raid_payments.undo_batch(tx, taken, NOW)
    assert raid_payments.standing(tx, raid_id) == [payment]


def test_somebody_known_by_a_name_passes_on_where_they_were_and_what_they_were_paid(tx: Connection):
    raid_id, other_id = begun(tx), begun(tx, report(code="later", begin=EVENING + timedelta(days=1)))
    tom, old, paid = somebody(tx, 5), somebody(tx, None), batch(tx)
    for raid, code in ((raid_id, CODE), (other_id, "later")):
        raids.keep_fight(tx, GUILD, raid, code, fight(1), [old], (code, 1))
        raids.note_attendance(tx, raid, {old: 300})
    raids.mark(tx, raid_id, tom, Mark.EXCUSED, by=None, now=NOW)
    raids.mark(tx, other_id, old, Mark.BENCHED, by=None, now=NOW)
    raid_payments.note_batch(tx, raid_id, paid, code=CODE)
    raid_payments.pay(
        tx, GUILD, raid_id, paid, [Payment(due(old), Pool.EP, 10, paid), Payment(due(tom, Pay.RAID), Pool.EP, 5, paid),
                                   Payment(due(old, Pay.RAID), Pool.EP, 5, paid)],
    )  # fmt: skip
    assert sorted(raids.hand_over(tx, old, tom)) == [raid_id, other_id]
    raid_payments.hand_over(tx, old, tom)
    assert raids.fights_of(tx, raid_id)[0].present == {tom}
    assert raids.marks_of(tx, raid_id) == {tom: Mark.EXCUSED}
    assert raids.marks_of(tx, other_id) == {tom: Mark.BENCHED}
    assert [one.due.member_id for one in raid_payments.standing(tx, raid_id)] == [tom, tom, old]


REFUSED = [
    "DELETE FROM raids",
    "UPDATE raids SET code = 'x'",
    "UPDATE raids SET guild_id = 1",
    "DELETE FROM raid_reports",
    "UPDATE raid_reports SET raid_id = 2",
    "DELETE FROM raid_fights",
    "UPDATE raid_fights SET fight = 2",
    "UPDATE raid_attendance SET raid_id = 2",
    "UPDATE raid_presence SET fight_id = 2",
    "DELETE FROM raid_batches",
    "UPDATE raid_batches SET code = 'x'",
    "DELETE FROM raid_payments",
    "UPDATE raid_payments SET amount = 1",
    "UPDATE raid_payments SET kind = 'raid'",
    "UPDATE raid_payments SET batch_id = 9",
    "UPDATE raid_payments SET taken_at = 1",
    "UPDATE raid_attendance SET mark = 'late'",
    "INSERT OR REPLACE INTO raid_payments SELECT * FROM raid_payments",
]


@pytest.mark.parametrize("change", REFUSED)
def test_what_was_told_and_paid_stays_as_it_was(tx: Connection, change: str):
    raid_id, mara, one = begun(tx), somebody(tx, 5), batch(tx)
    raids.keep_fight(tx, GUILD, raid_id, CODE, fight(1), [mara], (CODE, 1))
    raids.note_attendance(tx, raid_id, {mara: 5})
    raid_payments.note_batch(tx, raid_id, one, code=CODE)
    raid_payments.pay(tx, GUILD, raid_id, one, [Payment(due(mara), Pool.EP, 1000, one)])
    with pytest.raises(IntegrityError):
        tx.execute(text(change))
