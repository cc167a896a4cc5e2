"""``jinpu evaluate``: precision, recall and F1 on annotated passages, and every error in its sentence."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from extract.document import extract
from extract.gold.annotations import Passage
from extract.gold.predictions import passages_of, prediction
from extract.gold.scoring import Figure, figures
from extract.pipeline import load
from extract.read import from_text
from graph.files import atomic
from jinpu.errors_page import errors_page

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("gold", type=Path, nargs="+", help="annotated passages, .ann or .jsonl")
    parser.add_argument("--predictions", type=Path, help="score these instead of extracting anew")
    parser.add_argument("--errors", type=Path, metavar="FILE.html", help="write every error in its sentence")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def run(args: argparse.Namespace) -> int:
    """Extract, score and print."""
    golds: dict[str, Passage] = {}
    for path in args.gold:
        golds |= passages_of(path)
    predicted = passages_of(args.predictions) if args.predictions else _extracted(golds)
    found = figures(golds, predicted)
    if args.json:
        json.dump([asdict(f) for f in found], sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print("\n".join(_lines(found)))
    if args.errors:
        with atomic(args.errors) as out:
            out.write(errors_page(golds, predicted))
    return 0


def _extracted(golds: dict[str, Passage]) -> dict[str, Passage]:
    nlp = load()
    return {id_: prediction(id_, extract(from_text(gold["text"], id_), nlp)) for id_, gold in golds.items()}


def _lines(found: list[Figure]) -> list[str]:
    head = f"{'measure':34} {'P':>6} {'R':>6} {'F1':>6} {'95 %':>15} {'gold':>6} {'found':>6}"
    rows = [
        f"{f.measure:34} {f.precision:6.3f} {f.recall:6.3f} {f.f1:6.3f} {f.low:7.3f}–{f.high:.3f}"
        f" {f.gold:7d} {f.predicted:6d}"
        for f in found
    ]
    return [head, *rows]
