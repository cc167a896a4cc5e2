"""What a query process may no longer do once it has its data: outlive the server, grow without end, open anything."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

__all__ = ["LINUX", "confine", "die_with_the_parent", "own_all_memory"]

LINUX = sys.platform.startswith("linux")
_PR_SET_PDEATHSIG = 1
_MADV_POPULATE_WRITE = 23


def confine(megabytes: int) -> None:
    """Bound the memory of this process, and take from it the right to open anything."""
    if LINUX:
        used = os.sysconf("SC_PAGE_SIZE") * int(Path("/proc/self/statm").read_text().split()[0])
        limit = used + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _close_the_door()


def die_with_the_parent(parent: int) -> None:
    """Ask the system to kill this process when its parent dies, even in the middle of a query."""
    if LINUX:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before it was asked
            sys.exit(1)


def own_all_memory() -> None:
    """Copy at once what is shared with the parent until it is written: a first query would pay for it page by page."""
    if not LINUX:
        return
    advise = ctypes.CDLL(None).madvise
    for line in Path("/proc/self/maps").read_text().splitlines():
        where, rights, _, _, inode = line.split()[:5]
        if rights == "rw-p" and inode == "0":
            start, end = (int(word, 16) for word in where.split("-"))
            # Older systems refuse, and pages are copied when they are needed.
            advise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), _MADV_POPULATE_WRITE)


def _close_the_door() -> None:
    """Fill the gaps below the highest open descriptor, then allow none above."""
    highest = max(_descriptors())
    while (filler := os.open(os.devnull, os.O_RDONLY)) < highest:
        pass
    os.close(filler)
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 1, highest + 1))


def _descriptors() -> list[int]:
    folder = "/proc/self/fd" if LINUX else "/dev/fd"
    return [int(name) for name in os.listdir(folder)]
