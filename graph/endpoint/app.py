"""The application: the service, entity pages, search, the explorer and the dumps under one roof."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from graph.endpoint.entities import Entities
from graph.endpoint.limits import Limits
from graph.endpoint.replies import not_modified, problem
from graph.endpoint.search import Search
from graph.endpoint.service import Service

__all__ = ["Site", "create"]

_STATIC = Path(__file__).with_name("static")
#: Below this, compressing costs more than it saves.
_GZIP_FROM = 200
_METHODS = {"GET", "HEAD", "POST"}


def create(build: Path, limits: Limits, cache: int = 0) -> Site:
    """Return the application over a build. Raises (on its start): BuildError where there is no build."""
    search = Search(build)
    service = Service(build, limits, search, cache)
    entities = Entities(service)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        search.load()
        await service.start()
        # What is there now stays: looking for garbage in it again and again would hold up answers.
        gc.freeze()
        try:
            yield
        finally:
            await service.stop()

    async def sparql(request: Request) -> Response:
        return await service(request)

    async def described(request: Request) -> Response:
        return await service.description(request)

    async def entity(request: Request) -> Response:
        return await entities(request)

    routes: list[BaseRoute] = [
        Route("/", _file(build / "explorer.html", "text/html")),
        Route("/explorer.html", _file(build / "explorer.html", "text/html")),
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/id/{name:path}", entity),
        Route("/search", search.answer),
        Route("/reconcile", search.reconcile, methods=["GET", "POST"]),
        Route("/reconcile/suggest/{kind}", search.suggest),
        Route("/reconcile/preview", search.preview),
        Route("/report.html", _file(build / "report.html", "text/html")),
        Route("/dataset", described),
        Route("/dump/SHA256SUMS", _sums(service)),
        Route("/dump/{name}", _dump(service)),
        Route("/.well-known/void", lambda _: RedirectResponse("/dataset", 303)),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]
    for name in ("documents", "views"):
        if (build / name).is_dir():
            routes.append(Mount(f"/{name}", StaticFiles(directory=build / name)))
    middleware = [
        Middleware(
            CORSMiddleware,
            allow_origins=["*"],
            allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
            allow_headers=["*"],
            expose_headers=["ETag", "X-Data-Version", *limits.headers],
        ),
        Middleware(GZipMiddleware, minimum_size=_GZIP_FROM, compresslevel=5),
    ]
    handlers = {HTTPException: _http_problem}
    pages = Starlette(routes=routes, middleware=middleware, lifespan=lifespan, exception_handlers=handlers)  # type: ignore[arg-type]
    return Site(pages, service)


class Site:
    """All of it; queries pass by what only pages need: routes, compression (done where the answer is made)."""

    def __init__(self, pages: ASGIApp, service: Service) -> None:
        self.service = service
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/sparql" and scope["method"] in _METHODS:
            response = await self.service(Request(scope, receive))
            response.raw_headers += self.service.writer.open_headers
            await response(scope, receive, send)
        else:
            if scope["type"] == "http" and scope["path"].endswith(".gz"):  # compressed already
                scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            await self._pages(scope, receive, send)


def _file(path: Path, media: str):  # type: ignore[no-untyped-def]
    async def answer(_: Request) -> Response:
        if not path.is_file():
            return problem(404, f"{path.name} is not in this build")
        return FileResponse(path, media_type=media, headers={"X-Content-Type-Options": "nosniff"})

    return answer


def _sums(service: Service):  # type: ignore[no-untyped-def]
    async def answer(_: Request) -> Response:
        lines = [f"{dump.sha256}  {dump.name}\n" for dump in (await service.dumps.all()).values()]
        return PlainTextResponse("".join(lines), headers={"X-Data-Version": service.version})

    return answer


def _dump(service: Service):  # type: ignore[no-untyped-def]
    async def answer(request: Request) -> Response:
        dumps = await service.dumps.all()
        name = request.path_params["name"]
        if name not in dumps:
            return problem(404, f"no dump {name}, expected one of {', '.join(dumps)}")
        dump = dumps[name]
        tag = f'"{dump.sha256}"'
        if unchanged := not_modified(request, tag):
            return unchanged
        headers = {"ETag": tag, "X-Data-Version": service.version, "X-Content-Type-Options": "nosniff"}
        media = "application/gzip" if dump.path.suffix == ".gz" else dump.media
        return FileResponse(dump.path, media_type=media, headers=headers)

    return answer


async def _http_problem(_: Request, error: HTTPException) -> Response:
    return problem(error.status_code, error.detail, dict(error.headers or {}))
