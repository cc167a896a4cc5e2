"""Origins hold for arbitrary markup: every span lies in the file, and none twice."""

from __future__ import annotations

from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.layout import blocks
from extract.read import html, markdown
from extract.records import Document, Metadata, Part

_TAGS = (
    "<p> </p> <b> </b> <table> </table> <tr> <td> </td> <th> <li> <ul> </ul> <br> <h1> </h1> <script> </script> "
    "<title> </title> <!--x--> <td &amp; &lt &#20013;"
)
_TAG = st.sampled_from([*_TAGS.split(), "\n"])
_SIGNS = "# |- |1. |---|**|`|[|](x)|\n|\n\n|> |```\n|![a](b)|==\n|\\*"
_SIGN = st.sampled_from([*_SIGNS.split("|"), "|", "|--|--|\n"])
_WORD = st.sampled_from(["银行", "Ocean", "Base", " ", "，", "2021", "\t"])


def holds(text: str, parts: tuple[Part, ...]) -> None:
    found = blocks(Document("x", "", "utf-8", text, Metadata(), (), parts)) if parts else ()
    times: Counter[int] = Counter()
    for block in found:
        for at, source, length in block.origin.runs:
            assert block.text[at : at + length] == text[source : source + length]
            times.update(range(source, source + length))
    assert max(times.values(), default=1) == 1


@given(st.lists(st.one_of(_TAG, _WORD), max_size=40).map("".join))
@example("<table><tr><td>a<table><tr><td>b</td></tr></table>c</td></tr></table>")
@settings(max_examples=150, deadline=None)
def test_html_of_any_kind_keeps_its_origins(text: str) -> None:
    holds(text, html.parts(text)[0])


@given(st.lists(st.one_of(_SIGN, _WORD), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_markdown_of_any_kind_keeps_its_origins(text: str) -> None:
    holds(text, markdown.parts(text))


def test_entities_are_spans_of_their_own() -> None:
    parts, _ = html.parts("<p>a &lt;script&gt; b</p>")
    (part,) = parts
    assert len(part.spans) == 5
