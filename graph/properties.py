"""What the dataset says of one thing, as the properties of a node: dates as dates, numbers as numbers."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from ontology.names import PREFIXES
from ontology.periods import bounds

__all__ = ["Described", "Value", "describe", "document", "entity", "fact", "statement", "term"]

Scalar = str | int | float | bool | datetime.date
Value = Scalar | list[str] | list[int]
#: Values by property (prefixed name), in no order; of labels also by property and language.
Described = Mapping[str, list[Scalar]]

_XSD = PREFIXES["xsd"]
_SHORT = {namespace: prefix for prefix, namespace in PREFIXES.items() if prefix != "id"}

#: Properties of nodes that are one value of the dataset each.
_STATEMENT = {
    "fact_id": "jp:fact",
    "status": "jp:status",
    "when": "jp:when",
    "when_resolved": "jp:whenResolved",
    "indicator": "jp:indicator",
    "indicator_concept": "jp:indicatorConcept",
    "value": "jp:value",
    "unit": "jp:unit",
    "number": "jp:number",
    "base_unit": "jp:baseUnit",
    "value_min": "jp:valueMin",
    "value_max": "jp:valueMax",
    "period": "jp:period",
    "from": "jp:from",
    "until": "jp:until",
    "confidence": "jp:confidence",
    "rule": "jp:rule",
    "quote": "jp:quote",
    "start": "jp:start",
    "end": "jp:end",
}
_DOCUMENT = {
    "name": "jp:fileName",
    "title": "dcterms:title",
    "issued": "dcterms:issued",
    "publisher": "jp:publisherName",
    "encoding": "jp:encoding",
    "sha256": "jp:sha256",
}
_ENTITY = {
    "name": "skos:prefLabel@zh-hans",
    "name_hant": "skos:prefLabel@zh-hant",
    "name_en": "skos:prefLabel@en",
    "from": "jp:from",
    "until": "jp:until",
    "lexicon_row": "jp:lexiconRow",
}
_PLACE = ("role", "quote", "start", "end")


def term(name: str) -> NamedNode:
    """Return the node of a prefixed name."""
    prefix, _, rest = name.partition(":")
    return NamedNode(PREFIXES[prefix] + rest)


def describe(store: Store, iri: str) -> Described:
    """Return what the union of the graphs says of one thing."""
    found: dict[str, list[Scalar]] = defaultdict(list)
    for quad in store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph()):
        name = _shorten(quad.predicate.value)
        value = quad.object
        if isinstance(value, Literal):
            found[f"{name}@{value.language}" if value.language else name].append(_scalar(value))
        elif isinstance(value, NamedNode):
            found[name].append(value.value)
    return found


def entity(said: Described, type_: str) -> dict[str, Value]:
    """Return the properties of an entity, of which one of the 16 types holds."""
    aliases = {str(v) for name, values in said.items() if name.startswith("skos:altLabel") for v in values}
    found = _single(said, _ENTITY)
    return {**found, "type": type_, **({"aliases": sorted(aliases)} if aliases else {})}


def document(said: Described) -> dict[str, Value]:
    """Return the properties of a document; the same bytes may lie in several files."""
    files = sorted(map(str, said.get("jp:fileName", ())))
    return {**_single(said, _DOCUMENT), **({"file_names": files} if files else {})}


def statement(said: Described, relation: str, places: Iterable[Described]) -> dict[str, Value]:
    """Return the properties of an assertion or observation; further places are lists of equal length, in order."""
    found = _single(said, _STATEMENT)
    status = said.get("jp:observationStatus")
    if status:
        found["status"] = status[0]
    if relation:
        found["relation"] = relation
    context = sorted(places, key=lambda place: int(str(place["jp:order"][0])))
    for name in _PLACE if context else ():
        found[f"context_{name}s"] = cast(list[str], [place[f"jp:{name}"][0] for place in context])
    return found


def fact(said: Sequence[Described], issued: Iterable[str]) -> dict[str, Value]:
    """Return what assertions of one fact say together; ``issued`` are the dates of their documents."""

    def every(property_: str) -> list[Scalar]:
        return [value for one in said for value in one.get(property_, ())]

    ordered = sorted(said, key=lambda one: (str(one["prov:wasDerivedFrom"][0]), int(str(one["jp:start"][0]))))
    days = [bounds(when) for when in issued]
    found: dict[str, Value] = {
        "sources": sorted(set(map(str, every("prov:wasDerivedFrom")))),
        "quotes": [str(one["jp:quote"][0]) for one in ordered],
    }
    ends: dict[str, tuple[Callable[[list[Any]], Scalar], list[Any]]] = {
        "confidence": (max, every("jp:confidence")),
        "from": (min, every("jp:from")),
        "until": (max, every("jp:until")),
        "first_seen": (min, [datetime.date.fromisoformat(first) for first, _ in days if first]),
        "last_seen": (max, [datetime.date.fromisoformat(last) for _, last in days if last]),
    }
    return found | {name: choose(values) for name, (choose, values) in ends.items() if values}


def _single(said: Described, names: Mapping[str, str]) -> dict[str, Value]:
    """Return one value a property; of several, which no shape allows in one statement, the smallest."""
    return {name: min(said[property_], key=str) for name, property_ in names.items() if property_ in said}


def _scalar(literal: Literal) -> Scalar:
    kind, value = literal.datatype.value.removeprefix(_XSD), literal.value
    if kind in ("integer", "nonNegativeInteger"):
        return int(value)
    if kind in ("decimal", "double"):
        return float(value)
    if kind == "date":
        return datetime.date.fromisoformat(value)
    return value == "true" if kind == "boolean" else value


def _shorten(iri: str) -> str:
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    return f"{_SHORT.get(iri[:cut], iri[:cut])}:{iri[cut:]}"
