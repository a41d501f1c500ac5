"""A digest: what somebody who asked for direct messages is told, all in one."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from cogs.ui.cards import Accent, Card, fit
from cogs.ui.words import Words
from domain.digests import LINES, Line

log = logging.getLogger(__name__)

_LONGEST = 3600 // LINES
"""Characters of one line, so that all of them fit into a card."""


def digest_card(say: Words, guild: str, lines: Sequence[Line], *, more: bool) -> Card | None:
    """Everything that waited, oldest first, in the language of the server that it is from; None without a word."""
    told = list(_told(say, lines))
    if not told:
        return None
    if more:
        told.append(say("digest.more"))
    return Card(
        Accent.PEOPLE,
        say("digest.heading", guild=guild),
        body=["\n".join(told)],
        small=say("digest.small"),
    )


def _told(say: Words, lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        try:
            text = say(f"digest.{line.about}", **line.facts)
        except KeyError:
            # It was put there by a version of the bot that said this with other facts.
            log.warning("a line of a digest has no sentence", extra={"about": line.about})
        else:
            yield say("digest.line", text=fit(text, _LONGEST), at=line.at)
