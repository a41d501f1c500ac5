"""Importing a raid's log: what fell, who is who and what will be paid; then the button that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.points.naming import move_lines, person_text, points_text, shift_lines
from cogs.ui.points.previews import refused_card
from cogs.ui.press import Press, Style
from cogs.ui.raids.naming import boss_text, players, raid_line, rates_text, rows, span, when
from cogs.ui.words import Words, harmless, moment
from domain.errors import Refusal

if TYPE_CHECKING:
    from services.loot.raiding import Applied, Preview

_BOSSES = 15
_PEOPLE = 30
"""As many as a raid has, told one by one."""


class ApplyRaid(Press, key="raid:v1:apply", args=r"(?P<draft>\d{1,15})"):
    """Does what the preview showed; the announcement tells everybody."""

    async def press(self, interaction: Interaction) -> None:
        """Do it once, and turn the question into what stands."""
        importing, say = hall_of(interaction).loot.raids.importing, words_for(interaction)
        try:
            applied = await importing.apply(actor_of(interaction), int(self.args["draft"]))
        except Refusal as refusal:
            await turn(interaction, refused_card(say, refusal))
        else:
            await turn(interaction, applied_card(say, applied))


async def ask_to_import(interaction: Interaction, report: str) -> None:
    """Fetch a log and show what importing it would do, with the button that does it."""
    # The log comes from far away, which can take longer than Discord waits for a first answer.
    await interaction.response.defer(ephemeral=True, thinking=True)
    preview = await hall_of(interaction).loot.raids.importing.preview(actor_of(interaction), report)
    await show(interaction, preview_card(words_for(interaction), preview), private=True)


def preview_card(say: Words, preview: Preview) -> Card:
    """What fell, what is paid to whom, and who is not recognised."""
    plan, useful = preview.plan, preview.draft is not None
    report = plan.report
    length = int((report.ended_at - report.started_at).total_seconds())
    about = [harmless(report.zone)] if report.zone and report.zone != report.title else []
    apply = ApplyRaid.button(preview.draft or 0, label=say("points.button.apply"), style=Style.success)
    return Card(
        Accent.LOOT,
        say("raid.import.heading", title=report.title),
        status=" · ".join([*about, moment(report.started_at, "f"), span(say, length)]) + f"\n{_joins(say, preview)}",
        body=[_bosses(say, preview), _paid(say, preview), *_anomalies(say, preview), _shifts(say, preview)],
        rows=[[apply]] if useful else [],
        small=say("points.ask.small") if useful else "",
    )


def applied_card(say: Words, applied: Applied) -> Card:
    """What an import did; one that was pressed for twice says that it stood before."""
    done, raid = applied.done, applied.raid
    undone = done.batch.undone_by
    return Card(
        Accent.LOOT,
        say("raid.applied.heading"),
        status="" if done.first else say("points.done.before"),
        body=[
            f"{raid_line(raid)} · {when(raid)}",
            "\n".join(move_lines(say, done.moves, done.people, limit=_PEOPLE)) or say("raid.applied.no_points"),
            say("points.done.undone", batch=undone) if undone is not None else "",
        ],
        small=say("raid.applied.small", raid=raid.id, batch=done.batch.id),
    )


def _joins(say: Words, preview: Preview) -> str:
    plan = preview.plan
    if preview.draft is None:
        return say("raid.import.nothing_new")
    if plan.raid is None:
        return say("raid.import.new")
    name = raid_line(plan.raid)
    if plan.raid.reverted_at is not None:
        return say("raid.import.reverted", raid=name)
    return say("raid.import.grown" if plan.again else "raid.import.joins", raid=name)


def _bosses(say: Words, preview: Preview) -> str:
    plan = preview.plan
    if not plan.kills:
        return say("raid.import.no_kills")
    lines = [say("raid.import.kills", count=len(plan.kills))]
    for kill in plan.kills[:_BOSSES]:
        boss, there = boss_text(say, kill.name, kill.difficulty), len(kill.present)
        known = kill.first not in plan.fresh
        lines.append(say("raid.import.kill_known" if known else "raid.import.kill", boss=boss, count=there))
    more = len(plan.kills) - _BOSSES
    return "\n".join([*lines, say("points.and_more", count=more)] if more > 0 else lines)


def _paid(say: Words, preview: Preview) -> str:
    plan = preview.plan
    lines = [rates_text(say, plan.rates)]
    lines += move_lines(say, plan.sums.moves, preview.people, limit=_PEOPLE)
    if plan.sums.surplus:
        back = -sum(one.delta for one in plan.sums.changes if one.delta < 0)
        lines.append(say("raid.import.taken", points=points_text(say, back)))
    return "\n".join(lines)


def _anomalies(say: Words, preview: Preview) -> list[str]:
    """Whom the log tells of and who cannot be paid, or is paid otherwise than the log says."""
    roster, people = preview.plan.roster, preview.people
    found: list[str] = []
    if roster.unknown:
        count = len(roster.unknown)
        found.append(say("raid.import.unknown", count=count, names=players(say, roster.unknown)))
    if roster.ambiguous:
        found.append(say("raid.import.ambiguous", names=players(say, roster.ambiguous)))
    if roster.alts:
        names = [
            f"{harmless(str(one))} → {person_text(say, people.get(roster.members[one.id]))}" for one in roster.alts
        ]
        found.append(say("raid.import.alts", names=rows(say, names)))
    if benched := preview.benched:
        found.append(say("raid.import.benched", names=rows(say, [person_text(say, one) for one in benched])))
    return found


def _shifts(say: Words, preview: Preview) -> str:
    return "\n".join(shift_lines(say, preview.passing, preview.people)) if preview.plan.sums.moves else ""
