"""One hash for an ordered list: the Merkle tree hash of RFC 6962 §2.1."""

from collections.abc import Sequence
from hashlib import sha256

_BLOCK = 1024  # leaves that are folded while they are still in the processor's cache; a power of 2, so a whole subtree


def root(leaves: Sequence[bytes]) -> bytes:
    """The 32 bytes that stand for all leaves in their order; SHA-256 of nothing when there are none."""
    if not leaves:
        return sha256().digest()
    blocks = (leaves[start : start + _BLOCK] for start in range(0, len(leaves), _BLOCK))
    return _fold([_fold([sha256(b"\x00" + leaf).digest() for leaf in block]) for block in blocks])


def _fold(level: list[bytes]) -> bytes:
    """The root above these nodes, level by level.

    A node without a partner moves up as it is; that gives the tree the RFC defines from above, by splitting at the
    largest power of two.
    """
    while len(level) > 1:
        lone = level[-1:] if len(level) % 2 else []
        nodes = iter(level)
        level = [sha256(b"\x01" + left + right).digest() for left, right in zip(nodes, nodes, strict=False)] + lone
    return level[0]
