"""All of the outside world that the house asks, each client made when it is first needed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from domain.errors import Unavailable

if TYPE_CHECKING:
    from clients.accounts import Accounts
    from clients.beacon import Relays
    from clients.hiscores import Hiscores
    from clients.pictures import Pictures
    from clients.warcraft_logs import WarcraftLogs
    from clients.wise_old_man import WiseOldMan


_NAMED: Final = {
    "hiscores": "hiscores",
    "wise_old_man": "wise_old_man",
    "relays": "beacon",
    "warcraft_logs": "warcraft_logs",
    "accounts": "discord_oauth",
}
"""Whose health is worth knowing: clients of one service each, with what it is called."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a service does: when it last answered, and until when it is left alone after outages."""

    service: str
    address: str
    last_answer: datetime | None
    next_try: datetime | None


class Outside:
    """Who can be asked; a start needs none of them, and what was never asked needs no closing."""

    def __init__(
        self,
        hiscores: "Callable[[], Hiscores]",
        wise_old_man: "Callable[[], WiseOldMan]",
        relays: "Callable[[], Relays]",
        warcraft_logs: "Callable[[], WarcraftLogs] | None" = None,
        pictures: "Callable[[], Pictures] | None" = None,
        accounts: "Callable[[], Accounts] | None" = None,
    ) -> None:
        self._open_hiscores = hiscores
        self._open_wise_old_man = wise_old_man
        self._open_relays = relays
        self._open_warcraft_logs = warcraft_logs
        self._open_pictures = pictures
        self._open_accounts = accounts

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

    @cached_property
    def warcraft_logs(self) -> "WarcraftLogs":
        """Warcraft Logs, for raids; raises `Unavailable` in a house that was built without it."""
        if self._open_warcraft_logs is None:
            raise Unavailable("raid.logs_not_set_up")
        return self._open_warcraft_logs()

    @cached_property
    def pictures(self) -> "Pictures":
        """Pictures on the web; raises `Unavailable` in a house that was built without it."""
        if self._open_pictures is None:
            raise Unavailable("picture.web_not_set_up")
        return self._open_pictures()

    @cached_property
    def accounts(self) -> "Accounts":
        """Discord's OAuth2, for linking; raises `Unavailable` in a house that was built without it."""
        if self._open_accounts is None:
            raise Unavailable("link.not_set_up")
        return self._open_accounts()

    def standings(self) -> list[Standing]:
        """How those do that were asked by now; what was never needed is not loaded for it."""
        return [
            Standing(name, _address(url), service.last_answer, service.next_try)
            for client, name in _NAMED.items()
            if client in vars(self)
            for url, service in vars(self)[client].services.items()
        ]

    async def close(self) -> None:
        """Hang up on those that were asked."""
        for name in ("hiscores", "wise_old_man", "relays", "warcraft_logs", "pictures", "accounts"):
            if client := vars(self).get(name):
                await client.close()


def _address(url: str) -> str:
    """Where it is, without the scheme and whatever may be a secret."""
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2] + parts.path
