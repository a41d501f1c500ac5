"""Raids from their logs: what an import pays, what a second one adds, and what a revert takes back."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from domain.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable
from domain.loot import System
from domain.points import Pool
from domain.raids import Mark
from playground.loopback import broken
from playground.warcraft_logs import Log, Pull
from services.desk import Desk
from storage import audit, points, raids
from tests.services.conftest import GUILD, Clock
from tests.services.raiding import (
    BRAM,
    EVENING,
    EVERYBODY,
    MARA,
    OFFICER,
    PLAYERS,
    RIK,
    STIX,
    TOM,
    VEXIE,
    YLVA,
    Camp,
    night,
    open_camp,
)


@pytest.fixture
async def camp(desk: Desk, clock: Clock) -> AsyncIterator[Camp]:
    """A guild of three raiders with a log to import."""
    async with open_camp(desk, clock) as camp:
        await camp.settle()
        yield camp


async def test_a_raid_pays_per_kill_and_for_being_there(camp: Camp) -> None:
    applied = await camp.bring_in(night())
    assert await camp.holdings(MARA, TOM, YLVA) == (70, 70, 60)
    assert applied.raid.title == "Thursday"
    (there,) = await camp.desk.db.read(lambda tx: [raids.attendees(tx, applied.raid.id)])
    assert len(there) == 3
    newest = await camp.desk.db.read(lambda tx: raids.newest(tx, GUILD, EVENING))
    assert newest is not None
    assert newest.id == applied.raid.id


async def test_under_epgp_it_pays_ep_by_epgps_rates_and_under_the_council_nothing(camp: Camp) -> None:
    await camp.choose("loot_council")
    council = await camp.bring_in(night())
    assert not council.done.moves
    await camp.raids.reverting.confirm(
        OFFICER, (await camp.raids.reverting.preview(OFFICER, council.raid.id, "again")).draft or 0
    )
    await camp.choose("epgp")
    await camp.set("epgp.per_quarter", 100)
    await camp.bring_in(night())
    assert await camp.holdings(MARA, YLVA, pool=Pool.EP) == (72, 61)
    assert await camp.holdings(MARA, YLVA) == (0, 0)


async def test_the_preview_says_who_is_unknown_and_changes_nothing(camp: Camp) -> None:
    camp.server.add(night())
    preview = await camp.raids.importing.preview(
        OFFICER, "https://www.warcraftlogs.com/reports/aaaaBBBBccccDDDD#fight=3"
    )
    assert [str(one) for one in preview.plan.roster.unknown] == ["Pug-Draenor"]
    assert [one.name for one in preview.plan.kills] == ["Vexie", "Rik"]
    assert {move.delta for move in preview.plan.sums.moves} == {7000, 6000}
    assert await camp.holdings(MARA, TOM, YLVA) == (0, 0, 0)
    assert await camp.desk.db.read(lambda tx: raids.count(tx, GUILD)) == 0


async def test_importing_again_finds_nothing_new(camp: Camp) -> None:
    await camp.bring_in(night())
    preview = await camp.raids.importing.preview(OFFICER, night().code)
    assert preview.draft is None
    assert preview.plan.sums.empty


async def test_a_growing_log_adds_only_what_is_new(camp: Camp) -> None:
    log = night()
    await camp.bring_in(log)
    log.pulls.append(Pull(*STIX, 45, 8, (1, 2, 3), kill=True))
    applied = await camp.bring_in(log)
    assert await camp.holdings(MARA, TOM, YLVA) == (80, 80, 70)
    assert {move.delta for move in applied.done.moves} == {1000}


async def test_a_fight_that_was_under_way_is_paid_once_it_is_won(camp: Camp) -> None:
    log = night()
    won = log.pulls[-1]
    log.pulls[-1] = Pull(*RIK, won.minute, 2, won.there)
    await camp.bring_in(log)
    assert await camp.holdings(MARA, YLVA) == (60, 60)
    log.pulls[-1] = won
    await camp.bring_in(log)
    assert await camp.holdings(MARA, YLVA) == (70, 60)


async def test_two_logs_of_one_night_do_not_pay_twice(camp: Camp) -> None:
    first = await camp.bring_in(night())
    pulls = [
        Pull(*VEXIE, 12.5, 5.4, (1, 2, 3), kill=True),
        Pull(*RIK, 30.2, 10, (1, 2, 3), kill=True),
        Pull(*STIX, 45, 5, (1, 2), kill=True),
    ]
    second = await camp.bring_in(night("eeeeFFFFggggHHHH", title="Other logger", pulls=pulls))
    assert second.raid.id == first.raid.id
    assert await camp.holdings(MARA, TOM, YLVA) == (80, 80, 70)  # Ylva was at the second kill after all
    shown = await camp.raids.views.show(GUILD, first.raid.id)
    assert [(boss.name, boss.pulls, boss.kill is not None) for boss in shown.bosses] == [
        ("Vexie", 2, True),
        ("Rik", 1, True),
        ("Stix", 1, True),
    ]


async def test_a_log_that_goes_on_where_another_stopped_is_of_the_same_night(camp: Camp) -> None:
    first = await camp.bring_in(night())
    more = night("eeeeFFFFggggHHHH", pulls=[Pull(*STIX, 60, 5, (1, 2, 3), kill=True)])
    second = await camp.bring_in(more)
    assert second.raid.id == first.raid.id
    assert await camp.holdings(MARA, YLVA) == (80, 70)


async def test_another_night_is_another_raid(camp: Camp) -> None:
    first = await camp.bring_in(night())
    later = night("eeeeFFFFggggHHHH", began=EVENING.replace(day=20, hour=1))
    camp.clock.advance(days=1)
    second = await camp.bring_in(later)
    assert second.raid.id != first.raid.id
    assert await camp.holdings(MARA, YLVA) == (140, 120)


async def test_alts_fold_into_mains_and_one_who_changes_characters_is_paid_once(camp: Camp) -> None:
    await camp.know(MARA, "Maralt")
    players = [*PLAYERS, ("Maralt", "Silvermoon")]
    pulls = [Pull(*VEXIE, 0, 5, (1, 5), kill=True), Pull(*RIK, 8, 5, (5,), kill=True)]
    camp.server.add(night(players=players, pulls=pulls))
    preview = await camp.raids.importing.preview(OFFICER, night().code)
    assert [str(one) for one in preview.plan.roster.alts] == ["Maralt-Silvermoon"]
    await camp.bring_in(night(players=players, pulls=pulls))
    assert await camp.holdings(MARA) == (70,)


async def test_who_is_linked_later_is_paid_by_importing_again(camp: Camp) -> None:
    await camp.bring_in(night())
    await camp.raids.characters.link(BRAM, "Pug", "Draenor", "", None)
    await camp.bring_in(night())
    assert await camp.holdings(BRAM, MARA, TOM) == (70, 70, 70)


async def test_a_name_on_two_servers_is_ambiguous_and_paid_to_nobody(camp: Camp) -> None:
    await camp.know(BRAM, "Twin", "")
    players = [*PLAYERS, ("Twin", "Draenor"), ("Twin", "Kazzak")]
    log = night(players=players, pulls=[Pull(*VEXIE, 0, 5, (1, 5, 6), kill=True)])
    camp.server.add(log)
    preview = await camp.raids.importing.preview(OFFICER, log.code)
    assert [str(one) for one in preview.plan.roster.ambiguous] == ["Twin-Draenor", "Twin-Kazzak"]
    await camp.bring_in(log)
    assert await camp.holdings(BRAM) == (0,)


async def test_a_second_press_changes_nothing_and_says_what_stands(camp: Camp) -> None:
    camp.server.add(night())
    preview = await camp.raids.importing.preview(OFFICER, night().code)
    assert preview.draft is not None
    first = await camp.raids.importing.apply(OFFICER, preview.draft)
    again = await camp.raids.importing.apply(OFFICER, preview.draft)
    assert (first.done.first, again.done.first) == (True, False)
    assert again.done.batch.id == first.done.batch.id
    assert await camp.holdings(MARA) == (70,)


async def test_twenty_who_press_at_once_pay_once(camp: Camp) -> None:
    camp.server.add(night())
    drafts = [(await camp.raids.importing.preview(OFFICER, night().code)).draft for _ in range(4)]
    presses = [camp.raids.importing.apply(OFFICER, draft) for draft in drafts * 5 if draft is not None]
    outcomes = await asyncio.gather(*presses, return_exceptions=True)
    done = [one for one in outcomes if not isinstance(one, BaseException)]
    assert len(presses) == 20
    assert sum(one.done.first for one in done) == 1
    refused = {one.code for one in outcomes if isinstance(one, Conflict)}
    assert refused == {"raid.applied_before"}
    assert await camp.holdings(MARA, TOM, YLVA) == (70, 70, 60)


async def test_what_changed_since_the_preview_is_shown_anew(camp: Camp) -> None:
    camp.server.add(night())
    preview = await camp.raids.importing.preview(OFFICER, night().code)
    await camp.raids.characters.link(BRAM, "Pug", "Draenor", "", None)
    with pytest.raises(Conflict, match=r"raid\.changed_since"):
        await camp.raids.importing.apply(OFFICER, preview.draft or 0)
    assert await camp.holdings(MARA) == (0,)


@pytest.mark.parametrize("system", ["dkp", "epgp", "loot_council"])
async def test_a_revert_takes_everything_back_and_the_log_can_come_again(camp: Camp, system: str) -> None:
    await camp.choose(system)
    pool = Pool.EP if system == "epgp" else Pool.DKP
    log = night()
    raid = (await camp.bring_in(log)).raid
    log.pulls.append(Pull(*STIX, 45, 8, (1, 2, 3), kill=True))
    await camp.bring_in(log)
    full = await camp.holdings(MARA, TOM, YLVA, pool=pool)
    assert full == ((0, 0, 0) if system == "loot_council" else (80, 80, 70))
    preview = await camp.raids.reverting.preview(OFFICER, raid.id, "wrong night")
    assert (preview.batches, await camp.holdings(MARA, TOM, YLVA, pool=pool)) == (2, full)
    done = await camp.raids.reverting.confirm(OFFICER, preview.draft or 0)
    assert done.raid.reverted_at is not None
    assert await camp.holdings(MARA, TOM, YLVA, pool=pool) == (0, 0, 0)
    again = await camp.raids.reverting.confirm(OFFICER, preview.draft or 0)
    assert not again.first
    with pytest.raises(Conflict, match=r"raid\.reverted_before"):
        await camp.raids.reverting.preview(OFFICER, raid.id, "again")
    assert await camp.desk.db.read(lambda tx: raids.newest(tx, GUILD, EVENING)) is None
    back = await camp.bring_in(log)
    assert back.raid.id == raid.id
    assert back.raid.reverted_at is None
    assert await camp.holdings(MARA, TOM, YLVA, pool=pool) == full
    assert await camp.desk.db.read(points.check) == []


async def test_another_log_of_a_reverted_night_pays_for_what_it_tells_only(camp: Camp) -> None:
    raid = (await camp.bring_in(night())).raid
    preview = await camp.raids.reverting.preview(OFFICER, raid.id, "the wrong log")
    await camp.raids.reverting.confirm(OFFICER, preview.draft or 0)
    other = night("eeeeFFFFggggHHHH", pulls=[Pull(*RIK, 30.2, 10, (1, 2), kill=True)])
    joined = await camp.bring_in(other)
    assert joined.raid.id == raid.id
    assert await camp.holdings(MARA, TOM, YLVA) == (60, 60, 0)
    await camp.bring_in(night())
    assert await camp.holdings(MARA, TOM, YLVA) == (70, 70, 60)


async def test_a_batch_of_it_that_is_undone_alone_can_be_paid_again(camp: Camp) -> None:
    applied = await camp.bring_in(night())
    await camp.hall.loot.undo.apply(OFFICER, applied.done.batch.id, "oops")
    raid = await camp.desk.db.read(lambda tx: raids.find(tx, GUILD, applied.raid.id))
    assert raid is not None
    assert raid.reverted_at is not None
    await camp.bring_in(night())
    assert await camp.holdings(MARA, TOM, YLVA) == (70, 70, 60)


async def test_the_cap_holds_and_what_it_swallowed_is_not_paid_later(camp: Camp) -> None:
    await camp.set("dkp.cap", 65_00)
    await camp.bring_in(night())
    assert await camp.holdings(MARA, YLVA) == (65, 60)
    await camp.set("dkp.cap", 0)
    assert (await camp.raids.importing.preview(OFFICER, night().code)).draft is None


async def test_it_is_told_once(camp: Camp) -> None:
    await camp.set("guild.announcements", 42)
    await camp.bring_in(night())
    ((facts, where),) = camp.office.told("raid.applied")
    assert where == 42
    assert facts["kills"] == ["Vexie", "Rik"]
    assert (facts["there"], facts["paid"], facts["total"], facts["pool"]) == (3, 3, 20000, "dkp")


async def test_who_may_not_and_what_is_no_report(camp: Camp) -> None:
    with pytest.raises(Forbidden):
        await camp.raids.importing.preview(MARA, night().code)
    with pytest.raises(Invalid, match=r"raid\.report_code"):
        await camp.raids.importing.preview(OFFICER, "https://example.org/reports/aaaaBBBBccccDDDD")
    with pytest.raises(NotFound, match=r"raid\.report_unknown"):
        await camp.raids.importing.preview(OFFICER, "nobodyKnowsThis1")
    camp.server.add(Log("emptyEMPTYempty1", "Nothing yet", "Undermine", EVENING, PLAYERS))
    with pytest.raises(Conflict, match=r"raid\.no_fights"):
        await camp.raids.importing.preview(OFFICER, "emptyEMPTYempty1")
    camp.server.for_everyone = broken(502)
    with pytest.raises(Unavailable, match=r"raid\.logs_unavailable"):
        await camp.raids.importing.preview(OFFICER, night().code)


async def test_the_bench_is_paid_its_part_of_what_it_missed_and_gives_it_back(camp: Camp) -> None:
    raid = (await camp.bring_in(night())).raid
    marked = await camp.raids.marks.mark(OFFICER, raid.id, BRAM.user_id, Mark.BENCHED)
    assert marked.done is not None
    assert await camp.holdings(BRAM) == (35,)  # half of two kills and the raid
    again = await camp.raids.marks.mark(OFFICER, raid.id, BRAM.user_id, Mark.BENCHED)
    assert again.done is None
    assert await camp.desk.db.read(lambda tx: audit.count(tx, GUILD, kind="raid.marked")) == 1
    await camp.raids.marks.mark(OFFICER, raid.id, YLVA.user_id, Mark.BENCHED)
    assert await camp.holdings(YLVA) == (65,)  # she was at the first kill
    await camp.raids.marks.mark(OFFICER, raid.id, BRAM.user_id, Mark.EXCUSED)
    assert await camp.holdings(BRAM) == (0,)
    log = night()
    log.pulls.append(Pull(*STIX, 45, 8, EVERYBODY, kill=True))
    await camp.raids.marks.mark(OFFICER, raid.id, BRAM.user_id, Mark.BENCHED)
    await camp.bring_in(log)
    assert await camp.holdings(BRAM, YLVA) == (40, 75)
    preview = await camp.raids.reverting.preview(OFFICER, raid.id, "all of it")
    await camp.raids.reverting.confirm(OFFICER, preview.draft or 0)
    assert await camp.holdings(BRAM, MARA, TOM, YLVA) == (0, 0, 0, 0)
    await camp.bring_in(log)
    assert await camp.holdings(BRAM, YLVA) == (40, 75)  # the marks stayed
    assert await camp.desk.db.read(points.check) == []


async def test_a_mark_taken_back_alone_is_what_it_was(camp: Camp) -> None:
    raid = (await camp.bring_in(night())).raid
    first = await camp.raids.marks.mark(OFFICER, raid.id, BRAM.user_id, Mark.BENCHED)
    second = await camp.raids.marks.mark(OFFICER, raid.id, BRAM.user_id, Mark.ABSENT)
    assert first.done is not None
    assert second.done is not None
    with pytest.raises(Conflict, match=r"raid\.marked_since"):
        await camp.hall.loot.undo.apply(OFFICER, first.done.batch.id, "no")
    await camp.hall.loot.undo.apply(OFFICER, second.done.batch.id, "no")
    assert await camp.holdings(BRAM) == (35,)
    marks = await camp.desk.db.read(lambda tx: raids.marks_of(tx, raid.id))
    assert list(marks.values()) == [Mark.BENCHED]


async def test_a_raid_whose_marks_were_paid_is_taken_back_whole(camp: Camp) -> None:
    applied = await camp.bring_in(night())
    await camp.raids.marks.mark(OFFICER, applied.raid.id, BRAM.user_id, Mark.BENCHED)
    with pytest.raises(Conflict, match=r"raid\.undo_marks"):
        await camp.hall.loot.undo.apply(OFFICER, applied.done.batch.id, "no")
    assert await camp.holdings(BRAM, MARA) == (35, 70)


async def test_marks_are_for_raids_that_stand_and_for_officers(camp: Camp) -> None:
    raid = (await camp.bring_in(night())).raid
    with pytest.raises(Forbidden):
        await camp.raids.marks.mark(MARA, raid.id, MARA.user_id, Mark.EXCUSED)
    with pytest.raises(NotFound, match=r"raid\.unknown"):
        await camp.raids.marks.mark(OFFICER, 999, MARA.user_id, Mark.EXCUSED)
    preview = await camp.raids.reverting.preview(OFFICER, raid.id, "gone")
    await camp.raids.reverting.confirm(OFFICER, preview.draft or 0)
    with pytest.raises(Conflict, match=r"raid\.mark_reverted"):
        await camp.raids.marks.mark(OFFICER, raid.id, MARA.user_id, Mark.EXCUSED)


async def test_what_decayed_since_is_not_taken_back(camp: Camp) -> None:
    raid = (await camp.bring_in(night())).raid
    await camp.raids.marks.mark(OFFICER, raid.id, BRAM.user_id, Mark.BENCHED)
    decaying = camp.hall.loot.decaying
    await decaying.apply(OFFICER, (await decaying.preview(OFFICER, System.DKP, 10_00)).draft)
    assert await camp.has(BRAM) == 31_50
    marked = await camp.raids.marks.mark(OFFICER, raid.id, BRAM.user_id, Mark.ABSENT)
    assert marked.done is not None
    assert await camp.has(BRAM) == 0
    await camp.hall.loot.undo.apply(OFFICER, marked.done.batch.id, "benched after all")
    assert await camp.has(BRAM) == 31_50
    preview = await camp.raids.reverting.preview(OFFICER, raid.id, "all of it")
    assert len(preview.decays) == 1
    await camp.raids.reverting.confirm(OFFICER, preview.draft or 0)
    assert [await camp.has(one) for one in (BRAM, MARA, TOM, YLVA)] == [0, 0, 0, 0]
    assert await camp.desk.db.read(points.check) == []


async def test_under_the_council_who_is_linked_later_was_there_too(camp: Camp) -> None:
    await camp.choose("loot_council")
    raid = (await camp.bring_in(night())).raid
    linked = await camp.raids.characters.link(BRAM, "Pug", "Draenor", "", None)
    await camp.bring_in(night())
    assert linked.person.member_id in await camp.desk.db.read(lambda tx: raids.attendees(tx, raid.id))
    assert (await camp.raids.importing.preview(OFFICER, night().code)).draft is None


async def test_a_log_that_tells_of_one_kill_twice_pays_it_once(camp: Camp) -> None:
    pulls = [Pull(*VEXIE, 0, 5, (1, 2), kill=True), Pull(*VEXIE, 0.5, 5, (1, 3), kill=True)]
    await camp.bring_in(night(pulls=pulls))
    assert await camp.holdings(MARA, TOM, YLVA) == (60, 60, 60)


async def test_two_pulls_within_a_minute_are_two(camp: Camp) -> None:
    pulls = [Pull(*VEXIE, 0, 0.3, (1, 2)), Pull(*VEXIE, 0.6, 5, (1, 2), kill=True)]
    raid = (await camp.bring_in(night(pulls=pulls))).raid
    (boss,) = (await camp.raids.views.show(GUILD, raid.id)).bosses
    assert (boss.pulls, boss.kill is not None) == (2, True)
    assert await camp.holdings(MARA) == (60,)


async def test_who_turns_out_to_have_been_there_gives_the_bench_back(camp: Camp) -> None:
    raid = (await camp.bring_in(night())).raid
    await camp.raids.marks.mark(OFFICER, raid.id, BRAM.user_id, Mark.BENCHED)
    assert await camp.holdings(BRAM) == (35,)
    await camp.raids.characters.link(BRAM, "Pug", "Draenor", "", None)
    applied = await camp.bring_in(night())
    assert await camp.holdings(BRAM) == (70,)
    assert [move.delta for move in applied.done.moves] == [35_00]


async def test_a_mark_pays_the_bench_and_nothing_else(camp: Camp) -> None:
    raid = (await camp.bring_in(night())).raid
    await camp.set("dkp.per_quarter", 100)  # from now on; what was there before is paid when the log comes again
    marked = await camp.raids.marks.mark(OFFICER, raid.id, MARA.user_id, Mark.EXCUSED)
    assert marked.done is None
    assert await camp.holdings(MARA) == (70,)
