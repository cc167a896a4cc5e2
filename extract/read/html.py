"""The pieces of an HTML page, each as ranges of the file's text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from extract.records import Part

__all__ = ["parts"]

Span = tuple[int, int]

#: Elements whose text is not shown.
_HIDDEN = {"script", "style", "head", "template", "noscript", "svg", "math", "select", "textarea"}

#: Elements that belong to the page and not to what it says.
_FURNITURE = {"nav", "footer", "header", "aside", "button", "form"}

#: Elements that begin and end a piece of text.
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "br", "button", "caption", "dd", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"),
    *("legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th"),
    *("thead", "title", "tr", "ul"),
}

#: Elements that have no end.
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def parts(text: str) -> tuple[tuple[Part, ...], str]:
    """Return the pieces of a page in the order of the file, and its title."""
    reader = _Reader(text)
    reader.feed(text)
    reader.close()
    reader.finish()
    return tuple(reader.parts), reader.title.strip()


class _Table:
    """A table in the making; tables within its cells are read as text of the cell."""

    def __init__(self) -> None:
        self.rows: list[list[tuple[Span, ...]]] = []
        self.headers: list[bool] = []

    def row(self) -> None:
        """Begin a row: of column headings, until another kind of cell stands in it."""
        self.rows.append([])
        self.headers.append(True)

    def part(self) -> Part | None:
        """Return the table, with as many cells in each row; None where all are empty."""
        wide = max(map(len, self.rows), default=0)
        rows = tuple((*row, *[()] * (wide - len(row))) for row in self.rows if row)
        if not any(cell for row in rows for cell in row):
            return None
        heads = [head for head, row in zip(self.headers, self.rows, strict=True) if row]
        return Part("table", rows=rows, headers=next((n for n, head in enumerate(heads) if not head), len(heads)))


class _Reader(HTMLParser):
    """Collects the text between block elements; ``getpos`` says where each stretch stands."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[Part] = []
        self.title = ""
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._open: list[str] = []
        self._spans: list[Span] = []
        self._tables: list[_Table] = []

    def _at(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS and not (self._in_cell() and tag not in ("td", "th", "tr", "table")):
            self.flush()
        if tag == "table" and not self._tables:
            self._tables.append(_Table())
        if self._tables and (tag == "tr" or (tag in ("td", "th") and not self._tables[-1].rows)):
            self._tables[-1].row()
        if tag == "td" and self._tables:
            self._tables[-1].headers[-1] = False
        if tag in ("p", "li", "td", "th", "tr") and self._open and self._open[-1] == tag:
            self._open.pop()  # its end may be left out
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._tables and self._in_cell():
            self._cell()
        elif tag in _BLOCKS and not (self._in_cell() and tag != "table"):
            self.flush()
        if tag == "table" and self._tables:
            self._table()
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._open[-1:] == ["title"]:
            self.title += data
        if _HIDDEN.intersection(self._open):
            return
        at = self._at()
        for line in data.splitlines(keepends=True):
            end = len(line.rstrip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029"))
            if line.strip():
                left = len(line) - len(line.lstrip()) if not self._spans else 0
                self._spans.append((at + left, at + end))
            at += len(line)

    def handle_entityref(self, name: str) -> None:
        self._entity(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._entity(f"&#{name}")

    def _entity(self, raw: str) -> None:
        if not _HIDDEN.intersection(self._open):
            at = self._at()
            end = at + len(raw)
            self._spans.append((at, end + (self._text[end : end + 1] == ";")))

    def _in_cell(self) -> bool:
        return bool(self._tables) and any(tag in ("td", "th") for tag in self._open)

    def _table(self) -> None:
        part = self._tables.pop().part()
        if part:
            self.parts.append(part)

    def finish(self) -> None:
        """Make pieces of what the end of the file left open."""
        self.flush()
        while self._tables:
            self._table()

    def _cell(self) -> None:
        if not self._tables[-1].rows:
            self._tables[-1].row()
        self._tables[-1].rows[-1].append(self._taken())

    def _taken(self) -> tuple[Span, ...]:
        spans, self._spans = self._spans, []
        while spans and not self._text[spans[-1][0] : spans[-1][1]].strip():
            spans.pop()
        if spans:
            start, end = spans[-1]
            spans[-1] = (start, start + len(self._text[start:end].rstrip()))
        return tuple(spans)

    def flush(self) -> None:
        """Make a piece of the text since the last one."""
        if self._in_cell():
            self._cell()
            return
        spans = self._taken()
        if spans:
            kind, level = self._kind()
            self.parts.append(Part(kind, spans, level))

    def _kind(self) -> tuple[str, int]:
        if _FURNITURE.intersection(self._open):
            return "furniture", 0
        for tag in reversed(self._open):
            if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                return "heading", int(tag[1])
            if tag == "li":
                return "item", max(sum(one in ("ul", "ol") for one in self._open), 1)
            if tag in ("caption", "figcaption"):
                return "caption", 0
        return "paragraph", 0
