"""Runs every notebook of this folder on a build and stores the outputs: ``python notebooks/execute.py [BUILD]``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parent


def execute(path: Path, build: Path) -> nbformat.NotebookNode:
    """Return a notebook with the outputs of its cells on a build; ten minutes a cell at most."""
    os.environ["JINPU_BUILD"] = str(build.resolve())
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(FOLDER)}}, record_timing=False)
    return client.execute()


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER.parent / "build"
    for notebook_path in sorted(FOLDER.glob("*.ipynb")):
        nbformat.write(execute(notebook_path, chosen), notebook_path)
        print(notebook_path)
