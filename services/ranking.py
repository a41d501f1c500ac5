"""A ladder: who stands where, kept sorted in memory so that a place and the top are found without reading everybody."""

from bisect import bisect_left, insort
from collections.abc import Mapping

Key = tuple[int, ...]
"""Sorts members, the smallest first; it ends with something that only its member has, so that no two are equal."""


class Ladder:
    """Members by key; looking up a place and moving somebody take a binary search."""

    def __init__(self, keys: Mapping[int, Key]) -> None:
        self._keys = dict(keys)
        self._rungs = sorted((key, member_id) for member_id, key in self._keys.items())

    def __len__(self) -> int:
        return len(self._rungs)

    def after(self, changed: Mapping[int, Key | None]) -> "Ladder":
        """A ladder of its own on which these stand elsewhere, or nowhere (None), and everybody else as on this one.

        What stays is in order already, so that for many at once merging is quicker than moving each.
        """
        other = Ladder({})
        other._keys = {**self._keys}
        for member_id, key in changed.items():
            if key is None:
                other._keys.pop(member_id, None)
            else:
                other._keys[member_id] = key
        other._rungs = [rung for rung in self._rungs if rung[1] not in changed]
        other._rungs += sorted((key, member_id) for member_id, key in changed.items() if key is not None)
        other._rungs.sort()
        return other

    def put(self, member_id: int, key: Key) -> None:
        """Somebody stands there now."""
        self.drop(member_id)
        self._keys[member_id] = key
        insort(self._rungs, (key, member_id))

    def drop(self, member_id: int) -> None:
        """Somebody stands nowhere any more, if they did."""
        key = self._keys.pop(member_id, None)
        if key is not None:
            del self._rungs[bisect_left(self._rungs, (key, member_id))]

    def place(self, member_id: int) -> int | None:
        """Where somebody stands, counted from 1; None when nowhere."""
        key = self._keys.get(member_id)
        return None if key is None else bisect_left(self._rungs, (key, member_id)) + 1

    def shared(self, member_id: int) -> int | None:
        """Where somebody stands when equals share a place: 1, 2, 2, 4; keys are equal up to their last part."""
        key = self._keys.get(member_id)
        return None if key is None else bisect_left(self._rungs, (key[:-1],)) + 1

    def top(self, count: int, offset: int = 0) -> list[int]:
        """Who stands there, the first first."""
        return [member_id for _, member_id in self._rungs[offset : offset + count]]
