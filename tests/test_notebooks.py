"""The notebooks run on a build, and can be read without running."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from jinpu.build import build

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))

#: Two short seeds: read in seconds.
SHORT = ("003_bcd5c5c4f893a3f1.txt", "004_4bbb824f18814c47.txt")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    documents, folder = tmp_path_factory.mktemp("documents"), tmp_path_factory.mktemp("built")
    for name in SHORT:
        (documents / name).write_bytes((FOLDER.parent / "seeds" / name).read_bytes())
    build([documents], folder, folder / "decisions.toml")
    return folder


def _runner() -> ModuleType:
    spec = importlib.util.spec_from_file_location("execute", FOLDER / "execute.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _told(cell: Any) -> list[str]:
    """Return what a cell wrote to standard error, and its errors."""
    return [
        str(output.get("text") or output.get("evalue"))
        for output in cell.outputs
        if output.output_type == "error" or output.get("name") == "stderr"
    ]


@pytest.mark.notebooks
@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_on_a_build_from_the_first_cell_to_the_last(path: Path, built: Path) -> None:
    done = _runner().execute(path, built)
    cells = _code(done)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert [told for cell in cells for told in _told(cell) if "Glyph" not in told] == []


@pytest.mark.notebooks
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_with_outputs_tables_and_pictures(path: Path) -> None:
    import nbformat  # noqa: PLC0415 - of the notebooks' extra

    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    cells = _code(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert [told for cell in cells for told in _told(cell)] == []
    kinds = [kind for cell in cells for output in cell.outputs for kind in output.get("data", {})]
    assert kinds.count("text/html") >= 10
    assert kinds.count("image/png") >= 2


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS
