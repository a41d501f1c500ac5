"""All of the outside world that the house asks, each client made when it is first needed."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clients.beacon import Relays
    from clients.hiscores import Hiscores
    from clients.wise_old_man import WiseOldMan


class Outside:
    """Who can be asked; a start needs none of them, and what was never asked needs no closing."""

    def __init__(
        self,
        hiscores: "Callable[[], Hiscores]",
        wise_old_man: "Callable[[], WiseOldMan]",
        relays: "Callable[[], Relays]",
    ) -> None:
        self._open_hiscores = hiscores
        self._open_wise_old_man = wise_old_man
        self._open_relays = relays

    @cached_property
    def hiscores(self) -> "Hiscores":
        """The game's hiscores."""
        return self._open_hiscores()

    @cached_property
    def wise_old_man(self) -> "WiseOldMan":
        """Wise Old Man, for rosters and histories."""
        return self._open_wise_old_man()

    @cached_property
    def relays(self) -> "Relays":
        """The relays of the public beacon."""
        return self._open_relays()

    async def close(self) -> None:
        """Hang up on those that were asked."""
        for name in ("hiscores", "wise_old_man", "relays"):
            if client := vars(self).get(name):
                await client.close()
