"""Everybody's attendance over a window, and one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.clan.naming import sentence, window_name
from cogs.ui.clan.windows import PATTERN, window_select
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.points.naming import person_text
from cogs.ui.press import Pick, Press, turners
from cogs.ui.words import Words
from domain.windows import Window

if TYPE_CHECKING:
    from domain.raid_attendance import Attendance
    from services.loot.raid_views import Attendances


class TurnAttendance(Press, key="raid:v1:attendance", args=rf"{PATTERN}:(?P<page>\d{{1,6}})"):
    """Another page of the attendance."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        await _turn(interaction, Window(self.args["window"]), int(self.args["page"]))


class PickAttendance(Pick, key="raid:v1:attendance-window"):
    """Another window."""

    async def pick(self, interaction: Interaction) -> None:
        """Turn to it."""
        await _turn(interaction, Window(self.item.values[0]), 1)


async def show_attendance(interaction: Interaction, window: Window) -> None:
    """Answer with everybody's attendance."""
    found = await hall_of(interaction).loot.raids.views.attendance(actor_of(interaction), window, 1)
    await show(interaction, attendance_card(words_for(interaction), found, window), private=True)


async def _turn(interaction: Interaction, window: Window, page: int) -> None:
    found = await hall_of(interaction).loot.raids.views.attendance(actor_of(interaction), window, page)
    await turn(interaction, attendance_card(words_for(interaction), found, window))


def attendance_card(say: Words, found: Attendances, window: Window) -> Card:
    """One page of it, the most faithful first."""
    lines = [_line(say, one, person_text(say, found.people.get(one.member_id))) for one in found.rows]
    pages = f" · {say('word.page', page=found.page, pages=found.pages)}" if found.pages > 1 else ""
    mine = say("raid.attendance.mine", line=_counts(say, found.mine)) if found.mine else ""
    return Card(
        Accent.LOOT,
        say("raid.attendance.heading"),
        status=f"{sentence(window_name(say, window))} · {say('raid.attendance.held', count=found.held)}{pages}",
        body=["\n".join(lines) or say("raid.attendance.none"), mine],
        rows=[[PickAttendance.select(of=window_select(say, window))], _turners(found, window)],
        small=say("raid.attendance.small"),
    )


def _turners(found: Attendances, window: Window) -> list[Press]:
    return turners(TurnAttendance, found.page, found.pages, window.value)


def _line(say: Words, one: Attendance, who: str) -> str:
    return f"{who} · {_counts(say, one)}"


def _counts(say: Words, one: Attendance) -> str:
    """The share, and what it comes from."""
    came = one.present + one.benched
    share = say("raid.attendance.no_share") if one.percent is None else f"**{one.percent} %**"
    parts = [share, say("raid.attendance.of", came=came, counted=one.counted)]
    if one.benched:
        parts.append(say("raid.attendance.benched", count=one.benched))
    if one.excused:
        parts.append(say("raid.attendance.excused", count=one.excused))
    return " · ".join(parts)
