"""Names of people side by side."""

from __future__ import annotations

import pytest

from extract.recognise.people import apart
from extract.recognise.shape import is_common, is_whole, least_of, without_story, without_topic
from extract.recognise.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张 宇 胡精华", ["张 宇", "胡精华"]),
        ("童 阳 雷雨田 臧 琴 魏立钧", ["童 阳", "雷雨田", "臧 琴", "魏立钧"]),
        ("欧阳日辉", ["欧阳日辉"]),
        ("王 立", ["王 立"]),
        ("阿卜杜拉合曼", ["阿卜杜拉合曼"]),
        ("Piero Cipollone", ["Piero Cipollone"]),
        ("王立 徐", ["王立 徐"]),
    ],
)
def test_names_with_blanks_between_them_are_parted(text: str, names: list[str]) -> None:
    tokens = tokenise(text)

    found = apart(tokens, 0, len(tokens))

    assert [text[tokens.starts[start] : tokens.ends[end - 1]] for start, end in found] == names


@pytest.mark.parametrize(
    ("text", "length", "name"),
    [
        ("石国忠作题为", 4, "石国忠"),
        ("张清作主旨演讲", 3, "张清"),
        ("王清作", 3, "王清作"),
        ("李大为表示", 3, "李大为"),
        ("劉麥嘉軒", 4, "劉麥嘉軒"),
    ],
)
def test_a_name_ends_before_the_word_that_follows(text: str, length: int, name: str) -> None:
    tokens = tokenise(text)

    ((start, end),) = apart(tokens, 0, length)

    assert text[tokens.starts[start] : tokens.ends[end - 1]] == name


@pytest.mark.parametrize("text", ["中国银行(香港)", "“王牌VS王牌”大赛", "OceanBase", "《数据安全法》(2021)"])
def test_a_name_may_hold_brackets_with_both_halves(text: str) -> None:
    assert is_whole(text)


@pytest.mark.parametrize("text", ["IMDA)管理的付款码", "金融创新》杂志社", "中国银行(香港", "“平安》”", "甲)乙("])
def test_no_name_has_one_half_of_a_bracket(text: str) -> None:
    assert not is_whole(text)


@pytest.mark.parametrize(
    ("text", "name"), [("天枢证券信创", "天枢证券"), ("海岳集团数字化转型", "海岳集团"), ("信创研究院", "信创研究院")]
)
def test_a_firm_is_not_called_by_what_a_title_says_of_it(text: str, name: str) -> None:
    assert without_topic(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王国栋考察了云岭分子科学国家重点实验室", "云岭分子科学国家重点实验室"),
        ("总商会会长贝文奇及云港中华总商会", "云港中华总商会"),
        ("总商会会长贝文奇及商会", ""),
        ("广东省粤港澳合作促进会", "广东省粤港澳合作促进会"),
    ],
)
def test_an_institution_is_not_called_by_what_was_said_before_it(text: str, name: str) -> None:
    assert without_story(text) == name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("上海科创企业发展", True),
        ("众多保险公司", True),
        ("中央计算机", True),
        ("澜舟科技", False),
        ("云岭数字", False),
    ],
)
def test_common_words_alone_are_no_firm(name: str, expected: bool) -> None:
    assert is_common(name) == expected


def test_four_characters_are_rarely_a_person() -> None:
    assert least_of("前景光明") > least_of("欧阳修远") == least_of("李明") == least_of("张伟民") == 0
