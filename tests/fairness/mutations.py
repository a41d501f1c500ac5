"""Everything that can be wrong with a proof, one thing at a time: what each verifier must reject, and by which name.

A mutation is JSON text in, JSON text out, so that verifiers in any language can be tried: apply `change` to the text
of `BASES[base]` and verify the outcome; the first check that fails is `check`, and its detail begins with `where`, the
path of the value whose form is wrong. `HARMLESS` changes are outside the hashes and break no rule: they must verify.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from tests.fairness import proofs
from tests.fairness.plain import SETTLEMENT, Tree, remade, sha256, signed
from tests.fairness.proofs import snowflake, text, time_of

BASES: Final[dict[str, str]] = {
    make.__name__: text(make()) for make in (proofs.contest, proofs.pot, proofs.sealed, proofs.tie)
}

Path = str  # keys and places, separated by dots: entries.0.salt
Edit = Callable[[Tree], None]
_GONE: Final = object()
_MARK: Final = "\ue000"  # stands for something that `json` would not write
FIELD: Final = 0x1A0111EA397FE69A4B1BA7B6434BACD764774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB
_SIGNATURE: Final = proofs.ROUNDS[1000]
# Round 1000's signature and a point of the curve's cofactor: the pairing alone does not tell them apart, so without
# the subgroup check a host could choose among many randomnesses.
_WITH_COFACTOR: Final = (
    "94385d48ab9d338824a523ff7d310fbeeac0184598d56b49f27857bcd3ef91f6ead1c7ef99c9beee47784ebba5c635de"
)


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change to a good proof."""

    name: str
    base: str
    change: Callable[[str], str]
    check: str = ""
    where: str = ""


# --- ways to change a text


def edited(*edits: Edit, again: bool = False) -> Callable[[str], str]:
    """Changes values; `again` makes every hash, position and signature anew afterwards."""

    def change(before: str) -> str:
        tree = json.loads(before)
        for edit in edits:
            edit(tree)
        return text(remade(tree) if again else tree)

    return change


def at(tree: Any, path: Path) -> Any:
    """The value there; the whole tree where the path is empty."""
    for step in filter(None, path.split(".")):
        tree = tree[int(step) if step.isdigit() else step]
    return tree


def put(path: Path, value: object) -> Edit:
    """Sets a value, or adds a key; `_GONE` takes the key away."""

    def edit(tree: Tree) -> None:
        way, _, last = path.rpartition(".")
        holder = at(tree, way)
        key: Any = int(last) if isinstance(holder, list) else last
        if value is _GONE:
            del holder[key]
        else:
            holder[key] = value

    return edit


def literally(path: Path, json_text: str) -> Callable[[str], str]:
    """Writes a value as it could stand in a file, though no writer would write it so."""
    return lambda before: edited(put(path, _MARK))(before).replace(f'"{_MARK}"', json_text)


def twice(path: Path) -> Callable[[str], str]:
    """Repeats a key with the value it has."""
    last = path.rsplit(".", 1)[-1]

    def change(before: str) -> str:
        tree = json.loads(before)
        put(path.removesuffix(last) + _MARK, at(tree, path))(tree)
        return text(tree).replace(_MARK, last)

    return change


def flip(path: Path) -> Edit:
    """Changes one hex digit or one bit of a number or a letter of a text."""

    def edit(tree: Tree) -> None:
        value = at(tree, path)
        if isinstance(value, int):
            put(path, value ^ 1)(tree)
        else:
            put(path, value[:-1] + ("1" if value[-1:] == "0" else "0"))(tree)

    return edit


def swap(path: Path, one: int, other: int) -> Edit:
    """Exchanges two items of a list."""

    def edit(tree: Tree) -> None:
        items = tree[path]
        items[one], items[other] = items[other], items[one]

    return edit


def renumber(tree: Tree) -> None:
    """Makes the ticket ranges contiguous."""
    first = 0
    for one in tree["entries"]:
        one["first_ticket"], first = first, first + one["tickets"]


