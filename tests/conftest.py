"""What tests may ask of the machine; under JINPU_REQUIRE a missing part is a failure, else its tests are skipped."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _missing(part: str) -> str:
    """Return what a part lacks on this machine, or nothing."""
    if part == "browser":
        path = os.environ.get("JINPU_CHROMIUM") or shutil.which("chromium")
        return "" if path else "Chromium: apt-get install chromium"
    if part in ("neo4j", "readers"):
        lacking = [name for name in ("java", "mvn") if not shutil.which(name)]
        return f"{' and '.join(lacking)}: apt-get install openjdk-17-jdk-headless maven" if lacking else ""
    if part == "notebooks":
        lacking = [name for name in ("nbclient", "ipykernel") if not importlib.util.find_spec(name)]
        return f"{', '.join(lacking)}: pip install 'jinpu[notebooks]'" if lacking else ""
    raise ValueError(part)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose part is missing, or fail it where the part is required."""
    required = os.environ.get("JINPU_REQUIRE", "").split(",")
    for part in ("browser", "neo4j", "notebooks", "readers"):
        if item.get_closest_marker(part) and (lacking := _missing(part)):
            if part in required:
                pytest.fail(f"{part} is required and missing: {lacking}", pytrace=False)
            pytest.skip(f"needs {lacking}")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def seeds_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a build of the five seeds, made once for all tests that only look at it."""
    from jinpu.build import build  # noqa: PLC0415  the tests of small parts need not wait for it

    folder = tmp_path_factory.mktemp("seeds") / "build"
    build([ROOT / "seeds"], folder, folder / "decisions.toml")
    return folder
