"""What to try first: tasks with a place to start in and what to type or click there."""

from dataclasses import dataclass
from typing import Final

from playground.cast import Cast
from playground.warcraft_logs import DEMO_NIGHT


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


def first_tasks(cast: Cast) -> tuple[Task, ...]:
    """Those that show what the bot is for."""
    return (
        Task(
            "See who gained most",
            "Six weeks of daily snapshots are there already.",
            "raider",
            "clan",
            (
                "Type `/clan gains`, pick *Total XP* and *7 days*, press Enter.",
                "Under the board, *Open a profile…*",
                "The whole clan at once: `/clan stats`",
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
                "Twice a day? `/clan schedule` with *06:00, 18:00*",
            ),
        ),
        Task(
            "Draw a winner, and check it",
            "Nobody can choose who wins, and anybody can prove it.",
            "leader",
            "contests",
            (
                "*Slayer November* is on. Type `/contest end` and pick it; its last snapshot is taken.",
                "When the card says that the entries are locked, click *Run draw*.",
                "Watch the beacon decide, then click *Verify*: your own browser does the sums again.",
            ),
        ),
        Task(
            "Win a pot with the crowd",
            "Credits on tickets; when the last one is sold, the winner takes all.",
            "raider",
            "pots",
            (
                "In the *Friday Pot*, click *3* and then *Buy*: you see what it costs first.",
                "Now the others join in. Watch it fill, lock itself and be drawn.",
                "What became of your credits? `/wallet history`",
            ),
        ),
        Task(
            "Decide who gets the blade",
            "Raiders say what they want, the council votes, and everybody can read why.",
            "officer",
            "loot",
            (
                "On the card of the *Blade of the Fallen Star*, click *Council*: only you see it.",
                "Vote with *Approve* and *Reject*, then award it with a reason.",
                "Anybody may ask why: `/loot why`",
            ),
        ),
        Task(
            "Take part in this week's challenge",
            "Everybody who makes something, looks and votes earns for it.",
            "raider",
            "challenges",
            (
                "On the card of *Postcards from the Road*, click *Submit*: a title is enough, a picture is better.",
                "Click *Gallery*, look around, and *Vote* for what you like.",
                "What did it bring you? `/challenge mine`",
            ),
        ),
        Task(
            "Stand somewhere, be somebody",
            "One standing over everything, with a role for whoever leads it.",
            "raider",
            "people",
            (
                "On the board that hangs there, click *My rank*; then type `/profile` for your card.",
                "Where does a number come from? `/stats`, then *Why?*",
                "Type `/link` and open the address: a pretend Discord stands in for the real one.",
            ),
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
        "Pay a raid",
        "Who was there comes from a raid log; the bot shows what it would pay first.",
        "officer",
        "loot",
        (f"Type `/raid import` and give it *{DEMO_NIGHT}*, a pretend Warcraft Logs report.",),
    ),
    Task(
        "Bid in an auction",
        "What you bid is held, and somebody who can no longer pay is passed over.",
        "raider",
        "loot",
        ("On the card of the *Pattern*, click *Bid…* and type *25*. Then be another raider, and bid more.",),
    ),
    Task(
        "See where you stand",
        "Effort over gear: who did much and got little comes first.",
        "raider",
        "loot",
        ("Type `/epgp standings`, then `/epgp history` for every line behind your number.",),
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
