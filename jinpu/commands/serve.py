"""``jinpu serve``: the endpoint, the explorer and the entity pages over HTTP."""

from __future__ import annotations

import argparse
import asyncio
import socket
import sys
from functools import partial
from pathlib import Path
from typing import cast

import uvicorn

from graph import store
from graph.endpoint.app import create
from graph.endpoint.front import Front
from graph.endpoint.limits import Limits
from ontology.errors import StoreError

__all__ = ["add_arguments", "run"]

#: Seconds that an idle connection stays open: a person who reads a result comes back later than in the usual 5.
_KEEP_ALIVE = 75


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    usual = Limits()
    parser.add_argument("build", nargs="?", type=Path, default=Path("build"), help="the build to serve [build]")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on [127.0.0.1]")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on, 0 for a free one [8000]")
    parser.add_argument("--time", type=float, default=usual.seconds, metavar="S", help="seconds a query may take [10]")
    parser.add_argument(
        "--memory", type=int, default=usual.megabytes, metavar="MIB", help="memory that a query may take [1024]"
    )
    parser.add_argument("--workers", type=int, default=usual.workers, metavar="N", help="query processes [4]")
    parser.add_argument("--cache", type=int, default=64, metavar="MIB", help="answers kept in memory, 0 for none [64]")


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    # Opened once before anything listens: a missing build is one line here and not a trace from the server.
    store.open(args.build)
    limits = Limits(seconds=args.time, megabytes=args.memory, workers=args.workers)
    listener = _listen(args.host, args.port)
    host, port = listener.getsockname()[:2]
    print(f"http://{host}:{port}/  (SPARQL at /sparql, entities at /id/…; Ctrl-C ends it)", file=sys.stderr, flush=True)
    app = create(args.build, limits, args.cache * 2**20)
    config = uvicorn.Config(
        app,
        http=cast("type[asyncio.Protocol]", partial(Front, app.service)),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_KEEP_ALIVE,
    )
    uvicorn.Server(config).run(sockets=[listener])
    return 0


def _listen(host: str, port: int) -> socket.socket:
    """Return a listening socket. Raises: StoreError where the address is taken or not ours."""
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        raise StoreError(f"{host}:{port}: {error.strerror}, expected a free port (choose one with --port)") from error
    # What a listener has, its connections have: without this, an answer waits 40 ms for an acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
