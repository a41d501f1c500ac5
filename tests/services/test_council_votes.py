"""Votes never leave the books before the policy lets them: every transparency, every viewer, every way out."""

import json
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from typing import Any

import pytest

from domain.decisions import Sight
from domain.loot import QUORUM, Response, System, Transparency
from domain.people import Actor
from services.desk import Desk
from services.loot.council.seeing import Line
from tests.services.conftest import Clock
from tests.services.deciding import BRAM, JAINA, KHADGAR, MARA, SYLVA, TOM, Chamber, refused
from tests.services.drawing import open_house

PUBLIC, COUNTS, COUNCIL, BLIND = Transparency
MEMBER, VOTED, UNVOTED = BRAM, SYLVA, KHADGAR


@pytest.fixture
async def chamber(desk: Desk, clock: Clock) -> AsyncIterator[Chamber]:
    """A council of a guild that hands out loot by its word."""
    async with open_house(desk, clock) as house:
        chamber = Chamber(house)
        await chamber.under(System.COUNCIL)
        yield chamber


async def voted_on(chamber: Chamber, transparency: Transparency) -> Any:
    """Mara and Tom want it; Jaina and Sylva approve of Mara, Sylva rejects Tom; Khadgar has not voted."""
    decision = await chamber.open(transparency=transparency, council=[JAINA, SYLVA, KHADGAR])
    await chamber.answers(decision, mara=Response.BIS, tom=Response.UPGRADE)
    for officer in (JAINA, SYLVA):
        await chamber.vote(officer, decision, MARA)
    await chamber.vote(SYLVA, decision, TOM, approve=False)
    return decision


def seen(line: Line) -> Sight:
    """What a line gives away."""
    if line.approved or line.rejected:
        return Sight.NAMES
    return Sight.NOTHING if line.tally is None else Sight.COUNTS


OPEN: dict[tuple[Transparency, Actor | None], Sight] = {
    (PUBLIC, None): Sight.NAMES, (PUBLIC, MEMBER): Sight.NAMES,
    (PUBLIC, VOTED): Sight.NAMES, (PUBLIC, UNVOTED): Sight.NAMES,
    (COUNTS, None): Sight.COUNTS, (COUNTS, MEMBER): Sight.COUNTS,
    (COUNTS, VOTED): Sight.COUNTS, (COUNTS, UNVOTED): Sight.COUNTS,
    (COUNCIL, None): Sight.NOTHING, (COUNCIL, MEMBER): Sight.NOTHING,
    (COUNCIL, VOTED): Sight.NAMES, (COUNCIL, UNVOTED): Sight.NAMES,
    (BLIND, None): Sight.NOTHING, (BLIND, MEMBER): Sight.NOTHING,
    (BLIND, VOTED): Sight.COUNTS, (BLIND, UNVOTED): Sight.NOTHING,
}  # fmt: skip
DECIDED = OPEN | {(BLIND, UNVOTED): Sight.COUNTS}


@pytest.mark.parametrize(("transparency", "viewer"), list(OPEN))
async def test_while_it_is_open_everybody_sees_what_the_policy_lets_them(
    chamber: Chamber, transparency: Transparency, viewer: Actor | None
):
    decision = await voted_on(chamber, transparency)
    line = await chamber.line(decision, MARA, viewer)
    assert seen(line) == OPEN[transparency, viewer]
    if line.tally is not None:
        assert (line.tally.approvals, line.tally.rejections) == (2, 0)
    assert line.mine is (True if viewer is SYLVA else None), "one's own vote one always sees"


@pytest.mark.parametrize(("transparency", "viewer"), [one for one in OPEN if one[1] is not None])
async def test_the_frozen_card_is_told_under_the_same_policy(
    chamber: Chamber, transparency: Transparency, viewer: Actor
):
    decision = await voted_on(chamber, transparency)
    await chamber.award(decision, MARA)
    (told,) = (await chamber.why(decision, viewer)).told
    (line,) = [one for one in told.lines if one.answer.response is Response.BIS]
    assert seen(line) == DECIDED[transparency, viewer]


