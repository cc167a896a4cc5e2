"""Builds that several tests look at, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from jinpu.build import build

SEEDS = Path(__file__).resolve().parents[2] / "seeds"

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
