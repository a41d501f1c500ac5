"""The guided tour: seven short stories, each a few steps that somebody takes in some channel."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from playground import happened
from playground.crowd_acts import Act
from playground.happened import Done
from playground.warcraft_logs import DEMO_NIGHT

MOMENTS: Final[Mapping[str, Callable[[Connection, int], datetime | None]]] = {
    "hammer": happened.last_minute,
    "podium": happened.after_the_week,
}
"""Where time can be skipped to, besides by so many hours, in the guild of that id."""


@dataclass(frozen=True, slots=True)
class Skip:
    """A button that lets time pass: so many hours, or to one of `MOMENTS`."""

    hours: str
    label: str


@dataclass(frozen=True, slots=True)
class Loose:
    """A button that lets the crowd loose for something."""

    act: Act
    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next as the person `who` (a key) in the channel `where`.

    In `text`, what stands between backticks is to be typed, what stands between asterisks is a name or a button, and
    a key in braces becomes that person's name. Without `done` one says oneself when one has seen enough.
    """

    who: str
    where: str
    text: str
    done: Done | None = None
    skip: Skip | None = None
    crowd: Loose | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A story of a few steps; `end` says what was shown, and how to check it."""

    key: str
    title: str
    why: str
    steps: tuple[Step, ...]
    end: str


STORIES: Final = (
    Story(
        "contest",
        "A contest, drawn and verified",
        "Nobody can choose who wins, and anybody can prove it.",
        (
            Step(
                "leader",
                "contests",
                "A slayer contest is on. End it early: type `/contest end`, pick *Slayer November*, press Enter.",
                happened.contest_over,
            ),
            Step(
                "leader",
                "contests",
                "The last snapshot is read and the entries are locked. Then click *Run draw* on the contest’s card.",
                happened.contest_called,
            ),
            Step(
                "leader",
                "contests",
                "The draw now waits for a number that nobody can know yet: the next round of a public beacon. Watch.",
                happened.contest_drawn,
            ),
            Step(
                "leader",
                "contests",
                "Do not take the bot’s word for it. Click *Verify* under the winner: your own browser does the sums.",
            ),
        ),
        "The winner followed from secrets fixed before the draw and a beacon that nobody owns. Check any draw, ever, "
        "with `/verify`.",
    ),
    Story(
        "pot",
        "A pot, filled by a crowd",
        "Credits on tickets. The last ticket starts the draw, and the winner takes all.",
        (
            Step(
                "raider",
                "pots",
                "In the *Friday Pot*, click *3*, look at the price, then click *Buy*.",
                happened.joined("raider"),
            ),
            Step(
                "raider",
                "pots",
                "Others see you and join. Let the crowd loose, and watch the bar fill.",
                happened.pot_full,
                crowd=Loose(Act.POT, "Let the crowd loose"),
            ),
            Step(
                "raider",
                "pots",
                "Sold out: the pot locks itself and waits for the beacon. A moment’s patience.",
                happened.pot_won,
            ),
            Step(
                "raider",
                "pots",
                "Won or lost? Type `/wallet history` to see where every credit went.",
                happened.did("raider", "wallet history"),
            ),
        ),
        "A pot takes nothing for the house, and its draw can be worked out again by anybody: *Verify* on its card.",
    ),
    Story(
        "council",
        "A council decides",
        "Raiders say what they want, officers vote, and everybody can read why.",
        (
            Step(
                "officer",
                "loot",
                "A blade has dropped. Scroll up to its card and click *Council*: only officers see what opens.",
                happened.did("officer", "decision:v1:council"),
            ),
            Step(
                "officer",
                "loot",
                "*Approve* whoever should have it, *Reject* who should not. The crowd’s leader may vote, too.",
                happened.voted("officer"),
                crowd=Loose(Act.COUNCIL, "Let the leader vote"),
            ),
            Step(
                "officer",
                "loot",
                "Click *Award…* beside your choice, write one line why, *Submit*, and then *Award*.",
                happened.awarded,
            ),
            Step(
                "raider",
                "loot",
                "Be a raider who wonders: type `/loot why` and pick the *Blade of the Fallen Star*.",
                happened.did("raider", "loot why"),
            ),
        ),
        "Reason, votes and rules stand beside every item that was ever handed out. `/loot why` tells them to anybody.",
    ),
    Story(
        "raid",
        "A raid is paid",
        "Who was there comes from the raid’s log; the bot shows what it would pay before it pays.",
        (
            Step(
                "officer",
                "loot",
                f"Last night’s log waits at a pretend Warcraft Logs. Type `/raid import`, give it `{DEMO_NIGHT}`, "
                "press Enter.",
                happened.did("officer", "raid import"),
            ),
            Step(
                "officer",
                "loot",
                "Read who would get what, and who is nobody’s yet. Nothing is paid so far: click *Apply*.",
                happened.raid_paid,
            ),
            Step(
                "officer",
                "loot",
                "Who moved up? Type `/epgp standings`. Effort over gear: the highest PR comes first.",
                happened.did("officer", "epgp standings"),
            ),
            Step(
                "raider",
                "loot",
                "And why? As a raider type `/epgp history`: every line behind the number, last night on top.",
                happened.did("raider", "epgp history"),
            ),
        ),
        "Points follow from the log by rules that all can read, and one `/raid revert` takes the whole night back.",
    ),
    Story(
        "auction",
        "An auction, with a snipe",
        "Highest bid wins and pays. Bidding at the last second only moves the end.",
        (
            Step(
                "raider",
                "loot",
                "On the card of the *Pattern*, click *Bid…* and type `25`. What you bid is held, not spent.",
                happened.bid("raider"),
            ),
            Step(
                "raider",
                "loot",
                "It runs on for a day or two. Skip to its last minutes.",
                happened.last_minutes,
                skip=Skip("hammer", "To the last minutes"),
            ),
            Step(
                "raider",
                "loot",
                "Somebody was waiting for this. Let them snipe, and look at the end of the auction: it moves.",
                happened.sniped("raider"),
                crowd=Loose(Act.SNIPE, "Let them snipe"),
            ),
            Step(
                "raider",
                "loot",
                "There is time to answer: *Bid…* and type `60`. Or let them have it, and go on with Next.",
                happened.outbid("raider"),
            ),
            Step(
                "raider",
                "loot",
                "Going once, going twice … let the end come.",
                happened.sold,
                skip=Skip("1", "+1 hour"),
            ),
        ),
        "A snipe wins nothing but time for everybody else. The card says who paid what; `/dkp history` has the lines.",
    ),
    Story(
        "challenge",
        "A challenge week",
        "Make something, look at what others made, vote. All of it earns.",
        (
            Step(
                "raider",
                "challenges",
                "This week: a postcard. On its card click *Submit*, give yours a title, and send it. A picture is "
                "welcome.",
                happened.handed_in("raider"),
            ),
            Step(
                "raider",
                "challenges",
                "Click *Gallery*, turn the pages, and *Vote* for one that is not yours.",
                happened.liked("raider"),
            ),
            Step(
                "raider",
                "challenges",
                "Let the others look and vote as well.",
                happened.many_voted,
                crowd=Loose(Act.CHALLENGE, "Let the crowd loose"),
            ),
            Step(
                "raider",
                "challenges",
                "Let the week pass. Reminders, closing and counting happen at their very moments.",
                happened.week_over,
                skip=Skip("podium", "Let the week pass"),
            ),
            Step(
                "raider",
                "challenges",
                "There is the podium. What did the week bring you? Type `/challenge mine`.",
                happened.did("raider", "challenge mine"),
            ),
        ),
        "Points came for making, looking and voting, each with its reason. `/challenge results` shows any week again.",
    ),
    Story(
        "people",
        "Linking, and roles",
        "Show that an account is yours, find your place on the board, and see roles follow it.",
        (
            Step(
                "newcomer",
                "people",
                "You are {newcomer}, new here. Type `/link`, open the address, and agree there: a pretend Discord "
                "stands in for the real one.",
                happened.linked("newcomer"),
            ),
            Step(
                "newcomer",
                "people",
                "Where do you stand? On the board that hangs here, click *My rank*.",
                happened.did("newcomer", "leaderboard:v1:mine"),
            ),
            Step(
                "leader",
                "people",
                "Be {leader}, the leader. Type `/roles add`, pick the *overall standing*, top `3`, and the role "
                "*Podium*.",
                happened.role_promised,
            ),
            Step(
                "leader",
                "people",
                "The bot hands it out by itself, within a minute. Type `/roles list` to see who has it by now.",
                happened.did("leader", "roles list"),
            ),
        ),
        "Roles follow the board by themselves, and go when somebody falls behind. `/roles check` shows what is next.",
    ),
)


def story_of(key: str) -> Story | None:
    """The story of that key."""
    return next((story for story in STORIES if story.key == key), None)


def after(story: Story) -> Story | None:
    """The story that comes next; None after the last."""
    place = STORIES.index(story) + 1
    return STORIES[place] if place < len(STORIES) else None