def signature(hex_: str) -> Edit:
    """Puts another signature into the beacon, with the randomness that follows from it."""
    return put("beacon.signature", hex_)


# --- the catalogue


def form(name: str, change: Callable[[str], str], where: str, base: str = "contest") -> Mutation:
    return Mutation(name, base, change, "form", where)


def _keys() -> list[Mutation]:
    top = [key for key in proofs.contest() if key != "protocol"]
    inner = ["draw.rules", "draw.title", "entries.0.salt", "call.called_at", "beacon.randomness", "posts.lock"]
    inner += ["positions.0.void", "signatures.result", "signatures.lock.public_key", "protocol"]
    outer = ["draw", "entries.1", "call", "beacon", "positions.0", "posts", "signatures", "signatures.lock"]
    repeated = ["result", "draw.winners", "entries.0.tickets", "call.secret", "posts.call", "signatures.lock.signature"]
    return [
        *(form(f"without {key}", edited(put(key, _GONE)), _dotted(key)) for key in top + inner),
        form("an unknown key at the top", edited(put("note", 1)), "note"),
        *(form(f"an unknown key in {key}", edited(put(f"{key}.note", 1)), f"{_dotted(key)}.note") for key in outer),
        *(form(f"{key} twice", twice(key), _dotted(key)) for key in repeated),
        form("proto as a key", edited(put("draw.__proto__", {})), "draw.__proto__"),
    ]


def _shapes() -> list[Mutation]:
    return [
        form("a list for an object", edited(put("draw", [])), "draw"),
        form("null for the draw", edited(put("draw", None)), "draw"),
        form("null for the call", edited(put("call", None)), "call"),
        form("an object for the entries", edited(put("entries", {})), "entries"),
        form("a list for an entry", edited(put("entries.2", [])), "entries[2]"),
        form("no entries", edited(put("entries", [])), "entries"),
        form("null for the positions", edited(put("positions", None)), "positions"),
        form("false for no beacon", edited(put("beacon", False)), "beacon"),
        form("an empty object for no posts", edited(put("posts", {})), "posts"),
        form("null for one signature", edited(put("signatures.lock", None)), "signatures.lock"),
        form("a number for the rules", edited(put("draw.rules", 5)), "draw.rules"),
        form("null for the title", edited(put("draw.title", None)), "draw.title"),
        form("a list for a void", edited(put("positions.0.void", ["x"])), "positions[0].void"),
        form("an unknown kind", edited(put("draw.kind", "raffle")), "draw.kind"),
        form("a kind in capitals", edited(put("draw.kind", "Contest")), "draw.kind"),
        form("an unknown mode", edited(put("draw.mode", "trusted")), "draw.mode"),
    ]


def _numbers() -> list[Mutation]:
    written = {
        "a fraction": ("draw.winners", "2.0"),
        "an exponent": ("entries.0.tickets", "1e0"),
        "a capital exponent": ("call.round", "1E3"),
        "minus zero": ("entries.0.first_ticket", "-0"),
        "minus one": ("positions.0.nonce", "-1"),
        "more than 2^53 - 1": ("draw.closes_at", "9007199254740992"),
        "a number of 400 digits": ("call.called_at", "1" * 400),
        "an exponent beyond all numbers": ("draw.number", "1e999"),
        "true for 1": ("entries.1.tickets", "true"),
        "false for 0": ("positions.0.nonce", "false"),
        "true for the winners": ("draw.winners", "true"),
        "null for a number": ("call.round", "null"),
        "a text for a number": ("draw.number", '"7"'),
        "a list for a number": ("positions.0.ticket", "[0]"),
        "number 0": ("draw.number", "0"),
        "no winners": ("draw.winners", "0"),
        "no tickets": ("entries.3.tickets", "0"),
        "a fraction of a millisecond": ("call.called_at", "1692806348000.5"),
        "position minus zero": ("positions.0.position", "-0"),
    }
    return [form(name, literally(path, value), _dotted(path)) for name, (path, value) in written.items()]


