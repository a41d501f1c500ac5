"""Guildhall's composition root; as a program, its command line."""

import gc

# Nothing that is imported ever becomes garbage; looking for it time and again takes a tenth of the start.
gc.disable()

import asyncio
import logging
import math
import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord.ext import commands
from sqlalchemy import Connection

from clients.outside import Outside
from cogs.ui.courier import DiscordCourier
from cogs.ui.late import warm_up
from cogs.ui.metering import settle_command, watch
from cogs.ui.painter import DiscordPainter
from cogs.ui.press import answer_strangers, pass_on, serve
from cogs.ui.tree import Spanish, Tree
from cogs.ui.using import note_use
from config import Settings, secret_key
from console.keeping import save_before
from services.desk import Clock, Desk, Entropy
from services.guildhall import Guildhall
from services.meter import Gateway
from storage import epochs, members, migrations
from storage import settings as stored
from storage.engine import Database

if TYPE_CHECKING:
    from clients.accounts import Accounts
    from clients.beacon import Relays
    from clients.hiscores import Hiscores, Manners
    from clients.pictures import Pictures
    from clients.warcraft_logs import WarcraftLogs
    from clients.wise_old_man import WiseOldMan
    from cogs.ui.roles.hands import DiscordHands

gc.freeze()
gc.enable()

log = logging.getLogger("guildhall")

EXTENSIONS = (
    "cogs.auction",
    "cogs.audit",
    "cogs.challenge",
    "cogs.clan",
    "cogs.contest",
    "cogs.dkp",
    "cogs.epgp",
    "cogs.insights",
    "cogs.leaderboard",
    "cogs.link",
    "cogs.loot",
    "cogs.notifications",
    "cogs.pot",
    "cogs.privacy",
    "cogs.profile",
    "cogs.raid",
    "cogs.request",
    "cogs.roles",
    "cogs.settings",
    "cogs.setup",
    "cogs.verify",
    "cogs.wallet",
)
_TREE = "command_tree"


