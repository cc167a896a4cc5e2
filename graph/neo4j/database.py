"""A database reached by the official driver; what goes wrong there becomes one line."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import neo4j
from neo4j import exceptions

from ontology.errors import JinpuError, QueryError, StoreError

__all__ = ["Answer", "Asked", "Database", "connect"]

#: Of a server that is there; one that is not is found out at once.
_CONNECT_SECONDS = 15.0
_RETRY_SECONDS = 30.0
#: Records in flight: enough to hide the way there and back, few enough to keep memory flat.
_FETCH = 2000

_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")

_VERSION = re.compile(r"Neo4j/(\d+)\.(\d+)")
#: The first long-term version that takes labels and types from a parameter.
_DYNAMIC_LABELS = (5, 26)

Row = Mapping[str, Any]
#: A statement with its parameters.
Asked = tuple[str, Row]


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns and rows of a query."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Database:
    """One database of a server; reads see what was written before."""

    uri: str
    name: str
    driver: neo4j.Driver = field(repr=False)
    dynamic_labels: bool = False  #: whether labels and types may be parameters

    def ask(self, query: str, parameters: Row | None = None) -> Answer:
        """Return the answer of a query, which can change nothing. Raises: QueryError, StoreError."""
        with self._said(), self._session(neo4j.READ_ACCESS) as session, session.begin_transaction() as transaction:
            result = transaction.run(query, dict(parameters or {}))
            answer = Answer(tuple(result.keys()), tuple(tuple(record.values()) for record in result))
            transaction.rollback()
            return answer

    def write(self, query: str, rows: Sequence[Row], *, first: Asked | None = None) -> None:
        """Run a query over rows in a transaction of its own, again where the server asks for it; ``first`` before it.

        Raises: StoreError.
        """

        def work(transaction: neo4j.ManagedTransaction) -> None:
            if first:
                transaction.run(first[0], dict(first[1])).consume()
            transaction.run(query, rows=rows).consume()

        with self._said(), self._session(neo4j.WRITE_ACCESS) as session:
            session.execute_write(work)

    def define(self, statement: str) -> None:
        """Run a statement that defines a constraint or an index. Raises: QueryError, StoreError."""
        with self._said(), self._session(neo4j.WRITE_ACCESS) as session:
            session.run(statement).consume()

    @contextmanager
    def held(self, asked: Asked) -> Iterator[None]:
        """Keep a transaction open that has run a statement, and never commit it. Raises: StoreError."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            with self._said():
                transaction = session.begin_transaction(timeout=0)
                transaction.run(asked[0], dict(asked[1])).consume()
            try:
                yield
            finally:
                # Of a server that is gone the transaction is gone too; what failed with it is told by who wrote.
                with suppress(exceptions.Neo4jError, exceptions.DriverError, OSError):
                    transaction.rollback()

    def _session(self, access: str) -> neo4j.Session:
        return self.driver.session(
            database=self.name,
            default_access_mode=access,
            fetch_size=_FETCH,
            bookmark_manager=self.driver.execute_query_bookmark_manager,
        )

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except (exceptions.Neo4jError, exceptions.DriverError, OSError) as error:
            raise _told(self.uri, error) from error


@contextmanager
def connect(uri: str, user: str, password: str, name: str = "neo4j") -> Iterator[Database]:
    """Give a database that answers.

    Raises: StoreError where nothing answers, where user or password are refused, and for a malformed URI.
    """
    # The server's hints on queries (an unknown label, say) are not for the log.
    logging.getLogger("neo4j").setLevel(logging.ERROR)
    scheme, _, rest = uri.partition("://")
    if "@" in rest.partition("/")[0]:
        shown = f"{scheme}://…@{rest.partition('@')[2]}"
        raise StoreError(f"{shown}: user or password in the URI, expected --user, and NEO4J_PASSWORD or a prompt")
    if scheme not in _SCHEMES:
        raise StoreError(f"{uri}: no URI of a Neo4j, expected {', '.join(scheme + '://' for scheme in _SCHEMES)}")
    try:
        driver = neo4j.GraphDatabase.driver(
            uri,
            auth=(user, password),
            connection_timeout=_CONNECT_SECONDS,
            max_transaction_retry_time=_RETRY_SECONDS,
        )
    except (ValueError, exceptions.DriverError) as error:
        raise StoreError(f"{uri}: {_line(error)}, expected the URI of a Neo4j") from error
    with driver:
        try:
            # Once and without the retries of a transaction: whoever named a wrong port shall not wait.
            with driver.session(database=name, default_access_mode=neo4j.READ_ACCESS) as session:
                agent = session.run("RETURN 1").consume().server.agent
        except (exceptions.Neo4jError, exceptions.DriverError, OSError) as error:
            raise _told(uri, error) from error
        version = tuple(map(int, _VERSION.findall(agent)[0])) if _VERSION.match(agent) else ()
        yield Database(uri, name, driver, version >= _DYNAMIC_LABELS)


def _told(uri: str, error: Exception) -> JinpuError:
    """Return an error of ours for one of the driver; passwords are in none of them."""
    if isinstance(error, exceptions.AuthError):
        return StoreError(f"{uri}: user or password refused, expected those of the server (NEO4J_USER, NEO4J_PASSWORD)")
    if isinstance(error, exceptions.CypherSyntaxError | exceptions.CypherTypeError):
        return QueryError(f"query: {_line(error)}")
    if isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired | OSError):
        return StoreError(f"{uri}: no Neo4j answers ({_line(error)}), expected one that runs: make neo4j starts one")
    if isinstance(error, exceptions.ClientError):
        return QueryError(f"query: {_line(error)}")
    return StoreError(f"{uri}: {_line(error)}")


def _line(error: Exception) -> str:
    message = error.message if isinstance(error, exceptions.Neo4jError) else str(error)
    return " ".join(str(message or type(error).__name__).split())
