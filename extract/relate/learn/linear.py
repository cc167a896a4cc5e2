"""Learning the linear models: logistic regression over hashed features."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from extract.relate.learn.passages import Key, Passage
from extract.relate.optimise import minimise
from extract.relate.pairs import LABELS
from extract.relate.rows import Rows
from extract.relate.scoring import Linear

__all__ = ["best_rows", "fit", "learn", "role_truth", "truth"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_RIDGE = 4.0  # squared weights cost this much; found on held-out topics
_RARE = 2  # a feature must be met so often
_STEPS = 35
_FIRST_STEPS = 12  # enough to tell which of several rows states a thing
_SMALL = 0.02  # weights below are dropped from the file


def fit(
    found: Sequence[Ints],
    columns: Ints,
    truth: Floats,
    weight: Floats,
    count: int,
    *,
    ridge: float = _RIDGE,
    steps: int = _STEPS,
) -> Linear:
    """Return the linear model of rows of hashes."""
    flat = np.concatenate(found)
    lengths = np.array([len(one) for one in found])
    keys, often = np.unique(flat, return_counts=True)
    keys = keys[often >= _RARE]
    size = len(keys)
    at = np.minimum(np.searchsorted(keys, flat), size - 1)
    at = np.where(keys[at] == flat, at, size)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])

    def cost(x: Floats) -> tuple[float, Floats]:
        weights = x[: size + 1].copy()
        weights[size] = 0.0
        odds = np.clip(np.add.reduceat(weights[at], starts) + x[size + 1 :][columns], -30, 30)
        chance = 1.0 / (1.0 + np.exp(-odds))
        loss = -float((weight * (truth * np.log(chance + 1e-12) + (1 - truth) * np.log(1 - chance + 1e-12))).sum())
        rest = weight * (chance - truth)
        slope = np.empty_like(x)
        slope[: size + 1] = np.bincount(at, weights=np.repeat(rest, lengths), minlength=size + 1) + ridge * weights
        slope[size] = 0.0
        slope[size + 1 :] = np.bincount(columns, weights=rest, minlength=count)
        return loss + 0.5 * ridge * float(weights @ weights), slope

    x = minimise(cost, np.zeros(size + 1 + count), steps)
    large = np.abs(x[:size]) >= _SMALL
    return Linear(keys[large], x[:size][large], x[size + 1 :])


def truth(one: Passage, table: Rows) -> npt.NDArray[np.bool_]:
    """Return which rows of a passage are true."""
    return np.array([one.truth[cell] for cell in table.cells], bool)


def role_truth(one: Passage, table: Rows) -> npt.NDArray[np.bool_]:
    """Return which roles some true row has."""
    found = np.zeros(len(table.role_keys), bool)
    for roles, true in zip(table.roles, truth(one, table), strict=True):
        for role in roles:
            if role >= 0 and true:
                found[role] = True
    return found


def learn(passages: Sequence[Passage], tables: Sequence[Rows]) -> tuple[Linear, Linear]:
    """Return the models of pairs and of roles.

    A statement that several rows could make is told by the best of them: after a first round the others are left out.
    """
    keys = [key for table in tables for key in table.keys]
    columns = np.array([row.column for table in tables for row in table.rows])
    true = np.concatenate([truth(one, table) for one, table in zip(passages, tables, strict=True)]).astype(float)
    first = fit(keys, columns, true, np.ones(len(true)), len(LABELS), steps=_FIRST_STEPS)
    weight = best_rows(passages, tables, first.score(keys, columns), 0.0)
    pairs = fit(keys, columns, true, weight, len(LABELS))
    role_keys = [key for table in tables for key in table.role_keys]
    roles = np.concatenate([role_truth(one, table) for one, table in zip(passages, tables, strict=True)]).astype(float)
    zeros = np.zeros(len(role_keys), np.int64)
    return pairs, fit(role_keys, zeros, roles, np.ones(len(role_keys)), len(LABELS))


def best_rows(passages: Sequence[Passage], tables: Sequence[Rows], scores: Floats, enough: float) -> Floats:
    """Return weights of rows: 0 for a true row that scores less than ``enough`` and is not its statement's best."""
    weight = np.ones(len(scores))
    at = 0
    for one, table in zip(passages, tables, strict=True):
        places = {cell: at + number for number, cell in enumerate(table.cells)}
        best: dict[Key, int] = {}
        true = {places[cell] for cell in table.cells if one.truth[cell]}
        for key in one.told:
            own = [places[cell] for cell in one.keys.get(key, ()) if cell in places and places[cell] in true]
            if own:
                best[key] = max(own, key=lambda place: scores[place])
        kept = set(best.values())
        for place in true - kept:
            if scores[place] < enough:
                weight[place] = 0.0
        at += len(table.cells)
    return weight
