"""Sponsors of challenges."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Protocol

from sqlalchemy import Connection

from domain.errors import Conflict, NotFound
from domain.pages import turned_to
from domain.people import Actor, Rank
from domain.sponsors import MOST, Profile, Sponsor, Total, check_description, check_profile
from services import access
from services.challenges.finding import changed, find
from services.challenges.pictures import Pictures
from services.desk import Desk
from storage import audit, pictures, sponsors
from storage.pictures import Picture

PAGE: Final = 5
_LONGEST_ID: Final = 15


class Fetching(Protocol):
    """Whoever fetches a picture from the web, once."""

    async def fetch(self, address: str) -> bytes:
        """What is at that https address; raises `Invalid` and `Unavailable`."""
        ...


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of sponsors by name, with what each stands for; contacts are only there for officers."""

    sponsors: tuple[Sponsor, ...]
    totals: Mapping[int, Total]
    page: int
    pages: int
    total: int


class Sponsors:
    """Add, change and list sponsors."""

    def __init__(self, desk: Desk, pictures: Pictures, web: Callable[[], Fetching]) -> None:
        self._desk = desk
        self._pictures = pictures
        self._web = web

    async def check(self, actor: Actor, name: str, website: str, contact: str, description: str) -> Profile:
        """What was typed as it would be kept; raises `Forbidden`, `Invalid` and `Conflict` (the name is taken)."""
        profile = check_profile(name, website, contact, description)

        def work(tx: Connection) -> Profile:
            access.require(tx, actor, Rank.OFFICER)
            _check_room(tx, actor.guild_id, profile.name)
            return profile

        return await self._desk.db.read(work)

    async def add(self, actor: Actor, profile: Profile, logo: str = "") -> Sponsor:
        """Keep a sponsor with the logo that is at that address; raises `Forbidden`, `Invalid` and `Conflict`.

        Raises `Unavailable` where the logo does not load; then nothing is kept.
        """
        picture = await self._fetched(actor.guild_id, logo.strip()) if logo.strip() else None
        now = self._desk.clock()

        def work(tx: Connection) -> Sponsor:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            guild_id, by = actor.guild_id, officer.id
            _check_room(tx, guild_id, profile.name)
            logo_id = None if picture is None else pictures.keep(tx, guild_id, picture, by=by, now=now)
            texts = (profile.name, profile.website, profile.description, profile.contact)
            fresh = Sponsor(0, guild_id, *texts, logo_id, verified=False, active=True)
            sponsor_id = sponsors.add(tx, fresh, by=by, now=now)
            note, salt = profile.name, self._desk.entropy(16)
            facts = {"sponsor": sponsor_id}
            audit.append(tx, guild_id, "challenge.sponsor_added", actor=by, at=now, facts=facts, note=note, salt=salt)
            return replace(fresh, id=sponsor_id)

        return await self._desk.db.write(work)

    async def edit(
        self,
        actor: Actor,
        sponsor_id: int,
        *,
        active: bool | None = None,
        verified: bool | None = None,
        description: str | None = None,
    ) -> tuple[Sponsor, bool]:
        """Change what is not None; the sponsor as it stands, and whether anything changed.

        Raises `Forbidden`, `NotFound` and `Invalid`.
        """
        told = None if description is None else check_description(description)
        now = self._desk.clock()

        def work(tx: Connection) -> tuple[Sponsor, bool]:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            was = _found(tx, actor.guild_id, sponsor_id)
            sponsor = replace(
                was,
                active=was.active if active is None else active,
                verified=was.verified if verified is None else verified,
                description=was.description if told is None else told,
            )
            if sponsor == was:
                return was, False
            sponsors.change(tx, sponsor)
            facts = {"sponsor": sponsor_id, **_changes(was, sponsor)}
            note, salt = sponsor.name, self._desk.entropy(16)
            kind = "challenge.sponsor_edited"
            audit.append(tx, actor.guild_id, kind, actor=officer.id, at=now, facts=facts, note=note, salt=salt)
            for challenge_id in sponsors.challenges_of(tx, sponsor_id):
                changed(tx, find(tx, actor.guild_id, challenge_id))  # their cards name it
            return sponsor, True

        return await self._desk.db.write(work)

    async def page(self, actor: Actor, page: int) -> Listed:
        """One page of the sponsors; those that are not active, and contacts, for officers alone."""

        def work(tx: Connection) -> Listed:
            officer = access.rank_of(tx, actor) >= Rank.OFFICER
            found = [one for one in sponsors.listed(tx, actor.guild_id) if officer or one.active]
            at, pages = turned_to(page, len(found), PAGE)
            part = found[(at - 1) * PAGE : at * PAGE]
            shown = tuple(one if officer else replace(one, contact="") for one in part)
            return Listed(shown, sponsors.totals(tx, [one.id for one in part]), at, pages, len(found))

        return await self._desk.db.read(work)

    async def get(self, actor: Actor, sponsor_id: int) -> tuple[Sponsor, Total]:
        """One sponsor and what it stands for; its contact for officers alone. Raises `NotFound`."""

        def work(tx: Connection) -> tuple[Sponsor, Total]:
            officer = access.rank_of(tx, actor) >= Rank.OFFICER
            sponsor = _found(tx, actor.guild_id, sponsor_id)
            if not (officer or sponsor.active):
                raise NotFound("sponsor.unknown")
            total = sponsors.totals(tx, [sponsor_id]).get(sponsor_id, Total())
            return (sponsor if officer else replace(sponsor, contact="")), total

        return await self._desk.db.read(work)

    async def names(self, guild_id: int, typed: str) -> list[Sponsor]:
        """Sponsors whose name holds what was typed, those that can be chosen first."""
        part = typed.strip().casefold()
        found = await self._desk.db.read(lambda tx: sponsors.listed(tx, guild_id))
        return [one for one in found if part in one.name.casefold()]

    async def id_of(self, actor: Actor, typed: str) -> int:
        """The number of the sponsor that an officer picked or named; raises `Forbidden` and `NotFound`."""

        def work(tx: Connection) -> int:
            access.require(tx, actor, Rank.OFFICER)
            return _typed(tx, actor.guild_id, typed).id

        return await self._desk.db.read(work)

    async def _fetched(self, guild_id: int, address: str) -> Picture:
        data = await self._web().fetch(address)
        return await self._pictures.take_in(data, await self._pictures.limit(guild_id), name=address)


