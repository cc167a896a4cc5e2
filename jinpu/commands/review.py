"""``jinpu review``: what of a build is uncertain, and the file in which people decide it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from extract.lexicon import load as load_lexicon
from extract.records import Extraction
from graph import decisions
from graph.decisions import Decision
from graph.merge import merge
from jinpu import cache
from jinpu.reviewing import Doubt, contradictions, merges, names, statements
from jinpu.staging import CACHE
from jinpu.workers import Reading
from ontology.errors import BuildError

__all__ = ["add_arguments", "run"]

_TEMPLATE = """\
# It is TOML, one table a decision, applied on every build; note, by and date may stand in each:
#
#   [[same]]                        one entity, named as the first
#   names = ["A", "B"]
#   type = "Company"
#   note = "why"
#   by = "who"
#   date = 2024-05-01
#
#   [[different]]                   never one entity; names and type as above
#   [[rename]]                      the preferred name: name, type, to = "B"
#   [[retype]]                      name, type, to = "Insurer"
#   [[reject]]                      the entity and all that is said of it: name, type
#   [[reject]]                      the statements at a place: document, start, end, and relation to narrow it
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("build", nargs="?", type=Path, default=Path("build"), metavar="BUILD", help="a build [build]")
    parser.add_argument("-n", "--number", type=int, default=10, metavar="N", help="how many of each kind [10]")
    parser.add_argument(
        "--decisions", type=Path, default=Path("decisions.toml"), metavar="FILE", help="what people decided"
    )
    parser.add_argument("--json", action="store_true", help="one object a line")


def run(args: argparse.Namespace) -> int:
    """Print the least certain names, merges, statements and contradictions, each with a decision to copy; return 0."""
    extractions = _extractions(args.build)
    decided = decisions.read(args.decisions)
    merged = merge(extractions, decided)
    kinds = {
        "names": _undecided(names(extractions), decided),
        "merges": _undecided(merges(extractions, merged, load_lexicon()), decided),
        "statements": _undecided(statements(extractions), decided),
        "contradictions": iter(contradictions(extractions, merged, decided)),
    }
    shown = {kind: list(islice(doubts, args.number)) for kind, doubts in kinds.items()}
    for line in _objects(shown) if args.json else _lines(shown, args.decisions, decided):
        print(line)
    return 0


def _extractions(build: Path) -> list[Extraction]:
    paths = sorted((build / CACHE / "documents").glob("*.json"))
    found = [reading.extraction for path in paths if (reading := cache.load(path, Reading))]
    if not found:
        raise BuildError(f"{build}: no finished build there, expected a folder made by `jinpu build`")
    return found


def _undecided(doubts: Sequence[Doubt], decided: Sequence[Decision]) -> Iterator[Doubt]:
    """Yield what no decision speaks of yet."""
    return (doubt for doubt in doubts if not any(doubt.is_decided(decision) for decision in decided))


def _objects(shown: dict[str, list[Doubt]]) -> Iterator[str]:
    for kind, doubts in shown.items():
        for doubt in doubts:
            row = {**asdict(doubt), "kind": kind, "decision": doubt.decision}
            row.pop("rows")
            yield json.dumps(row, ensure_ascii=False)


def _lines(shown: dict[str, list[Doubt]], path: Path, decided: Sequence[Decision]) -> Iterator[str]:
    for kind, doubts in shown.items():
        yield f"# The least certain {kind}" + ("" if doubts else ": none")
        for doubt in doubts:
            yield ""
            yield f"# {doubt.score:.3f}  {doubt.what}"
            yield f"#   {doubt.document}:{doubt.start}: {doubt.sentence}"
            yield from (f"#   {line}" for line in doubt.decision.splitlines())
        yield ""
    yield f"# The decisions file: {path}" + (f" ({len(decided)} decisions)" if path.exists() else " (not there yet)")
    yield _TEMPLATE.rstrip()
