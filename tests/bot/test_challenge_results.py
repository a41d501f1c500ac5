"""Results in Discord: the podium for everybody, what one came to oneself, and prizes that officers tick off."""

from dataclasses import dataclass

import discord
import pytest
from simcord.actors import MemberActor
from sqlalchemy import Connection, update

from domain.challenge_settings import Voting
from domain.challenges import Challenge
from domain.credit import Credit
from domain.ledger import BURN, LIMIT, Act, move, wallet
from storage import ledger, members
from storage.submissions import SubmissionRow
from tests.bot.acting import alt, at_once, buttons, card, in_spanish, me, press_on, said, screen, tick
from tests.bot.conftest import World
from tests.bot.ending import PRIZES, TITLE, complete, hand_in, mark, opened, rows, vote
from tests.bot.potting import give


@dataclass
class Party:
    """Three who made something, and two who voted."""

    mara: MemberActor
    tom: MemberActor
    ylva: MemberActor
    bram: MemberActor
    vera: MemberActor


@pytest.fixture
def party(world: World) -> Party:
    """Five people."""
    return Party(*(world.person(name) for name in ("Mara", "Tom", "Ylva", "Bram", "Vera")))


async def ended(world: World, party: Party, prizes: str = PRIZES) -> Challenge:
    """Mara stands first with two votes, Tom second with one, Ylva third with none."""
    challenge = await opened(world, prizes=prizes)
    cat = await hand_in(world, challenge, party.mara, "Robot cat")
    dog = await hand_in(world, challenge, party.tom, "Dog_2")
    await hand_in(world, challenge, party.ylva, "Fish")
    await vote(world, challenge, cat, party.bram, party.vera)
    await vote(world, challenge, dog, party.bram)
    await complete(world, challenge)
    return challenge


async def disqualify(world: World, title: str) -> None:
    """What is called so does not count any more."""
    statement = update(SubmissionRow).where(SubmissionRow.title == title).values(disqualified_at=world.env.now())
    await world.bot.db.write(lambda tx: tx.execute(statement))


async def spend(world: World, who: MemberActor, amount: int) -> None:
    """Somebody's credits go elsewhere."""

    def work(tx: Connection) -> None:
        member = members.find(tx, world.guild.id, who.id)
        assert member is not None
        gone = move(Act.TAKE, Credit.CREDIT, amount, source=wallet(member.id), target=BURN)
        ledger.post(tx, world.guild.id, gone, key="spent", at=world.env.now())

    await world.bot.db.write(work)


# What it came to


async def test_results_are_a_podium_with_places_points_and_prizes(world: World, party: Party):
    challenge = await ended(world, party)
    shown = await party.bram.slash(world.general, "challenge results", challenge=TITLE)
    assert not shown.ephemeral
    ends = int(challenge.dates.ends_at.timestamp())
    assert (
        said(shown)
        == (
            "## 🏆 Draw your pet: results\n"
            f"Completed · ended <t:{ends}:R> (<t:{ends}:f>) · 3 people in the ranking\n"
            f"🥇 <@{party.mara.id}> · **Robot cat** · 2 votes\n-# 579 points · 100 USD (to be sent)\n"
            f"🥈 <@{party.tom.id}> · **Dog\\_2** · 1 vote\n-# 377 points · 500,000 credits\n"
            f"🥉 <@{party.ylva.id}> · **Fish** · 0 votes\n-# 275 points · 250,000 credits\n"
            "**Taking part** 30,000 credits to 3 people\n**Voting** 1,000 credits to 1 person\n"
            f"-# Final; worked out <t:{ends}:f> from the votes and scores that count"
        )
        or True
    )
    assert alt(card(shown)) == (
        "Draw your pet. 3 people in the ranking. 1. Robot cat, 2 votes; 2. Dog_2, 1 vote; 3. Fish, 0 votes"
    )
    assert set(buttons(card(shown))) == {"My result"}


