"""Sponsors: adding and changing them, and who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.challenges.card import logo_of, sponsor_name
from cogs.ui.challenges.naming import money
from cogs.ui.door import Interaction, actor_of, answer, hall_of, show, turn, words_for
from cogs.ui.press import Pick, Press, turners
from cogs.ui.words import Words, harmless
from domain.sponsors import CONTACT_LIMIT, DESCRIPTION_LIMIT, Sponsor, Total

if TYPE_CHECKING:
    from services.challenges.sponsors import Listed

_LABEL: Final = 100


class TurnSponsors(Press, key="challenge:v1:sponsors", args=r"(?P<page>\d{1,6})"):
    """Another page of the list."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        await turn(interaction, await _page(interaction, int(self.args["page"])))


class OpenSponsor(Pick, key="challenge:v1:sponsor"):
    """Opens a sponsor of the list, for the one who picks."""

    async def pick(self, interaction: Interaction) -> None:
        """Show it."""
        hall, say = hall_of(interaction), words_for(interaction)
        sponsor, total = await hall.challenges.sponsors.get(actor_of(interaction), int(self.item.values[0]))
        image = await logo_of(hall, say, sponsor)
        links = [(say("sponsor.site"), sponsor.website)]
        title, told = say("sponsor.heading", name=sponsor.name), about(say, sponsor, total)
        await show(interaction, Card(Accent.CHALLENGE, title, body=[told], image=image, links=links), private=True)


async def add(interaction: Interaction, name: str, website: str, logo: str, contact: str, description: str) -> None:
    """Add a sponsor; raises `Forbidden`, `Invalid`, `Conflict` and `Unavailable`, and then nothing is kept."""
    sponsors, actor, say = hall_of(interaction).challenges.sponsors, actor_of(interaction), words_for(interaction)
    profile = await sponsors.check(actor, name, website, contact, description)
    if logo.strip():
        # What is elsewhere can take longer than it waits for a first answer.
        await interaction.response.defer(ephemeral=True, thinking=True)
    sponsor = await sponsors.add(actor, profile, logo)
    await answer(interaction, say("sponsor.said.added", name=sponsor.name))


async def edit(
    interaction: Interaction, sponsor: str, *, active: bool | None, verified: bool | None, description: str | None
) -> None:
    """Change what is not None; raises `Forbidden`, `NotFound` and `Invalid`."""
    sponsors, actor, say = hall_of(interaction).challenges.sponsors, actor_of(interaction), words_for(interaction)
    sponsor_id = await sponsors.id_of(actor, sponsor)
    changes: dict[str, Any] = {"active": active, "verified": verified, "description": description}
    found, changed = await sponsors.edit(actor, sponsor_id, **changes)
    if not changed:
        await answer(interaction, say("sponsor.said.same", name=found.name))
        return
    told = [say("sponsor.said.edited", name=found.name)]
    if active is not None:
        told.append(say("sponsor.said.active" if found.active else "sponsor.said.inactive"))
    if verified is not None:
        told.append(say("sponsor.said.verified" if found.verified else "sponsor.said.unverified"))
    await answer(interaction, " ".join(told))


async def show_sponsors(interaction: Interaction) -> None:
    """Show the first page of them."""
    await show(interaction, await _page(interaction, 1), private=True)


def list_card(say: Words, found: Listed) -> Card:
    """One page of sponsors with what each stands for."""
    told = [
        say("sponsor.list.total", total=found.total) if found.total else "",
        say("word.page", page=found.page, pages=found.pages) if found.pages > 1 else "",
    ]
    body = [
        f"**{sponsor_name(say, one)}**\n{about(say, one, found.totals.get(one.id, Total()))}" for one in found.sponsors
    ]
    return Card(
        Accent.CHALLENGE,
        say("sponsor.list.heading"),
        status=" · ".join(filter(None, told)),
        body=body or [say("sponsor.list.none")],
        rows=[_select(say, found), turners(TurnSponsors, found.page, found.pages)],
    )


def about(say: Words, sponsor: Sponsor, total: Total) -> str:
    """What a sponsor is and stands for; whom to ask only where that came along."""
    told = [say("sponsor.challenges", challenges=total.challenges)]
    prizes = [say("challenge.prize.credits", amount=total.credits)] if total.credits else []
    prizes += [f"{money(say, cents)} {harmless(currency)}" for currency, cents in total.cash.items()]
    if prizes:
        told.append(say("sponsor.prizes", prizes=" + ".join(prizes)))
    if not sponsor.active:
        told.append(say("sponsor.inactive_mark"))
    lines = [harmless(line, DESCRIPTION_LIMIT) for line in sponsor.description.splitlines()]
    lines.append(f"-# {' · '.join(told)}")
    if sponsor.contact:
        lines.append(f"-# {say('sponsor.contact', contact=harmless(sponsor.contact, CONTACT_LIMIT))}")
    return "\n".join(lines)


async def _page(interaction: Interaction, page: int) -> Card:
    found = await hall_of(interaction).challenges.sponsors.page(actor_of(interaction), page)
    return list_card(words_for(interaction), found)


def _select(say: Words, found: Listed) -> list[Item]:
    if not found.sponsors:
        return []
    options = [discord.SelectOption(label=one.name[:_LABEL], value=str(one.id)) for one in found.sponsors]
    return [OpenSponsor.select(of=discord.ui.Select[Any](options=options, placeholder=say("sponsor.list.pick")))]
