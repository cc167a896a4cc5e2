"""Which name a figure is about: a log-linear choice among the names around it, or none of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache

from extract.figures.vocabulary import rows

__all__ = ["probabilities", "weights"]


@cache
def weights() -> dict[str, float]:
    """Return the weights that ``python -m extract.figures.train`` wrote."""
    return {row["feature"]: float(row["weight"]) for row in rows("weights.tsv")}


def probabilities(candidates: Sequence[Iterable[str]]) -> list[float]:
    """Return the probability of each candidate, given the names of the features that are true of it."""
    known = weights()
    scores = [sum(known.get(feature, 0.0) for feature in features) for features in candidates]
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
