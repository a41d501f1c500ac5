"""What pots and wallets keep about a person."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from domain.ledger import BURN, Act, Line, move, wallet
from domain.ledger_events import ASK_PANEL
from domain.pot_settings import PotState
from services.pots.finding import changed, find
from services.pots.stakes import leave
from storage import draws, ledger, members, panels, pot_flags, pot_lobbies, pots, wallet_asks


class PotsKeeper:
    """What pots keep about a person: what they staked and won, opened and decided, and what they were flagged for."""

    tables = ("pots", "pot_stakes", "pot_flags", "pot_lobbies")

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def export(self, tx: Connection, member_id: int) -> dict[str, Any]:
        """Every stake, the pots opened and won, the lobbies pinned, every flag, and what was decided about others'."""
        return {
            "pot_stakes": _plain(pots.stakes_of(tx, member_id)),
            "pots_opened": pots.made_by(tx, member_id),
            "pots_won": _plain(pots.won_by(tx, member_id)),
            "pot_flags": _plain(pot_flags.about(tx, member_id)),
            "pot_flags_decided": _plain(pot_flags.decided_by(tx, member_id)),
            "pot_lobbies_pinned": pot_lobbies.pinned_by(tx, member_id),
        }

    def erase(self, tx: Connection, member_id: int) -> None:
        """Take the person out of open pots, refunded; those that are over keep an id that leads to nobody.

        A pot between its lock and its result is the draw's to refuse.
        """
        now = self._clock()
        for guild_id, pot_id in pots.live_of(tx, member_id):
            pot = find(tx, guild_id, pot_id)
            if pot.state is PotState.OPEN:
                leave(tx, pot, member_id, now)
        for _, draw_id in draws.over_of(tx, member_id):
            if pot := pots.by_draw(tx, draw_id):
                changed(tx, pot)  # what hangs there names them
        pot_flags.erase(tx, member_id)


class LedgerKeeper:
    """What the ledger keeps about a person: their wallets line by line, and what they wrote with transactions."""

    tables = ("accounts", "transactions", "wallet_asks")

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def export(self, tx: Connection, member_id: int) -> dict[str, Any]:
        """What is in the wallets, every line of them, and what was written and asked for."""
        guild_id = members.guild_of(tx, member_id)
        lines = ledger.history(tx, guild_id, member_id)
        return {
            "wallet": {credit.value: balance for credit, balance in ledger.held(tx, member_id).items()},
            "wallet_lines": [_line(line) for line in lines],
            "wallet_notes": ledger.written_by(tx, member_id),
            "wallet_asks": wallet_asks.of_member(tx, member_id),
        }

    def erase(self, tx: Connection, member_id: int) -> None:
        """Burn what is left, so that what circulates belongs to somebody; the books keep what moved."""
        now = self._clock()
        guild_id = members.guild_of(tx, member_id)
        for credit, left in ledger.held(tx, member_id).items():
            if left:
                gone = move(Act.ERASURE, credit, left, source=wallet(member_id), target=BURN)
                ledger.post(tx, guild_id, gone, key=f"erasure:{member_id}:{credit}", at=now)
        ledger.erase_notes(tx, member_id)
        for guild, ask_id in wallet_asks.concerning(tx, member_id):
            panels.touch(tx, guild, ASK_PANEL, ask_id)  # what hangs there names them
        wallet_asks.erase(tx, member_id, now)


def _line(line: Line) -> dict[str, Any]:
    moved = {"act": line.act.value, "credit": line.credit.value, "amount": line.amount, "after": line.after}
    return {"at": line.at.isoformat()} | moved | {"pot": line.pot, "note": line.note}


def _plain(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows as a file can hold them."""
    return [
        {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
        for row in rows
    ]
