"""``jinpu extract``: passages in, annotations out; each passage is a document of its own."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from extract.document import extract
from extract.gold.predictions import passages_of, prediction
from extract.pipeline import load
from extract.read import from_text
from graph.files import atomic

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--passages", type=Path, required=True, metavar="IN.jsonl", help='objects {"id", "text"}, one a line'
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.jsonl")


def run(args: argparse.Namespace) -> int:
    """Extract from each passage and write what was found."""
    nlp = load()
    passages = passages_of(args.passages)
    with atomic(args.output) as out:
        for id_, passage in passages.items():
            found = prediction(id_, extract(from_text(passage["text"], id_), nlp))
            out.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 0
