"""The beginning of an epoch: a real backup, a world that goes on, and the backup put back."""

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from domain.auctions import AuctionState
from domain.auctions import Ending as Unsold
from domain.contests import ContestState
from domain.decisions import DecisionState, TieBreak
from domain.draws import DrawState
from domain.epochs import RESTORED, Epoch
from domain.guild import ANNOUNCEMENTS
from domain.loot import Response, Slot, System
from domain.notices import State
from domain.pot_settings import PotState
from domain.pots import Ending
from fairness.protocol import Kind
from fairness.verify import Outcome
from services.desk import Desk
from services.draws import Plan
from services.notices import Undeliverable
from storage import audit, contests, draws, epochs, links, members, notices, panels, restoring, settings
from storage import backup as vault
from storage.engine import Database
from tests.services.conftest import GUILD, Clock
from tests.services.contesting import LEADER, Clan
from tests.services.deciding import MARA as ARCHER
from tests.services.deciding import TOM as BARD
from tests.services.deciding import Chamber
from tests.services.drawing import CHANNEL, LOCAL, House, new_hall, open_house
from tests.services.potting import MARA, TOM, YLVA, Table
from tests.services.selling import SECOND, Sales


@dataclass
class Vault:
    """A house with its file, which can be saved and put back as an operator does it."""

    house: House
    path: Path
    folder: Path
    opened: list[Database]

    @property
    def table(self) -> Table:
        """Its pots."""
        return Table(self.house)

    def save(self) -> Path:
        """A backup of now."""
        target = self.folder / f"saved-{len(list(self.folder.glob('saved-*')))}.zip"
        vault.backup(self.path, self.folder / "secret.key", target, now=self.house.clock())
        return target

    async def stop(self) -> None:
        """The bot is stopped."""
        await self.house.hall.close()
        await self.house.desk.db.close()

    async def put_back(self, saved: Path) -> None:
        """The bot is stopped, the backup is put back, and the bot starts."""
        await self.stop()
        vault.restore(saved, self.path, self.folder / "secret.key", now=self.house.clock())
        await self.start()
        assert await self.house.hall.restoring.begin_epoch()

    async def start(self) -> None:
        """The bot starts on what lies there."""
        database = Database(f"sqlite:///{self.path}")
        await database.open()
        self.opened.append(database)
        old = self.house
        desk = Desk(database, old.clock, old.desk.entropy)
        hall = new_hall(desk, LOCAL.chain, old.beacon)
        hall.notices.courier = old.office
        self.house = House(desk, old.clock, hall, old.office, old.beacon)

    async def epochs(self, guild_id: int = GUILD) -> list[Epoch]:
        """How its epochs began."""
        return await self.house.desk.db.read(lambda tx: epochs.of_guild(tx, guild_id))


@pytest.fixture
async def kept(desk: Desk, clock: Clock, path: Path, tmp_path: Path) -> AsyncIterator[Vault]:
    """A guild that told where its news go."""

    def begin(tx: Connection) -> None:
        members.enter_guild(tx, GUILD, clock())
        settings.put(tx, GUILD, ANNOUNCEMENTS.name, CHANNEL, by=None, at=clock())

    await desk.db.write(begin)
    async with open_house(desk, clock) as house:
        one = Vault(house, path, tmp_path, [])
        yield one
        await one.house.hall.close()
        for database in one.opened:
            await database.close()


def told(kept: Vault) -> list[dict[str, object]]:
    return [dict(facts) for facts, _ in kept.house.office.told(RESTORED.name)]


async def test_an_open_pot_is_called_off_and_everybody_has_their_credits_back(kept: Vault):
    await kept.table.give(1000, MARA, TOM)
    pot = await kept.table.open()
    await kept.table.buy(MARA, pot, 3)
    saved = kept.save()
    await kept.table.buy(TOM, pot, 8)
    kept.house.clock.advance(hours=1)
    await kept.put_back(saved)
    now = await kept.table.pot(pot)
    assert (now.state, now.ending) == (PotState.CANCELLED, Ending.RESTORED)
    assert (await kept.table.credits(MARA), await kept.table.credits(TOM)) == (1000, 1000)
    await kept.table.adds_up()
    await kept.house.hall.notices.deliver()
    (news,) = told(kept)
    assert (news["epoch"], news["pots"], news["as_of"]) == (2, 1, "2026-11-20T12:00:00+00:00")
    assert len(kept.house.office.told("pot.cancelled")) == 1
    assert (await kept.house.log())[-3:] == ["draw.cancelled", "pot.cancelled", RESTORED.name]


