"""A client that costs little: prepared requests over connections that are kept, one process, no threads."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

__all__ = ["ACCEPT", "Failed", "Line", "prepare", "rate"]

ACCEPT = "application/sparql-results+json, text/turtle;q=0.9"
_PIECE = 2**18


class Failed(Exception):  # noqa: N818 - it is what happened to a request, not a fault of ours
    """A request was not answered with 200."""


def prepare(address: str, query: str) -> bytes:
    """Return the request of a query by GET."""
    parts = urlsplit(address)
    return (
        f"GET {parts.path}?query={quote(query, safe='')} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: {ACCEPT}\r\n\r\n"
    ).encode()


def connect(address: str) -> socket.socket:
    """Return a connection to a server."""
    parts = urlsplit(address)
    connection = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=60)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _is_whole(data: bytearray) -> bool:
    """Return whether an answer has come in full, by its length or its last chunk."""
    end = data.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = bytes(data[:end]).lower()
    at = head.find(b"content-length:")
    if at >= 0:
        return len(data) >= end + 4 + int(head[at + 15 :].split(b"\r\n", 1)[0])
    return data.endswith(b"0\r\n\r\n")


def _checked(data: bytearray) -> bytearray:
    if b" 200 " not in data[:16]:
        raise Failed(bytes(data[:300]).decode(errors="replace"))
    return data


class Line:
    """A connection that is opened again where the server closed it for being idle."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._connection = connect(address)

    def ask(self, request: bytes) -> float:
        """Return the milliseconds until the whole answer to a request was there. Raises: Failed."""
        start = time.perf_counter()
        data = self._answer(request)
        if not data:
            self._connection = connect(self._address)
            start = time.perf_counter()
            data = self._answer(request)
        _checked(data)
        return (time.perf_counter() - start) * 1000

    def close(self) -> None:
        self._connection.close()

    def _answer(self, request: bytes) -> bytearray:
        """Return the answer, or what there was of it when the connection was closed."""
        data = bytearray()
        try:
            self._connection.sendall(request)
            while not _is_whole(data) and (piece := self._connection.recv(_PIECE)):
                data += piece
        except ConnectionError:
            data.clear()
        return data


@dataclass
class _Client:
    connection: socket.socket
    requests: Iterator[bytes]
    data: bytearray = field(default_factory=bytearray)
    sent: float = 0.0

    def ask(self) -> bool:
        """Send the next request; return whether there was one."""
        request = next(self.requests, b"")
        if request:
            self.data.clear()
            self.sent = time.perf_counter()
            self.connection.sendall(request)
        return bool(request)


def rate(address: str, lists: Sequence[Sequence[bytes]]) -> tuple[float, list[float]]:
    """Return (requests answered in a second, milliseconds of each) of as many clients at once as there are lists."""
    clients = [_Client(connect(address), iter(requests)) for requests in lists]
    found: list[float] = []
    with selectors.DefaultSelector() as selector:
        for client in clients:
            selector.register(client.connection, selectors.EVENT_READ, client)
        start = time.perf_counter()
        open_ = sum(client.ask() for client in clients)
        while open_:
            for key, _ in selector.select():
                client = key.data
                piece = client.connection.recv(_PIECE)
                if not piece:
                    raise Failed("the server closed the connection")
                client.data += piece
                if _is_whole(client.data):
                    _checked(client.data)
                    found.append((time.perf_counter() - client.sent) * 1000)
                    open_ -= not client.ask()
        taken = time.perf_counter() - start
    for client in clients:
        client.connection.close()
    return len(found) / taken, found
