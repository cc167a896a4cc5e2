"""Processes that answer queries, one at a time: ``python -m graph.endpoint.worker BUILD MEGABYTES BYTES memory|disk``.

They are processes because the engine cannot be told to stop: the server kills one when a query passes its time, and the
system stops it when one passes its memory. They are copies of a first process, which answers nothing itself: it reads
the data once, and a copy is made in milliseconds and shares what it does not write. A copy may open no file and no
socket, so that no query, whatever it holds, reads a file or reaches another machine.
"""

from __future__ import annotations

import gc
import gzip
import io
import os
import socket
import sys
from contextlib import suppress
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
from graph.endpoint.confine import confine, die_with_the_parent, own_all_memory
from graph.endpoint.media import GRAPHS, RESULTS, choose
from graph.sparql import error_of, refuse_service
from ontology.errors import QueryError
from ontology.names import BASE, PREFIXES
from ontology.names import graph as graph_iri

__all__ = ["DISK", "MEMORY", "answer", "main"]

#: Where the data is kept.
MEMORY, DISK = "memory", "disk"
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


def main(build: str, megabytes: str, limit: str, kept: str) -> None:
    """Make query processes when the server asks, until it goes; ``kept`` says where the data is, memory or disk."""
    die_with_the_parent(os.getppid())
    folder, maker = Path(build), os.getpid()
    # A store on disk has threads, which do not live on in a copy of the process: each opens its own.
    opened = store.load(folder) if kept == MEMORY else None
    gc.freeze()
    with socket.socket(fileno=os.dup(0)) as orders:
        while (order := _next(orders)) is not None:
            line, warm = order
            with line:
                if os.fork() == 0:
                    orders.close()
                    os.close(0)
                    die_with_the_parent(maker)
                    if warm and opened is not None:
                        own_all_memory()
                    _serve(opened or store.open(folder), line, int(megabytes), int(limit))
                    os._exit(0)


def _next(orders: socket.socket) -> tuple[socket.socket, bool] | None:
    """Return the line to the next process and whether it is to own its memory, or None when the server is gone."""
    while True:
        order, lines, _, _ = socket.recv_fds(orders, frames.ORDER.size, 1)
        if len(order) < frames.ORDER.size:
            return None
        warm, ended = frames.ORDER.unpack(order)
        if lines:
            return socket.socket(fileno=lines[0]), warm
        # The server has killed one of ours; until now its number could not become that of another process.
        with suppress(ChildProcessError):
            os.waitpid(ended, 0)


def _serve(opened: Store, line: socket.socket, megabytes: int, limit: int) -> None:
    """Answer queries from a line until it ends; the first message says that we are there."""
    with line.makefile("rb") as requests:
        confine(megabytes)
        gc.freeze()
        line.sendall(frames.pack({"process": os.getpid()}))
        while (message := frames.read(requests)) is not None:
            head, body = message
            reply, answered = answer(opened, head, body.decode(), limit)
            if head.get("gzip") and len(answered) >= _GZIP_FROM:
                answered = gzip.compress(answered, _GZIP_LEVEL, mtime=0)
                reply = {**reply, "encoding": "gzip"}
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


if __name__ == "__main__":
    main(*sys.argv[1:])
