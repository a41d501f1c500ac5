"""Blocks: leaders let somebody only look; what that person has stays, and the log knows."""

import pytest
from sqlalchemy import text

from domain.people import Actor, Rank
from services import access
from services.blocks import Blocks, BlocksKeeper
from services.desk import Desk
from services.privacy import HouseKeeper, Privacy
from storage import audit, blocks, members
from tests.services.banking import refused
from tests.services.conftest import GUILD, LEADERS
from tests.services.requesting import code_of, logged, rows


@pytest.fixture
def order(desk: Desk) -> Blocks:
    """The service in a guild with officers and leaders."""
    return Blocks(desk)


async def enters(desk: Desk, who: Actor, needed: Rank = Rank.MEMBER) -> int:
    """The person does something that the books keep."""
    now = desk.clock()
    return (await desk.db.write(lambda tx: access.enter(tx, who, needed, now))).id


async def test_whoever_is_blocked_is_told_why_and_nothing_else(order: Blocks, desk: Desk, leader: Actor, raider: Actor):
    blocked = await order.block(leader, raider, " sold\n credits ")
    assert (blocked.user_id, blocked.reason, blocked.again) == (raider.user_id, "sold credits", False)
    assert await refused(enters(desk, raider)) == ("access.blocked", {"reason": "sold credits"})
    member = await desk.db.read(lambda tx: members.find(tx, GUILD, raider.user_id))
    assert member is not None
    assert member.blocked == "sold credits", "whoever looks is found all the same"
    elsewhere = Actor(GUILD + 1, raider.user_id, frozenset(), manages_guild=False)
    assert await enters(desk, elsewhere)


async def test_an_officer_can_be_blocked_and_then_decides_nothing(
    order: Blocks, desk: Desk, leader: Actor, officer: Actor
):
    await enters(desk, officer, Rank.OFFICER)
    await order.block(leader, officer, "not now")
    assert await code_of(enters(desk, officer, Rank.OFFICER)) == "access.blocked"


async def test_only_leaders_block_and_never_themselves_or_each_other(
    order: Blocks, desk: Desk, leader: Actor, officer: Actor, raider: Actor
):
    for person in (officer, raider):
        assert await code_of(order.block(person, Actor(GUILD, 1, frozenset(), manages_guild=False), "x")) == (
            "access.leader"
        )
        assert await code_of(order.unblock(person, raider.user_id)) == "access.leader"
    assert await code_of(order.block(leader, leader, "x")) == "block.self"
    other = Actor(GUILD, 77, frozenset({LEADERS}), manages_guild=False)
    manager = Actor(GUILD, 78, frozenset(), manages_guild=True)
    for one in (other, manager):
        assert await code_of(order.block(leader, one, "x")) == "block.leader"
    assert await rows(desk, "SELECT count(*) FROM members WHERE blocked_at IS NOT NULL") == [(0,)]


async def test_a_reason_is_needed_on_one_line(order: Blocks, leader: Actor, raider: Actor):
    for reason in ("", " \n ", "x" * 301):
        assert await refused(order.block(leader, raider, reason)) == ("block.reason_length", {"limit": 300})


async def test_whoever_becomes_a_leader_is_not_held(order: Blocks, desk: Desk, leader: Actor, raider: Actor):
    await order.block(leader, raider, "x")
    promoted = Actor(GUILD, raider.user_id, frozenset({LEADERS}), manages_guild=False)
    assert await enters(desk, promoted)
    assert await enters(desk, promoted, Rank.LEADER)
    await order.unblock(promoted, raider.user_id)
    assert await enters(desk, raider)


async def test_blocking_again_keeps_the_newest_reason(order: Blocks, desk: Desk, leader: Actor, raider: Actor):
    await order.block(leader, raider, "one")
    assert (await order.block(leader, raider, "one")).again
    assert not (await order.block(leader, raider, "two")).again
    assert (await refused(enters(desk, raider)))[1] == {"reason": "two"}
    assert [note for *_, note, _ in await logged(desk, "member")] == ["one", "two"]


async def test_unblocking_lets_them_take_part_again(order: Blocks, desk: Desk, leader: Actor, raider: Actor):
    assert await code_of(order.unblock(leader, raider.user_id)) == "block.not_blocked"
    await order.block(leader, raider, "x")
    await order.unblock(leader, raider.user_id)
    assert await code_of(order.unblock(leader, raider.user_id)) == "block.not_blocked"
    member_id = await enters(desk, raider)
    assert [(kind, facts, note, hidden) for kind, facts, note, hidden in await logged(desk, "member")] == [
        ("member.blocked", {"member": member_id}, "x", True),
        ("member.unblocked", {"member": member_id}, None, True),
    ]


async def test_export_and_erasure_know_of_it(order: Blocks, desk: Desk, leader: Actor, raider: Actor, officer: Actor):
    privacy = Privacy(desk, (HouseKeeper(), BlocksKeeper()))
    await order.block(leader, raider, "a secret about them")
    await order.block(leader, officer, "another")
    kept = await privacy.export(raider)
    assert kept["blocked"] == {"at": desk.clock().isoformat(), "reason": "a secret about them"}
    assert (await privacy.export(leader))["blocked"] is None
    assert await privacy.erase(raider), "a blocked member may leave"
    assert await rows(desk, "SELECT blocked_reason FROM members WHERE user_id IS NULL") == [(None,)]
    assert await rows(desk, "SELECT text FROM audit_notes") == [("another",)]
    verdict, note = await desk.db.read(lambda tx: audit.check(tx, GUILD))
    assert (verdict.fault, note) == (None, 0), "the chain still verifies"
    member = await desk.db.read(lambda tx: tx.execute(text("SELECT id FROM members WHERE user_id IS NULL")).scalar())
    assert isinstance(member, int)
    assert await desk.db.read(lambda tx: blocks.of(tx, member)) is None
