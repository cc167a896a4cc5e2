"""Pages at the IRIs of entities, statements and documents; the same address answers RDF to who asks for it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from graph.endpoint import entity_page
from graph.endpoint.media import GRAPHS, choose
from graph.endpoint.replies import etag_of, from_reply, not_modified, problem
from graph.endpoint.requests import Query
from graph.endpoint.run import Reply
from graph.endpoint.service import PAGE_POLICY, Service
from graph.terms import iri
from ontology.names import BASE, PREFIXES

__all__ = ["Entities", "Row"]

#: One solution: variable and its JSON term.
Row = dict[str, dict[str, str]]

_HTML = "text/html"
_HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())

_KIND = "SELECT ?kind ?new { VALUES ?this { %s } { ?this a ?kind } UNION { ?this dcterms:isReplacedBy ?new } }"
_DESCRIPTION = """CONSTRUCT { ?this ?p ?o . ?s ?q ?v } WHERE { VALUES ?this { %s }
  { ?this ?p ?o } UNION { ?s jp:subject|jp:object|jp:about ?this . ?s ?q ?v } }"""

#: The parts of an entity's page.
_ENTITY = {
    "names": """SELECT ?kind ?label {
      VALUES ?kind { skos:prefLabel skos:altLabel } %s ?kind ?label
    } ORDER BY ?label""",
    "classes": """SELECT ?class ?label { %s a ?class . ?class rdfs:label ?label }""",
    "statements": """SELECT ?id ?inverse ?relation ?label ?other ?name ?status ?when ?quote ?start ?end ?file
      ?document {
      { ?id jp:subject %s ; jp:object ?other BIND(false AS ?inverse) }
      UNION { ?id jp:object %s ; jp:subject ?other BIND(true AS ?inverse) }
      ?id jp:predicate ?relation ; jp:status ?status ; jp:quote ?quote ; jp:start ?start ; jp:end ?end ;
          prov:wasDerivedFrom ?document .
      ?document jp:fileName ?file . ?other rdfs:label ?name .
      BIND(IF(?inverse, jp:inverseLabel, rdfs:label) AS ?words) ?relation ?words ?label .
      FILTER(LANGMATCHES(LANG(?label), "zh-Hans"))
      OPTIONAL { ?id jp:when ?when }
    } ORDER BY ?inverse ?relation ?name ?file ?start""",
    "figures": """SELECT ?id ?indicator ?value ?unit ?number ?base ?period ?from ?status ?quote ?start ?end ?file
      ?document {
      ?id jp:about %s ; jp:indicator ?indicator ; jp:value ?value ; jp:quote ?quote ; jp:start ?start ; jp:end ?end ;
          jp:observationStatus ?status ; prov:wasDerivedFrom ?document . ?document jp:fileName ?file .
      OPTIONAL { ?id jp:unit ?unit } OPTIONAL { ?id jp:number ?number ; jp:baseUnit ?base }
      OPTIONAL { ?id jp:period ?period } OPTIONAL { ?id jp:from ?from }
    } ORDER BY ?indicator ?from ?file ?start""",
    "neighbours": """SELECT DISTINCT ?inverse ?relation ?label ?other ?name {
      ?relation rdfs:subPropertyOf jp:relatedTo .
      { %s ?relation ?other BIND(false AS ?inverse) } UNION { ?other ?relation %s BIND(true AS ?inverse) }
      BIND(IF(?inverse, jp:inverseLabel, rdfs:label) AS ?words) ?relation ?words ?label .
      FILTER(LANGMATCHES(LANG(?label), "zh-Hans"))
      ?other rdfs:label ?name .
    } ORDER BY ?inverse ?relation ?name""",
    "sources": """SELECT ?document ?file ?title (COUNT(?m) AS ?mentions) {
      ?m jp:mentionOf %s ; prov:wasDerivedFrom ?document . ?document jp:fileName ?file
      OPTIONAL { ?document dcterms:title ?title }
    } GROUP BY ?document ?file ?title ORDER BY ?file""",
    "known": """SELECT ?property ?label ?value ?name {
      GRAPH <https://w3id.org/jinpu/graph/reference> { %s ?property ?value }
      VALUES ?property { jp:partOf jp:successorOf jp:from jp:until jp:lexiconRow }
      ?property rdfs:label ?label FILTER(LANGMATCHES(LANG(?label), "zh-Hans"))
      OPTIONAL { ?value rdfs:label ?name }
    } ORDER BY ?property ?value""",
}
_OTHER = """SELECT ?property ?value ?name {
  %s ?property ?value OPTIONAL { ?value rdfs:label ?name }
} ORDER BY ?property ?value"""


class Entities:
    """Answers at ``/id/…``."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def __call__(self, request: Request) -> Response:
        """Return the page or the triples of what an address names."""
        path = request.scope["raw_path"].decode("ascii").lstrip("/")
        media = choose(request.headers.get("accept"), [_HTML, *GRAPHS])
        if media is None:
            return problem(406, f"expected Accept to allow one of {', '.join([_HTML, *GRAPHS])}")
        try:
            name = iri(BASE + path)
        except ValueError:
            return problem(404, "no such thing in this graph")
        found = await self._rows(_KIND % name)
        if isinstance(found, Reply):
            return from_reply(found, self._service.limits, None)
        if not found:
            return problem(404, f"{BASE}{path} is not in this graph")
        if new := next((row["new"]["value"] for row in found if "new" in row), ""):
            return RedirectResponse("/" + new.removeprefix(BASE), 308)
        kinds = {row["kind"]["value"] for row in found if "kind" in row}
        return await self._known(request, name, media, kinds)

    async def _known(self, request: Request, name: str, media: str, kinds: set[str]) -> Response:
        tag = etag_of(self._service.version, name, media)
        if unchanged := not_modified(request, tag):
            return unchanged
        if media == _HTML:
            return await self._page(name, tag, is_entity=PREFIXES["jp"] + "Entity" in kinds)
        reply = await self._service.ask(Query(_HEAD + _DESCRIPTION % name), media)
        return from_reply(reply, self._service.limits, tag)

    async def _page(self, name: str, tag: str | None, *, is_entity: bool) -> Response:
        queries = _ENTITY if is_entity else {"properties": _OTHER}
        replies = await asyncio.gather(*(self._rows(query.replace("%s", name)) for query in queries.values()))
        parts: dict[str, list[Row]] = {}
        for part, reply in zip(queries, replies, strict=True):
            if isinstance(reply, Reply):
                return from_reply(reply, self._service.limits, None)
            parts[part] = reply
        page = (
            entity_page.entity(name[1:-1], parts) if is_entity else entity_page.other(name[1:-1], parts["properties"])
        )
        headers = {"Vary": "Accept", "Content-Security-Policy": PAGE_POLICY, "Cache-Control": "no-cache"}
        return HTMLResponse(page, headers=headers | ({"ETag": tag} if tag else {}))

    async def _rows(self, query: str) -> list[Row] | Reply:
        """Return the solutions of a query of ours, or the reply that is none."""
        reply = await self._service.ask(Query(_HEAD + query), "application/sparql-results+json")
        if reply.status != 200:
            return reply
        found: dict[str, Any] = json.loads(reply.body)
        rows: list[Row] = found["results"]["bindings"]
        return rows
