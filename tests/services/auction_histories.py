"""Random histories of auctions, each from one seed: many bidders, several auctions, double forms, timers, undoing.

    uv run python -m tests.services.auction_histories --count 1000 --first 0

Officers charge, give, decay and undo in between, the beacon is silent now and then, people are erased, the process
starts anew. Every act is checked where it happens (`Watch`), and after every step the books must be in order; a history
that breaks a rule prints its seed and what led to it.
"""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection

from clients.hiscores import Hiscores
from clients.outside import Outside
from clients.warcraft_logs import WarcraftLogs
from clients.wise_old_man import WiseOldMan
from domain.auctions import LIVE, Auction, AuctionState, PassedOver, Sale, outcome
from domain.draws import DrawState
from domain.errors import Refusal
from domain.guild import LEADER_ROLES, OFFICER_ROLES
from domain.loot import ZERO_SUM
from domain.people import Actor
from domain.points import Act, Change, Decay, Pool
from domain.raids import Report
from fairness.checks import DISCORD_EPOCH
from fairness.verify import State
from services.desk import Desk
from services.guildhall import Guildhall
from services.loot.auctioning import Asked
from storage import auctions, audit, draws, loot_items, members, migrations, points, raids, settings
from storage.engine import Database
from tests.services.conftest import LEADERS, OFFICERS, Clock
from tests.services.drawing import CHANNEL
from tests.services.pot_histories import Beacon, Discord
from tests.services.selling import roll_text

_ENDED = ("auction.sold", "auction.unsold", "auction.cancelled")


@dataclass
class Watch:
    """Looks over the shoulder of every act, inside its transaction."""

    bids: int = 0
    passed: int = 0
    sold: int = 0
    broken: list[str] = field(default_factory=list[str])

    @contextmanager
    def looking(self) -> Generator[None]:
        """From now on."""
        followed, passed_over, sold = auctions.follow_bid, auctions.pass_over, auctions.sold

        def follow_bid(tx: Connection, auction_id: int, **more: Any) -> None:
            followed(tx, auction_id, **more)
            self._bid(tx, auction_id)

        def pass_over(tx: Connection, auction_id: int, passed: PassedOver, at: Any) -> None:
            self._passed(tx, auction_id, passed)
            passed_over(tx, auction_id, passed, at)

        def is_sold(tx: Connection, auction_id: int, **more: Any) -> None:
            self._sold(tx, auction_id, more["winner"], more["price"])
            sold(tx, auction_id, **more)

        replaced: Any = auctions
        replaced.follow_bid, replaced.pass_over, replaced.sold = follow_bid, pass_over, is_sold
        try:
            yield
        finally:
            replaced.follow_bid, replaced.pass_over, replaced.sold = followed, passed_over, sold

    def _bid(self, tx: Connection, auction_id: int) -> None:
        """What the bidder's bids hold never exceeds the balance."""
        self.bids += 1
        row = tx.exec_driver_sql(
            "SELECT b.member_id, a.guild_id FROM auction_bids b JOIN auctions a ON a.id = b.auction_id"
            " WHERE b.auction_id = ? ORDER BY b.id DESC LIMIT 1",
            (auction_id,),
        ).one()
        held, has = auctions.reserved(tx, row[1], row[0]), points.balance(tx, row[0], Pool.DKP)
        self._rule(held <= has, f"{row[0]} holds {held} of {has}")

    def _passed(self, tx: Connection, auction_id: int, passed: PassedOver) -> None:
        """Who is passed over would have won, at that price, and has not got it."""
        self.passed += 1
        auction = _auction(tx, auction_id)
        found = outcome(auction.terms.sale, _left(tx, auction_id), auction.terms.minimum)
        self._rule(found is not None and passed.member_id in found.tied, f"{passed} would not have won")
        has, held = points.balance(tx, passed.member_id, Pool.DKP), 0
        if auction.terms.sale is Sale.OPEN and auction.leader_id != passed.member_id:
            held = auctions.reserved(tx, auction.guild_id, passed.member_id, auction_id)
        self._rule(has - held < passed.price, f"{passed} has {has}, of which {held} are held elsewhere")

    def _sold(self, tx: Connection, auction_id: int, winner: int, price: int) -> None:
        """Winner and price are what the rules say of the bids of those who were not passed over."""
        self.sold += 1
        auction = _auction(tx, auction_id)
        found = outcome(auction.terms.sale, _left(tx, auction_id), auction.terms.minimum)
        self._rule(found is not None and winner in found.tied and price == found.price, f"{winner} pays {price}")
        self._rule(points.balance(tx, winner, Pool.DKP) >= 0, f"{winner} could not pay")
        tied = found is not None and len(found.tied) > 1
        self._rule(not tied or auction.draw_id is not None, "a tie without a roll")

    def _rule(self, holds: bool, otherwise: str) -> None:
        if not holds:
            self.broken.append(otherwise)


