"""`/me`: what a member says about themselves, shown and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, hall_of, show, words_for
from cogs.ui.words import Words

if TYPE_CHECKING:
    from domain.digests import Quiet
    from services.people import Said


async def set_own(interaction: Interaction, region: str | None, team: str | None, digests: bool | None) -> None:  # noqa: FBT001 - as the command has it
    """Set what was given, and show the asker how it stands; without anything, only show it."""
    people, actor = hall_of(interaction).people, actor_of(interaction)
    asked = not (region is None and team is None and digests is None)
    said = await people.say(actor, region=region, team=team, digests_on=digests) if asked else await people.look(actor)
    await show(interaction, own_card(words_for(interaction), said, changed=asked), private=True)


def own_card(say: Words, said: Said, *, changed: bool) -> Card:
    """Region, team and digests as they stand."""
    preferences = said.preferences
    return Card(
        Accent.PEOPLE,
        say("me.heading"),
        status=say("me.changed") if changed else "",
        body=[
            "\n".join(
                (
                    say("me.region", region=preferences.region) if preferences.region else say("me.no_region"),
                    say("me.team", team=preferences.team) if preferences.team else say("me.no_team"),
                )
            ),
            _digests(say, said),
        ],
        small=say("me.small"),
    )


def _digests(say: Words, said: Said) -> str:
    preferences = said.preferences
    if preferences.digests:
        return f"{say('me.digests_on')} {_hours(say, said.quiet)}"
    if preferences.closed_at is not None:
        return say("me.digests_closed", at=preferences.closed_at)
    return say("me.digests_off")


def _hours(say: Words, quiet: Quiet) -> str:
    if quiet.start == quiet.end:
        return say("me.never_quiet")
    return say("me.quiet", start=f"{quiet.start:%H:%M}", end=f"{quiet.end:%H:%M}")
