"""The learnt part of relations: its arithmetic, its file, and that it knows the features it was learnt on."""

from __future__ import annotations

import numpy as np
import pytest

from extract.relate import model
from extract.relate.learn.forest import learn_kinds, planted
from extract.relate.measures import NAMES
from extract.relate.optimise import minimise
from extract.relate.pairs import LABELS
from extract.scope import STATUSES


def test_standing_is_the_rank_in_the_group_and_the_margin_over_the_best_other() -> None:
    found = model.standing(np.array([1.0, 3.0, 2.0, 5.0]), np.array([7, 7, 7, 8]))
    assert found[:, 0].tolist() == [2, 0, 1, 0]
    assert found[:, 1].tolist() == [-2.0, 1.0, -1.0, 9.0]


def test_a_forest_sums_the_leaves_that_a_row_reaches() -> None:
    leaf = {"split_feature": 0, "threshold": 0.5, "left_child": {"leaf_value": 1.0}, "right_child": {"leaf_value": 2.0}}
    forest = planted([{"tree_structure": leaf}, {"tree_structure": {"leaf_value": 0.25}}])
    assert forest.score(np.array([[0.0], [1.0]])).tolist() == [1.25, 2.25]


def test_forests_of_kinds_tell_the_kinds_apart() -> None:
    random = np.random.default_rng(1)
    table = random.random((600, 3))
    truth = (table[:, 0] * 3).astype(np.int64)
    forests = learn_kinds(table, truth, np.ones(len(truth)), 3)
    told = np.column_stack([forest.score(table) for forest in forests]).argmax(1)
    assert (told == truth).mean() > 0.95


def test_a_linear_model_adds_known_weights_and_the_bias_of_the_column() -> None:
    linear = model.Linear(np.array([3, 9]), np.array([1.0, -2.0]), np.array([0.5, 0.0]))
    found = linear.score([np.array([3, 4]), np.array([9, 3])], np.array([0, 1]))
    assert found.tolist() == [1.5, -1.0]


def test_the_minimum_of_a_bowl_is_found() -> None:
    target = np.array([1.0, -2.0, 3.0])

    def bowl(x: np.ndarray) -> tuple[float, np.ndarray]:
        return float(((x - target) ** 2).sum()), 2 * (x - target)

    assert minimise(bowl, np.zeros(3), 50) == pytest.approx(target, abs=1e-3)


def test_the_file_fits_the_code() -> None:
    known = model.load()
    assert len(known.thresholds) == len(known.pairs.bias) == len(LABELS)
    # scores of pair, net and net elsewhere, two roles with standing, three standings of pair and net, the measures
    columns = 3 + 2 * 3 + 2 * 3 * 2 + len(NAMES)
    assert int(known.forest.feature.max()) < columns
    assert len(known.status.forests) == len(STATUSES)
    assert (np.diff(known.pairs.keys) > 0).all()
    assert all((np.diff(net.alphabet) > 0).all() for net in known.nets)


def test_the_file_is_small_enough_to_ship() -> None:
    assert model.FILE.stat().st_size <= 8_000_000


def test_statements_are_right_as_often_as_their_confidence_says() -> None:
    bins = model.reliability()
    assert sum(one.count for one in bins) > 1000
    off = sum(one.count * abs(one.confidence - one.right) for one in bins) / sum(one.count for one in bins)
    assert off < 0.05


def test_confidence_grows_with_the_score_and_is_a_chance() -> None:
    known = model.load()
    chances = [known.confidence(score) for score in (-4.0, -1.0, 0.0, 2.0)]
    assert chances == sorted(chances)
    assert 0 < chances[0] < chances[-1] < 1
