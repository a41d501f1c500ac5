"""What pages are made of, and the one at the bottom of the house: self-contained, for phones and dark rooms too."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from typing import Final

_STYLE: Final = """
:root { color-scheme: light dark; --ink: #1d232b; --soft: #5a6572; --paper: #f6f7f9; --card: #fff; --line: #dfe3e8;
  --accent: #2f62c9 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ebef; --soft: #a3adba; --paper: #14171c; --card: #1d2128; --line: #30363f; --accent: #8fb2ff }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif }
main { max-width: 40rem; margin: 0 auto; padding: clamp(1.5rem, 7vw, 4.5rem) 1.25rem }
h1 { margin: 0; font-size: clamp(1.9rem, 7vw, 2.6rem); line-height: 1.15; letter-spacing: -.02em }
h2 { margin: 0 0 .25rem; font-size: 1.05rem }
p { margin: 0 0 .75rem }
.lead { margin: .75rem 0 2rem; font-size: 1.15rem; color: var(--soft) }
section { margin: 0 0 1rem; padding: 1.1rem 1.25rem .5rem; border: 1px solid var(--line); border-radius: .75rem;
  background: var(--card) }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere }
pre { margin: 0 0 .75rem; padding: .6rem .8rem; border-radius: .5rem; background: var(--paper); white-space: pre-wrap }
a { color: var(--accent); text-underline-offset: .2em }
ul { margin: 0 0 .75rem; padding-left: 1.2rem }
label { display: flex; gap: .75rem; margin: 0 0 .75rem; align-items: flex-start; cursor: pointer }
input { flex: none; width: 1.25rem; height: 1.25rem; margin: .2rem 0 0; accent-color: var(--accent) }
button { width: 100%; margin: .25rem 0 1rem; padding: .85rem 1.25rem; border: 0; border-radius: .75rem; cursor: pointer;
  background: var(--accent); color: var(--card); font: 600 1.05rem/1.4 system-ui, sans-serif }
.mark { display: block; margin: 0 0 1rem; font-size: 2.5rem; line-height: 1 }
:is(a, button, input):focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: .2rem }
button:focus-visible { border-radius: .75rem }
"""

STYLE_HASH: Final = f"sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}"
"""What the Content-Security-Policy lets through instead of inline code."""

ICON: Final = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'%3E"
    "%3Cpath d='M50 8 92 38H8zM16 44h14v36H16zm27 0h14v36H43zm27 0h14v36H70zM8 84h84v10H8z' "
    "fill='%235b8def'/%3E%3C/svg%3E"
)


def document(title: str, content: str, *, language: str = "en", description: str = "") -> str:
    """A whole page around `content`, which is HTML."""
    about = f'<meta name="description" content="{escape(description)}">\n' if description else ""
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
{about}<link rel="icon" href="{ICON}">
<style>{_STYLE}</style>
</head>
<body>
<main>
{content}</main>
</body>
</html>
"""


_START: Final = {
    "en": (
        "A Discord bot for gaming guilds whose every hand-out can be checked by everybody.",
        """<h1>Guildhall</h1>
<p class="lead">A Discord bot for gaming guilds. What it hands to somebody can be checked by everybody.</p>
<section>
<h2>Draws</h2>
<p><a href="/verify">/verify</a> works out a draw again from its <code>proof.json</code>, in your own browser, and shows
every step.</p>
</section>
<section>
<h2>Proofs</h2>
<p>Every snapshot of a character is a plain text without any name in it, and its SHA-256 is its fingerprint.
In Discord, <code>/clan profile</code> leads to it, at an address such as</p>
<pre><code>/proofs/snapshots/1204-9c1f03e2ab5d7788.txt</code></pre>
<p>which ends in its number and the first 16 digits of its SHA-256. Save it, run <code>sha256sum</code> on it, and
compare.</p>
</section>
<section>
<h2>Health</h2>
<p><a href="/healthz">/healthz</a> says whether the bot can read its data, for monitors and for you.</p>
</section>
""",
    ),
    "es": (
        "Un bot de Discord para hermandades de juego: todo lo que reparte lo puede comprobar cualquiera.",
        """<h1>Guildhall</h1>
<p class="lead">Un bot de Discord para hermandades de juego. Lo que da a alguien lo puede comprobar cualquiera.</p>
<section>
<h2>Sorteos</h2>
<p><a href="/verify">/verify</a> rehace un sorteo a partir de su <code>proof.json</code>, en tu propio navegador, y
muestra cada paso.</p>
</section>
<section>
<h2>Pruebas</h2>
<p>Cada instantánea de un personaje es un texto sencillo sin ningún nombre, y su SHA-256 es su huella.
En Discord, <code>/clan profile</code> lleva a ella, en una dirección como</p>
<pre><code>/proofs/snapshots/1204-9c1f03e2ab5d7788.txt</code></pre>
<p>que termina en su número y los primeros 16 dígitos de su SHA-256. Guárdala, pásale <code>sha256sum</code> y
compara.</p>
</section>
<section>
<h2>Estado</h2>
<p><a href="/healthz">/healthz</a> dice si el bot puede leer sus datos, para los monitores y para ti.</p>
</section>
""",
    ),
}


@cache
def start(language: str) -> str:
    """The start page in that language: what this is, and where things are."""
    about, content = _START[language]
    return document("Guildhall", content, language=language, description=about)