def _ids() -> list[Mutation]:
    written = {
        "an id as a number": ("draw.guild_id", 772),
        "an id with a leading zero": ("draw.guild_id", "0772000000000000001"),
        "an id with a sign": ("posts.channel_id", "+772"),
        "an id with a space": ("posts.commitment", " 772"),
        "an id with a line end": ("posts.call", "772\n"),
        "an id of 2^64": ("draw.guild_id", str(2**64)),
        "an id in hex": ("posts.lock", "0x304"),
        "an empty id": ("posts.lock", ""),
        "an id in other digits": ("draw.guild_id", "٧٧٢"),
        "an id with underscores": ("draw.guild_id", "772_000"),
        "null for an id": ("posts.channel_id", None),
        "a person of an unknown sort": ("entries.0.who", "steam:772"),
        "a person without a sort": ("entries.0.who", "772000000000000101"),
        "a sort in capitals": ("entries.0.who", "Discord:772000000000000101"),
        "a user id with a leading zero": ("entries.0.who", "discord:0772"),
        "a user id of 2^64": ("entries.0.who", f"discord:{2**64}"),
        "a user without id": ("entries.0.who", "discord:"),
        "a character without name": ("entries.1.who", "osrs:"),
    }
    return [form(name, edited(put(path, value)), _dotted(path)) for name, (path, value) in written.items()]


def _hex() -> list[Mutation]:
    def longer(value: str) -> str:
        return value + "00"

    def shorter(value: str) -> str:
        return value[:-2]

    def spaced(value: str) -> str:
        return value[:2] + " " + value[3:]

    spoilt: dict[str, tuple[Path, Callable[[str], str]]] = {
        "capital hex": ("commitment", str.upper),
        "short hex": ("root", shorter),
        "long hex": ("lock", longer),
        "hex of an odd length": ("result", lambda value: value[:-1]),
        "hex with a prefix": ("seed", lambda value: "0x" + value[2:]),
        "hex with a space": ("call.hash", spaced),
        "hex with a line end": ("call.hash", lambda value: value + "\n"),
        "hex with a letter beyond f": ("result", lambda value: value[:-1] + "g"),
        "hex in other digits": ("result", lambda value: value[:-1] + "٧"),
        "a short secret": ("call.secret", shorter),
        "a 32-bit secret": ("call.secret", lambda value: value[:8]),
        "a long salt": ("entries.0.salt", longer),
        "a short participant": ("entries.0.participant", shorter),
        "a long evidence hash": ("entries.0.evidence_sha256", longer),
        "a short chain": ("draw.chain", shorter),
        "a beacon's short signature": ("beacon.signature", shorter),
        "a beacon's long signature": ("beacon.signature", longer),
        "a beacon's short randomness": ("beacon.randomness", shorter),
        "a short public key": ("signatures.lock.public_key", shorter),
        "a short signature": ("signatures.result.signature", shorter),
        "a position's short participant": ("positions.1.participant", shorter),
    }

    def respelt(path: Path, spell: Callable[[str], str]) -> Callable[[str], str]:
        return lambda before: edited(put(path, spell(at(json.loads(before), path))))(before)

    return [form(name, respelt(path, spell), _dotted(path)) for name, (path, spell) in spoilt.items()]


def _texts() -> list[Mutation]:
    paths = ["draw.rules", "draw.title", "entries.1.who", "entries.0.evidence", "positions.0.void"]
    return [
        *(form(f"a lone surrogate in {path}", literally(path, r'"osrs:\ud83d"'), _dotted(path)) for path in paths),
        form("surrogates the wrong way round", literally("draw.rules", r'"\ude00\ud83d"'), "draw.rules"),
        *(form(f"only {key} erased", edited(put(f"entries.1.{key}", None)), "entries[1]") for key in _PERSONAL),
        *(form(f"all but {key} erased", edited(*_erased(key)), "entries[1]") for key in _PERSONAL),
        form("a participant erased", edited(put("entries.1.participant", None)), "entries[1].participant"),
    ]


_PERSONAL: Final = ("who", "salt", "evidence")


