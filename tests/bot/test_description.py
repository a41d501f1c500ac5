"""The checker of what the bot sends: it bites, or its silence says nothing."""

from typing import Any

import pytest

from tests.bot.description import beyond_limits, description

pytestmark = pytest.mark.skipif(description() is None, reason="Discord's description is not on this machine")

POST = "/channels/123/messages"
CALLBACK = "/interactions/123/token/callback"
TEXT: dict[str, Any] = {"type": 10, "content": "hello"}
BUTTON: dict[str, Any] = {"type": 2, "style": 1, "label": "Go", "custom_id": "x"}
ROW: dict[str, Any] = {"type": 1, "components": [BUTTON]}
COMMAND: dict[str, Any] = {"name": "clan", "description": "The clan", "type": 1, "options": []}


def found(method: str, path: str, body: Any) -> str:
    """Its complaints."""
    known = description()
    assert known is not None
    return "\n".join(known.complaints(method, path, body))


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/oauth2/applications/@me", None),
        ("POST", POST, {"content": "hello", "nonce": "5", "enforce_nonce": True}),
        ("POST", POST, {"components": [{"type": 17, "components": [TEXT, ROW]}], "flags": 1 << 15}),
        ("POST", f"{POST}?with_response=true", {"content": "hello", "allowed_mentions": {"parse": []}}),
        ("POST", CALLBACK, {"type": 4, "data": {"content": "hello", "flags": 64}}),
        ("PUT", "/applications/1/commands", [COMMAND]),
        ("DELETE", f"{POST}/5", None),
    ],
)
def test_what_discord_takes_is_no_complaint(method: str, path: str, body: Any):
    assert found(method, path, body) == ""


WRONG: list[tuple[str, str, Any, str]] = [
    ("POST", "/channels/123/letters", {}, "no such operation"),
    ("PUT", POST, {}, "no such operation"),
    ("POST", POST, {"contents": "hello"}, "body.contents is unknown to Discord"),
    ("POST", POST, {"content": 5}, "body.content is int"),
    ("POST", POST, {"content": True}, "body.content is bool"),
    ("POST", POST, {"content": "x" * 4001}, "the size of body.content is 4001, at most 4000"),
    ("POST", POST, {"components": [{**ROW, "components": []}]}, "at least 1"),
    ("POST", POST, {"components": [{**ROW, "components": [BUTTON] * 6}]}, "at most 5"),
    ("POST", POST, {"components": [{"type": 1, "components": [{**BUTTON, "style": 99}]}]}, "style is 99"),
    ("POST", POST, {"components": [{"type": 10}]}, "lacks content"),
    ("POST", POST, {"components": [{"type": 10, "content": ""}]}, "at least 1"),
    ("POST", POST, {"components": [{"type": 17, "components": [{**TEXT, "colour": 1}]}]}, "colour is unknown"),
    ("POST", POST, {"components": [{"type": 99, "components": []}]}, "type is 99"),
    ("POST", CALLBACK, {"type": 4, "data": {"content": "hello", "private": True}}, "private is unknown"),
    ("PUT", "/applications/1/commands", [{**COMMAND, "description": "x" * 101}], "at most 100"),
    ("PUT", "/applications/1/commands", [{key: COMMAND[key] for key in ("description", "type")}], "lacks name"),
    ("DELETE", f"{POST}/5", {"reason": "x"}, "takes no JSON"),
]


@pytest.mark.parametrize(("method", "path", "body", "complaint"), WRONG)
def test_what_discord_does_not_take_is_found_in_its_place(method: str, path: str, body: Any, complaint: str):
    assert complaint in found(method, path, body)


@pytest.mark.parametrize(
    ("message", "complaint"),
    [
        ({"components": [{"type": 17, "components": [{"type": 10, "content": "x" * 2001}] * 2}]}, "4002 characters"),
        ({"components": [{"type": 17, "components": [TEXT] * 40}]}, "41 components"),
        ({"components": [{"type": 9, "components": [TEXT], "accessory": BUTTON}] * 14}, "42 components"),
        ({"components": [ROW, ROW]}, "custom ids twice"),
        ({"embeds": [{"title": "x" * 256, "description": "x" * 4000, "footer": {"text": "x" * 2000}}]}, "6256 char"),
    ],
)
def test_what_counts_over_a_whole_message_is_counted(message: dict[str, Any], complaint: str):
    for body in (message, {"type": 4, "data": message}):
        assert complaint in "\n".join(beyond_limits(body))
    assert beyond_limits({"components": [{"type": 17, "components": [TEXT] * 39}]}) == []
