"""``jinpu build``: documents to a graph."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from jinpu.build import build
from jinpu.built import Built
from ontology.errors import UsageError

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="documents and folders of them [seeds]")
    parser.add_argument("-o", "--output", type=Path, default=Path("build"), metavar="DIR", help="folder to build into")
    parser.add_argument(
        "--decisions", type=Path, default=Path("decisions.toml"), metavar="FILE", help="what people decided"
    )
    parser.add_argument("-j", "--jobs", type=int, default=0, metavar="N", help="processes [as many as it is worth]")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress and no summary")


def run(args: argparse.Namespace) -> int:
    """Build; return 1 where a document could not be read, though the others are built."""
    paths = args.paths or [Path("seeds")]
    if not args.paths and not paths[0].is_dir():
        raise UsageError("no PATH given and no folder seeds here, expected documents to build")

    def say(line: str) -> None:
        if not args.quiet:
            print(line, file=sys.stderr)

    built = build(paths, args.output, args.decisions, say, args.jobs)
    for line in built.failures:
        print(f"jinpu: {line}", file=sys.stderr)
    if not args.quiet:
        print("\n".join(_summary(built, args.output)))
    return 1 if built.failures else 0


def _summary(built: Built, output: Path) -> list[str]:
    totals = built.report["totals"]
    names = ("entities", "assertions", "observations", "mentions", "triples", "refused")
    took = ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in built.seconds.items())
    lines = [", ".join(f"{totals[name]:,} {name}" for name in names)]
    if built.fresh:
        lines.append(f"nothing changed ({took})")
    else:
        lines.append(f"{took}; peak memory of all processes {built.peak / 2**20:.0f} MiB")
    lines.append(f"{output}/graph.nq  {output}/explorer.html  {output}/report.html")
    return lines
