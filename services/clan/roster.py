"""The roster: who is on it, what they are called and whose they are."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from clients.hiscores import Hiscores
from clients.lookup import Answer, Found
from domain.characters import AccountType, CharacterName, parse_name
from domain.clan import CHARACTER_LIMIT, Character
from domain.clan_settings import BACKFILL, OVERVIEW, OVERVIEW_PANEL
from domain.errors import Conflict, Forbidden, Invalid, NotFound
from domain.pages import turned_to
from domain.people import Actor, Rank
from services import access
from services.clan import schedule
from services.desk import Desk
from storage import audit, backfills, characters, members, panels, settings, snapshots
from storage.characters import ClaimState

PAGE = 15


@dataclass(frozen=True, slots=True)
class Added:
    """A character that is on the roster now; `answer` is what the hiscores said, `back` that it was here before.

    `past_awaited` says that its history is still to be fetched.
    """

    character: Character
    answer: Answer
    back: bool
    owner_user: int | None
    past_awaited: bool


@dataclass(frozen=True, slots=True)
class RosterPage:
    """One page of the roster, by name, with the Discord users behind the owners."""

    rows: tuple[Character, ...]
    users: dict[int, int | None]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody says that a character is theirs; `owner_user` is whose it was when they said so.

    `preferred_user` is whose claim was confirmed instead, if that is how this one was decided.
    """

    id: int
    character: Character
    claimant_user: int | None
    state: ClaimState
    decided_by_user: int | None = None
    owner_user: int | None = None
    preferred_user: int | None = None

    @property
    def waiting(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.state is ClaimState.WAITING


class Roster:
    """Add, remove, rename, claim."""

    def __init__(self, desk: Desk, hiscores: Hiscores) -> None:
        self._desk = desk
        self._hiscores = hiscores

    async def add(self, actor: Actor, text: str, kind: AccountType, *, owner_user: int | None) -> Added:
        """Put a character on the roster, with a first snapshot when the hiscores answer.

        Raises `Forbidden`, `Invalid` (name, roster full) and `Conflict` (on it already). A name that the hiscores
        do not list right now is added too: only repeated answers over minutes are believed.
        """
        name = parse_name(text)

        def may(tx: Connection) -> None:
            access.require(tx, actor, Rank.OFFICER)
            self._free(tx, actor.guild_id, name)

        await self._desk.db.read(may)
        answer = await self._hiscores.probe(name, kind)
        now = self._desk.clock()

        def work(tx: Connection) -> Added:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            former = self._free(tx, actor.guild_id, name)
            owner = None if owner_user is None else members.ensure(tx, actor.guild_id, owner_user, now).id
            character = join(tx, actor.guild_id, name, kind, former=former, owner=owner, now=now)
            if isinstance(answer, Found):
                snapshots.save(tx, character.id, None, answer.sheet, table=answer.table, at=answer.at)
                characters.seen(tx, character.id, table=answer.table, at=answer.at.replace(microsecond=0))
            facts = {"character": character.id, "owner": owner, "type": kind.value}
            audit.append(tx, actor.guild_id, "clan.added", actor=member.id, at=now, facts=facts)
            fresh = characters.by_id(tx, actor.guild_id, character.id)
            assert fresh is not None  # noqa: S101 - entered above, in this transaction
            return Added(fresh, answer, former is not None, owner_user, backfills.awaited(tx, character.id))

        return await self._desk.db.write(work)

    async def remove(self, actor: Actor, text: str) -> Character:
        """Take a character off the roster; its history stays. Raises `NotFound` or `Forbidden`."""
        now = self._desk.clock()

        def work(tx: Connection) -> Character:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            character = on_roster(tx, actor, text)
            characters.leave(tx, character.id, now)
            panels.touch(tx, actor.guild_id, OVERVIEW_PANEL, OVERVIEW)
            facts = {"character": character.id}
            audit.append(tx, actor.guild_id, "clan.removed", actor=member.id, at=now, facts=facts)
            return character

        return await self._desk.db.write(work)

    async def rename(self, actor: Actor, old: str, new: str) -> tuple[Character, Character]:
        """The account has another name; its history follows it. Returns it before and after.

        Raises `NotFound`, `Invalid`, `Conflict` (the new name is on the roster) or `Forbidden`.
        """
        name = parse_name(new)
        now = self._desk.clock()

        def work(tx: Connection) -> tuple[Character, Character]:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            character = on_roster(tx, actor, old)
            holder = characters.by_key(tx, actor.guild_id, name.key)
            if holder is not None and holder.id != character.id:
                if holder.left_at is None:
                    raise Conflict("clan.name_taken", name=holder.name)
                # Somebody who left had that name once; the game gave it away, and so do we.
                characters.give_up_key(tx, holder.id)
            characters.rename(tx, character, name, now)
            facts = {"character": character.id}
            audit.append(tx, actor.guild_id, "clan.renamed", actor=member.id, at=now, facts=facts)
            renamed = characters.by_id(tx, actor.guild_id, character.id)
            assert renamed is not None  # noqa: S101 - renamed above, in this transaction
            return character, renamed

        return await self._desk.db.write(work)

    async def page(self, actor: Actor, page: int) -> RosterPage:
        """One page of the roster; a page out of range is the nearest there is. Raises `Forbidden`."""

        def work(tx: Connection) -> RosterPage:
            access.require(tx, actor, Rank.OFFICER)
            everyone = characters.roster(tx, actor.guild_id)
            at, pages = turned_to(page, len(everyone), PAGE)
            rows = tuple(everyone[(at - 1) * PAGE : at * PAGE])
            users = members.users(tx, {row.owner for row in rows if row.owner is not None})
            return RosterPage(rows, users, at, pages, len(everyone))

        return await self._desk.db.read(work)

    async def claim(self, actor: Actor, text: str) -> Claim:
        """Say that a character is one's own; an officer decides.

        Raises `NotFound` and `Conflict` (it is theirs already, or the claim waits already).
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Claim:
            member = access.enter(tx, actor, Rank.MEMBER, now)
            character = on_roster(tx, actor, text)
            if character.owner == member.id:
                raise Conflict("clan.yours_already", name=character.name)
            claim_id = characters.claim(tx, character.id, member.id, now)
            if claim_id is None:
                raise Conflict("clan.claim_waits", name=character.name)
            facts = {"character": character.id, "claim": claim_id}
            audit.append(tx, actor.guild_id, "clan.claimed", actor=member.id, at=now, facts=facts)
            owner = character.owner
            owner_user = None if owner is None else members.users(tx, {owner}).get(owner)
            return Claim(claim_id, character, actor.user_id, ClaimState.WAITING, owner_user=owner_user)

        return await self._desk.db.write(work)

    async def claim_as_it_stands(self, guild_id: int, claim_id: int) -> Claim:
        """A claim with what was decided, if anything was; raises `NotFound`."""

        def work(tx: Connection) -> Claim:
            found = characters.claim_of(tx, guild_id, claim_id)
            character = characters.by_id(tx, guild_id, found[0]) if found else None
            if found is None or character is None:
                raise NotFound("clan.claim_unknown")
            _, claimant, state = found
            decider, preferred = characters.decider_of(tx, claim_id), characters.preferred(tx, claim_id)
            users = members.users(tx, {one for one in (claimant, decider, preferred) if one is not None})
            return Claim(
                claim_id,
                character,
                users.get(claimant),
                state,
                decided_by_user=users.get(decider or 0),
                preferred_user=users.get(preferred or 0),
            )

        return await self._desk.db.read(work)

    async def decide(self, actor: Actor, claim_id: int, *, confirm: bool) -> Claim:
        """Confirm or reject a claim. The first decision stands: a later one is told how it was decided.

        Confirming one rejects whatever other claims wait for the same character. Raises `NotFound`, `Forbidden` (not
        an officer, or one's own claim) and `Conflict`.
        """
        now = self._desk.clock()
        state = ClaimState.CONFIRMED if confirm else ClaimState.REJECTED

        def work(tx: Connection) -> Claim:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            found = characters.claim_of(tx, actor.guild_id, claim_id)
            if found is None:
                raise NotFound("clan.claim_unknown")
            character_id, claimant, stands = found
            if stands is not ClaimState.WAITING:
                raise Conflict("clan.claim_decided")
            if claimant == member.id and access.rank_of(tx, actor) < Rank.LEADER:
                raise Forbidden("clan.claim_own")
            if not characters.decide_claim(tx, claim_id, state, by=member.id, now=now):
                raise Conflict("clan.claim_decided")
            facts = {"character": character_id, "claim": claim_id, "owner" if confirm else "claimant": claimant}
            audit.append(tx, actor.guild_id, f"clan.claim_{state}", actor=member.id, at=now, facts=facts)
            if confirm:
                characters.set_owner(tx, character_id, claimant)
                _reject_rivals(tx, actor.guild_id, claim_id, character_id, by=member.id, now=now)
            character = characters.by_id(tx, actor.guild_id, character_id)
            assert character is not None  # noqa: S101 - claims refer to characters
            user = members.users(tx, {claimant}).get(claimant)
            return Claim(claim_id, character, user, state, actor.user_id)

        return await self._desk.db.write(work)

    async def names(self, guild_id: int, typed: str) -> list[str]:
        """Names on the roster that fit what was typed, for completion."""
        part = typed.strip().casefold().replace("_", " ").replace("-", " ")
        return await self._desk.db.read(lambda tx: characters.names_like(tx, guild_id, part, limit=25))

    def _free(self, tx: Connection, guild_id: int, name: CharacterName) -> Character | None:
        """The former character of that name, if any; raises when the name is on the roster or the roster is full."""
        former = characters.by_key(tx, guild_id, name.key)
        if former is not None and former.left_at is None:
            raise Conflict("clan.on_roster", name=former.name)
        if characters.count(tx, guild_id) >= CHARACTER_LIMIT:
            raise Invalid("clan.roster_full", limit=CHARACTER_LIMIT)
        return former


def _reject_rivals(tx: Connection, guild_id: int, claim_id: int, character_id: int, *, by: int, now: datetime) -> None:
    """A character has one owner: who else claimed it is answered too."""
    for rival, claimant in characters.reject_rivals(tx, claim_id, character_id, by=by, now=now):
        facts = {"character": character_id, "claim": rival, "claimant": claimant}
        audit.append(tx, guild_id, "clan.claim_rejected", actor=by, at=now, facts=facts)


def on_roster(tx: Connection, actor: Actor, text: str) -> Character:
    """The character on the roster that was typed; raises `NotFound`, which tells the actor what they can do."""
    name = parse_name(text)
    character = characters.by_key(tx, actor.guild_id, name.key)
    if character is not None and character.left_at is None:
        return character
    if access.rank_of(tx, actor) >= Rank.OFFICER:
        raise NotFound("clan.not_on_roster_yet", name=name.shown)
    raise NotFound("clan.not_on_roster", name=name.shown)


def on_roster_by_id(tx: Connection, guild_id: int, character_id: int) -> Character:
    """The character of that id, while it is on the roster; raises `NotFound`."""
    character = characters.by_id(tx, guild_id, character_id)
    if character is None or character.left_at is not None:
        raise NotFound("clan.character_gone")
    return character


def join(
    tx: Connection,
    guild_id: int,
    name: CharacterName,
    kind: AccountType,
    *,
    former: Character | None,
    owner: int | None,
    now: datetime,
) -> Character:
    """Enter a character, or let a former one rejoin; its history is fetched and the clan's schedule set in motion."""
    if former is None:
        character = characters.add(tx, guild_id, name, kind, owner=owner, now=now)
    else:
        character = characters.rejoin(tx, former.id, name, kind, now=now)
        if owner is not None:
            characters.set_owner(tx, former.id, owner)
    (wanted,) = settings.some(tx, guild_id, BACKFILL)
    if wanted:
        backfills.ask(tx, character.id, now)
    schedule.ensure(tx, guild_id, now)
    panels.touch(tx, guild_id, OVERVIEW_PANEL, OVERVIEW)
    return character
