"""Names to entities: a search for people, and the W3C Reconciliation API (version 0.2) for tools such as OpenRefine."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from pypinyin import lazy_pinyin
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from extract.fold import key as fold_key
from graph import store
from graph.endpoint.entity_page import frame, link
from graph.endpoint.media import choose
from graph.endpoint.replies import problem
from graph.endpoint.requests import ProtocolError, pairs_of
from graph.sparql import ask
from ontology.names import BASE, JP
from ontology.schema import load as load_schema

__all__ = ["Hit", "Search"]

_QUERY = """SELECT ?e ?label ?preferred ?type {
  { ?e skos:prefLabel ?label BIND(true AS ?preferred) } UNION { ?e skos:altLabel ?label BIND(false AS ?preferred) }
  ?e a ?type . jp:Entity owl:disjointUnionOf/rdf:rest*/rdf:first ?type
} ORDER BY ?e DESC(?preferred) ?label"""

#: How well a name fits: the same, its beginning, a part of it; by sound each a step lower.
_SAME, _BEGINS, _WITHIN = 100.0, 80.0, 60.0
_BY_SOUND = 0.9
_LIMIT, _MOST = 20, 200
_QUERIES = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that a name may mean; ``name`` is the preferred one, ``label`` the one that fits."""

    iri: str
    name: str
    label: str
    type: str
    score: float

    @property
    def id(self) -> str:
        return self.iri.removeprefix(BASE + "id/")


