"""What must hold of pots and credits whatever happens, asked of the tables themselves: twelve rules, by number."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import Connection, text

from domain.draws import DrawState
from domain.pot_settings import JOINS_PER_MINUTE, PotState
from services.draws import Draws
from storage import audit, draw_entries, draws, pots, settings

STEPS = {
    PotState.OPEN: {PotState.OPEN, PotState.LOCKED, PotState.SETTLING, PotState.SETTLED, PotState.CANCELLED},
    PotState.LOCKED: {PotState.LOCKED, PotState.SETTLING, PotState.SETTLED, PotState.CANCELLED},
    PotState.SETTLING: {PotState.SETTLING, PotState.SETTLED, PotState.CANCELLED},
    PotState.SETTLED: {PotState.SETTLED},
    PotState.CANCELLED: {PotState.CANCELLED},
}
"""What may be found of a pot after what was found before: several steps can lie between two looks."""

_NOTHING = {
    1: """SELECT t.id FROM transactions t JOIN postings p ON p.transaction_id = t.id WHERE t.guild_id = :guild
          GROUP BY t.id HAVING sum(p.amount) <> 0 OR count(*) < 2""",
    2: "SELECT id FROM accounts WHERE guild_id = :guild AND kind <> 'mint' AND balance < 0",
    3: """SELECT pots.id FROM pots
          LEFT JOIN accounts a ON a.pot_id = pots.id
          WHERE pots.guild_id = :guild AND coalesce(a.balance, 0) <> (
              SELECT coalesce(sum(paid), 0) FROM pot_stakes s WHERE s.pot_id = pots.id AND s.state = 'live')""",
    4: "SELECT sum(balance) FROM accounts WHERE guild_id = :guild GROUP BY credit HAVING sum(balance) <> 0",
    5: "SELECT key FROM transactions WHERE guild_id = :guild GROUP BY key HAVING count(*) > 1",
    7: """SELECT s.id FROM pot_stakes s JOIN pots ON pots.id = s.pot_id WHERE pots.guild_id = :guild
          AND s.state <> CASE pots.state WHEN 'settled' THEN 'played' WHEN 'cancelled' THEN 'returned' ELSE 'live' END
          AND NOT s.state = 'returned'""",
    8: """SELECT a.id FROM accounts a LEFT JOIN postings p ON p.account_id = a.id WHERE a.guild_id = :guild
          GROUP BY a.id HAVING a.balance <> coalesce(sum(p.amount), 0)""",
}
"""Queries that find what breaks a rule, by the number of the rule."""

_MOVED = """
    SELECT t.pot_id, a.member_id, sum(p.amount) AS moved FROM transactions t
    JOIN postings p ON p.transaction_id = t.id JOIN accounts a ON a.id = p.account_id
    WHERE t.guild_id = :guild AND t.pot_id IS NOT NULL AND a.kind = 'wallet' GROUP BY t.pot_id, a.member_id
"""
_STAKED = """
    SELECT s.pot_id, s.member_id, sum(s.paid) FILTER (WHERE s.state <> 'returned') AS kept FROM pot_stakes s
    JOIN pots ON pots.id = s.pot_id WHERE pots.guild_id = :guild GROUP BY s.pot_id, s.member_id
