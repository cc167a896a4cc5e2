"""A running server over a build with known statements."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[3]
_SPEC = importlib.util.spec_from_file_location("jinpu_conftest", ROOT / "tests" / "jinpu" / "conftest.py")
assert _SPEC is not None
assert _SPEC.loader is not None
_MODULE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MODULE)
#: The build that the tests of the commands look at too.
stated = _MODULE.stated

Serve = Callable[..., tuple[subprocess.Popen[str], str]]


def _serve(build: Path, *words: str) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "jinpu", "serve", str(build), "--port", "0", *words]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    address = process.stderr.readline().split("/ ")[0]
    threading.Thread(target=process.stderr.read, daemon=True).start()
    for _ in range(300):
        try:
            if httpx.get(address + "/sparql", params={"query": "ASK {}"}, timeout=10).status_code == 200:
                return process, address
        except httpx.TransportError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError("the server did not start")


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Return the function that starts a server and returns (process, address)."""
    return _serve


@pytest.fixture(scope="package")
def address(stated: Path) -> Iterator[str]:
    """Return the address of a server that all tests of this folder ask."""
    process, address = _serve(stated, "--workers", "2", "--time", "5")
    yield address
    process.terminate()
    process.wait(10)


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client
