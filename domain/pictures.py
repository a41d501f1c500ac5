"""Pictures that people hand in: how large one may be before it is looked at, and how it is kept."""

from typing import Final

from domain.errors import Invalid

MEGABYTE: Final = 1 << 20
MEGAPIXELS: Final = 20
LONGEST_SIDE: Final = 1600
"""Pixels; what is larger is shrunk."""

KEPT_BYTES: Final = 400_000
"""What a kept picture should stay below."""


def check_size(size: int, limit_mb: int) -> None:
    """Raise `Invalid` for a file of more bytes than the guild takes, or of none."""
    if size > limit_mb * MEGABYTE:
        raise Invalid("picture.too_large", limit=limit_mb)
    if size <= 0:
        raise Invalid("picture.no_picture")


def check_pixels(width: int, height: int) -> None:
    """Raise `Invalid` for more pixels than anybody sees, before they are unpacked."""
    if width * height > MEGAPIXELS * 1_000_000:
        raise Invalid("picture.too_many_pixels", limit=MEGAPIXELS)
