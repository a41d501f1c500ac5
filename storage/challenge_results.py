"""What challenges came to: everybody's place, and who was given which prize."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.challenge_prizes import Kind, Merit
from storage.members import member_id_key
from storage.schema import Base, one_of, word


class ResultRow(Base):
    """Somebody's place with their best submission; `score` is an exact fraction as text, `17/4`.

    `given` counts the votes or marks of that submission that counted.
    """

    __tablename__ = "challenge_results"
    __table_args__ = (CheckConstraint("place > 0", name="place"), {"sqlite_with_rowid": False})

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True, index=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    place: Mapped[int]
    score: Mapped[str] = mapped_column(String(80))
    given: Mapped[int]


class RewardRow(Base):
    """A prize that somebody was given: credits once `paid_at`, cash and things ticked off with `sent_at`.

    `amount` is whole credits or cents; `taken_at` is set when a later result gave it to somebody else, with what could
    not be taken back any more in `missing`.
    """

    __tablename__ = "challenge_rewards"
    __table_args__ = (
        one_of("merit", Merit),
        one_of("kind", Kind),
        CheckConstraint("(sent_at IS NULL) OR (kind != 'credits')", name="sent"),
        CheckConstraint("missing BETWEEN 0 AND amount", name="missing"),
        UniqueConstraint("challenge_id", "key", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"))
    key: Mapped[str] = mapped_column(String(160))
    number: Mapped[int]
    member_id: Mapped[int] = mapped_column(member_id_key(), index=True)
    merit: Mapped[str] = word()
    place: Mapped[int]
    kind: Mapped[str] = word()
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    thing: Mapped[str] = mapped_column(String(100))
    shared: Mapped[int]
    at: Mapped[datetime]
    paid_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    taken_at: Mapped[datetime | None]
    missing: Mapped[int] = mapped_column(BigInteger)
