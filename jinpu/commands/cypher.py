"""``jinpu cypher``: a query on the embedded store of a build, or on a server."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path

from graph.neo4j import embedded, query
from graph.neo4j.database import Answer
from graph.neo4j.values import plain, words
from jinpu import servers
from ontology.errors import UsageError

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("query", help="a query, or a file FILE.cypher with one, or - for standard input")
    parser.add_argument(
        "-b", "--build", type=Path, default=Path("build"), metavar="DIR", help="the build to ask [build]"
    )
    servers.add_arguments(parser)
    parser.add_argument("-f", "--format", choices=("table", "csv", "json"), help="table on a terminal, else csv")
    parser.add_argument(
        "-p", "--parameter", action="append", default=[], metavar="NAME=VALUE", help="a parameter, JSON or a string"
    )


def run(args: argparse.Namespace) -> int:
    """Print the answer; the query can change nothing."""
    text, parameters = _query(args.query)
    parameters |= dict(_parameter(given) for given in args.parameter)
    if args.uri:
        with servers.reached(args.uri, args) as database:
            answer = database.ask(text, parameters)
    else:
        with embedded.open(args.build, _say) as database:
            answer = database.ask(text, parameters)
    form = args.format or ("table" if sys.stdout.isatty() else "csv")
    {"table": _print_table, "csv": _print_csv, "json": _print_json}[form](answer)
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _query(given: str) -> tuple[str, dict[str, object]]:
    """Return a query, or that of a file or of standard input, with the parameters that it gives. Raises: QueryError."""
    if given == "-":
        return query.parse(sys.stdin.read(), "-")
    return query.read(Path(given)) if given.endswith((".cypher", ".cql")) else query.parse(given)


def _parameter(given: str) -> tuple[str, object]:
    name, equals, value = given.partition("=")
    if not equals or not name.isidentifier():
        raise UsageError(f"--parameter {given}, expected NAME=VALUE")
    try:
        return name, json.loads(value)
    except json.JSONDecodeError:
        return name, value


def _print_csv(answer: Answer) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(answer.columns)
    writer.writerows([words(value) for value in row] for row in answer.rows)


def _print_json(answer: Answer) -> None:
    rows = [dict(zip(answer.columns, map(plain, row), strict=True)) for row in answer.rows]
    print(json.dumps(rows, ensure_ascii=False, indent=1))


def _print_table(answer: Answer) -> None:
    # Imported only here: no other form needs it.
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table()
    for name in answer.columns:
        table.add_column(name, overflow="fold")
    for row in answer.rows:
        # Text, not markup: square brackets in a document's words are no styles.
        table.add_row(*(Text(words(value)) for value in row))
    console = Console()
    console.print(table)
    console.print(Text("1 row" if len(answer.rows) == 1 else f"{len(answer.rows)} rows", style="dim"))
