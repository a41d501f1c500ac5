"""Signs of unfair votes in a challenge, as officers see them: what is unusual, and what was discarded already."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

from sqlalchemy import Connection

from domain.challenge_settings import YOUNG_DAYS, Voting
from domain.challenge_signs import Gift, Sign, Voter, signs
from domain.challenges import Challenge
from fairness.checks import snowflake_time
from storage import challenge_votes, members, settings, submissions
from storage.challenge_votes import Discard


@dataclass(frozen=True, slots=True)
class Signs:
    """What was noticed in a challenge, the gravest first, and whose votes are discarded.

    `users` has Discord's ids by member, None for those who were erased; `titles` what submissions are called.
    """

    challenge: Challenge
    signs: tuple[Sign, ...]
    discards: tuple[Discard, ...]
    users: Mapping[int, int | None]
    titles: Mapping[int, str]


def noticed(tx: Connection, challenge: Challenge) -> Signs:
    """The signs in what counts at this moment."""
    (days,) = cast("tuple[int]", settings.some(tx, challenge.guild_id, YOUNG_DAYS))
    gifts: defaultdict[int, list[Gift]] = defaultdict(list)
    if challenge.terms.voting is not Voting.NONE:
        for one in challenge_votes.given(tx, challenge.id, stars=challenge.terms.voting is Voting.BALLOT):
            gifts[one.voter_id].append(Gift(one.submission_id, one.stars, one.at))
    standing = submissions.of_challenge(tx, challenge.id, standing=True)
    users = members.users(tx, set(gifts))
    voters = [Voter(who, _made_at(users.get(who)), tuple(given)) for who, given in gifts.items()]
    makers = {one.id: one.member_id for one in standing}
    discards = challenge_votes.discards(tx, challenge.id)
    named = {who for one in discards for who in (one.voter_id, one.by) if who is not None}
    return Signs(
        challenge,
        tuple(signs(voters, makers, timedelta(days=days))),
        tuple(discards),
        users | members.users(tx, named),
        {one.id: one.work.title for one in standing},
    )


def _made_at(user_id: int | None) -> datetime | None:
    """When a Discord account was made: its id tells."""
    return None if user_id is None else datetime.fromtimestamp(snowflake_time(user_id) / 1000, UTC)
