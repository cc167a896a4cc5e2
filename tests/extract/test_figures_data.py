"""The tables of figures: known columns, unique names, concepts that exist, weights that are numbers."""

from __future__ import annotations

from collections import Counter

import pytest

from extract.figures.concepts import concept, concepts
from extract.figures.model import weights
from extract.figures.vocabulary import anaphors, any_of, fold, rows, scales, units, words
from ontology.schema import load as load_schema

KINDS = {"money", "percent", "points", "times", "duration", "technical", "count", "score"}


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("units.tsv", ["unit", "base", "factor", "kind"]),
        ("scales.tsv", ["scale", "factor"]),
        ("indicators.tsv", ["id", "zh", "en", "base_unit", "labels"]),
        ("weights.tsv", ["feature", "weight"]),
    ],
)
def test_a_table_has_its_columns_and_names_each_thing_once(table: str, columns: list[str]) -> None:
    found = rows(table)
    assert found
    assert all(list(row) == columns for row in found)
    names = Counter(row[columns[0]] for row in found)
    assert [name for name, times in names.items() if times > 1] == []


def test_units_and_scales_are_in_simplified_script_with_positive_factors() -> None:
    assert [unit for unit in [*units(), *scales()] if fold(unit) != unit] == []
    assert all(unit.factor > 0 and unit.kind in KINDS for unit in units().values())
    assert all(unit.base in units() for unit in units().values())


def test_concepts_count_in_known_units_and_share_no_label() -> None:
    bases = {unit.base for unit in units().values()} | {"*", "money"}
    assert [c.id for c in concepts() if c.base_unit not in bases] == []
    labels = Counter((label, c.base_unit) for c in concepts() for label in c.labels)
    assert [label for label, times in labels.items() if times > 1] == []


@pytest.mark.parametrize(
    ("indicator", "base", "expected"),
    [
        ("信息技术投入", "元", "it-spending"),
        ("總資產", "港元", "total-assets"),
        ("净利润同比增长", "%", ""),
        ("交易量", "笔", "transaction-count"),
        ("交易量", "元", "transaction-value"),
        ("某种东西", "元", ""),
    ],
)
def test_indicator_words_find_their_concept_in_the_right_unit(indicator: str, base: str, expected: str) -> None:
    assert concept(indicator, base) == expected


def test_words_that_stand_for_names_are_listed_by_type_of_the_schema() -> None:
    assert set(anaphors()) <= set(load_schema().types)


def test_patterns_prefer_the_longest_word() -> None:
    assert any_of(["约", "约为"]) == "约为|约"
    assert words("before")
    assert weights()