def _erased(but: str) -> list[Edit]:
    return [put(f"entries.1.{key}", None) for key in _PERSONAL if key != but]


def _bound() -> list[Mutation]:
    """What is inside the hashes, changed without making anything anew."""

    def to(check: str, name: str, *edits: Edit, base: str = "contest") -> Mutation:
        return Mutation(name, base, edited(*edits), check)

    mode_edits = (put("draw.mode", "sealed"), put("draw.chain", ""), put("call.round", 0), put("beacon", None))
    return [
        *(
            to("commitment", f"another {key}", flip(f"draw.{key}"))
            for key in ("guild_id", "number", "closes_at", "rules")
        ),
        to("commitment", "more winners", put("draw.winners", 3)),
        to("commitment", "fewer winners", put("draw.winners", 1)),
        to("commitment", "another kind", put("draw.kind", "pot")),
        to("commitment", "another secret", flip("call.secret")),
        to("commitment", "sealed after all", *mode_edits),
        to("commitment", "another commitment", flip("commitment")),
        to("commitment", "another chain", put("draw.chain", "ab" * 32), put("beacon.chain", "ab" * 32)),
        to("commitment", "rules in another normal form", put("draw.rules", "A bond, e\u0301"), base="pot"),
        to("tickets", "the first entry dropped", put("entries.0", _GONE)),
        to("tickets", "an entry in the middle dropped", put("entries.2", _GONE)),
        to("tickets", "two entries exchanged", swap("entries", 0, 3)),
        to("tickets", "an entry twice", lambda tree: tree["entries"].append(tree["entries"][-1])),
        to("tickets", "more tickets in the middle", put("entries.1.tickets", 2)),
        to("tickets", "the first ticket is 1", put("entries.0.first_ticket", 1)),
        to("tickets", "a gap between tickets", put("entries.4.first_ticket", 9)),
        to("tickets", "tickets that overlap", put("entries.4.first_ticket", 5)),
        to("participants", "another user", put("entries.0.who", "discord:772000000000000102")),
        to("participants", "another character", put("entries.1.who", "osrs:Lynx Titam")),
        to("participants", "a character in other letters", put("entries.1.who", "osrs:lynx titan")),
        to("participants", "another salt", flip("entries.3.salt")),
        to("participants", "another participant", flip("entries.4.participant")),
        to("evidence", "other evidence", put("entries.0.evidence", "{}")),
        to("evidence", "evidence with another space", put("entries.2.evidence", '{"rule":2}')),
        to("evidence", "another evidence hash", flip("entries.3.evidence_sha256")),
        to("root", "the last entry dropped", put("entries.5", _GONE)),
        to("root", "an entry added", lambda tree: tree["entries"].append(_latecomer()), renumber),
        to("root", "two entries exchanged, renumbered", swap("entries", 0, 3), renumber),
        to("root", "more tickets at the end", put("entries.5.tickets", 3)),
        to("root", "fewer tickets, renumbered", put("entries.3.tickets", 1), renumber),
        to("root", "an erased participant exchanged", _exchange_erased, base="sealed"),
        to("root", "another root", flip("root")),
        to("lock", "another lock", flip("lock")),
        to("mode", "the call of another round", put("call.round", 1)),
        to("call", "another round for both", put("call.round", 1), put("beacon.round", 1)),
        to("call", "another call", flip("call.hash")),
        to("randomness", "other randomness", flip("beacon.randomness")),
        to("randomness", "another round's signature", put("beacon.signature", proofs.ROUNDS[1])),
        to("seed", "another seed", flip("seed")),
        to("positions", "a position too many", _another_position),
        to("positions", "a position too few", put("positions.2", _GONE)),
        to("positions", "no positions", put("positions", [])),
        to("positions", "positions in another order", swap("positions", 0, 1)),
        to("positions", "a position with another number", put("positions.2.position", 3)),
        to("positions", "a void taken back", put("positions.0.void", None)),
        to("positions", "a void added", put("positions.1.void", "")),
        to("draw", "another nonce", put("positions.0.nonce", 1)),
        to("draw", "another ticket", flip("positions.1.ticket")),
        to("draw", "another winner", _another_winner),
        to("draw", "winners exchanged", _exchange_winners),
        to("result", "another result", flip("result")),
        to("result", "the result of the draw before it was called", _result_of_lock, base="pot"),
        to("lock_signature", "another signature under the lock", flip("signatures.lock.signature")),
        to("lock_signature", "another key under the lock", flip("signatures.lock.public_key")),
        to("lock_signature", "signatures exchanged", _exchange_signatures),
        to("result_signature", "another signature under the result", flip("signatures.result.signature")),
        to("result_signature", "another key under the result", flip("signatures.result.public_key")),
        to("result_signature", "the lock signed again for the result", _lock_signed_twice),
    ]


