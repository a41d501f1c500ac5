"""What challenges keep about a person."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from domain.challenge_settings import State
from services.challenges.finding import changed, find
from services.challenges.paying import Paying
from storage import challenge_privacy as kept


class ChallengesKeeper:
    """What challenges keep about a person: what they handed in, gave and earned, and what they did as officers."""

    tables = (
        "challenges",
        "challenge_discards",
        "challenge_marks",
        "challenge_points",
        "challenge_results",
        "challenge_rewards",
        "challenge_scores",
        "challenge_totals",
        "challenge_votes",
        "pictures",
        "sponsors",
        "submissions",
    )

    def __init__(self, paying: Paying, clock: Callable[[], datetime]) -> None:
        self._paying = paying
        self._clock = clock

    def export(self, tx: Connection, member_id: int) -> dict[str, Any]:
        """Submissions, pictures, votes, ballots, points, places, prizes, and acts as an officer."""
        return {
            "challenge_submissions": kept.handed_in(tx, member_id),
            "challenge_pictures": kept.pictures_of(tx, member_id),
            "challenge_votes": kept.voted(tx, member_id),
            "challenge_ballots": kept.marked(tx, member_id),
            "challenge_votes_discarded": kept.discarded(tx, member_id),
            "challenge_points": kept.points_of(tx, member_id),
            "challenge_places_and_prizes": kept.won(tx, member_id),
            "challenge_acts": kept.acted(tx, member_id),
        }

    def erase(self, tx: Connection, member_id: int) -> None:
        """Texts, links and pictures go; what is open is withdrawn, what is over stays in the books as nobody's."""
        now = self._clock()
        for guild_id, challenge_id in kept.entered(tx, member_id):
            challenge = find(tx, guild_id, challenge_id)
            if challenge.state(now) in (State.UPCOMING, State.ACTIVE, State.VOTING):
                voters = kept.voters_for(tx, challenge_id, member_id)
                kept.withdraw(tx, challenge_id, member_id, now)
                self._paying.for_maker(tx, challenge, member_id, now)
                self._paying.for_voters(tx, challenge, voters, now)
            changed(tx, challenge)  # what hangs there names them
        kept.erase_texts(tx, member_id)
