"""What things of the clan are called: metrics, account types, windows, and why a character could not be read."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from cogs.ui.words import Words, harmless, sentences
from domain.characters import HISCORES_TABLES, AccountType
from domain.clan import Character, Run, RunError, RunState
from domain.metrics import Choice, choice
from domain.windows import Window

MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}

_TYPES = {table: kind for kind, table in HISCORES_TABLES.items()}
_NAMES_SHOWN = 12


def metric_name(say: Words, metric: Choice | str) -> str:
    """What a metric or group is called: the hiscores' own name, unless we have a better one."""
    found = choice(metric) if isinstance(metric, str) else metric
    key = f"metric.{found.slug}"
    return say(key) if key in sentences() else found.name


def type_name(say: Words, character: Character) -> str:
    """What account it is: as the hiscores list it, else as an officer said."""
    kind = _TYPES.get(character.table or "") if character.type is AccountType.AUTO else character.type
    return say(f"clan.type.{kind or AccountType.AUTO}")


def window_name(say: Words, window: Window) -> str:
    """What a window is called inside a sentence."""
    return say(f"clan.window.{window}")


def place(number: int) -> str:
    """A medal for the first three places, else the number with its dot: in code blocks and on labels."""
    return MEDALS.get(number, f"{number}.")


def place_in_text(number: int) -> str:
    """The same where markdown is read: Discord makes a list of lines that begin `4.` and numbers them anew."""
    return MEDALS.get(number, f"{number}\\.")


def reason(say: Words, code: str) -> str:
    """Why a character could not be read, in plain words; a code that nobody foresaw has a plain answer too."""
    key = f"clan.why.{code}"
    if key in sentences():
        return say(key)
    return say("clan.why.http" if code.startswith("http_") else "clan.why.other")


def names(say: Words, many: Sequence[str], most: int = _NAMES_SHOWN) -> str:
    """Names in a row; when there are too many, how many more."""
    shown = [harmless(name) for name in many[:most]]
    if len(many) <= most:
        return ", ".join(shown)
    return say("clan.and_more", names=", ".join(shown), more=len(many) - most)


def sentence(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def failures(say: Words, errors: Sequence[RunError]) -> str:
    """What could not be read, one line a reason, the most frequent first."""
    by_reason: dict[str, list[str]] = {}
    for error in errors:
        by_reason.setdefault(reason(say, error.code), []).append(error.name)
    ordered = sorted(by_reason.items(), key=lambda one: -len(one[1]))
    return "\n".join(say("clan.failure", reason=why, names=names(say, many)) for why, many in ordered)


def result(say: Words, run: Run) -> str:
    """How a run stands, in a few words."""
    if run.state is RunState.RUNNING and not run.read:
        return say("clan.run.none_so_far", total=run.total)
    return counts(say, run.read, run.total)


def counts(say: Words, read: int, total: int) -> str:
    """How many were read of how many."""
    if 0 < read < total:
        return say("clan.run.so_far", read=read, total=total)
    alone, together = ("one_read", "all_read") if read else ("one_unread", "none_read")
    return say(f"clan.run.{alone}") if total == 1 else say(f"clan.run.{together}", total=total)


def mark(run: Run) -> str:
    """The sign of a run's state."""
    return {RunState.RUNNING: "⏳", RunState.COMPLETE: "✅", RunState.FAILED: "❌"}[run.state]


def day(say: Words, at: datetime, zone: ZoneInfo) -> str:
    """A day for the axis of a chart, in the guild's timezone: `Nov 16`."""
    local = at.astimezone(zone)
    return say("clan.date", day=local.day, month=say("clan.months").split()[local.month - 1])