async def test_a_locked_pot_is_called_off_too_although_its_winner_may_be_known_by_now(kept: Vault):
    await kept.table.give(1000, MARA, TOM, YLVA)
    pot = await kept.table.open()
    kept.house.office.trouble = Undeliverable("delivery.later", final=False)
    for who in (MARA, TOM, YLVA):
        await kept.table.buy(who, pot, 8 if who is not YLVA else 4)
    await kept.table.tick()
    assert (await kept.table.pot(pot)).state is PotState.LOCKED
    saved = kept.save()
    kept.house.office.trouble = None
    kept.house.clock.advance(minutes=10)
    await kept.table.settle()
    assert (await kept.table.pot(pot)).state is PotState.SETTLED
    await kept.put_back(saved)
    assert (await kept.table.pot(pot)).ending is Ending.RESTORED
    assert [await kept.table.credits(who) for who in (MARA, TOM, YLVA)] == [1000] * 3
    await kept.table.adds_up()


async def test_a_draw_that_was_called_ends_with_the_result_that_it_had(kept: Vault):
    await kept.table.give(1000, MARA, TOM, YLVA)
    pot = await kept.table.open()
    for who in (MARA, TOM, YLVA):
        await kept.table.buy(who, pot, 8 if who is not YLVA else 4)
    await kept.table.tick()
    saved = kept.save()
    await kept.table.settle()
    before = await kept.house.record((await kept.table.pot(pot)).draw_id)
    winner = (await kept.table.pot(pot)).winner_id
    kept.house.clock.advance(days=2)
    await kept.put_back(saved)
    assert (await kept.table.pot(pot)).state is PotState.SETTLING
    await kept.table.settle()
    after = await kept.house.record(before.id)
    assert (after.seed, after.result, (await kept.table.pot(pot)).winner_id) == (before.seed, before.result, winner)
    assert told(kept)[0]["pots"] == 0
    await kept.table.adds_up()


async def test_the_next_draw_has_a_number_past_all_that_could_have_been_used(kept: Vault):
    await kept.table.give(1000, MARA)
    await kept.table.open()
    saved = kept.save()
    for _ in range(3):
        await kept.table.open()
    kept.house.clock.advance(minutes=30)
    await kept.put_back(saved)
    (epoch,) = await kept.epochs()
    assert (epoch.last_draw, epoch.first_draw) == (1, 4 + 1 + 1000 + 30)
    assert (await kept.house.hall.draws.page(GUILD, 1)).missing == 0
    pot = await kept.table.open()
    record = await kept.house.record(pot.draw_id)
    assert record.draw.number == 1035
    page = await kept.house.hall.draws.page(GUILD, 1)
    assert (page.highest, page.total, page.missing) == (1035, 2, 0)
    kept.house.clock.advance(seconds=60)
    again = await kept.table.open()
    assert (await kept.house.record(again.draw_id)).draw.number == 1036


async def test_the_same_backup_put_back_twice_uses_no_number_twice(kept: Vault):
    await kept.table.give(1000, MARA)
    saved = kept.save()
    used: set[int] = set()
    for _ in range(3):
        await kept.put_back(saved)
        for _ in range(2):
            kept.house.clock.advance(seconds=1)
            number = (await kept.house.record((await kept.table.open()).draw_id)).draw.number
            assert number not in used
            used.add(number)
    assert [one.number for one in await kept.epochs()] == [4]
    assert await kept.house.desk.db.read(epochs.current) == 4


async def test_put_back_twice_without_a_start_in_between_forgets_nothing(kept: Vault):
    for _ in range(3):
        await kept.table.open()
    first = kept.save()
    for _ in range(4):
        await kept.table.open()
    await kept.stop()
    for _ in range(2):
        vault.restore(first, kept.path, kept.folder / "secret.key", now=kept.house.clock())
    await kept.start()
    assert await kept.house.hall.restoring.begin_epoch()
    (epoch,) = await kept.epochs()
    assert (epoch.number, epoch.last_draw, epoch.first_draw) == (2, 3, 1008)


async def test_what_cannot_be_read_of_the_old_books_does_not_stand_in_the_way(kept: Vault):
    await kept.table.open()
    saved = kept.save()
    await kept.stop()
    kept.path.write_bytes(b"no database" * 1000)
    vault.restore(saved, kept.path, kept.folder / "secret.key", now=kept.house.clock())
    await kept.start()
    assert await kept.house.hall.restoring.begin_epoch()
    assert [one.first_draw for one in await kept.epochs()] == [1002]


