"""The beacon: rounds and their times, real quicknet signatures, and everything that is none."""

import hashlib
import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairness.beacon import QUICKNET, Beacon, Chain
from fairness.checks import Trust
from fairness.local_beacon import LocalBeacon
from tests.fairness.mutations import BASES, FIELD, MUTATIONS
from tests.fairness.proofs import ROUNDS

LOCAL = LocalBeacon.started(b"tests", genesis=1_700_000_000)


@pytest.mark.parametrize("round_", ROUNDS)
def test_real_rounds(round_: int) -> None:
    signature = bytes.fromhex(ROUNDS[round_])
    assert QUICKNET.signed(round_, signature)
    assert not QUICKNET.signed(round_ + 1, signature)
    assert not LOCAL.chain.signed(round_, signature)
    assert Beacon.of(QUICKNET.hash, round_, signature).randomness == hashlib.sha256(signature).digest()


def test_quicknets_hash_is_the_one_of_its_description() -> None:
    """So the pinned key, genesis and period are those the name stands for (drand's chain info, hashed)."""
    group = bytes.fromhex("f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e")
    numbers = struct.pack(">Iq", QUICKNET.period, QUICKNET.genesis)
    assert hashlib.sha256(numbers + QUICKNET.public_key + group + b"quicknet").digest() == QUICKNET.hash


@pytest.mark.parametrize("name", [mutation.name for mutation in MUTATIONS if mutation.check == "beacon"])
def test_what_is_no_signature(name: str) -> None:
    mutation = next(mutation for mutation in MUTATIONS if mutation.name == name)
    beacon = json.loads(mutation.change(BASES[mutation.base]))["beacon"]
    assert not QUICKNET.signed(beacon["round"], bytes.fromhex(beacon["signature"]))


@pytest.mark.parametrize("length", [0, 47, 49, 96])
def test_a_signature_has_48_bytes(length: int) -> None:
    assert not QUICKNET.signed(1, (bytes.fromhex(ROUNDS[1]) * 2)[:length])


@pytest.mark.parametrize("key", ["c0" + "00" * 95, "00" * 96, "80" + "00" * 94 + "01", "83" * 48])
def test_a_chain_without_a_good_key_signs_nothing(key: str) -> None:
    assert not Chain(b"x" * 32, bytes.fromhex(key), 0, 3).signed(1, bytes.fromhex(ROUNDS[1]))


def test_an_identity_of_a_key_signs_nothing() -> None:
    chain = Chain(b"x" * 32, bytes.fromhex("c0" + "00" * 95), 0, 3)
    assert not chain.signed(1, bytes.fromhex("c0" + "00" * 47))


def test_a_point_is_written_in_one_way() -> None:
    """A coordinate that fits its bits with the field's size added: another text, so other randomness, same point."""
    x_bits = (1 << 381) - 1
    for round_ in range(1, 100):
        signature = int.from_bytes(LOCAL.sign(round_), "big")
        if (signature & x_bits) + FIELD <= x_bits:
            assert not LOCAL.chain.signed(round_, (signature + FIELD).to_bytes(48, "big"))
            return
    pytest.fail("no coordinate is small enough")


@given(st.integers(1, 2**53 - 1))
def test_a_local_beacon_signs_its_rounds(round_: int) -> None:
    assert LOCAL.chain.signed(round_, LOCAL.sign(round_))
    assert not LOCAL.chain.signed(round_, LOCAL.sign(round_ + 1))


def test_local_beacons_differ_by_seed_and_genesis() -> None:
    others = {LocalBeacon.started(seed, genesis).chain.hash for seed in (b"a", b"b") for genesis in (0, 1)}
    assert len(others) == 4


@given(st.integers(QUICKNET.genesis * 1000, 2**45))
def test_a_call_names_the_first_round_that_is_15_s_away(now: int) -> None:
    round_ = QUICKNET.round_after(now)
    assert QUICKNET.time(round_) * 1000 >= now + 15_000 > QUICKNET.time(round_ - 1) * 1000
    assert 10_000 <= QUICKNET.time(round_) * 1000 - now <= 120_000


@pytest.mark.parametrize(("round_", "time"), [(1, 1692803367), (2, 1692803370), (657413, 1694775603)])
def test_when_a_round_is_out(round_: int, time: int) -> None:
    assert QUICKNET.time(round_) == time
    assert QUICKNET.round_after(time * 1000 - 15_000) == round_
    assert QUICKNET.round_after(time * 1000 - 14_999) == round_ + 1


def test_before_the_chain_the_first_round_is_named() -> None:
    assert QUICKNET.round_after(0) == 1


def test_a_chain_as_its_relay_describes_it() -> None:
    assert Chain.described(LOCAL.info()) == LOCAL.chain


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{}",
        "[" * 100_000,
        b"\xff",
        LOCAL.info().replace('"period": 3', '"period": 0'),
        LOCAL.info().replace('"period": 3', '"period": 3.5'),
        LOCAL.info().replace('"period": 3', '"period": true'),
        LOCAL.info().replace(LOCAL.chain.hash.hex(), LOCAL.chain.hash.hex()[2:]),
        LOCAL.info().replace(LOCAL.chain.public_key.hex(), "00"),
        LOCAL.info().replace(LOCAL.chain.public_key.hex(), "zz"),
    ],
)
def test_what_describes_no_chain(text: str | bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - it may be any of them
        Chain.described(text)


def test_no_test_chain_takes_quicknets_name() -> None:
    with pytest.raises(ValueError, match="quicknet is built in"):
        Trust((Chain(QUICKNET.hash, LOCAL.chain.public_key, QUICKNET.genesis, 3),))
