"""Moments: the instants that people type, such as when a contest ends; what can be read in two ways is refused.

What can be typed, in English or Spanish, on the guild's clock:

- `2026-12-01 20:00`, with a `T` too. Day and month before the year only where one order makes a date, such as
  `31.12.2026 20:00`. A day without a time is refused: a contest that ends "on the first" ends at its start or its end.
- `today`, `tomorrow` or a weekday with a time; a weekday is the coming one, today if the time is still ahead.
- `20:00`: the next time that clocks show it.
- `in 3 days`, `in 2 hours 30 minutes`, `1w`, `45m`. Weeks and days keep the time on the clock, also when clocks
  change in between; hours, minutes and seconds are exact, and are added last.
- `now`, and Discord's own `<t:1764612000:R>`.

A time that clocks skip is the end of the gap, one that they show twice is its first occurrence.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from unicodedata import normalize
from zoneinfo import ZoneInfo

from domain.errors import Invalid
from domain.localtime import first_instant
from domain.schedules import next_run

_QUOTE_LIMIT: Final = 40
_TEXT_LIMIT: Final = 100
_YEARS: Final = range(2000, 2101)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NOW: Final = frozenset({"now", "ahora"})

_DAYS: Final = {
    "today": 0, "hoy": 0, "tomorrow": 1, "mañana": 1, "manana": 1,
    "day after tomorrow": 2, "pasado mañana": 2, "pasado manana": 2,
}  # fmt: skip
_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon lunes lun",
            "tuesday tues tue martes mar",
            "wednesday wed miércoles miercoles mié mie",
            "thursday thurs thur thu jueves jue",
            "friday fri viernes vie",
            "saturday sat sábado sabado sáb sab",
            "sunday sun domingo dom",
        )
    )
    for name in names.split()
}
_UNITS: Final = {
    name: unit
    for unit, names in {
        "weeks": "weeks week wks wk w semanas semana",
        "days": "days day d días día dias dia",
        "hours": "hours hour hrs hr h horas hora",
        "minutes": "minutes minute mins min m minutos minuto",
        "seconds": "seconds second secs sec s segundos segundo seg",
    }.items()
    for name in names.split()
}

# No letter follows a unit, so that every part is found again where the whole text was understood.
_PART = rf"(?:([0-9]{{1,6}}) ?|(?:an?|una?) )({'|'.join(_UNITS)})(?![a-z])"
_PARTS = re.compile(_PART, re.ASCII)
_DURATION = re.compile(rf"(?:(?:in|en|dentro de) )?{_PART}(?:,? ?(?:(?:and|y) )?{_PART})*", re.ASCII)
_STAMP = re.compile(r"<t:([0-9]{1,12})(?::[tdfsr])?>", re.ASCII)
_WALL = re.compile(
    r"(?:(?:on |el )?(?P<day>.+?)(?:,? |(?<=[0-9])t))??(?:at |a las? )?"
    r"(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9]))?",
    re.ASCII,
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})", re.ASCII)


def parse_moment(text: str, now: datetime, tz: ZoneInfo) -> datetime:
    """The instant that was typed, in UTC and whole seconds, at the aware instant `now` on clocks of `tz`.

    It may lie in the past, for whoever asked knows what is too early. `now` is rounded down to the second, what is
    counted from it is rounded up: never sooner than was typed.

    Raises:
        Invalid: `moment.invalid` with `text` (cut to 40 characters), also for years (in UTC) outside 2000 to 2100.
    """
    try:
        at = _read(text, now, tz)
    except OverflowError:
        at = None
    if at is None or at.year not in _YEARS:
        raise Invalid("moment.invalid", text=text.strip()[:_QUOTE_LIMIT])
    return at


def _read(text: str, now: datetime, tz: ZoneInfo) -> datetime | None:
    if len(text) > _TEXT_LIMIT:
        return None
    # Some keyboards type an accent as a character of its own.
    tidy = " ".join(normalize("NFC", text.lower()).split())
    if tidy in _NOW:
        return now.astimezone(UTC).replace(microsecond=0)
    if match := _STAMP.fullmatch(tidy):
        return _EPOCH + timedelta(seconds=int(match[1]))
    if _DURATION.fullmatch(tidy):
        return _later(tidy, now, tz)
    if match := _WALL.fullmatch(tidy):
        clock = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
        return _on(match["day"], clock, now, tz)
    return None


def _later(text: str, now: datetime, tz: ZoneInfo) -> datetime | None:
    """So much later than `now`; None when it is no time at all or a unit comes twice."""
    parts = [(unit, int(amount or 1)) for amount, unit in _PARTS.findall(text)]
    amounts = {_UNITS[unit]: amount for unit, amount in parts}
    if len(amounts) < len(parts) or not any(amounts.values()):
        return None
    days = timedelta(weeks=amounts.pop("weeks", 0), days=amounts.pop("days", 0))
    at = now.astimezone(UTC) + timedelta(microseconds=-now.microsecond % 1_000_000)
    if days:
        at = first_instant(at.astimezone(tz).replace(tzinfo=None) + days, tz)
    return at + timedelta(**amounts)


def _on(day: str | None, clock: time, now: datetime, tz: ZoneInfo) -> datetime | None:
    """That time on the day that was typed, without one the next such time; None when it is no day."""
    if day is None:
        return next_run((clock,), now, tz)
    if (weekday := _WEEKDAYS.get(day)) is not None:
        return _coming(weekday, clock, now, tz)
    found = _date(day, now.astimezone(tz).date())
    return None if found is None else first_instant(datetime.combine(found, clock), tz)


def _coming(weekday: int, clock: time, now: datetime, tz: ZoneInfo) -> datetime | None:
    run = next_run((clock,), now, tz)
    while run is not None and run.astimezone(tz).weekday() != weekday:
        run = next_run((clock,), run, tz)
    return run


def _date(text: str, today: date) -> date | None:
    """The one date that this can mean."""
    if text in _DAYS:
        return today + timedelta(days=_DAYS[text])
    if match := _YEAR_FIRST.fullmatch(text):
        orders = ((match[1], match[3], match[4]),)
    elif match := _YEAR_LAST.fullmatch(text):
        # Europe writes the day first, America the month.
        orders = ((match[4], match[3], match[1]), (match[4], match[1], match[3]))
    else:
        return None
    dates = {found for order in orders if (found := _calendar(*map(int, order)))}
    return dates.pop() if len(dates) == 1 else None


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
