"""``jinpu match``: which entities names stand for, by the lexicon; nothing where it does not know."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from extract.link.matching import Matched, candidates, match
from ontology.errors import UsageError
from ontology.schema import load as load_schema

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("names", nargs="+", metavar="NAME", help="names, or a file of names, or - for stdin")
    parser.add_argument("--type", metavar="CLASS", help="only entities of this class")
    parser.add_argument("--all", action="store_true", help="every entity that a name may stand for, likeliest first")
    parser.add_argument("--json", action="store_true", help="one object a line")


def run(args: argparse.Namespace) -> int:
    """Print name, id, label, type and score of each name, tab-separated; the name alone where it is not known."""
    known = load_schema().entity_classes
    if args.type is not None and args.type not in known:
        raise UsageError(f"--type {args.type} is no class, expected one of {', '.join(sorted(known))}")
    for name in _names(args.names):
        best = match(name, args.type)
        found = candidates(name, args.type) if args.all else [best] if best else []
        _write(name, found, as_json=args.json)
    return 0


def _write(name: str, found: list[Matched], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"name": name, "matches": [asdict(m) for m in found]}, ensure_ascii=False))
        return
    for matched in found:
        print(f"{name}\t{matched.id}\t{matched.label}\t{matched.type}\t{matched.score:.2f}")
    if not found:
        print(name)


def _names(given: list[str]) -> Iterable[str]:
    if given == ["-"]:
        lines: Iterable[str] = sys.stdin
    elif len(given) == 1 and Path(given[0]).is_file():
        try:
            lines = Path(given[0]).read_text(encoding="utf-8-sig").splitlines()
        except UnicodeDecodeError as error:
            raise UsageError(f"{given[0]}: {error.reason}, expected names in UTF-8, one a line") from error
    else:
        lines = given
    return (line.strip() for line in lines if line.strip())
