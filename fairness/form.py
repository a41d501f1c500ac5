"""The one form that `proof.json` has: read strictly, written canonically."""

import json
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar, cast

from fairness.beacon import SIGNATURE_BYTES, Beacon
from fairness.drawing import Pick
from fairness.encoding import PROTOCOL
from fairness.persons import SALT_BYTES, is_id, is_who
from fairness.proof import Position, Posts, Proof
from fairness.protocol import LARGEST, SECRET_BYTES, Call, Draw, Entry, Kind, Mode
from fairness.signing import PUBLIC_KEY_BYTES, Signature, Signatures
from fairness.signing import SIGNATURE_BYTES as ED25519_BYTES
from fairness.transport import Odd, Repeated, Unreadable, load

HASH_BYTES = 32

_T = TypeVar("_T")
_Word = TypeVar("_Word", bound=StrEnum)
_Reader = Callable[[object], _T]
_SHOWN = 40  # characters of a foreign value that a message repeats


class UnknownProtocol(Exception):
    """The proof follows another protocol than this one."""


class Malformed(Exception):
    """A value has not the form the protocol gives it: `where` is its path (`entries[3].salt`), `why` plain words."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why

    def inside(self, outer: str) -> "Malformed":
        """The same fault, seen from the value that holds this one under the name `outer`."""
        dot = "." if self.where and not self.where.startswith("[") else ""
        return Malformed(outer + dot + self.where, self.why)


def read(data: bytes) -> Proof:
    """The proof in a `proof.json`; its form is right, its content is not checked.

    Raises:
        Unreadable: this is no JSON object, or larger than any proof.
        UnknownProtocol: it is something else's.
        Malformed: a key or value is not as the protocol writes it.
    """
    tree = load(data)
    if not isinstance(tree, dict):
        raise Unreadable("JSON, but no object: a proof is one")
    protocol = cast("dict[str, object]", tree).get("protocol", PROTOCOL)
    if protocol != PROTOCOL:
        raise UnknownProtocol(f"written in protocol {_shown(protocol)}, which is not {PROTOCOL}")
    return _proof(cast("object", tree))


def write(proof: Proof) -> bytes:
    """The `proof.json` of a proof: keys in the protocol's order, an entry or position a line, UTF-8."""
    tree = _tree(proof)
    lines = ",\n".join(f"{_json(key)}:{_lines(value)}" for key, value in tree.items())
    return f"{{\n{lines}\n}}\n".encode()


# --- writing


def _tree(proof: Proof) -> dict[str, object]:
    draw, call, beacon, posts, signatures = proof.draw, proof.call, proof.beacon, proof.posts, proof.signatures
    return {
        "protocol": PROTOCOL,
        "draw": {
            "guild_id": str(draw.guild_id),
            "number": draw.number,
            "kind": draw.kind,
            "title": draw.title,
            "closes_at": draw.closes_at,
            "winners": draw.winners,
            "mode": draw.mode,
            "chain": draw.chain.hex(),
            "rules": draw.rules,
        },
        "commitment": proof.commitment.hex(),
        "entries": [_entry_tree(entry) for entry in proof.entries],
        "root": proof.root.hex(),
        "lock": proof.lock.hex(),
        "call": {
            "secret": call.secret.hex(),
            "round": call.round,
            "called_at": call.called_at,
            "hash": call.hash.hex(),
        },
        "beacon": beacon and _beacon_tree(beacon),
        "seed": proof.seed.hex(),
        "positions": [_position_tree(position) for position in proof.positions],
        "result": proof.result.hex(),
        "posts": posts and _posts_tree(posts),
        "signatures": signatures
        and {"lock": _signature_tree(signatures.lock), "result": _signature_tree(signatures.result)},
    }


def _entry_tree(entry: Entry) -> dict[str, object]:
    return {
        "participant": entry.participant.hex(),
        "who": entry.who,
        "salt": entry.salt.hex() if entry.salt is not None else None,
        "first_ticket": entry.first_ticket,
        "tickets": entry.tickets,
        "evidence": entry.evidence,
        "evidence_sha256": entry.evidence_sha256.hex(),
    }


