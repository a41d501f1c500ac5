"""Blocking: whom leaders can block, what it keeps somebody from and what not, and costly commands that wait."""

from collections.abc import Mapping
from typing import Any

import discord
import pytest
from simcord.results import InteractionResult

from cogs.ui.cooldowns import COSTLY
from cogs.ui.permissions import MATRIX
from domain.people import Rank
from playground.hiscores import DemoHiscores
from tests.bot.acting import buttons, card, enrol, in_spanish, said, tick
from tests.bot.bidding import bid, with_dkp
from tests.bot.conftest import World
from tests.bot.contesting import ended, entered, settle
from tests.bot.deciding import opened as decision_opened
from tests.bot.entering import fill, hand_in, open_week
from tests.bot.potting import NAME as POT
from tests.bot.potting import buy, with_credits

WHY = "sold *credits*"
REFUSED = (
    "For now you can only look around here, export your data and erase it. The reason: “sold \\*credits\\*”. "
    "If you think that is wrong, talk to a leader: they can change it with `/settings unblock`."
)

CHANGES: Mapping[str, Mapping[str, Any]] = {
    "challenge submit": {"challenge": "1"},
    "challenge edit-mine": {"submission": "1"},
    "challenge withdraw": {"submission": "1"},
    "clan claim": {"name": "Mara"},
    "pot join": {"pot": POT, "tickets": 1},
    "pot leave": {"pot": POT},
    "auction bid": {"auction": "1", "amount": 20},
    "raid character": {"name": "Mara"},
    "link": {},
    "me": {"region": "EU"},
    "request ai-credit": {"amount": 5, "reason": "a guide"},
    "request lead-credit": {"amount": 5, "reason": "a guide"},
    "request withdraw": {},
}
"""The commands with which a member changes something, and options with which they would."""

LOOKS: Mapping[str, Mapping[str, Any]] = {
    "challenge show": {"challenge": "1"},
    "challenge gallery": {"challenge": "1", "sort": "newest"},
    "challenge board": {"challenge": "1"},
    "challenge results": {"challenge": "1"},
    "clan stats": {"window": "7d"},
    "clan gains": {"metric": "total_xp", "window": "7d"},
    "clan profile": {"name": "Mara", "window": "7d"},
    "contest show": {"contest": "1"},
    "contest entries": {"contest": "1"},
    "pot show": {"pot": POT},
    "auction show": {"auction": "1"},
    "raid show": {"raid": "1"},
    "raid attendance": {"window": "30d"},
    "loot show": {"decision": "1"},
    "loot why": {"decision": "1"},
}
"""Options of commands that look; those that are not named here need none, `compare` needs somebody."""

CONFIRM = ("Leave", "Withdraw it", "Bid", "Confirm")


async def block(world: World, whom: Any, reason: str = WHY, by: Any = None) -> InteractionResult:
    """A leader blocks somebody."""
    return await (by or world.leader).slash(world.general, "settings block", member=whom, reason=reason)


async def to_the_end(world: World, answer: InteractionResult) -> str:
    """What the raider is told in the end: forms are sent, prompts are confirmed."""
    if answer.modal:
        answer = await fill(world.raider, answer, title="A cat")
    if answer.response and (label := next((one for one in CONFIRM if one in buttons(card(answer))), None)):
        pressed = await world.raider.click(card(answer), label=label)
        return said(answer) + said(pressed)
    return said(answer)


async def lived(world: World) -> tuple[Any, Any, Any]:
    """The raider holds tickets, handed something in, asks for credits and leads an auction: the three panels."""
    await enrol(world, "Mara")
    pot = await with_credits(world)
    await buy(world.raider, card(pot), "3")
    auction = await with_dkp(world)
    await bid(world.raider, auction, 15)
    await hand_in(world, world.raider, await open_week(world))
    await world.raider.slash(world.general, "request ai-credit", amount=50, reason="a guide")
    return pot, auction, await decision_opened(world)


async def test_whoever_is_blocked_changes_nothing_by_any_command(world: World):
    await lived(world)
    await block(world, world.raider)
    allowed = {"privacy show", "privacy export", "privacy erase", "unlink"}
    members = {name for name, rank in MATRIX.items() if rank is Rank.MEMBER}
    assert set(CHANGES) <= members
    wrong = [
        (command, answer)
        for command, options in CHANGES.items()
        if REFUSED
        not in (answer := await to_the_end(world, await world.raider.slash(world.general, command, **options)))
    ]
    assert not wrong
    for command in sorted(members - set(CHANGES) - allowed):
        options = {"member": world.boss} if command == "compare" else LOOKS.get(command, {})
        assert REFUSED not in said(await world.raider.slash(world.general, command, **options)), command


async def test_whoever_is_blocked_can_still_export_and_erase(world: World):
    await block(world, world.raider)
    exported = await world.raider.slash(world.general, "privacy export")
    assert REFUSED not in said(exported)
    assert REFUSED not in said(await world.raider.slash(world.general, "privacy erase"))


async def test_buttons_refuse_as_commands_do_and_what_runs_goes_on(world: World):
    pot, auction, decision = await lived(world)
    before = said(pot)
    await block(world, world.raider)
    for panel, label in ((pot, "1"), (pot, "3"), (decision, "BiS"), (decision, "Pass")):
        assert REFUSED in await to_the_end(world, await world.raider.click(card(panel), label=label)), label
    assert REFUSED in said(await bid(world.raider, auction, 30))
    await tick(world)
    assert said(pot) == before, "tickets stay: the draw can be verified"
    assert f"<@{world.raider.id}>" in said(auction), "the bid stays"


