"""HTTP answers: results with what caches need to know, problems as JSON (RFC 9457)."""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from graph.endpoint.limits import Limits
from graph.endpoint.run import Reply

__all__ = ["etag_of", "from_reply", "not_modified", "problem"]

_PLACE = re.compile(r"^query:(\d+):(\d+): ")
#: Functions whose value changes from call to call: such an answer has no tag.
_RESTLESS = re.compile(r"\b(RAND|NOW|UUID|STRUUID|BNODE)\s*\(")
_RESTLESS_NAMES = ("RAND", "NOW", "UUID", "BNODE")
#: A client that reads what it is told to come back later.
_BUSY = {503: {"Retry-After": "5"}}


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """Return an error as JSON: ``status``, ``title``, ``detail``, and ``line`` and ``column`` of a malformed query."""
    names = {499: "Client Closed Request"}
    body: dict[str, object] = {
        "type": "about:blank",
        "title": names.get(status) or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    place = _PLACE.match(detail)
    if place:
        body |= {"line": int(place[1]), "column": int(place[2])}
    text = json.dumps(body, ensure_ascii=False)
    extra = (headers or {}) | _BUSY.get(status, {}) | {"Cache-Control": "no-store"}
    return Response(text, status, headers=extra, media_type="application/problem+json")


def from_reply(reply: Reply, limits: Limits, tag: str | None) -> Response:
    """Return the answer to a query."""
    if reply.status != HTTPStatus.OK:
        return problem(reply.status, reply.detail, limits.headers)
    charset = "; charset=utf-8" if reply.media.startswith("text/") else ""
    headers = _caching(tag) | {"Content-Type": reply.media + charset, "Content-Length": str(len(reply.body))}
    if reply.encoding:
        headers["Content-Encoding"] = reply.encoding
    raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    return _Ready(reply.body, [*limits.raw_headers, *raw])


class _Ready(Response):
    """An answer whose headers are bytes already: there are thousands a second, and Response would make them anew."""

    def __init__(self, body: bytes, raw_headers: list[tuple[bytes, bytes]]) -> None:
        self.status_code = 200
        self.body = body
        self.background = None
        self.raw_headers = raw_headers


def etag_of(version: str, query: str, *parts: object) -> str | None:
    """Return the tag of an answer: of the data's version and all that was asked; None where it may change by itself."""
    upper = query.upper()
    if any(name in upper for name in _RESTLESS_NAMES) and _RESTLESS.search(upper):
        return None
    digest = _begun(version, parts).copy()
    digest.update(query.encode())
    # Weak: the same answer may travel compressed or not.
    return f'W/"{digest.hexdigest()}"'


@lru_cache(maxsize=256)
def _begun(*parts: object) -> hashlib.blake2b:
    """Return the digest of all but the query, which most questions have in common."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=12)


def not_modified(request: Request, tag: str | None) -> Response | None:
    """Return the answer to a client that has this one already, else None."""
    known = request.headers.get("if-none-match", "")
    if tag is None or tag not in [part.strip() for part in known.split(",")]:
        return None
    return Response(status_code=304, headers=_caching(tag))


def _caching(tag: str | None) -> dict[str, str]:
    if tag is None:
        return {"Cache-Control": "no-store", "Vary": "Accept, Accept-Encoding"}
    return {"ETag": tag, "Cache-Control": "public, max-age=0, must-revalidate", "Vary": "Accept, Accept-Encoding"}
