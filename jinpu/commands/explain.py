"""``jinpu explain``: why a name was recognised as it was, and why it stands for what it stands for."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from extract.document import extract
from extract.lexicon import load as load_lexicon
from extract.link.definitions import definitions
from extract.pipeline import load
from extract.read import read
from extract.recognise.explaining import Proposal, proposals, why
from extract.records import Extraction, Mention
from ontology.errors import UsageError

__all__ = ["add_arguments", "run"]

#: Characters of context shown on each side.
_AROUND = 24


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the place."""
    parser.add_argument("place", metavar="FILE:START", help="a document and an offset in its text, from 0")


def run(args: argparse.Namespace) -> int:
    """Print what was proposed there, what won and why, and how the name was linked; return 0."""
    path, start = _place(args.place)
    document, notes = read(path, path.parent)
    if not 0 <= start < len(document.text):
        raise UsageError(f"{args.place}: offset {start}, expected 0 to {len(document.text) - 1}")
    found = extract(document, load(), notes)
    mention = next((m for m in found.mentions if m.raw[0] <= start < m.raw[1]), None)
    for line in _named(found, mention) if mention else _unnamed(found, start):
        print(line)
    return 0


def _place(given: str) -> tuple[Path, int]:
    match = re.fullmatch(r"(.+):(\d+)(?:[-:]\d+)?", given, re.DOTALL)
    if not match:
        raise UsageError(f"{given}: expected FILE:START, such as seeds/a.txt:1200")
    return Path(match[1]), int(match[2])


def _named(found: Extraction, mention: Mention) -> Iterator[str]:
    yield _context(found, *mention.raw)
    yield ""
    yield f"{_one_line(mention.text)}  {mention.type}  proposed by {mention.component}, score {mention.score:.3f}"
    block = found.blocks[mention.block]
    seen = proposals(block, load(), mention.start, mention.end)
    won = next((p for p in seen if p.has_won and (p.start, p.end) == (mention.start, mention.end)), None)
    if won:
        yield f"  won: {why(won, seen)}"
    else:
        first = next((m for m in found.mentions if m.text == mention.text and m.component != mention.component), None)
        place = f" ({found.document.name}:{first.raw[0]})" if first else ""
        yield f"  won: nothing else was found here, and the name was recognised elsewhere in this document{place}"
    yield from _table([p for p in seen if p is not won])
    yield ""
    yield from _linked(found, mention)


def _unnamed(found: Extraction, start: int) -> Iterator[str]:
    yield _context(found, start, start + 1)
    yield ""
    yield "no name was recognised here"
    for block in found.blocks:
        inside = [i for i in range(len(block.text)) if _holds(block.origin.spans(i, i + 1), start)]
        if inside and block.kind == "furniture":
            yield "  this is page furniture, which is not read"
        elif inside:
            yield from _table(proposals(block, load(), inside[0], inside[0] + 1))


def _holds(spans: tuple[tuple[int, int], ...], at: int) -> bool:
    return any(first <= at < last for first, last in spans)


def _table(some: list[Proposal]) -> Iterator[str]:
    for proposal in some:
        role = f"competed with score {proposal.score:.3f}" if proposal.competes else "advised the random field"
        types = "/".join(proposal.types) or "any type"
        ids = f"  → {', '.join(proposal.ids)}" if proposal.ids else ""
        yield f"  {proposal.component}: {_one_line(proposal.text)}  {types}  {role}{ids}"


def _linked(found: Extraction, mention: Mention) -> Iterator[str]:
    entity = found.entities[mention.entity]
    yield f"linked to {entity.name}  {entity.finer or entity.type}  {entity.key or '(not in the lexicon)'}"
    yield f"  all its names here: {', '.join(map(_one_line, entity.names))}"
    entry = load_lexicon().entries.get(entity.key)
    if entry:
        yield f"  lexicon: {entry.file}:{entry.line}"
    for definition in definitions(found.blocks, found.mentions):
        one, other = found.mentions[definition.head], found.mentions[definition.name]
        if one.entity == other.entity == mention.entity:
            yield f"  the text says so: {_context(found, one.raw[0], other.raw[1])}"


def _context(found: Extraction, start: int, end: int) -> str:
    text = found.document.text
    before, behind = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    return f"{found.document.name}:{start}: {_one_line(f'{before}⟦{text[start:end]}⟧{behind}')}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