"""
_KINDS = {"pot.opened": "1", "pot.settled": "state = 'settled'", "pot.cancelled": "state = 'cancelled'"}


@dataclass
class Auditor:
    """Looks at one guild's books after every step, and remembers what it saw."""

    guild_id: int
    draws: Draws
    seen: dict[int, PotState] = field(default_factory=dict[int, PotState])
    proven: set[int] = field(default_factory=set[int])

    def look(self, tx: Connection) -> None:
        """Raise `AssertionError` with the number of the first rule that does not hold."""
        for rule, query in _NOTHING.items():
            found = tx.execute(text(query), {"guild": self.guild_id}).fetchall()
            assert not found, f"rule {rule}: {found}"
        self._look_at_pots(tx)
        self._look_at_money(tx)
        self._look_at_log(tx)

    def close(self, tx: Connection) -> None:
        """The same once everything is over, with what takes longer: nothing is left anywhere, the log is whole."""
        self.look(tx)
        for pot in pots.listed(tx, self.guild_id):
            assert pot.over, f"rule 6: pot {pot.id} is {pot.state}"
        left = text("SELECT sum(balance) FROM accounts WHERE guild_id = :guild AND kind = 'escrow'")
        assert not tx.execute(left, {"guild": self.guild_id}).scalar(), "rule 3: an escrow is left"
        verdict, note = audit.check(tx, self.guild_id)
        assert not verdict.fault, f"rule 11: {verdict}"
        assert not note, f"rule 11: note {note}"
        self._replay(tx)

    def _look_at_pots(self, tx: Connection) -> None:
        for pot in pots.listed(tx, self.guild_id):
            before = self.seen.get(pot.id, PotState.OPEN)
            assert pot.state in STEPS[before], f"rule 6: pot {pot.id} from {before} to {pot.state}"
            self.seen[pot.id] = pot.state
            entrants = pots.entrants(tx, pot.id)
            if pot.state is not PotState.CANCELLED:
                assert sum(one.tickets for one in entrants) == pot.sold, f"rule 9: pot {pot.id}"
                assert len(entrants) == pot.players, f"rule 9: pot {pot.id}"
            assert pot.sold <= pot.terms.max_tickets, f"rule 12: pot {pot.id}"
            assert all(one.tickets <= pot.terms.max_per_user for one in entrants), f"rule 12: pot {pot.id}"
            leaves = draw_entries.of(tx, pot.draw_id)
            if leaves:
                ends = [leaf.first_ticket + leaf.tickets for leaf in leaves]
                assert [leaf.first_ticket for leaf in leaves] == [0, *ends[:-1]], f"rule 9: pot {pot.id}"
                assert ends[-1] == pot.sold, f"rule 9: pot {pot.id}"
            if pot.state is PotState.SETTLED and pot.id not in self.proven:
                self.proven.add(pot.id)
                record = draws.by_id(tx, pot.draw_id)
                assert record.state is DrawState.SETTLED, f"rule 10: pot {pot.id}"
                self.draws.verify(tx, record)
                assert pot.winner_id == draw_entries.winner(tx, pot.draw_id), f"rule 10: pot {pot.id}"

    def _look_at_money(self, tx: Connection) -> None:
        """Every stake is in the draw or back, once: what moved between a person and a pot is what they kept in it."""
        moved = {(row.pot_id, row.member_id): row.moved for row in tx.execute(text(_MOVED), {"guild": self.guild_id})}
        for row in tx.execute(text(_STAKED), {"guild": self.guild_id}):
            pot = pots.find(tx, self.guild_id, row.pot_id)
            assert pot is not None
            won = (pot.payout or 0) if pot.winner_id == row.member_id else 0
            found = moved.pop((row.pot_id, row.member_id), 0)
            assert found == won - (row.kept or 0), f"rule 7: pot {row.pot_id}, member {row.member_id}"
        assert not moved, f"rule 7: {moved}"

    def _look_at_log(self, tx: Connection) -> None:
        """One event per change."""
        query = text("SELECT kind, count(*) AS many FROM audit WHERE guild_id = :guild GROUP BY kind")
        told = Counter({row.kind: row.many for row in tx.execute(query, {"guild": self.guild_id})})
        for kind, where in _KINDS.items():
            query = text(f"SELECT count(*) FROM pots WHERE guild_id = :guild AND {where}")
            assert told[kind] == tx.execute(query, {"guild": self.guild_id}).scalar(), f"rule 11: {kind}"
        query = text("SELECT count(*) FROM pot_stakes s JOIN pots ON pots.id = s.pot_id WHERE guild_id = :guild")
        assert told["pot.joined"] == tx.execute(query, {"guild": self.guild_id}).scalar(), "rule 11: pot.joined"
        query = text("SELECT count(*) FROM pots WHERE guild_id = :guild AND locked_at IS NOT NULL")
        assert told["pot.locked"] == tx.execute(query, {"guild": self.guild_id}).scalar(), "rule 11: pot.locked"

    def _replay(self, tx: Connection) -> None:
        """The log, event by event: no prefix of it holds more than the caps and the velocity allow."""
        (per_minute,) = settings.some(tx, self.guild_id, JOINS_PER_MINUTE)
        assert isinstance(per_minute, int)
        terms = {pot.id: pot.terms for pot in pots.listed(tx, self.guild_id)}
        held: defaultdict[int, Counter[int]] = defaultdict(Counter)
        joins: defaultdict[int, list[object]] = defaultdict(list)
        entries = audit.page(tx, self.guild_id, kind="pot", limit=10_000, offset=0)
        for entry in reversed(entries):
            facts = entry.facts
            pot = int(facts["pot"])
            if entry.kind == "pot.joined":
                assert entry.actor is not None
                held[pot][entry.actor] += facts["tickets"]
                joins[entry.actor].append(entry.at)
                minute = [at for at in joins[entry.actor] if entry.at - at < timedelta(minutes=1)]  # type: ignore[operator]
                assert len(minute) <= per_minute, f"rule 12: member {entry.actor}"
            elif entry.kind in ("pot.left", "pot.flag_held"):
                member = facts.get("member", entry.actor)
                held[pot][member] -= facts.get("tickets", 0)
            assert sum(held[pot].values()) <= terms[pot].max_tickets, f"rule 12: pot {pot}"
            assert max(held[pot].values(), default=0) <= terms[pot].max_per_user, f"rule 12: pot {pot}"
            assert min(held[pot].values(), default=0) >= 0, f"rule 12: pot {pot}"
