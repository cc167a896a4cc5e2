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
from graph.endpoint.frames import Head
from graph.endpoint.limits import Limits
from graph.endpoint.media import GRAPHS, choose
from graph.endpoint.name_search import NAMESPACE, rewrite
from graph.endpoint.pool import Pool
from graph.endpoint.replies import etag_of, from_reply, not_modified, problem
from graph.endpoint.requests import ProtocolError, Query, parse, read
from graph.endpoint.run import Done, Gone, Reply, Run
from graph.endpoint.search import Search
from graph.endpoint.written import Writer
from ontology.errors import QueryError

__all__ = ["Question", "Service"]

_HTML = "text/html"
PAGE_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'"


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the forms that its answer may have, and the tag of that answer."""

    query: Query
    accept: str | None
    compressed: bool
    tag: str | None


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
    writer: Writer = field(init=False, repr=False)
    _store: Store = field(init=False, repr=False)
    _answers: Answers = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.pool = Pool(self.build, self.limits)
        self.dumps = Dumps(self.build)
        self._answers = Answers(self.cache)
        self.writer = Writer(self.limits)

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
        compressed = "gzip" in request.headers.get("accept-encoding", "")
        question = self._question(query, accept, compressed=compressed)
        unchanged = not_modified(request, question.tag)
        if unchanged is not None:
            return unchanged
        reply = self._kept(question)
        if reply is None:
            reply = await self.ask(replace(query, text=text), accept, _gone(request), gzip=compressed)
            self._keep(question, reply)
        return from_reply(reply, self.limits, question.tag)

    async def ask(self, query: Query, accept: str | None, gone: Gone | None = None, *, gzip: bool = False) -> Reply:
        """Return the answer to a query in a form that ``accept`` allows."""
        return await self.pool.answer(_head(query, accept, compressed=gzip), query.text, gone)

    def question(self, query_string: bytes, accept: str | None, *, compressed: bool) -> Question | None:
        """Return what the end of an address asks, or None where more is to be done or said than to answer it."""
        try:
            query = read(query_string)
        except ProtocolError:
            return None
        if query is None or NAMESPACE in query.text:
            return None
        return self._question(query, accept, compressed=compressed)

    def begin(self, question: Question, done: Done) -> Run | None:
        """Ask a question, whose reply goes to ``done``; return its run, or None where the answer was kept."""
        kept = self._kept(question)
        if kept is not None:
            done(kept)
            return None

        query = question.query
        head = _head(query, question.accept, compressed=question.compressed)
        if not self.cache:
            return self.pool.ask(head, query.text, done)

        def keep(reply: Reply) -> None:
            self._keep(question, reply)
            done(reply)

        return self.pool.ask(head, query.text, keep)

    def _question(self, query: Query, accept: str | None, *, compressed: bool) -> Question:
        tag = etag_of(self.version, query.text, query.default, query.named, accept)
        return Question(query, accept, compressed, tag)

    def _kept(self, question: Question) -> Reply | None:
        return self._answers.get(f"{question.tag}{question.compressed}") if self.cache else None

    def _keep(self, question: Question, reply: Reply) -> None:
        if self.cache and question.tag is not None:
            self._answers.put(f"{question.tag}{question.compressed}", reply)

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


def _head(query: Query, accept: str | None, *, compressed: bool) -> Head:
    return {"accept": accept, "default": query.default, "named": query.named, "gzip": compressed}


def _gone(request: Request) -> Gone:
    """Return a function whose result comes when the client goes away."""

    async def wait() -> None:
        while True:
            message = await request.receive()
            if message["type"] == "http.disconnect":
                return
            await asyncio.sleep(0)

    return wait