class Search:
    """The names of a build in memory: both scripts are one, and Chinese is found by its sound too."""

    def __init__(self, build: Path) -> None:
        self._build = build
        self._names: list[tuple[str, str, str, str, str]] = []  #: entity, label, type, folded, sound
        self._preferred: dict[str, str] = {}

    def load(self) -> None:
        """Read the names. Raises: BuildError where there is no build."""
        for entity, label, preferred, type_ in ask(store.open(self._build), _QUERY).rows():
            iri, text = str(getattr(entity, "value", "")), str(getattr(label, "value", ""))
            folded = fold_key(text)
            sound = fold_key("".join(lazy_pinyin(folded)))
            kind = str(getattr(type_, "value", "")).removeprefix(JP)
            self._names.append((iri, text, kind, folded, sound if sound != folded else ""))
            if getattr(preferred, "value", "") == "true" and getattr(label, "language", "") == "zh-hans":
                self._preferred[iri] = text

    def find(self, name: str, type_: str = "", limit: int = _LIMIT) -> list[Hit]:
        """Return the entities that a name may mean, the best first; with ``type_`` only of that one of the 16."""
        wanted = fold_key(name)
        if not wanted:
            return []
        best: dict[str, Hit] = {}
        for iri, label, kind, folded, sound in self._names:
            score = _score(wanted, folded) or _score(wanted, sound) * _BY_SOUND
            if score and type_ in ("", kind) and (iri not in best or score > best[iri].score):
                best[iri] = Hit(iri, self._preferred.get(iri, label), label, kind, round(score, 2))
        return sorted(best.values(), key=lambda hit: (-hit.score, len(hit.name), hit.iri))[:limit]

    async def answer(self, request: Request) -> Response:
        """Answer ``/search?q=…&type=…&limit=…`` as JSON, or as a page for a browser."""
        query, type_ = request.query_params.get("q", ""), request.query_params.get("type", "")
        if type_ and type_ not in load_schema().types:
            return problem(400, f"type {type_}, expected one of {', '.join(load_schema().types)}")
        limit = request.query_params.get("limit", str(_LIMIT))
        if not limit.isascii() or not limit.isdigit() or not 0 < int(limit) <= _MOST:
            return problem(400, f"limit {limit}, expected 1 to {_MOST}")
        hits = self.find(query, type_, int(limit))
        media = choose(request.headers.get("accept"), ["application/json", "text/html"])
        if media == "text/html":
            labels = load_schema().classes
            items = "".join(
                f"<li>{link(h.iri, h.name)} <small>{escape(labels[h.type].labels['zh-Hans'])}"
                f"{' · ' + escape(h.label) if h.label != h.name else ''}</small></li>"
                for h in hits
            )
            body = f"<h1>{escape(query)}</h1><ul>{items or '<li>没有找到 nothing found</li>'}</ul>"
            return HTMLResponse(frame(query, body))
        rows = [
            {"id": h.id, "iri": h.iri, "name": h.name, "label": h.label, "type": h.type, "score": h.score} for h in hits
        ]
        return JSONResponse({"query": query, "hits": rows})

    async def reconcile(self, request: Request) -> Response:
        """Answer the Reconciliation API: the manifest, or candidates for each query."""
        try:
            pairs = await pairs_of(request)
        except ProtocolError as error:
            return problem(error.status, error.detail)
        given = dict(pairs).get("queries", "")
        if not given:
            return JSONResponse(_manifest(str(request.base_url).rstrip("/")))
        try:
            queries = json.loads(given)
            answers = {str(name): {"result": self._candidates(query)} for name, query in queries.items()}
        except (ValueError, AttributeError, TypeError, KeyError):
            return problem(400, 'parameter queries, expected a JSON object of {"query": "name"}')
        if len(answers) > _QUERIES:
            return problem(413, f"{len(answers)} queries, expected {_QUERIES} at most")
        return JSONResponse(answers)

    async def suggest(self, request: Request) -> Response:
        """Answer the API's suggestions: entities by the beginning of a name, types by theirs."""
        prefix = request.query_params.get("prefix", "")
        if request.path_params["kind"] == "type":
            found = [t for t in _types() if prefix.lower() in (t["name"] + t["id"]).lower()]
            return JSONResponse({"result": found})
        if request.path_params["kind"] != "entity":
            return problem(404, "expected /reconcile/suggest/entity or /reconcile/suggest/type")
        hits = self.find(prefix)
        return JSONResponse({"result": [{"id": h.id, "name": h.name, "description": h.type} for h in hits]})

    async def preview(self, request: Request) -> Response:
        """Answer the API's preview: a few lines about one entity."""
        iri = f"{BASE}id/{request.query_params.get('id', '')}"
        if iri not in self._preferred:
            return problem(404, f"{iri} is not in this graph")
        names = "、".join(label for entity, label, *_ in self._names if entity == iri)
        return HTMLResponse(
            f'<!doctype html><meta charset="utf-8"><p><b>{escape(self._preferred[iri])}</b><br>{escape(names)}</p>'
        )

    def _candidates(self, query: dict[str, Any]) -> list[dict[str, Any]]:
        kinds = query.get("type", "")
        kind = kinds[0] if isinstance(kinds, list) and kinds else kinds or ""
        hits = self.find(str(query["query"]), str(kind), min(int(query.get("limit", _LIMIT)), _MOST))
        alone = len([h for h in hits if h.score == _SAME]) == 1
        return [
            {
                "id": h.id,
                "name": h.name,
                "type": [{"id": h.type, "name": load_schema().classes[h.type].labels["zh-Hans"]}],
                "score": h.score,
                "match": alone and h.score == _SAME,
            }
            for h in hits
        ]


def _score(wanted: str, name: str) -> float:
    """Return how well a name fits, more where less of it is left over."""
    if not name or wanted not in name:
        return 0.0
    if wanted == name:
        return _SAME
    part = len(wanted) / len(name)
    return (_BEGINS if name.startswith(wanted) else _WITHIN) + part * 10


def _types() -> list[dict[str, str]]:
    schema = load_schema()
    return [{"id": name, "name": schema.classes[name].labels["zh-Hans"]} for name in schema.types]


def _manifest(address: str) -> dict[str, Any]:
    return {
        "versions": ["0.2"],
        "name": "金谱 Jinpu",
        "identifierSpace": BASE + "id/",
        "schemaSpace": JP,
        "defaultTypes": _types(),
        "view": {"url": address + "/id/{{id}}"},
        "preview": {"url": address + "/reconcile/preview?id={{id}}", "width": 400, "height": 120},
        "suggest": {
            "entity": {"service_url": address, "service_path": "/reconcile/suggest/entity"},
            "type": {"service_url": address, "service_path": "/reconcile/suggest/type"},
        },
    }
