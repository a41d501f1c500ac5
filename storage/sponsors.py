"""Sponsors of challenges."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, String, Text, UniqueConstraint, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from domain.challenge_prizes import Kind, Merit
from domain.sponsors import Sponsor, Total
from storage.challenge_results import RewardRow
from storage.challenges import ChallengeRow, PrizeRow
from storage.members import member_id_key
from storage.schema import Base, snowflake


class SponsorRow(Base):
    """One sponsor of a guild; `contact` is for officers alone, `name_key` the name without its case."""

    __tablename__ = "sponsors"
    __table_args__ = (UniqueConstraint("guild_id", "name_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    name: Mapped[str] = mapped_column(String(80))
    name_key: Mapped[str] = mapped_column(String(240))
    website: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(Text)
    logo_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"))
    verified: Mapped[bool]
    active: Mapped[bool]
    added_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    added_at: Mapped[datetime]


def add(tx: Connection, sponsor: Sponsor, *, by: int, now: datetime) -> int:
    """Enter a sponsor, whatever its id; returns the one that it got. The name is not taken."""
    row = {"guild_id": sponsor.guild_id, "name": sponsor.name, "name_key": sponsor.name.casefold()}
    row |= {"website": sponsor.website, "description": sponsor.description, "contact": sponsor.contact}
    row |= {"logo_id": sponsor.logo_id, "verified": sponsor.verified, "active": sponsor.active}
    row |= {"added_by": by, "added_at": now}
    return tx.execute(insert(SponsorRow).values(row).returning(SponsorRow.id)).scalar_one()


def change(tx: Connection, sponsor: Sponsor) -> None:
    """Keep what can be edited of a sponsor as it is in `sponsor`."""
    values = {"description": sponsor.description, "verified": sponsor.verified, "active": sponsor.active}
    tx.execute(update(SponsorRow).where(SponsorRow.id == sponsor.id).values(values))


def find(tx: Connection, guild_id: int, sponsor_id: int) -> Sponsor | None:
    """The guild's sponsor of that id."""
    query = select(SponsorRow).where(SponsorRow.id == sponsor_id, SponsorRow.guild_id == guild_id)
    row = tx.execute(query).one_or_none()
    return None if row is None else _sponsor(row)


def named(tx: Connection, guild_id: int, name: str) -> Sponsor | None:
    """The guild's sponsor of that name, however its letters are written."""
    query = select(SponsorRow).where(SponsorRow.guild_id == guild_id, SponsorRow.name_key == name.casefold())
    row = tx.execute(query).one_or_none()
    return None if row is None else _sponsor(row)


def listed(tx: Connection, guild_id: int) -> list[Sponsor]:
    """Every sponsor of the guild by name; those that are not active any more last."""
    query = select(SponsorRow).where(SponsorRow.guild_id == guild_id)
    return [_sponsor(row) for row in tx.execute(query.order_by(SponsorRow.active.desc(), SponsorRow.name_key))]


def challenges_of(tx: Connection, sponsor_id: int) -> list[int]:
    """The ids of the challenges that show a sponsor."""
    return list(tx.execute(select(ChallengeRow.id).where(ChallengeRow.sponsor_id == sponsor_id)).scalars())


def totals(tx: Connection, sponsor_ids: Collection[int]) -> dict[int, Total]:
    """What sponsors stand for, by their id.

    Public challenges that were not called off: their prizes for places, and what was given for taking part and voting.
    """
    mine = (ChallengeRow.sponsor_id.in_(sorted(sponsor_ids)), ChallengeRow.published_at.is_not(None))
    public = (*mine, ChallengeRow.cancelled_at.is_(None))
    counted: Any = (
        select(ChallengeRow.sponsor_id, func.count().label("challenges"))
        .where(*public)
        .group_by(ChallengeRow.sponsor_id)
    )
    challenges: dict[int, int] = {row.sponsor_id: row.challenges for row in tx.execute(counted)}
    sums: Counter[tuple[int, Kind, str]] = Counter()
    for query in (_promised(public), _given(public)):
        for row in tx.execute(query):
            sums[row.sponsor_id, Kind(row.kind), row.currency] += row.amount
    found: dict[int, Total] = {}
    for sponsor_id, count in challenges.items():
        cash = {money: sum_ for (who, kind, money), sum_ in sums.items() if who == sponsor_id and kind is Kind.CASH}
        found[sponsor_id] = Total(count, sums[sponsor_id, Kind.CREDITS, ""], dict(sorted(cash.items())))
    return found


def _promised(public: Any) -> Any:
    query = select(ChallengeRow.sponsor_id, PrizeRow.kind, PrizeRow.currency, func.sum(PrizeRow.amount).label("amount"))
    query = query.join(PrizeRow, PrizeRow.challenge_id == ChallengeRow.id).where(*public)
    query = query.where(PrizeRow.merit == Merit.PLACE, PrizeRow.kind != Kind.THING)
    return query.group_by(ChallengeRow.sponsor_id, PrizeRow.kind, PrizeRow.currency)


def _given(public: Any) -> Any:
    query = select(
        ChallengeRow.sponsor_id, RewardRow.kind, RewardRow.currency, func.sum(RewardRow.amount).label("amount")
    )
    query = query.join(RewardRow, RewardRow.challenge_id == ChallengeRow.id).where(*public)
    query = query.where(RewardRow.merit != Merit.PLACE, RewardRow.taken_at.is_(None), RewardRow.kind != Kind.THING)
    return query.group_by(ChallengeRow.sponsor_id, RewardRow.kind, RewardRow.currency)


def _sponsor(row: Any) -> Sponsor:
    texts = (row.name, row.website, row.description, row.contact)
    return Sponsor(row.id, row.guild_id, *texts, row.logo_id, row.verified, row.active)
