"""Scope: what is so, what shall be so, what is not so."""

from __future__ import annotations

import pytest

from extract import scope


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("该行采用OceanBase。", "OceanBase", "asserted"),
        ("该行拟采用OceanBase。", "OceanBase", "planned"),
        ("该行未采用OceanBase。", "OceanBase", "negated"),
        ("鼓励试点,探索OceanBase应用。", "OceanBase", "planned"),
        ("与OceanBase的合作已终止。", "OceanBase", "negated"),
        ("该行拟停用DB2,采用OceanBase。", "DB2", "negated"),
        ("合作已终止,另采用OceanBase。", "OceanBase", "asserted"),
    ],
)
def test_the_nearest_word_that_reaches_a_place_decides_its_status(text: str, name: str, expected: str) -> None:
    assert scope.status(text, text.index(name)) == expected


@pytest.mark.parametrize(
    "text", ["面向未来的新核心采用OceanBase。", "非银机构采用OceanBase。", "不断加码,采用OceanBase。"]
)
def test_a_denying_word_inside_a_longer_one_denies_nothing(text: str) -> None:
    assert scope.status(text, text.index("OceanBase")) != "negated"


def test_cues_are_found_in_order_with_their_status() -> None:
    found = [(cue.start, cue.status) for cue in scope.cues("已采用,拟停用") if not cue.back]
    assert found == [(0, "asserted"), (4, "planned"), (5, "negated")]