async def test_a_contest_is_called_off_and_says_why(kept: Vault):
    clan = Clan(kept.house)
    contest_id = await clan.running()
    saved = kept.save()
    await kept.put_back(saved)
    contest = await kept.house.desk.db.read(lambda tx: contests.by_id(tx, GUILD, contest_id))
    assert contest is not None
    assert (contest.state, contest.restored_at) == (ContestState.CANCELLED, kept.house.clock())
    assert contest.draw_id is not None
    assert (await kept.house.record(contest.draw_id)).state is DrawState.CANCELLED
    await kept.house.hall.notices.deliver()
    assert len(kept.house.office.told("contest.cancelled")) == 1
    assert told(kept)[0]["contests"] == 1


async def test_a_contest_whose_entries_are_locked_is_called_off_too(kept: Vault):
    clan = Clan(kept.house)
    contest_id = await clan.locked()
    saved = kept.save()
    await clan.contests.closing.draw(LEADER, contest_id)
    await kept.put_back(saved)
    contest = await kept.house.desk.db.read(lambda tx: contests.by_id(tx, GUILD, contest_id))
    assert contest is not None
    assert contest.state is ContestState.CANCELLED


async def test_an_open_auction_sells_nothing_and_holds_nothing(kept: Vault):
    sales = Sales(kept.house)
    await sales.give(100, *(who for who in (MARA, TOM)))
    auction = await sales.open()
    await sales.bid(MARA, auction, 40)
    saved = kept.save()
    await kept.put_back(saved)
    sales = Sales(kept.house)
    now = await sales.auction(auction)
    assert (now.state, now.ending) == (AuctionState.UNSOLD, Unsold.RESTORED)
    assert (await sales.reserved(MARA), await sales.dkp(MARA)) == (0, 100)


async def test_a_tie_that_was_not_called_yet_sells_nothing(kept: Vault):
    sales = Sales(kept.house)
    await sales.give(100, MARA, TOM)
    auction = await sales.open(SECOND)
    await sales.bid(MARA, auction, 40)
    await sales.bid(TOM, auction, 40)
    await sales.close(auction)
    assert (await sales.auction(auction)).state is AuctionState.ROLLING
    saved = kept.save()
    await kept.put_back(saved)
    now = await Sales(kept.house).auction(auction)
    assert (now.state, now.ending) == (AuctionState.UNSOLD, Unsold.RESTORED)
    assert told(kept) == []
    await kept.house.hall.notices.deliver()
    assert told(kept)[0]["auctions"] == 1


async def test_a_council_s_roll_that_was_not_called_opens_the_decision_again(kept: Vault):
    chamber = Chamber(kept.house)
    await chamber.under(System.EPGP)
    decision = await chamber.open(slot=Slot.TRINKET)
    await chamber.answers(decision, mara=Response.BIS, tom=Response.BIS)
    await chamber.award(decision, tie_break=TieBreak.ROLL)
    assert (await chamber.now(decision)).state is DecisionState.ROLLING
    saved = kept.save()
    await kept.put_back(saved)
    chamber = Chamber(kept.house)
    assert (await chamber.now(decision)).state is DecisionState.OPEN
    assert await chamber.items(ARCHER) == await chamber.items(BARD) == []


async def test_nothing_old_is_told_again(kept: Vault):
    def put(tx: Connection) -> None:
        notices.put(tx, GUILD, "loot.decayed", key="old", facts={}, now=kept.house.clock())

    await kept.house.desk.db.write(put)
    saved = kept.save()
    await kept.put_back(saved)
    stands = await kept.house.desk.db.read(lambda tx: notices.outcome(tx, GUILD, "old"))
    assert stands == (State.SKIPPED, None)
    await kept.house.hall.notices.deliver()
    assert kept.house.office.events("loot.decayed") == []
    assert kept.house.office.events(RESTORED.name) == [RESTORED.name]


async def test_open_addresses_for_linking_are_let_go_of_and_what_hangs_is_painted_anew(kept: Vault):
    def hang(tx: Connection) -> None:
        member = members.ensure(tx, GUILD, MARA.user_id, kept.house.clock())
        links.make_ticket(tx, member.id, b"t" * 32, kept.house.clock(), kept.house.clock() + timedelta(hours=1))
        panels.hang(tx, GUILD, "pot", 1, channel_id=CHANNEL, message_id=4001, now=kept.house.clock())
        (panel,) = panels.stale(tx, kept.house.clock(), limit=9)
        panels.painted(tx, panel, again_at=kept.house.clock())

    await kept.house.desk.db.write(hang)
    await kept.put_back(kept.save())
    now = kept.house.clock()
    left = await kept.house.desk.db.read(lambda tx: links.ticket(tx, b"t" * 32))
    assert left is None
    stale = await kept.house.desk.db.read(lambda tx: panels.stale(tx, now + timedelta(hours=1), limit=9))
    assert [one.message_id for one in stale] == [4001]


