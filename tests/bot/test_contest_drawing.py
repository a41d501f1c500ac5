"""The draw of a contest, from the press to a winner that a stranger can check, and what a host cannot do about it."""

import re

import pytest
from simcord.results import InteractionResult

from domain.people import Actor
from fairness.verify import Outcome, verify
from playground.beacon import SILENT, DemoBeacon
from playground.hiscores import DemoHiscores
from tests.bot.acting import at_once, buttons, card, press_on, said, screen
from tests.bot.conftest import World
from tests.bot.contesting import drawn, ended, entered, gains, running, settle

WINS = re.compile(r"🏆 (<@\d+>|\*\*Bram\*\*) wins with ticket [0-2] of 3")


async def proof_of(answer: InteractionResult) -> bytes:
    """The proof that goes with an answer."""
    (file,) = card(answer).attachments
    return await file.read()


def posts(world: World, heading: str) -> list[str]:
    """What was posted in the channel of the draw under that heading."""
    return [text for text in map(said, world.general.history()) if heading in text.splitlines()[0]]


async def test_the_whole_path_from_a_draft_to_a_proof_that_a_stranger_checks(
    world: World, hiscores: DemoHiscores, beacon: DemoBeacon
) -> None:
    contest, panel = await ended(world, hiscores)
    ceremony = await world.leader.click(card(panel), label="Run draw")
    assert not ceremony.ephemeral
    assert said(ceremony).startswith("## ⏳ The secret is out")
    await settle(world, 1)
    assert re.search(r"⏳ The draw is called: beacon round [0-9,]+ decides, out <t:\d+:R>\.", said(panel))
    assert "Run draw" not in buttons(card(panel))
    await world.env.advance_time(30)
    await settle(world)
    assert WINS.search(said(ceremony).splitlines()[0])
    assert "Drawn <t:" in said(panel)
    told = WINS.search(said(panel))
    assert told is not None
    assert set(buttons(card(panel))) >= {"My entries", "All entries", "How it is drawn", "Verify", "Proof file"}
    news = said(world.news.history()[-1])
    assert news.startswith("## 🏆 Slayer week: the winner\nDrawn <t:")
    assert told.group() in news
    proof = await proof_of(await world.raider.click(card(panel), label="Proof file"))
    found = verify(proof, world.bot.hall.draws.trust)
    assert found.outcome is Outcome.VERIFIED
    assert found.proof is not None
    assert found.proof.draw.rules.startswith("Slayer week\nPrize: 10M bank\n")
    assert [entry.who for entry in found.proof.entries] == [f"discord:{world.raider.id}"] * 2 + ["osrs:Bram"]
    assert all("guildhall/evidence/1" in (entry.evidence or "") for entry in found.proof.entries)
    (winner,) = found.proof.winners
    whose = next(entry.who for entry in found.proof.entries if entry.participant == winner.pick.participant)
    assert told.group(1) == ("**Bram**" if whose == "osrs:Bram" else f"<@{world.raider.id}>")
    verdict = await world.raider.click(card(panel), label="Verify")
    assert said(verdict).startswith("## ✅ Verified")
    again = await world.leader.slash(world.general, "contest draw", contest=contest)
    assert said(again).startswith("**Slayer week** is already drawn, and that is final.")


async def test_only_leaders_run_the_draw(world: World, hiscores: DemoHiscores) -> None:
    contest, panel = await ended(world, hiscores)
    for person in (world.raider, world.officer):
        assert said(await person.click(card(panel), label="Run draw")).startswith("Only leaders can do that")
        refused = await person.slash(world.general, "contest draw", contest=contest)
        assert said(refused).startswith("Only leaders can do that")
    await settle(world)
    assert posts(world, "the secret is out") == []


async def test_two_leaders_and_a_double_click_draw_once(world: World, hiscores: DemoHiscores) -> None:
    contest, panel = await ended(world, hiscores)
    seen = screen(world.leader, card(panel))
    first, second, third = await at_once(
        press_on(world.leader, seen, "Run draw"),
        press_on(world.leader, seen, "Run draw"),
        world.boss.slash(world.general, "contest draw", contest=contest),
    )
    public = [one for one in (first, second, third) if not one.ephemeral]
    refused = [one for one in (first, second, third) if one.ephemeral]
    assert len(public) == 1
    assert len(refused) == 2
    assert all("called" in said(one) for one in refused)
    await world.env.advance_time(30)
    await settle(world)
    assert len(posts(world, "the secret is out")) == 1
    assert len([one for one in map(said, world.news.history()) if one.startswith("## 🏆 Slayer week: the winner")]) == 1
    assert said(await press_on(world.leader, seen, "Run draw")).startswith("**Slayer week** is already drawn")


@pytest.mark.parametrize("moment", ["published", "entered", "ended", "called", "drawn"])
async def test_a_restart_in_every_state_changes_nothing(world: World, hiscores: DemoHiscores, moment: str) -> None:
    contest, panel = await (running if moment == "published" else entered)(world, hiscores)
    if moment in ("published", "entered"):
        await world.restart()
        await gains(hiscores, "mara", slayer=150_000, zulrah=60)
        await gains(hiscores, "bram", zulrah=50)
    await world.env.advance_time(3600)
    await world.leader.slash(world.general, "contest end", contest=contest)
    if moment == "ended":
        await world.restart()
    await settle(world)
    seen = screen(world.leader, card(panel))
    await world.leader.click(card(panel), label="Run draw")
    if moment == "called":
        await world.restart()
    await world.env.advance_time(30)
    await settle(world)
    if moment == "drawn":
        await world.restart()
        await settle(world)
    assert WINS.search(said(panel))
    assert len(posts(world, "the secret is out")) == 1
    refused = await press_on(world.leader, seen, "Run draw")
    assert said(refused).startswith("**Slayer week** is already drawn")
    mine = await world.raider.click(card(panel), label="My entries")
    assert "2 entries, one ticket each" in said(mine)
    proof = await proof_of(await world.raider.click(card(panel), label="Proof file"))
    assert verify(proof, world.bot.hall.draws.trust).outcome is Outcome.VERIFIED


