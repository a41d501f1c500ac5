"""Which of the languages that the pages speak a browser wants."""

from typing import Final

LANGUAGES: Final = ("en", "es")


def language_of(accepted: str) -> str:
    """The language, of those we speak, that an `Accept-Language` likes best; English when it names none."""
    liked: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted.split(",")):
        tag, _, weight = part.strip().partition(";")
        language = tag.strip().lower().partition("-")[0]
        if language in LANGUAGES and (quality := _quality(weight)) > 0:
            liked.append((-quality, place, language))
    return min(liked)[2] if liked else LANGUAGES[0]


def _quality(weight: str) -> float:
    """`q=0.8` (RFC 9110, 12.4.2); nothing said is 1, nonsense is 0."""
    name, _, value = weight.strip().partition("=")
    if not name:
        return 1.0
    digits = value.strip()
    plain = name.strip().lower() == "q" and digits.replace(".", "", 1).isdecimal() and digits.isascii()
    return min(float(digits), 1.0) if plain else 0.0
