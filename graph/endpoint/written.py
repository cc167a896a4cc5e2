"""Answers as they travel: what is the same in thousands of them is written once."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from graph.endpoint.limits import Limits
from graph.endpoint.replies import from_reply
from graph.endpoint.run import Reply

__all__ = ["Writer"]

#: Headers that differ from answer to answer.
_OWN = {b"etag", b"content-length"}


class Writer:
    """Writes the status line, the headers and the body of replies, for clients of any origin."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._starts: dict[tuple[str, str, bool], bytes] = {}
        shown = ", ".join(["ETag", *limits.headers]).encode()
        #: What lets pages of other origins read an answer.
        self.open_headers = [(b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", shown)]

    def write(self, reply: Reply, tag: str | None) -> tuple[bytes, bytes]:
        """Return status and headers, without the empty line after them, and the body."""
        if reply.status != HTTPStatus.OK:
            response = from_reply(reply, self._limits, tag)
            return self._lines(response.status_code, response.raw_headers), bytes(response.body)
        kind = (reply.media, reply.encoding, tag is None)
        start = self._starts.get(kind)
        if start is None:
            headers = from_reply(reply, self._limits, tag).raw_headers
            start = self._starts[kind] = self._lines(200, [header for header in headers if header[0] not in _OWN])
        own = f"content-length: {len(reply.body)}\r\n" + (f"etag: {tag}\r\n" if tag else "")
        return start + own.encode(), reply.body

    def _lines(self, status: int, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
        lines = [b"%b: %b\r\n" % header for header in (*headers, *self.open_headers)]
        return b"".join([f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n".encode(), *lines])