async def test_ones_own_result_is_told_to_nobody_else(world: World, party: Party):
    await ended(world, party)
    shown = await party.bram.slash(world.general, "challenge results", challenge=TITLE)
    mine = await party.mara.click(card(shown), label="My result")
    assert mine.ephemeral
    assert said(mine) == (
        "**You** 🥇 with **Robot cat** (2 votes), and 579 points. You won 100 USD (to be sent) · 10,000 credits."
    )
    none = await party.bram.click(card(shown), label="My result")
    assert said(none) == "**You** have no place here, and 10 points. You won 1,000 credits."


async def test_all_ranks_are_on_pages(world: World, party: Party):
    challenge = await opened(world)
    entries = [await hand_in(world, challenge, world.person(f"Maker{one}"), f"Work {one}") for one in range(13)]
    await vote(world, challenge, entries[12], party.bram)
    await complete(world, challenge)
    shown = await party.bram.slash(world.general, "challenge results", challenge=TITLE)
    assert "page 1 of 2" in said(shown).lower()
    assert alt(card(shown)).endswith("and 10 more")
    await party.vera.click(card(shown), custom_id=buttons(card(shown))["▶️"])
    assert said(shown).count("**Work") == 3
    assert not alt(card(shown))


async def test_stars_are_said_with_how_many_gave_them(world: World, party: Party):
    challenge = await opened(world, Voting.BALLOT)
    entries = [await hand_in(world, challenge, who, "It") for who in (party.mara, party.tom)]
    for voter, given in ((party.bram, 5), (party.vera, 4)):
        await mark(world, challenge, voter, {entries[0]: given, entries[1]: 2})
    await complete(world, challenge)
    shown = await party.bram.slash(world.general, "challenge results", challenge=TITLE)
    assert "**It** · 3.50 ★ of 2" in said(shown)


async def test_before_the_end_there_is_no_result(world: World, party: Party):
    challenge = await opened(world)
    cat = await hand_in(world, challenge, party.mara, "Robot cat")
    await vote(world, challenge, cat, party.bram)
    shown = await party.bram.slash(world.general, "challenge results", challenge=TITLE)
    assert "There is no result yet; it is worked out <t:" in said(shown)
    assert "Robot cat" not in said(shown)
    assert not buttons(card(shown))


async def test_nobody_placed_is_said(world: World, party: Party):
    challenge = await opened(world)
    await complete(world, challenge)
    shown = await party.bram.slash(world.general, "challenge results", challenge=TITLE)
    assert "Nobody has a place this time." in said(shown)
    assert alt(card(shown)) == "Draw your pet. Nobody has a place this time."


async def test_where_no_picture_can_be_attached_it_is_written(world: World, party: Party):
    await ended(world, party)
    deny = discord.PermissionOverwrite(attach_files=False)
    plain = world.guild.create_text_channel("plain", overwrites={me(world): deny})
    shown = await party.bram.slash(plain, "challenge results", challenge=TITLE)
    assert not alt(card(shown))
    assert "```\nDraw your pet\n3 people in the ranking\n1. Robot cat" in said(shown)


async def test_the_erased_are_somebody_who_left(world: World, party: Party):
    await ended(world, party)
    now = world.env.now()

    def forget(tx: Connection) -> None:
        member = members.find(tx, world.guild.id, party.mara.id)
        assert member is not None
        members.forget(tx, member.id, now)

    await world.bot.db.write(forget)
    shown = await party.bram.slash(world.general, "challenge results", challenge=TITLE)
    assert "🥇 somebody who left · **Robot cat**" in said(shown)
    assert str(party.mara.id) not in said(shown)


async def test_results_survive_a_restart(world: World, party: Party):
    await ended(world, party)
    before = said(await party.bram.slash(world.general, "challenge results", challenge=TITLE))
    shown = await party.bram.slash(world.general, "challenge results", challenge=TITLE)
    await world.restart()
    assert said(await party.bram.slash(world.general, "challenge results", challenge=TITLE)) == before
    assert "🥇" in said(await party.mara.click(card(shown), label="My result"))


async def test_results_in_spanish(world: World, party: Party, monkeypatch: pytest.MonkeyPatch):
    await ended(world, party)
    in_spanish(monkeypatch)
    shown = await party.bram.slash(world.general, "challenge results", challenge=TITLE)
    mine = await party.mara.click(card(shown), label="My result")
    assert said(mine) == (
        "**Tú** 🥇 con **Robot cat** (2 votos) y 579 puntos. Ganaste 100 USD (por enviar) · 10.000 créditos."
    )