async def test_once_called_nothing_stops_it(world: World, hiscores: DemoHiscores, beacon: DemoBeacon) -> None:
    contest, panel = await ended(world, hiscores)
    beacon.for_everyone = SILENT
    await world.leader.click(card(panel), label="Run draw")
    off = await world.leader.slash(world.general, "contest cancel", contest=contest, reason="I dislike it")
    assert said(off).startswith("The draw of **Slayer week** has been called, so it can no longer be cancelled")
    again = await world.leader.slash(world.general, "contest draw", contest=contest)
    assert again.ephemeral
    assert "called" in said(again)
    beacon.for_everyone = None
    await world.env.advance_time(60)
    await settle(world, 8)
    assert WINS.search(said(panel))


async def test_a_sealed_draw_says_whom_one_trusts(world: World, hiscores: DemoHiscores) -> None:
    await world.leader.slash(world.general, "settings set", name="draws.mode", value="sealed")
    _, panel = await drawn(world, hiscores)
    assert WINS.search(said(panel))
    assert "· Sealed (you trust the host)" in said(panel)
    assert "fair" not in said(panel)


async def test_a_winner_who_cannot_take_the_prize_is_passed_over_in_public(
    world: World, hiscores: DemoHiscores
) -> None:
    contest, panel = await drawn(world, hiscores)
    won = WINS.search(said(panel))
    assert won is not None
    other = "**Bram**" if won.group(1).startswith("<@") else f"<@{world.raider.id}>"
    given = {"contest": contest, "position": 1, "reason": "did not answer for 7 days"}
    for person in (world.raider, world.officer):
        refused = await person.slash(world.general, "contest redraw", **given)
        assert said(refused).startswith("Only leaders can do that")
    nobody = await world.leader.slash(world.general, "contest redraw", **(given | {"position": 2}))
    assert nobody.ephemeral
    assert "passed over" not in said(panel)
    done = await world.leader.slash(world.general, "contest redraw", **given)
    assert said(done) == (
        "Position 1 of **Slayer week** is passed over for good, and everybody is told why. " + f"{other} steps up."
    )
    twice = await world.leader.slash(world.general, "contest redraw", **given)
    assert twice.ephemeral
    assert "steps up" not in said(twice)
    await settle(world)
    assert "1 winner passed over by the host: not proven" in said(panel)
    assert f"**1.** ~~{won.group(1)}~~" in said(panel)
    assert "passed over: did not answer for 7 days" in said(panel)
    assert any(line.startswith(f"**2.** {other} wins") for line in said(panel).splitlines())
    told = [text for text in map(said, world.news.history()) if "the next one steps up" in text]
    assert len(told) == 1
    assert f"{won.group(1)} was passed over: did not answer for 7 days" in told[0]
    last = await world.leader.slash(world.general, "contest redraw", **(given | {"position": 2}))
    assert said(last).endswith("Nobody is left in the order to step up.")
    await settle(world)
    assert "Nobody has won: every winner was passed over." in said(panel)
    assert "a winner was passed over" in said(world.news.history()[-1]).splitlines()[0]


async def test_several_winners_are_told_in_their_order(world: World, hiscores: DemoHiscores) -> None:
    contest, panel = await running(world, hiscores, winners=2)
    await gains(hiscores, "mara", slayer=150_000, zulrah=60)
    await gains(hiscores, "bram", zulrah=50)
    await world.env.advance_time(3600)
    await world.leader.slash(world.general, "contest end", contest=contest)
    await settle(world)
    await world.leader.click(card(panel), label="Run draw")
    await world.env.advance_time(30)
    await settle(world)
    assert "**Prize** 10M bank\n**Winners** 2" in said(panel)
    lines = [line for line in said(panel).splitlines() if re.match(r"\*\*[12]\.\*\*", line)]
    assert len(lines) == 2
    assert f"<@{world.raider.id}>" in "".join(lines)
    assert "**Bram**" in "".join(lines)
    assert said(world.news.history()[-1]).startswith("## 🏆 Slayer week: the winners")
    not_yet = await world.leader.slash(world.general, "contest redraw", contest=contest, position=3, reason="no")
    assert not_yet.ephemeral


async def test_there_is_nothing_to_redraw_before_the_draw(world: World, hiscores: DemoHiscores) -> None:
    contest, _ = await running(world, hiscores)
    refused = await world.leader.slash(world.general, "contest redraw", contest=contest, position=1, reason="no")
    assert said(refused) == "**Slayer week** is not drawn, so there is no winner to pass over."


async def test_erased_winners_are_nobody_and_the_proof_still_verifies(world: World, hiscores: DemoHiscores) -> None:
    _, panel = await drawn(world, hiscores)
    await world.bot.hall.privacy.erase(Actor(world.guild.id, world.raider.id, frozenset(), manages_guild=False))
    await world.bot.hall.panels.repaint()
    shown = await world.leader.slash(world.general, "contest show", contest="Slayer week")
    assert f"<@{world.raider.id}>" not in said(shown)
    proof = await proof_of(await world.leader.click(card(panel), label="Proof file"))
    assert verify(proof, world.bot.hall.draws.trust).outcome is Outcome.VERIFIED
    entries = await world.leader.slash(world.general, "contest entries", contest="Slayer week")
    assert f"<@{world.raider.id}>" not in said(entries)
