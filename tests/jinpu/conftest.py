"""Builds that several tests look at, made once."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

import httpx
import pytest

from extract.lexicon import load as load_lexicon
from extract.records import Extraction
from graph import dataset as datasets
from graph import store, write
from jinpu.build import build

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"

#: Two short seeds: enough of everything, and read in seconds.
SHORT = ("003_bcd5c5c4f893a3f1.txt", "004_4bbb824f18814c47.txt")


@pytest.fixture(scope="session")
def short_seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the two shortest seeds."""
    folder = tmp_path_factory.mktemp("documents")
    for name in SHORT:
        (folder / name).write_bytes((SEEDS / name).read_bytes())
    return folder


@pytest.fixture(scope="session")
def built(short_seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a build of the two shortest seeds, to be looked at only."""
    folder = tmp_path_factory.mktemp("built")
    build([short_seeds], folder, folder / "decisions.toml")
    return folder


def _say() -> Callable[..., Extraction]:
    """Return the maker of extractions that the tests of the graph use."""
    path = Path(__file__).resolve().parents[1] / "graph" / "conftest.py"
    spec = importlib.util.spec_from_file_location("graph_conftest", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Callable[..., Extraction]", module._say)


@pytest.fixture(scope="session")
def stated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a build of a few sentences with known statements, as ``jinpu build`` writes it."""
    say, folder = _say(), tmp_path_factory.mktemp("stated")
    sentences = [
        say(
            "2023年6月2日，⟦a Bank|杭州银行⟧采用⟦b Database|OceanBase⟧，部署在⟦c City|杭州⟧，峰值2400TPS。",
            "uses a b asserted 2023-06-02",
            "locatedIn a c",
            "a | 峰值 | 2400 | TPS | 2023-H1",
            name="甲.txt",
            issued="2023-10",
        ),
        say(
            "⟦a Bank|工商銀行⟧與⟦b Company|華為⟧簽約，擬採用⟦c Chip|鯤鵬⟧",
            "partnersWith a b",
            "uses a c planned",
            name="b.txt",
        ),
        say(
            "⟦a Company|=A1云岚⟧与⟦b Company|达梦数据⟧位于⟦c City|上海⟧", "locatedIn a c", "locatedIn b c", name="c.txt"
        ),
    ]
    made = datasets.build(sentences, load_lexicon().entries, lambda chunks: {})
    write.write(folder / "graph.nq", write.nquads(made.quads))
    write.write(folder / "graph.ttl", write.turtle(write.union(made.quads)))
    store.create(folder / store.FOLDER, folder / "graph.nq", folder / "graph.ttl")
    (folder / "texts").mkdir()
    for sentence in sentences:
        (folder / "texts" / f"{sentence.document.sha256}.txt").write_bytes(sentence.document.text.encode())
    (folder / "explorer.html").write_text("<!doctype html><title>explorer</title>", encoding="utf-8")
    return folder


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
