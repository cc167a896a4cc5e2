"""A running server over a build with known statements."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[3]
_SPEC = importlib.util.spec_from_file_location("jinpu_conftest", ROOT / "tests" / "jinpu" / "conftest.py")
assert _SPEC is not None
assert _SPEC.loader is not None
_MODULE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MODULE)
#: The build that the tests of the commands look at too, and what serves it.
stated, serve = _MODULE.stated, _MODULE.serve
Serve = _MODULE.Serve


@pytest.fixture(scope="package")
def address(stated: Path, serve: Serve) -> Iterator[str]:
    """Return the address of a server that all tests of this folder ask."""
    process, address = serve(stated, "--workers", "2", "--time", "5")
    yield address
    process.terminate()
    process.wait(10)


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client