async def test_the_answer_says_what_it_means(world: World):
    done = await block(world, world.raider)
    assert done.ephemeral
    assert said(done).startswith(
        f"<@{world.raider.id}> can only look from now on, and reads why: “sold \\*credits\\*”."
    )
    assert "What they have in pots, auctions, votes and locked draws stays as it is" in said(done)
    again = await block(world, world.raider)
    assert said(again) == f"<@{world.raider.id}> could already only look, for this reason: “sold \\*credits\\*”."
    log = said(await world.officer.slash(world.general, "audit list", kind="member.blocked"))
    assert f"<@{world.leader.id}> · **blocked a member**\n-# <@{world.raider.id}> · “sold \\*credits\\*”" in log
    assert "credits" not in said(await world.raider.slash(world.general, "audit list"))
    lifted = await world.boss.slash(world.general, "settings unblock", member=world.raider)
    assert said(lifted) == f"<@{world.raider.id}> can take part again."
    assert "You ask for **5 AI credits**" in said(
        await world.raider.slash(world.general, "request ai-credit", amount=5, reason="a guide")
    )
    again = await world.leader.slash(world.general, "settings unblock", member=world.raider)
    assert said(again) == "That person is not blocked: they can take part."


async def test_leaders_cannot_be_blocked_by_each_other_or_themselves(world: World):
    assert said(await block(world, world.leader)) == "You cannot block yourself. Pick somebody else."
    leaders = "A leader cannot be blocked. Take the leader role or *Manage Server* from them first."
    assert said(await block(world, world.boss)) == leaders, "Manage Server"
    assert said(await block(world, world.leader, by=world.boss)) == leaders, "a leader role"
    admin = world.person("Admin", world.guild.create_role("A", permissions=discord.Permissions(administrator=True)))
    assert said(await block(world, admin)) == leaders
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    assert said(await block(world, robot)) == "Bots do not take part anyway. Pick a person."
    for person in (world.officer, world.raider):
        assert said(await block(world, world.raider, by=person)).startswith("Only leaders can do that")


async def test_an_officer_can_be_blocked(world: World):
    await block(world, world.officer)
    assert said(await world.officer.slash(world.general, "clan add", name="Tom")) == REFUSED


async def test_entries_of_the_blocked_do_not_count_and_are_drawn_without(world: World, hiscores: DemoHiscores):
    contest, panel = await entered(world, hiscores)
    await settle(world)
    assert "3 entries by 2 members" in said(panel)
    await block(world, world.raider)
    await settle(world)
    assert "1 entry by 1 member" in said(panel)
    mine = said(await world.raider.click(card(panel), label="My entries"))
    assert "You can only look around here for now, so your entries do not count." in mine
    await world.leader.slash(world.general, "settings unblock", member=world.raider)
    await settle(world)
    assert "3 entries by 2 members" in said(panel)
    assert "only look" not in said(await world.raider.click(card(panel), label="My entries"))
    await block(world, world.raider)
    await world.officer.slash(world.general, "clan snapshot")
    await tick(world)
    await settle(world)
    assert "1 entry by 1 member" in said(panel), "no snapshot brings them back"
    log = said(await world.officer.slash(world.general, "audit list", kind="contest.recounted"))
    assert "after somebody was blocked or unblocked" in log
    assert contest


async def test_a_locked_draw_stays_as_it_was(world: World, hiscores: DemoHiscores):
    _, panel = await ended(world, hiscores)
    assert "3 entries by 2 members" in said(panel)
    await block(world, world.raider)
    await settle(world)
    assert "3 entries by 2 members" in said(panel)


async def test_a_character_that_came_to_the_blocked_later_does_not_count(world: World, hiscores: DemoHiscores):
    _, panel = await entered(world, hiscores)
    claim = await world.raider.slash(world.general, "clan claim", name="Bram")
    await world.officer.click(card(claim), label="Confirm")
    await settle(world)
    assert "3 entries by 2 members" in said(panel), "Bram entered as nobody's"
    await block(world, world.raider)
    await settle(world)
    assert "Nobody has entered yet." in said(panel)


async def test_a_character_that_counts_for_the_blocked_does_not_whoever_has_it_now(
    world: World, hiscores: DemoHiscores
):
    _, panel = await entered(world, hiscores)
    claim = await world.boss.slash(world.general, "clan claim", name="Mara")
    await world.officer.click(card(claim), label="Confirm")
    await block(world, world.raider)
    await settle(world)
    assert "1 entry by 1 member" in said(panel), "it was published as the raider's"


async def test_costly_commands_wait_when_asked_again_and_again(world: World):
    times, seconds = COSTLY["clan stats"]
    for _ in range(times):
        assert "Try again" not in said(await world.raider.slash(world.general, "clan stats", window="7d"))
    late = await world.raider.slash(world.general, "clan stats", window="7d")
    assert late.ephemeral
    at = int(world.env.now().timestamp() + seconds)
    assert said(late) == (f"That takes a while to work out, and you have asked for it often. Try again <t:{at}:R>.")
    assert "Try again" not in said(await world.officer.slash(world.general, "clan stats", window="7d"))
    assert "Try again" not in said(await world.raider.slash(world.general, "clan overview"))
    await world.env.advance_time(seconds)
    assert "Try again" not in said(await world.raider.slash(world.general, "clan stats", window="7d"))


def test_every_costly_command_exists():
    assert set(COSTLY) <= set(MATRIX)


async def test_it_speaks_spanish(world: World, monkeypatch: pytest.MonkeyPatch):
    in_spanish(monkeypatch)
    assert said(await block(world, world.raider)).startswith(f"<@{world.raider.id}> solo puede mirar a partir de ahora")
    refused = said(await world.raider.slash(world.general, "request ai-credit", amount=5, reason="una guía"))
    assert refused.startswith("Por ahora aquí solo puedes mirar")