def _beacon_tree(beacon: Beacon) -> dict[str, object]:
    return {
        "chain": beacon.chain.hex(),
        "round": beacon.round,
        "signature": beacon.signature.hex(),
        "randomness": beacon.randomness.hex(),
    }


def _position_tree(position: Position) -> dict[str, object]:
    return {
        "position": position.position,
        "nonce": position.pick.nonce,
        "ticket": position.pick.ticket,
        "participant": position.pick.participant.hex(),
        "void": position.void,
    }


def _posts_tree(posts: Posts) -> dict[str, object]:
    return {
        "channel_id": str(posts.channel_id),
        "commitment": str(posts.commitment),
        "lock": str(posts.lock),
        "call": str(posts.call),
    }


def _signature_tree(signature: Signature) -> dict[str, object]:
    return {"public_key": signature.public_key.hex(), "signature": signature.signature.hex()}


def _lines(value: object) -> str:
    if not isinstance(value, list):
        return _json(value)
    return "[\n" + ",\n".join(map(_json, cast("list[object]", value))) + "\n]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# --- reading


class _Fields:
    """A JSON object that has exactly these keys, each once."""

    def __init__(self, value: object, *keys: str) -> None:
        if isinstance(value, Repeated):
            raise Malformed(_name(value.key), "occurs twice")
        if not isinstance(value, dict):
            raise Malformed("", f"is no object: {_shown(value)}")
        self._values = cast("dict[str, object]", value)
        if self._values.keys() != set(keys):
            for key in keys:
                if key not in self._values:
                    raise Malformed(key, "is missing")
            raise Malformed(_name(next(key for key in self._values if key not in keys)), "is unknown")

    def get(self, key: str, reader: _Reader[_T]) -> _T:
        """The value of `key` in its form."""
        try:
            return reader(self._values[key])
        except Malformed as fault:
            raise fault.inside(key) from None


def _proof(value: object) -> Proof:
    it = _Fields(
        *(value, "protocol", "draw", "commitment", "entries", "root", "lock", "call", "beacon", "seed"),
        *("positions", "result", "posts", "signatures"),
    )
    return Proof(
        draw=it.get("draw", _draw),
        commitment=it.get("commitment", _hash),
        entries=it.get("entries", _entries),
        root=it.get("root", _hash),
        lock=it.get("lock", _hash),
        call=it.get("call", _call),
        beacon=it.get("beacon", _or_null(_beacon)),
        seed=it.get("seed", _hash),
        positions=it.get("positions", _list_of(_position)),
        result=it.get("result", _hash),
        posts=it.get("posts", _or_null(_posts)),
        signatures=it.get("signatures", _or_null(_signatures)),
    )


def _draw(value: object) -> Draw:
    it = _Fields(
        *(value, "guild_id", "number", "kind", "title", "closes_at", "winners", "mode", "chain", "rules"),
    )
    return Draw(
        guild_id=it.get("guild_id", _id),
        number=it.get("number", _count),
        kind=it.get("kind", _one_of(Kind)),
        title=it.get("title", _text),
        closes_at=it.get("closes_at", _number),
        winners=it.get("winners", _count),
        mode=it.get("mode", _one_of(Mode)),
        chain=it.get("chain", _chain),
        rules=it.get("rules", _text),
    )


def _entries(value: object) -> tuple[Entry, ...]:
    entries = _list_of(_entry)(value)
    if not entries:
        raise Malformed("", "is empty: there is no draw without entries")
    return entries


def _entry(value: object) -> Entry:
    it = _Fields(value, "participant", "who", "salt", "first_ticket", "tickets", "evidence", "evidence_sha256")
    entry = Entry(
        participant=it.get("participant", _hash),
        who=it.get("who", _who),
        salt=it.get("salt", _salt),
        first_ticket=it.get("first_ticket", _number),
        tickets=it.get("tickets", _count),
        evidence=it.get("evidence", _text_or_null),
        evidence_sha256=it.get("evidence_sha256", _hash),
    )
    if not (entry.who is None) == (entry.salt is None) == (entry.evidence is None):
        raise Malformed("", "is half erased: who, salt and evidence are null together or not at all")
    return entry


def _call(value: object) -> Call:
    it = _Fields(value, "secret", "round", "called_at", "hash")
    return Call(
        it.get("secret", _secret), it.get("round", _number), it.get("called_at", _number), it.get("hash", _hash)
    )


