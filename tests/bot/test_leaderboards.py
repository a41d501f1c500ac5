"""Leaderboards in Discord: who leads, who moved, where one stands oneself, and boards that hang in a channel."""

import pytest
from simcord.actors import MemberActor
from sqlalchemy import Connection

from cogs.ui.leaderboards.naming import movement, value_text
from cogs.ui.words import WORDS
from domain.credit import Credit
from domain.leaderboard_settings import LEFT_OUT, Board
from domain.ledger import MINT, Act, move, wallet
from storage import board_pins, ledger, members, preferences
from storage.preferences import Preferences
from tests.bot.acting import buttons, card, in_spanish, options, said, select_id, tick
from tests.bot.conftest import World

DAY = 24 * 60 * 60


class Table:
    """Puts into the books of the bot's own guild what moves people on its boards."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.number = 0

    async def earn(self, who: MemberActor, amount: int) -> None:
        """Somebody gets credits from a pot."""
        now, guild_id = self.world.env.now(), self.world.guild.id
        self.number += 1

        def work(tx: Connection) -> None:
            member = members.ensure(tx, guild_id, who.id, now)
            payout = move(Act.PAYOUT, Credit.CREDIT, amount, source=MINT, target=wallet(member.id))
            ledger.post(tx, guild_id, payout, key=f"payout:{self.number}", at=now)

        await self.world.bot.db.write(work)

    async def member(self, who: MemberActor) -> int:
        """Somebody's member id."""
        now = self.world.env.now()
        found = await self.world.bot.db.write(lambda tx: members.ensure(tx, self.world.guild.id, who.id, now))
        return found.id

    async def say(self, who: MemberActor, region: str, team: str) -> None:
        """Somebody tells their region and team."""
        member = await self.member(who)
        await self.world.bot.db.write(lambda tx: preferences.save(tx, member, Preferences(region, team)))


@pytest.fixture
def table(world: World) -> Table:
    """The books."""
    return Table(world)


@pytest.fixture
def mara(world: World) -> MemberActor:
    """Somebody who wins."""
    return world.person("Mara")


@pytest.fixture
def tom(world: World) -> MemberActor:
    """Another one."""
    return world.person("Tom")


def test_what_people_have_reads_as_they_count_it():
    english, spanish = WORDS["en"], WORDS["es"]
    assert value_text(english, Board.LOOT, 12_345_607) == "123,456.07"
    assert value_text(spanish, Board.LOOT, -192) == "-1,92"
    assert value_text(english, Board.XP, 2_413_880) == "+2,413,880"
    assert value_text(english, Board.POTS, 1_200) == "1,200"


def test_movement_reads_at_a_glance():
    say = WORDS["en"]
    moves = [(2, True), (-1, True), (0, True), (None, False), (None, True)]
    assert [movement(say, moved, was_there) for moved, was_there in moves] == ["▲2", "▼1", "▬", "new", ""]


async def test_a_board_says_who_leads_and_with_what(world: World, table: Table, mara: MemberActor, tom: MemberActor):
    await table.earn(mara, 1_200)
    await table.earn(tom, 950)
    shown = await world.raider.slash(world.general, "leaderboard", board="pots")
    assert not shown.ephemeral
    assert said(shown) == (
        "## 📈 Credits won in pots · last 30 days\n2 people\n"
        f"🥇 `1,200` <@{mara.id}> · Champion\n🥈 `  950` <@{tom.id}> · Silver\n"
        f"-# counted since <t:{int(world.env.now().timestamp()) // 3600 * 3600 - 30 * DAY}:f>"
    )
    assert set(buttons(card(shown))) == {"My rank"}


async def test_movement_and_whom_to_watch(world: World, table: Table, mara: MemberActor, tom: MemberActor):
    await table.earn(mara, 1_000)
    await table.earn(tom, 500)
    await world.env.advance_time(DAY)
    await tick(world)
    await world.env.advance_time(2 * DAY)
    await tick(world)
    await table.earn(tom, 400)
    await table.earn(world.raider, 950)
    await tick(world)
    shown = await world.raider.slash(world.general, "leaderboard", board="pots")
    assert f"🥇 `1,000 ▬  ` <@{mara.id}> · Champion\n🥈 `  950 new` <@{world.raider.id}> · Silver" in said(shown)
    assert f"🥉 `  900 ▼1 ` <@{tom.id}> · Bronze" in said(shown)
    assert f"**Player to Watch:** <@{tom.id}> closed 80 % of the gap to <@{mara.id}> in 2 days." in said(shown)
    assert "▲ and ▼: places since <t:" in said(shown)


