"""What the clan and each of its characters gained, and how they stand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from domain import metrics
from domain.boards import Page, Row, ranked
from domain.boards import page as page_of_rows
from domain.clan import STATISTICS, Character
from domain.clan_settings import NAME
from domain.errors import Invalid, NotFound
from domain.experience import combat_level, level_at
from domain.gains import Gain, GainKind, evidence, gain, gains, group_gain, total
from domain.guild import TIMEZONE
from domain.metrics import GROUPS, OVERALL, Choice, Metric, MetricKind
from domain.people import Actor
from domain.settings import zone
from domain.windows import Window, baseline
from services.clan import windows
from services.clan.roster import on_roster, on_roster_by_id
from services.clan.windows import Span
from services.desk import Desk
from storage import characters, members, settings, snapshots

TOP_BOSSES = 5
_COMBAT = ("attack", "strength", "defence", "hitpoints", "prayer", "ranged", "magic")


@dataclass(frozen=True, slots=True)
class Board:
    """A page of who gained how much of one metric or group.

    Counted from each character's last snapshot at or before the start of `span`, or its first after it, which is so
    for those in `late`. `flagged` had a value fall, `hidden` proves less than it may have gained.
    """

    choice: Choice
    window: Window
    span: Span
    page: Page[int]
    total: int
    late: frozenset[int]
    hidden: frozenset[int]
    flagged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody's own characters stand on a board of `total` rows; `idle` are those that are not on it."""

    choice: Choice
    window: Window
    rows: tuple[Row[int], ...]
    idle: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Stats:
    """The clan's totals and gains over a window; totals count known values only.

    `name` is empty when the guild's own serves, `timezone` is the guild's.
    """

    name: str
    window: Window
    timezone: str
    span: Span
    characters: int
    read: int
    totals: Mapping[str, int]
    gained: Mapping[str, int]
    top: tuple[Row[int], ...]
    course: tuple[tuple[datetime, int], ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """One character: how it stands, what it gained, and the snapshot that says so.

    `bosses` are those that it killed most in the window, then those that it killed most of all, with their kills;
    `course` is its total experience over the window (None where hidden), `snapshot` the id, time and hash of its
    newest snapshot, `since` that of the baseline, `timezone` the guild's.
    """

    character: Character
    owner_user: int | None
    past_names: tuple[str, ...]
    window: Window
    timezone: str
    values: Mapping[str, int]
    ranks: Mapping[str, int]
    gained: Mapping[str, Gain]
    combat: int | None
    bosses: tuple[tuple[Metric, int], ...]
    since: tuple[int, datetime, bytes] | None
    snapshot: tuple[int, datetime, bytes] | None
    course: tuple[tuple[datetime, int | None], ...]


class Gains:
    """Read what the snapshots say."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def board(self, guild_id: int, metric: str, window: Window, page: int) -> Board:
        """Who gained how much of a metric or group; raises `Invalid` for one that does not exist."""
        now = self._desk.clock()

        def work(tx: Connection) -> Board:
            choice = _choice(tx, metric)
            start = windows.start_in(tx, guild_id, window, now)
            field = _gained(tx, guild_id, choice.slug, start)
            rows = field.ranked()
            return Board(
                choice=choice,
                window=window,
                span=windows.span(tx, guild_id, start, now),
                page=page_of_rows(rows, page),
                total=len(rows),
                late=frozenset(field.late),
                hidden=frozenset(who for who, gain in field.gains.items() if gain.kind is GainKind.AT_LEAST),
                flagged=tuple(field.names[who] for who, gain in field.gains.items() if gain.flag),
            )

        return await self._desk.db.read(work)

    async def standing(self, actor: Actor, metric: str, window: Window) -> Standing:
        """Where the actor's characters stand on a board; raises `Invalid` for a metric that does not exist."""
        now = self._desk.clock()

        def work(tx: Connection) -> Standing:
            choice = _choice(tx, metric)
            member = members.find(tx, actor.guild_id, actor.user_id)
            owned = characters.owned(tx, member.id) if member else []
            mine = {one.id: one.name for one in owned if one.left_at is None}
            rows = board_rows(tx, actor.guild_id, choice.slug, windows.start_in(tx, actor.guild_id, window, now))
            placed = tuple(row for row in rows if row.key in mine)
            idle = mine.keys() - {row.key for row in placed}
            return Standing(choice, window, placed, tuple(sorted(mine[one] for one in idle)), len(rows))

        return await self._desk.db.read(work)

    async def stats(self, guild_id: int, window: Window) -> Stats:
        """The clan's totals and gains over a window."""
        now = self._desk.clock()

        def work(tx: Connection) -> Stats:
            name, timezone = map(str, settings.some(tx, guild_id, NAME, TIMEZONE))
            span = windows.span(tx, guild_id, windows.starts_at(window, now, zone(timezone)), now)
            everyone = {one.id: one for one in characters.roster(tx, guild_id)}
            gained = {board: _gained(tx, guild_id, board, span.start) for board in STATISTICS}
            top = gained["total_xp"].ranked()[:3]
            return Stats(
                name=name,
                window=window,
                timezone=timezone,
                span=span,
                characters=len(everyone),
                read=sum(one.last_at is not None for one in everyone.values()),
                totals=_totals(tx, guild_id),
                gained={board: sum(gain.gained for gain in field.gains.values()) for board, field in gained.items()},
                top=tuple(top),
                course=_clan_course(tx, guild_id, everyone, span),
                links=tuple(row.name for row in top),
            )

        return await self._desk.db.read(work)

    async def profile(self, actor: Actor, who: str | int, window: Window) -> Profile:
        """One character of the roster, by its name as typed or by its id; raises `NotFound`."""
        now = self._desk.clock()

        def work(tx: Connection) -> Profile:
            character = _asked(tx, actor, who)
            (timezone,) = map(str, settings.some(tx, actor.guild_id, TIMEZONE))
            start = windows.starts_at(window, now, zone(timezone))
            newest = snapshots.newest(tx, character.id)
            values = {slug: value for slug, (value, _) in newest.items() if value is not None}
            counted_from = _counted_from(tx, character, start)
            before = snapshots.values_at(tx, character.id, counted_from) if counted_from else {}
            unlisted = _unlisted(tx, counted_from)
            gained = _with_groups(before, values, unlisted)
            owner = character.owner
            return Profile(
                character=character,
                owner_user=members.users(tx, {owner}).get(owner) if owner is not None else None,
                past_names=tuple(characters.past_names(tx, character.id)),
                window=window,
                timezone=timezone,
                values=values,
                ranks={slug: rank for slug, (_, rank) in newest.items() if rank is not None},
                gained=gained,
                combat=_combat(values),
                bosses=_top_bosses(values, gained),
                since=snapshots.at_or_before(tx, character.id, counted_from) if counted_from else None,
                snapshot=snapshots.at_or_before(tx, character.id, now),
                course=_course(tx, character.id, start, counted_from, before.get(OVERALL)),
            )

        return await self._desk.db.read(work)

    async def snapshot_text(self, address: str) -> str:
        """The canonical text behind an address `<id>-<first 16 hex digits of its hash>`; raises `NotFound`."""
        number, _, digits = address.partition("-")
        if not number.isdecimal() or len(number) > 15 or len(digits) != 16:
            raise NotFound("clan.snapshot_unknown")
        found = await self._desk.db.read(lambda tx: snapshots.text_of(tx, int(number)))
        if found is None or not found[1].hex().startswith(digits):
            raise NotFound("clan.snapshot_unknown")
        return found[0]

    async def metrics(self, typed: str) -> list[Choice]:
        """Metrics and groups that fit what was typed, best first."""
        extra = await self._desk.db.read(_strangers)
        return metrics.find(typed, extra)


def board_rows(tx: Connection, guild_id: int, slug: str, start: datetime) -> list[Row[int]]:
    """The whole board of one metric or group since `start`, by character; who gained nothing is not on it."""
    return _gained(tx, guild_id, slug, start).ranked()


def gained_by(tx: Connection, guild_id: int, slug: str, start: datetime) -> dict[int, int]:
    """What the roster gained of one metric or group since `start`, by character; who gained nothing is not in it."""
    return {who: gain.gained for who, gain in _gained(tx, guild_id, slug, start).gains.items() if gain.gained}


@dataclass(frozen=True, slots=True)
class _Field:
    """Everyone on the roster whose value changed: names and gains, by character; `late` came after the start."""

    names: Mapping[int, str]
    late: Collection[int]
    gains: Mapping[int, Gain]

    def ranked(self) -> list[Row[int]]:
        """The board of those who gained something."""
        return ranked((who, self.names[who], gain.gained) for who, gain in self.gains.items() if gain.gained)


def _gained(tx: Connection, guild_id: int, slug: str, start: datetime) -> _Field:
    """The gain of everyone on the roster whose value changed since `start`."""
    slugs = metrics.choice(slug).slugs
    names: dict[int, str] = {}
    before: dict[int, dict[str, int]] = {}
    after: dict[int, dict[str, int]] = {}
    hidden: set[int] = set()
    late: set[int] = set()
    for who, name, came_later, one, old, new in snapshots.contenders(tx, guild_id, slugs, start):
        if who not in names:
            names[who], before[who], after[who] = name, {}, {}
            if came_later:
                late.add(who)
        if old is not None:
            before[who][one] = old
        elif new is not None:
            hidden.add(who)
        if new is not None:
            after[who][one] = new
    # A group of one gains what its one metric does.
    reckon, of = (gain, slugs[0]) if len(slugs) == 1 else (group_gain, slug)
    found = {who: reckon(of, before[who], after[who]) for who in names if who not in hidden}
    if hidden:
        found |= _gained_from_hidden(tx, guild_id, slug, start, hidden, before, after)
    return _Field(names, late, found)


def _gained_from_hidden(
    tx: Connection,
    guild_id: int,
    slug: str,
    start: datetime,
    hidden: Collection[int],
    before: Mapping[int, Mapping[str, int]],
    after: Mapping[int, Mapping[str, int]],
) -> dict[int, Gain]:
    """The provable gain of those whose baseline does not show a value: few, so each is looked at on its own."""
    asked = [one for who in sorted(hidden) if (one := characters.by_id(tx, guild_id, who))]
    moments = {one.id: moment for one in asked if (moment := _counted_from(tx, one, start))}
    wanted = evidence(slug, met=snapshots.names(tx))
    listed = snapshots.first_listed(tx)
    earlier = snapshots.many_values_at(tx, moments, wanted)
    found: dict[int, Gain] = {}
    for who, moment in moments.items():
        newest = {one: value for one, (value, _) in snapshots.newest(tx, who).items() if value is not None}
        unlisted = {one for one, since in listed.items() if since > moment}
        old, new = {**earlier[who], **before[who]}, {one: newest[one] for one in wanted if one in newest}
        found[who] = group_gain(slug, old, {**new, **after[who]}, unlisted=unlisted)
    return found


def _counted_from(tx: Connection, character: Character, start: datetime) -> datetime | None:
    last_before = snapshots.at_or_before(tx, character.id, start)
    times = [moment for moment in (last_before[1] if last_before else None, character.first_at) if moment]
    return baseline(sorted(set(times)), start)


def _unlisted(tx: Connection, counted_from: datetime | None) -> frozenset[str]:
    """Metrics that the hiscores were not seen to list yet at that time."""
    if counted_from is None:
        return frozenset()
    return frozenset(slug for slug, since in snapshots.first_listed(tx).items() if since > counted_from)


def _asked(tx: Connection, actor: Actor, who: str | int) -> Character:
    return on_roster_by_id(tx, actor.guild_id, who) if isinstance(who, int) else on_roster(tx, actor, who)


def _choice(tx: Connection, text: str) -> Choice:
    found = metrics.chosen(text) or metrics.chosen(text, _strangers(tx))
    if found is None:
        raise Invalid("clan.metric_unknown", metric=text[:40])
    return found


def _strangers(tx: Connection) -> list[Metric]:
    """Metrics that were met in the hiscores and are not in the catalogue."""
    return [metrics.metric(slug, name) for slug, name in snapshots.names(tx).items() if not metrics.is_known(slug)]


def _totals(tx: Connection, guild_id: int) -> dict[str, int]:
    slugs = {slug for board in STATISTICS for slug in metrics.choice(board).slugs}
    standing = snapshots.totals(tx, guild_id, slugs)
    return {board: sum(_total(board, values) for values in standing.values()) for board in STATISTICS}


def _total(board: str, values: Mapping[str, int]) -> int:
    return total(board, values) or 0


def _with_groups(before: Mapping[str, int], after: Mapping[str, int], unlisted: frozenset[str]) -> dict[str, Gain]:
    singles = gains(before, after, unlisted=unlisted)
    return singles | {slug: group_gain(slug, before, after, unlisted=unlisted) for slug in GROUPS}


def _combat(values: Mapping[str, int]) -> int | None:
    """The combat level, when every skill that makes it is known."""
    if any(skill not in values for skill in _COMBAT):
        return None
    return combat_level(**{skill: level_at(values[skill]) for skill in _COMBAT})


def _top_bosses(values: Mapping[str, int], gained: Mapping[str, Gain]) -> tuple[tuple[Metric, int], ...]:
    counted = [(metrics.metric(slug), value) for slug, value in values.items()]
    bosses = [(metric, value) for metric, value in counted if metric.kind is MetricKind.BOSS and value]

    def order(one: tuple[Metric, int]) -> tuple[int, int, str]:
        boss, kills = one
        return (-gained[boss.slug].gained if boss.slug in gained else 0, -kills, boss.name)

    return tuple(sorted(bosses, key=order)[:TOP_BOSSES])


def _course(
    tx: Connection, character_id: int, start: datetime, counted_from: datetime | None, first: int | None
) -> tuple[tuple[datetime, int | None], ...]:
    """Total experience at each snapshot since `start`, and before them at the one that it is counted from."""
    changed = {at: value for _, _, at, value in snapshots.course(tx, [character_id], [OVERALL], start)}
    points: list[tuple[datetime, int | None]] = []
    value = None
    if counted_from is not None and counted_from <= start and first is not None:
        value = first
        points.append((counted_from, first))
    for at in snapshots.times(tx, character_id, since=start):
        value = changed.get(at, value)
        points.append((at, value))
    return tuple(points)


def _clan_course(
    tx: Connection, guild_id: int, everyone: Mapping[int, Character], span: Span
) -> tuple[tuple[datetime, int], ...]:
    """What the whole roster gained in total experience over the span, as it grew, one point a run."""
    standing = {who: old for who, _, old, _ in snapshots.ends(tx, guild_id, [OVERALL], span.start) if old is not None}
    gained, points = 0, [(span.first, 0)]
    for who, _, at, value in snapshots.course(tx, everyone, [OVERALL], span.start):
        old = standing.get(who)
        if value is None:
            continue
        if old is not None and value > old:
            gained += value - old
        # What fell and rose again was not gained twice.
        standing[who] = value if old is None else max(old, value)
        if points[-1][0] == at:
            points[-1] = (at, gained)
        else:
            points.append((at, gained))
    return tuple(points)
