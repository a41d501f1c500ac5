"""What a guild can set: typed settings with a range and a default, and one registry of them all.

Every feature registers its own; `/settings`, `/setup` and the docs come from the registry. A value is kept as the
text of its JSON; roles and channels are Discord's ids.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from domain.errors import Invalid, NotFound

Value = bool | int | str | tuple[int, ...] | None


class Kind(StrEnum):
    """What a setting's value is, and so how it is typed in and shown."""

    YES_NO = "yes_no"
    NUMBER = "number"
    HUNDREDTHS = "hundredths"
    PERCENT = "percent"
    TEXT = "text"
    CHOICE = "choice"
    TIMEZONE = "timezone"
    TIMES = "times"
    ROLES = "roles"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a leader may set.

    `name` is `area.what`; its line of help stands in the words under `setting.<name>`. `low` and `high` bound a
    number (in the unit it is kept in: hundredths for `HUNDREDTHS`, whole percent for `PERCENT`), the length of a
    text and the count of roles, inclusive.
    """

    name: str
    kind: Kind
    default: Value
    low: int = 0
    high: int = 2**53 - 1
    choices: tuple[str, ...] = ()

    @property
    def area(self) -> str:
        """The feature it belongs to."""
        return self.name.split(".", 1)[0]

    def parse(self, text: str) -> Value:
        """What a leader typed, as a value; raises `Invalid` with the setting's name and what it takes."""
        return _PARSERS[self.kind](self, text.strip())


class Registry(Mapping[str, Setting]):
    """All settings by name, in the order in which the features registered them."""

    def __init__(self, settings: Iterable[Setting]) -> None:
        self._settings: dict[str, Setting] = {}
        for setting in settings:
            if setting.name in self._settings:
                raise ValueError(f"the setting {setting.name} is registered twice")
            self._settings[setting.name] = setting

    def __getitem__(self, name: str) -> Setting:
        return self._settings[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._settings)

    def __len__(self) -> int:
        return len(self._settings)

    def find(self, name: str) -> Setting:
        """The setting of that name; raises `NotFound`."""
        if (setting := self._settings.get(name.strip().lower())) is None:
            raise NotFound("settings.unknown", name=name[:60])
        return setting

    def areas(self) -> tuple[str, ...]:
        """The features that have settings."""
        return tuple(dict.fromkeys(setting.area for setting in self._settings.values()))


_GROUPED = r"\d{1,3}(?:[,_ ]\d{3})+"
_YES = frozenset({"yes", "true", "on", "1", "sí", "si"})
_NO = frozenset({"no", "false", "off", "0"})


def _yes_no(setting: Setting, text: str) -> bool:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise Invalid("settings.yes_no", name=setting.name)


def _number(setting: Setting, text: str) -> int:
    plain = text.removesuffix("%").strip()
    if not re.fullmatch(rf"[+-]?(?:{_GROUPED}|\d{{1,18}})", plain, re.ASCII):
        raise Invalid("settings.number", name=setting.name, low=setting.low, high=setting.high)
    return _within(setting, int(re.sub("[,_ ]", "", plain)))


def _within(setting: Setting, value: int) -> int:
    if not setting.low <= value <= setting.high:
        raise Invalid("settings.number", name=setting.name, low=setting.low, high=setting.high)
    return value


def _hundredths(setting: Setting, text: str) -> int:
    # Half of the world writes 12,50: a comma is for thousands only before three digits.
    match = re.fullmatch(rf"([+-]?)({_GROUPED}|\d{{1,15}})(?:[.,](\d{{1,2}}))?", text, re.ASCII)
    if match is None:
        raise Invalid("settings.hundredths", name=setting.name, low=setting.low // 100, high=setting.high // 100)
    sign, whole, part = match.groups()
    value = int(re.sub("[,_ ]", "", whole)) * 100 + int((part or "0").ljust(2, "0"))
    value = -value if sign == "-" else value
    if not setting.low <= value <= setting.high:
        raise Invalid("settings.hundredths", name=setting.name, low=setting.low // 100, high=setting.high // 100)
    return value


def _text(setting: Setting, text: str) -> str:
    if not setting.low <= len(text) <= setting.high:
        raise Invalid("settings.text", name=setting.name, low=setting.low, high=setting.high)
    return text


def _choice(setting: Setting, text: str) -> str:
    if text.lower() not in setting.choices:
        raise Invalid("settings.choice", name=setting.name, choices=setting.choices)
    return text.lower()


def _timezone(_setting: Setting, text: str) -> str:
    return parse_timezone(text)


def _times(_setting: Setting, text: str) -> str:
    from domain.schedules import format_times, parse_times

    return format_times(parse_times(text))


def _roles(setting: Setting, text: str) -> tuple[int, ...]:
    ids = _ids(text, r"<@&(\d{1,20})>")
    if ids is None or not setting.low <= len(ids) <= setting.high:
        raise Invalid("settings.roles", name=setting.name, high=setting.high)
    return ids


def _channel(setting: Setting, text: str) -> int | None:
    if text.lower() == "none":
        return None
    ids = _ids(text, r"<#(\d{1,20})>")
    if ids is None or len(ids) != 1:
        raise Invalid("settings.channel", name=setting.name)
    return ids[0]


def _ids(text: str, mention: str) -> tuple[int, ...] | None:
    """The ids mentioned, each once; empty for `none`, None when there is anything else in the text."""
    if text.lower() == "none":
        return ()
    rest = re.sub(mention, " ", text, flags=re.ASCII).replace(",", " ")
    found = tuple(dict.fromkeys(int(match) for match in re.findall(mention, text, re.ASCII)))
    if not found or rest.split() or any(not 0 < one < 2**63 for one in found):
        return None
    return found


_PARSERS = {
    Kind.YES_NO: _yes_no,
    Kind.NUMBER: _number,
    Kind.HUNDREDTHS: _hundredths,
    Kind.PERCENT: _number,
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.TIMEZONE: _timezone,
    Kind.TIMES: _times,
    Kind.ROLES: _roles,
    Kind.CHANNEL: _channel,
}


@cache
def _zones() -> frozenset[str]:
    """Every zone's name; asked once, for it walks a tree of folders. Not those that mean another one elsewhere."""
    return frozenset(available_timezones() - {"Factory", "localtime", "posixrules"})


def parse_timezone(text: str) -> str:
    """The IANA name meant by `text` (case and spaces do not matter); raises `Invalid` with the nearest names."""
    wanted = text.strip().replace(" ", "_").casefold()
    names = {name.casefold(): name for name in _zones()}
    if wanted in names:
        return names[wanted]
    raise Invalid("settings.timezone", text=text[:40], near=nearest_timezones(text))


def nearest_timezones(text: str, limit: int = 3) -> tuple[str, ...]:
    """The zone names most like `text`: those that hold it, else the likeliest slips of the finger."""
    from difflib import get_close_matches

    wanted = text.strip().replace(" ", "_").casefold()
    names = sorted(name for name in _zones() if "/" in name and not name.startswith("Etc/"))
    if holding := [name for name in names if wanted and wanted in name.casefold()]:
        return tuple(holding[:limit])
    cities = {name.rsplit("/", 1)[1].casefold(): name for name in names}
    whole = {name.casefold(): name for name in names}
    close = [cities[match] for match in get_close_matches(wanted.rsplit("/", 1)[-1], cities, limit)]
    close += [whole[match] for match in get_close_matches(wanted, whole, limit)]
    return tuple(dict.fromkeys(close))[:limit] or ("UTC",)


def zone(name: str) -> ZoneInfo:
    """The timezone of that stored name."""
    return ZoneInfo(name)