async def test_a_board_is_turned_for_everybody_and_ones_rank_told_to_oneself(world: World, table: Table):
    people = [world.person(f"Player{number}") for number in range(7)]
    for number, one in enumerate(people, 1):
        await table.earn(one, 100 * number)
    shown = await world.raider.slash(world.general, "leaderboard", board="pots", top=3)
    assert "page 1 of 3" in said(shown).lower()
    await people[0].click(card(shown), custom_id=buttons(card(shown))["▶️"])
    await people[0].click(card(shown), custom_id=buttons(card(shown))["▶️"])
    assert f"7\\. `100` <@{people[0].id}>" in said(shown)
    own = await people[0].click(card(shown), label="My rank")
    assert own.ephemeral
    assert said(own) == (
        "You are number 7 of 7 on **Credits won in pots** (last 30 days) with 100. Your tier: Top 10. "
        "100 more and you share number 6."
    )
    nothing = await world.raider.click(card(shown), label="My rank")
    assert said(nothing) == "You are not on **Credits won in pots** (last 30 days) yet."
    await people[0].click(card(shown), custom_id=buttons(card(shown))["◀️"])
    assert "page 2 of 3" in said(shown).lower()


async def test_other_boards_and_windows_are_picked(world: World, table: Table, mara: MemberActor):
    await table.earn(mara, 100)
    await world.env.advance_time(10 * DAY)
    shown = await world.raider.slash(world.general, "leaderboard")
    assert said(shown).startswith("## 📈 Overall standing · last 30 days\nNobody is on it yet.")
    which = select_id(card(shown), "leaderboard:v1:board")
    await world.raider.select(card(shown), ["pots"], custom_id=which)
    assert "🥇 `100" in said(shown)
    names = options(card(shown), "leaderboard:v1:window")
    which = select_id(card(shown), "leaderboard:v1:window")
    await world.raider.select(card(shown), [names["Last 7 days"]], custom_id=which)
    assert "No pot was won in this period." in said(shown)
    which = select_id(card(shown), "leaderboard:v1:board")
    await world.raider.select(card(shown), ["loot"], custom_id=which)
    assert said(shown).startswith("## 📈 DKP · now\nNobody has points yet.")
    assert options(card(shown), "leaderboard:v1:window") == {}


async def test_a_profile_is_opened_from_a_board(world: World, table: Table, mara: MemberActor):
    await table.earn(mara, 100)
    shown = await world.raider.slash(world.general, "leaderboard", board="pots")
    opened = await world.raider.select(card(shown), [mara], custom_id="leaderboard:v1:person")
    assert opened.ephemeral
    assert "Mara" in said(opened)


@pytest.mark.parametrize("board", ["standing", "xp", "levels", "bosses", "clues", "pots", "loot", "challenges"])
async def test_an_empty_board_says_what_brings_people_there(world: World, board: str):
    shown = await world.raider.slash(world.general, "leaderboard", board=board)
    assert "`/" in said(shown) or board == "standing"
    assert set(buttons(card(shown))) == {"My rank"}


async def test_a_council_has_no_board_of_loot(world: World):
    await world.leader.slash(world.general, "settings set", name="loot.system", value="loot_council")
    shown = await world.raider.slash(world.general, "leaderboard", board="loot")
    assert "A council decides who gets what here" in said(shown)


async def test_an_unknown_board_is_refused(world: World):
    shown = await world.raider.slash(world.general, "leaderboard", board="*speed*")
    assert shown.ephemeral
    assert said(shown) == "There is no leaderboard **\\*speed\\***. Pick one from the list while you type."


async def test_a_region_has_a_board_of_its_own(world: World, table: Table, mara: MemberActor, tom: MemberActor):
    people = [world.person(f"Player{number}") for number in range(3)]
    for number, one in enumerate([mara, tom, *people], 1):
        await table.earn(one, 100 * number)
    for one in (mara, *people):
        await table.say(one, "**EU**", "")
    shown = await world.raider.slash(world.general, "leaderboard", board="pots", region="  **eu** ", top=2)
    assert "Region \\*\\*eu\\*\\* · 4 people" in said(shown)
    assert "Champion" not in said(shown)
    await mara.click(card(shown), custom_id=buttons(card(shown))["▶️"])
    assert f"4\\. `100` <@{mara.id}>" in said(shown)
    own = await mara.click(card(shown), label="My rank")
    assert said(own).startswith("You are number 4 of 4")
    for one in (mara, *people):
        await table.say(one, "", "")
    gone = await mara.click(card(shown), label="My rank")
    assert said(gone) == "Nobody has that region or team any more. Run `/leaderboard` again."
    nobody = await world.raider.slash(world.general, "leaderboard", board="pots", team="Red")
    assert "Nobody of this region and team is on it." in said(nobody)


