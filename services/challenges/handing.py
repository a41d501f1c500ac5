"""Handing in and editing: checked when the form opens, again when it is sent, and nothing that was typed is lost."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection

from domain.challenge_settings import State
from domain.challenges import Challenge, check_open, check_submitting
from domain.errors import Invalid, NotFound, Refusal
from domain.people import Actor, Rank
from domain.submissions import Submission, check_link_once, check_own, check_work
from services import access
from services.challenges.finding import changed, find, find_submission
from services.challenges.paying import Paying
from services.challenges.pictures import Pictures, Upload
from services.desk import Desk
from storage import drafts, members, pictures, submissions
from storage.engine import after_commit
from storage.pictures import Picture

log = logging.getLogger(__name__)

DRAFT: Final = "challenge.submission"
_KEY_BYTES: Final = 16
_FINAL: Final = frozenset({"challenge.closed", "challenge.cancelled", "challenge.unknown", "submission.unknown"})
"""What no other words would help against."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into the form, as it is."""

    title: str = ""
    description: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """A form to fill in: `key` makes one submission however often it is sent, `submission` is what it edits.

    `picture` was taken in when the form was sent before, and is used unless another one comes along.
    """

    challenge: Challenge
    submission: Submission | None
    key: str
    typed: Typed
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """A submission as it stands, the `number`-th of its maker; `again` when this form had made it before."""

    challenge: Challenge
    submission: Submission
    number: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """It was refused, and what was typed waits in a draft."""

    refusal: Refusal
    draft_id: int


class Handing:
    """Hand in and edit."""

    def __init__(self, desk: Desk, paying: Paying, pictures_: Pictures) -> None:
        self._desk = desk
        self._paying = paying
        self._pictures = pictures_

    async def begin(self, actor: Actor, challenge_id: int) -> Blank:
        """An empty form; raises `NotFound`, and `Conflict` where nothing more can be handed in now."""
        now, key = self._desk.clock(), self._desk.entropy(_KEY_BYTES).hex()

        def work(tx: Connection) -> Blank:
            challenge = _published(tx, actor.guild_id, challenge_id, now)
            check_submitting(challenge, len(_mine(tx, actor, challenge_id)), now)
            return Blank(challenge, None, key, Typed())

        return await self._desk.db.read(work)

    async def begin_again(self, actor: Actor, submission_id: int) -> Blank:
        """The form of one's own submission, filled; raises `NotFound`, `Forbidden` and `Conflict`."""
        now, key = self._desk.clock(), self._desk.entropy(_KEY_BYTES).hex()

        def work(tx: Connection) -> Blank:
            challenge, submission = _own(tx, actor, submission_id)
            check_open(challenge, now)
            told = submission.work
            return Blank(challenge, submission, key, Typed(told.title, told.description, told.link or ""))

        return await self._desk.db.read(work)

    async def resume(self, actor: Actor, draft_id: int) -> Blank:
        """The form as it was sent and refused; raises `NotFound`, and what the form itself raises when it opens."""
        now = self._desk.clock()

        def work(tx: Connection) -> Blank:
            body = drafts.look(tx, actor.guild_id, DRAFT, draft_id)
            me = members.find(tx, actor.guild_id, actor.user_id)
            if body is None or me is None or body["member"] != me.id:
                raise NotFound("submission.draft_gone")
            picture = None if body["picture"] is None else Picture(**body["picture"])
            typed = Typed(**body["typed"])
            if body["submission"] is not None:
                challenge, submission = _own(tx, actor, body["submission"])
                check_open(challenge, now)
                return Blank(challenge, submission, body["key"], typed, picture)
            challenge = _published(tx, actor.guild_id, body["challenge"], now)
            if submissions.handed_in_with(tx, me.id, body["key"]) is None:
                check_submitting(challenge, len(_mine(tx, actor, challenge.id)), now)
            return Blank(challenge, None, body["key"], typed, picture)

        return await self._desk.db.read(work)

    async def send(self, actor: Actor, blank: Blank, typed: Typed, upload: Upload | None) -> Handed | Kept:
        """Hand in what was typed, or change what the form is of, with the picture that comes along.

        What is refused is kept as a draft where other words may help; raises the refusal where none would.
        """
        picture = blank.picture
        try:
            if stands := await self._desk.db.read(lambda tx: _made(tx, actor, blank)):
                return stands
            await self._desk.db.read(partial(self._look, actor, blank, self._desk.clock()))
            picture = await self._picture(actor.guild_id, upload, blank.picture)
            # Time went by while it was downloaded: what counts is when it is in the books.
            save = self._enter if blank.submission is None else self._change
            return await self._desk.db.write(_saving(save, actor, blank, typed, picture, self._desk.clock()))
        except Refusal as refusal:
            if refusal.code in _FINAL:
                raise
            kept = None if refusal.code == "picture.gone" else picture
            return await self._keep(actor, replace(blank, picture=kept), typed, refusal)

    def _look(self, actor: Actor, blank: Blank, now: datetime, tx: Connection) -> None:
        """Raise what makes downloading a picture vain."""
        challenge = _published(tx, actor.guild_id, blank.challenge.id, now)
        if blank.submission is None:
            check_submitting(challenge, len(_mine(tx, actor, challenge.id)), now)
        else:
            check_open(challenge, now)

    async def _picture(self, guild_id: int, upload: Upload | None, before: Picture | None) -> Picture | None:
        if upload is not None:
            return await self._pictures.load(guild_id, upload)
        if before is not None and not await self._pictures.keep_on(before):
            raise Invalid("picture.gone")
        return before

    def _enter(
        self, tx: Connection, actor: Actor, blank: Blank, typed: Typed, picture: Picture | None, now: datetime
    ) -> Handed:
        member = access.enter(tx, actor, Rank.MEMBER, now)
        if stands := _made(tx, actor, blank):
            return stands
        challenge = _published(tx, actor.guild_id, blank.challenge.id, now)
        mine = submissions.of_member(tx, challenge.id, member.id)
        check_submitting(challenge, len(mine), now)
        work = check_work(typed.title, typed.description, typed.link, link_required=challenge.terms.link_required)
        check_link_once(work.link, mine)
        image_id = None if picture is None else pictures.keep(tx, actor.guild_id, picture, by=member.id, now=now)
        made = submissions.enter(tx, challenge.id, member.id, work, image_id=image_id, now=now, key=blank.key)
        self._paying.for_maker(tx, challenge, member.id, now)
        changed(tx, challenge)
        _note(tx, "challenge_submitted", challenge, made)
        return Handed(*find_submission(tx, actor.guild_id, made), number=len(mine) + 1)

    def _change(
        self, tx: Connection, actor: Actor, blank: Blank, typed: Typed, picture: Picture | None, now: datetime
    ) -> Handed:
        assert blank.submission is not None  # noqa: S101 - the form is of one
        member = access.enter(tx, actor, Rank.MEMBER, now)
        challenge, before = _own(tx, actor, blank.submission.id)
        check_open(challenge, now)
        mine = submissions.of_member(tx, challenge.id, member.id)
        work = check_work(typed.title, typed.description, typed.link, link_required=challenge.terms.link_required)
        check_link_once(work.link, [one for one in mine if one.id != before.id])
        image_id = before.image_id
        if picture is not None:
            image_id = pictures.keep(tx, actor.guild_id, picture, by=member.id, now=now)
        submissions.edit(tx, before.id, work, image_id=image_id, now=now)
        if before.image_id is not None and image_id != before.image_id:
            pictures.drop(tx, before.image_id)
        changed(tx, challenge)
        _note(tx, "challenge_submission_edited", challenge, before.id)
        number = [one.id for one in mine].index(before.id) + 1
        return Handed(*find_submission(tx, actor.guild_id, before.id), number=number)

    async def _keep(self, actor: Actor, blank: Blank, typed: Typed, refusal: Refusal) -> Kept:
        now = self._desk.clock()
        body: dict[str, Any] = {
            "challenge": blank.challenge.id,
            "submission": None if blank.submission is None else blank.submission.id,
            "key": blank.key,
            "typed": asdict(typed),
            "picture": None if blank.picture is None else asdict(blank.picture),
        }

        def work(tx: Connection) -> int:
            member = access.enter(tx, actor, Rank.MEMBER, now)
            return drafts.keep(tx, actor.guild_id, DRAFT, body | {"member": member.id}, by=member.id, now=now)

        return Kept(refusal, await self._desk.db.write(work))


