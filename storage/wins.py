"""What a member won: contests, pots, challenges, loot and auctions, the newest of each kind."""

from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from domain.pots import Ending
from domain.profiles import PODIUM, WINS, Win, WinKind, newest
from storage.challenge_results import ResultRow
from storage.challenges import ChallengeRow
from storage.contests import ContestRow
from storage.draw_entries import DrawEntryRow, DrawPlaceRow
from storage.draws import DrawRow
from storage.engine import once
from storage.ledger import PAYOUTS, WALLETS, AccountRow, PostingRow, TransactionRow
from storage.loot_items import IN_HAND, ItemRow, Source
from storage.pots import PotRow

_WHO: BindParameter[int] = bindparam("member")


def _newest_first(query: Any, at: Any) -> Any:
    return query.where(at.is_not(None)).order_by(at.desc()).limit(WINS)


def _contests() -> Any:
    """Positions that were not passed over are those that win: each that was made another one step up."""
    theirs = (DrawEntryRow.draw_id == DrawPlaceRow.draw_id) & (DrawEntryRow.participant == DrawPlaceRow.participant)
    query = select(ContestRow.name, DrawRow.settled_at).distinct().join(DrawRow, DrawRow.id == ContestRow.draw_id)
    query = query.join(DrawPlaceRow, DrawPlaceRow.draw_id == DrawRow.id).join(DrawEntryRow, theirs)
    return query.where(DrawEntryRow.member_id == _WHO, DrawPlaceRow.void.is_(None))


def _challenges() -> Any:
    query = select(ChallengeRow.title, ChallengeRow.completed_at, ResultRow.place)
    query = query.join(ResultRow, ResultRow.challenge_id == ChallengeRow.id)
    return query.where(ResultRow.member_id == _WHO, ResultRow.place <= PODIUM, ChallengeRow.cancelled_at.is_(None))


_CONTESTS = once(lambda: _newest_first(_contests(), DrawRow.settled_at))
_POTS = once(
    lambda: _newest_first(
        select(PotRow.name, PotRow.ended_at, PotRow.payout).where(
            PotRow.winner_id == _WHO, PotRow.ending == Ending.DRAWN
        ),
        PotRow.ended_at,
    )
)
_CHALLENGES = once(lambda: _newest_first(_challenges(), ChallengeRow.completed_at))
_ITEMS = once(
    lambda: _newest_first(
        select(ItemRow.item, ItemRow.at, ItemRow.source).where(ItemRow.member_id == _WHO, IN_HAND), ItemRow.at
    )
)
_PAID_OUT = once(
    lambda: (
        select(func.sum(PostingRow.amount))
        .join(AccountRow, AccountRow.id == PostingRow.account_id)
        .join(TransactionRow, TransactionRow.id == PostingRow.transaction_id)
        .where(WALLETS, PAYOUTS, AccountRow.member_id == _WHO)
    )
)


def of(tx: Connection, member_id: int) -> tuple[Win, ...]:
    """The newest wins of a member, newest first."""
    who = {"member": member_id}
    contests, pots, challenges, items = (_rows(tx, query(), who) for query in (_CONTESTS, _POTS, _CHALLENGES, _ITEMS))
    return newest(
        [
            *(Win(WinKind.CONTEST, name, at) for name, at in contests),
            *(Win(WinKind.POT, name, at, credits=payout or 0) for name, at, payout in pots),
            *(Win(WinKind.CHALLENGE, title, at, place=place) for title, at, place in challenges),
            *(Win(_kind(source), item, at) for item, at, source in items),
        ]
    )


def credits_won(tx: Connection, member_id: int) -> int:
    """All credits that a member ever won in pots."""
    return int(tx.execute(_PAID_OUT(), {"member": member_id}).scalar() or 0)


def _rows(tx: Connection, query: Any, who: dict[str, int]) -> list[Any]:
    return [*tx.execute(query, who)]


def _kind(source: str) -> WinKind:
    return WinKind.AUCTION if source == Source.AUCTION else WinKind.LOOT
