"""Claims: somebody says that a character is theirs, and an officer decides once for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, answer, guild_words, hall_of, turn, words_for
from cogs.ui.press import Press, Style
from cogs.ui.words import Words
from domain.errors import Conflict

if TYPE_CHECKING:
    from services.clan.roster import Claim


class Decide(Press, key="clan:v1:claim", args=r"(?P<claim>\d{1,15}):(?P<verdict>yes|no)"):
    """Confirms or rejects a claim."""

    async def press(self, interaction: Interaction) -> None:
        """Decide; who comes second, or to a rival's claim, is told how it was decided and sees it on the card."""
        roster, actor, claim_id = hall_of(interaction).clan.roster, actor_of(interaction), int(self.args["claim"])
        try:
            claim = await roster.decide(actor, claim_id, confirm=self.args["verdict"] == "yes")
        except Conflict:
            claim = await roster.claim_as_it_stands(actor.guild_id, claim_id)
            await turn(interaction, claim_card(await guild_words(interaction), claim))
            say = words_for(interaction)
            await answer(interaction, say("clan.claim.too_late", outcome=_outcome(say, claim)))
        else:
            await turn(interaction, claim_card(await guild_words(interaction), claim))


def claim_card(say: Words, claim: Claim) -> Card:
    """A claim that waits, with its buttons, or how it was decided, without any."""
    name = claim.character.name
    if not claim.waiting:
        return Card(Accent.CLAN, say("clan.claim.heading", name=name), body=[_outcome(say, claim)])
    asked = [say("clan.claim.asked", user=claim.claimant_user, name=name)]
    if claim.owner_user:
        asked.append(say("clan.claim.owned", owner=claim.owner_user))
    return Card(
        Accent.CLAN,
        say("clan.claim.heading", name=name),
        body=[" ".join(asked)],
        rows=[
            [
                Decide.button(claim.id, "yes", label=say("clan.button.confirm"), style=Style.success),
                Decide.button(claim.id, "no", label=say("clan.button.reject"), style=Style.danger),
            ]
        ],
        small=say("clan.claim.small"),
    )


def _outcome(say: Words, claim: Claim) -> str:
    if claim.claimant_user is None or claim.decided_by_user is None:
        return say("clan.claim.settled", name=claim.character.name)
    if claim.preferred_user:
        return say(
            "clan.claim.another",
            name=claim.character.name,
            owner=claim.preferred_user,
            user=claim.claimant_user,
            by=claim.decided_by_user,
        )
    return say(
        f"clan.claim.{claim.state}", name=claim.character.name, user=claim.claimant_user, by=claim.decided_by_user
    )
