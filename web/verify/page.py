"""`/verify`: one self-contained document, made of the files beside this module, under a policy of its own."""

import asyncio
import json
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

from fairness.checks import QUICKNET_ONLY, Trust
from web.pages import ICON
from web.verify import unicode

_SCRIPTS: Final = (
    *("config", "encoding", "transport", "persons", "form", "drawing", "beacon", "signing", "checks", "verifying"),
    *("check_words", "words", "elements", "values", "entries", "report", "main"),
)
"""In this order they are one script, so that a file may use what stands in those before it."""

_HERE: Final = Path(__file__).parent
_RELAY: Final = re.compile(r"https?://[A-Za-z0-9._:\[\]-]+(?:/[A-Za-z0-9._~%/-]*)?")


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """What the page checks with: the beacon's `relays` to ask (addresses), and what the host says to trust.

    `trust` holds chains besides quicknet, which the page names test chains, and the host's keys.

    Raises:
        ValueError: a relay is no plain http(s) address.
    """

    relays: tuple[str, ...] = ()
    trust: Trust = QUICKNET_ONLY

    def __post_init__(self) -> None:
        for relay in self.relays:
            if not _RELAY.fullmatch(relay):
                raise ValueError(f"no address of a relay: {relay!r}")

    async def answer(self, _: web.Request) -> web.Response:
        """The page; it is put together when first asked for, which takes a moment."""
        document = await asyncio.to_thread(_document, self)
        headers = {
            "Content-Security-Policy": self.policy(),
            "Cache-Control": "no-cache",
            "Vary": "Accept-Encoding",
        }
        response = web.Response(text=document, content_type="text/html", headers=headers)
        response.enable_compression()
        return response

    def policy(self) -> str:
        """What the page may do: run its own script, and ask this site and the relays."""
        origins = dict.fromkeys("{0.scheme}://{0.netloc}".format(urlsplit(relay)) for relay in self.relays)
        asked = " ".join(("'self'", *origins))
        return (
            f"default-src 'none'; script-src '{_source(_script())}'; style-src '{_source(_style())}'; img-src data:; "
            f"connect-src {asked}; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        )


@cache
def _document(page: VerifyPage) -> str:
    skeleton = Template((_HERE / "page.html").read_text(encoding="utf-8"))
    return skeleton.substitute(icon=ICON, style=_style(), config=_config(page), script=_script())


@cache
def _style() -> str:
    return (_HERE / "verify.css").read_text(encoding="utf-8")


@cache
def _script() -> str:
    parts = [(_HERE / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS]
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n"


def _config(page: VerifyPage) -> str:
    """What the script is told, as JSON inside HTML: data, which no policy has to let through."""
    trust = page.trust
    told = {
        "relays": [relay.rstrip("/") for relay in page.relays],
        "chains": [
            {"hash": chain.hash.hex(), "genesis": chain.genesis, "period": chain.period} for chain in trust.test_chains
        ],
        "keys": {
            "lock": sorted(key.hex() for key in trust.orchestrator_keys),
            "result": sorted(key.hex() for key in trust.settlement_keys),
        },
        "unicode": unicode.tables(),
    }
    return json.dumps(told, separators=(",", ":")).replace("<", r"\u003c")


def _source(inline: str) -> str:
    """How a Content-Security-Policy names inline code."""
    return f"sha256-{b64encode(sha256(inline.encode()).digest()).decode()}"
