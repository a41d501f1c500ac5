"""The verifier: what a proof amounts to, check by check."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from fairness import checks, form
from fairness.beacon import QUICKNET
from fairness.checks import QUICKNET_ONLY, RULES, Breach, Case, Trust, Undone
from fairness.proof import Proof
from fairness.protocol import Mode
from fairness.transport import Unreadable

NAMES = ("protocol", "form", *RULES)


class State(StrEnum):
    """How a check ended; unchecked means that it could not be done here."""

    PASSED = "passed"
    FAILED = "failed"
    UNCHECKED = "unchecked"


class Outcome(StrEnum):
    """What all checks amount to; incomplete means that nothing failed, but something stayed unchecked."""

    VERIFIED = "verified"
    REJECTED = "rejected"
    UNREADABLE = "unreadable"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Check:
    """One rule: its name (of `NAMES`), how it ended, and what was found, in plain words."""

    name: str
    state: State
    detail: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verifier found: `checks` in the order of `NAMES`, without those that do not apply to this proof.

    `proof` is None when the text has not the form of one; `unreadable` says why nothing could be read.
    """

    outcome: Outcome
    checks: tuple[Check, ...] = ()
    proof: Proof | None = None
    trust: Trust = QUICKNET_ONLY
    unreadable: str = ""

    @property
    def failures(self) -> tuple[Check, ...]:
        """The checks that failed."""
        return tuple(check for check in self.checks if check.state is State.FAILED)

    @property
    def voids(self) -> int:
        """How many winners the host passed over, which no proof justifies."""
        return self.proof.voids if self.proof else 0

    @property
    def erased(self) -> int:
        """How many entries no longer say whose they were."""
        return sum(entry.erased for entry in self.proof.entries) if self.proof else 0

    @property
    def erased_positions(self) -> tuple[int, ...]:
        """The positions that went to somebody whom nobody can check any more."""
        if self.proof is None:
            return ()
        erased = {entry.participant for entry in self.proof.entries if entry.erased}
        return tuple(place for place, drawn in enumerate(self.proof.positions) if drawn.pick.participant in erased)

    @property
    def test_chain(self) -> bool:
        """Whether the luck came from a chain that only this reader's word makes one."""
        chain = self.trust.chain(self.proof.draw.chain) if self.proof else None
        return chain is not None and chain is not QUICKNET

    @property
    def called_late(self) -> bool:
        """Whether the call was posted when its round was already out."""
        chain = self.trust.chain(self.proof.draw.chain) if self.proof else None
        return self.proof is not None and chain is not None and checks.called_late(self.proof, chain)

    @property
    def sealed(self) -> bool:
        """Whether the host could know and choose the result."""
        return self.proof is not None and self.proof.draw.mode is Mode.SEALED

    @property
    def unknown_keys(self) -> tuple[str, ...]:
        """Which of `lock` and `result` are signed with keys that the reader was not given."""
        signatures = self.proof.signatures if self.proof else None
        if signatures is None:
            return ()
        known = {
            "lock": signatures.lock.public_key in self.trust.orchestrator_keys,
            "result": signatures.result.public_key in self.trust.settlement_keys,
        }
        return tuple(what for what, given in known.items() if not given)


def verify(data: bytes, trust: Trust = QUICKNET_ONLY) -> Verification:
    """Checks the bytes of a `proof.json`; never raises for what is in them.

    `trust` holds the test chains and the host's public keys that the reader brings along.
    """
    try:
        proof = form.read(data)
    except Unreadable as error:
        return Verification(Outcome.UNREADABLE, trust=trust, unreadable=str(error))
    except form.UnknownProtocol as error:
        return Verification(Outcome.REJECTED, (Check("protocol", State.FAILED, str(error)),), trust=trust)
    except form.Malformed as fault:
        return Verification(Outcome.REJECTED, (_known_protocol(), Check("form", State.FAILED, str(fault))), trust=trust)
    return verify_proof(proof, trust)


def verify_proof(proof: Proof, trust: Trust = QUICKNET_ONLY) -> Verification:
    """Checks a proof whose form is right: one that `form.read` read, or `prove` made."""
    done = (_known_protocol(), Check("form", State.PASSED, "every key and value as the protocol writes it"))
    found = (*done, *_examined(Case(proof, trust)))
    return Verification(_outcome({check.state for check in found}), found, proof, trust)


def _outcome(states: set[State]) -> Outcome:
    if State.FAILED in states:
        return Outcome.REJECTED
    return Outcome.INCOMPLETE if State.UNCHECKED in states else Outcome.VERIFIED


def _known_protocol() -> Check:
    return Check("protocol", State.PASSED, form.PROTOCOL)


def _examined(case: Case) -> Iterator[Check]:
    for name, rule in RULES.items():
        try:
            detail = rule(case)
        except Breach as breach:
            case.failed.add(name)
            yield Check(name, State.FAILED, str(breach))
        except Undone as undone:
            yield Check(name, State.UNCHECKED, str(undone))
        else:
            if detail is not None:
                yield Check(name, State.PASSED, detail)
