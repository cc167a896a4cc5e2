"""The short way of a plain query: bytes of a GET in, bytes of its answer out, with no application between.

Most requests of programs are whole when they come, small, and like the one before but for their query. These are read
here; whatever differs in anything (a body, HTTP/1.0, a tag that is known already, a header that is written strangely)
goes the usual way, byte for byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from graph.endpoint.run import Reply, Run
from graph.endpoint.service import Question, Service

__all__ = ["Front", "Plain", "plain"]

_START, _VERSION, _END = b"GET /sparql?", b" HTTP/1.1", b"\r\n\r\n"
#: All that may stand in an address: no space, no quotation mark and no fragment.
_ADDRESS = bytes(byte for byte in range(0x21, 0x7F) if byte not in b'"#')
_HEADERS = re.compile(rb"(?:[\w!#$%&'*+.^`|~-]+:[\t -~]*(?:\r\n|\Z))*")
#: Headers that change nothing but what is read from them; others may ask for what only the usual way can do.
_HARMLESS = {
    *(b"accept", b"accept-charset", b"accept-encoding", b"accept-language", b"cache-control", b"dnt", b"host"),
    *(b"origin", b"pragma", b"priority", b"referer", b"user-agent"),
}
#: Longer headers are read anew each time, so that what is kept stays small.
_LONGEST = 2048
#: Bytes of a body that goes in one piece with its headers.
_SMALL = 2**16


@dataclass(frozen=True, slots=True)
class Plain:
    """What counts in the headers of a plain request."""

    accept: str | None
    compressed: bool


class Front(HttpToolsProtocol):
    """A connection whose plain queries are answered at once."""

    def __init__(self, service: Service, **words: Any) -> None:
        super().__init__(**words)
        self._service = service
        self._run: Run | None = None
        self._question: Question | None = None
        self._is_busy = False  #: with an answer of ours
        self._is_within = False  #: a request that the parser has begun
        self._is_last = False
        self._later = b""
        self._idle_since = 0.0

    def data_received(self, data: bytes) -> None:
        if self._is_busy:
            # The next request came before its turn; more than that is not read yet.
            self._later += data
            self.flow.pause_reading()
        elif not self._take(data):
            super().data_received(data)

    def on_message_begin(self) -> None:
        self._is_within = True
        super().on_message_begin()

    def on_message_complete(self) -> None:
        self._is_within = False
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._run is not None:
            self._run.give_up()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        if self._is_busy:
            self._is_last = True
        else:
            super().shutdown()

    def _take(self, data: bytes) -> bool:
        """Return whether some bytes are a plain query, which is then on its way."""
        if not data.startswith(_START) or not data.endswith(_END) or not self._is_idle():
            return False
        line, _, rest = data.partition(b"\r\n")
        headers = rest[: -len(_END)]
        found = _kept(headers) if len(headers) < _LONGEST else plain(headers)
        target = line[len(_START) : -len(_VERSION)]
        if found is None or not line.endswith(_VERSION) or target.translate(None, _ADDRESS):
            return False
        question = self._service.question(target, found.accept, compressed=found.compressed)
        if question is None:
            return False
        self._is_busy, self._question = True, question
        self._run = self._service.begin(question, self._answer)
        return True

    def _is_idle(self) -> bool:
        over = self.cycle is None or self.cycle.response_complete
        return over and not self._is_within and not self.flow.write_paused

    def _answer(self, reply: Reply) -> None:
        self._run, self._is_busy = None, False
        if self._question is None or self.transport.is_closing():
            return
        self._write(*self._service.writer.write(reply, self._question.tag))
        if self._is_last:
            self.transport.close()
            return
        self.server_state.total_requests += 1
        self._idle_since = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self._sleep(self.timeout_keep_alive)
        if self._later:
            later, self._later = self._later, b""
            self.flow.resume_reading()
            self.data_received(later)

    def _write(self, head: bytes, body: bytes) -> None:
        head = b"".join([head, *[b"%b: %b\r\n" % header for header in self.server_state.default_headers], b"\r\n"])
        if len(body) < _SMALL:  # one call of the system and one packet; a large body is not copied for it
            self.transport.write(head + body)
        else:
            self.transport.write(head)
            self.transport.write(body)

    def _sleep(self, seconds: float) -> None:
        """Set a timer that outlives plain requests: one for each would take longer than reading it."""
        self.timeout_keep_alive_task = self.loop.call_later(seconds, self._look)

    def _look(self) -> None:
        """Close the connection where nothing came for too long."""
        rest = self._idle_since + self.timeout_keep_alive - self.loop.time()
        if self._is_busy or rest > 0:
            self._sleep(rest if rest > 0 else self.timeout_keep_alive)
        else:
            self.timeout_keep_alive_handler()


def plain(headers: bytes) -> Plain | None:
    """Return what counts in some headers, or None where they ask for more than a plain answer."""
    if not _HEADERS.fullmatch(headers):
        return None
    values: dict[bytes, str] = {}
    for line in headers.split(b"\r\n"):
        name, _, value = line.partition(b":")
        name = name.lower()
        if name in values or (name not in _HARMLESS and not _is_kept_alive(name, value)):
            return None
        values[name] = value.strip().decode("ascii")
    return Plain(values.get(b"accept"), "gzip" in values.get(b"accept-encoding", ""))


_kept = lru_cache(maxsize=1024)(plain)


def _is_kept_alive(name: bytes, value: bytes) -> bool:
    return name == b"connection" and value.strip().lower() == b"keep-alive"
