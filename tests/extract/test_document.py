"""One document from text to statements, as a user would check it."""

from __future__ import annotations

import pytest

from extract.document import extract
from extract.pipeline import load
from extract.read import from_text
from extract.records import Extraction


def _read(text: str) -> Extraction:
    return extract(from_text(text, "a.txt"), load())


def _said(extraction: Extraction) -> set[tuple[str, str, str, str]]:
    names = extraction.entities
    return {(names[f.subject].name, f.relation, names[f.object].name, f.status) for f in extraction.facts}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("金华银行的新核心系统采用OceanBase数据库。", ("金华银行", "uses", "OceanBase", "asserted")),
        ("金華銀行新核心系統採用 OceanBase 數據庫。", ("金华银行", "uses", "OceanBase", "asserted")),
        (
            "中国人民银行印发《金融科技发展规划（2022—2025年）》。",
            ("中国人民银行", "issues", "金融科技发展规划（2022—2025年）", "asserted"),
        ),
        ("蚂蚁集团总部位于杭州。", ("蚂蚁集团", "locatedIn", "杭州市", "asserted")),
    ],
)
def test_a_plain_sentence_is_read(text: str, said: tuple[str, str, str, str]) -> None:
    found = _said(_read(text))

    assert any(said[1:2] + said[3:] == (relation, status) for _, relation, _, status in found)
    assert {said[0], said[2]} <= {name for subject, _, object_, _ in found for name in (subject, object_)}


def test_what_is_said_of_many_is_not_said_of_the_bank_before() -> None:
    text = (
        "工商银行构建了新一代分布式信用卡系统。\n\n"
        "已采用国产数据库银行中，数量排名前三的数据库分别是TDSQL、OceanBase和GoldenDB。"
    )

    assert not [fact for fact in _said(_read(text)) if "OceanBase" in fact and fact[1] == "uses"]


def test_every_quote_and_every_mention_equals_the_text_at_its_place() -> None:
    text = "2023 年 6 月，廣發銀行股份有限公司（以下簡稱「廣發銀行」）的新一代核心系統採用 GaussDB 分布式數據庫。"

    extraction = _read(text)

    assert extraction.mentions
    assert extraction.facts
    for fact in extraction.facts:
        assert text[fact.evidence.start : fact.evidence.end] == fact.evidence.quote
    for mention in extraction.mentions:
        assert "".join(text[slice(*mention.raw)].split()) == "".join(mention.text.split())


def test_forms_of_one_name_are_one_entity() -> None:
    extraction = _read("中国工商银行（以下简称“工行”）与華為合作。工商銀行采用华为的鲲鹏处理器。")

    assert {m.entity for m in extraction.mentions if m.type == "Bank"} == {0}
    assert len({m.entity for m in extraction.mentions if m.type == "Company"}) == 1
