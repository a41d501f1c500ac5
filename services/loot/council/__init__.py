"""The council: decisions from their opening to their award, and the story of each that stays."""

from dataclasses import dataclass

from services.desk import Desk
from services.draws import Draws
from services.loot.books import Books
from services.loot.council.answering import Answering
from services.loot.council.awarding import Awarding
from services.loot.council.ending import Ending
from services.loot.council.handed import Handed
from services.loot.council.opening import Opening
from services.loot.council.passing_on import PassingOn
from services.loot.council.rolling import Rolling
from services.loot.council.views import Views
from services.loot.council.voting import Voting
from services.loot.rolls import Rolls
from services.telling import Telling


@dataclass(frozen=True, slots=True)
class Council:
    """The council's services side by side."""

    opening: Opening
    answering: Answering
    voting: Voting
    awarding: Awarding
    rolling: Rolling
    passing_on: PassingOn
    ending: Ending
    views: Views
    handed: Handed

    async def due(self) -> None:
        """Do what time has come for: deadlines, and rolls that nobody could be told of."""
        await self.answering.due()
        await self.rolling.due()


def open_council(desk: Desk, books: Books, draws: Draws, rolls: Rolls, telling: Telling) -> Council:
    """The council's services, which follow when awards are taken back and rolls are decided."""
    return Council(
        opening=Opening(desk),
        answering=Answering(desk),
        voting=Voting(desk),
        awarding=Awarding(desk, books, rolls, telling),
        rolling=Rolling(desk, books, draws, rolls),
        passing_on=PassingOn(desk, books),
        ending=Ending(desk, books),
        views=Views(desk),
        handed=Handed(desk),
    )