async def test_staff_have_no_place(world: World, table: Table, mara: MemberActor):
    await table.earn(world.officer, 500)
    await table.earn(mara, 100)
    await world.leader.slash(world.general, "settings set", name=LEFT_OUT.name, value=world.officer_role.mention)
    officer, now = await table.member(world.officer), world.env.now()
    await world.bot.db.write(lambda tx: board_pins.set_left_out(tx, officer, True, now))
    shown = await world.raider.slash(world.general, "leaderboard", board="pots")
    assert f"– `500` <@{world.officer.id}>\n🥇 `100` <@{mara.id}> · Champion" in said(shown)
    assert "–: has no place, tier or prize" in said(shown)
    own = await world.officer.click(card(shown), label="My rank")
    assert said(own).startswith("You have 500 on **Credits won in pots** (last 30 days). One of your roles is left out")


async def test_members_cannot_pin(world: World):
    for somebody in (world.raider, world.officer):
        refused = await somebody.slash(world.general, "leaderboard", board="pots", pin=True)
        assert refused.ephemeral
        assert "leader" in said(refused).lower()
    assert not world.general.history()


async def test_a_pinned_board_says_the_same_to_all_and_follows(world: World, table: Table, mara: MemberActor):
    pinned = await world.leader.slash(world.general, "leaderboard", board="pots", pin=True)
    assert "Keeps itself up to date. To take it down, delete the message." in said(pinned)
    assert set(buttons(card(pinned))) == {"My rank", "Browse"}
    await tick(world)
    await table.earn(mara, 700)
    await tick(world)
    (message,) = world.general.history()
    assert "700" not in said(message), "not before half a minute is over"
    await world.env.advance_time(30)
    await tick(world)
    (message,) = world.general.history()
    assert f"🥇 `700` <@{mara.id}> · Champion" in said(message)
    browsed = await mara.click(message, label="Browse")
    assert browsed.ephemeral
    own = await mara.click(message, label="My rank")
    assert said(own).startswith("You are number 1 of 1")


async def test_pinned_again_it_hangs_once_in_a_channel(world: World, table: Table, mara: MemberActor):
    await world.leader.slash(world.news, "leaderboard", board="pots", pin=True)
    for top in (5, 7):
        await world.leader.slash(world.general, "leaderboard", board="pots", top=top, pin=True)
    await table.earn(mara, 700)
    for _ in range(2):
        await world.env.advance_time(31)
        await tick(world)
    for channel in (world.general, world.news):
        (message,) = channel.history()
        assert "700" in said(message)


async def test_the_podium_is_announced_once_it_lasted(world: World, table: Table, mara: MemberActor, tom: MemberActor):
    await world.leader.slash(world.general, "settings set", name="standing.announced", value="pots")
    for who, amount in ((mara, 300), (tom, 200), (world.raider, 100)):
        await table.earn(who, amount)
    await tick(world)
    await table.earn(world.officer, 250)
    await table.earn(tom, 200)
    for _ in range(13):
        await world.env.advance_time(60)
        await tick(world)
    told = [said(one) for one in world.news.history() if "podium" in said(one)]
    assert len(told) == 1
    assert told[0] == (
        "## 📈 Credits won in pots: the podium changed\n"
        f"<@{world.officer.id}> climbed onto it. <@{world.raider.id}> fell off it. <@{tom.id}> leads now.\n"
        f"🥇 <@{tom.id}>\n🥈 <@{mara.id}>\n🥉 <@{world.officer.id}>\n"
        "-# Last 30 days. `/leaderboard` shows everybody."
    )


async def test_buttons_work_after_a_restart(world: World, table: Table, mara: MemberActor):
    await table.earn(mara, 100)
    shown = await world.raider.slash(world.general, "leaderboard", board="pots")
    await world.restart()
    own = await mara.click(card(shown), label="My rank")
    assert said(own).startswith("You are number 1 of 1")


async def test_a_board_in_spanish(world: World, table: Table, mara: MemberActor, monkeypatch: pytest.MonkeyPatch):
    await table.earn(mara, 1_200)
    await world.leader.slash(world.general, "settings set", name="guild.language", value="es")
    in_spanish(monkeypatch)
    shown = await world.raider.slash(world.general, "leaderboard", board="pots")
    assert said(shown).startswith("## 📈 Créditos ganados en botes · últimos 30 días\n1 persona\n🥇 `1.200`")
    own = await mara.click(card(shown), label="Mi puesto")
    assert said(own).startswith("Tienes el puesto 1 de 1 en **Créditos ganados en botes**")
