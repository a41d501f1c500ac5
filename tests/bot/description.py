"""Discord's published description of its API, as a checker of what the bot sent.

Knows as much of JSON Schema as that description uses. Stricter than it in one way: a key that an object does not list
is a complaint, for Discord drops it silently. Milder in another: a snowflake may be a number, as discord.py sends it.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

Schema = dict[str, Any]

PATH = Path(__file__).parents[3] / "shared" / "data" / "discord-openapi.json"

UNLISTED = {"flags", "nsfw", "tts"}
"""Keys that discord.py sends, that Discord takes and that its description leaves out of some objects."""

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
_SIZES: dict[type, str] = {str: "Length", list: "Items", dict: "Properties"}


class Description:
    """What may be sent where."""

    def __init__(self, document: Schema) -> None:
        self._document = document
        self._operations = sorted(self._read_operations(), key=lambda one: -one[2])

    def complaints(self, method: str, path: str, body: Any) -> list[str]:
        """What is wrong with a request, each with the place in its body."""
        found = self._operation(method.upper(), path.partition("?")[0])
        if found is None:
            return [f"{method} {path}: Discord has no such operation"]
        schema = found.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        if body is None:
            return []
        if schema is None:
            return [f"{method} {path}: takes no JSON"]
        return [f"{method} {path}: {complaint}" for complaint in self._check(schema, body, "body")]

    def _read_operations(self) -> Iterator[tuple[str, re.Pattern[str], int, Schema]]:
        for template, item in self._document["paths"].items():
            parts = [part for part in template.split("/") if part]
            pattern = "".join("/[^/]+" if "{" in part else "/" + re.escape(part) for part in parts)
            literal = sum("{" not in part for part in parts)
            for method, operation in item.items():
                if method in {"get", "post", "put", "patch", "delete"}:
                    yield method.upper(), re.compile(pattern), literal, operation

    def _operation(self, method: str, path: str) -> Schema | None:
        fitting = (one for one in self._operations if one[0] == method and one[1].fullmatch(path))
        found = next(fitting, None)
        return None if found is None else found[3]

    def _resolve(self, schema: Schema) -> Schema:
        while reference := schema.get("$ref"):
            node: Any = self._document
            for part in reference.removeprefix("#/").split("/"):
                node = node[part]
            schema = node
        return schema

    def _check(self, schema: Schema, value: Any, at: str) -> Iterator[str]:
        schema = self._resolve(schema)
        if not self._has_type(schema, value, at):
            yield f"{at} is {type(value).__name__}, wanted {schema['type']}"
            return
        yield from _check_plain(schema, value, at)
        for part in schema.get("allOf", ()):
            yield from self._check(part, value, at)
        if branches := schema.get("oneOf") or schema.get("anyOf"):
            yield from self._check_branches(branches, value, at)
        if isinstance(value, dict):
            yield from self._check_object(schema, cast(Schema, value), at)
        if isinstance(value, list) and "items" in schema:
            for index, item in enumerate(cast("list[Any]", value)):
                yield from self._check(schema["items"], item, f"{at}[{index}]")

    def _has_type(self, schema: Schema, value: Any, at: str) -> bool:
        wanted = schema.get("type")
        if wanted is None:
            return True
        names: list[str] = [wanted] if isinstance(wanted, str) else wanted
        if isinstance(value, bool):
            return "boolean" in names
        if "string" in names and isinstance(value, int) and _is_snowflake(at):
            return True
        return any(isinstance(value, _TYPES[name]) for name in names)

    def _check_object(self, schema: Schema, value: Schema, at: str) -> Iterator[str]:
        known: Schema = schema.get("properties", {})
        for name in schema.get("required", ()):
            if name not in value:
                yield f"{at} lacks {name}"
        rest = schema.get("additionalProperties", not known)
        for name, one in value.items():
            if name in known:
                yield from self._check(known[name], one, f"{at}.{name}")
            elif isinstance(rest, dict):
                yield from self._check(cast(Schema, rest), one, f"{at}.{name}")
            elif not rest and name not in UNLISTED and not schema.get("allOf"):
                yield f"{at}.{name} is unknown to Discord"

    def _check_branches(self, branches: list[Schema], value: Any, at: str) -> Iterator[str]:
        typed = [one for one in branches if self._has_type(self._resolve(one), value, at)]
        fitting = [one for one in typed if self._is_meant(one, value)] or typed or branches
        outcomes = [list(self._check(one, value, at)) for one in fitting]
        yield from min(outcomes, key=len)

    def _is_meant(self, branch: Schema, value: Any) -> bool:
        """Whether the branch is for values of this `type`, where they say one."""
        if not isinstance(value, dict) or "type" not in value:
            return True
        said = cast(Schema, value)["type"]
        kind = self._resolve(self._resolve(branch).get("properties", {}).get("type", {}))
        return said in kind.get("enum", [said])


def _check_plain(schema: Schema, value: Any, at: str) -> Iterator[str]:
    """What can be said without looking inside."""
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at} is {value!r}, wanted one of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at} is {value!r}, wanted {schema['const']!r}"
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at} is {value!r}, wanted {schema['pattern']}"
    if isinstance(value, list) and schema.get("uniqueItems"):
        shown = [json.dumps(item, sort_keys=True) for item in cast("list[Any]", value)]
        if len(set(shown)) < len(shown):
            yield f"{at} holds something twice"
    if noun := _SIZES.get(type(cast("object", value))):
        size = len(cast("str", value))
        yield from _check_bounds(schema, size, f"min{noun}", f"max{noun}", f"the size of {at}")
    elif isinstance(value, int | float):
        yield from _check_bounds(schema, value, "minimum", "maximum", at)


def _check_bounds(schema: Schema, value: float, low: str, high: str, at: str) -> Iterator[str]:
    if value < schema.get(low, value):
        yield f"{at} is {value}, at least {schema[low]}"
    if value > schema.get(high, value):
        yield f"{at} is {value}, at most {schema[high]}"


def _is_snowflake(at: str) -> bool:
    name = re.sub(r"\[\d+\]", "", at).rsplit(".", 1)[-1]
    return name.endswith(("id", "ids", "permissions", "allow", "deny", "users", "roles"))


@cache
def description() -> Description | None:
    """Discord's description, where this machine has it."""
    return Description(json.loads(PATH.read_text(encoding="utf-8"))) if PATH.exists() else None


