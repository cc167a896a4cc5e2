"""The SPARQL service: protocol, description, the page for people, all at one address."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path

from pyoxigraph import RdfFormat, Store, serialize
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from graph import store
from graph.endpoint.answers import Answers
from graph.endpoint.description import PREFIXES as DESCRIPTION_PREFIXES
from graph.endpoint.description import describe
from graph.endpoint.dumps import Dumps
from graph.endpoint.media import GRAPHS, choose
from graph.endpoint.name_search import rewrite
from graph.endpoint.pool import Gone, Limits, Pool, Reply
from graph.endpoint.replies import etag_of, from_reply, not_modified, problem
from graph.endpoint.requests import ProtocolError, Query, parse
from graph.endpoint.search import Search
from ontology.errors import QueryError

__all__ = ["Service"]

_HTML = "text/html"
PAGE_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'"


@dataclass
class Service:
    """A build behind HTTP; ``start`` before the first request, ``stop`` after the last."""

    build: Path
    limits: Limits
    search: Search
    cache: int = 0  #: bytes of answers to keep
    pool: Pool = field(init=False)
    dumps: Dumps = field(init=False)
    version: str = field(init=False, default="")
    _store: Store = field(init=False, repr=False)
    _answers: Answers = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.pool = Pool(self.build, self.limits)
        self.dumps = Dumps(self.build)
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
        self.dumps.close()

    async def __call__(self, request: Request) -> Response:
        """Answer a request of the SPARQL protocol."""
        try:
            query = await parse(request)
        except ProtocolError as error:
            return problem(error.status, error.detail, self.limits.headers)
        accept = request.headers.get("accept")
        if query is None:
            return await self._described(request, accept)
        try:
            text = rewrite(query.text, self.search)
        except QueryError as error:
            return problem(400, str(error), self.limits.headers)
        tag = etag_of(self.version, query.text, query.default, query.named, accept)
        unchanged = not_modified(request, tag)
        if unchanged is not None:
            return unchanged
        compressed = "gzip" in request.headers.get("accept-encoding", "")
        reply = await self._answered(replace(query, text=text), accept, tag, _gone(request), compressed=compressed)
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

    async def description(self, request: Request) -> Response:
        """Answer with the description of the dataset and of what answers over it."""
        media = choose(request.headers.get("accept"), GRAPHS)
        if media is None:
            return problem(406, f"expected Accept to allow one of {', '.join(GRAPHS)}")
        site = str(request.base_url).rstrip("/")
        tag = etag_of(self.version, "", site, media)
        unchanged = not_modified(request, tag)
        if unchanged is not None:
            return unchanged
        triples = describe(self._store, site, self.version, await self.dumps.all())
        body = serialize(triples, format=RdfFormat.from_media_type(GRAPHS[media]), prefixes=DESCRIPTION_PREFIXES)
        return from_reply(Reply(200, media, body or b""), self.limits, tag)

    async def _described(self, request: Request, accept: str | None) -> Response:
        """Return the service description, or the page with the editor for a browser."""
        if choose(accept, [*GRAPHS, _HTML]) != _HTML:
            return await self.description(request)
        page = files("graph.endpoint").joinpath("static", "sparql.html").read_text(encoding="utf-8")
        return HTMLResponse(page, headers={"Vary": "Accept", "Content-Security-Policy": PAGE_POLICY})


def _gone(request: Request) -> Gone:
    """Return a function whose result comes when the client goes away."""

    async def wait() -> None:
        while True:
            message = await request.receive()
            if message["type"] == "http.disconnect":
                return
            await asyncio.sleep(0)

    return wait