def _auction(tx: Connection, auction_id: int) -> Auction:
    guild_id = tx.exec_driver_sql("SELECT guild_id FROM auctions WHERE id = ?", (auction_id,)).scalar_one()
    found = auctions.find(tx, guild_id, auction_id)
    assert found is not None
    return found


def _left(tx: Connection, auction_id: int) -> list[Any]:
    out = {one.member_id for one in auctions.passed_over(tx, auction_id)}
    return [bid for bid in auctions.standing(tx, auction_id) if bid.member_id not in out]


class History:
    """One guild, one seed, and everything that happens there."""

    def __init__(self, db: Database, seed: int, watch: Watch) -> None:
        self.chance = random.Random(seed)
        self.guild_id = 10_000 + seed
        self.clock = Clock()
        self.clock.advance(seconds=seed)
        self.desk = Desk(db, self.clock, self.chance.randbytes)
        self.watch = watch
        self.beacon = Beacon()
        self.discord = Discord(self.clock, self.chance)
        self.hall = self._start()
        self.told: list[str] = []
        first = (int(self.clock().timestamp() * 1000) - DISCORD_EPOCH - 10**9) << 22
        self.people = [
            Actor(self.guild_id, first + number, frozenset(), manages_guild=False)
            for number in range(self.chance.randint(2, 6))
        ]
        self.officer = Actor(self.guild_id, 7, frozenset({OFFICERS}), manages_guild=False)

    async def live(self, steps: int) -> None:
        """Everything that happens, checked after every step, until every auction is over."""
        await self.desk.db.write(self._prepare)
        for _ in range(steps):
            await self._step()
            await self.desk.db.read(self._look)
            assert not self.watch.broken, self.watch.broken
        await self._end()
        await self.hall.close()

    def _start(self) -> Guildhall:
        outside = Outside(
            lambda: cast("Hiscores", None),
            lambda: cast("WiseOldMan", None),
            lambda: cast(Any, self.beacon),
            lambda: cast("WarcraftLogs", None),
        )
        hall = Guildhall(self.desk, outside, lambda: b"histories")
        hall.notices.courier = self.discord
        return hall

    def _prepare(self, tx: Connection) -> None:
        now = self.clock()
        settings.put(tx, self.guild_id, OFFICER_ROLES.name, (OFFICERS,), by=None, at=now)
        settings.put(tx, self.guild_id, LEADER_ROLES.name, (LEADERS,), by=None, at=now)
        settings.put(tx, self.guild_id, "guild.announcements", CHANNEL, by=None, at=now)
        settings.put(tx, self.guild_id, ZERO_SUM.name, self.chance.random() < 0.4, by=None, at=now)
        for one in self.people:
            self._move(tx, one, self.chance.randint(20, 120) * 100)
        report = Report("abcd1234", "Tuesday", "The Vault", now, now, (), {})
        there = {members.ensure(tx, self.guild_id, one.user_id, now).id: 600 for one in self.people[1:]}
        raids.note_attendance(tx, raids.begin(tx, self.guild_id, report, by=next(iter(there)), now=now), there)

    def _move(self, tx: Connection, who: Actor, amount: int) -> None:
        member = members.ensure(tx, self.guild_id, who.user_id, self.clock())
        key, act = self.chance.randbytes(8).hex(), Act.AWARD if amount > 0 else Act.CHARGE
        change = [Change(member.id, Pool.DKP, amount)]
        self.hall.loot.books.enter(tx, self.guild_id, act, change, key=key, at=self.clock(), by=None)

    def _look(self, tx: Connection) -> None:
        """The books are in order; what is over ended once, and was charged once."""
        assert points.check(tx) == []
        log = audit.page(tx, self.guild_id, kind="auction", limit=10_000, offset=0)
        ended = [entry.facts["auction"] for entry in log if entry.kind in _ENDED]
        assert len(ended) == len(set(ended)), "ended twice"
        for auction in auctions.page(tx, self.guild_id, limit=1000):
            over = auction.state not in LIVE
            assert over == (auction.id in ended), auction
            charged = auction.state in (AuctionState.SOLD, AuctionState.UNDONE)
            assert charged == (points.by_key(tx, self.guild_id, f"auction:{auction.id}") is not None)
            if charged:
                self._look_at_books(tx, auction)

    def _look_at_books(self, tx: Connection, auction: Auction) -> None:
        assert auction.batch_id is not None
        assert auction.price is not None
        changes = points.changes_of(tx, auction.batch_id)
        assert [(one.member_id, -one.delta) for one in changes if one.delta < 0] == [(auction.winner_id, auction.price)]
        gained = sum(one.delta for one in changes if one.delta > 0)
        assert gained == (auction.price if auction.shared else 0), "a zero sum"
        (item,) = loot_items.of_batch(tx, auction.batch_id)
        assert (item.member_id, item.paid, item.auction_id) == (auction.winner_id, auction.price, auction.id)
        assert (item.undone_at is not None) == (auction.state is AuctionState.UNDONE)

    async def _step(self) -> None:
        many = self.chance.choice((1, 1, 2, 5))
        acts = [self._act() for _ in range(many)]
        self.told.append(" + ".join(name for name, _ in acts))
        await asyncio.gather(*(self._try(act) for _, act in acts))

    def _act(self) -> tuple[str, Callable[[], Awaitable[object]]]:
        acts: list[tuple[int, Callable[[], Awaitable[object]]]] = [
            (5, self._open),
            (50, self._bid),
            (3, self._bid_twice),
            (2, self._close),
            (1, self._cancel),
            (1, self._meddle),
            (3, self._charge),
            (3, self._give),
            (1, self._decay),
            (2, self._undo),
            (1, self._erase),
            (1, self._restart),
            (10, self._tick),
            (1, self._weather),
        ]
        _, act = self.chance.choices(acts, [weight for weight, _ in acts])[0]
        return act.__name__.strip("_"), act

    async def _try(self, act: Callable[[], Awaitable[object]]) -> None:
        try:
            await act()
        except Refusal as no:
            self.told.append(f"  no: {no.code}")

    async def _auction(self, *states: AuctionState) -> Auction | None:
        """An auction of the guild, rather one in these states."""
        found = await self.desk.db.read(lambda tx: auctions.page(tx, self.guild_id, limit=100))
        wanted = [one for one in found if one.state in states]
        return self.chance.choice(wanted or found) if found else None

    async def _open(self) -> None:
        sale, minutes = self.chance.choice([*Sale]), self.chance.choice((1, 2, 5))
        asked = Asked(f"Item {self.chance.randrange(9)}", sale, self.chance.choice((1, 10)), minutes)
        await self.hall.loot.auctions.acts.open(self.officer, asked, CHANNEL, roll_text)

    async def _bid(self) -> None:
        if auction := await self._auction(AuctionState.OPEN):
            least = auction.least // 100
            amount = self.chance.choice((10, 20, 20, 20, least, least, least + 1, 50, 0, 10**12))
            who, key = self.chance.choice(self.people), self.chance.randbytes(8).hex()
            await self.hall.loot.auctions.acts.bid(who, auction.id, amount, key)

    async def _bid_twice(self) -> None:
        """The same form sent three times; it bids once."""
        if auction := await self._auction(AuctionState.OPEN):
            who, amount, key = self.chance.choice(self.people), auction.least // 100, self.chance.randbytes(8).hex()
            sent = (self.hall.loot.auctions.acts.bid(who, auction.id, amount, key) for _ in range(3))
            told = await asyncio.gather(*sent, return_exceptions=True)
            placed = [one for one in told if not isinstance(one, BaseException)]
            assert sum(not one.again for one in placed) <= 1, "bid twice"
            for one in told:
                if isinstance(one, BaseException):
                    raise one

    async def _close(self) -> None:
        if auction := await self._auction(AuctionState.OPEN):
            await self.hall.loot.auctions.acts.close(self.officer, auction.id)

    async def _cancel(self) -> None:
        if auction := await self._auction(AuctionState.OPEN):
            await self.hall.loot.auctions.acts.cancel(self.officer, auction.id, "not ours to sell")

    async def _meddle(self) -> None:
        """A member, and an officer of elsewhere, do what is not theirs."""
        if auction := await self._auction(AuctionState.OPEN):
            elsewhere = Actor(1, 7, frozenset({OFFICERS}), manages_guild=True)
            who = self.chance.choice((self.people[0], elsewhere))
            await self.hall.loot.auctions.acts.close(who, auction.id)
            raise AssertionError("somebody closed an auction who may not")

    async def _charge(self) -> None:
        who, amount = self.chance.choice(self.people), -self.chance.randint(1, 9000)
        await self.desk.db.write(lambda tx: self._move(tx, who, amount))

    async def _give(self) -> None:
        who, amount = self.chance.choice(self.people), self.chance.randint(1, 9000)
        await self.desk.db.write(lambda tx: self._move(tx, who, amount))

    async def _decay(self) -> None:
        key, now = self.chance.randbytes(8).hex(), self.clock()
        decay = Decay((Pool.DKP,), 10_00)
        await self.desk.db.write(
            lambda tx: self.hall.loot.books.decay(tx, self.guild_id, decay, key=key, at=now, by=None)
        )

    async def _undo(self) -> None:
        auction = await self._auction(AuctionState.SOLD)
        if auction and auction.batch_id is not None:
            await self.hall.loot.undo.apply(self.officer, auction.batch_id, "by mistake")

    async def _erase(self) -> None:
        await self.hall.privacy.erase(self.chance.choice(self.people))

    async def _restart(self) -> None:
        self.hall = self._start()

    async def _tick(self) -> None:
        self.clock.advance(seconds=self.chance.choice((0, 1, 5, 20, 70, 150)))
        await self._jobs()

    async def _weather(self) -> None:
        self.beacon.silent = self.chance.random() < 0.4
        self.discord.failing = self.chance.choice((0.0, 0.0, 0.3, 0.9))

    async def _jobs(self) -> None:
        jobs = [
            self.hall.loot.auctions.acts.due(),
            self.hall.loot.rolls.due(),
            self.hall.draws.due(),
            self.hall.notices.deliver(),
        ]
        self.chance.shuffle(jobs)
        await asyncio.gather(*jobs)

    async def _end(self) -> None:
        """No more bids: time alone must bring every auction to its end, with the beacon back or silent for good."""
        self.discord.failing = 0.0
        self.beacon.silent = self.chance.random() < 0.2
        for hours in (0, 1, 2, 25, 30, 30, 30):
            self.clock.advance(hours=hours)
            for _ in range(3):
                await self._jobs()
                self.clock.advance(seconds=20)
        await self.desk.db.read(self._look)
        assert not self.watch.broken, self.watch.broken
        found = await self.desk.db.read(lambda tx: auctions.page(tx, self.guild_id, limit=1000))
        assert not [one for one in found if one.state in LIVE]
        for who in self.people:
            assert await self.desk.db.read(lambda tx, who=who: self._held(tx, who)) == 0
        for auction in found:
            await self._check_proof(auction)

    def _held(self, tx: Connection, who: Actor) -> int:
        member = members.find(tx, self.guild_id, who.user_id)
        return 0 if member is None else auctions.reserved(tx, self.guild_id, member.id)

    async def _check_proof(self, auction: Auction) -> None:
        draw_id = auction.draw_id
        if draw_id is None:
            return
        record = await self.desk.db.read(lambda tx: draws.by_id(tx, draw_id))
        if record.state is DrawState.SETTLED:
            checked = await self.hall.draws.check(await self.hall.draws.proof_at(record.address))
            wrong = {check.name for check in checked.checks if check.state is State.FAILED}
            assert wrong <= {"posts"}, wrong  # called late, because Discord was away: the result stands


async def run(db: Database, seed: int, steps: int = 60) -> Watch:
    """One history; raises what broke, with the seed and what led to it."""
    watch = Watch()
    history = History(db, seed, watch)
    try:
        async with asyncio.timeout(120):
            with watch.looking():
                await history.live(steps)
    except Exception as broken:
        broken.add_note(f"seed {seed}, after: " + "; ".join(history.told[-12:]))
        raise
    return watch


async def _main(count: int, first: int) -> None:
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'histories.db'}"
        migrations.upgrade(url)
        db = Database(url)
        await db.open()
        started, seen = time.monotonic(), Watch()
        for seed in range(first, first + count):
            watch = await run(db, seed)
            seen.bids, seen.passed, seen.sold = (
                seen.bids + watch.bids,
                seen.passed + watch.passed,
                seen.sold + watch.sold,
            )
        await db.close()
        took = time.monotonic() - started
        sys.stdout.write(
            f"{count} histories in {took:.0f} s: {seen.bids} bids, {seen.passed} passed over, {seen.sold} sold\n"
        )


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=1000)
    asked.add_argument("--first", type=int, default=0)
    options = asked.parse_args()
    asyncio.run(_main(options.count, options.first))
