"""Fit the model of subjects: ``python -m extract.figures.train ANNOTATIONS.ann…`` writes weights.tsv beside it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from extract.figures.fit import fit
from extract.figures.lessons import examples, lesson
from extract.gold.annotations import read_all

__all__ = ["main", "write"]

_WEIGHTS = Path(__file__).parent / "weights.tsv"
#: Weights below this change no choice in cross-validation.
_SMALLEST = 0.01


def write(path: Path, weights: Mapping[str, float]) -> None:
    """Write weights as a table, sorted."""
    rows = [f"{feature}\t{weight:g}" for feature, weight in sorted(weights.items()) if abs(weight) >= _SMALLEST]
    path.write_text("\n".join(["feature\tweight", *rows]) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Fit on annotated passages and write the weights; return the exit status."""
    if not arguments:
        print("usage: python -m extract.figures.train ANNOTATIONS.ann...", file=sys.stderr)
        return 2
    passages = read_all(Path(argument) for argument in arguments)
    found = [example for passage in passages for example in examples(lesson(passage))]
    weights = fit(found)
    write(_WEIGHTS, weights)
    print(f"{len(passages)} passages, {len(found)} figures, {len(weights)} weights")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
