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


def _names(path: tuple[int, ...]) -> set[tuple[int, int, int]]:
    """Return the (start, end, kind) of a labelling."""
    found, start = set(), 0
    for i, label in enumerate([*path, 0]):
        before = path[i - 1] if i else 0
        if before and label != before + before % 2:
            found.add((start, i, (before - 1) // 2))
        if label % 2:
            start = i
    return found


@pytest.mark.parametrize("seed", range(5))
def test_the_probability_of_a_name_is_its_share_of_all_labellings(field: Field, seed: int) -> None:
    features = _features(seed, 9)
    begins = np.zeros(9, bool)
    begins[[0, 5]] = True

    spans = field.spans(features, begins, 1e-6)

    found = dict(
        zip(
            zip(spans.start.tolist(), spans.end.tolist(), spans.kind.tolist(), strict=True),
            spans.probability.tolist(),
            strict=True,
        )
    )
    expected: dict[tuple[int, int, int], float] = {}
    for first, last in ((0, 5), (5, 9)):
        paths = _paths(field, field.emissions(features)[first:last])
        total = sum(np.exp(score) for score in paths.values())
        for path, score in paths.items():
            for start, end, kind in _names(path):
                key = (start + first, end + first, kind)
                expected[key] = expected.get(key, 0.0) + float(np.exp(score) / total)
    for name in found.keys() | expected.keys():
        assert found.get(name, 0.0) == pytest.approx(expected.get(name, 0.0), abs=1e-4)


def test_names_less_probable_than_asked_are_left_out(field: Field) -> None:
    features = _features(11, 5)
    begins = np.array([True, False, False, False, False])

    all_of_them = field.spans(features, begins, 1e-6).probability
    some = field.spans(features, begins, 0.1).probability

    assert 0 < len(some) < len(all_of_them)
    assert sorted(some.tolist()) == pytest.approx(sorted(p for p in all_of_them.tolist() if p >= 0.1), abs=1e-5)


def test_of_features_that_share_a_place_the_heavier_is_kept() -> None:
    keys = np.array([5, 6, 7 << 50], np.uint64)
    weights = np.array([[0, 1, 0], [0, 3, 0], [0, 2, 0]], np.float32)

    field = Field(keys, weights, np.zeros((3, 3), np.float32))

    assert field.keys.tolist() == [6, 7 << 50]
    assert field.emissions(np.array([[5, 0], [6, 0]], np.uint64))[:, 1].tolist() == [0.0, 3.0]


def test_a_saved_field_decides_the_same(field: Field, tmp_path: Path) -> None:
    features = _features(2, 30)
    begins = np.zeros(30, bool)
    begins[0] = True
    field.save(tmp_path / "field.npz")

    again = load(tmp_path / "field.npz").spans(features, begins, 0.1)

    once = field.spans(features, begins, 0.1)
    assert (again.start.tolist(), again.end.tolist()) == (once.start.tolist(), once.end.tolist())
    assert again.probability == pytest.approx(once.probability, abs=1e-2)
