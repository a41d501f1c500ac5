"""Ed25519, against RFC 8032 and keys that are none."""

import pytest

from fairness.signing import Signature, is_key, sign, signed

# RFC 8032 §7.1: secret key, public key, message, signature
RFC_8032 = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        (
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
            "454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
            "3dca179c138ac17ad9bef1177331a704"
        ),
    ),
]
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493


@pytest.mark.parametrize(("secret", "public", "message", "signature"), RFC_8032)
def test_rfc_8032(secret: str, public: str, message: str, signature: str) -> None:
    made = sign(bytes.fromhex(secret), bytes.fromhex(message))
    assert (made.public_key.hex(), made.signature.hex()) == (public, signature)
    assert signed(made, bytes.fromhex(message))
    assert is_key(made.public_key)


def test_no_other_message_key_or_signature_fits() -> None:
    made, other = sign(b"a" * 32, b"m" * 32), sign(b"b" * 32, b"m" * 32)
    assert not signed(made, b"n" * 32)
    assert not signed(Signature(other.public_key, made.signature), b"m" * 32)
    for bit in (0, 255, 256, 511):
        spoilt = int.from_bytes(made.signature, "little") ^ 1 << bit
        assert not signed(Signature(made.public_key, spoilt.to_bytes(64, "little")), b"m" * 32)


def test_a_signature_has_one_form() -> None:
    made = sign(b"a" * 32, b"m" * 32)
    s = int.from_bytes(made.signature[32:], "little") + ORDER
    assert not signed(Signature(made.public_key, made.signature[:32] + s.to_bytes(32, "little")), b"m" * 32)


def torsion() -> set[int]:
    """The y of all points whose order divides 8: what any point leaves when it is multiplied by the group's order."""
    d = -121665 * pow(121666, -1, P) % P

    def add(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
        (x1, y1), (x2, y2) = one, other
        k = d * x1 * x2 * y1 * y2
        return (x1 * y2 + x2 * y1) * pow(1 + k, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - k, -1, P) % P

    def times(number: int, point: tuple[int, int]) -> tuple[int, int]:
        total = (0, 1)
        while number:
            if number & 1:
                total = add(total, point)
            point, number = add(point, point), number >> 1
        return total

    found: set[int] = set()
    for y in range(2, 60):
        square = (y * y - 1) * pow(d * y * y + 1, -1, P) % P
        x = pow(square, (P + 3) // 8, P)
        if x * x % P != square:
            x = x * pow(2, (P - 1) // 4, P) % P
        if x * x % P == square:
            found.add(times(ORDER, (x, y))[1])
    return found


def test_keys_of_small_order_are_no_keys() -> None:
    found = torsion()
    assert len(found) == 5
    for y in found:
        assert not is_key(y.to_bytes(32, "little"))
        assert not is_key((y | 1 << 255).to_bytes(32, "little"))


def test_a_key_is_written_in_one_way() -> None:
    assert not any(is_key(number.to_bytes(32, "little")) for number in range(P, 2**255))
    assert is_key((4).to_bytes(32, "little"))