async def test_a_blind_award_that_is_taken_back_hides_its_votes_again(chamber: Chamber):
    decision = await voted_on(chamber, BLIND)
    awarded = await chamber.award(decision, MARA)
    assert awarded.award is not None
    await chamber.undo(awarded.award.batch_id)
    (told,) = (await chamber.why(decision, UNVOTED)).told
    assert {seen(line) for line in told.lines} == {Sight.NOTHING}
    await chamber.vote(UNVOTED, decision, TOM)
    (told,) = (await chamber.why(decision, UNVOTED)).told
    assert {seen(line) for line in told.lines} == {Sight.COUNTS}


@pytest.mark.parametrize("transparency", Transparency)
async def test_who_has_voted_is_for_officers_and_for_all_where_votes_bear_names(
    chamber: Chamber, transparency: Transparency
):
    decision = await voted_on(chamber, transparency)
    for viewer in (None, MEMBER):
        ballot = (await chamber.shown(decision, viewer)).ballot
        assert bool(ballot.voters) == bool(ballot.waiting) == (transparency is PUBLIC)
    ballot = (await chamber.council.views.council(VOTED, decision.id)).ballot
    assert set(ballot.voters) == {await chamber.id(JAINA), await chamber.id(SYLVA)}
    assert ballot.waiting == (await chamber.id(KHADGAR),)


@pytest.mark.parametrize("transparency", [COUNCIL, BLIND])
async def test_a_vote_leaves_no_trace_outside_its_table(
    chamber: Chamber, transparency: Transparency, caplog: pytest.LogCaptureFixture
):
    decision = await chamber.open(transparency=transparency, council=[JAINA, SYLVA])
    await chamber.answers(decision, mara=Response.BIS, tom=Response.UPGRADE)
    await chamber.house.hall.panels.hang(77, "loot.decision", decision.id, channel_id=1, message_id=2)
    before = everything_but_votes(chamber)
    with caplog.at_level(logging.DEBUG):
        await chamber.vote(JAINA, decision, MARA)
        await chamber.vote(JAINA, decision, TOM, approve=False)
    assert everything_but_votes(chamber) == before, "no audit row, no notice, no repaint that others would notice"
    assert not [one for one in caplog.records if "vote" in one.getMessage().lower() and one.name.startswith("services")]


async def test_an_award_tells_nobody_the_votes(chamber: Chamber):
    decision = await voted_on(chamber, COUNCIL)
    await chamber.award(decision, MARA)
    with closing(sqlite3.connect(chamber.house.desk.db.path)) as connection:
        facts = [json.loads(row[0]) for row in connection.execute("SELECT facts FROM outbox")]
        bodies = b" ".join(row[0] for row in connection.execute("SELECT body FROM audit"))
    assert {key for one in facts for key in one} <= {"decision", "award", "batch", "by", "orchestrator", "settlement"}
    assert b"vote" not in bodies
    assert b"approve" not in bodies


async def test_an_export_has_one_s_own_votes_and_nobody_else_s(chamber: Chamber):
    await voted_on(chamber, BLIND)
    privacy = chamber.house.hall.privacy
    own = await privacy.export(SYLVA)
    assert sorted((one["candidate"], one["approve"]) for one in own["decision_votes"]) == sorted(
        [(await chamber.id(MARA), True), (await chamber.id(TOM), False)]
    )
    for somebody in (MARA, BRAM, KHADGAR):
        kept = await privacy.export(somebody)
        assert not kept.get("decision_votes")
    assert (await privacy.export(MARA))["decision_answers"][0]["response"] == "bis"


async def test_in_a_blind_decision_an_officer_votes_before_they_award(chamber: Chamber):
    decision = await voted_on(chamber, BLIND)
    await refused(chamber.propose(decision, MARA, officer=KHADGAR), "loot.vote_first")
    await chamber.vote(KHADGAR, decision, MARA)
    await chamber.award(decision, MARA, officer=KHADGAR)


async def test_the_quorum_is_shown_with_who_is_missing(chamber: Chamber):
    await chamber.set((QUORUM, 3))
    decision = await voted_on(chamber, PUBLIC)
    proposal = await chamber.propose(decision, MARA)
    assert (proposal.decision.rules.quorum, proposal.voters) == (3, 2)


def everything_but_votes(chamber: Chamber) -> list[str]:
    """All that the database holds besides the votes; who acts is entered among the members when first seen."""
    with closing(sqlite3.connect(chamber.house.desk.db.path)) as connection:
        dump = list(connection.iterdump())
    return [one for one in dump if "decision_votes" not in one and '"members"' not in one and "members" not in one]
