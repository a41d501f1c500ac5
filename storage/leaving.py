"""What is taken away of a guild that is gone, beside its people, of whom each feature's keeper takes care.

What stays are books that are only added to and what they refer to: hashes, numbers, and the names of things (a pot, an
item, a raid's log) that triggers hold; the ids in them lead to nobody.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, exists, or_, select, update

from domain.clan import RunState
from domain.contests import ContestState
from domain.draws import DrawState
from domain.loot import AuctionState, DecisionState
from storage.auctions import AuctionRow
from storage.audit import AuditNoteRow
from storage.backfills import BackfillRow
from storage.baselines import ContestBaselineRow
from storage.board_pins import BoardPinRow, PodiumRow
from storage.challenges import ChallengeRow
from storage.characters import CharacterRow, ClaimRow, PastNameRow
from storage.contests import ContestCharacterRow, ContestEntryRow, ContestRow
from storage.decisions import DecisionRow
from storage.drafts import DraftRow
from storage.draws import DrawRow, PostedKeyRow
from storage.ledger import TransactionRow
from storage.members import GuildRow, MemberRow
from storage.milestones import MilestoneRow
from storage.notices import NoticeRow, RouteRow
from storage.panels import PanelRow
from storage.pictures import PictureRow
from storage.points import BatchRow
from storage.pot_lobbies import LobbyRow
from storage.pots import PotRow
from storage.prices import ItemPriceRow, SlotPriceRow
from storage.raiders import RaiderRow
from storage.rank_rules import RankHolderRow, RankRuleRow, RoleTakingRow
from storage.runs import LeaderRow, RunCharacterRow, RunRow, ScheduleRow
from storage.settings import GuildSettingRow
from storage.snapshots import ChangeRow, ReadingRow, SnapshotRow
from storage.sponsors import SponsorRow
from storage.standing_days import StandingDayRow
from storage.usage import ActiveDayRow, ComingRow, CommandUseRow

GONE: Final[Sequence[Any]] = (
    ActiveDayRow,
    AuditNoteRow,
    BoardPinRow,
    ComingRow,
    CommandUseRow,
    DraftRow,
    GuildSettingRow,
    ItemPriceRow,
    LobbyRow,
    MilestoneRow,
    NoticeRow,
    PanelRow,
    PodiumRow,
    PostedKeyRow,
    RaiderRow,
    RoleTakingRow,
    RouteRow,
    ScheduleRow,
    SlotPriceRow,
    StandingDayRow,
)
"""Of these, every row of the guild goes, and nothing refers to one."""

_TEXTS: Final[Sequence[tuple[Any, dict[str, Any]]]] = (
    (AuctionRow, {"reason": ""}),
    (BatchRow, {"reason": ""}),
    (ChallengeRow, {"title": "", "prompt": "", "description": "", "reason": "", "image_id": None, "sponsor_id": None}),
    (ContestRow, {"name": "", "prize": "", "reason": ""}),
    (DecisionRow, {"reason": ""}),
    (PotRow, {"reason": "", "paused": None}),
    (TransactionRow, {"note": ""}),
)
"""What somebody wrote in books of which the rows stay."""


def due(tx: Connection, before: datetime) -> list[int]:
    """The guilds that left by then and are not erased yet."""
    query = select(GuildRow.id).where(GuildRow.left_at <= before, GuildRow.erased_at.is_(None))
    return list(tx.execute(query.order_by(GuildRow.left_at)).scalars())


def is_due(tx: Connection, guild_id: int, before: datetime) -> bool:
    """Whether the guild is still gone since then: it may have come back meanwhile."""
    query = select(GuildRow.id).where(GuildRow.id == guild_id, GuildRow.left_at <= before)
    return tx.execute(query.where(GuildRow.erased_at.is_(None))).first() is not None


def people(tx: Connection, guild_id: int, after: int, *, limit: int) -> list[int]:
    """Members of the guild who are not erased, after that one."""
    query = select(MemberRow.id).where(MemberRow.guild_id == guild_id, MemberRow.erased_at.is_(None))
    return list(tx.execute(query.where(MemberRow.id > after).order_by(MemberRow.id).limit(limit)).scalars())


def busy(tx: Connection, guild_id: int) -> bool:
    """Whether something is under way that has to come to its end first: a run, a roll, a draw that is locked."""
    run = exists().where(RunRow.guild_id == guild_id, RunRow.state == RunState.RUNNING)
    auction = exists().where(AuctionRow.guild_id == guild_id, AuctionRow.state == AuctionState.ROLLING)
    decision = exists().where(DecisionRow.guild_id == guild_id, DecisionRow.state == DecisionState.ROLLING)
    undecided = DrawRow.state.in_([DrawState.LOCKED, DrawState.CALLED]) & DrawRow.ended_at.is_(None)
    draw = exists().where(DrawRow.guild_id == guild_id, undecided)
    return bool(tx.execute(select(or_(run, auction, decision, draw))).scalar())


def open_contests(tx: Connection, guild_id: int) -> list[tuple[int, int | None]]:
    """The contests that are not over, with their draws."""
    over = (ContestState.DRAWN, ContestState.CANCELLED)
    query = select(ContestRow.id, ContestRow.draw_id).where(ContestRow.guild_id == guild_id)
    return [(row[0], row[1]) for row in tx.execute(query.where(ContestRow.state.not_in(over)))]


def call_off(tx: Connection, guild_id: int, now: datetime) -> None:
    """Auctions, decisions and challenges that are open are over, without a winner, and no run begins any more."""
    here = AuctionRow.guild_id == guild_id
    off = {"state": AuctionState.CANCELLED, "ended_at": now, "reason": ""}
    tx.execute(update(AuctionRow).where(here, AuctionRow.state == AuctionState.OPEN).values(off))
    here = DecisionRow.guild_id == guild_id
    off = {"state": DecisionState.CANCELLED, "ended_at": now, "closed_at": now, "reason": ""}
    tx.execute(update(DecisionRow).where(here, DecisionRow.state == DecisionState.OPEN).values(off))
    still = (ChallengeRow.completed_at.is_(None)) | (ChallengeRow.completed_at < ChallengeRow.ends_at)
    mine = update(ChallengeRow).where(ChallengeRow.guild_id == guild_id, ChallengeRow.cancelled_at.is_(None), still)
    tx.execute(mine.values(cancelled_at=now))
    tx.execute(delete(ScheduleRow).where(ScheduleRow.guild_id == guild_id))


def characters(tx: Connection, guild_id: int, after: int, *, limit: int) -> list[int]:
    """Characters that were ever the guild's, after that one."""
    query = select(CharacterRow.id).where(CharacterRow.guild_id == guild_id, CharacterRow.id > after)
    return list(tx.execute(query.order_by(CharacterRow.id).limit(limit)).scalars())


