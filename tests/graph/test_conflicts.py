"""Statements that say against each other are joined in the dataset; what merely looks so is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.lexicon import load as load_lexicon
from extract.records import Extraction
from graph.dataset import build

Say = Callable[..., Extraction]
USES = "⟦a Bank|甲州银行⟧采用⟦b Database|云梯数据库⟧。"
SAYS = "⟦a Bank|甲州银行⟧网点12家。"


def _conflicts(*extractions: Extraction) -> int:
    quads = build(extractions, load_lexicon().entries, lambda chunks: {}).quads
    return sum(predicate.endswith("#conflictsWith>") for _, predicate, _, graph in quads if graph == "assertions")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("uses a b asserted 2023", "uses a b negated 2024", 2),
        ("uses a b asserted 2023", "uses a b asserted 2024", 0),
        ("uses a b planned 2023", "uses a b negated 2024", 0),
    ],
)
def test_what_one_place_asserts_and_another_denies_is_a_conflict_in_both_directions(
    say: Say, one: str, other: str, expected: int
) -> None:
    assert _conflicts(say(USES, one, name="a.txt"), say(USES + "又", other, name="b.txt")) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a | 网点 | 12 | 家 | 2023", "a | 网点 | 15 | 家 | 2023", 2),
        ("a | 总资产 | 1183.6 | 亿元 | 2023", "a | 总资产 | 1184 | 亿元 | 2023", 0),
        ("a | 总资产 | 1200 | 亿元 | 2023", "a | 总资产 | 1183.6 | 亿元 | 2023", 0),
        ("a | 网点 | 12 | 家 | 2023", "a | 网点 | 15 | 家 | 2024", 0),
        ("a | 网点 | 12 | 家 | 2023", "a | 员工 | 15 | 家 | 2023", 0),
        ("a | 网点 | 12 | 家 | 2023", "a | 网点 | 15 | 个 | 2023", 0),
        ("a | 网点 | 12 | 家 |", "a | 网点 | 15 | 家 |", 0),
    ],
)
def test_two_documents_with_different_figures_for_one_thing_and_time_are_in_conflict_and_rounding_is_none(
    say: Say, one: str, other: str, expected: int
) -> None:
    assert _conflicts(say(SAYS, one, name="a.txt"), say(SAYS + "又", other, name="b.txt")) == expected


def test_two_figures_of_one_document_are_rows_of_a_list_and_no_conflict(say: Say) -> None:
    assert _conflicts(say(SAYS, "a | 网点 | 12 | 家 | 2023", "a | 网点 | 15 | 家 | 2023")) == 0
