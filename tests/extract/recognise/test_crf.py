"""Decoding the random field: held to a plain search over all labellings."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from extract.recognise.crf import Field, load

KEYS = np.arange(1, 21, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)


@pytest.fixture
def field() -> Field:
    """Return a field of two kinds (five labels) with random weights."""
    random = np.random.default_rng(3)
    weights = random.normal(size=(20, 5)).astype(np.float32)
    return Field(KEYS, weights, random.normal(size=(5, 5)).astype(np.float32))


def _paths(field: Field, scores: np.ndarray) -> dict[tuple[int, ...], float]:
    """Return the score of every labelling of one sentence in which no inside follows another kind."""
    out = {}
    for path in itertools.product(range(5), repeat=len(scores)):
        if any(label in (2, 4) and (i == 0 or path[i - 1] not in (label - 1, label)) for i, label in enumerate(path)):
            continue
        moves = sum(float(field.transitions[a, b]) for a, b in itertools.pairwise(path))
        out[path] = float(sum(scores[i, label] for i, label in enumerate(path))) + moves
    return out


def _features(seed: int, tokens: int) -> np.ndarray:
    return np.random.default_rng(seed).choice(np.append(KEYS, np.uint64(0)), (tokens, 4))


@pytest.mark.parametrize("seed", range(5))
def test_decoding_finds_the_best_of_all_labellings(field: Field, seed: int) -> None:
    features = _features(seed, 9)
    begins = np.zeros(9, bool)
    begins[[0, 5]] = True

    labels = field.decode(features, begins).labels

    for part in (slice(0, 5), slice(5, 9)):
        paths = _paths(field, field.emissions(features)[part])
        assert tuple(labels[part].tolist()) == max(paths, key=lambda path: paths[path])


def test_marginals_are_the_share_of_all_labellings_with_that_label(field: Field) -> None:
    features = _features(11, 5)
    begins = np.array([True, False, False, False, False])

    decoded = field.decode(features, begins)

    paths = _paths(field, field.emissions(features))
    total = sum(np.exp(score) for score in paths.values())
    for i, label in enumerate(decoded.labels.tolist()):
        share = sum(np.exp(score) for path, score in paths.items() if path[i] == label) / total
        assert decoded.marginals[i] == pytest.approx(share, abs=1e-3)


def test_a_saved_field_decides_the_same(field: Field, tmp_path: Path) -> None:
    features = _features(2, 30)
    begins = np.zeros(30, bool)
    begins[0] = True
    field.save(tmp_path / "field.npz")

    again = load(tmp_path / "field.npz")

    assert (again.decode(features, begins).labels == field.decode(features, begins).labels).all()
