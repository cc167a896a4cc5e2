"""The pieces of a Markdown file, each as ranges of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from extract.records import Part

__all__ = ["parts"]

Span = tuple[int, int]

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)")
_RULE = re.compile(r"[ \t]*(?:[-*_][ \t]*){3,}$")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*$")
_FENCE = re.compile(r"[ \t]*(```|~~~)")
_SEPARATOR = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_FOOTNOTE = re.compile(r"\[\^[^\]]+\]:[ \t]*")

#: What formats text within a line: emphasis, code, the address of a link, an image, a comment.
_MARKUP = re.compile(
    r"!\[[^\]]*\]\([^)]*\)|\[(?=[^\]\n]+\]\([^)\n]*\))|(?<!\!)\]\([^)\n]*\)|<!--.*?-->|\*\*|__(?=\S)|(?<=\S)__|~~|`+"
    r"|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|</?[a-zA-Z][^>\n]*>|\\(?=[\\`*_{}\[\]()#+.!|-])"
)


def parts(text: str) -> tuple[Part, ...]:
    """Return the pieces of a file in order."""
    return tuple(_Reader(text).run())


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        lines = text.split("\n")
        starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=0)
        self._lines = list(zip(starts, lines, strict=True))
        self._held: list[Span] = []
        self._kind = "paragraph"
        self._level = 0
        self._fenced = False

    def run(self) -> Iterator[Part]:
        index = 0
        while index < len(self._lines):
            at, line = self._lines[index]
            if not self._fenced and "|" in line and index + 1 < len(self._lines):
                rows = self._table(index)
                if rows:
                    yield from self._flush()
                    taken, part = rows
                    yield part
                    index += taken
                    continue
            yield from self._line(at, line.rstrip("\r"))
            index += 1
        yield from self._flush()

    def _line(self, at: int, line: str) -> Iterator[Part]:
        if _FENCE.match(line):
            yield from self._flush()
            self._fenced = not self._fenced
        elif self._fenced:
            yield from self._flush()
            self._hold("paragraph", 0, at, line)
        elif not line.strip() or (_RULE.match(line) and not self._held):
            yield from self._flush()
        elif self._held and self._kind == "paragraph" and (under := _UNDERLINE.match(line)):
            self._kind, self._level = "heading", 1 if under[1][0] == "=" else 2
            yield from self._flush()
        elif match := _HEADING.match(line):
            yield from self._flush()
            self._hold("heading", len(match[1]), at + match.start(2), match[2])
            yield from self._flush()
        elif match := _ITEM.match(line):
            yield from self._flush()
            self._hold("item", len(match[1].expandtabs(4)) // 2 + 1, at + match.end(), line[match.end() :])
        elif match := _FOOTNOTE.match(line):
            yield from self._flush()
            self._hold("footnote", 0, at + match.end(), line[match.end() :])
        else:
            quote = re.match(r"[ \t]*(?:>[ \t]?)*", line)
            left = quote.end() if quote else 0
            self._hold(self._kind, self._level, at + left, line[left:])

    def _hold(self, kind: str, level: int, at: int, line: str) -> None:
        self._kind, self._level = kind, level
        self._held.extend(_spans(at, line))

    def _flush(self) -> Iterator[Part]:
        if self._held:
            yield Part(self._kind, tuple(self._held), self._level)
        self._held, self._kind, self._level = [], "paragraph", 0

    def _table(self, index: int) -> tuple[int, Part] | None:
        """Return the lines taken and the table whose column headings are in line ``index``."""
        if not _SEPARATOR.match(self._lines[index + 1][1].rstrip("\r")):
            return None
        rows = []
        end = index
        while end < len(self._lines) and "|" in self._lines[end][1]:
            if end != index + 1:
                rows.append(_cells(*self._lines[end]))
            end += 1
        wide = max(map(len, rows))
        return end - index, Part("table", rows=tuple((*row, *[()] * (wide - len(row))) for row in rows), headers=1)


def _cells(at: int, line: str) -> list[tuple[Span, ...]]:
    cells: list[tuple[Span, ...]] = []
    begin = len(line) - len(line.lstrip(" \t|"))
    for match in re.finditer(r"(?<!\\)\||$", line.rstrip("\r")):
        if match.start() < begin:
            continue
        if match.group() or line[begin : match.start()].strip():
            cells.append(tuple(_spans(at + begin, line[begin : match.start()])))
        begin = match.end()
    return cells


def _spans(at: int, line: str) -> Iterator[Span]:
    """Yield the ranges of a line's text between what formats it."""
    end = len(line.rstrip())
    begin = len(line) - len(line.lstrip())
    for match in _MARKUP.finditer(line):
        if begin < match.start() <= end:
            yield at + begin, at + match.start()
        begin = max(begin, match.end())
    if begin < end:
        yield at + begin, at + end
