"""Seeded crowds around a pot, each person labelled: who is honest, who is one of somebody's many, who is a machine.

Nothing here knows the rules that are tried on it. Times are seconds after the pot opened; an act of no tickets is
leaving. What honest people look like is taken from how guilds play: most come with the announcement, some when they
get home; newcomers are a tenth; friends sign up on the same evening; a few press again and again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

HOUR, DAY = 3600.0, 86400.0
Acts = tuple[tuple[float, int], ...]


@dataclass(frozen=True)
class Person:
    """Somebody who comes to a pot: `age` is that of the account when the pot opens."""

    label: str
    colludes: bool
    age: timedelta
    acts: Acts


@dataclass(frozen=True)
class Scene:
    """A pot that is open for so many seconds, and everybody who comes."""

    max_tickets: int
    max_per_user: int
    seconds: float
    people: tuple[Person, ...]


def scene(seed: int) -> Scene:
    """A pot with eight to forty honest people, and in most a planted scheme or a machine."""
    random = Random(seed)
    seconds = random.choice((0.5, 2, 2, 8, 24)) * HOUR
    max_per_user = random.choice((3, 5, 8, 10))
    honest = [one for _ in range(random.randint(8, 40)) for one in _honest(random, seconds, max_per_user)]
    planted = [
        one
        for plot in random.choices(_PLOTS, k=random.choice((0, 1, 1, 2)))
        for one in _scheme(random, plot, max_per_user)
    ]
    people = [*honest, *planted]
    wanted = sum(tickets for one in people for _, tickets in one.acts)
    # Some fill before their time, some close half empty.
    max_tickets = max(max_per_user + 1, round(wanted * random.choice((0.9, 1.2, 2.5))))
    return Scene(max_tickets, max_per_user, seconds, tuple(people))


def _days(number: float) -> timedelta:
    return timedelta(days=number)


def _comes(random: Random, seconds: float) -> float:
    """Half come with the announcement, the others whenever they look."""
    if random.random() < 0.5:
        return min(random.expovariate(1 / (0.05 * seconds)) + 5, seconds * 0.9)
    return random.uniform(5, seconds * 0.95)


def _honest(random: Random, seconds: float, most: int) -> Iterator[Person]:
    """One honest person, or two or three friends."""
    label = random.choices(tuple(_HONEST), weights=[weight for weight, _ in _HONEST.values()])[0]
    if label == "friends":
        yield from _friends(random, seconds, most)
        return
    old = _days(random.uniform(0, 60) if label == "newcomer" else random.uniform(90, 3000))
    yield Person(label, False, old, _HONEST[label][1](random, _comes(random, seconds), most))


def _friends(random: Random, seconds: float, most: int) -> Iterator[Person]:
    """Two or three who heard of the guild together and made their accounts on the same evening."""
    evening, together = random.uniform(1, 60), _comes(random, seconds)
    for _ in range(random.choice((2, 2, 3))):
        age = _days(evening + random.uniform(0, 0.15))
        come = min(together + random.uniform(0, 900), seconds * 0.95)
        yield Person("friends", False, age, _once(random, come, most))


def _once(random: Random, come: float, most: int) -> Acts:
    return ((come, random.randint(1, most)),)


def _twice(random: Random, come: float, most: int) -> Acts:
    """Two purchases in a hurry."""
    return ((come, random.randint(1, most // 2)), (come + random.uniform(2.5, 12), random.randint(1, most // 2)))


def _one_by_one(random: Random, come: float, most: int) -> Acts:
    """Ticket by ticket, as fast as a hand does two presses with Discord's answer in between."""
    pace = random.uniform(3, 8)
    return tuple((come + turn * pace * random.uniform(0.9, 1.3), 1) for turn in range(random.randint(3, most)))


def _undecided(random: Random, come: float, most: int) -> Acts:
    """In, out, and in again."""
    return ((come, 1), (come + random.uniform(4, 20), 0), (come + random.uniform(24, 60), random.randint(1, most)))


_HONEST: dict[str, tuple[float, Callable[[Random, float, int], Acts]]] = {
    "regular": (0.68, _once),
    "newcomer": (0.10, _once),
    "hurried": (0.10, _twice),
    "one by one": (0.05, _one_by_one),
    "undecided": (0.04, _undecided),
    "friends": (0.03, _once),
}
"""By label: how many of a guild are like that, and what they do in a pot."""


@dataclass(frozen=True)
class Plot:
    """How somebody with many accounts goes about it.

    `age` in days and `made` in hours: when the last was made, and how long before it the others were. `tickets` is the
    part of what one person may hold that each buys; `spread` is the seconds that they take to come, `pace` those
    between two tickets of one where a machine presses.
    """

    label: str
    age: tuple[float, float]
    made: float
    spread: tuple[float, float]
    tickets: tuple[float, float]
    pace: float = 0


_PLOTS = (
    Plot("many at once", (0, 20), 2, (30, 360), (0.5, 1)),
    Plot("over half an hour", (0, 20), 2, (900, 1800), (0.5, 1)),
    Plot("few tickets each", (0, 25), 3, (60, 1800), (0, 0.2)),
    Plot("kept for weeks", (35, 85), 2, (120, 1800), (0.4, 1)),
    Plot("kept, few tickets", (35, 85), 2, (120, 1800), (0, 0.2)),
    Plot("over a weekend", (35, 80), 46, (120, 1800), (0.6, 1)),
    Plot("machines with many", (0, 20), 1, (2, 20), (0.6, 1), pace=0.4),
    Plot("machine", (200, 2000), 0, (1, 1), (0.8, 1), pace=0.5),
)


def _scheme(random: Random, plot: Plot, most: int) -> Iterator[Person]:
    """One person's accounts, or one machine."""
    first, begin, spread = random.uniform(*plot.age), random.uniform(5, 0.3 * HOUR), random.uniform(*plot.spread)
    for _ in range(random.randint(3, 10) if plot.made else 1):
        age = timedelta(days=first, hours=random.uniform(0, plot.made))
        come, tickets = begin + random.uniform(0, spread), max(1, round(random.uniform(*plot.tickets) * most))
        if not plot.pace:
            yield Person(plot.label, True, age, ((come, tickets),))
            continue
        paces = [plot.pace * random.uniform(0.5, 2) for _ in range(max(tickets, min(4, most)))]
        yield Person(plot.label, True, age, tuple((come + sum(paces[:turn]), 1) for turn in range(len(paces))))