def _beacon(value: object) -> Beacon:
    it = _Fields(value, "chain", "round", "signature", "randomness")
    signature = it.get("signature", _hex(SIGNATURE_BYTES))
    return Beacon(it.get("chain", _hash), it.get("round", _number), signature, it.get("randomness", _hash))


def _position(value: object) -> Position:
    it = _Fields(value, "position", "nonce", "ticket", "participant", "void")
    pick = Pick(it.get("nonce", _number), it.get("ticket", _number), it.get("participant", _hash))
    return Position(it.get("position", _number), pick, it.get("void", _text_or_null))


def _posts(value: object) -> Posts:
    it = _Fields(value, "channel_id", "commitment", "lock", "call")
    return Posts(it.get("channel_id", _id), it.get("commitment", _id), it.get("lock", _id), it.get("call", _id))


def _signatures(value: object) -> Signatures:
    it = _Fields(value, "lock", "result")
    return Signatures(it.get("lock", _signature), it.get("result", _signature))


def _signature(value: object) -> Signature:
    it = _Fields(value, "public_key", "signature")
    return Signature(it.get("public_key", _hex(PUBLIC_KEY_BYTES)), it.get("signature", _hex(ED25519_BYTES)))


def _number(value: object) -> int:
    if type(value) is not int:  # a bool is an int to Python
        raise Malformed("", f"is no whole number from 0 to 2^53 - 1: {_shown(value)}")
    if value > LARGEST:
        raise Malformed("", f"is larger than 2^53 - 1: {value}")
    return value


def _count(value: object) -> int:
    number = _number(value)
    if number < 1:
        raise Malformed("", "is 0, but counts from 1")
    return number


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Malformed("", f"is no text: {_shown(value)}")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Malformed("", f"holds a lone surrogate: {_shown(value)}") from None
    return value


def _id(value: object) -> int:
    if not isinstance(value, str) or not is_id(value):
        raise Malformed("", f"is no id (a decimal text below 2^64, without sign, space or leading 0): {_shown(value)}")
    return int(value)


def _who(value: object) -> str | None:
    if value is None:
        return None
    who = _text(value)
    if not is_who(who):
        raise Malformed("", f"is neither discord:<user id> nor osrs:<name>: {_shown(value)}")
    return who


def _chain(value: object) -> bytes:
    return b"" if value == "" else _hash(value)


def _or_null(reader: _Reader[_T]) -> _Reader[_T | None]:
    return lambda value: None if value is None else reader(value)


def _list_of(reader: _Reader[_T]) -> _Reader[tuple[_T, ...]]:
    def read_list(value: object) -> tuple[_T, ...]:
        if not isinstance(value, list):
            raise Malformed("", f"is no list: {_shown(value)}")
        items: list[_T] = []
        for item in cast("list[object]", value):
            try:
                items.append(reader(item))
            except Malformed as fault:
                raise fault.inside(f"[{len(items)}]") from None
        return tuple(items)

    return read_list


def _one_of(words: type[_Word]) -> _Reader[_Word]:
    def read_word(value: object) -> _Word:
        known = [word.value for word in words]
        if not isinstance(value, str) or value not in known:
            raise Malformed("", f"is none of {', '.join(known)}: {_shown(value)}")
        return words(value)

    return read_word


def _hex(length: int) -> _Reader[bytes]:
    def read_hex(value: object) -> bytes:
        if isinstance(value, str) and len(value) == 2 * length:
            try:
                data = bytes.fromhex(value)
            except ValueError:
                data = b""
            if data.hex() == value:  # fromhex takes capitals and spaces
                return data
        raise Malformed("", f"is not {2 * length} lower-case hex digits: {_shown(value)}")

    return read_hex


_hash, _secret, _salt = _hex(HASH_BYTES), _hex(SECRET_BYTES), _or_null(_hex(SALT_BYTES))
_text_or_null = _or_null(_text)


def _name(key: str) -> str:
    """A foreign key, fit for a message."""
    return key if key.isidentifier() and key.isascii() and len(key) <= _SHOWN else _shown(key)


def _shown(value: object) -> str:
    """A foreign value, fit for a message."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    text = value.text if isinstance(value, Odd) else json.dumps(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
