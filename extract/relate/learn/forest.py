"""Learning the forest: boosted trees by the package lightgbm, as plain arrays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from extract.relate.scoring import Forest

__all__ = ["learn", "learn_kinds", "planted"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_TREES = 160
_SETTINGS = {
    "objective": "binary",
    "num_leaves": 31,
    "learning_rate": 0.08,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "min_data_in_leaf": 30,
    "lambda_l2": 5.0,
    "num_threads": 1,
    "verbose": -1,
    "deterministic": True,
    "seed": 1,
}
_KINDS = {"objective": "multiclass", "num_leaves": 15, "learning_rate": 0.05, "lambda_l2": 1.0}


def learn(table: Floats, truth: Floats, weight: Floats) -> Forest:
    """Return the forest of a table's rows."""
    return planted(_grown(table, truth, weight, _SETTINGS))


def learn_kinds(table: Floats, truth: Ints, weight: Floats, count: int) -> tuple[Forest, ...]:
    """Return a forest for each of ``count`` kinds, learnt together: the kind of a row is that of the highest score."""
    trees = _grown(table, truth, weight, _SETTINGS | _KINDS | {"num_class": count})
    return tuple(planted(trees[kind::count]) for kind in range(count))


def _grown(table: Floats, truth: Floats | Ints, weight: Floats, settings: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the trees as the package tells them."""
    import lightgbm  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415  # only learning needs it

    data = lightgbm.Dataset(table, label=truth, weight=weight, free_raw_data=False)
    trees: list[dict[str, Any]] = lightgbm.train(settings, data, num_boost_round=_TREES).dump_model()["tree_info"]
    return trees


def planted(trees: Iterable[dict[str, Any]]) -> Forest:
    """Return trees as arrays."""
    roots: list[int] = []
    nodes: list[tuple[int, float, int, int]] = []
    values: list[float] = []

    def plant(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            values.append(node["leaf_value"])
            return ~(len(values) - 1)
        own = len(nodes)
        nodes.append((0, 0.0, 0, 0))
        left, right = plant(node["left_child"]), plant(node["right_child"])
        nodes[own] = (node["split_feature"], node["threshold"], left, right)
        return own

    for tree in trees:
        roots.append(plant(tree["tree_structure"]))
    columns = list(zip(*nodes, strict=True))
    ints = [np.array(columns[place], np.int64) for place in (0, 2, 3)]
    return Forest(np.array(roots, np.int64), ints[0], np.array(columns[1], float), ints[1], ints[2], np.array(values))
