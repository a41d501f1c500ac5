"""What the log tells of an act besides who did it: its facts as people would say them.

A fact `added` of an act `clan.imported` is said by the sentence `audit.fact.clan.added` with its value as `{value}`,
or, where each value is a word of its own, by one like `audit.fact.clan.trigger.manual`. What has no sentence stands
under its own name; what is nothing (none, 0, no) and what is as always is left out.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast

from cogs.ui.settings import shown
from cogs.ui.words import Words, harmless, moment, sentences
from domain.audit import Entry
from domain.settings import Kind, Setting, Value
from services.log import CHARACTERS, MEMBERS, LogPage
from services.settings import REGISTRY

_LONGEST = 80
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")

_HUNDREDTHS = frozenset({("points", "percent"), ("points", "gp")})
"""Facts that are kept in hundredths."""

_AS_ALWAYS: Mapping[tuple[str, str], object] = {("clan", "type"): "auto", ("clan", "state"): "complete"}
"""Values that tell nothing."""


def told(say: Words, entry: Entry, page: LogPage) -> list[str]:
    """The facts of an act, each in a few words."""
    if own := _OWN.get(entry.kind):
        return own(say, entry.facts)
    area = entry.kind.split(".")[0]
    facts = ((name, value) for name, value in entry.facts.items() if value and _AS_ALWAYS.get((area, name)) != value)
    return [_fact(say, area, name, value, page) for name, value in facts]


def _fact(say: Words, area: str, name: str, value: Any, page: LogPage) -> str:
    if (whole := f"audit.fact.{area}.{name}.{value}") in sentences():
        return say(whole)
    if name in CHARACTERS:
        value = harmless(page.characters.get(value, "")) or say("audit.unknown")
    elif (area, name) in _HUNDREDTHS and isinstance(value, int):
        from cogs.ui.points.naming import points_text

        value = points_text(say, value)
    elif name in MEMBERS:
        value = f"<@{user}>" if (user := page.users.get(value)) else say("audit.erased")
    elif not isinstance(value, int) or isinstance(value, bool):
        value = _plain(say, value)
    if (key := f"audit.fact.{area}.{name}") in sentences():
        return say(key, value=value)
    return f"{harmless(name, _LONGEST)} {say.number(value) if isinstance(value, int) else value}"


def _plain(say: Words, value: object) -> str:
    """A value of no special meaning, safe to show."""
    match value:
        case bool():
            return say("word.yes") if value else say("word.no")
        case list():
            return harmless(", ".join(map(str, cast("list[object]", value))), _LONGEST)
        case str() if _TIME.fullmatch(value):
            return moment(datetime.fromisoformat(value), "f")
        case _:
            return harmless(str(value), _LONGEST)


def _setting(say: Words, facts: Mapping[str, Any]) -> list[str]:
    """A setting, and what it was and is; of a text the log's note says what it is."""
    setting = REGISTRY.get(str(facts.get("setting")))
    if setting is None or "before" not in facts:
        return [harmless(str(facts.get("setting", "")))]
    before, after = (shown(say, setting, _kept(setting, facts.get(side))) for side in ("before", "after"))
    return [harmless(setting.name), say("audit.change", before=before, after=after)]


def _kept(setting: Setting, value: Any) -> Value:
    """The value that was logged, with ids as numbers again."""
    match setting.kind:
        case Kind.ROLES:
            return tuple(int(one) for one in value or ())
        case Kind.CHANNEL:
            return int(value) if value else None
        case _:
            return value


def _route(say: Words, facts: Mapping[str, Any]) -> list[str]:
    """An event, and where it goes since then."""
    if not facts.get("enabled"):
        where = say("notifications.off")
    elif facts.get("webhook"):
        where = say("notifications.to_webhook")
    else:
        where = f"<#{channel}>" if (channel := facts.get("channel")) else say("audit.usual_channel")
    return [say("audit.change", before=harmless(str(facts.get("event", ""))), after=where)]


_OWN: Mapping[str, Callable[[Words, Mapping[str, Any]], list[str]]] = {
    "settings.set": _setting,
    "notifications.set": _route,
}
"""Acts whose facts only make sense together."""
