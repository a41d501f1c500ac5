"""The house as a whole: its services, and what the clock asks them to do."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from clients.outside import Outside
from domain.clan_settings import NAME, SCHEDULE
from domain.draws import POSTS
from domain.guild import ANNOUNCEMENTS, LOOT_SYSTEM, TIMEZONE
from domain.leaderboard_settings import LEFT_OUT, WEIGHTS
from domain.loot import BASE_GP, MINIMUM_EP
from domain.notices import Notice
from domain.pot_settings import PANEL_POST
from domain.request_settings import ASKED
from services.desk import Desk
from services.health import Health
from services.log import GuildLog
from services.meter import Meter
from services.notices import Notices, Posted
from services.panels import Panels
from services.settings import GuildSettings
from services.usage import Usage
from storage import settings
from storage.engine import after_commit

if TYPE_CHECKING:
    from services.backups import Backups
    from services.blocks import Blocks
    from services.challenges import Challenges
    from services.clan import Clan
    from services.contests import Contests
    from services.draws import Draws
    from services.insights import Insights
    from services.leaderboards import Leaderboards
    from services.leaving import Leaving
    from services.linking import Linking
    from services.loot import Loot
    from services.milestones import Milestones
    from services.people import People, Writer
    from services.pots import Pots
    from services.privacy import Privacy
    from services.profiles import Profiles
    from services.requests import Requests
    from services.restoring import Restoring
    from services.roles import Giving, Hands, Roles
    from services.wallet import Wallets
    from storage.draws import Record


@dataclass(frozen=True, slots=True)
class Job:
    """Something the clock asks for again and again; what is due stands in the tables."""

    name: str
    every: timedelta
    run: Callable[[], Awaitable[None]]


class Guildhall:
    """All services on one desk; a feature loads when it is first asked for, so that a start waits for none."""

    def __init__(self, desk: Desk, outside: Outside, secret: Callable[[], bytes], public_url: str = "") -> None:
        self.desk = desk
        self.public_url = public_url
        self._outside = outside
        self.standings = outside.standings
        self._secret = secret
        self.health = Health(desk)
        self.meter = Meter(desk.clock)
        self.settings = GuildSettings(desk)
        self.log = GuildLog(desk)
        self.notices = Notices(desk)
        self.panels = Panels(desk)
        self.usage = Usage(desk)
        self.writer: Writer | None = None
        self.hands: Callable[[], Hands] | None = None
        for setting in (BASE_GP, MINIMUM_EP):
            self.settings.when_changed(setting, self._rank_anew)
        for setting in (SCHEDULE, TIMEZONE):
            self.settings.when_changed(setting, _follow_schedule)
        for setting in (*WEIGHTS.values(), LEFT_OUT, LOOT_SYSTEM, TIMEZONE, BASE_GP, MINIMUM_EP):
            self.settings.when_changed(setting, self._board_anew)
        self.settings.when_changed(LEFT_OUT, _leave_in)
        self.settings.when_changed(NAME, _show_overview)
        self.settings.when_changed(ANNOUNCEMENTS, self._tell_keys)
        for event in POSTS:
            self.notices.when_posted(event.name, _note_post)
        self.notices.when_posted(PANEL_POST.name, _hang_pot)
        self.notices.when_posted(ASKED.name, _hang_request)

    @cached_property
    def clan(self) -> "Clan":
        """The roster, its runs, what everybody gained, and imports."""
        from services.clan import open_clan

        return open_clan(self.desk, self._outside, self.meter.sweep)

    @cached_property
    def draws(self) -> "Draws":
        """Every draw, whatever it decides."""
        from fairness.protocol import Kind
        from services.contests import closing
        from services.draws import Draws, Keys

        draws = Draws(self.desk, self._outside, Keys(self._secret))
        draws.when_settled(Kind.CONTEST, closing.follow)
        draws.when_settled(Kind.POT, self._settle_pot)
        draws.when_silent(Kind.POT, self._give_pot_up)
        return draws

    @cached_property
    def contests(self) -> "Contests":
        """Contests, from their draft to their winner."""
        from services.contests import open_contests

        return open_contests(self.desk, self.draws, self.notices.deliver)

    @cached_property
    def pots(self) -> "Pots":
        """Community pots, from their opening to their winner."""
        from services.pots import open_pots

        return open_pots(self.desk, self.draws, self.notices.deliver)

    @cached_property
    def loot(self) -> "Loot":
        """Points and what is handed out for them."""
        from services.loot import open_loot

        return open_loot(self.desk, self.draws, self.notices.deliver, lambda: self._outside.warcraft_logs)

    @cached_property
    def challenges(self) -> "Challenges":
        """Weekly challenges, what is handed in to them, and what everybody earns."""
        from services.challenges import open_challenges

        return open_challenges(self.desk, lambda: self._outside.pictures)

    @cached_property
    def wallets(self) -> "Wallets":
        """Members' credits, line by line."""
        from services.wallet import Wallets

        return Wallets(self.desk)

    @cached_property
    def leaderboards(self) -> "Leaderboards":
        """Who stands where, by everything that is counted."""
        from services.leaderboards import open_leaderboards

        return open_leaderboards(self.desk)

    @cached_property
    def roles(self) -> "Roles":
        """Roles for those who stand high enough."""
        from services.roles import open_roles

        roles = open_roles(self.desk, self.leaderboards.boards)
        roles.giving.hands = self.hands() if self.hands else None
        return roles

    @property
    def giving(self) -> "Giving | None":
        """Who gives roles, from the first tick on: before it there is nothing to be told of."""
        return self.roles.giving if "roles" in vars(self) else None

    @cached_property
    def profiles(self) -> "Profiles":
        """Who somebody is in the guild."""
        from services.profiles import Profiles

        return Profiles(self.desk, self.leaderboards.boards)

    @cached_property
    def linking(self) -> "Linking":
        """Accounts that members showed to be theirs."""
        from services.linking import Linking

        return Linking(self.desk, lambda: self._outside.accounts, self._secret, self.public_url)

    @cached_property
    def people(self) -> "People":
        """What members say about themselves, and digests for those who want them."""
        from services.people import People

        return People(self.desk, lambda: self.writer)

    @cached_property
    def requests(self) -> "Requests":
        """Requests for credits."""
        from services.requests import open_requests

        return open_requests(self.desk, self.notices.deliver)

    @cached_property
    def blocks(self) -> "Blocks":
        """Members who may only look."""
        from services.blocks import Blocks

        return Blocks(self.desk)

    @cached_property
    def insights(self) -> "Insights":
        """How guilds use the bot."""
        from services.insights import Insights

        return Insights(self.desk)

    @cached_property
    def milestones(self) -> "Milestones":
        """What was reached for the first time."""
        from services.milestones import Milestones

        return Milestones(self.desk)

    @cached_property
    def leaving(self) -> "Leaving":
        """Guilds that removed the bot."""
        from services.leaving import Leaving

        return Leaving(self.desk, lambda: self.privacy.keepers, lambda: self.pots.locking, lambda: self.draws)

    @cached_property
    def backups(self) -> "Backups":
        """Backups on schedule."""
        from services.backups import Backups

        return Backups(self.desk)

    @cached_property
    def restoring(self) -> "Restoring":
        """What begins when a backup was put back."""
        from services.restoring import Hands, Restoring

        def hands() -> Hands:
            loot = self.loot
            return Hands(self.pots.locking, self.contests.making, loot.auctions.hammer, loot.council.rolling)

        return Restoring(self.desk, hands)

    @cached_property
    def privacy(self) -> "Privacy":
        """What is kept about a person, through every feature's hook."""
        from services.blocks import BlocksKeeper
        from services.challenges.keeper import ChallengesKeeper
        from services.clan import ClanKeeper
        from services.contests import ContestsKeeper
        from services.draws import DrawsKeeper
        from services.leaderboards import LeaderboardsKeeper
        from services.links_keeper import LinksKeeper
        from services.loot import LootKeeper
        from services.loot.auctions import AuctionsKeeper
        from services.loot.council.keeper import CouncilKeeper
        from services.pots import LedgerKeeper, PotsKeeper
        from services.privacy import HouseKeeper, Privacy
        from services.requests import RequestsKeeper
        from services.roles import RolesKeeper
        from services.usage import UsageKeeper

        clock = self.desk.clock
        # What refuses comes first; a refund is in the wallet before that is closed.
        pots = (PotsKeeper(clock), LedgerKeeper(clock))
        loot = (AuctionsKeeper(clock), CouncilKeeper(), LootKeeper(self.loot.standings))
        asked = (RequestsKeeper(clock), BlocksKeeper())
        boards = LeaderboardsKeeper(self.leaderboards.boards, self.leaderboards.podiums)
        rest = (ChallengesKeeper(self.challenges.paying, clock), ClanKeeper(), LinksKeeper(), boards)
        first = (HouseKeeper(), UsageKeeper(), DrawsKeeper(), ContestsKeeper())
        ranks = RolesKeeper(self.roles.giving.to_take, clock)
        return Privacy(self.desk, (*first, *pots, *loot, *asked, *rest, ranks))

    def jobs(self) -> tuple[Job, ...]:
        """What the scheduler runs, in the order in which one tick does it."""
        every = (
            Job("runs", timedelta(seconds=10), self.clan.runs.due),
            Job("histories", timedelta(seconds=30), self.clan.imports.fetch_histories),
            Job("contests", timedelta(seconds=5), self.contests.closing.due),
            Job("pots", timedelta(seconds=1), self.pots.closing.due),
            Job("auctions", timedelta(seconds=1), self.loot.auctions.acts.due),
            Job("decisions", timedelta(seconds=2), self.loot.council.due),
            Job("rolls", timedelta(seconds=1), self.loot.rolls.due),
            Job("draws", timedelta(seconds=1), self.draws.due),
            Job("challenges", timedelta(seconds=2), self.challenges.clock.due),
            Job("decay", timedelta(minutes=1), self.loot.decaying.due),
            Job("books", timedelta(hours=1), self.wallets.check_books),
            Job("usage", timedelta(seconds=30), self.usage.flush),
            Job("standings", timedelta(seconds=30), self.leaderboards.boards.refresh),
            Job("days", timedelta(minutes=1), self.leaderboards.days.due),
            Job("podiums", timedelta(minutes=1), self.leaderboards.podiums.due),
            Job("milestones", timedelta(minutes=1), self.milestones.due),
            Job("roles", timedelta(seconds=30), self.roles.giving.due),
            Job("requests", timedelta(seconds=30), self.requests.clock.due),
            Job("digests", timedelta(minutes=1), self.people.due),
            Job("leaving", timedelta(hours=1), self.leaving.due),
            Job("backups", timedelta(seconds=10), self.backups.due),
            Job("panels", timedelta(seconds=1), self.panels.repaint),
            Job("notices", timedelta(seconds=2), self.notices.deliver),
            Job("tidy", timedelta(hours=6), self.tidy),
        )
        return tuple(replace(job, run=partial(self.meter.job, job.name, job.run)) for job in every)

    async def tick(self) -> None:
        """Do everything that is due now, to its end, and return when it is done."""
        while True:
            await self.clan.runs.due()
            await self.clan.runs.quiet()
            before = await self.clan.runs.under_way()
            for job in self.jobs():
                await job.run()
            # A contest that ends begins a run, which is due now too; one that stumbled is left to the next tick.
            if not await self.clan.runs.under_way() - before:
                return

    async def tidy(self) -> None:
        """Drop what was told, shown or prepared long ago."""
        await self.notices.tidy()
        await self.clan.imports.tidy()
        await self.challenges.pictures.tidy()
        await self.linking.tidy()
        await self.people.tidy()
        await self.usage.tidy()

    async def finish(self) -> None:
        """Ask nothing more of Discord, and note what it has done of what it was asked."""
        if "roles" in vars(self):
            await self.roles.giving.close()
        await self.notices.close()

    async def close(self) -> None:
        """Let go of the outside world; what was under way is taken up at the next start."""
        try:
            await self.usage.flush()
        finally:
            await self._let_go()

    async def _let_go(self) -> None:
        if "clan" in vars(self):
            await self.clan.runs.close()
        await self.finish()
        await self._outside.close()

    def _settle_pot(self, tx: Connection, record: "Record", now: datetime) -> None:
        self.pots.locking.settle(tx, record, now)

    def _give_pot_up(self, tx: Connection, record: "Record", now: datetime) -> None:
        self.pots.locking.give_up(tx, record, now)

    def _rank_anew(self, tx: Connection, guild_id: int, _now: datetime) -> None:
        if "loot" in vars(self):
            after_commit(tx, partial(self.loot.standings.changed, guild_id, None))

    def _board_anew(self, tx: Connection, guild_id: int, _now: datetime) -> None:
        if "leaderboards" in vars(self):
            after_commit(tx, partial(self.leaderboards.boards.anew, guild_id))
            after_commit(tx, partial(self.leaderboards.boards.day_over, guild_id))

    def _tell_keys(self, tx: Connection, guild_id: int, now: datetime) -> None:
        """Setting up tells which keys sign this guild's draws, long before the first of them."""
        from services.draws import Keys
        from services.draws.steps import tell_keys

        (channel_id,) = settings.some(tx, guild_id, ANNOUNCEMENTS)
        if isinstance(channel_id, int):
            tell_keys(tx, Keys(self._secret), guild_id, channel_id, now)


def _note_post(tx: Connection, notice: Notice, posted: Posted) -> None:
    from services.draws import steps

    steps.note_post(tx, notice, posted)


def _hang_pot(tx: Connection, notice: Notice, posted: Posted) -> None:
    from services.pots import making

    making.hang_panel(tx, notice, posted)


def _hang_request(tx: Connection, notice: Notice, posted: Posted) -> None:
    from services.requests import asking

    asking.hang_panel(tx, notice, posted)


def _leave_in(tx: Connection, guild_id: int, _now: datetime) -> None:
    """Nobody is left out of places where no role is; who has which of those left is seen when they come by."""
    from storage import board_pins

    (roles,) = settings.some(tx, guild_id, LEFT_OUT)
    if not roles:
        board_pins.leave_nobody_out(tx, guild_id)


def _show_overview(tx: Connection, guild_id: int, _now: datetime) -> None:
    from services.clan import schedule

    schedule.show(tx, guild_id)


def _follow_schedule(tx: Connection, guild_id: int, now: datetime) -> None:
    from services.clan import schedule

    schedule.follow(tx, guild_id, now)
