"""The SPARQL service: protocol, description, the page for people, all at one address."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store, Triple, serialize
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from graph import store
from graph.endpoint.answers import Answers
from graph.endpoint.media import GRAPHS, choose
from graph.endpoint.pool import Gone, Limits, Pool, Reply
from graph.endpoint.replies import etag_of, from_reply, not_modified, problem
from graph.endpoint.requests import ProtocolError, Query, parse
from graph.void import DATASET
from ontology.names import GRAPHS as UNION
from ontology.names import PREFIXES
from ontology.names import graph as graph_iri

__all__ = ["Service"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads"),
)
_HTML = "text/html"


@dataclass
class Service:
    """A build behind HTTP; ``start`` before the first request, ``stop`` after the last."""

    build: Path
    limits: Limits
    cache: int = 0  #: bytes of answers to keep
    pool: Pool = field(init=False)
    version: str = field(init=False, default="")
    _store: Store = field(init=False, repr=False)
    _answers: Answers = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.pool = Pool(self.build, self.limits)
        self._answers = Answers(self.cache)

    async def start(self) -> None:
        """Open the build and start the query processes. Raises: BuildError where there is no build."""
        self._store = store.open(self.build)
        with (self.build / "graph.nq").open("rb") as file:
            self.version = hashlib.file_digest(file, "sha256").hexdigest()
        await self.pool.start()

    async def stop(self) -> None:
        """End the query processes."""
        await self.pool.stop()

    async def __call__(self, request: Request) -> Response:
        """Answer a request of the SPARQL protocol."""
        try:
            query = await parse(request)
        except ProtocolError as error:
            return problem(error.status, error.detail, self.limits.headers)
        accept = request.headers.get("accept")
        if query is None:
            return self._described(request, accept)
        tag = etag_of(self.version, query.text, query.default, query.named, accept)
        unchanged = not_modified(request, tag)
        if unchanged is not None:
            return unchanged
        compressed = "gzip" in request.headers.get("accept-encoding", "")
        reply = await self._answered(query, accept, tag, _gone(request), compressed=compressed)
        return from_reply(reply, self.limits, tag)

    async def ask(self, query: Query, accept: str | None, gone: Gone | None = None, *, gzip: bool = False) -> Reply:
        """Return the answer to a query in a form that ``accept`` allows."""
        head = {"accept": accept, "default": query.default, "named": query.named, "gzip": gzip}
        return await self.pool.answer(head, query.text, gone)

    async def _answered(
        self,
        query: Query,
        accept: str | None,
        tag: str | None,
        gone: Gone,
        *,
        compressed: bool,
    ) -> Reply:
        """Return the answer that is kept, else ask and keep it."""
        if tag is None or not self.cache:
            return await self.ask(query, accept, gone, gzip=compressed)
        key = f"{tag}{compressed}"
        kept = self._answers.get(key)
        if kept is None:
            kept = await self.ask(query, accept, gone, gzip=compressed)
            self._answers.put(key, kept)
        return kept

    def _described(self, request: Request, accept: str | None) -> Response:
        """Return the service description, or the page with the editor for a browser."""
        media = choose(accept, [*GRAPHS, _HTML])
        if media == _HTML:
            page = files("graph.endpoint").joinpath("static", "sparql.html").read_text(encoding="utf-8")
            return HTMLResponse(page, headers={"Vary": "Accept", "Content-Security-Policy": PAGE_POLICY})
        if media is None:
            return problem(406, f"expected Accept to allow one of {', '.join([*GRAPHS, _HTML])}")
        tag = etag_of(self.version, "", str(request.url), media)
        unchanged = not_modified(request, tag)
        if unchanged is not None:
            return unchanged
        form = RdfFormat.from_media_type(GRAPHS[media])
        body = serialize(self._description(str(request.url.replace(query=""))), format=form, prefixes=_PREFIXES)
        return from_reply(Reply(200, media, body or b""), self.limits, tag)

    def _description(self, address: str) -> list[Triple]:
        """Return the description: what is spoken here, and what VoID counts in the data."""
        node, dataset = NamedNode(address), NamedNode(DATASET)
        said = [
            (node, "rdf:type", NamedNode(_SD + "Service")),
            (node, "sd:endpoint", node),
            (node, "sd:supportedLanguage", NamedNode(_SD + "SPARQL11Query")),
            (node, "sd:feature", NamedNode(_SD + "UnionDefaultGraph")),
            (node, "sd:defaultDataset", dataset),
            (dataset, "rdf:type", NamedNode(_SD + "Dataset")),
            *((node, "sd:resultFormat", NamedNode(_FORMATS + name)) for name in _RESULT_FORMATS),
        ]
        for name in UNION:
            part = NamedNode(f"{DATASET}/graph/{name}")
            said.append((dataset, "sd:namedGraph", part))
            said.append((part, "sd:name", NamedNode(graph_iri(name))))
            said.append((part, "sd:graph", NamedNode(graph_iri(name))))
        triples = [Triple(subject, _term(predicate), object_) for subject, predicate, object_ in said]
        triples += [
            quad.triple for quad in self._store.quads_for_pattern(None, None, None, NamedNode(graph_iri("void")))
        ]
        return triples


PAGE_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'"
_PREFIXES = {**PREFIXES, "sd": _SD}


def _term(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(_PREFIXES[prefix] + local)


def _gone(request: Request) -> Gone:
    """Return a function whose result comes when the client goes away."""

    async def wait() -> None:
        while True:
            message = await request.receive()
            if message["type"] == "http.disconnect":
                return
            await asyncio.sleep(0)

    return wait
