"""The pages of linking, as HTML without any script."""

from collections.abc import Mapping
from html import escape
from typing import Final

from domain.links import Account, Outcome
from web.languages import LANGUAGES
from web.linking.words import SENTENCES
from web.pages import document

_ALL_WELL = "✅"
_THEN: Final[Mapping[str, str]] = {
    Outcome.MISCONFIGURED: "return",
    **dict.fromkeys((Outcome.CANCELLED, Outcome.UNREACHABLE, "elsewhere", "crowded"), "retry"),
}
"""What can be done now, where that is not to begin anew."""

_ASKED = ("beware", "next", "kept")


def asking(language: str) -> str:
    """What is asked and what is kept, with the one button that goes on. The form leads to the page's own address."""
    tell = _Telling(language)
    sections = "".join(
        f"<section>\n<h2>{tell(f'{part}.heading')}</h2>\n<p>{tell(part)}</p>\n</section>\n" for part in _ASKED
    )
    content = f"""<h1>{tell("title")}</h1>
<p class="lead">{tell("lead")}</p>
{sections}<form method="post">
<section>
<h2>{tell("marks.heading")}</h2>
<label><input type="checkbox" name="marks" value="yes"><span>{tell("marks.box")}</span></label>
<p>{tell("marks")}</p>
</section>
<button type="submit">{tell("go")}</button>
</form>
"""
    return document(tell("title"), content, language=language)


def ending(language: str, how: str, account: Account | None = None, *, marked: bool = False) -> str:
    """What happened, and what can be done now; `how` is an outcome, or why nothing was even tried."""
    tell = _Telling(language)
    if how == Outcome.LINKED and account is not None:
        happened = tell("linked", name=account.name)
        then = [*([tell("linked.marked")] if marked else ()), tell("linked.forget"), tell("return")]
    else:
        happened = tell(how)
        then = [tell(_THEN.get(how, "again"))]
    mark = f'<span class="mark" aria-hidden="true">{_ALL_WELL}</span>\n' if how == Outcome.LINKED else ""
    heading = tell(f"{how}.heading")
    paragraphs = "".join(f"<p>{one}</p>\n" for one in then)
    content = f'{mark}<h1>{heading}</h1>\n<p class="lead">{happened}</p>\n<section>\n{paragraphs}</section>\n'
    return document(heading, content, language=language)


class _Telling:
    """The sentences in one language."""

    def __init__(self, language: str) -> None:
        self._column = LANGUAGES.index(language)

    def __call__(self, key: str, **facts: str) -> str:
        """The sentence of that name as HTML, with the facts escaped."""
        return SENTENCES[key][self._column].format(**{name: escape(fact) for name, fact in facts.items()})
