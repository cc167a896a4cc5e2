"""The rows of a question, the same from either language: texts, numbers, and None where there is nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from graph.neo4j.database import Database
from graph.neo4j.values import plain
from graph.properties import term
from graph.queries.registry import Asked
from graph.sparql import Term, ask

__all__ = ["Row", "answers", "of_cypher", "of_sparql"]

Row = dict[str, Any]

#: What ``answer`` passes on beside the names.
_FIGURES = ("value", "unit", "period")
_NAMES = ("skos:prefLabel", "skos:altLabel")


def of_sparql(store: Store, asked: Asked) -> list[Row]:
    """Return the rows of a question from the dataset, in its order. Raises: QueryError."""
    answer = ask(store, asked.question.sparql(asked.parameters), f"{asked.question.name}.rq")
    return [dict(zip(answer.columns, map(_value, row), strict=True)) for row in answer.rows()]


def of_cypher(database: Database, asked: Asked) -> list[Row]:
    """Return the rows of a question from Neo4j or the embedded store, in its order. Raises: QueryError, StoreError."""
    parameters = {**asked.question.parameters, **asked.parameters}
    answer = database.ask(asked.question.cypher, parameters)
    return [dict(zip(answer.columns, map(plain, row), strict=True)) for row in answer.rows]


def answers(store: Store, asked: Asked) -> list[Row]:
    """Return rows of name, with, value, unit and period, each once; a name is a list of all labels of its entity."""
    found: dict[tuple[Any, ...], Row] = {}
    for row in of_sparql(store, asked):
        answer: Row = {}
        for name, id_ in (("name", "id"), ("with", "with_id")):
            if row.get(name):
                answer[name] = [row[name], *_labels(store, row.get(id_), row[name])]
        answer |= {name: str(row[name]) for name in _FIGURES if row.get(name) is not None}
        found.setdefault((row.get("id", row.get("name")), row.get("with"), row.get("value"), row.get("unit")), answer)
    return list(found.values())


def _labels(store: Store, id_: Mapping[str, Any] | str | None, name: str) -> Iterator[str]:
    if not isinstance(id_, str):
        return
    labels = {
        quad.object.value
        for property_ in _NAMES
        for quad in store.quads_for_pattern(NamedNode(id_), term(property_), None, DefaultGraph())
        if isinstance(quad.object, Literal)
    }
    yield from sorted(labels - {name})


def _value(found: Term | None) -> str | int | float | None:
    if not isinstance(found, Literal):
        return found.value if isinstance(found, NamedNode) else None
    kind = found.datatype.value.rpartition("#")[2]
    if kind in ("integer", "nonNegativeInteger"):
        return int(found.value)
    return float(found.value) if kind in ("decimal", "double") else found.value
