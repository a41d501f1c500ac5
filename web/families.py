"""The house's figures as Prometheus names them; docs/monitoring.md says what each of them tells.

Names, units and types follow prometheus.io/docs/practices/naming. Nothing is kept here: each scrape gets fresh
families, written down by Prometheus' own library.
"""

import platform
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from prometheus_client import CollectorRegistry, Metric, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    SummaryMetricFamily,
)
from prometheus_client.exposition import choose_encoder

from services.health import VERSION
from services.meter import Buckets, Meter

if TYPE_CHECKING:
    from clients.outside import Standing
    from services.gauges import Files, Gauges
    from services.guildhall import Guildhall
    from services.meter import Gateway
    from web.metrics import Moment

PREFIX: Final = "guildhall_"

Labelled = Mapping[tuple[str, ...], float]


def written(hall: "Guildhall", moment: "Moment", accept: str) -> tuple[bytes, str]:
    """All figures, in the format that is asked for, and that format's content type."""
    encode, content_type = choose_encoder(accept)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Collected([*_all(hall, moment), *_process().collect()]))
    return encode(registry), content_type


class _Collected:
    """What the library wants of who collects."""

    def __init__(self, families: Sequence[Metric]) -> None:
        self._families = families

    def collect(self) -> Sequence[Metric]:
        """The families, collected already."""
        return self._families

    def describe(self) -> Sequence[Metric]:
        """Nothing has to be known of them before."""
        return ()


@cache
def _process() -> ProcessCollector:
    nowhere: Any = None  # in no registry
    return ProcessCollector(registry=nowhere)


def _all(hall: "Guildhall", moment: "Moment") -> Iterator[Metric]:
    meter = hall.meter
    yield from _well(moment)
    if moment.gateway is not None:
        yield from _gateway(moment.gateway)
    yield from _interactions(meter)
    yield from _jobs(meter)
    yield from _sweeps(meter)
    yield from _writes(hall)
    if moment.books is not None:
        yield from _books(moment.books)
    if moment.files is not None:
        yield from _files(moment.files)
    yield from _outside(moment.outside or [])


def _well(moment: "Moment") -> Iterator[Metric]:
    books = moment.books
    revision = books.counts.revision if books else ""
    yield _gauges(
        "build_info",
        "1, labelled with what runs here: the bot's version, Python's, and the database's revision.",
        ("version", "python", "revision"),
        {(VERSION, platform.python_version(), revision): 1},
    )
    yield _gauge("database_readable", "1 while the database can be read.", 0 if books is None else 1)
    yield _counters(
        "scrape_errors",
        "Sources that failed at a scrape.",
        ("source",),
        {(one,): n for one, n in moment.errors.items()},
    )


def _gateway(gateway: "Gateway") -> Iterator[Metric]:
    yield _gauge("gateway_connected", "1 while the bot is connected to Discord.", int(gateway.connected))
    if gateway.latency is not None:
        yield _gauge("gateway_latency_seconds", "Time until Discord answered the last heartbeat.", gateway.latency)
    yield _gauge("guilds", "Servers that the bot is in.", gateway.guilds)


def _interactions(meter: Meter) -> Iterator[Metric]:
    served = {(kind, name): one for kind, by_name in meter.served.items() for name, one in tuple(by_name.items())}
    labels = ("kind", "name")
    yield _counters(
        "interactions",
        "Commands, buttons, forms and autocompletes that were served, by what came of them.",
        (*labels, "outcome"),
        {
            (kind.value, name, outcome.value): times
            for (kind, name), one in served.items()
            for outcome, times in tuple(one.outcomes.items())
            if times
        },
    )
    answers = {(kind.value,): buckets for kind, buckets in meter.answers.items()}
    yield _histogram(
        "interaction_answer_seconds", "From receiving an interaction to the first answer.", ("kind",), answers
    )
    handled = {(kind.value, name): (one.count, one.seconds) for (kind, name), one in served.items()}
    yield _summary("interaction_handling_seconds", "From receiving an interaction until all is done.", labels, handled)


def _jobs(meter: Meter) -> Iterator[Metric]:
    jobs = tuple(meter.jobs.items())
    spent = {(name,): (one.spent.count, one.spent.seconds) for name, one in jobs}
    yield _summary("job_seconds", "What the jobs of the clock took.", ("name",), spent)
    failures = {(name,): one.failures for name, one in jobs}
    yield _counters("job_failures", "Runs of a job that failed.", ("name",), failures)
    last = {(name,): one.succeeded_at.timestamp() for name, one in jobs if one.succeeded_at is not None}
    yield _gauges("job_last_success_timestamp_seconds", "When a job last came to its end.", ("name",), last)
    yield _histogram(
        "event_loop_lag_seconds", "How late the event loop came to what was due.", (), {(): meter.lag.seen}
    )


