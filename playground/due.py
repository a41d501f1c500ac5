"""When something falls due next in the bot's books, so that a calendar that jumps can stop there."""

from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from domain.challenges import moments as told
from domain.contests import SOON
from fairness.beacon import Chain
from storage import challenges, contests, draws, pots
from storage.auctions import AuctionRow
from storage.backfills import BackfillRow
from storage.credit_requests import CreditRequestRow
from storage.decisions import DecisionRow
from storage.notices import NoticeRow
from storage.panels import PanelRow
from storage.runs import ScheduleRow


def next_due(tx: Connection, after: datetime, chain: Chain) -> datetime | None:
    """The first moment after `after` at which there is something to do; `chain` is the beacon's."""
    columns = (
        ScheduleRow.next_run_at,
        NoticeRow.due_at,
        BackfillRow.due_at,
        DecisionRow.closes_at,
        AuctionRow.warn_at,
        AuctionRow.closes_at,
        CreditRequestRow.expires_at,
    )
    firsts = [
        tx.execute(select(func.min(column, type_=column.type)).where(column > after)).scalar() for column in columns
    ]
    # A panel that shows how things stand has nothing to do when its pause is over.
    stale = select(func.min(PanelRow.due_at, type_=PanelRow.due_at.type)).where(PanelRow.painted < PanelRow.wanted)
    firsts.append(tx.execute(stale.where(PanelRow.due_at > after)).scalar())
    moments = [moment for moment in firsts if moment is not None]
    for contest in contests.live(tx):
        starts = [contest.starts_at] if contest.starts_at else []
        moments += [*starts, contest.ends_at, *(contest.ends_at - before for before in SOON)]
    moments += [pot.closes_at for pot in pots.live(tx)]
    for challenge in challenges.live(tx):
        dates = challenge.dates
        moments += [dates.starts_at, dates.submissions_close_at, dates.voting_closes_at, dates.ends_at]
        moments += [one.at for one in told(challenge.terms.voting, dates)]
    calls = [record.call for record in draws.called(tx) if record.call]
    moments += [datetime.fromtimestamp(chain.time(call.round), UTC) for call in calls]
    return min((moment for moment in moments if moment > after), default=None)
