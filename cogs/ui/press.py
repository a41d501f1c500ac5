"""Buttons and selects that outlive a restart: their id says what they do and to what, and nothing else.

An id reads `area:v1:verb:arg:arg` (at most 100 characters). discord.py finds the class by its pattern, on any message,
however old. Errors go through the one door; an id that no class knows any more is answered politely by the tree.
"""

import secrets
from typing import Any, ClassVar, Self
from weakref import WeakSet

import discord
from discord.ui.select import BaseSelect

from cogs.ui.door import Interaction, answer, answer_error, guarded, words_for
from cogs.ui.late import wake
from cogs.ui.metering import judge, settle
from services.meter import Outcome

Style = discord.ButtonStyle

_BOOT = secrets.token_hex(4)
"""Marks the forms of this process: discord.py forgets open forms at a restart."""

REGISTERED: list[type["Press | Pick"]] = []
"""Every button and select that is loaded by now."""

_clients: WeakSet[discord.Client] = WeakSet()


def serve(client: discord.Client) -> None:
    """Let a bot know every button and select that there is, and each that is loaded later."""
    client.add_dynamic_items(*REGISTERED)
    _clients.add(client)


def _register(cls: "type[Press | Pick]") -> None:
    REGISTERED.append(cls)
    for client in _clients:
        client.add_dynamic_items(cls)


class Press(discord.ui.DynamicItem[discord.ui.Button[Any]], template="^$"):
    """A button; subclasses name their `key` and the pattern of their `args` and say what a press does."""

    key: ClassVar[str]
    args: dict[str, str]

    def __init_subclass__(cls, *, key: str, args: str = "") -> None:
        super().__init_subclass__(template=f"{key}:{args}" if args else key)
        cls.key = key
        _register(cls)

    @classmethod
    def button(
        cls,
        *args: str | int,
        label: str | None = None,
        emoji: str | None = None,
        style: Style = Style.secondary,
        disabled: bool = False,
    ) -> Self:
        """A fresh button that carries these arguments."""
        custom_id = ":".join([cls.key, *map(str, args)])
        item = discord.ui.Button[Any](label=label, emoji=emoji, style=style, disabled=disabled, custom_id=custom_id)
        return cls(item)

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: discord.ui.Item[Any], match: Any, /) -> Self:
        """Called by discord.py at a click."""
        assert isinstance(item, discord.ui.Button)
        pressed = cls(item)
        pressed.args = match.groupdict()
        return pressed

    async def callback(self, interaction: Interaction) -> None:
        """Called by discord.py at a click."""
        await guarded(interaction, self.press(interaction), name=_counted(self.key))

    async def press(self, interaction: Interaction) -> None:
        """What a click does."""
        raise AssertionError(f"{type(self).__name__} says nothing to a press")


def turners(to: type[Press], page: int, pages: int, *args: str | int) -> list[Press]:
    """The buttons to the page before and the page after, if there are any; `args` stand before it in their ids."""
    if pages == 1:
        return []
    # The ends point past the list: two buttons of one message cannot share an id.
    back = to.button(*args, page - 1, emoji="◀️", disabled=page == 1)
    return [back, to.button(*args, page + 1, emoji="▶️", disabled=page == pages)]


class Pick(discord.ui.DynamicItem[discord.ui.Select[Any]], template="^$"):
    """A select of any kind; subclasses name their `key` and the pattern of their `args`."""

    key: ClassVar[str]
    args: dict[str, str]

    def __init_subclass__(cls, *, key: str, args: str = "") -> None:
        super().__init_subclass__(template=f"{key}:{args}" if args else key)
        cls.key = key
        _register(cls)

    @classmethod
    def select(cls, *args: str | int, of: BaseSelect[Any]) -> Self:
        """The select `of`, carrying these arguments."""
        of.custom_id = ":".join([cls.key, *map(str, args)])
        return cls(of)  # pyright: ignore[reportArgumentType] - any kind of select does

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: discord.ui.Item[Any], match: Any, /) -> Self:
        """Called by discord.py at a choice."""
        picked = cls(item)  # pyright: ignore[reportArgumentType] - any kind of select does
        picked.args = match.groupdict()
        return picked

    async def callback(self, interaction: Interaction) -> None:
        """Called by discord.py at a choice."""
        await guarded(interaction, self.pick(interaction), name=_counted(self.key))

    async def pick(self, interaction: Interaction) -> None:
        """What a choice does; the chosen values are `self.item.values`."""
        raise AssertionError(f"{type(self).__name__} says nothing to a choice")


class Form(discord.ui.Modal):
    """A form whose errors go through the one door."""

    def __init__(self, title: str) -> None:
        super().__init__(title=title, custom_id=f"form:{_BOOT}:{secrets.token_hex(8)}")

    async def on_submit(self, interaction: Interaction) -> None:
        """Called by discord.py when the form is sent."""
        await guarded(interaction, self.submit(interaction), name=self._counted())

    async def on_error(self, interaction: Interaction, error: Exception) -> None:
        """Called by discord.py when it could not read the form."""
        await answer_error(interaction, error)
        settle(interaction, self._counted())

    async def submit(self, interaction: Interaction) -> None:
        """What sending the form does."""
        raise AssertionError(f"{type(self).__name__} says nothing to being sent")

    def _counted(self) -> str:
        """How figures call it: by the feature and the form, such as `pots tickets`."""
        feature = type(self).__module__.removeprefix("cogs.ui.").partition(".")[0]
        return f"{feature} {type(self).__name__.removesuffix('Form').lower()}"


def pass_on(client: discord.Client, interaction: Interaction) -> None:
    """A click on what is not loaded yet loads it, and is then handed out as discord.py would have done.

    Called right after discord.py looked for the button's class, before anything else can happen.
    """
    if interaction.type is not discord.InteractionType.component:
        return
    data: Any = interaction.data
    custom_id = str(data["custom_id"])
    if not _known(custom_id) and wake(custom_id):
        views = client._connection._view_store  # noqa: SLF001 - discord.py has no other way in
        views.dispatch_view(data["component_type"], custom_id, interaction)


async def answer_strangers(interaction: Interaction) -> None:
    """Answer a click or a form that nothing of this process knows, instead of letting it fail in silence."""
    custom_id = str((interaction.data or {}).get("custom_id", ""))
    say = words_for(interaction)
    if interaction.type is discord.InteractionType.modal_submit:
        if not custom_id.startswith(f"form:{_BOOT}:"):
            await _send_away(interaction, say("error.old_form"))
    elif interaction.type is discord.InteractionType.component and not _known(custom_id):
        await _send_away(interaction, say("error.outdated"))


async def _send_away(interaction: Interaction, text: str) -> None:
    judge(interaction, Outcome.REFUSED)
    try:
        await answer(interaction, text)
    finally:
        settle(interaction)


def _counted(key: str) -> str:
    """How figures call a button: by area and word, such as `pot join`."""
    area, _, rest = key.partition(":")
    return f"{area} {rest.partition(':')[2]}"


def _known(custom_id: str) -> bool:
    return any(one.__discord_ui_compiled_template__.fullmatch(custom_id) for one in REGISTERED)
