"""Folding for matching: width, script, and the origin of what changes its length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.fold import fold, fold_all, key

EVEN = [
    ("中國工商銀行", "中国工商银行"),
    ("臺灣、台灣", "台湾、台湾"),
    ("香港眾安銀行（綫上）", "香港众安银行(线上)"),
    ("ＯｃｅａｎＢａｓｅ　４．０", "OceanBase 4.0"),
    ("乾安縣與乾隆", "干安县与干隆"),
    ("⼯商", "工商"),
    ("GaussDB", "GaussDB"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "folded"), EVEN)
def test_width_and_script_are_evened_out_in_step(text: str, folded: str) -> None:
    assert fold(text) == (folded, None)


UNEVEN = [
    ("等…①", "等...1", [0, 1, 1, 1, 2]),
    ("㈱電", "(株)电", [0, 0, 0, 1]),
    ("e\u0301tat", "état", [0, 2, 3, 4]),
    ("½", "1⁄2", [0, 0, 0]),
]


@pytest.mark.parametrize(("text", "folded", "places"), UNEVEN)
def test_what_becomes_longer_or_shorter_keeps_its_origin(text: str, folded: str, places: list[int]) -> None:
    made, origin = fold(text)
    assert made == folded
    assert origin is not None
    assert [origin.span(place, place + 1)[0] for place in range(len(made))] == places


KEYS = [
    ("中國（深圳）綜合開發研究院", "中国深圳综合开发研究院"),
    ("《Digital  Assets》", "digitalassets"),
    ("“天府·银行”", "天府·银行"),
    ("ICBC 「工行」", "icbc工行"),
]


@pytest.mark.parametrize(("text", "expected"), KEYS)
def test_a_key_has_neither_white_space_nor_quotes_nor_brackets_nor_capitals(text: str, expected: str) -> None:
    assert key(text) == expected


@given(st.text())
def test_every_folded_character_has_a_place_in_any_text(text: str) -> None:
    made, origin = fold(text)
    if origin is None:
        assert len(made) == len(text)
    else:
        assert sum(length for _, _, length in origin.runs) == len(made)
        assert all(source >= 0 and source + length <= len(text) for _, source, length in origin.runs)


@given(st.text())
def test_folding_twice_is_folding_once_for_what_stays_in_step(text: str) -> None:
    made, origin = fold(text)
    if origin is None:
        again, _ = fold(made)
        assert again == made


@given(st.lists(st.text() | st.text("中國等…①e\u0301 \u3099か", max_size=6)))
def test_texts_folded_together_are_folded_as_they_are_alone(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]