def chosen(tx: Connection, guild_id: int, typed: str) -> int | None:
    """The number of the sponsor that was picked or named for a challenge, None for none.

    Raises `NotFound`, and `Conflict` for one that is not active.
    """
    if not typed.strip():
        return None
    sponsor = _typed(tx, guild_id, typed)
    check_usable(tx, guild_id, sponsor.id)
    return sponsor.id


def check_usable(tx: Connection, guild_id: int, sponsor_id: int) -> None:
    """Raise `NotFound`, or `Conflict` for a sponsor that is not active."""
    sponsor = _found(tx, guild_id, sponsor_id)
    if not sponsor.active:
        raise Conflict("sponsor.inactive", name=sponsor.name)


def _typed(tx: Connection, guild_id: int, typed: str) -> Sponsor:
    text = " ".join(typed.split())
    if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_ID:
        found = sponsors.find(tx, guild_id, int(text))
    else:
        found = None
    if (found := found or sponsors.named(tx, guild_id, text)) is None:
        raise NotFound("sponsor.unknown")
    return found


def _found(tx: Connection, guild_id: int, sponsor_id: int) -> Sponsor:
    if (sponsor := sponsors.find(tx, guild_id, sponsor_id)) is None:
        raise NotFound("sponsor.unknown")
    return sponsor


def _check_room(tx: Connection, guild_id: int, name: str) -> None:
    if (other := sponsors.named(tx, guild_id, name)) is not None:
        raise Conflict("sponsor.name_taken", name=other.name)
    if len(sponsors.listed(tx, guild_id)) >= MOST:
        raise Conflict("sponsor.many", limit=MOST)


def _changes(was: Sponsor, now: Sponsor) -> dict[str, str]:
    """What changed, as the log keeps it."""
    return {
        **({"active": "on" if now.active else "off"} if was.active != now.active else {}),
        **({"verified": "on" if now.verified else "off"} if was.verified != now.verified else {}),
        **({"text": "description"} if was.description != now.description else {}),
    }
