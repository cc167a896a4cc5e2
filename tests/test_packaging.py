"""What is built is whole: the wheel works without the working tree beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the contents of a wheel of the project."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True, text=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "unpacked")
    return folder / "unpacked"


def _run(unpacked: Path, cwd: Path, *words: str) -> str:
    # -P keeps the current folder off the path, so that only the wheel's modules can be found.
    code = (
        f"import sys; sys.path.insert(0, {str(unpacked)!r}); from jinpu.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *words],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_knows_its_lexicon(unpacked: Path, tmp_path: Path) -> None:
    assert _run(unpacked, tmp_path, "match", "工行").split("\t")[1] == "icbc"


def test_the_wheel_builds_a_document_and_answers(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2023年6月，金华银行采用OceanBase数据库上线新一代核心系统。\n", encoding="utf-8")

    _run(unpacked, tmp_path, "build", "a.txt", "-o", "build")

    query = "SELECT ?label { ?x a jp:Database ; rdfs:label ?label }"
    assert "OceanBase" in _run(unpacked, tmp_path, "sparql", query, "--build", "build")


def test_the_licences_of_shipped_javascript_are_in_the_wheel(unpacked: Path) -> None:
    assert "vis" in (unpacked / "graph" / "explore" / "static" / "LICENSES.txt").read_text(encoding="utf-8")
