"""A process that answers queries, one at a time: ``python -m graph.endpoint.worker BUILD MEGABYTES BYTES``.

It is a process because the engine cannot be told to stop: the server kills it when a query passes its time, and the
system stops it when one passes its memory. Once the store is open it may open no file and no socket any more, so that
no query, whatever it holds, reads a file or reaches another machine.
"""

from __future__ import annotations

import ctypes
import gc
import gzip
import io
import os
import resource
import signal
import socket
import sys
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from graph import store
from graph.endpoint import frames
from graph.endpoint.media import GRAPHS, RESULTS, choose
from graph.sparql import error_of, refuse_service
from ontology.errors import QueryError
from ontology.names import BASE, PREFIXES
from ontology.names import graph as graph_iri

__all__ = ["answer", "main"]


_PR_SET_PDEATHSIG = 1
#: Below this, compressing costs more than it saves; a higher level takes longer than the network would.
_GZIP_FROM, _GZIP_LEVEL = 1000, 4


class TooLargeError(Exception):
    """An answer has more bytes than the server sends."""


class _Limited(io.BytesIO):
    """Bytes up to a limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, data: object, /) -> int:
        written = super().write(data)  # type: ignore[arg-type]
        if self.tell() > self._limit:
            raise TooLargeError
        return written


def main(build: str, megabytes: str, limit: str) -> None:
    """Answer queries from the socket that is standard input until it ends."""
    _die_with_the_server()
    opened = store.open(Path(build))
    with socket.socket(fileno=os.dup(0)) as line, line.makefile("rb") as requests:
        _confine(int(megabytes))
        gc.freeze()
        while (message := frames.read(requests)) is not None:
            head, body = message
            reply, answered = answer(opened, head, body.decode(), int(limit))
            if head.get("gzip") and len(answered) >= _GZIP_FROM:
                answered = gzip.compress(answered, _GZIP_LEVEL, mtime=0)
                reply["encoding"] = "gzip"
            line.sendall(frames.pack(reply, answered))


def answer(opened: Store, head: frames.Head, query: str, limit: int) -> tuple[frames.Head, bytes]:
    """Return (head, body) of the answer; the head has a ``status`` as in HTTP and the ``media`` type or a ``detail``.

    ``head`` gives the ``accept`` header and the graphs of the protocol (``default``, ``named``), None where not given.
    """
    try:
        refuse_service(query)
        results = _evaluate(opened, head, query)
        known = GRAPHS if isinstance(results, QueryTriples) else RESULTS
        media = choose(head["accept"], known)
        if media is None:
            return {"status": 406, "detail": f"expected Accept to allow one of {', '.join(known)}"}, b""
        output = _Limited(limit)
        _serialize(results, media, output)
    except SyntaxError as error:
        return {"status": 400, "detail": error_of(error, query)}, b""
    except QueryError as error:
        return {"status": 400, "detail": str(error)}, b""
    except TooLargeError:
        return {"status": 413, "detail": f"the answer has more than {limit} bytes, expected LIMIT and OFFSET"}, b""
    except (OSError, RuntimeError, ValueError) as error:
        return {"status": 400, "detail": f"query: {error}"}, b""
    return {"status": 200, "media": media}, output.getvalue()


def _evaluate(opened: Store, head: frames.Head, query: str) -> QuerySolutions | QueryTriples | QueryBoolean:
    default, named = head.get("default"), head.get("named")
    if default is None and named is None:
        return opened.query(query, base_iri=BASE)
    # The protocol: given any graph, the dataset consists of the given ones and of nothing else.
    graphs: list[NamedNode | BlankNode | DefaultGraph] = [NamedNode(name) for name in default or ()]
    return opened.query(
        query,
        base_iri=BASE,
        default_graph=graphs or [NamedNode(graph_iri("none"))],
        named_graphs=[NamedNode(name) for name in named or ()],
    )


def _serialize(results: QuerySolutions | QueryTriples | QueryBoolean, media: str, output: io.BytesIO) -> None:
    if isinstance(results, QueryTriples):
        form = RdfFormat.from_media_type(GRAPHS[media])
        prefixes = PREFIXES if form in (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML) else None
        serialize(results, output, format=form, prefixes=prefixes)
    else:
        results.serialize(output, format=QueryResultsFormat.from_media_type(RESULTS[media]))


def _confine(megabytes: int) -> None:
    """Bound the memory of this process, and take from it the right to open anything."""
    used = os.sysconf("SC_PAGE_SIZE") * int(Path("/proc/self/statm").read_text().split()[0]) if _LINUX else 0
    if _LINUX:
        limit = used + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _close_the_door()


def _die_with_the_server() -> None:
    """Ask the system to kill this process when the server dies, even in the middle of a query."""
    if _LINUX:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _close_the_door() -> None:
    """Fill the gaps below the highest open descriptor, then allow none above."""
    highest = max(_descriptors())
    while (filler := os.open(os.devnull, os.O_RDONLY)) < highest:
        pass
    os.close(filler)
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 1, highest + 1))


def _descriptors() -> list[int]:
    folder = "/proc/self/fd" if _LINUX else "/dev/fd"
    return [int(name) for name in os.listdir(folder)]


_LINUX = sys.platform.startswith("linux")

if __name__ == "__main__":
    main(*sys.argv[1:])
