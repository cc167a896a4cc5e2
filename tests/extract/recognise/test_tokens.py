"""Tokens and what is spotted among them."""

from __future__ import annotations

import pytest

from extract.recognise.gazetteer import Gazetteer, longest
from extract.recognise.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("采用OceanBase 4.2", ["采", "用", "OceanBase", "4", ".", "2"]),
        ("5G网络", ["5", "G", "网", "络"]),
        ("  ", []),
        ("中国  银行", ["中", "国", "银", "行"]),
        ("中国\t银行", ["中", "国", "\t", "银", "行"]),
    ],
)
def test_latin_and_digit_runs_are_one_token_and_white_space_is_none(text: str, tokens: list[str]) -> None:
    found = tokenise(text)

    assert found.texts == tokens
    assert [text[s:e] for s, e in zip(found.starts, found.ends, strict=True)] == tokens


def test_a_blank_inside_a_name_does_not_cut_its_word() -> None:
    assert "".join(tokenise("人工 智能").words) == "人工智能"
    assert tokenise("人工 智能").place.tolist() == tokenise("人工智能").place.tolist()


@pytest.mark.parametrize(
    ("forms", "text", "found"),
    [
        (["AI"], "CHAIN与AI", ["AI"]),
        (["AI"], "ai", []),
        (["OceanBase"], "用oceanbase或OCEANBASE4", ["OCEANBASE"]),
        (["中国银行", "中国银行业协会"], "中国银行业协会与中国银行", ["中国银行业协会", "中国银行"]),
        (["上海证券交易所"], "上海证 券交易所", ["上海证券交易所"]),
        (["H100"], "H1000", []),
    ],
)
def test_a_form_is_found_where_it_stands_whole(forms: list[str], text: str, found: list[str]) -> None:
    tokens = tokenise(text)

    assert ["".join(tokens.texts[m.start : m.end]) for m in longest(Gazetteer(forms).matches(tokens))] == found
