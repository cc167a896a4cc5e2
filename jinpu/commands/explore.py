"""``jinpu explore``: write the explorer page of a build."""

from __future__ import annotations

import argparse
from pathlib import Path

from graph import explore
from jinpu.staging import CACHE

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("build", nargs="?", type=Path, default=Path("build"), help="the build (default: build)")
    parser.add_argument("--focus", metavar="NAME", help="start with this entity and what surrounds it")
    parser.add_argument("--like", metavar="BUILD", type=Path, help="start from the positions of that build's page")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="the page (default: explorer.html in the build); elsewhere it holds the documents' texts too",
    )


def run(args: argparse.Namespace) -> int:
    """Write the page and print where it is."""
    output = args.output or args.build / "explorer.html"
    explore.write(args.build, output, args.focus, cache=args.build / CACHE, like=args.like)
    print(output)
    return 0
