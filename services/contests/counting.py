"""Counting: who takes part in a contest, and the entries that they have earned so far."""

import hashlib
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection

from domain.clan import Character
from domain.contest_settings import PANEL
from domain.contests import GRACE, Contest, Rule
from domain.judging import Course, Recount, Standing, judge_all, needed, recount
from fairness import persons
from storage import audit, baselines, blocks, characters, contests, members, panels, snapshots, spans
from storage.contests import Taking
from storage.spans import Ends

Moved = tuple[dict[str, int], dict[str, int], list[str]]
"""Before, after and which moved: of those that did, or of all values where one of them was hidden at first."""


def enlist(tx: Connection, contest_id: int, roster: Sequence[Character], *, late: bool) -> None:
    """Let these characters take part for whom they belong to now; those that come late belong to nobody."""
    users = members.users(tx, {one.owner for one in roster if one.owner is not None})
    contests.enlist(tx, contest_id, [_taking(one, users.get(one.owner or 0), late=late) for one in roster])


def count_again(
    tx: Connection, contest: Contest, now: datetime, *, by: int | None, why: str, run: int | None = None
) -> Recount:
    """Judge everybody anew, keep what changed, and log what did; a contest that has begun.

    Whoever may only look has no entries. `why` is a word for the log: `run` (which has ended), `asked`, `block`, `end`.
    """
    if newcomers := contests.newcomers(tx, contest.guild_id, contest.id):
        enlist(
            tx, contest.id, [one for one in characters.roster(tx, contest.guild_id) if one.id in newcomers], late=True
        )
    barred = blocks.barred(tx, contest.guild_id, contest.id)
    taking = [one for one in contests.taking(tx, contest.id).values() if one.character_id not in barred]
    standing = contests.entries(tx, contest.id)
    changes = recount(standing, judge_all(contest.rules, courses(tx, contest, taking, now)))
    _keep(tx, contest.id, standing, changes)
    facts = {"contest": contest.id, "added": len(changes.added), "removed": len(changes.removed), "why": why}
    facts |= {"entries": len(changes.added) + len(changes.kept), "run": run}
    audit.append(tx, contest.guild_id, "contest.recounted", actor=by, at=now, facts=facts)
    if changes.changes:
        panels.touch(tx, contest.guild_id, PANEL, contest.id)
    return changes


def courses(tx: Connection, contest: Contest, taking: Iterable[Taking], now: datetime) -> list[Course]:
    """What is known of everybody who was looked at in the contest's span."""
    start = contest.starts_at
    if start is None or now < start:
        return []
    # A bot that slept over the end counts, too, only what was read in time.
    end = min(now, (contest.ended_at or contest.ends_at) + GRACE)
    who = {one.character_id: one.who for one in taking}
    slugs = sorted(needed(contest.rules))
    found = spans.ends(tx, who, start, end)
    firsts = _first_values(tx, contest.id, found, slugs)
    moved = _moved(tx, firsts, slugs, start, end)
    listed = [(at, slug) for slug, at in snapshots.first_listed(tx).items() if at > start]
    return [
        Course(
            one.character_id,
            who[one.character_id],
            one.first,
            one.last,
            *moved[one.character_id],
            unlisted=frozenset(slug for at, slug in listed if at > one.first.at),
        )
        for one in found
    ]


def _first_values(
    tx: Connection, contest_id: int, found: Sequence[Ends], slugs: Sequence[str]
) -> dict[int, Sequence[int]]:
    """The values at everybody's first snapshot in the order of the slugs, -1 where hidden.

    They never change, so they are looked up once and kept, as they lie in memory: to read them as text would take a
    quarter of a recount. What was kept for other slugs, or on another kind of machine, is looked up again.
    """
    mark = hashlib.sha256("\n".join((sys.byteorder, *slugs)).encode()).digest()[:8]
    kept = baselines.kept(tx, contest_id, mark)
    fresh: dict[int, tuple[int, bytes]] = {}
    for one in found:
        if one.character_id not in kept or kept[one.character_id][0] != one.first.id:
            values = snapshots.values_at(tx, one.character_id, one.first.at)
            fresh[one.character_id] = (one.first.id, array("q", [values.get(slug, -1) for slug in slugs]).tobytes())
    baselines.keep(tx, contest_id, mark, fresh)
    return {character_id: memoryview(values).cast("q") for character_id, (_, values) in (kept | fresh).items()}


def _moved(
    tx: Connection, firsts: Mapping[int, Sequence[int]], slugs: Sequence[str], start: datetime, end: datetime
) -> dict[int, Moved]:
    """What moved, by character."""
    ids = snapshots.metric_ids(tx)
    places = {ids[slug]: (place, slug) for place, slug in enumerate(slugs) if slug in ids}
    moved: dict[int, Moved] = {character_id: ({}, {}, []) for character_id in firsts}
    hidden: set[int] = set()
    for character_id, changes in groupby(spans.moved(tx, firsts, start, end), key=itemgetter(0)):
        first = firsts[character_id]
        before, after, told = moved[character_id]
        for _, number, value in changes:
            if (found := places.get(number)) is None:
                continue
            place, slug = found
            if (was := first[place]) >= 0:
                before[slug] = was
            if value is not None:
                after[slug] = value
                if value != was:
                    told.append(slug)
                    if was < 0:
                        hidden.add(character_id)
    return moved | {one: _of_all(slugs, firsts[one], moved[one]) for one in hidden}


def _of_all(slugs: Sequence[str], first: Sequence[int], moved: Moved) -> Moved:
    """The same with the values of what did not move, too: they bound what was hidden."""
    before, after, told = moved
    whole = {slug: value for slug, value in zip(slugs, first, strict=True) if value >= 0}
    still = {slug: value for slug, value in whole.items() if slug not in before}
    return whole, still | after, told


def _keep(tx: Connection, contest_id: int, standing: Sequence[Standing], changes: Recount) -> None:
    places = {(one.earned.rule_id, one.earned.who): one.seq for one in standing}
    contests.withdraw(tx, contest_id, [places[one.rule_id, one.who] for one in changes.removed])
    kept = [Standing(places[one.rule_id, one.who], one) for one in changes.kept]
    contests.renew(tx, contest_id, kept)
    contests.enter(tx, contest_id, max(places.values(), default=0) + 1, changes.added)


def _taking(character: Character, user_id: int | None, *, late: bool) -> Taking:
    if user_id is None or late:
        return Taking(character.id, persons.character(character.name), late, None)
    return Taking(character.id, persons.member(user_id), late, character.owner)


def rule_of(contest: Contest, rule_id: int) -> Rule:
    """The contest's rule of that id, which exists."""
    return next(rule for rule in contest.rules if rule.id == rule_id)
