"""The file of what is kept about somebody: JSON and their pictures, packed so that Discord takes it."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, Final

from cogs.ui.cards import Attachment

LARGEST: Final = 8 << 20
"""Bytes of pictures in one file; Discord takes 10 MiB."""

_DATA: Final = "data.json"


def packed(kept: Mapping[str, Any], pictures: Mapping[str, bytes], largest: int = LARGEST) -> list[Attachment]:
    """One zip file, or several where there are many pictures; `pictures` are by name. The first has what is no picture.

    A picture is smaller than `largest`, so that every file is.
    """
    text = json.dumps(kept, indent=2, ensure_ascii=False).encode()
    parts = [*_parts(pictures, largest)] or [{}]
    names = [f"my-data-{number}.zip" for number in range(1, len(parts) + 1)] if len(parts) > 1 else ["my-data.zip"]
    return [
        Attachment(name, _zipped({_DATA: text} | part if not number else part))
        for number, (name, part) in enumerate(zip(names, parts, strict=True))
    ]


def _parts(pictures: Mapping[str, bytes], largest: int) -> Iterator[dict[str, bytes]]:
    part: dict[str, bytes] = {}
    for name, data in pictures.items():
        if part and sum(map(len, part.values())) + len(data) > largest:
            yield part
            part = {}
        part[f"pictures/{name}"] = data
    if part:
        yield part


def _zipped(files: Mapping[str, bytes]) -> bytes:
    packed_ = io.BytesIO()
    with zipfile.ZipFile(packed_, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed_.getvalue()
