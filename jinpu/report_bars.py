"""What became of every character of every document and page, as stacked bars: what was lost shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

__all__ = ["render"]

Json = dict[str, Any]

#: Kinds in the order of the bars, with what they are called.
_KINDS = {
    "paragraph": "paragraph",
    "heading": "heading",
    "item": "list item",
    "table": "table cell",
    "caption": "caption",
    "footnote": "footnote",
    "furniture": "page furniture",
    "markup": "markup",
    "space": "white space",
    "unread": "unread",
}


def render(documents: Iterable[Json]) -> str:
    """Return the bars of the documents, each with those of its pages or slices folded below."""
    bodies = "".join(_document(document) for document in documents)
    return f"{_legend()}{bodies}"


def _legend() -> str:
    names = (f'<span><i class="k-{kind}"></i>{name}</span>' for kind, name in _KINDS.items())
    return f'<p class="legend">{"".join(names)}</p>'


def _document(document: Json) -> str:
    whole, *parts = document["became"]
    summary = f"<b>{escape(document['file'])}</b> {_told(whole['kinds'])}{_bar(whole, whole['end'])}"
    if not parts:
        return f'<div class="became">{summary}</div>'
    return f'<details class="became"><summary>{summary}</summary>{_parts(parts)}</details>'


def _parts(parts: Sequence[Json]) -> str:
    """Return a row for each part; bars are as long as their parts are beside the longest, so that gaps show."""
    most = max(part["end"] - part["start"] for part in parts)
    rows = (
        f'<tr><td>{_place(part)}</td><td class="n">{part["end"] - part["start"]:,}</td>'
        f"<td>{_bar(part, most)}</td><td>{_told(part['kinds'])}</td></tr>"
        for part in parts
    )
    return f'<div class="scroll"><table>{"".join(rows)}</table></div>'


def _place(part: Json) -> str:
    return f"page {part['page']}" if part["page"] else f"{part['start']:,} – {part['end']:,}"


def _told(kinds: dict[str, int]) -> str:
    """Return what a person must know without looking for it: that text is missing."""
    if not kinds:
        return '<em class="bad">no text</em>'
    return f'<em class="bad">{kinds["unread"]:,} unread</em>' if "unread" in kinds else ""


def _bar(part: Json, most: int) -> str:
    kinds = part["kinds"]
    pieces = "".join(
        f'<i class="k-{kind}" style="width:{100 * kinds[kind] / most:.2f}%" title="{name}: {kinds[kind]:,}"></i>'
        for kind, name in _KINDS.items()
        if kinds.get(kind)
    )
    label = ", ".join(f"{name} {kinds[kind]:,}" for kind, name in _KINDS.items() if kinds.get(kind))
    return f'<span class="stack" role="img" aria-label="{label}">{pieces}</span>'
