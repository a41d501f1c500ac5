"""A member's card: a picture that says it at a glance, and every fact of it in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.clan.naming import type_name
from cogs.ui.clan.profile import profile_select
from cogs.ui.door import Interaction, actor_of, guild_words, hall_of, show, words_for
from cogs.ui.leaderboards.naming import tier_badge, value_text
from cogs.ui.press import Press
from cogs.ui.profiles.drawing import drawn
from cogs.ui.profiles.naming import called, number_name, place_text, sign_of, won_about
from cogs.ui.profiles.people import Seen, seen
from cogs.ui.wallet.naming import amount
from cogs.ui.words import Words, harmless
from domain.credit import Credit
from domain.errors import Forbidden, Invalid
from domain.leaderboard_settings import Board
from domain.windows import Window

if TYPE_CHECKING:
    from services.profiles import Known, Profile

_CHARACTERS: Final = 8
_USER: Final = r"(?P<user>\d{1,20})"


class CompareWithMe(Press, key="profile:v1:compare", args=_USER):
    """Puts whoever presses beside the member of the card, for nobody else to see."""

    async def press(self, interaction: Interaction) -> None:
        """Show both."""
        from cogs.ui.profiles.versus import compare_with

        await compare_with(interaction, int(self.args["user"]), private=True)


class ShowWhy(Press, key="profile:v1:why", args=_USER):
    """Shows the member of the card, and nobody else, their numbers line by line."""

    async def press(self, interaction: Interaction) -> None:
        """Show them; raises `Forbidden`."""
        from cogs.ui.profiles.lines import show_stats

        if interaction.user.id != int(self.args["user"]):
            raise Forbidden("profile.why_own")
        await show_stats(interaction)


async def show_profile(interaction: Interaction, member: discord.Member | None) -> None:
    """Answer a command with somebody's card, for everybody; a click on a card gets it for whoever clicked."""
    member = member or (interaction.user if isinstance(interaction.user, discord.Member) else None)
    if member is not None and (member.bot or member.system):
        raise Invalid("profile.bot")
    clicked = interaction.type is discord.InteractionType.component
    await _show(interaction, member.id if member else interaction.user.id, member, private=clicked)


async def open_profile(interaction: Interaction, user_id: int) -> None:
    """Show somebody's card to whoever clicked, and to nobody else."""
    await _show(interaction, user_id, None, private=True)


async def _show(
    interaction: Interaction, user_id: int, member: discord.Member | discord.User | None, *, private: bool
) -> None:
    await interaction.response.defer(ephemeral=private, thinking=True)
    say = words_for(interaction) if private else await guild_words(interaction)
    profile = await hall_of(interaction).profiles.show(actor_of(interaction), user_id)
    who = await seen(interaction, user_id, member)
    await show(interaction, await profile_card(interaction, say, profile, who, private=private), private=private)


async def profile_card(interaction: Interaction, say: Words, profile: Profile, who: Seen, *, private: bool) -> Card:
    """The card with its picture, where there is something to draw."""
    own = profile.user_id == interaction.user.id
    heading = say("profile.heading", who=called(say, who.name))
    known = profile.known
    if known is None:
        key = "profile.nothing_own" if own else "profile.nothing"
        return Card(Accent.PEOPLE, heading, body=[say(key, who=f"<@{profile.user_id}>")])
    from cogs.ui.profiles.picture import profile_picture
    from cogs.ui.profiles.sheets import profile_sheet

    image = await drawn(interaction, profile_picture, profile_sheet(say, who, profile, known))
    characters = [(one.id, one.name) for one in known.characters]
    return Card(
        Accent.PEOPLE,
        heading,
        status=_status(say, profile, known),
        body=_body(say, profile, known, private=private),
        image=image,
        rows=[profile_select(say, Window.THIRTY_DAYS, characters), _buttons(say, profile, own=own, private=private)],
        small=_small(say, known),
    )


def _buttons(say: Words, profile: Profile, *, own: bool, private: bool) -> list[Item]:
    """What can be done; a card that all see has a button for whom it is about, and one for everybody else."""
    compare = CompareWithMe.button(profile.user_id, label=say("profile.button.compare"))
    why = ShowWhy.button(profile.user_id, label=say("profile.button.why"))
    if not private:
        return [compare, why]
    return [why] if own else [compare]


def _status(say: Words, profile: Profile, known: Known) -> str:
    """Tier, place and movement, then what they said of themselves."""
    standing = profile.boards.get(Board.STANDING)
    parts: list[str] = []
    if standing is not None and (stand := standing.stand) is not None:
        place = f"**{place_text(say, stand)}** {say('profile.among', total=stand.total)}"
        parts += [tier_badge(say, stand.tier), place]
    else:
        parts.append(say("profile.left_out" if standing else "profile.unranked"))
    parts += [harmless(known.region), say("profile.team", team=known.team) if known.team else ""]
    return " · ".join(filter(None, parts))


def _body(say: Words, profile: Profile, known: Known, *, private: bool) -> list[str]:
    wins = [
        say("profile.win", sign=sign_of(win), title=win.title, about=won_about(say, win), at=win.at)
        for win in known.wins
    ]
    return [
        say("profile.blocked") if known.blocked else "",
        _figures(say, profile, known),
        "\n".join([say("profile.wins_line"), *wins]) if wins else "",
        "\n".join(filter(None, (_ever(say, known), _characters(say, known)))),
        _wallet(say, known) if private else "",
    ]


def _figures(say: Words, profile: Profile, known: Known) -> str:
    told: list[str] = []
    for board, mine in profile.boards.items():
        if board is not Board.STANDING:
            place = place_text(say, mine.stand)
            told.append(
                say(
                    "profile.figure",
                    name=number_name(say, board, known.system),
                    value=value_text(say, board, mine.value),
                    stand=say("profile.stand", place=place) if place else "",
                )
            )
    return " · ".join(told)


def _ever(say: Words, known: Known) -> str:
    counts = {"earned": known.earned, "won": known.won}
    told = [say(f"profile.ever.{what}", count=count) for what, count in counts.items() if count]
    if not told:
        return ""
    streak = known.taking.streak if known.taking else 0
    if streak > 1:
        told.append(say("profile.row", weeks=streak))
    return say("profile.ever", told=" · ".join(told))


def _characters(say: Words, known: Known) -> str:
    told = [
        say("profile.character", name=one.name, type=type_name(say, one), level=known.levels[one.id])
        if one.id in known.levels
        else say("profile.character_unread", name=one.name, type=type_name(say, one))
        for one in known.characters[:_CHARACTERS]
    ]
    more = len(known.characters) - len(told)
    told += [say("profile.and_more", more=more)] if more else []
    return say("profile.characters", list=", ".join(told)) if told else ""


def _wallet(say: Words, known: Known) -> str:
    """What is in the wallet, for eyes that it is for."""
    if known.wallet is None:
        return ""
    held = known.wallet.held
    told = [
        amount(say, credit, held.get(credit, 0)) for credit in Credit if credit is Credit.CREDIT or held.get(credit)
    ]
    told += [say("profile.staked", staked=known.wallet.staked)] if known.wallet.staked else []
    return say("profile.wallet", list=" · ".join(told))


def _small(say: Words, known: Known) -> str:
    parts = [say("profile.small"), say("profile.since", at=known.since), say("profile.linked") if known.link else ""]
    return " · ".join(filter(None, parts))