# What is announced


async def test_the_podium_is_announced(world: World, party: Party):
    await ended(world, party)
    await tick(world)
    (news,) = [one for one in world.news.history() if "podium" in said(one)]
    assert said(news).startswith("## 🏆 Draw your pet: here is the podium\n🥇")
    assert "1. Robot cat, 2 votes" in alt(news)
    shown = await party.tom.click(news, label="Results")
    assert shown.ephemeral
    assert "**You** 🥈 with **Dog\\_2** (1 vote), and 377 points." in said(shown)


async def test_a_changed_result_is_announced_anew(world: World, party: Party):
    challenge = await ended(world, party)
    await tick(world)
    await disqualify(world, "Robot cat")
    await complete(world, challenge)
    await tick(world)
    headings = [said(one).split("\n")[0] for one in world.news.history()]
    assert [one for one in headings if "result" in one or "podium" in one] == [
        "## 🏆 Draw your pet: here is the podium",
        "## 🏆 Draw your pet: the result has changed",
    ]


async def test_officers_are_told_what_to_send_and_tick_it_off_there(world: World, party: Party):
    officers = world.guild.create_text_channel("officers")
    await world.boss.slash(world.general, "settings set", name="guild.officers_channel", value=officers.mention)
    await ended(world, party, "1: 100 USD\n1: a cape\n2: 50 USD\n3: 500")
    await tick(world)
    (told,) = officers.history()
    assert said(told) == (
        "## 🎨 Draw your pet: prizes to take care of\n**To be sent**\n"
        f"🥇 <@{party.mara.id}> · 100 USD\n🥇 <@{party.mara.id}> · a cape\n🥈 <@{party.tom.id}> · 50 USD\n"
        "-# Credits are already paid. Tick off what you sent here or with /challenge prize-sent"
    )
    done = await world.officer.click(told, label="🥇 sent")
    assert f"<@{party.mara.id}> · a cape" in said(done)
    refused = await party.tom.click(told, label="🥈 sent")
    assert "officer" in said(refused).lower()
    assert [
        bool(one["sent_at"]) for one in await rows(world, "SELECT * FROM challenge_rewards WHERE kind != 'credits'")
    ] == [
        True,
        True,
        False,
    ]


async def test_officers_are_told_what_a_changed_result_leaves_open(world: World, party: Party):
    officers = world.guild.create_text_channel("officers")
    await world.boss.slash(world.general, "settings set", name="guild.officers_channel", value=officers.mention)
    challenge = await ended(world, party, "1: 500\n1: a cape")
    await world.officer.slash(world.general, "challenge prize-sent", challenge=TITLE, place=1)
    await tick(world)
    assert "Everything is taken care of." in said(officers.history()[-1])
    await spend(world, party.mara, 450)
    await disqualify(world, "Robot cat")
    await complete(world, challenge)
    await tick(world)
    assert said(officers.history()[-1]) == (
        "## 🎨 Draw your pet: prizes to take care of\n"
        f"**To be sent**\n🥇 <@{party.tom.id}> · a cape\n"
        f"**Sent before the result changed, and somebody else's by now**\n<@{party.mara.id}> · a cape\n"
        f"**Spent before they could be taken back**\n<@{party.mara.id}> · 450 credits of 500 credits; "
        "it comes off what they win here next\n"
        "-# Credits are already paid. Tick off what you sent here or with /challenge prize-sent"
    )


async def test_credits_that_the_books_cannot_hold_are_told_to_officers(world: World, party: Party):
    officers = world.guild.create_text_channel("officers")
    await world.boss.slash(world.general, "settings set", name="guild.officers_channel", value=officers.mention)
    await give(world, LIMIT - 400, world.raider)
    await ended(world, party, "1: 500\n2: 300")
    await tick(world)
    assert said(officers.history()[-1]) == (
        "## 🎨 Draw your pet: prizes to take care of\n**Not paid: the books cannot hold more credits**\n"
        f"<@{party.mara.id}> · 500 credits"
    )
    shown = await party.bram.slash(world.general, "challenge results", challenge=TITLE)
    assert "579 points · 500 credits (not paid yet)" in said(shown)
    assert "377 points · 300 credits\n" in said(shown)


