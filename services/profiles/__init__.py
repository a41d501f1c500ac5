"""Who somebody is in a guild: rank, credits, points, gains, wins and characters, and the lines behind each number."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from domain.errors import Invalid
from domain.leaderboard_settings import Board
from domain.loot import System
from domain.people import Actor, Rank
from domain.profiles import Number
from services import access
from services.desk import Desk
from services.leaderboards.boards import Boards
from services.leaderboards.reading import system_of
from services.profiles import behind, reading
from services.profiles.behind import Asked, Why
from services.profiles.reading import EMPTY, Known, Wallet
from services.profiles.shown import Comparison, Numbers, OnBoard, Profile, Side
from storage import members

__all__ = ["Comparison", "Known", "Numbers", "OnBoard", "Profile", "Profiles", "Side", "Why"]


class Profiles:
    """Put together what is known about a member."""

    def __init__(self, desk: Desk, boards: Boards) -> None:
        self._desk = desk
        self._boards = boards

    async def show(self, actor: Actor, user_id: int) -> Profile:
        """Somebody's card; with what is in their wallet only for themselves and for officers."""
        now = self._desk.clock()

        def work(tx: Connection) -> Known | None:
            open_to = user_id == actor.user_id or access.rank_of(tx, actor) >= Rank.OFFICER
            return reading.known(tx, actor.guild_id, user_id, now, wallet=open_to)

        known = await self._desk.db.read(work)
        return Profile(user_id, known, await self._boards_of(actor.guild_id, known and known.member_id))

    async def numbers(self, actor: Actor) -> Numbers:
        """The actor's own numbers, those of their wallet among them."""

        def work(tx: Connection) -> tuple[int | None, Wallet, System]:
            member, system = members.find(tx, actor.guild_id, actor.user_id), system_of(tx, actor.guild_id)
            return (None, EMPTY, system) if member is None else (member.id, reading.purse(tx, member.id), system)

        member_id, wallet, system = await self._desk.db.read(work)
        return Numbers(await self._boards_of(actor.guild_id, member_id), wallet, system)

    async def why(self, actor: Actor, number: Number) -> Why | None:
        """The lines behind one of the actor's own numbers and the way to the next place; None for strangers."""
        now, guild_id = self._desk.clock(), actor.guild_id
        member = await self._desk.db.read(lambda tx: members.find(tx, guild_id, actor.user_id))
        if member is None:
            return None
        boards = await self._boards_of(guild_id, member.id)
        mosts = await self._mosts(guild_id, boards, number)
        ahead = await self._ahead(guild_id, number.board, boards)

        def work(tx: Connection) -> Why:
            return behind.why(tx, Asked(member, number, now, boards, mosts, ahead))

        return await self._desk.db.read(work)

    async def compare(self, actor: Actor, user_id: int) -> Comparison:
        """The actor and somebody else side by side; raises `Invalid` for oneself."""
        if user_id == actor.user_id:
            raise Invalid("profile.compare_self")
        now = self._desk.clock()

        def work(tx: Connection) -> tuple[list[Known | None], System]:
            asked = (actor.user_id, user_id)
            found = [reading.known(tx, actor.guild_id, who, now, wallet=False) for who in asked]
            return found, system_of(tx, actor.guild_id)

        (mine, theirs), system = await self._desk.db.read(work)
        own, other = [
            Side(who, known, await self._boards_of(actor.guild_id, known and known.member_id))
            for who, known in ((actor.user_id, mine), (user_id, theirs))
        ]
        return Comparison(own, other, system)

    async def _boards_of(self, guild_id: int, member_id: int | None) -> Mapping[Board, OnBoard]:
        """The boards that a member is on, the overall standing first."""
        found: dict[Board, OnBoard] = {}
        for board in Board if member_id is not None else ():
            value = (await self._boards.values(guild_id, board)).get(member_id or 0)
            if value is not None:
                found[board] = OnBoard(value, await self._boards.stand(guild_id, board, member_id or 0))
        return found

    async def _mosts(self, guild_id: int, boards: Iterable[Board], number: Number) -> Mapping[Board, int]:
        """What the first of each board has, which the standing alone is made of."""
        counted = [board for board in boards if number is Number.STANDING and board is not Board.STANDING]
        return {board: max((await self._boards.values(guild_id, board)).values(), default=0) for board in counted}

    async def _ahead(self, guild_id: int, board: Board | None, boards: Mapping[Board, OnBoard]) -> list[int]:
        """The members on the next better place, who share it."""
        stand = boards[board].stand if board is not None and board in boards else None
        if board is None or stand is None or stand.next_place is None:
            return []
        places = await self._boards.places(guild_id, board)
        return sorted(who for who, place in places.items() if place == stand.next_place)
