"""The servers that are measured, each on a port of loopback: started, waited for, ended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

__all__ = ["Server", "fuseki", "ours", "oxigraph"]

#: Seconds; a busy machine reads the names of a million triples slowly.
_PATIENCE = 900.0
_TICKS = os.sysconf("SC_CLK_TCK")
_FUSEKI = """PREFIX fuseki: <http://jena.apache.org/fuseki#> PREFIX tdb2: <http://jena.apache.org/2016/tdb#>
[] a fuseki:Service ; fuseki:name "ds" ; fuseki:dataset <#d> ;
   fuseki:endpoint [ fuseki:operation fuseki:query ; fuseki:name "query" ] .
<#d> a tdb2:DatasetTDB2 ; tdb2:location "%s" ; tdb2:unionDefaultGraph true .
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its name, the address of its endpoint, its process."""

    name: str
    address: str
    pid: int

    def seconds(self) -> float:
        """Return the processor seconds that it and its children have taken, the ended ones too."""
        return sum(_seconds(pid) for pid in _family(self.pid)) + _seconds(self.pid, ended=True)

    def megabytes(self) -> float:
        """Return the resident memory of it and its children."""
        return sum(_resident(pid) for pid in _family(self.pid)) / 2**20


@contextmanager
def ours(build: Path, cache: int = 0, seconds: float = 60) -> Iterator[Server]:
    """Run `jinpu serve`, with MiB of answers kept."""
    port = _port()
    words = ("serve", str(build), "--port", str(port), "--cache", str(cache), "--time", f"{seconds:g}")
    with _running([sys.executable, "-m", "jinpu", *words], port, "/sparql?query=ASK%7B%7D") as pid:
        yield Server("jinpu + cache" if cache else "jinpu", f"http://127.0.0.1:{port}/sparql", pid)


@contextmanager
def oxigraph(program: Path, build: Path, work: Path) -> Iterator[Server]:
    """Load the dataset once, optimize it, and run the Oxigraph server over it, read only."""
    folder, port = work / f"oxigraph-{build.name}", _port()
    if not folder.exists():
        _run([str(program), "load", "-l", str(folder), "-f", str(build / "graph.nq")])
        _run([str(program), "optimize", "-l", str(folder)])
    words = ("serve-read-only", "-l", str(folder), "-b", f"127.0.0.1:{port}", "--union-default-graph")
    with _running([str(program), *words], port, "/query?query=ASK%7B%7D") as pid:
        yield Server("Oxigraph", f"http://127.0.0.1:{port}/query", pid)


@contextmanager
def fuseki(jar: Path, build: Path, work: Path) -> Iterator[Server]:
    """Load the dataset once into TDB2, and run Fuseki over it, read only."""
    folder, port = work / f"fuseki-{build.name}", _port()
    if not folder.exists():
        _run(["java", "-Xmx2g", "-cp", str(jar), "tdb2.tdbloader", f"--loc={folder}", str(build / "graph.nq")])
    config = work / f"fuseki-{build.name}.ttl"
    config.write_text(_FUSEKI % folder.resolve(), encoding="utf-8")
    words = ("--localhost", f"--port={port}", f"--config={config}")
    command = ["env", f"FUSEKI_BASE={work / 'fuseki-run'}", "java", "-Xmx2g", "-jar", str(jar), *words]
    with _running(command, port, "/ds/query?query=ASK%7B%7D") as pid:
        yield Server("Fuseki", f"http://127.0.0.1:{port}/ds/query", pid)


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True)


def _port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def _running(command: Sequence[str], port: int, path: str) -> Iterator[int]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}{path}", process)
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(address, timeout=10):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise SystemExit(f"{address}: no answer")


def _family(pid: int) -> list[int]:
    found = [pid]
    for child in found:
        for task in Path(f"/proc/{child}/task").glob("*/children"):
            with suppress(FileNotFoundError):  # a thread that has ended
                found += [int(word) for word in task.read_text().split()]
    return found


def _seconds(pid: int, *, ended: bool = False) -> float:
    """Return the seconds of a process itself, or of those of its children that have ended."""
    words = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    first = 13 if ended else 11
    return (int(words[first]) + int(words[first + 1])) / _TICKS


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