@cache
def complaints(method: str, path: str, body: str) -> tuple[str, ...]:
    """What is wrong with a request whose body is this JSON; each different one is looked at once."""
    known = description()
    assert known is not None
    return tuple(known.complaints(method, path, json.loads(body)))


def beyond_limits(body: Any) -> list[str]:
    """What Discord counts over a whole message, which its description does not say."""
    told: list[str] = []
    for message in _messages(body):
        nodes = list(_nodes(_children(message, "components")))
        text = sum(len(node["content"]) for node in nodes if node.get("type") == _TEXT_DISPLAY)
        told += [f"{text} characters in text displays"] if text > 4000 else []
        told += [f"{len(nodes)} components"] if len(nodes) > 40 else []
        ids = [node["custom_id"] for node in nodes if "custom_id" in node]
        told += [f"custom ids twice: {ids}"] if len(set(ids)) < len(ids) else []
        embeds = sum(map(_embed_size, _children(message, "embeds")))
        told += [f"{embeds} characters in embeds"] if embeds > 6000 else []
    return told


_TEXT_DISPLAY = 10


def _messages(body: Any) -> Iterator[Schema]:
    """The message in a request, which an answer to an interaction wraps once more."""
    if isinstance(body, dict):
        outer = cast(Schema, body)
        yield outer
        yield from _children(outer, "data")


def _children(node: Schema, name: str) -> list[Schema]:
    """The objects under that name, be it one, many or none."""
    found: Any = node.get(name) or []
    listed: list[Any] = cast("list[Any]", found) if isinstance(found, list) else [found]
    return [one for one in listed if isinstance(one, dict)]


def _nodes(components: list[Schema]) -> Iterator[Schema]:
    for node in components:
        yield node
        for name in ("components", "component", "accessory"):
            yield from _nodes(_children(node, name))


def _embed_size(embed: Schema) -> int:
    texts: list[Any] = [embed.get("title"), embed.get("description")]
    texts += [footer.get("text") for footer in _children(embed, "footer")]
    texts += [part for field in _children(embed, "fields") for part in (field["name"], field["value"])]
    return sum(len(text) for text in texts if text)
