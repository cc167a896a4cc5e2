"""The command line: finds the command's module, runs it, turns errors into one line each."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from ontology.errors import JinpuError, UsageError

__all__ = ["COMMANDS", "main"]

#: Each is a module in jinpu/commands, imported only when it is called.
COMMANDS = {
    "build": "build the graph from documents",
    "read": "show the blocks of one document",
    "serve": "answer SPARQL and show the explorer over HTTP",
    "sparql": "ask the built dataset in SPARQL",
    "cypher": "ask in Cypher, on the embedded store or a server",
    "load": "load the built graph into Neo4j",
    "explore": "write the explorer page",
    "extract": "extract from passages, one JSON object a line",
    "answer": "answer the named questions of graph/queries",
    "evaluate": "score the extraction against annotated passages",
    "match": "find the entities that names stand for",
    "export": "write the graph in other formats",
    "diff": "show what two builds say differently",
    "review": "show what is uncertain, and the decisions file",
    "explain": "say why a mention was recognised as it was",
    "train": "train the recogniser from annotated passages",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return 0 done, 1 failed, 2 called wrongly."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="jinpu", description="A knowledge graph from Chinese fintech documents.")
    sub = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, text in COMMANDS.items():
        command = sub.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        if words[:1] == [name]:
            module = importlib.import_module(f"jinpu.commands.{name}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    args = parser.parse_args(words)
    try:
        return int(args.run(args))
    except UsageError as error:
        print(f"jinpu: {error}", file=sys.stderr)
        return 2
    except JinpuError as error:
        print(f"jinpu: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output went away (``| head``): not our failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("jinpu: interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
