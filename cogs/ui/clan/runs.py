"""A snapshot of the clan as people watch it: the live message, its end, and the button that starts one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card, bar
from cogs.ui.clan.history import ShowHistory
from cogs.ui.clan.naming import failures, result, sentence
from cogs.ui.clan.stats import ShowStats
from cogs.ui.door import Interaction, actor_of, guild_words, hall_of, show
from cogs.ui.press import Press
from cogs.ui.words import Words
from domain.clan import RunState
from domain.clan_settings import RUN_PANEL
from domain.panels import Panel
from domain.windows import Window
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.clan.runs import RunReport


class RunNow(Press, key="clan:v1:run"):
    """Starts a snapshot, or shows the one under way."""

    async def press(self, interaction: Interaction) -> None:
        """Post the live message."""
        await run_now(interaction)


async def run_now(interaction: Interaction) -> None:
    """Start a snapshot unless one is under way, post it, and keep the message up to date from then on."""
    hall, actor = hall_of(interaction), actor_of(interaction)
    run, _ = await hall.clan.runs.start(actor)
    report = await hall.clan.runs.report(actor.guild_id, run.id)
    blind = not interaction.app_permissions.view_channel
    message = await show(interaction, run_card(await guild_words(interaction), report, blind=blind))
    if message is not None and not blind:
        await hall.panels.hang(actor.guild_id, RUN_PANEL, run.id, channel_id=message.channel.id, message_id=message.id)


async def paint_run(hall: Guildhall, panel: Panel, say: Words) -> Card:
    """The live message as the snapshot stands now."""
    return run_card(say, await hall.clan.runs.report(panel.guild_id, panel.subject))


def run_card(say: Words, report: RunReport, *, blind: bool = False) -> Card:
    """A snapshot as it stands; `blind` is posted where the bot cannot edit it later."""
    run = report.run
    running = run.state is RunState.RUNNING
    trigger = say(f"clan.trigger.{run.trigger}")
    stands = sentence(result(say, run))
    body = [f"{bar(run.asked, run.total)}\n{stands}" if running else stands]
    if running and report.next_try:
        body.append(say("clan.outage", at=report.next_try))
    if report.errors:
        body.append(f"{say('clan.run.unread')}\n{failures(say, report.errors)}")
    return Card(
        Accent.ALERT if run.state is RunState.FAILED else Accent.CLAN,
        say(f"clan.run.{run.state}"),
        status=say("clan.run.ended", at=run.ended_at, trigger=trigger)
        if run.ended_at
        else say("clan.run.started", at=run.started_at, trigger=trigger),
        body=body,
        rows=[] if running else [_after(say, run.state)],
        small=_small(say, run.state, blind=blind),
    )


def _after(say: Words, state: RunState) -> list[Press]:
    """What can be done when it is over."""
    first = (
        RunNow.button(label=say("clan.button.run"))
        if state is RunState.FAILED
        else ShowStats.button(Window.WEEK, label=say("clan.button.stats"))
    )
    return [first, ShowHistory.button(label=say("clan.button.history"))]


def _small(say: Words, state: RunState, *, blind: bool) -> str:
    if blind:
        return say("clan.run.small_blind")
    keys = {RunState.RUNNING: "clan.run.small_running", RunState.FAILED: "clan.run.small_failed"}
    return say(keys[state]) if state in keys else ""
