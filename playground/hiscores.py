"""A hiscores service on this machine: real shapes, characters that grow, and faults on demand."""

import json
from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from domain.characters import parse_name
from domain.errors import Invalid
from playground.growth import Characters
from playground.loopback import NOT_FOUND, Loopback, Reply


class DemoHiscores(Loopback):
    """Answers `/m={table}/index_lite.json?player={name}` from `characters`, at the time that `clock` gives.

    Scripts are keyed by a name as `CharacterName.key` has it, `lynx titan`, or by table and name,
    `hiscore_oldschool/lynx titan`, which goes first.
    """

    def __init__(
        self,
        characters: Characters,
        *,
        clock: Callable[[], datetime],
        latency: float = 0.0,
        failing: float = 0.0,
        seed: int = 0,
    ) -> None:
        super().__init__(latency=latency, failing=failing, seed=seed)
        self.characters = characters
        self._clock = clock

    def keys(self, request: web.BaseRequest) -> tuple[str, ...]:
        """The name's key (the text in lower case where it is no name), and that in the table."""
        text = request.query.get("player", "")
        try:
            key = parse_name(text).key
        except Invalid:
            key = text.casefold()
        return key, f"{_table(request)}/{key}"

    def truth(self, request: web.BaseRequest) -> Reply:
        """What the table says, or the 404 page."""
        try:
            name = parse_name(request.query.get("player", ""))
        except Invalid:
            return NOT_FOUND
        answer = self.characters.answer(name, _table(request), self._clock())
        return NOT_FOUND if answer is None else Reply(body=json.dumps(answer).encode())


def _table(request: web.BaseRequest) -> str:
    return request.path.removeprefix("/m=").removesuffix("/index_lite.json")
