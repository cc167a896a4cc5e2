"""``jinpu load``: the built graph into Neo4j."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from graph import store
from graph.neo4j import script
from graph.neo4j.changes import Change
from graph.neo4j.loader import load
from graph.neo4j.writer import BATCH
from graph.property_graph import PropertyGraph
from jinpu import servers
from ontology.errors import UsageError

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("build", nargs="?", type=Path, default=Path("build"), help="the build [build]")
    servers.add_arguments(parser)
    parser.add_argument("--anew", action="store_true", help="write also what has not changed since the last load")
    parser.add_argument("--batch", type=int, default=BATCH, metavar="ROWS", help=f"rows a transaction [{BATCH}]")
    parser.add_argument("--dry-run", action="store_true", help="print the Cypher and the counts, reach no server")
    parser.add_argument("--script", type=Path, metavar="DIR", help="write CSV and Cypher for neo4j-admin instead")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress")


def run(args: argparse.Namespace) -> int:
    """Load, and print what was done."""
    if args.batch < 1:
        raise UsageError(f"--batch {args.batch}, expected 1 or more")
    graph = PropertyGraph(store.open(args.build))
    if args.dry_run:
        print("\n".join(script.outline(graph)))
        return 0
    if args.script:
        print("\n".join(map(str, script.write(graph, args.script))))
        return 0
    uri = args.uri or os.environ.get("NEO4J_URI")
    if not uri:
        raise UsageError("no server given, expected --uri bolt://… or NEO4J_URI (make neo4j starts one)")

    def say(line: str) -> None:
        if not args.quiet:
            print(line, file=sys.stderr)

    with servers.reached(uri, args) as database:
        loaded = load(graph, database, say, batch=args.batch, anew=args.anew)
    for index in loaded.lacking:
        print(f"jinpu: {uri}: this server has no {index}", file=sys.stderr)
    for kind, counts in (("nodes", loaded.nodes), ("relationships", loaded.relationships)):
        kept = sum(n for change, n in counts.items() if change is not Change.GONE)
        told = ", ".join(f"{counts.get(change, 0):,} {change.name.lower()}" for change in Change)
        print(f"{kept:,} {kind} ({told})")
    return 0
