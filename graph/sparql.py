"""Queries over a build: read only, nothing fetched, errors with line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from ontology.errors import QueryError
from ontology.names import BASE, PREFIXES

__all__ = ["Answer", "Term", "ask", "error_of", "read_query", "refuse_service", "short"]

Term = NamedNode | BlankNode | Literal | Triple

_WHERE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_SPACE = re.compile(r"\s+")
#: Lists of all that could follow go on for pages.
_LONGEST = 200
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
#: Strings, IRIs, comments, variables, prefixed names and language tags: what stands in them is no keyword. An IRI with
#: a closing bracket may be a comparison instead (``FILTER(?a<?b)SERVICE?c#>``), and a prefix with the keyword in it may
#: be the keyword and a name (the grammar wants no space between words), so neither counts.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\\)\x00-\x20]*>|#[^\n]*'
    r"|[?$]\w+|@[A-Za-z][\w-]*|(?<![\w.-])(?![\w.-]*SERVICE[\w.-]*:)(?:[^\W\d_][\w.-]*)?:[\w.:%\\-]*",
    re.DOTALL | re.IGNORECASE,
)
_SERVICE = re.compile("SERVICE", re.IGNORECASE)
_NAMESPACES = sorted(PREFIXES.items(), key=lambda pair: -len(pair[1]))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave; exactly one of the three is not None."""

    solutions: QuerySolutions | None = None
    triples: QueryTriples | None = None
    boolean: bool | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the variables, of the places of a triple, or of the one truth value."""
        if self.solutions is not None:
            return tuple(variable.value for variable in self.solutions.variables)
        return ("subject", "predicate", "object") if self.triples is not None else ("answer",)

    def rows(self) -> Iterator[tuple[Term | None, ...]]:
        """Yield the rows, unbound variables as None; they can be read once. Raises: QueryError."""
        try:
            if self.solutions is not None:
                for solution in self.solutions:
                    yield tuple(solution)
            elif self.triples is not None:
                for triple in self.triples:
                    yield triple.subject, triple.predicate, triple.object
            else:
                yield (Literal(bool(self.boolean)),)
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query stopped: {error}") from error

    def write(self, media: str) -> bytes:
        """Return the results as csv, tsv, json or xml, or as turtle or nt for triples. Raises: QueryError."""
        results = self.solutions if self.solutions is not None else self.triples
        if isinstance(results, QueryTriples):
            forms = {"turtle": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES}
            return serialize(results, format=forms.get(media, RdfFormat.TURTLE), prefixes=PREFIXES) or b""
        if results is None:
            return b"true\n" if self.boolean else b"false\n"
        known = {
            "csv": QueryResultsFormat.CSV,
            "tsv": QueryResultsFormat.TSV,
            "json": QueryResultsFormat.JSON,
            "xml": QueryResultsFormat.XML,
        }
        return results.serialize(format=known[media]) or b""


def ask(store: Store, query: str, where: str = "query") -> Answer:
    """Return the answer to a query; the project's prefixes need not be declared.

    Raises: QueryError with line and column for a malformed query, and for one that asks another service.
    """
    refuse_service(query, where)
    try:
        found = store.query(query, prefixes=PREFIXES, base_iri=BASE)
    except SyntaxError as error:
        raise QueryError(error_of(error, query, where)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"{where}: {error}") from error
    if isinstance(found, QuerySolutions):
        return Answer(solutions=found)
    if isinstance(found, QueryTriples):
        return Answer(triples=found)
    return Answer(boolean=bool(found))


def refuse_service(query: str, where: str = "query") -> None:
    """Raise QueryError where a query would ask another service: the engine would go out and fetch.

    SPARQL allows escapes such as \\u0053 anywhere in a query, so the text is looked at with and without them. A prefix
    with ``service`` in its name is refused with it.
    """
    escaped = "\\" in query
    for text in (query, _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), query))[: 1 + escaped]:
        if "SERVICE" not in text.upper():
            continue
        words = _TOKEN.sub(_blank, text)
        found = _SERVICE.search(words)
        if found:
            line = words.count("\n", 0, found.start()) + 1
            column = found.start() - words.rfind("\n", 0, found.start())
            raise QueryError(f"{where}:{line}:{column}: SERVICE is not answered here, expected a query over this graph")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def error_of(error: SyntaxError, query: str, where: str = "query") -> str:
    """Return a syntax error as one line ``where:line:column: what``."""
    message = _SPACE.sub(" ", str(error)).strip()
    found = _WHERE.match(message)
    if not found:
        return f"{where}: {message}"
    line, column, expected = int(found[1]), int(found[2]), found[3]
    if "Prefix not found" in expected:
        before = query.splitlines()[line - 1][: column - 1]
        name = re.search(r"[^\s<>(){}.,;/|^*+!]*$", before)
        prefix = (name[0] if name else "").split(":")[0]
        expected = f"undeclared prefix {prefix}:, expected PREFIX {prefix}: <…> before the query"
    if len(expected) > _LONGEST:
        expected = expected[:_LONGEST].rsplit(",", 1)[0] + " …"
    return f"{where}:{line}:{column}: {expected}"


def short(term: Term | None) -> str:
    """Return a term for people: prefixed IRIs, bare strings and numbers."""
    if term is None:
        return ""
    if isinstance(term, Literal):
        return term.value
    if isinstance(term, NamedNode):
        for prefix, namespace in _NAMESPACES:
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
        return term.value
    return str(term)


def read_query(given: str) -> tuple[str, str]:
    """Return (query, what to call it) of a query or the path of a file with one. Raises: QueryError."""
    if "{" in given or not given.endswith((".rq", ".sparql")):
        return given, "query"
    try:
        return Path(given).read_text(encoding="utf-8"), given
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(
            f"{given}: {getattr(error, 'strerror', None) or error}, expected a file with a query"
        ) from error
