"""``jinpu export``: the built graph in other formats."""

from __future__ import annotations

import argparse
from pathlib import Path

from graph.export import FORMATS, export

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("build", nargs="?", type=Path, default=Path("build"), help="the build [build]")
    parser.add_argument("-f", "--format", required=True, choices=FORMATS)
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="PATH",
        help="a file, or a folder for csv and parquet [build/export]",
    )


def run(args: argparse.Namespace) -> int:
    """Write the files and print their names."""
    output = args.output or args.build / "export" / (
        f"graph{FORMATS[args.format]}" if FORMATS[args.format] else args.format
    )
    for path in export(args.build, output, args.format):
        print(path)
    return 0
