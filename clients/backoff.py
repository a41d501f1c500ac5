"""How long to wait before asking again: growing, capped, and scattered so that nobody marches in step."""

import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    """Full jitter: before retry `n` (from 1) somewhere between 0 and `min(longest, first * growth**(n - 1))`.

    Seconds. `jitter` gives numbers in [0, 1). The scheme is "full jitter" of Marc Brooker's *Exponential
    Backoff And Jitter* (AWS Architecture Blog, 2015): least work for the service among the ones compared.
    The first wait is short, for a single hiccup; the growth is steep, for the ones that are not.
    """

    first: float = 0.15
    growth: float = 5.0
    longest: float = 30.0
    jitter: Callable[[], float] = random.random

    def delay(self, retry: int) -> float:
        """Seconds to wait before the given retry, counted from 1."""
        return self.jitter() * min(self.longest, self.first * self.growth ** (retry - 1))
