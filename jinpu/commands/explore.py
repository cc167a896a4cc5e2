"""``jinpu explore``: write the explorer page of a build, or the pages of its ready-made views."""

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
    parser.add_argument("--views", metavar="DIR", type=Path, help="write the ready-made views to DIR, one page each")
    parser.add_argument("--compare", metavar="FILE", nargs=2, default=(), help="with --views: the documents compared")


def run(args: argparse.Namespace) -> int:
    """Write the page, or the pages of views, and print where it is."""
    if args.views:
        explore.views(args.build, args.views, args.compare)
        print(args.views / "index.html")
        return 0
    output = args.output or args.build / "explorer.html"
    explore.write(args.build, output, args.focus, cache=args.build / CACHE, like=args.like)
    print(output)
    return 0
