"""``jinpu match``: which entities names stand for, by the lexicon; nothing where it does not know."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from extract.link.matching import match
from ontology.errors import UsageError

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("names", nargs="*", help="names, or one file with a name a line")
    parser.add_argument("--type", help="only entities of this class")
    parser.add_argument("--json", action="store_true", help="one object a line")


def run(args: argparse.Namespace) -> int:
    """Print name, id, label, type and score of each name, tab-separated."""
    names = args.names
    if len(names) == 1 and Path(names[0]).is_file():
        names = [line.strip() for line in Path(names[0]).read_text(encoding="utf-8").splitlines() if line.strip()]
    if not names:
        raise UsageError("match: no name given, expected names or a file of names")
    for name in names:
        found = match(name, args.type)
        if args.json:
            row = {"name": name, "id": found and found.id, "label": found and found.label, "type": found and found.type}
            json.dump(row | {"score": found and found.score}, sys.stdout, ensure_ascii=False)
            print()
        else:
            print("\t".join([name, *([found.id, found.label, found.type, f"{found.score:.2f}"] if found else [])]))
    return 0
