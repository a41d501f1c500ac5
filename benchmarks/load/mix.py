"""What people in a busy town do: a mix of acts by weight, each going on from what was answered before."""

import random
import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from benchmarks.load.people import SLOWEST, TYPING, People
from benchmarks.load.town import Asked, Guild, Person, Post, ids, message

SHORT: Final = 2
"""Minutes that a short auction runs."""

_WAITING: Final = 2000
_LIVE: Final = {
    "pot": re.compile(r"pot:v1:join:(\d+):1"),
    "auction": re.compile(r"auction:v1:bid:(\d+)"),
    "decision": re.compile(r"decision:v1:answer:(\d+):bis"),
}
_METRICS: Final = ("overall", "slayer", "attack", "zulrah")
_WINDOWS: Final = ("7d", "30d", "month")
_TICKETS: Final = (1, 3, 5)


@dataclass
class Hall:
    """What is on in one guild: the newest panel of each kind, and the number that its buttons carry."""

    guild: Guild
    posts: dict[str, Post] = field(default_factory=dict[str, Post])
    numbers: dict[str, int] = field(default_factory=dict[str, int])
    challenge: str = ""
    highest: int = 10


@dataclass(frozen=True, slots=True)
class Prompt:
    """A button that somebody was shown and has not pressed yet."""

    asked: Asked
    custom_id: str