async def test_a_guild_that_removed_us_gets_its_epoch_and_nobody_there_is_told(kept: Vault):
    left, erased = GUILD + 1, GUILD + 2

    def leave(tx: Connection) -> None:
        for guild_id in (left, erased):
            members.enter_guild(tx, guild_id, kept.house.clock())
            members.leave_guild(tx, guild_id, kept.house.clock())
            settings.put(tx, guild_id, ANNOUNCEMENTS.name, CHANNEL, by=None, at=kept.house.clock())
        tx.exec_driver_sql(f"UPDATE guilds SET erased_at = left_at WHERE id = {erased}")
        plan = Plan(Kind.CONTEST, "Long ago", kept.house.clock(), 1, "…", CHANNEL)
        kept.house.hall.draws.steps.commit(tx, erased, plan, by=None, now=kept.house.clock())

    await kept.house.desk.db.write(leave)
    saved = kept.save()
    await kept.stop()
    kept.path.unlink()  # nothing is known but what the backup says
    vault.restore(saved, kept.path, kept.folder / "secret.key", now=kept.house.clock())
    await kept.start()
    assert await kept.house.hall.restoring.begin_epoch()
    assert [one.first_draw for one in await kept.epochs(left)] == [1001]
    assert [one.first_draw for one in await kept.epochs(erased)] == [1002]
    await kept.house.hall.notices.deliver()
    assert len(told(kept)) == 1


async def test_an_epoch_without_draws_is_not_begun_over(kept: Vault):
    """The numbers of an epoch are past those of the one before, also where nothing was drawn in it."""
    await kept.table.open()
    await kept.put_back(kept.save())
    again = kept.save()
    await kept.stop()
    kept.path.unlink()
    vault.restore(again, kept.path, kept.folder / "secret.key", now=kept.house.clock())
    await kept.start()
    assert await kept.house.hall.restoring.begin_epoch()
    assert [(one.number, one.first_draw) for one in await kept.epochs()] == [(3, 2002), (2, 1002)]


async def test_an_epoch_begins_once_and_a_plain_start_begins_none(kept: Vault):
    saved = kept.save()
    await kept.put_back(saved)
    assert not await kept.house.hall.restoring.begin_epoch()
    await kept.stop()
    await kept.start()
    assert not await kept.house.hall.restoring.begin_epoch()
    assert await kept.house.desk.db.read(epochs.current) == 2


async def test_the_log_goes_on_in_one_chain(kept: Vault):
    await kept.table.open()
    saved = kept.save()
    await kept.put_back(saved)
    verdict, note = await kept.house.desk.db.read(lambda tx: audit.check(tx, GUILD))
    assert (verdict.broken_at, note) == (None, 0)


async def test_a_guild_that_the_books_forgot_does_not_begin_at_one(kept: Vault):
    saved = kept.save()
    kept.house.clock.advance(minutes=10)
    came = kept.house.clock()
    kept.house.clock.advance(minutes=10)
    await kept.put_back(saved)
    other, later = GUILD + 1, GUILD + 2

    def meet(tx: Connection) -> None:
        epochs.meet(tx, other, came)
        epochs.meet(tx, other, came)
        epochs.meet(tx, later, kept.house.clock())

    await kept.house.desk.db.write(meet)
    numbers = await kept.house.desk.db.read(lambda tx: [draws.next_number(tx, one) for one in (other, later)])
    assert numbers == [1 + 1000 + 20, 1]


async def test_how_an_epoch_began_cannot_be_rewritten(kept: Vault):
    await kept.put_back(kept.save())
    for change in ("UPDATE epochs SET first_draw = 2", "DELETE FROM epochs"):
        with (
            closing(sqlite3.connect(kept.path)) as connection,
            pytest.raises(sqlite3.IntegrityError, match="an epoch stays"),
        ):
            connection.execute(change)


async def test_proofs_of_before_still_verify(kept: Vault):
    record = await kept.house.drawn()
    saved = kept.save()
    await kept.put_back(saved)
    draws_ = kept.house.hall.draws
    assert (await draws_.check(await draws_.proof_of(GUILD, 1))).outcome is Outcome.VERIFIED
    assert (await kept.house.record(record.id)).state is DrawState.SETTLED


def test_the_note_says_what_the_old_books_knew(path: Path, tmp_path: Path, clock: Clock):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO facts VALUES ('epoch', '7')")
        connection.execute("INSERT INTO epochs VALUES (5, 7, 3, 2000, 0, 0)")
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    restoring.leave(copy, clock(), clock(), path)
    with closing(sqlite3.connect(copy)) as connection:
        (value,) = connection.execute("SELECT value FROM facts WHERE key = 'restored'").fetchone()
    assert json.loads(value)["epoch"] == 7
    assert json.loads(value)["highest"] == {"5": 1999}
