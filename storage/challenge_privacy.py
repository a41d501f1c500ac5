"""What challenges keep about a person, read as plain values; and what of it is erased."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from storage.challenge_points import PointRow
from storage.challenge_results import ResultRow, RewardRow
from storage.challenge_votes import DiscardRow, MarkRow, ScoreRow, VoteRow
from storage.challenges import ChallengeRow
from storage.pictures import PictureRow
from storage.sponsors import SponsorRow
from storage.submissions import SubmissionRow

_CHALLENGE = ChallengeRow.title.label("challenge")


def handed_in(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """Everything that a member handed in, the withdrawn too."""
    columns = (_CHALLENGE, SubmissionRow.title, SubmissionRow.description, SubmissionRow.link, SubmissionRow.at)
    more = (SubmissionRow.edited_at, SubmissionRow.withdrawn_at, SubmissionRow.featured_at)
    why = (SubmissionRow.disqualified_at, SubmissionRow.reason)
    query = select(*columns, *more, *why).join(ChallengeRow, ChallengeRow.id == SubmissionRow.challenge_id)
    return _plain(tx, query.where(SubmissionRow.member_id == member_id).order_by(SubmissionRow.id))


def voted(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """Every vote that a member gave, those taken back too."""
    columns = (_CHALLENGE, VoteRow.submission_id, VoteRow.at, VoteRow.taken_back_at)
    query = select(*columns).join(ChallengeRow, ChallengeRow.id == VoteRow.challenge_id)
    return _plain(tx, query.where(VoteRow.voter_id == member_id).order_by(VoteRow.at))


def marked(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """Every submission that was shown to a member for their ballot, with the stars they gave."""
    columns = (_CHALLENGE, MarkRow.submission_id, MarkRow.stars, MarkRow.shown_at, MarkRow.marked_at)
    query = select(*columns).join(ChallengeRow, ChallengeRow.id == MarkRow.challenge_id)
    return _plain(tx, query.where(MarkRow.voter_id == member_id).order_by(MarkRow.shown_at))


def discarded(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """In which challenges a member's votes were discarded, and why."""
    query = select(_CHALLENGE, DiscardRow.at, DiscardRow.reason)
    query = query.join(ChallengeRow, ChallengeRow.id == DiscardRow.challenge_id)
    return _plain(tx, query.where(DiscardRow.voter_id == member_id).order_by(DiscardRow.at))


