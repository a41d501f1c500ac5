"""The terms of a contest: the plain text that is shown to members and that the commitment holds to the letter."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from cogs.ui.contest.naming import rule_words
from cogs.ui.words import Words
from domain.contests import Contest


def contest_terms(say: Words, contest: Contest, zone: ZoneInfo) -> str:
    """Everything that decides who can win, a line a rule; the contest has its start by now."""
    rules = [say("contest.terms.rule", rule=rule_words(say, rule, most=len(rule.targets))) for rule in contest.rules]
    lines = [
        contest.name,
        say("contest.terms.prize", prize=contest.prize),
        _span(say, contest, zone),
        say("contest.terms.enter"),
        *rules,
        say("contest.terms.once"),
        say("contest.terms.alone"),
        say("contest.terms.gains"),
        say("contest.terms.claims"),
        _winners(say, contest.winners),
        say("contest.terms.void"),
    ]
    return "\n".join(lines)


def _span(say: Words, contest: Contest, zone: ZoneInfo) -> str:
    starts, ends = contest.starts_at or contest.ends_at, contest.ends_at
    utc = {"starts": _at(starts, UTC), "ends": _at(ends, UTC)}
    local = {"starts": _at(starts, zone), "ends": _at(ends, zone)}
    if local == utc:
        return say("contest.terms.span_utc", **utc)
    return say("contest.terms.span", **local, zone=zone.key, starts_utc=utc["starts"], ends_utc=utc["ends"])


def _winners(say: Words, winners: int) -> str:
    return say("contest.terms.one_winner") if winners == 1 else say("contest.terms.winners", winners=winners)


def _at(moment: datetime, zone: tzinfo) -> str:
    """To the second where it is not a whole minute."""
    local = moment.astimezone(zone)
    return f"{local:%Y-%m-%d %H:%M}" if not local.second else f"{local:%Y-%m-%d %H:%M:%S}"