def _saving(save: Callable[..., Handed], *what: object) -> Callable[[Connection], Handed]:
    return lambda tx: save(tx, *what)


def _published(tx: Connection, guild_id: int, challenge_id: int, now: datetime) -> Challenge:
    """Nobody learns of a draft by trying its number."""
    challenge = find(tx, guild_id, challenge_id)
    if challenge.state(now) is State.DRAFT:
        raise NotFound("challenge.unknown")
    return challenge


def _mine(tx: Connection, actor: Actor, challenge_id: int) -> list[Submission]:
    me = members.find(tx, actor.guild_id, actor.user_id)
    return [] if me is None else submissions.of_member(tx, challenge_id, me.id)


def _own(tx: Connection, actor: Actor, submission_id: int) -> tuple[Challenge, Submission]:
    """One's own submission; raises `NotFound`, and what `check_own` raises."""
    challenge, submission = find_submission(tx, actor.guild_id, submission_id)
    me = members.find(tx, actor.guild_id, actor.user_id)
    check_own(submission, 0 if me is None else me.id)
    return challenge, submission


def _made(tx: Connection, actor: Actor, blank: Blank) -> Handed | None:
    """What this form made when it was sent before; raises `NotFound` once that was withdrawn."""
    me = members.find(tx, actor.guild_id, actor.user_id)
    made = None if me is None or blank.submission else submissions.handed_in_with(tx, me.id, blank.key)
    if me is None or made is None:
        return None
    challenge, submission = find_submission(tx, actor.guild_id, made)
    mine = submissions.of_member(tx, challenge.id, me.id)
    return Handed(challenge, submission, [one.id for one in mine].index(made) + 1, again=True)


def _note(tx: Connection, what: str, challenge: Challenge, submission_id: int) -> None:
    extra = {"guild": challenge.guild_id, "challenge": challenge.id, "submission": submission_id}
    after_commit(tx, lambda: log.info(what, extra=extra))