def _sweeps(meter: Meter) -> Iterator[Metric]:
    states = {(state,): meter.sweeps[state] for state in ("complete", "failed")}
    yield _counters("sweeps", "Snapshot runs over a clan's roster that ended.", ("state",), states)
    yield _histogram("sweep_seconds", "From the start of a snapshot run to its end.", (), {(): meter.sweep_durations})
    characters = {("read",): meter.characters_read, ("failed",): meter.characters_failed}
    yield _counters("sweep_characters", "Characters of the runs that ended.", ("outcome",), characters)


def _writes(hall: "Guildhall") -> Iterator[Metric]:
    commits = hall.desk.db.commits
    yield _gauge("writes_waiting", "Writes that wait for the database's one writer.", hall.desk.db.waiting)
    yield _counters(
        "writes", "Writes that were carried out; those that waited together share one commit.", (), {(): commits.writes}
    )
    yield _counters("write_failures", "Writes that the database could not do.", (), {(): commits.failures})
    yield _histogram("commit_seconds", "What commits took, with the writes in them.", (), {(): commits.durations})


def _books(books: "Gauges") -> Iterator[Metric]:
    counts = books.counts
    yield _gauge("epoch", "The books' epoch: 1 and one more for each backup that was put back.", counts.epoch)
    yield _gauge("notices_pending", "Notices that wait to be delivered.", counts.pending)
    yield _gauge("notices_oldest_pending_seconds", "How long the oldest of them has waited.", books.pending_since)
    yield _gauge("notices_failed", "Notices of the last 30 days that could not be delivered.", counts.failed)
    yield _gauges("under_way", "What is under way.", ("thing",), {(thing,): n for thing, n in counts.under_way.items()})
    yield _gauges(
        "draws_open", "Draws that are not settled yet.", ("state",), {(state,): n for state, n in counts.draws.items()}
    )
    yield _gauge(
        "draw_beacon_wait_seconds",
        "How long the first of the called draws has waited for the beacon.",
        books.beacon_wait,
    )
    if books.differences is not None:
        yield _gauge("books_differences", "What did not add up when the books were last checked.", books.differences)
    yield from _moment("books_checked_timestamp_seconds", "When the books were last checked.", books.checked_at)
    yield from _moment(
        "backup_last_success_timestamp_seconds", "When the last scheduled backup was made.", books.backed_up_at
    )
    if books.backup_failed is not None:
        yield _gauge("backup_failed", "1 when the last scheduled backup failed.", int(books.backup_failed))


def _files(files: "Files") -> Iterator[Metric]:
    yield _gauge("database_bytes", "What the database takes on its disk.", files.database)
    yield _gauge("disk_free_bytes", "What is left on that disk.", files.free)


def _outside(standings: "Sequence[Standing]") -> Iterator[Metric]:
    labels = ("service", "address")
    up = {(one.service, one.address): float(one.next_try is None) for one in standings}
    yield _gauges("outside_up", "0 while an outside service is left alone after outages.", labels, up)
    answered = {(one.service, one.address): _unix(one.last_answer) for one in standings if one.last_answer is not None}
    yield _gauges("outside_last_answer_timestamp_seconds", "When it last answered.", labels, answered)
    retry = {(one.service, one.address): _unix(one.next_try) for one in standings if one.next_try is not None}
    yield _gauges("outside_retry_timestamp_seconds", "When it is asked again.", labels, retry)


def _unix(at: datetime) -> float:
    return at.timestamp()


def _moment(name: str, says: str, at: datetime | None) -> Iterator[Metric]:
    if at is not None:
        yield _gauge(name, says, at.timestamp())


def _gauge(name: str, says: str, value: float) -> Metric:
    return _gauges(name, says, (), {(): value})


def _gauges(name: str, says: str, labels: Sequence[str], values: Labelled) -> Metric:
    family = GaugeMetricFamily(PREFIX + name, says, labels=labels)
    for given, value in values.items():
        family.add_metric(given, value)
    return family


def _counters(name: str, says: str, labels: Sequence[str], values: Labelled) -> Metric:
    family = CounterMetricFamily(PREFIX + name, says, labels=labels)
    for given, value in values.items():
        family.add_metric(given, value)
    return family


def _summary(
    name: str, says: str, labels: Sequence[str], values: Mapping[tuple[str, ...], tuple[int, float]]
) -> Metric:
    family = SummaryMetricFamily(PREFIX + name, says, labels=labels)
    for given, (count, seconds) in values.items():
        family.add_metric(given, count_value=count, sum_value=seconds)
    return family


def _histogram(name: str, says: str, labels: Sequence[str], values: Mapping[tuple[str, ...], Buckets]) -> Metric:
    family = HistogramMetricFamily(PREFIX + name, says, labels=labels)
    for given, one in values.items():
        counted = list(zip([*map(str, one.bounds), "+Inf"], one.up_to(), strict=True))
        family.add_metric(given, buckets=counted, sum_value=one.seconds)
    return family