def acted(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """What a member did as an officer, in words; whom it is about is those people's own."""
    made = select(_CHALLENGE, ChallengeRow.created_at.label("at")).where(ChallengeRow.created_by == member_id)
    featured = select(SubmissionRow.id.label("submission"), SubmissionRow.featured_at.label("at"))
    out = select(SubmissionRow.id.label("submission"), SubmissionRow.disqualified_at.label("at"), SubmissionRow.reason)
    given = select(ScoreRow.submission_id.label("submission"), ScoreRow.score, ScoreRow.at)
    against = select(DiscardRow.challenge_id.label("of"), DiscardRow.at, DiscardRow.reason)
    sent = select(RewardRow.challenge_id.label("of"), RewardRow.place, RewardRow.sent_at.label("at"))
    listed = {
        "drafted": made.order_by(ChallengeRow.id),
        "featured": featured.where(SubmissionRow.featured_by == member_id).order_by(SubmissionRow.id),
        "disqualified": out.where(SubmissionRow.disqualified_by == member_id).order_by(SubmissionRow.id),
        "judged": given.where(ScoreRow.judge_id == member_id).order_by(ScoreRow.submission_id),
        "discarded": against.where(DiscardRow.by == member_id).order_by(DiscardRow.at),
        "sent": sent.where(RewardRow.sent_by == member_id).order_by(RewardRow.id),
        "sponsor_added": select(SponsorRow.name, SponsorRow.added_at.label("at")).where(
            SponsorRow.added_by == member_id
        ),
    }
    return [{"did": did} | row for did, query in listed.items() for row in _plain(tx, query)]


def pictures_of(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """The pictures that a member brought."""
    columns = (PictureRow.sha256, PictureRow.mime, PictureRow.width, PictureRow.height, PictureRow.at)
    return _plain(tx, select(*columns).where(PictureRow.made_by == member_id).order_by(PictureRow.id))


def points_of(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """A member's challenge points, line by line."""
    query = select(_CHALLENGE, PointRow.cause, PointRow.points, PointRow.at)
    query = query.join(ChallengeRow, ChallengeRow.id == PointRow.challenge_id)
    return _plain(tx, query.where(PointRow.member_id == member_id).order_by(PointRow.id))


def won(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """A member's places and prizes."""
    places = select(_CHALLENGE, ResultRow.place, ResultRow.score)
    places = places.join(ChallengeRow, ChallengeRow.id == ResultRow.challenge_id)
    columns = (RewardRow.merit, RewardRow.kind, RewardRow.amount, RewardRow.currency, RewardRow.thing)
    prizes = select(_CHALLENGE, *columns, RewardRow.at, RewardRow.sent_at, RewardRow.taken_at)
    prizes = prizes.join(ChallengeRow, ChallengeRow.id == RewardRow.challenge_id)
    return [
        *_plain(tx, places.where(ResultRow.member_id == member_id).order_by(ResultRow.challenge_id)),
        *_plain(tx, prizes.where(RewardRow.member_id == member_id).order_by(RewardRow.id)),
    ]


def entered(tx: Connection, member_id: int) -> list[tuple[int, int]]:
    """The guild and the challenge of everything that a member handed in and did not withdraw."""
    query = select(ChallengeRow.guild_id, ChallengeRow.id).join(
        SubmissionRow, SubmissionRow.challenge_id == ChallengeRow.id
    )
    query = query.where(SubmissionRow.member_id == member_id, SubmissionRow.withdrawn_at.is_(None)).distinct()
    return [(row[0], row[1]) for row in tx.execute(query.order_by(ChallengeRow.id))]


def voters_for(tx: Connection, challenge_id: int, member_id: int) -> set[int]:
    """Who ever voted for what a member handed in to a challenge."""
    query = select(VoteRow.voter_id).join(SubmissionRow, SubmissionRow.id == VoteRow.submission_id)
    query = query.where(VoteRow.challenge_id == challenge_id, SubmissionRow.member_id == member_id)
    return set(tx.execute(query.distinct()).scalars())


def withdraw(tx: Connection, challenge_id: int, member_id: int, now: datetime) -> None:
    """What a member handed in to a challenge is withdrawn."""
    change = update(SubmissionRow).where(
        SubmissionRow.challenge_id == challenge_id,
        SubmissionRow.member_id == member_id,
        SubmissionRow.withdrawn_at.is_(None),
    )
    tx.execute(change.values(withdrawn_at=now))


def erase_texts(tx: Connection, member_id: int) -> None:
    """Take away what a member wrote and showed, and what officers wrote about them; the rows stay."""
    mine = SubmissionRow.member_id == member_id
    gone = {"title": "", "description": "", "link": None, "link_key": None, "image_id": None, "reason": ""}
    pictures = select(SubmissionRow.image_id).where(mine, SubmissionRow.image_id.is_not(None))
    shown = list(tx.execute(pictures).scalars())
    tx.execute(update(SubmissionRow).where(mine).values(gone))
    others = update(SubmissionRow).where(SubmissionRow.disqualified_by == member_id)
    tx.execute(others.values(reason=""))
    about = (DiscardRow.voter_id == member_id) | (DiscardRow.by == member_id)
    tx.execute(update(DiscardRow).where(about).values(reason=""))
    if shown:
        # The file goes when nothing refers to it any more (`Pictures.tidy`).
        tx.execute(delete(PictureRow).where(PictureRow.id.in_(shown)))


def _plain(tx: Connection, query: Any) -> list[dict[str, Any]]:
    return [
        {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row._mapping.items()}  # noqa: SLF001 - SQLAlchemy's documented name
        for row in tx.execute(query)
    ]
