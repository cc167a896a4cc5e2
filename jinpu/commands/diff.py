"""``jinpu diff``: what two builds say differently."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from graph.difference import Change, compare

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("first", type=Path, metavar="BUILD_A")
    parser.add_argument("second", type=Path, metavar="BUILD_B")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    """Print the changes, a line each: - only in A, + only in B."""
    changes = compare(args.first, args.second)
    if args.format == "json":
        print(json.dumps([{"kind": c.kind, "sign": c.sign, "words": c.words} for c in changes], ensure_ascii=False))
        return 0
    for change in changes:
        print(f"{change.sign} {change.kind}\t" + "\t".join(" ".join(word.split()) for word in change.words))
    print(_summary(changes))
    return 0


def _summary(changes: Sequence[Change]) -> str:
    counts = Counter((change.kind, change.sign) for change in changes)
    parts = (f"{kind} -{counts[kind, '-']} +{counts[kind, '+']}" for kind in sorted({c.kind for c in changes}))
    return ", ".join(parts) or "no difference"
