"""The host's keys: all derived from the one secret key of this installation, each for one purpose."""

from collections.abc import Callable
from functools import cached_property

from fairness.encoding import mac
from fairness.signing import Signature, sign


class Keys:
    """Signs locks and results, and makes the addresses of proofs that nobody guesses.

    `read` gives the secret key; it is asked for when a key is first needed.
    """

    def __init__(self, read: Callable[[], bytes]) -> None:
        self._read = read

    @cached_property
    def _secret(self) -> bytes:
        return self._read()

    @cached_property
    def public(self) -> tuple[bytes, bytes]:
        """The public keys to post: the orchestrator's and the settlement's."""
        return self.sign_lock(bytes(32)).public_key, self.sign_result(bytes(32)).public_key

    def sign_lock(self, lock: bytes) -> Signature:
        """The orchestrator's signature under a lock."""
        return sign(mac(self._secret, "orchestrator"), lock)

    def sign_result(self, result: bytes) -> Signature:
        """The settlement's signature under a result."""
        return sign(mac(self._secret, "settlement"), result)

    def address(self, guild_id: int, number: int) -> str:
        """Where the proof of that draw is served: 64 hex digits that follow from nothing public."""
        return mac(self._secret, "address", guild_id, number).hex()
