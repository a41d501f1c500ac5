"""The protocol a second time, as plainly as its text reads and slow: what the product is compared with.

Proofs are JSON trees here. Nothing of `fairness` is used, so that both would have to err in the same way.
"""

import hashlib
import hmac
import json
from typing import Any

import nacl.signing

Tree = dict[str, Any]

ORCHESTRATOR, SETTLEMENT = b"orchestrator".ljust(32), b"settlement".ljust(32)


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def lp(field: bytes) -> bytes:
    return len(field).to_bytes(4, "big") + field


def as_bytes(field: bytes | str | int) -> bytes:
    if isinstance(field, int):
        return field.to_bytes(8, "big")
    return field.encode() if isinstance(field, str) else field


def message(tag: str, *fields: bytes | str | int) -> bytes:
    return b"".join(lp(as_bytes(field)) for field in (f"guildhall/1/{tag}", *fields))


def h(tag: str, *fields: bytes | str | int) -> bytes:
    return sha256(message(tag, *fields))


def mac(key: bytes, tag: str, *fields: bytes | str | int) -> bytes:
    return hmac.digest(key, message(tag, *fields), "sha256")


def commitment(draw: Tree, secret: bytes) -> bytes:
    rules = sha256(draw["rules"].encode())
    first = (secret, int(draw["guild_id"]), draw["number"], draw["kind"], draw["closes_at"])
    return h("commit", *first, draw["winners"], draw["mode"], bytes.fromhex(draw["chain"]), rules)


def leaf(entry: Tree) -> bytes:
    range_ = as_bytes(entry["first_ticket"]) + as_bytes(entry["tickets"])
    return bytes.fromhex(entry["participant"]) + range_ + bytes.fromhex(entry["evidence_sha256"])


def merkle(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1, word for word."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + merkle(leaves[:split]) + merkle(leaves[split:]))


def positions(seed: bytes, entries: list[Tree], wanted: int) -> list[Tree]:
    """Every ticket on the table, one by one."""
    pool = [entry["participant"] for entry in entries for _ in range(entry["tickets"])]
    drawn: list[Tree] = []
    for position in range(wanted):
        limit = 2**256 - 2**256 % len(pool)
        nonce = 0
        while (x := int.from_bytes(mac(seed, "draw", position, nonce), "big")) >= limit:
            nonce += 1
        ticket = x % len(pool)
        winner = pool[ticket]
        drawn.append({"position": position, "nonce": nonce, "ticket": ticket, "participant": winner, "void": None})
        pool = [holder for holder in pool if holder != winner]
    return drawn


def result(tree: Tree, randomness: bytes) -> bytes:
    places = [
        bytes.fromhex(drawn["participant"]) + as_bytes(drawn["nonce"]) + as_bytes(drawn["ticket"])
        for drawn in tree["positions"][: tree["draw"]["winners"]]
    ]
    return h("result", bytes.fromhex(tree["call"]["hash"]), randomness, bytes.fromhex(tree["seed"]), *places)


def signed(seed: bytes, hex_: str) -> Tree:
    key = nacl.signing.SigningKey(seed)
    return {"public_key": bytes(key.verify_key).hex(), "signature": key.sign(bytes.fromhex(hex_)).signature.hex()}


def remade(tree: Tree) -> Tree:
    """The same draw with every hash, position and signature made anew, as a host would who breaks a rule on purpose.

    What is null stays null; an entry's participant follows from salt and who, its evidence_sha256 from its evidence.
    """
    tree = json.loads(json.dumps(tree))
    for entry in tree["entries"]:
        if entry["who"] is not None:
            entry["participant"] = h("participant", bytes.fromhex(entry["salt"]), entry["who"]).hex()
            entry["evidence_sha256"] = sha256(entry["evidence"].encode()).hex()
    call, voids = tree["call"], {drawn["position"]: drawn["void"] for drawn in tree["positions"]}
    secret = bytes.fromhex(call["secret"])
    tree["commitment"] = commitment(tree["draw"], secret).hex()
    tree["root"] = merkle([leaf(entry) for entry in tree["entries"]]).hex()
    tickets = sum(entry["tickets"] for entry in tree["entries"])
    committed, root = bytes.fromhex(tree["commitment"]), bytes.fromhex(tree["root"])
    lock = h("lock", committed, root, len(tree["entries"]), tickets)
    tree["lock"] = lock.hex()
    call["hash"] = h("call", lock, secret, call["round"]).hex()
    randomness = sha256(bytes.fromhex(tree["beacon"]["signature"])) if tree["beacon"] else b""
    if tree["beacon"]:
        tree["beacon"]["randomness"] = randomness.hex()
    seed = mac(secret, "seed", lock, call["round"], randomness)
    tree["seed"] = seed.hex()
    participants = {entry["participant"] for entry in tree["entries"]}
    due = min(tree["draw"]["winners"] + sum(void is not None for void in voids.values()), len(participants))
    tree["positions"] = positions(seed, tree["entries"], due)
    for drawn in tree["positions"]:
        drawn["void"] = voids.get(drawn["position"])
    tree["result"] = result(tree, randomness).hex()
    if tree["signatures"] is not None:
        lock_signature, result_signature = signed(ORCHESTRATOR, tree["lock"]), signed(SETTLEMENT, tree["result"])
        tree["signatures"] = {"lock": lock_signature, "result": result_signature}
    return tree
