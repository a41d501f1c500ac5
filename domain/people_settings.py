"""People: when members who asked for direct messages are not written to."""

from typing import Final

from domain.settings import Kind, Setting

QUIET_FROM: Final = Setting("people.quiet_from", Kind.NUMBER, 22, high=23)
QUIET_TO: Final = Setting("people.quiet_to", Kind.NUMBER, 8, high=23)
SETTINGS: Final = (QUIET_FROM, QUIET_TO)
