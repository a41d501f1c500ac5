"""The roster: its pages, and what is answered when it changes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import discord

from cogs.ui.cards import Accent, Card
from cogs.ui.clan.naming import reason, type_name
from cogs.ui.clan.profile import profile_select
from cogs.ui.door import Interaction, actor_of, card_words, hall_of, turn
from cogs.ui.press import Press, turners
from cogs.ui.words import Words, harmless
from domain.clan import STALE_AFTER, Character
from domain.metrics import OVERALL, TOTAL_LEVEL
from domain.windows import Window

if TYPE_CHECKING:
    from clients.lookup import Failed, Found
    from services.clan.roster import Added, RosterPage


class TurnRoster(Press, key="clan:v1:roster", args=r"(?P<page>\d{1,6})"):
    """Another page of the roster."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        page = await hall_of(interaction).clan.roster.page(actor_of(interaction), int(self.args["page"]))
        await turn(interaction, roster_card(await card_words(interaction), page))


def roster_card(say: Words, page: RosterPage) -> Card:
    """One page of the roster: whose, what account, when it was last read."""
    now = discord.utils.utcnow()
    pages = say("word.page", page=page.page, pages=page.pages) if page.pages > 1 else ""
    count = say("clan.characters", count=page.total) if page.total else say("clan.nobody")
    lines = [_line(say, one, page.users.get(one.owner or 0), now) for one in page.rows]
    return Card(
        Accent.CLAN,
        say("clan.roster.heading"),
        status=" · ".join(part for part in (count, pages) if part),
        body=["\n".join(lines) or say("clan.overview.empty")],
        rows=[
            profile_select(say, Window.WEEK, [(one.id, one.name) for one in page.rows]),
            turners(TurnRoster, page.page, page.pages),
        ],
        small=say("clan.roster.small"),
    )


def _line(say: Words, character: Character, owner: int | None, now: datetime) -> str:
    name = f"**{harmless(character.name)}**"
    about = [type_name(say, character), _seen(say, character, now)]
    if owner:
        name += f" · <@{owner}>"
    else:
        about.insert(1, say("clan.roster.unclaimed"))
    return f"{name}\n-# {' · '.join(about)}"


def _seen(say: Words, character: Character, now: datetime) -> str:
    if character.missing_since:
        return say("clan.roster.missing", at=character.missing_since)
    if character.last_at is None:
        return say("clan.roster.unseen")
    key = "clan.roster.stale" if now - character.last_at > STALE_AFTER else "clan.roster.seen"
    return say(key, at=character.last_at)


def added(say: Words, entry: Added) -> str:
    """What adding a character brought: its first numbers, or why there are none yet, and what is still to come."""
    from clients.lookup import Failed, Found

    name, answer = entry.character.name, entry.answer
    more = [say("clan.added_owner", user=entry.owner_user)] if entry.owner_user else []
    if isinstance(answer, Found):
        facts = [type_name(say, entry.character), *_first_numbers(say, answer)]
        key = "clan.added_back" if entry.back else "clan.added"
        more += [say("clan.added_past")] if entry.past_awaited else []
        return " ".join([say(key, name=name, kind=", ".join(facts)) + ".", *more])
    said = say("clan.added_unread_back" if entry.back else "clan.added_unread", name=name)
    why = _outage(say, answer) if isinstance(answer, Failed) else say("clan.added_missing")
    more += [say("clan.added_past_later")] if entry.past_awaited else []
    return " ".join([said, why, *more])


def _first_numbers(say: Words, found: Found) -> list[str]:
    known = found.sheet.known()
    level = [say("clan.added_level", level=known[TOTAL_LEVEL])] if TOTAL_LEVEL in known else []
    xp = [say("clan.added_xp", xp=known[OVERALL])] if OVERALL in known else []
    return level + xp


def _outage(say: Words, failed: Failed) -> str:
    if failed.next_try:
        return say("clan.added_outage", at=failed.next_try)
    return say("clan.added_silent", reason=reason(say, failed.code))


def removed(say: Words, character: Character) -> str:
    """What taking a character off the roster means."""
    return say("clan.removed", name=character.name)


def renamed(say: Words, before: Character, after: Character) -> str:
    """What a rename did."""
    if before.name == after.name:
        return say("clan.renamed_same", new=after.name)
    return say("clan.renamed", old=before.name, new=after.name)
