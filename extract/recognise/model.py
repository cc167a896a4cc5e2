"""The trained recogniser as shipped: the field's weights and the names it learnt, beside this file."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path

from extract.recognise import crf
from extract.recognise.crf import Field
from ontology.errors import BuildError

__all__ = ["FOLDER", "Model", "load", "save"]

FOLDER = Path(__file__).parent / "model"


@dataclass(frozen=True, slots=True)
class Model:
    """A field, and the types of each name of its training passages."""

    field: Field
    learnt: dict[str, tuple[str, ...]]


@functools.cache
def load(folder: Path = FOLDER) -> Model:
    """Return the model of a folder. Raises: BuildError where there is none."""
    weights = folder / "field.npz"
    if not weights.exists():
        raise BuildError(f"{weights}: no trained recogniser there, make one with `jinpu train`")
    names: dict[str, list[str]] = json.loads((folder / "names.json").read_text(encoding="utf-8"))
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}  # the same kinds are one tuple: there are many names
    learnt = {name: shared.setdefault(tuple(kinds), tuple(kinds)) for name, kinds in names.items()}
    return Model(crf.load(weights), learnt)


def save(model: Model, folder: Path = FOLDER) -> None:
    """Write a model into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    model.field.save(folder / "field.npz")
    names = {name: list(kinds) for name, kinds in sorted(model.learnt.items())}
    (folder / "names.json").write_text(json.dumps(names, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
