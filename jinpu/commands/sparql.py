"""``jinpu sparql``: a query on the built dataset."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from graph import sparql, store
from ontology.errors import UsageError

__all__ = ["add_arguments", "run"]

_FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "nt")
_FOR_ROWS, _FOR_TRIPLES = ("csv", "tsv", "json", "xml"), ("turtle", "nt")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("query", help="a query, or a file FILE.rq with one, or - for standard input")
    parser.add_argument(
        "-b", "--build", type=Path, default=Path("build"), metavar="DIR", help="the build to ask [build]"
    )
    parser.add_argument("-f", "--format", choices=_FORMATS, help="table on a terminal, else csv, or turtle for triples")


def run(args: argparse.Namespace) -> int:
    """Print the answer."""
    query, where = (sys.stdin.read(), "-") if args.query == "-" else sparql.read_query(args.query)
    answer = sparql.ask(store.open(args.build), query, where)
    form = args.format or _default(answer)
    if form == "table":
        _print_table(answer)
        return 0
    known = _FOR_TRIPLES if answer.triples is not None else _FOR_ROWS
    if form not in known and answer.boolean is None:
        raise UsageError(f"{form} cannot hold this answer, expected one of table, {', '.join(known)}")
    sys.stdout.buffer.write(answer.write(form))
    sys.stdout.flush()
    return 0


def _default(answer: sparql.Answer) -> str:
    if sys.stdout.isatty():
        return "table"
    return "turtle" if answer.triples is not None else "csv"


def _print_table(answer: sparql.Answer) -> None:
    # Imported only here: no other form needs it.
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table()
    for name in answer.columns:
        table.add_column(name, overflow="fold")
    count = 0
    for row in answer.rows():
        # Text, not markup: square brackets in a document's words are no styles.
        table.add_row(*(Text(sparql.short(term)) for term in row))
        count += 1
    console = Console()
    console.print(table)
    console.print(Text(f"{count} rows" if count != 1 else "1 row", style="dim"))
