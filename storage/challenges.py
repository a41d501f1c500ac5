"""Challenges: what each is, its dates, and what it hands out. Triggers hold what a published one keeps for good."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Connection,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.challenge_points import Rates
from domain.challenge_prizes import Kind, Merit, Prize
from domain.challenge_settings import Voting
from domain.challenges import Challenge, Dates, Standing, Terms
from storage.engine import once
from storage.members import member_id_key
from storage.schema import Base, one_of, partial, snowflake, word

_LIVE = text("published_at IS NOT NULL AND cancelled_at IS NULL")


class ChallengeRow(Base):
    """One challenge; where it stands follows from its dates (`domain.challenges.state_at`).

    `completed_at` is when its result was last kept, `rates` what it pays in points.
    """

    __tablename__ = "challenges"
    __table_args__ = (
        one_of("voting", Voting),
        CheckConstraint(
            "starts_at < submissions_close_at AND submissions_close_at <= voting_closes_at"
            " AND voting_closes_at <= ends_at",
            name="dates",
        ),
        CheckConstraint("judge_weight BETWEEN 0 AND 100", name="judge_weight"),
        CheckConstraint("(published_at IS NULL) = (channel_id IS NULL)", name="published"),
        UniqueConstraint("guild_id", "slug"),
        partial("ix_challenges_live", "ends_at", where=_LIVE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    slug: Mapped[str] = mapped_column(String(90))
    title: Mapped[str] = mapped_column(String(80))
    prompt: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text)
    week: Mapped[int]
    year: Mapped[int]
    starts_at: Mapped[datetime]
    submissions_close_at: Mapped[datetime]
    voting_closes_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    voting: Mapped[str] = word()
    most: Mapped[int]
    link_required: Mapped[bool]
    judge_weight: Mapped[int]
    colour: Mapped[int | None]
    rates: Mapped[dict[str, Any]] = mapped_column(JSON)
    image_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"))
    sponsor_id: Mapped[int | None] = mapped_column(ForeignKey("sponsors.id"), index=True)
    featured: Mapped[bool]
    channel_id: Mapped[int | None] = snowflake()
    created_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text)


class PrizeRow(Base):
    """One prize of a challenge: `place` is 0 where it is for all who took part or voted."""

    __tablename__ = "challenge_prizes"
    __table_args__ = (
        one_of("merit", Merit),
        one_of("kind", Kind),
        CheckConstraint("(merit = 'place') = (place > 0)", name="place"),
    )

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    merit: Mapped[str] = word()
    place: Mapped[int]
    kind: Mapped[str] = word()
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    thing: Mapped[str] = mapped_column(String(100))


_CHALLENGE = once(
    lambda: select(ChallengeRow).where(
        ChallengeRow.guild_id == bindparam("guild"), ChallengeRow.id == bindparam("which")
    )
)


def create(
    tx: Connection,
    guild_id: int,
    terms: Terms,
    dates: Dates,
    *,
    slug: str,
    week: int,
    year: int,
    by: int,
    now: datetime,
    image_id: int | None = None,
    sponsor_id: int | None = None,
) -> int:
    """Keep a fresh draft; returns its id. The slug is not taken."""
    row = {"guild_id": guild_id, "slug": slug, "week": week, "year": year, "featured": False, "reason": ""}
    row |= written(terms) | dated(dates) | {"created_by": by, "created_at": now}
    row |= {"image_id": image_id, "sponsor_id": sponsor_id}
    return tx.execute(insert(ChallengeRow).values(row).returning(ChallengeRow.id)).scalar_one()


def find(tx: Connection, guild_id: int, challenge_id: int) -> Challenge | None:
    """The guild's challenge of that id."""
    row = tx.execute(_CHALLENGE(), {"guild": guild_id, "which": challenge_id}).one_or_none()
    return None if row is None else _challenge(row)


def listed(tx: Connection, guild_id: int) -> list[Challenge]:
    """Every challenge of the guild; the one that starts last comes first."""
    query = select(ChallengeRow).where(ChallengeRow.guild_id == guild_id)
    return [
        _challenge(row) for row in tx.execute(query.order_by(ChallengeRow.starts_at.desc(), ChallengeRow.id.desc()))
    ]


