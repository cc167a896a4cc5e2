"""The seed documents, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.layout import blocks
from extract.read import read
from extract.records import Block, Document

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.fixture(scope="session", params=sorted(path.name for path in SEEDS.glob("*.txt")))
def seed(request: pytest.FixtureRequest) -> tuple[Document, tuple[Block, ...]]:
    document, _ = read(SEEDS / request.param, SEEDS)
    return document, blocks(document)
