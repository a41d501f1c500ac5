"""A leader's own wallet: they ask, another leader decides, once, whoever presses how often and whatever restarts."""

import pytest
from simcord.actors import MemberActor

from domain.people import Actor
from tests.bot.acting import at_once, buttons, card, press_on, said, screen, tick
from tests.bot.conftest import World
from tests.bot.granting import SMALL, grant, take, wallet


@pytest.fixture
def uther(world: World) -> MemberActor:
    """A second leader."""
    return world.person("Uther", world.leader_role)


async def test_a_leader_asks_and_another_decides(world: World, uther: MemberActor):
    asked = await grant(world, world.leader, 500, "my cut")
    assert not asked.ephemeral
    assert said(asked) == (
        f"## 🪙 A leader's own wallet\n<@{world.leader.id}> asks for **500 credits** for their own wallet.\n"
        f"**Why** my cut\n-# Nothing moves until another leader approves.\n{SMALL}"
    )
    assert "nothing in your wallet yet" in await wallet(world, world.leader)
    await world.restart()
    own = await world.leader.click(card(asked), label="Approve")
    assert own.ephemeral
    assert said(own) == "Your own wallet is not yours to decide about: another leader has to do it."
    for person in (world.raider, world.officer):
        stranger = await person.click(card(asked), label="Approve")
        assert stranger.ephemeral
        assert said(stranger).startswith("Only leaders can do that")
    assert "nothing in your wallet yet" in await wallet(world, world.leader)
    await uther.click(card(asked), label="Approve")
    assert said(asked) == (
        f"## 🪙 A leader's own wallet\n✅ <@{uther.id}> approved: **500 credits** granted to <@{world.leader.id}>.\n"
        f"**Why** my cut\n**New balance** 500 credits\n{SMALL}"
    )
    assert not buttons(card(asked))
    mine = said(await world.leader.slash(world.general, "wallet history"))
    assert "**+500** · granted at your request, approved by another leader: “my cut”\n-# balance 500 credits" in mine
    log = said(await world.raider.slash(world.general, "audit list"))
    assert f"<@{uther.id}> · **granted credits**\n-# request 1 · 500 credits · wallet of <@{world.leader.id}>" in log
    assert "**asked for a change of their own wallet**\n-# to be granted · request 1 · 500 credits · “my cut”" in log


async def test_a_refusal_stands_and_nothing_moves(world: World, uther: MemberActor):
    asked = await grant(world, world.leader, 1, "my cut")
    own = await world.leader.click(card(asked), label="Refuse")
    assert said(own).startswith("Your own wallet is not yours")
    await uther.click(card(asked), label="Refuse")
    assert said(asked) == (
        f"## 🪙 A leader's own wallet\n❌ <@{uther.id}> refused to grant **1 credit** to <@{world.leader.id}>. "
        f"Nothing moved.\n**Why** my cut\n{SMALL}"
    )
    assert "nothing in your wallet yet" in await wallet(world, world.leader)
    log = said(await world.raider.slash(world.general, "audit list"))
    assert f"<@{uther.id}> · **refused a leader's change of their own wallet**" in log


async def test_taking_from_oneself_waits_too(world: World, uther: MemberActor):
    await grant(world, world.leader, 90, by=uther)
    asked = await take(world, world.leader, 30, "a fine")
    assert f"<@{world.leader.id}> asks to have **30 credits** taken from their own wallet.\n**Why** a fine" in said(
        asked
    )
    await uther.click(card(asked), label="Approve")
    assert f"✅ <@{uther.id}> approved: **30 credits** taken from <@{world.leader.id}>." in said(asked)
    assert "**New balance** 60 credits" in said(asked)
    assert "**−30** · taken at your request, approved by another leader: “a fine”" in await wallet(world, world.leader)


async def test_who_presses_second_is_told_how_it_was_decided(world: World, uther: MemberActor):
    asked = await grant(world, world.leader, 500, "my cut")
    seen = screen(world.boss, card(asked))
    await uther.click(card(asked), label="Approve")
    for person, label in ((world.boss, "Refuse"), (uther, "Approve"), (world.leader, "Approve")):
        late = await press_on(person, seen, label)
        assert f"Too late. ✅ <@{uther.id}> approved: **500 credits** granted to <@{world.leader.id}>." in said(late)
        assert not buttons(card(asked))
    assert "500 credits to spend" in await wallet(world, world.leader)


async def test_two_presses_at_once_move_it_once(world: World, uther: MemberActor):
    asked = await grant(world, world.leader, 500, "my cut")
    seen = screen(uther, card(asked))
    await at_once(
        press_on(uther, seen, "Approve"), press_on(world.boss, seen, "Approve"), press_on(uther, seen, "Approve")
    )
    assert "500 credits to spend" in await wallet(world, world.leader)
    assert "1 line" in said(await world.leader.slash(world.general, "wallet history"))


async def test_asking_again_hangs_another_panel_of_the_same_request(world: World, uther: MemberActor):
    first = await grant(world, world.leader, 500, "my cut")
    second = await grant(world, world.leader, 500, "my cut")
    third = await grant(world, world.leader, 500, "my cut")
    await uther.click(card(second), label="Refuse")
    late = await world.boss.click(card(first), label="Approve")
    assert f"Too late. ❌ <@{uther.id}> refused to grant **500 credits**" in said(late)
    assert not buttons(card(first)), "whoever pressed sees it at once"
    assert buttons(card(third))
    await tick(world)
    for panel in (first, second, third):
        assert f"❌ <@{uther.id}> refused to grant **500 credits**" in said(panel)
        assert not buttons(card(panel))


async def test_what_can_no_longer_be_taken_is_not_approved(world: World, uther: MemberActor):
    await grant(world, world.leader, 90, by=uther)
    asked = await take(world, world.leader, 90, "a fine")
    await uther.slash(world.general, "wallet take", member=world.leader, amount=50, reason="sooner")
    refused = await uther.click(card(asked), label="Approve")
    assert refused.ephemeral
    assert said(refused).startswith("That wallet holds 40 credits, so 90 cannot be taken.")
    assert set(buttons(card(asked))) == {"Approve", "Refuse"}, "it still waits"


async def test_the_request_of_somebody_who_was_erased_is_withdrawn(world: World, uther: MemberActor):
    asked = await grant(world, world.leader, 500, "my secret")
    decided = await grant(world, world.leader, 30, "my secret")
    await uther.click(card(decided), label="Approve")
    for person in (world.leader, uther):
        assert await world.bot.hall.privacy.erase(Actor(world.guild.id, person.id, frozenset(), manages_guild=False))
    await tick(world)
    assert said(asked) == (
        "## 🪙 A leader's own wallet\nWithdrawn: whoever asked is no longer on record. Nothing moved.\n" + SMALL
    )
    assert not buttons(card(asked))
    assert "✅ somebody erased approved: **30 credits** granted to somebody erased.\n**New balance** 30" in said(
        decided
    )
    for panel in (asked, decided):
        assert "secret" not in said(panel)
