"""People who type commands, press buttons and fill in forms, as the gateway tells the bot of it."""

import time
from collections.abc import Mapping
from typing import Any, Final

from benchmarks.load.town import ALL, APPLICATION, BUTTON, Asked, Person, Town, member, parts, user
from benchmarks.load.wire import Wire

PATIENCE: Final = 30.0
SLOWEST: Final = 3.0
"""Seconds within which Discord wants a first answer."""

TYPING: Final = 0.4
"""Seconds for a form: nobody sends one before the bot has heard that it was shown."""

_COMMAND, _COMPONENT, _COMPLETION, _FORM = 2, 3, 4, 5
_LABEL, _TEXT = 18, 4
_GROUPS: Final = (1, 2)


class People:
    """Everybody in town; each act comes back at once as what was asked, whose `done` is the whole answer."""

    def __init__(self, town: Town, wire: Wire) -> None:
        self.town = town
        self._wire = wire

    def slash(self, who: Person, command: str, *, due: float | None = None, **options: Any) -> Asked:
        """Type a command; `due` is when, if that was earlier than now."""
        asked = self.town.ask(f"/{command}", who, due or time.perf_counter())
        self._tell(asked, _COMMAND, self._command(command, options))
        return asked

    def complete(self, who: Person, command: str, option: str, text: str, *, due: float | None = None) -> Asked:
        """Begin to type an option."""
        asked = self.town.ask("completion", who, due or time.perf_counter())
        data = self._command(command, {option: text})
        given = data["options"]
        while given[0]["type"] in _GROUPS:
            given = given[0]["options"]
        given[0]["focused"] = True
        self._tell(asked, _COMPLETION, data)
        return asked

    def press(
        self, who: Person, shown: Mapping[str, Any], custom_id: str, *, due: float | None = None, **data: Any
    ) -> Asked:
        """Press a button, or pick from a select, on a message as `message` shows it."""
        asked = self.town.ask(_named(custom_id), who, due or time.perf_counter())
        kind = next((part["type"] for part in parts(shown) if part.get("custom_id") == custom_id), BUTTON)
        asked.message_id = int(shown["id"])
        pressed = {"custom_id": custom_id, "component_type": kind, "id": 1} | data
        self._tell(asked, _COMPONENT, pressed, message=shown)
        return asked

    def send_form(self, who: Person, opened: Asked, typed: Mapping[str, str], *, due: float | None = None) -> Asked:
        """Send the form that was opened, with these words in the fields that begin so, and the rest as it stands."""
        modal = opened.modal
        if modal is None:
            raise ValueError(f"{opened.what} opened no form: {opened.text}")
        asked = self.town.ask(f"form of {opened.what}", who, due or time.perf_counter())
        fields = [label for label in modal["components"] if label["type"] == _LABEL]
        rows = [_filled(label, typed) for label in fields]
        data = {"custom_id": modal["custom_id"], "components": [row for row in rows if row is not None]}
        self._tell(asked, _FORM, data)
        return asked

    def _command(self, command: str, options: Mapping[str, Any]) -> dict[str, Any]:
        root, *subs = command.split()
        spec = self.town.commands[root]
        resolved: dict[str, dict[str, Any]] = {}
        data: dict[str, Any] = {"id": spec["id"], "name": root, "type": 1}
        inner = data
        for sub in subs:
            spec = next(one for one in spec["options"] if one["name"] == sub)
            inner["options"] = [{"name": sub, "type": spec["type"]}]
            inner = inner["options"][0]
        kinds = {one["name"]: one["type"] for one in spec.get("options", [])}
        given = {name.replace("_", "-"): value for name, value in options.items()}
        inner["options"] = [_option(name, kinds[name], value, resolved) for name, value in given.items()]
        return data | ({"resolved": resolved} if resolved else {})

    def _tell(self, asked: Asked, kind: int, data: dict[str, Any], **more: Any) -> None:
        who = asked.person
        channel = str(who.guild_id + 1)
        self._wire.dispatch(
            "INTERACTION_CREATE",
            _INTERACTION
            | more
            | {
                "id": str(asked.id),
                "type": kind,
                "token": f"to-{asked.id}",
                "guild_id": str(who.guild_id),
                "channel_id": channel,
                "channel": {"id": channel, "type": 0, "name": "general", "position": 0, "permissions": ALL},
                "member": member(who) | {"user": user(who.user_id)},
                "data": data,
            },
        )


def _option(name: str, kind: int, value: Any, resolved: dict[str, dict[str, Any]]) -> dict[str, Any]:
    match kind, value:
        case 6, Person():
            resolved.setdefault("users", {})[str(value.user_id)] = user(value.user_id)
            resolved.setdefault("members", {})[str(value.user_id)] = member(value)
            return {"name": name, "type": kind, "value": str(value.user_id)}
        case 7, int():
            told = {"id": str(value), "type": 0, "name": "news", "permissions": ALL, "parent_id": None}
            resolved.setdefault("channels", {})[str(value)] = told
            return {"name": name, "type": kind, "value": str(value)}
        case _:
            return {"name": name, "type": kind, "value": value}


def _filled(label: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, Any] | None:
    field = label["component"]
    words = str(label.get("label", "")).casefold()
    given = next((text for start, text in typed.items() if words.startswith(start.casefold())), None)
    told: dict[str, Any] = {"type": field["type"], "custom_id": field["custom_id"], "id": 2}
    if field["type"] == _TEXT:
        told["value"] = field.get("value") or "" if given is None else given
    elif field.get("options"):
        told["values"] = [given if given is not None else field["options"][0]["value"]]
    else:
        told["values"] = []
    return {"type": label["type"], "id": 1, "component": told}


def _named(custom_id: str) -> str:
    return "press " + " ".join(custom_id.split(":")[0:3:2])


_INTERACTION: Final[dict[str, Any]] = {
    "application_id": str(APPLICATION),
    "version": 1,
    "locale": "en-US",
    "guild_locale": "en-US",
    "app_permissions": ALL,
    "authorizing_integration_owners": {},
    "context": 0,
    "entitlements": [],
    "attachment_size_limit": 10485760,
}