def live(tx: Connection) -> list[Challenge]:
    """Every published challenge that is not called off and has no result of after its end."""
    open_ = (ChallengeRow.completed_at.is_(None)) | (ChallengeRow.completed_at < ChallengeRow.ends_at)
    query = select(ChallengeRow).where(_LIVE, open_).order_by(ChallengeRow.ends_at, ChallengeRow.id)
    return [_challenge(row) for row in tx.execute(query)]


def publish(tx: Connection, challenge_id: int, channel_id: int, now: datetime) -> bool:
    """It is public from now on, in that channel; False when it is no draft."""
    draft = ChallengeRow.published_at.is_(None) & ChallengeRow.cancelled_at.is_(None)
    statement = update(ChallengeRow).where(ChallengeRow.id == challenge_id, draft)
    return tx.execute(statement.values(published_at=now, channel_id=channel_id)).rowcount > 0


def call_off(tx: Connection, challenge_id: int, reason: str, now: datetime) -> bool:
    """It is called off for good; False when it was before."""
    statement = update(ChallengeRow).where(ChallengeRow.id == challenge_id, ChallengeRow.cancelled_at.is_(None))
    return tx.execute(statement.values(cancelled_at=now, reason=reason)).rowcount > 0


def change(tx: Connection, challenge: Challenge) -> None:
    """Keep what can be edited of a challenge as it is in `challenge`."""
    row = written(challenge.terms) | dated(challenge.dates) | {"week": challenge.week, "year": challenge.year}
    row |= {"image_id": challenge.image_id, "sponsor_id": challenge.sponsor_id, "featured": challenge.featured}
    tx.execute(update(ChallengeRow).where(ChallengeRow.id == challenge.id).values(row))


def slugs(tx: Connection, guild_id: int, beginning: str) -> set[str]:
    """The slugs of the guild that begin like that."""
    query = select(ChallengeRow.slug).where(ChallengeRow.guild_id == guild_id)
    return set(tx.execute(query.where(ChallengeRow.slug.startswith(beginning, autoescape=True))).scalars())


def prizes(tx: Connection, challenge_id: int) -> tuple[Prize, ...]:
    """What a challenge hands out, in the order in which it was listed."""
    query = select(PrizeRow).where(PrizeRow.challenge_id == challenge_id).order_by(PrizeRow.number)
    return tuple(
        Prize(Merit(row.merit), row.place, Kind(row.kind), row.amount, row.currency, row.thing)
        for row in tx.execute(query)
    )


def put_prizes(tx: Connection, challenge_id: int, listed_: Iterable[Prize]) -> None:
    """From now on it hands out these."""
    tx.execute(delete(PrizeRow).where(PrizeRow.challenge_id == challenge_id))
    rows = [asdict(prize) | {"challenge_id": challenge_id, "number": number} for number, prize in enumerate(listed_, 1)]
    if rows:
        tx.execute(insert(PrizeRow), rows)


def written(terms: Terms) -> dict[str, Any]:
    """The columns of what a challenge is."""
    return {
        "title": terms.title,
        "prompt": terms.prompt,
        "description": terms.description,
        "voting": terms.voting,
        "most": terms.most,
        "link_required": terms.link_required,
        "judge_weight": terms.judge_weight,
        "colour": terms.colour,
        "rates": asdict(terms.rates),
    }


def dated(dates: Dates) -> dict[str, datetime]:
    """The columns of its dates."""
    return {
        "starts_at": dates.starts_at,
        "submissions_close_at": dates.submissions_close_at,
        "voting_closes_at": dates.voting_closes_at,
        "ends_at": dates.ends_at,
    }


def _challenge(row: Any) -> Challenge:
    rates = Rates(**row.rates | {"places": tuple(row.rates["places"])})
    voting = Voting(row.voting)
    flags = (row.most, row.link_required, row.judge_weight, row.colour)
    return Challenge(
        id=row.id,
        guild_id=row.guild_id,
        terms=Terms(row.title, row.prompt, row.description, voting, *flags, rates),
        dates=Dates(row.starts_at, row.submissions_close_at, row.voting_closes_at, row.ends_at),
        standing=Standing(row.published_at, row.completed_at, row.cancelled_at),
        slug=row.slug,
        week=row.week,
        year=row.year,
        image_id=row.image_id,
        sponsor_id=row.sponsor_id,
        featured=row.featured,
        channel_id=row.channel_id,
        created_by=row.created_by,
        reason=row.reason,
    )
