"""Weekly challenges: from a draft to its podium, what people hand in, how they vote, and what everybody earns."""

from collections.abc import Callable
from dataclasses import dataclass

from services.challenges.balloting import Balloting
from services.challenges.boards import Boards
from services.challenges.changing import Changing
from services.challenges.clock import Clock
from services.challenges.completing import Completing
from services.challenges.entries import Entries
from services.challenges.gallery import Gallery
from services.challenges.handing import Handing
from services.challenges.judging import Judging
from services.challenges.making import Making
from services.challenges.paying import Paying
from services.challenges.pictures import Pictures
from services.challenges.refereeing import Refereeing
from services.challenges.results import Results
from services.challenges.sponsors import Fetching, Sponsors
from services.challenges.views import Views
from services.challenges.voting import Voting
from services.desk import Desk
from storage.shelf import beside


@dataclass(frozen=True, slots=True)
class Challenges:
    """The challenges' services side by side."""

    making: Making
    changing: Changing
    clock: Clock
    views: Views
    sponsors: Sponsors
    pictures: Pictures
    entries: Entries
    handing: Handing
    refereeing: Refereeing
    gallery: Gallery
    voting: Voting
    balloting: Balloting
    judging: Judging
    boards: Boards
    completing: Completing
    results: Results
    paying: Paying


def open_challenges(desk: Desk, web: Callable[[], Fetching]) -> Challenges:
    """The challenges' services; pictures lie beside the database, `web` fetches those of sponsors."""
    boards = Boards(desk)
    paying = Paying(boards)
    pictures = Pictures(desk, beside(desk.db.path))
    completing = Completing(desk, paying)
    return Challenges(
        making=Making(desk),
        changing=Changing(desk),
        clock=Clock(desk, completing),
        views=Views(desk),
        sponsors=Sponsors(desk, pictures, web),
        pictures=pictures,
        entries=Entries(desk, paying),
        handing=Handing(desk, paying, pictures),
        refereeing=Refereeing(desk, paying, completing),
        gallery=Gallery(desk),
        voting=Voting(desk, paying),
        balloting=Balloting(desk),
        judging=Judging(desk, paying, completing),
        boards=boards,
        completing=completing,
        results=Results(desk),
        paying=paying,
    )
