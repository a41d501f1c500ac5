"""Pictures made harmless: decoded by what they are, turned upright, shrunk, and written anew without anything else."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.errors import Invalid
from domain.pictures import KEPT_BYTES, LONGEST_SIDE, MEGAPIXELS, check_pixels

if TYPE_CHECKING:
    from PIL.Image import Image

MIME: Final = "image/webp"
_FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
_QUALITIES: Final = (82, 70, 55, 40)
_DEEP: Final = ("I", "F")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture as it is kept."""

    data: bytes
    width: int
    height: int


def encode(data: bytes) -> Encoded:
    """The picture in these bytes, upright, at most 1600 pixels a side, as WebP without metadata; the first frame.

    Raises `Invalid` when it is no picture of a kind that is taken, is damaged, or has too many pixels. Takes its time:
    call it off the loop.
    """
    from PIL.Image import DecompressionBombError

    try:
        return _written(_decoded(data))
    except Invalid:
        raise
    except DecompressionBombError as problem:
        raise Invalid("picture.too_many_pixels", limit=MEGAPIXELS) from problem
    except Exception as problem:  # whatever a crafted file makes a decoder raise, it is no picture
        raise Invalid("picture.no_picture") from problem


def _decoded(data: bytes) -> "Image":
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
        check_pixels(*opened.size)
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is unpacked no larger than it has to be
        opened.load()
        upright = ImageOps.exif_transpose(opened)
    plain = _plain(upright)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return plain


def _plain(image: "Image") -> "Image":
    """The same in eight bits a channel, with alpha where it had some."""
    if image.mode.startswith(_DEEP):
        deep = image.convert("F")
        image = deep.point(lambda value: value * (255 / 65535)).convert("L")  # pyright: ignore[reportUnknownMemberType]
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _written(image: "Image") -> Encoded:
    written = b""
    for quality in _QUALITIES:
        out = io.BytesIO()
        # Named one by one: Pillow takes over what the original brought along where it is not told otherwise.
        image.save(out, "WEBP", quality=quality, method=4, exif=b"", icc_profile=b"", xmp=b"")
        written = out.getvalue()
        if len(written) <= KEPT_BYTES:
            break
    return Encoded(written, *image.size)