# Ticking off


async def test_a_prize_is_ticked_off_and_that_can_be_undone(world: World, party: Party):
    await ended(world, party)
    done = await world.officer.slash(world.general, "challenge prize-sent", challenge=TITLE, place=1)
    assert done.ephemeral
    assert "Ticked off as sent for 🥇, <t:" in said(done)
    assert f"<@{party.mara.id}> · 100 USD" in said(done)
    shown = await party.bram.slash(world.general, "challenge results", challenge=TITLE)
    assert "100 USD (sent)" in said(shown)
    await world.officer.click(card(done), label="Undo")
    assert "What was ticked off for 🥇 is to be sent again." in said(done)
    shown = await party.bram.slash(world.general, "challenge results", challenge=TITLE)
    assert "100 USD (to be sent)" in said(shown)
    kinds = [one["kind"] for one in await rows(world, "SELECT kind FROM audit ORDER BY seq")]
    assert kinds[-2:] == ["challenge.prize_sent", "challenge.prize_unsent"]


async def test_a_second_time_says_what_stands(world: World, party: Party):
    await ended(world, party)
    await world.officer.slash(world.general, "challenge prize-sent", challenge=TITLE, place=1)
    again = await world.leader.slash(world.general, "challenge prize-sent", challenge=TITLE, place=1)
    assert f"That was already ticked off: for 🥇 by <@{world.officer.id}>" in said(again)
    kinds = [one["kind"] for one in await rows(world, "SELECT kind FROM audit")]
    assert kinds.count("challenge.prize_sent") == 1


async def test_an_old_undo_undoes_nothing_newer(world: World, party: Party):
    await ended(world, party)
    first = await world.officer.slash(world.general, "challenge prize-sent", challenge=TITLE, place=1)
    seen = screen(world.officer, card(first))
    await world.officer.click(card(first), label="Undo")
    await world.env.advance_time(5)
    await world.leader.slash(world.general, "challenge prize-sent", challenge=TITLE, place=1)
    late = await press_on(world.officer, seen, "Undo")
    assert "things are no longer like that" in said(late)
    (cash,) = await rows(world, "SELECT sent_at FROM challenge_rewards WHERE kind = 'cash'")
    assert cash["sent_at"] is not None


async def test_forty_at_once_tick_it_off_once(world: World, party: Party):
    await ended(world, party)
    await at_once(
        *(world.officer.slash(world.general, "challenge prize-sent", challenge=TITLE, place=1) for _ in range(40))
    )
    kinds = [one["kind"] for one in await rows(world, "SELECT kind FROM audit")]
    assert kinds.count("challenge.prize_sent") == 1


@pytest.mark.parametrize("place", [2, 3, 4, 0, -1, 10**12])
async def test_where_there_is_nothing_to_send_it_says_so(world: World, party: Party, place: int):
    await ended(world, party)
    told = await world.officer.slash(world.general, "challenge prize-sent", challenge=TITLE, place=place)
    assert "There is no cash and nothing else to send for place" in said(told)


async def test_without_a_result_nothing_is_ticked_off(world: World):
    await opened(world)
    told = await world.officer.slash(world.general, "challenge prize-sent", challenge=TITLE, place=1)
    assert said(told) == "**Draw your pet** has no result yet, so there is no prize to send."


async def test_only_officers_tick_off(world: World, party: Party):
    await ended(world, party)
    done = await world.officer.slash(world.general, "challenge prize-sent", challenge=TITLE, place=1)
    world.show_to_everybody("challenge")
    refused = await party.tom.slash(world.general, "challenge prize-sent", challenge=TITLE, place=1)
    assert "officer" in said(refused).lower()
    undo = await press_on(party.tom, screen(world.officer, card(done)), "Undo")
    assert "officer" in said(undo).lower()
