"""``jinpu read``: the blocks of one document, for people or as JSON lines."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from extract.layout import blocks, coverage
from extract.read import read
from extract.records import Block, Cell, Document

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file and the format."""
    parser.add_argument("file", metavar="FILE", type=Path, help=".txt, .md, .html, .docx or .pdf")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text (the default) or JSON lines")


def run(args: argparse.Namespace) -> int:
    """Print the blocks; return 0."""
    document, notes = read(args.file, args.file.parent)
    for note in notes:
        print(f"{document.name}: {note.message}", file=sys.stderr)
    found = blocks(document)
    lines = map(_json, _objects(found)) if args.format == "json" else _shown(document, found)
    for line in lines:
        print(line.encode("utf-8", "backslashreplace").decode("utf-8"))
    return 0


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _objects(found: Sequence[Block]) -> Iterator[dict[str, Any]]:
    """Yield a block as an object; offsets are those of the document's text, ``path`` has the texts of headings."""
    for block in found:
        start, end = block.origin.span(0, len(block.text))
        value: dict[str, Any] = {
            "kind": block.kind,
            "level": block.level,
            "path": [found[index].text for index in block.path],
            "text": block.text,
            "start": start,
            "end": end,
            "origins": block.origin.spans(0, len(block.text)),
        }
        if block.intro is not None:
            value["intro"] = found[block.intro].text
        if block.table is not None:
            rows = [[_cell(block, cell) for cell in row] for row in block.table.rows]
            headers = block.table.headers
            value |= {"title": block.table.title, "columns": rows[:headers], "rows": rows[headers:]}
        yield value


def _cell(block: Block, cell: Cell) -> dict[str, Any]:
    return {"text": block.text[cell.start : cell.end], "origins": block.origin.spans(cell.start, cell.end)}


def _shown(document: Document, found: Sequence[Block]) -> Iterator[str]:
    meta = document.meta
    names = ("title", "publisher", "issued", "place")
    stated = [f"{name}: {value}" for name in names if (value := getattr(meta, name))]
    yield "; ".join([f"{document.name} ({document.encoding}, {len(document.text):,} characters)", *stated])
    for index, block in enumerate(found):
        depth = block.level if block.level else ""
        intro = f" < {block.intro}" if block.intro is not None else ""
        yield f"\n[{index}] {block.kind}{depth}{intro}{_page(document, block)}"
        yield from _table(block) if block.table else [block.text]
    counts = coverage(document, found)[0].kinds
    yield "\n" + ", ".join(f"{kind} {count:,}" for kind, count in counts.items())


def _page(document: Document, block: Block) -> str:
    """Return the pages on which a block stands, where the document has pages."""
    start, end = block.origin.span(0, len(block.text))
    pages = [page.number for page in document.pages if page.start < end and start < page.end]
    if not pages:
        return ""
    return f" p. {pages[0]}" if len(pages) == 1 else f" pp. {pages[0]}-{pages[-1]}"


def _table(block: Block) -> Iterator[str]:
    table = block.table
    if table is None:
        return
    if table.title:
        yield f"  {table.title}"
    for number, row in enumerate(table.rows):
        sign = "=" if number < table.headers else "|"
        yield f"  {sign} " + f" {sign} ".join(block.text[cell.start : cell.end] for cell in row)
