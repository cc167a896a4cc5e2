"""The folders are the architecture: imports point one way, vocabulary stays out of code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("ontology", "extract", "graph", "jinpu")
MODULES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))

#: Where a Chinese word would be a name or a trigger; further on it is the interface's own.
READERS = [path for path in MODULES if path.relative_to(ROOT).parts[0] in ("ontology", "extract")]


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: imports within the project are absolute"
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_point_from_the_application_to_the_ontology_only(path: Path) -> None:
    layer = LAYERS.index(path.relative_to(ROOT).parts[0])

    assert [name for name in _imports(path) if name in LAYERS[layer + 1 :]] == []


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_chinese_word_stands_in_code(path: Path) -> None:
    """Names and trigger words are data; docstrings may show examples, character classes may list characters."""
    words = []
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            words += re.findall(r"[\u4e00-\u9fff]{2,}", re.sub(r"\[[^\]]*\]|金谱", "", node.value))

    assert words == []
