"""The server's end of the process that query processes are copied from: started once, asked for copies."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from graph.endpoint import frames
from graph.endpoint.limits import Limits
from graph.endpoint.worker import DISK, MEMORY

__all__ = ["Nursery", "place"]

#: What a process takes in memory for each byte of graph.nq: 3.8 for the build of the seeds, 3.3 for a million triples.
_GROWTH = 4
_CONTROL = Path("/sys/fs/cgroup/memory.max")


def place(build: Path, workers: int) -> str:
    """Return where processes keep the data: in memory where half of it is enough for a copy in each, else on disk."""
    copies = 1 + 2 * workers
    return MEMORY if (build / "graph.nq").stat().st_size * _GROWTH * copies < _memory() / 2 else DISK


def _memory() -> int:
    """Return the bytes of memory of the machine, or of the container where that has fewer."""
    found = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    with suppress(OSError, ValueError):
        found = min(found, int(_CONTROL.read_text()))
    return found


class Nursery:
    """The first process of a build, from which the others are made."""

    def __init__(self, build: Path, limits: Limits) -> None:
        numbers = (str(limits.megabytes), str(limits.answer_bytes))
        self._command = (sys.executable, "-m", "graph.endpoint.worker", str(build), *numbers)
        self._place = place(build, limits.workers)
        self._process: subprocess.Popen[bytes] | None = None
        self._orders: socket.socket | None = None

    def process(self, *, warm: bool) -> socket.socket:
        """Return the line to a new query process; ``warm`` ones take longer to start and less for their first answers.

        The process says that it is there in a first message.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            order = frames.ORDER.pack(warm, 0), theirs.fileno()
            try:
                self._ask_for(*order)
            except ConnectionError:  # the system has ended it
                self.stop()
                self._ask_for(*order)
        return ours

    def _ask_for(self, order: bytes, line: int) -> None:
        socket.send_fds(self._started(), [order], [line])

    def end(self, process: int, *, is_there: bool) -> None:
        """Kill a query process; one that is gone is only forgotten, since its number may be another's by now."""
        if is_there:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        with suppress(OSError):  # where it is gone, its processes belong to the system
            if self._orders is not None:
                self._orders.send(frames.ORDER.pack(False, process))

    def stop(self) -> None:
        """End the first process."""
        if self._process is not None and self._orders is not None:
            self._orders.close()
            self._process.kill()
            self._process.wait()
        self._process = self._orders = None

    def _started(self) -> socket.socket:
        if self._orders is None:
            self._orders, theirs = socket.socketpair()
            with theirs:
                null = subprocess.DEVNULL
                words = (*self._command, self._place)
                self._process = subprocess.Popen(words, stdin=theirs.fileno(), stdout=null, stderr=null)
        return self._orders
