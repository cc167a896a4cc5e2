"""The text of a block from the ranges it stands in: wraps joined, spaced-out words closed, hyphens taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from extract.layout.piece import Rows, Span
from extract.origin import Builder, Origin
from extract.records import Cell

__all__ = ["joined", "tabulated"]

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"

#: Characters set apart by single spaces; the last may run into the next word.
_SPACED = re.compile(r"(?<!\w)\w(?:[ \u3000\xa0][^\s(（\[]){2,}(?P<bound>(?!\w))?")
_DIGIT = re.compile(r"\d")
_IDEOGRAPH = re.compile(f"[{_WIDE}]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

#: What parts words: white space, a block element of HTML; not an inline element.
_PARTING = re.compile(r"\s(?![^<>]*>)|<(?:br|/?p|/?div|/?li)\b", re.IGNORECASE)

#: A Latin word broken at the end of a line.
_HYPHEN_END = re.compile(r"[a-z]{2}[-\u00ad]$")


def joined(text: str, spans: Sequence[Span]) -> tuple[str, Origin, tuple[Span, ...]]:
    """Return the text of lines put together, its origin, and the ranges of hyphens that were taken out."""
    builder = Builder()
    dropped: list[Span] = []
    _append(builder, text, spans, dropped)
    made, origin = builder.build()
    return made, origin, tuple(dropped)


def tabulated(text: str, rows: Rows) -> tuple[str, Origin, tuple[tuple[Cell, ...], ...], tuple[Span, ...]]:
    """Return the text of a table, its origin, its cells in it, and the ranges of hyphens that were taken out."""
    builder = Builder()
    dropped: list[Span] = []
    cells: list[tuple[Cell, ...]] = []
    for index, row in enumerate(rows):
        if index:
            builder.insert("\n")
        made: list[Cell] = []
        for column, spans in enumerate(row):
            if column:
                builder.insert("\t")
            at = len(builder)
            _append(builder, text, spans, dropped)
            made.append(Cell(at, len(builder)))
        cells.append(tuple(made))
    text_of, origin = builder.build()
    return text_of, origin, tuple(cells), tuple(dropped)


def _append(builder: Builder, text: str, spans: Sequence[Span], dropped: list[Span]) -> None:
    for index, (start, stop) in enumerate(spans):
        end = stop
        following = text[spans[index + 1][0]] if index + 1 < len(spans) else ""
        if following.islower() and _HYPHEN_END.search(text, max(end - 3, start), end):
            dropped.append((end - 1, end))
            end -= 1
        elif index and text[spans[index - 1][1] - 1] != "-":
            builder.insert(_between(text, spans[index - 1][1], start))
        _keep(builder, text[start:end], start)


def _between(text: str, end: int, start: int) -> str:
    """Return what stands between two lines put together: a space between Latin words, else nothing."""
    last, first = text[end - 1], text[start]
    if not (last.isascii() and first.isascii() and last.isalnum() and first.isalnum()):
        return ""
    if last.isdecimal() and first.isdecimal():
        return ""
    return " " if start < end or _PARTING.search(text, end, start) else ""


def _keep(builder: Builder, line: str, start: int) -> None:
    if line[0] == "&" and line[-1] == ";" and _ENTITY.fullmatch(line):
        _insert_entity(builder, line, start)
        return
    if " " not in line and "\u3000" not in line and "\xa0" not in line:
        builder.keep(line, start)
        return
    at = 0
    for match in _SPACED.finditer(line):
        least = 4 if match["bound"] is None or _DIGIT.search(match[0]) else 2
        if len(_IDEOGRAPH.findall(match[0])) < least or _is_names(line):
            continue
        builder.keep(line[at : match.start()], start + at)
        for offset in range(match.start(), match.end()):
            if not line[offset].isspace():
                builder.keep(line[offset], start + offset)
        at = match.end()
    builder.keep(line[at:], start + at)


def _is_names(line: str) -> bool:
    """Say whether a line is a list of names, of which those of two characters are spaced out: none are closed up."""
    return sum(2 <= len(word) <= 3 and _IDEOGRAPH.match(word) is not None for word in line.split()) >= 2


def _insert_entity(builder: Builder, entity: str, start: int) -> None:
    """Append the sign or space that an HTML entity stands for: it has its origin only where it is the ampersand itself.

    Letters and digits stay as they are coded: names and figures are made of them, and need an origin to be cited.
    """
    meant = unescape(entity)
    if meant[0] == entity[0]:
        builder.keep(meant[0], start)
    elif meant.isalnum():
        builder.keep(entity, start)
    else:
        builder.insert(" " if meant.isspace() else meant)