class Bot(commands.Bot):
    """The whole bot: Discord's client with the house behind it; the playground hands in entropy and manners."""

    def __init__(self, settings: Settings, *, entropy: Entropy = os.urandom, manners: "Manners | None" = None) -> None:
        # We read who is in voice and never join; what that would need is not missed.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        intents = discord.Intents.none()
        intents.guilds = True
        intents.voice_states = True
        intents.members = settings.members_intent
        super().__init__(
            command_prefix=commands.when_mentioned,
            tree_cls=Tree,
            help_command=None,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=discord.app_commands.AppCommandContext(guild=True),
            allowed_installs=discord.app_commands.AppInstallationType(guild=True),
            member_cache_flags=discord.MemberCacheFlags.from_intents(intents),
            # Members are asked for where there are rules about their roles; no start waits for all of them.
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self.settings = settings
        self.db = Database(settings.database)
        clock = discord.utils.utcnow
        outside = Outside(
            partial(_hiscores, settings, clock, manners),
            partial(_wise_old_man, settings, clock),
            partial(_relays, settings, clock),
            partial(_warcraft_logs, settings, clock),
            partial(_pictures, settings),
            partial(_accounts, settings, clock),
        )
        desk = Desk(self.db, clock, entropy)
        self.hall = Guildhall(desk, outside, partial(secret_key, settings), settings.public_url)
        courier = DiscordCourier(self, self.hall)
        self.hall.notices.courier = self.hall.writer = courier
        self.hall.panels.painter = DiscordPainter(self, self.hall, courier)
        self.hall.hands = partial(_hands, self)
        self.hall.meter.gateway = partial(_gateway, self)

    async def setup_hook(self) -> None:
        """Migrate, open the books, register every command and button; tell Discord when the commands changed."""
        await asyncio.to_thread(migrations.upgrade, self.settings.database, partial(save_before, self.settings))
        await self.db.open()
        if await self.db.read(epochs.is_due):
            await self.hall.restoring.begin_epoch()
        for extension in EXTENSIONS:
            if extension not in self.extensions:
                await self.load_extension(extension)
        serve(self)
        await self.tree.set_translator(Spanish())
        await self.sync_if_changed()

    async def sync_if_changed(self, *, force: bool = False) -> bool:
        """Register the commands with Discord when they differ from what was registered last."""
        assert isinstance(self.tree, Tree)
        print_ = self.tree.fingerprint()
        known = await self.db.read(lambda tx: stored.fact(tx, _TREE))
        if known == print_ and not force:
            return False
        await self.tree.sync()
        await self.db.write(lambda tx: stored.remember(tx, _TREE, print_))
        log.info("commands registered with Discord")
        return True

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Tell everybody what discord.py found out; a click on what is not loaded yet is passed on first."""
        if event == "interaction":
            watch(self.hall.meter, args[0])
            pass_on(self, args[0])
        elif event == "app_command_completion":
            settle_command(args[0])
        super().dispatch(event, *args, **kwargs)

    async def on_ready(self) -> None:
        """Note which guilds we are in no more, and load what whoever clicks first would wait for."""
        log.info("ready", extra={"guilds": len(self.guilds)})
        await self._note_absent()
        await warm_up()

    async def _note_absent(self) -> None:
        """Of the guilds in the books, those that Discord does not list any more left while we were away.

        Discord lists those that it cannot reach at the moment, too: an outage is no leaving.
        """
        listed, now = {guild.id for guild in self.guilds}, self.hall.desk.clock()
        for guild_id in await self.db.write(lambda tx: members.note_absent(tx, listed, now)):
            log.info("a guild was left while away", extra={"guild": guild_id})

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """The guild is (again) in the books."""
        await self.on_guild_join(guild)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The guild is (again) in the books."""
        now = self.hall.desk.clock()
        me = guild.get_member(self.user.id) if self.user else None
        since = (me.joined_at if me else None) or now

        def work(tx: Connection) -> None:
            members.enter_guild(tx, guild.id, now)
            epochs.meet(tx, guild.id, since)

        await self.db.write(work)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """We were removed; the books note when."""
        now = self.hall.desk.clock()
        await self.db.write(lambda tx: members.leave_guild(tx, guild.id, now))

    async def on_member_join(self, member: discord.Member) -> None:
        """Somebody came; Discord only tells where the operator turned the list of members on."""
        self.hall.usage.joined(member.guild.id)

    async def on_raw_member_remove(self, gone: discord.RawMemberRemoveEvent) -> None:
        """Somebody left, whether we knew them or not."""
        self.hall.usage.left(gone.guild_id)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Count what is used, and answer clicks that nothing else does."""
        note_use(self.hall, interaction)
        await answer_strangers(interaction)

    async def tick(self) -> None:
        """Do everything that is due now, including delivering notices, and return when done."""
        await self.hall.tick()

    async def close(self) -> None:
        """Leave Discord, let go of the outside world, finish every write and close the books."""
        try:
            await self.hall.finish()  # what Discord has taken is noted while it can still answer
            await super().close()
        finally:
            try:
                await self.hall.close()
            finally:
                await self.db.close()


def _hiscores(settings: Settings, clock: Clock, manners: "Manners | None") -> "Hiscores":
    from clients.hiscores import Hiscores

    return Hiscores(settings.hiscores_url, settings.hiscores_rate, settings.user_agent, clock=clock, manners=manners)


def _wise_old_man(settings: Settings, clock: Clock) -> "WiseOldMan":
    from clients.wise_old_man import WiseOldMan

    key = settings.wise_old_man_key.get_secret_value()
    return WiseOldMan(settings.wise_old_man_url, key, settings.user_agent, clock=clock)


def _relays(settings: Settings, clock: Clock) -> "Relays":
    from clients.beacon import Relays

    return Relays(settings.relays, settings.chain, settings.user_agent, clock=clock)


def _warcraft_logs(settings: Settings, clock: Clock) -> "WarcraftLogs":
    from clients.warcraft_logs import WarcraftLogs

    secret = settings.warcraft_logs_client_secret.get_secret_value()
    client_id = settings.warcraft_logs_client_id
    return WarcraftLogs(settings.warcraft_logs_url, client_id, secret, settings.user_agent, clock=clock)


def _pictures(settings: Settings) -> "Pictures":
    from clients.pictures import Pictures

    return Pictures(settings.user_agent)


def _accounts(settings: Settings, clock: Clock) -> "Accounts":
    from clients.accounts import Accounts

    secret = settings.discord_client_secret.get_secret_value()
    client_id = settings.discord_client_id.strip()
    return Accounts(settings.discord_url, client_id, secret, settings.user_agent, clock=clock)


def _hands(bot: Bot) -> "DiscordHands":
    from cogs.ui.roles.hands import DiscordHands

    return DiscordHands(bot)


def _gateway(bot: Bot) -> Gateway:
    latency = bot.latency  # not a number before the first heartbeat was answered
    connected = bot.is_ready() and not bot.is_closed() and bot.ws.open
    return Gateway(connected, latency if math.isfinite(latency) else None, len(bot.guilds))


def build(settings: Settings, *, entropy: Entropy = os.urandom, manners: "Manners | None" = None) -> Bot:
    """The whole bot, not yet connected to anything."""
    return Bot(settings, entropy=entropy, manners=manners)


def main(argv: Sequence[str] | None = None) -> int:
    """The command line, as `cli` has it; returns the exit code."""
    from console import cli

    return cli.main(argv)


if __name__ == "__main__":
    # One module under both names, for those who import `bot`.
    sys.modules["bot"] = sys.modules["__main__"]
    sys.exit(main())
