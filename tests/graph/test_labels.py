"""Every entity has one preferred name a language, and its other forms beside."""

from __future__ import annotations

import pytest

from extract.lexicon.table import Entry
from graph.labels import Label, clean, labels, language_of
from graph.merge import Node


def _node(name: str, *forms: str, type_: str = "Company", **more: bool) -> Node:
    return Node("https://example.org/a", type_, type_, name, forms or (name,), **more)


def _by_language(found: list[Label], *, preferred: bool) -> dict[str, list[str]]:
    languages: dict[str, list[str]] = {}
    for label in found:
        if label.preferred is preferred:
            languages.setdefault(label.language, []).append(label.text)
    return languages


def test_a_name_met_in_traditional_script_is_preferred_in_both() -> None:
    found = list(labels(_node("雲嵐數據科技")))
    assert _by_language(found, preferred=True) == {"zh-Hans": ["云岚数据科技"], "zh-Hant": ["雲嵐數據科技"]}
    assert _by_language(found, preferred=False) == {}


def test_a_latin_name_is_the_preferred_one_where_there_is_no_chinese() -> None:
    found = list(labels(_node("OceanBase", type_="Database")))
    assert _by_language(found, preferred=True) == {"zh-Hans": ["OceanBase"], "en": ["OceanBase"]}


def test_the_lexicon_gives_names_that_no_document_has() -> None:
    entry = Entry("icbc", "StateOwnedBank", "中国工商银行", short=("工商银行",), en=("Industrial Bank", "ICBC"))
    found = list(labels(_node("工行", "工行", type_="Bank"), entry))
    assert _by_language(found, preferred=True) == {
        "zh-Hans": ["中国工商银行"],
        "zh-Hant": ["中國工商銀行"],
        "en": ["Industrial Bank"],
    }
    assert {label.text: label.met for label in found if not label.preferred} == {
        "工行": True,
        "工商银行": False,
        "ICBC": False,
    }


@pytest.mark.parametrize(("type_", "expected"), [("Technology", "資料庫"), ("Company", "數據庫")])
def test_terms_take_the_word_of_the_region_and_names_only_its_script(type_: str, expected: str) -> None:
    entry = Entry("database", type_, "数据库", hant=("資料庫",))
    found = list(labels(_node("数据库", type_=type_), entry))
    assert _by_language(found, preferred=True)["zh-Hant"] == [expected]


def test_a_person_who_renames_is_obeyed_before_the_lexicon() -> None:
    entry = Entry("icbc", "Bank", "中国工商银行")
    found = list(labels(_node("工商银行", "工行", type_="Bank", renamed=True), entry))
    assert _by_language(found, preferred=True)["zh-Hans"] == ["工商银行"]


@pytest.mark.parametrize(
    ("form", "cleaned"),
    [
        ("关于促进\n\n金融科技", "关于促进金融科技"),
        (" GPU \n H100 ", "GPU H100"),
        ("工行 ECOS", "工行ECOS"),
        ("云\u200b岚", "云岚"),
    ],
)
def test_a_label_has_no_trace_of_the_layout(form: str, cleaned: str) -> None:
    assert clean(form) == cleaned


@pytest.mark.parametrize(
    ("text", "language"), [("工商银行", "zh-Hans"), ("工商銀行", "zh-Hant"), ("上海", "zh-Hans"), ("ICBC", "en")]
)
def test_the_script_of_a_form_is_its_language(text: str, language: str) -> None:
    assert language_of(text) == language
