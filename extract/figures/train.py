"""Fit the model of subjects, weights.tsv: ``python -m extract.figures.train PASSAGES… [--trusted DIR]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from extract.figures.fit import PENALTY, Example, fit
from extract.figures.lessons import examples, lesson
from extract.gold import trust
from extract.gold.annotations import Passage, read_all

__all__ = ["main", "write"]

_WEIGHTS = Path(__file__).parent / "weights.tsv"
#: Weights below this change no choice in cross-validation.
_SMALLEST = 0.01


def write(path: Path, weights: Mapping[str, float]) -> None:
    """Write weights as a table, sorted."""
    rows = [f"{feature}\t{weight:g}" for feature, weight in sorted(weights.items()) if abs(weight) >= _SMALLEST]
    path.write_text("\n".join(["feature\tweight", *rows]) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit on annotated passages and write the weights; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", nargs="+", type=Path)
    parser.add_argument("--trusted", type=Path, help=trust.HELP)
    args = parser.parse_args(arguments)
    given = [(path, passage) for path in args.passages for passage in read_all([path])]
    found = [
        (example, trust.times(path, passage, args.trusted)) for path, passage in given for example in _all(passage)
    ]
    repeated = [example for example, times in found for _ in range(times)]
    weights = fit(repeated, PENALTY * len(repeated) / len(found))
    write(_WEIGHTS, weights)
    print(f"{len(given)} passages, {len(found)} figures, {len(weights)} weights")
    return 0


def _all(passage: Passage) -> list[Example]:
    return examples(lesson(passage))


if __name__ == "__main__":
    sys.exit(main())