class Mix:
    """Everybody's next act, from a seed. `act` begins one; `keep_up` learns what follows from its answer."""

    def __init__(self, people: People, seed: int) -> None:
        self.people = people
        self.halls = {guild.id: Hall(guild) for guild in people.town.guilds}
        self._dice = random.Random(seed)
        self._prompts: deque[Prompt] = deque(maxlen=_WAITING)
        self._spent: deque[Prompt] = deque(maxlen=_WAITING)
        self._forms: deque[Asked] = deque(maxlen=_WAITING)
        self._number = 0
        kinds: Sequence[tuple[int, Callable[[Hall, Person, float], Asked]]] = (
            (20, self._join),
            (20, self._confirm),
            (2, self._press_again),
            (6, self._bid),
            (3, self._ask_to_bid),
            (3, self._send_bid),
            (9, self._answer),
            (2, self._look_into_council),
            (5, self._browse),
            (7, self._gains),
            (5, self._board),
            (2, self._profile),
            (6, self._wallet),
            (5, self._standings),
            (8, self._complete),
            (4, self._refused),
            (2, self._grant),
            (2, self._award),
            (1, self._sell),
        )
        self._weights = [weight for weight, _ in kinds]
        self._acts = [act for _, act in kinds]

    def act(self, due: float) -> Asked:
        """Somebody does something that was due then."""
        hall = self._dice.choice(list(self.halls.values()))
        (act,) = self._dice.choices(self._acts, self._weights)
        return act(hall, self._dice.choice(hall.guild.people), due)

    def keep_up(self, asked: Asked) -> None:
        """Somebody was answered: what can be pressed now may be pressed later."""
        if asked.modal is not None:
            self._forms.append(asked)
        for start in ("pot:v1:buy:", "points:v1:give:", "challenge:v1:vote:"):
            for custom_id in asked.ids(start)[:1]:
                self._prompts.append(Prompt(asked, custom_id))

    def notice(self) -> None:
        """Look at what was posted: the newest panels are what people press."""
        for post in self.people.town.posts.values():
            hall = self.halls.get(post.channel_id - 1)
            for kind, pattern in _LIVE.items():
                for custom_id in ids(post.content, kind):
                    if hall and (found := pattern.fullmatch(custom_id)):
                        hall.posts[kind], hall.numbers[kind] = post, int(found[1])
                        break

    def _shown(self, hall: Hall, kind: str) -> dict[str, object] | None:
        post = hall.posts.get(kind)
        return None if post is None else message(post.id, post.channel_id, post.content)

    def _press(self, hall: Hall, who: Person, kind: str, custom_id: str, due: float) -> Asked:
        shown = self._shown(hall, kind)
        if shown is None or custom_id not in ids(shown, kind):
            return self._show(hall, who, due)
        return self.people.press(who, shown, custom_id, due=due)

    def _show(self, hall: Hall, who: Person, due: float) -> Asked:
        """What people do who find nothing to press."""
        return self.people.slash(who, "pot lobby", due=due)

    def _join(self, hall: Hall, who: Person, due: float) -> Asked:
        tickets, number = self._dice.choice(_TICKETS), hall.numbers.get("pot", 0)
        return self._press(hall, who, "pot", f"pot:v1:join:{number}:{tickets}", due)

    def _confirm(self, hall: Hall, who: Person, due: float) -> Asked:
        if not self._prompts:
            return self._join(hall, who, due)
        prompt = self._prompts.popleft()
        self._spent.append(prompt)
        return self._press_prompt(prompt, due)

    def _press_again(self, hall: Hall, who: Person, due: float) -> Asked:
        return self._press_prompt(self._dice.choice(self._spent), due) if self._spent else self._join(hall, who, due)

    def _press_prompt(self, prompt: Prompt, due: float) -> Asked:
        asked = prompt.asked
        shown = message(asked.message_id, asked.person.guild_id + 1, asked.answer)
        return self.people.press(asked.person, shown, prompt.custom_id, due=due)

    def _bid(self, hall: Hall, who: Person, due: float) -> Asked:
        number = hall.numbers.get("auction")
        if number is None:
            return self._sell(hall, who, due)
        hall.highest += self._dice.randint(1, 3)
        return self.people.slash(who, "auction bid", due=due, auction=str(number), amount=hall.highest)

    def _ask_to_bid(self, hall: Hall, who: Person, due: float) -> Asked:
        return self._press(hall, who, "auction", f"auction:v1:bid:{hall.numbers.get('auction')}", due)

    def _send_bid(self, hall: Hall, who: Person, due: float) -> Asked:
        if not self._forms or due - self._forms[0].begun < TYPING + SLOWEST:
            return self._ask_to_bid(hall, who, due)
        form = self._forms.popleft()
        of = self.halls[form.person.guild_id]
        of.highest += self._dice.randint(1, 3)
        return self.people.send_form(form.person, form, {"": str(of.highest)}, due=due)

    def _answer(self, hall: Hall, who: Person, due: float) -> Asked:
        said = self._dice.choice(("bis", "upgrade", "minor", "offspec", "pass"))
        return self._press(hall, who, "decision", f"decision:v1:answer:{hall.numbers.get('decision')}:{said}", due)

    def _look_into_council(self, hall: Hall, _: Person, due: float) -> Asked:
        custom_id = f"decision:v1:council:{hall.numbers.get('decision')}"
        return self._press(hall, hall.guild.boss, "decision", custom_id, due)

    def _browse(self, hall: Hall, who: Person, due: float) -> Asked:
        sort = self._dice.choice(("newest", "random"))
        return self.people.slash(who, "challenge gallery", due=due, challenge=hall.challenge, sort=sort)

    def _gains(self, hall: Hall, who: Person, due: float) -> Asked:
        metric, window = self._dice.choice(_METRICS), self._dice.choice(_WINDOWS)
        return self.people.slash(who, "clan gains", due=due, metric=metric, window=window)

    def _board(self, hall: Hall, who: Person, due: float) -> Asked:
        return self.people.slash(who, "leaderboard", due=due)

    def _profile(self, hall: Hall, who: Person, due: float) -> Asked:
        whom = self._dice.choice(hall.guild.people[:20])
        return self.people.slash(who, "profile", due=due, member=whom)

    def _wallet(self, hall: Hall, who: Person, due: float) -> Asked:
        return self.people.slash(who, self._dice.choice(("wallet show", "wallet history")), due=due)

    def _standings(self, hall: Hall, who: Person, due: float) -> Asked:
        return self.people.slash(who, self._dice.choice(("epgp standings", "dkp standings")), due=due)

    def _complete(self, hall: Hall, who: Person, due: float) -> Asked:
        command, option, text = self._dice.choice(
            (("pot show", "pot", "F"), ("clan gains", "metric", "zul"), ("clan profile", "name", "P"),
             ("auction bid", "auction", ""), ("challenge show", "challenge", ""))
        )  # fmt: skip
        return self.people.complete(who, command, option, text, due=due)

    def _refused(self, hall: Hall, who: Person, due: float) -> Asked:
        raider = self._dice.choice(hall.guild.people[1:])
        act = self._dice.choice(
            (
                partial(self.people.slash, raider, "pot lock", pot="1"),
                partial(self.people.slash, raider, "pot show", pot="a pot that never was"),
                partial(self.people.slash, raider, "wallet grant", member=raider, amount=5, reason="me"),
                partial(self.people.slash, raider, "clan gains", metric="no such thing", window="7d"),
            )
        )
        return act(due=due)

    def _grant(self, hall: Hall, who: Person, due: float) -> Asked:
        whom = self._dice.choice(hall.guild.people[1:])
        return self.people.slash(hall.guild.boss, "wallet grant", due=due, member=whom, amount=50, reason="a raid")

    def _award(self, hall: Hall, who: Person, due: float) -> Asked:
        crowd = " ".join(one.mention for one in self._dice.sample(hall.guild.people, min(20, len(hall.guild.people))))
        boss = hall.guild.boss
        return self.people.slash(boss, "epgp award", due=due, ep="10", reason="a raid", members=crowd)

    def _sell(self, hall: Hall, who: Person, due: float) -> Asked:
        self._number += 1
        item, sale = f"Blade {self._number}", self._dice.choice(("open", "sealed", "second_price"))
        hall.highest = 10
        told = {"item": item, "type": sale, "min_bid": 10, "minutes": SHORT}
        return self.people.slash(hall.guild.boss, "auction open", due=due, **told)
