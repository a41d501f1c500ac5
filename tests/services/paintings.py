"""Files that people send as pictures: good ones, and all that only look like one."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, PngImagePlugin

EXECUTABLE = b"MZ\x90\x00" + bytes(range(256)) * 40
SCRIPT = b"#!/bin/sh\nrm -rf /\n"
GPS = 0x8825


def png(size: tuple[int, int] = (64, 48), colour: Any = "pink", mode: str = "RGB", **options: Any) -> bytes:
    """A PNG of one colour."""
    return _saved(Image.new(mode, size, colour), "PNG", **options)


def noisy(size: tuple[int, int], seed: int = 1) -> bytes:
    """A JPEG that nothing makes small: noise of many colours, the same for the same seed."""
    import random

    grain = Image.frombytes("RGB", size, random.Random(seed).randbytes(3 * size[0] * size[1]))
    return _saved(grain, "JPEG", quality=92)


def located(orientation: int = 1) -> bytes:
    """A photograph of 40 × 20, its left half red, as cameras make it: with place, camera, comment and a thumbnail."""
    photo = Image.new("RGB", (40, 20), "blue")
    photo.paste("red", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0110] = "Camera of Sylva"
    exif[0x0112] = orientation
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (52.0, 31.0, 12.0)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>home of Sylva</x:xmpmeta>"
    return _saved(photo, "JPEG", quality=95, exif=exif.tobytes(), xmp=xmp, comment=b"Sylva was here")


def labelled(text: str, **sizes: Any) -> bytes:
    """A PNG with a text in it."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", text)
    info.add_itxt("Comment", text, zip=True)
    return png(pnginfo=info, **sizes)


def text_bomb() -> bytes:
    """A PNG of some kilobytes whose comment unpacks to 64 megabytes."""
    chunk = b"Comment\0\0" + zlib.compress(b"\0" * (64 << 20), 9)
    whole = png()
    return whole[:33] + _chunk(b"zTXt", chunk) + whole[33:]


def giant(width: int, height: int) -> bytes:
    """A PNG of some bytes that says it has so many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def animated() -> bytes:
    """A GIF of two frames, green and then red."""
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("green", "red")]
    return _saved(frames[0], "GIF", save_all=True, append_images=frames[1:])


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _saved(image: Image.Image, format_: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, format_, **options)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    """The picture in these bytes, unpacked."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image
