"""Who lives in the demo guild: the same seed always brings the same people, characters and colours."""

import random
from dataclasses import dataclass
from typing import Final

from domain.characters import AccountType

_GUILDS: Final = ("Varrock Vanguard", "Lumbridge Lanterns", "Falador Founders", "Keldagrim Kin", "Ardougne Anglers")
_NAMES: Final = (
    "Arlo", "Britt", "Cato", "Dunya", "Emil", "Fenna", "Gus", "Hana", "Ivo", "Juno", "Kaj", "Lotte", "Mara", "Nessa",
    "Odo", "Petra", "Quinn", "Rosa", "Sten", "Tilda", "Ugo", "Vera", "Wren", "Ylva", "Zora",
)  # fmt: skip
_CHARACTERS: Final = (
    "Barrows Bob", "Clue Juice", "Crystal Key", "Fairy Ring", "Gilded Axe", "Goblin Mail", "Karam Jam", "Lumby Cook",
    "Nightshade", "Pet Hunter", "Rune Baker", "Salmon Run", "Snek Slayer", "Tick Eater", "Wise Gnu", "Yew Nork",
)  # fmt: skip
_COLOURS: Final = (0x5B8DEF, 0x3FB27F, 0xA66BD6, 0xE66A8B, 0x2FA8B8, 0xD97F3E, 0x8E9C3A, 0xC2569B)

GUILD_MASTER: Final = "Guild Master"
OFFICER: Final = "Officer"
RAIDER: Final = "Raider"
CHAMPION: Final = "Champion"
"""The role of whoever leads the overall standing; nobody has it from the start."""

PODIUM: Final = "Podium"
"""A role that no rule gives yet."""


@dataclass(frozen=True, slots=True)
class Part:
    """A person of the demo: `key` names them in addresses, `roles` are Discord's, `may` says what they can do."""

    key: str
    name: str
    title: str
    roles: tuple[str, ...]
    may: str
    colour: int


@dataclass(frozen=True, slots=True)
class Played:
    """A character and the key of whoever plays it."""

    name: str
    kind: AccountType
    by: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody. The first one is the leader and owns the server; `strangers` are characters of nobody here."""

    guild: str
    people: tuple[Part, ...]
    played: tuple[Played, ...]
    strangers: tuple[str, ...]

    @property
    def leader(self) -> Part:
        """Whoever set the guild up."""
        return self.people[0]


_PARTS: Final = (
    ("leader", "Guild Master", (GUILD_MASTER,), "Leads: may do everything, from settings to the clan's schedule."),
    ("officer", "Officer", (OFFICER, RAIDER), "Keeps the roster: adds characters and runs snapshots."),
    ("raider", "Raider", (RAIDER,), "Plays: looks at gains, boards and profiles, claims characters."),
    ("raider2", "Raider", (RAIDER,), "Another raider, to see what two people see."),
    ("raider3", "Raider", (RAIDER,), "Another raider."),
    ("newcomer", "Newcomer", (), "Just joined: no role yet, and no character."),
)
_KINDS: Final = (AccountType.IRONMAN, AccountType.REGULAR, AccountType.HARDCORE)
_ROSTER: Final = 8
_STRANGERS: Final = 3


def cast(seed: int, real: tuple[str, ...] = ()) -> Cast:
    """The people of this seed; they play the characters named in `real` and as many others as make eight."""
    dice = random.Random(f"cast:{seed}")
    names = dice.sample(_NAMES, len(_PARTS))
    colours = dice.sample(_COLOURS, len(_PARTS))
    people = tuple(
        Part(key, name, title, roles, may, colour)
        for (key, title, roles, may), name, colour in zip(_PARTS, names, colours, strict=True)
    )
    players = [part.key for part in people if part.key != "newcomer"]
    made_up = dice.sample(_CHARACTERS, _ROSTER + _STRANGERS)
    strangers = tuple(made_up.pop() for _ in range(_STRANGERS))
    everyone = [(name, AccountType.REGULAR) for name in real]
    everyone += [(name, _KINDS[number % len(_KINDS)]) for number, name in enumerate(made_up[: _ROSTER - len(real)])]
    played = tuple(Played(name, kind, players[number % len(players)]) for number, (name, kind) in enumerate(everyone))
    return Cast(dice.choice(_GUILDS), people, played, strangers)
