"""The arguments by which commands reach a Neo4j; user and password may come from the environment."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from contextlib import AbstractContextManager

from graph.neo4j.database import Database, connect
from ontology.errors import UsageError

__all__ = ["add_arguments", "reached"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; there is none for the password, which would stand in the list of processes."""
    parser.add_argument("--uri", help="such as bolt://127.0.0.1:7687 or neo4j+s://host [NEO4J_URI]")
    parser.add_argument("--user", help="[NEO4J_USER, or neo4j]; the password comes from NEO4J_PASSWORD or a prompt")
    parser.add_argument("--database", default="neo4j", metavar="NAME", help="of those on the server [neo4j]")


def reached(uri: str, args: argparse.Namespace) -> AbstractContextManager[Database]:
    """Return the connection to a server. Raises: UsageError where no password is given and nobody can be asked."""
    user = args.user or os.environ.get("NEO4J_USER") or "neo4j"
    password = os.environ.get("NEO4J_PASSWORD")
    if password is None:
        if not sys.stdin.isatty():
            raise UsageError(f"no password for {user}, expected it in NEO4J_PASSWORD (or a terminal to ask for it)")
        password = getpass.getpass(f"password of {user} at {uri}: ")
    return connect(uri, user, password, args.database)
