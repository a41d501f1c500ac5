"""What else to try, beside the stories: first looks around, and smaller things of every corner."""

from dataclasses import dataclass
from typing import Final

from playground.cast import Cast


@dataclass(frozen=True, slots=True)
class Task:
    """Something worth doing; it starts as the person `who` (a key) in the channel `where`.

    In `steps`, what stands between backticks is to be typed, what stands between asterisks is a name or a button.
    """

    title: str
    why: str
    who: str
    where: str
    steps: tuple[str, ...]


def first_looks(cast: Cast) -> tuple[Task, ...]:
    """What the bot does for a clan day by day."""
    return (
        Task(
            "See who gained most",
            "Six weeks of daily snapshots are there already.",
            "raider",
            "clan",
            (
                "Type `/clan gains`, pick *Total XP* and *7 days*, press Enter.",
                "Under the board, *Open a profile…*.",
                "The whole clan at once: `/clan stats`.",
            ),
        ),
        Task(
            "Add a character, read everybody",
            "What an officer does when somebody joins.",
            "officer",
            "clan",
            (
                f"Type `/clan add`, then the name *{cast.strangers[0]}*, or any name you like. Press Enter.",
                "Type `/clan overview` and click *Run snapshot now*.",
                "Watch it go from character to character.",
            ),
        ),
        Task(
            "Let the bot work by itself",
            "Snapshots run on a schedule, and everybody is told.",
            "leader",
            "announcements",
            (
                "Let a day pass: click *+1 day* at the top of this page.",
                "Open the channel and read what the bot told.",
                "Twice a day? `/clan schedule` with *06:00, 18:00*.",
            ),
        ),
        Task(
            "Read your own card",
            "One card for everything that is yours, and where each number comes from.",
            "raider",
            "people",
            ("Type `/profile`.", "Where does a number come from? `/stats`, then *Why?*."),
        ),
    )


MORE: Final = (
    Task(
        "Claim a character",
        "It is yours when an officer says so.",
        "newcomer",
        "clan",
        ("Type `/clan claim` and pick a character; then be the officer and click *Confirm*.",),
    ),
    Task(
        "Bring in a whole roster",
        "The bot shows what would change before anything does.",
        "officer",
        "officers",
        ("Type `/clan import`, choose *group* and give it *139*, a pretend Wise Old Man group.",),
    ),
    Task(
        "Set the bot up",
        "Every choice is saved as it is made.",
        "leader",
        "officers",
        ("Type `/setup` and change what you like.",),
    ),
    Task(
        "Open a pot of your own",
        "Its rules are committed to before the first ticket is sold.",
        "officer",
        "pots",
        ("Type `/pot create` with a name, *10* credits a ticket, *20* tickets, up to *5* each.",),
    ),
    Task(
        "Decide about a request",
        "Whoever asks never decides, and a decision is made once.",
        "officer",
        "officers",
        ("A card waits there: *Approve*, *Lower…* or *Deny…*. Whoever asked sees it in `/request status`.",),
    ),
    Task(
        "Look at the figures",
        "Who takes part, what is asked for, who comes back.",
        "officer",
        "officers",
        ("Type `/insights` and pick *30 days*.",),
    ),
    Task(
        "Check the log",
        "Nobody can change it unseen.",
        "raider",
        "general",
        ("Type `/audit verify`: the chain of hashes is walked again from its first row.",),
    ),
)
