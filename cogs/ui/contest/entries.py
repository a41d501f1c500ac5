"""Everybody's entries, ten a page, each with the evidence that proves it; officers count them anew."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import discord

from cogs.ui.cards import Accent, Attachment, Card
from cogs.ui.clan.profile import ShowText
from cogs.ui.contest.naming import rule_words
from cogs.ui.door import Interaction, actor_of, answer, card_words, hall_of, show, turn, words_for
from cogs.ui.draws.naming import who
from cogs.ui.press import Pick, Press, turners
from cogs.ui.words import Words
from domain.people import Rank

if TYPE_CHECKING:
    from services.contests.views import Entries, EntryLine

_ID = r"(?P<contest>\d{1,15})"
_LABEL = 100


class ShowEntries(Press, key="contest:v1:entries", args=_ID):
    """All entries, for the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Show the first page."""
        await show_entries(interaction, int(self.args["contest"]))


class TurnEntries(Press, key="contest:v1:page", args=rf"{_ID}:(?P<page>\d{{1,6}})"):
    """Another page of the entries."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        await _turn(interaction, int(self.args["contest"]), int(self.args["page"]))


class Recount(Press, key="contest:v1:recount", args=rf"{_ID}:(?P<page>\d{{1,6}})"):
    """Counts the entries anew."""

    async def press(self, interaction: Interaction) -> None:
        """Count, show the page as it is now, and say what changed."""
        contest_id = int(self.args["contest"])
        added, removed = await hall_of(interaction).contests.closing.recount(actor_of(interaction), contest_id)
        await _turn(interaction, contest_id, int(self.args["page"]))
        await answer(interaction, _recounted(words_for(interaction), added, removed))


class PickEntry(Pick, key="contest:v1:entry", args=_ID):
    """Opens the evidence of an entry, for the one who picks."""

    async def pick(self, interaction: Interaction) -> None:
        """Show it."""
        views, seq = hall_of(interaction).contests.views, int(self.item.values[0])
        line = await views.evidence(actor_of(interaction), int(self.args["contest"]), seq)
        await show(interaction, evidence_card(words_for(interaction), line), private=True)


async def show_entries(interaction: Interaction, contest_id: int) -> None:
    """Answer with the first page of all entries."""
    page = await hall_of(interaction).contests.views.entries(actor_of(interaction), contest_id, 1)
    await show(interaction, entries_card(words_for(interaction), page), private=True)


async def _turn(interaction: Interaction, contest_id: int, page: int) -> None:
    found = await hall_of(interaction).contests.views.entries(actor_of(interaction), contest_id, page)
    await turn(interaction, entries_card(await card_words(interaction), found))


def entries_card(say: Words, page: Entries) -> Card:
    """One page of the entries in the order of entering."""
    total = say("contest.entries", entries=page.total, people=page.people) if page.total else ""
    pages = say("word.page", page=page.page, pages=page.pages) if page.pages > 1 else ""
    lines = [_line(say, number, one) for number, one in enumerate(page.lines, page.first)]
    return Card(
        Accent.CONTEST,
        say("contest.entries.heading", name=page.contest.name),
        status=" · ".join(part for part in (total, pages) if part),
        body=["\n".join(lines) or say("contest.entries.none")],
        rows=[entry_select(say, page.contest.id, page.lines), _buttons(say, page)],
        small=say("contest.entries.small") if lines else "",
    )


def evidence_card(say: Words, line: EntryLine) -> Card:
    """What proves an entry: its text, and the two snapshots that it names, as texts of their own."""
    from domain.judging import looks

    text = line.earned.evidence
    first, last = looks(text)
    return Card(
        Accent.CONTEST,
        rule_words(say, line.rule),
        status=_whose(say, line),
        body=[say("contest.evidence.between", first=first.at, last=last.at), f"```\n{text}```"],
        rows=[
            [
                ShowText.of(first.id, first.hash, say("contest.button.first")),
                ShowText.of(last.id, last.hash, say("contest.button.last")),
            ]
        ],
        small=say("contest.evidence.small", hash=hashlib.sha256(text.encode()).hexdigest()),
        attachment=Attachment(f"evidence-{line.seq}.txt", text.encode()),
    )


def entry_select(say: Words, contest_id: int, lines: tuple[EntryLine, ...]) -> list[PickEntry]:
    """A row with a select of these entries, or none when there is none."""
    options = [
        discord.SelectOption(label=f"{line.character} · {rule_words(say, line.rule)}"[:_LABEL], value=str(line.seq))
        for line in lines
    ]
    if not options:
        return []
    select = discord.ui.Select[Any](options=options, placeholder=say("contest.pick.entry"))
    return [PickEntry.select(contest_id, of=select)]


def _line(say: Words, number: int, line: EntryLine) -> str:
    return say(
        "contest.entries.row",
        number=number,
        who=who(say, line.earned.who),
        rule=rule_words(say, line.rule),
        character=line.character,
        gained=line.earned.gained,
        late=say("contest.entries.late") if line.late else "",
    )


def _whose(say: Words, line: EntryLine) -> str:
    late = say("contest.entries.late") if line.late else ""
    whose = who(say, line.earned.who)
    return say("contest.evidence.status", who=whose, character=line.character, gained=line.earned.gained, late=late)


def _buttons(say: Words, page: Entries) -> list[Press]:
    contest_id = page.contest.id
    buttons = turners(TurnEntries, page.page, page.pages, contest_id)
    if page.counting and page.rank >= Rank.OFFICER:
        buttons.append(Recount.button(contest_id, page.page, label=say("contest.button.recount")))
    return buttons


def _recounted(say: Words, added: int, removed: int) -> str:
    if added and removed:
        return say("contest.said.recounted", added=added, removed=removed)
    if added:
        return say("contest.said.recounted_came", added=added)
    return say("contest.said.recounted_went", removed=removed) if removed else say("contest.said.recounted_same")
