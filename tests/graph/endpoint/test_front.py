"""Plain requests take a short way; the others are answered as before, and nobody sees which was which."""

from __future__ import annotations

import socket
import time
from urllib.parse import quote, urlsplit

import httpx
import pytest

from graph.endpoint.front import Plain, plain

ASK = "ASK { ?s ?p ?o }"
#: How a request may differ from a plain one; each still asks the same.
WAYS = {
    "plain": "GET /sparql?query={q} HTTP/1.1\r\nHost: h\r\n\r\n",
    "kept alive": "GET /sparql?query={q} HTTP/1.1\r\nHost: h\r\nConnection: keep-alive\r\n\r\n",
    "the last": "GET /sparql?query={q} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
    "the old protocol": "GET /sparql?query={q} HTTP/1.0\r\nHost: h\r\n\r\n",
    "another parameter": "GET /sparql?x=1&query={q} HTTP/1.1\r\nHost: h\r\n\r\n",
    "an unknown header": "GET /sparql?query={q} HTTP/1.1\r\nHost: h\r\nX-Other: 1\r\n\r\n",
    "a header twice": "GET /sparql?query={q} HTTP/1.1\r\nHost: h\r\nUser-Agent: a\r\nUser-Agent: b\r\n\r\n",
    "a body": "GET /sparql?query={q} HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nGET ",
    "a fragment": "GET /sparql?query={q}#a HTTP/1.1\r\nHost: h\r\n\r\n",
}


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    return socket.create_connection((str(parts.hostname), int(parts.port or 80)), timeout=20)


def _answers(line: socket.socket, count: int) -> list[tuple[bytes, bytes]]:
    """Return (head, body) of some answers that come one after the other."""
    data, found = b"", []
    while len(found) < count:
        head, end, rest = data.partition(b"\r\n\r\n")
        length = next((int(h[15:]) for h in head.lower().split(b"\r\n") if h.startswith(b"content-length:")), 0)
        if end and len(rest) >= length:
            found.append((head, rest[:length]))
            data = rest[length:]
        else:
            piece = line.recv(65536)
            assert piece, data
            data += piece
    return found


def _same(head: bytes) -> set[bytes]:
    """Return the headers of an answer but for its date and what becomes of the connection."""
    return {line for line in head.split(b"\r\n") if not line.startswith((b"date:", b"connection:"))}


@pytest.mark.parametrize("way", WAYS)
def test_however_it_is_asked_the_answer_is_the_same(address: str, way: str) -> None:
    with _connected(address) as line, _connected(address) as other:
        other.sendall(WAYS["plain"].format(q=quote(ASK)).encode())
        line.sendall(WAYS[way].format(q=quote(ASK)).encode())
        ((expected, body),), ((found, same_body),) = _answers(other, 1), _answers(line, 1)
    assert (_same(found), same_body) == (_same(expected), body)
    assert b'"boolean":true' in body


@pytest.mark.parametrize("size", [1, 7, 20, 60])
def test_a_request_may_come_in_pieces(address: str, size: int) -> None:
    request = WAYS["plain"].format(q=quote(ASK)).encode()
    with _connected(address) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(2):
            for at in range(0, len(request), size):
                line.sendall(request[at : at + size])
                time.sleep(0.001)
            assert b'"boolean":true' in _answers(line, 1)[0][1]


@pytest.mark.parametrize("ways", [("plain", "plain", "plain"), ("plain", "another parameter", "plain", "a body")])
def test_requests_that_do_not_wait_are_answered_in_their_order(address: str, ways: tuple[str, ...]) -> None:
    requests = [WAYS[way].format(q=quote(f"SELECT ({i} AS ?i) {{}}")).encode() for i, way in enumerate(ways)]
    for pause in (0, 0.002):
        with _connected(address) as line:
            for request in requests:
                line.sendall(request)
                time.sleep(pause)
            bodies = [body for _, body in _answers(line, len(ways))]
        assert [f'"value":"{i}"'.encode() in body for i, body in enumerate(bodies)] == [True] * len(ways)


def test_both_ways_may_be_taken_on_one_connection(client: httpx.Client) -> None:
    for params in ({"query": ASK}, {"query": "ASK {"}, {"query": ASK, "x": "1"}, {}, {"query": ASK}):
        expected = 400 if params.get("query") == "ASK {" else 200
        assert client.get("/sparql", params=params).status_code == expected


def test_what_is_asked_again_with_its_tag_is_not_sent_again(client: httpx.Client) -> None:
    tag = client.get("/sparql", params={"query": ASK}).headers["etag"]
    assert client.get("/sparql", params={"query": ASK}, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (b"Host: h", Plain(None, False)),
        (b"Accept: text/csv\r\naccept-encoding: br, gzip", Plain("text/csv", True)),
        (b"", None),
        (b"Host: h\r\nContent-Length: 0", None),
        (b"Host: h\r\nTransfer-Encoding: chunked", None),
        (b"Host: h\r\nUpgrade: websocket", None),
        (b"Host: h\r\nExpect: 100-continue", None),
        (b"Host: h\r\nConnection: close", None),
        (b"Host: h\r\nIf-None-Match: *", None),
        (b"Accept: a\r\nAccept: b", None),
        (b"Host: h\r\n folded", None),
        (b"Host : h", None),
        (b"Host: h\nAccept: b", None),
        ("Host: h\r\nUser-Agent: 达".encode(), None),
        (b"Host: h\r\n\r\nGET / HTTP/1.1", None),
    ],
)
def test_only_headers_that_change_nothing_else_are_plain(headers: bytes, expected: Plain | None) -> None:
    assert plain(headers) == expected