def forget_contests(tx: Connection, guild_id: int) -> None:
    """Who took part in contests with which character, and what they were counted from."""
    mine = select(ContestRow.id).where(ContestRow.guild_id == guild_id)
    for table in (ContestEntryRow, ContestCharacterRow, ContestBaselineRow):
        tx.execute(delete(table).where(table.contest_id.in_(mine)))
    tx.execute(delete(LeaderRow).where(LeaderRow.guild_id == guild_id))


def forget_character(tx: Connection, character_id: int) -> None:
    """A character with its names and all that was ever read of it."""
    for table in (RunCharacterRow, BackfillRow, ChangeRow, ReadingRow, SnapshotRow, PastNameRow, ClaimRow):
        tx.execute(delete(table).where(table.character_id == character_id))
    tx.execute(delete(CharacterRow).where(CharacterRow.id == character_id))


def forget_rest(tx: Connection, guild_id: int) -> None:
    """Settings, ways of telling with their secrets, what hangs and waits, figures, pictures, and what was written."""
    for table, blank in _TEXTS:
        tx.execute(update(table).where(table.guild_id == guild_id).values(blank))
    rules = select(RankRuleRow.id).where(RankRuleRow.guild_id == guild_id)
    tx.execute(delete(RankHolderRow).where(RankHolderRow.rule_id.in_(rules)))
    # Sponsors show pictures; their files go with the next tidying.
    for table in (*GONE, RankRuleRow, SponsorRow, PictureRow):
        tx.execute(delete(table).where(table.guild_id == guild_id))


def erased(tx: Connection, guild_id: int, now: datetime) -> None:
    """Nothing is left to take away."""
    tx.execute(update(GuildRow).where(GuildRow.id == guild_id).values(erased_at=now))