def _ruled() -> list[Mutation]:
    """Rules broken by a host who makes every hash, position and signature anew."""

    def to(check: str, name: str, *edits: Edit, base: str = "contest") -> Mutation:
        return Mutation(name, base, edited(*edits, again=True), check)

    out, called = time_of(1000), time_of(1000) - 16_000
    return [
        to("mode", "a beacon draw without beacon", put("beacon", None)),
        to("mode", "a beacon draw without chain", put("draw.chain", "")),
        to("mode", "a beacon draw that calls no round", put("call.round", 0), put("beacon.round", 0)),
        to("mode", "a beacon of another chain", put("beacon.chain", "ab" * 32)),
        to("mode", "a beacon of another round", put("beacon.round", 1)),
        to("mode", "a sealed draw with a chain", put("draw.chain", proofs.QUICKNET), base="sealed"),
        to("mode", "a sealed draw with a round", put("call.round", 1000), base="sealed"),
        to("mode", "a sealed draw with a beacon", put("beacon", proofs.contest()["beacon"]), base="sealed"),
        to("persons", "one user with two salts", put("entries.2.salt", "00" * 16)),
        to("persons", "one character with two salts", put("entries.4.who", "osrs:Lynx Titan")),
        to("persons", "one character in other letters", put("entries.4.who", "osrs:LYNX tITAN")),
        to("persons", "one character with NBSP", put("entries.4.who", "osrs:Lynx\u00a0Titan")),
        to("persons", "one character with _", put("entries.4.who", "osrs:lynx_titan")),
        to("persons", "one character with -", put("entries.4.who", "osrs:Lynx-Titan")),
        to("persons", "one character in another normal form", put("entries.1.who", "osrs:iron e\u0301a")),
        to("persons", "one character with a folded letter", *_folded()),
        to("kind", "a pot with evidence", put("entries.0.evidence", "kc 100"), base="pot"),
        to("kind", "a tie with evidence", put("entries.2.evidence", "kc 100"), base="tie"),
        to("kind", "an erased pot with evidence", *_erased_with_evidence(), base="pot"),
        to("kind", "a tie with two tickets", put("entries.2.tickets", 2), base="tie"),
        to(
            "kind",
            "a tie with two entries of one",
            lambda tree: tree["entries"].append(tree["entries"][0].copy()),
            renumber,
            base="tie",
        ),
        to("chain", "an unknown chain", put("draw.chain", "ab" * 32), put("beacon.chain", "ab" * 32)),
        to("called_at", "called 9999 ms before", put("call.called_at", out - 9_999)),
        to("called_at", "called 120001 ms before", put("call.called_at", out - 120_001)),
        to("called_at", "called when the round was out", put("call.called_at", out + 1)),
        to("called_at", "called in seconds", put("call.called_at", called // 1000)),
        to("posts", "the lock posted before the commitment", put("posts.commitment", snowflake(called - 59_000))),
        to("posts", "the call posted before the lock", put("posts.lock", snowflake(called + 301))),
        to("posts", "the call posted when the round was out", put("posts.call", snowflake(out))),
        to("posts", "the call posted an hour later", put("posts.call", snowflake(out + 3_600_000))),
        to(
            "posts",
            "a tie locked before it was committed",
            put("posts.commitment", snowflake(1_799_000_000_001)),
            base="tie",
        ),
        to("beacon", "another round's signature, with its randomness", signature(proofs.ROUNDS[1])),
        to("beacon", "the negated signature", signature(f"{int(_SIGNATURE[:2], 16) ^ 0x20:02x}{_SIGNATURE[2:]}")),
        to("beacon", "the identity", signature("c0" + "00" * 47)),
        to("beacon", "the identity in another spelling", signature("e0" + "00" * 47)),
        to("beacon", "a point outside the subgroup", signature("80" + "00" * 46 + "04")),
        to("beacon", "the signature plus a point outside the subgroup", signature(_WITH_COFACTOR)),
        to("beacon", "a number that is no point", signature("80" + "00" * 46 + "01")),
        to("beacon", "a coordinate beyond the field", signature(f"{FIELD | 1 << 383:096x}")),
        to("beacon", "a signature without its flag", signature("34" + _SIGNATURE[2:])),
        to("beacon", "nothing but zeros", signature("00" * 48)),
        to("beacon", "the host's own randomness", signature("ab" * 48)),
        to("voids", "a void of one who never won", put("positions.0.void", None), put("positions.2.void", "x")),
        to("voids", "a void beyond the winners", lambda tree: tree["positions"].append({"position": 3, "void": "x"})),
        *_small_order(),
    ]


def _folded() -> list[Edit]:
    return [put("entries.1.who", "osrs:Straße"), put("entries.4.who", "osrs:STRASSE")]


def _erased_with_evidence() -> list[Edit]:
    return [
        put("entries.0.evidence_sha256", sha256(b"kc 100").hex()),
        *(put(f"entries.0.{key}", None) for key in _PERSONAL),
    ]


def _small_order() -> list[Mutation]:
    """Keys that fit a signature of nobody: R = the key, S = 0, where the challenge's multiple vanishes."""
    p = 2**255 - 19
    eighth = 2707385501144840649318225287225658788936804267575313519463743609750303402022
    keys = {"0": 0, "1": 1, "-1": p - 1, "an eighth": eighth, "another eighth": p - eighth, "p": p, "p + 1": p + 1}
    found: list[Mutation] = []
    for name, y in keys.items():
        for sign in (0, 1):
            key = (y | sign << 255).to_bytes(32, "little").hex()
            for step in ("lock", "result"):
                forged = put(f"signatures.{step}", {"public_key": key, "signature": key + "00" * 32})
                what = f"{step} signed with the small-order key {name}{' negated' if sign else ''}"
                found.append(Mutation(what, "contest", edited(forged), f"{step}_signature"))
    return found


def _latecomer() -> Tree:
    tree = proofs.proof("contest", [proofs.entry("discord:1")])
    return tree["entries"][0]


def _exchange_erased(tree: Tree) -> None:
    erased = next(one for one in tree["entries"] if one["who"] is None)
    erased["participant"] = tree["entries"][0]["participant"]


def _another_position(tree: Tree) -> None:
    tree["positions"].append({**tree["positions"][-1], "position": len(tree["positions"])})


def _another_winner(tree: Tree) -> None:
    drawn = tree["positions"][1]
    others = [one["participant"] for one in tree["entries"] if one["participant"] != drawn["participant"]]
    drawn["participant"] = others[0]


def _exchange_winners(tree: Tree) -> None:
    one, other = tree["positions"][0], tree["positions"][1]
    for key in ("nonce", "ticket", "participant"):
        one[key], other[key] = other[key], one[key]


def _result_of_lock(tree: Tree) -> None:
    tree["result"] = tree["lock"]


def _exchange_signatures(tree: Tree) -> None:
    both = tree["signatures"]
    both["lock"], both["result"] = both["result"], both["lock"]


def _lock_signed_twice(tree: Tree) -> None:
    tree["signatures"]["result"] = signed(SETTLEMENT, tree["lock"])


def _dotted(path: Path) -> str:
    """The path as a verifier writes it: entries[0].salt."""
    return "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in path.split(".")).removeprefix(".")


MUTATIONS: Final[tuple[Mutation, ...]] = (
    Mutation("another protocol", "contest", edited(put("protocol", "guildhall/2")), "protocol"),
    Mutation("a number for the protocol", "contest", edited(put("protocol", 1)), "protocol"),
    Mutation(
        "an older protocol with other keys", "contest", edited(put("protocol", "guildhall/0"), put("x", 1)), "protocol"
    ),
    *_keys(),
    *_shapes(),
    *_numbers(),
    *_ids(),
    *_hex(),
    *_texts(),
    *_bound(),
    *_ruled(),
)

UNREADABLE: Final[dict[str, Callable[[str], str]]] = {
    "nothing": lambda _: "",
    "a word": lambda _: "verified",
    "half a proof": lambda before: before[: len(before) // 2],
    "a proof and more": lambda before: before + "{}",
    "a byte order mark": lambda before: "\ufeff" + before,
    "a list of proofs": lambda before: f"[{before}]",
    "null": lambda _: "null",
    "a text": json.dumps,
    "NaN": literally("draw.number", "NaN"),
    "Infinity": literally("draw.closes_at", "-Infinity"),
    "a number with a leading zero": literally("draw.number", "07"),
    "a number with a plus": literally("draw.number", "+7"),
    "a half number": literally("draw.number", "7."),
    "a comma too many": lambda before: before[:-1] + ",}",
    "single quotes": lambda before: before.replace('"', "'"),
    "a comment": lambda before: before + "// verified",
    "a line end in a text": literally("draw.title", '"a\nb"'),
    "an unknown escape": literally("draw.title", r'"\x41"'),
    "lists in lists": literally("draw.title", "[" * 100_000 + "]" * 100_000),
    "lists that never end": literally("draw.title", "[" * 1_000_000),
    "objects in objects": literally("draw.title", '{"a":' * 100_000 + "1" + "}" * 100_000),
    "a million lists": literally("draw.title", "[" + "[]," * 1_000_000 + "[]]"),
    "five million numbers": literally("draw.title", "[" + "0," * 5_000_000 + "0]"),
    "three million texts": literally("draw.title", "[" + '"",' * 3_000_000 + '""]'),
    "17 MiB": lambda before: before + " " * (17 * 2**20),
}

HARMLESS: Final[tuple[Mutation, ...]] = (
    Mutation("another title", "contest", edited(put("draw.title", "The short night"))),
    Mutation("an empty title", "contest", edited(put("draw.title", ""))),
    Mutation("called 10000 ms before", "contest", edited(put("call.called_at", time_of(1000) - 10_000))),
    Mutation("called 120000 ms before", "contest", edited(put("call.called_at", time_of(1000) - 120_000))),
    Mutation("sealed, called whenever", "tie", edited(put("call.called_at", 0))),
    Mutation("another void's reason", "contest", edited(put("positions.0.void", ""))),
    Mutation("no posts", "contest", edited(put("posts", None))),
    Mutation(
        "all posted in one moment",
        "tie",
        edited(*(put(f"posts.{step}", "0") for step in ("commitment", "lock", "call"))),
    ),
    Mutation("the call posted 1 ms before", "contest", edited(put("posts.call", snowflake(time_of(1000) - 1)))),
    Mutation("no signatures", "contest", edited(put("signatures", None))),
    Mutation("a person erased", "contest", edited(*(put(f"entries.1.{key}", None) for key in _PERSONAL))),
    Mutation("another order of keys", "contest", lambda before: json.dumps(json.loads(before), sort_keys=True)),
    Mutation("indented", "contest", lambda before: json.dumps(json.loads(before), indent=4)),
    Mutation("only ASCII", "contest", lambda before: json.dumps(json.loads(before), ensure_ascii=True)),
    Mutation("a key escaped", "contest", lambda before: before.replace('"draw"', r'"dr\u0061w"')),
    Mutation("white space around", "contest", lambda before: f"\r\n\t {before} \n"),
)
