"""Good proofs to spoil, and the published vectors."""

import json
from pathlib import Path
from typing import Any

from tests.fairness.plain import Tree, remade

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "vectors" / "draws.json"

QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
GENESIS = 1692803367
ROUNDS = {  # drand quicknet, as it happened
    1: "b55e7cb2d5c613ee0b2e28d6750aabbb78c39dcc96bd9d38c2c2e12198df95571de8e8e402a0cc48871c7089a2b3af4b",
    1000: "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
    657413: "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b",
}


def vectors() -> list[Tree]:
    """The published proofs: all of them where they are at hand, otherwise the copied few."""
    path = SHARED if SHARED.exists() else HERE / "data" / "draws.json"
    return json.loads(path.read_text(encoding="utf-8"))


def text(tree: Any) -> str:
    """The JSON text of a tree."""
    return json.dumps(tree, ensure_ascii=False)


def time_of(round_: int) -> int:
    """When a quicknet round came out, in unix ms."""
    return (GENESIS + (round_ - 1) * 3) * 1000


def snowflake(ms: int) -> str:
    """The id of a message posted at that unix ms."""
    return str((ms - 1_420_070_400_000 << 22) + 77)


def entry(who: str, tickets: int = 1, evidence: str = "") -> Tree:
    """An entry whose salt follows from who it is; its first ticket is still to be set."""
    salt = who.encode().hex()[-32:].rjust(32, "5")
    nothing = "00" * 32
    return {
        "participant": nothing,
        "who": who,
        "salt": salt,
        "first_ticket": 0,
        "tickets": tickets,
        "evidence": evidence,
        "evidence_sha256": nothing,
    }


def proof(
    kind: str, entries: list[Tree], *, winners: int = 1, round_: int = 0, voids: int = 0, full: bool = True
) -> Tree:
    """A good proof, sealed where `round_` is 0; `full` ones name posts and are signed."""
    first = 0
    for one in entries:
        one["first_ticket"], first = first, first + one["tickets"]
    called_at = time_of(round_) - 16_000 if round_ else 1_799_000_000_000
    moments = {"commitment": called_at - 3_600_000, "lock": called_at - 60_000, "call": called_at + 300}
    chain = QUICKNET if round_ else ""
    return remade(
        {
            "protocol": "guildhall/1",
            "draw": {
                "guild_id": "772000000000000001",
                "number": 7,
                "kind": kind,
                "title": "The long night ✓",
                "closes_at": called_at // 1000 - 60,
                "winners": winners,
                "mode": "beacon" if round_ else "sealed",
                "chain": chain,
                "rules": "A bond.\nEach of 100 kc ≥ one entry. “No claim in 7 days” is void.",
            },
            "commitment": "",
            "entries": entries,
            "root": "",
            "lock": "",
            "call": {"secret": "5e" * 32, "round": round_, "called_at": called_at, "hash": ""},
            "beacon": {"chain": chain, "round": round_, "signature": ROUNDS[round_], "randomness": ""}
            if round_
            else None,
            "seed": "",
            "positions": [{"position": place, "void": "no claim in 7 days"} for place in range(voids)],
            "result": "",
            "posts": {"channel_id": "772000000000000002", **{step: snowflake(ms) for step, ms in moments.items()}}
            if full
            else None,
            "signatures": {} if full else None,
        }
    )


def contest() -> Tree:
    """A signed and posted contest with the beacon: two to win, one passed over; entries of all sorts."""
    evidence = '{"rule": 1, "gain": 223873, "sha256": "…"}'
    entries = [
        entry("discord:772000000000000101", evidence=evidence),
        entry("osrs:Lynx Titan", evidence=evidence),
        entry("discord:772000000000000101", evidence='{"rule": 2}'),
        entry("discord:772000000000000103", 3, evidence="é ✓"),
        entry("osrs:Iron_Éa", evidence=""),
        entry("discord:772000000000000105", 2, evidence=evidence),
    ]
    return proof("contest", entries, winners=2, round_=1000, voids=1)


def pot() -> Tree:
    """A posted pot with the beacon, nobody passed over."""
    return proof("pot", [entry(f"discord:{77200 + place}", 5 + place) for place in range(5)], round_=657413)


def sealed() -> Tree:
    """A sealed contest without posts or signatures, one of its people erased."""
    tree = proof("contest", [entry(f"osrs:b0aty{place % 4}", evidence=str(place)) for place in range(7)], full=False)
    for one in tree["entries"]:
        if one["who"] == "osrs:b0aty2":
            one |= {"who": None, "salt": None, "evidence": None}
    return tree


def tie() -> Tree:
    """A sealed tie-break of three."""
    return proof("tie", [entry(f"discord:{10 + place}") for place in range(3)], winners=1)
