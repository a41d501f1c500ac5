"""The guild's raids, and one of them in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.door import Interaction, guild_of, hall_of, show, turn, words_for
from cogs.ui.points.naming import person_text
from cogs.ui.press import Pick, Press, turners
from cogs.ui.raids.naming import NAMES_SHOWN, boss_text, raid_line, span, sums, when
from cogs.ui.words import Words, harmless, moment
from domain.raids import Mark

if TYPE_CHECKING:
    from domain.raid_attendance import Part
    from services.loot.raid_views import Boss, Row, Rows, Shown

_BOSSES = 15
_LABEL = 100


class TurnRaids(Press, key="raid:v1:list", args=r"(?P<page>\d{1,6})"):
    """Another page of the raids."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        found = await hall_of(interaction).loot.raids.views.listed(guild_of(interaction), int(self.args["page"]))
        await turn(interaction, list_card(words_for(interaction), found))


class PickRaid(Pick, key="raid:v1:show"):
    """Opens a raid, for the one who picks."""

    async def pick(self, interaction: Interaction) -> None:
        """Show it."""
        await show_raid(interaction, int(self.item.values[0]))


async def show_list(interaction: Interaction) -> None:
    """Answer with the newest raids."""
    found = await hall_of(interaction).loot.raids.views.listed(guild_of(interaction), 1)
    await show(interaction, list_card(words_for(interaction), found), private=True)


async def show_raid(interaction: Interaction, raid_id: int) -> None:
    """Answer with one raid in full."""
    shown = await hall_of(interaction).loot.raids.views.show(guild_of(interaction), raid_id)
    await show(interaction, raid_card(words_for(interaction), shown), private=True)


def list_card(say: Words, found: Rows) -> Card:
    """One page of raids, newest first."""
    pages = f" · {say('word.page', page=found.page, pages=found.pages)}" if found.pages > 1 else ""
    select: list[Item] = [PickRaid.select(of=_options(say, found))] if found.rows else []
    return Card(
        Accent.LOOT,
        say("raid.list.heading"),
        status=say("raid.list.status", count=found.total) + pages if found.total else "",
        body=["\n".join(_row(say, one) for one in found.rows) or say("raid.list.none")],
        rows=[select, turners(TurnRaids, found.page, found.pages)],
    )


def raid_card(say: Words, shown: Shown) -> Card:
    """One raid: bosses, who was there for how long, who was excused or benched, what was paid."""
    raid = shown.raid
    there = {one: part for one, part in shown.parts.items() if part.present}
    applier = person_text(say, shown.people.get(raid.applied_by or 0))
    status = [when(raid), span(say, shown.seconds)]
    if raid.reverted_at is not None:
        status.append(say("raid.show.reverted", at=raid.reverted_at))
    return Card(
        Accent.LOOT,
        f"🎁 {harmless(raid.title)}",
        status=" · ".join(status),
        body=[
            "\n".join(_boss(say, one) for one in shown.bosses[:_BOSSES]) or say("raid.show.no_bosses"),
            _there(say, shown, there),
            _marked(say, shown),
            say("raid.show.paid", sums=sums(say, shown.paid.items())) if shown.paid else say("raid.show.not_paid"),
        ],
        small=say("raid.show.small", raid=raid.id, by=applier, at=raid.applied_at, logs=shown.reports),
    )


def _row(say: Words, row: Row) -> str:
    raid = row.raid
    line = f"{raid_line(raid)} · {when(raid)}"
    if raid.reverted_at is not None:
        return f"{line}\n-# {say('raid.show.reverted', at=raid.reverted_at)}"
    return f"{line}\n-# {say('raid.list.row', kills=row.kills, there=row.there)}"


def _options(say: Words, found: Rows) -> discord.ui.Select[discord.ui.LayoutView]:
    options = [
        discord.SelectOption(label=f"#{one.raid.id} {one.raid.title}"[:_LABEL], value=str(one.raid.id))
        for one in found.rows
    ]
    return discord.ui.Select(options=options, placeholder=say("raid.list.pick"))


def _boss(say: Words, boss: Boss) -> str:
    name = boss_text(say, boss.name, boss.difficulty)
    if boss.kill is None:
        return say("raid.show.wiped", boss=name, pulls=boss.pulls)
    at = moment(boss.kill.ended_at, "t")
    return say("raid.show.fell", boss=name, at=at, pulls=boss.pulls, count=len(boss.kill.present))


def _there(say: Words, shown: Shown, there: dict[int, Part]) -> str:
    if not there:
        return say("raid.show.nobody")
    ordered = sorted(there, key=lambda one: (-there[one].seconds, one))
    lines = [say("raid.show.there", count=len(there))]
    lines.append(
        ", ".join(
            f"{person_text(say, shown.people.get(one))} {span(say, there[one].seconds)}"
            for one in ordered[: 2 * NAMES_SHOWN]
        )
    )
    if (more := len(ordered) - 2 * NAMES_SHOWN) > 0:
        lines.append(say("points.and_more", count=more))
    return "\n".join(lines)


def _marked(say: Words, shown: Shown) -> str:
    lines: list[str] = []
    for mark in Mark:
        marked = [one for one, part in shown.parts.items() if part.mark is mark]
        if marked:
            names = ", ".join(person_text(say, shown.people.get(one)) for one in marked[:NAMES_SHOWN])
            lines.append(say(f"raid.show.{mark}", names=names))
    return "\n".join(lines)
