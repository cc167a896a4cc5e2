"""Classes told by the ends of names, held against what the lexicon knows."""

from __future__ import annotations

from collections import Counter

import pytest

from extract.lexicon import load
from extract.link.endings import class_by_name, endings
from ontology.schema import load as load_schema

#: Of the lexicon's entries whose name ends so, this share has the class or one below it.
AGREED = 0.9


@pytest.mark.parametrize(
    ("name", "type_", "class_"),
    [
        ("岭南岳海农村商业银行股份有限公司", "Bank", "RuralBank"),
        ("海岳银行", "Bank", "Bank"),
        ("岳海證券有限責任公司", "FinancialInstitution", "SecuritiesFirm"),
        ("建设银行大模型", "Software", "LargeModel"),
        ("大模型", "Software", "Software"),
        ("岭南省数据条例", "PolicyDocument", "Law"),
        ("岭南省数据管理办法", "PolicyDocument", "PolicyDocument"),
        ("数字货币法（草案）", "PolicyDocument", "DraftDocument"),
        ("岳海保险", "Company", "Company"),
    ],
)
def test_the_end_of_a_name_says_its_class(name: str, type_: str, class_: str) -> None:
    assert class_by_name(name, type_) == class_


@pytest.mark.parametrize("type_", ["Bank", "FinancialInstitution", "Software", "PolicyDocument", "Regulator"])
def test_what_endings_say_is_what_the_lexicon_knows(type_: str) -> None:
    schema, right, said = load_schema(), Counter[str](), Counter[str]()
    for entry in load().entries.values():
        if schema.type_of(entry.type) == type_ and entry.type != type_:
            class_ = class_by_name(entry.name, type_)
            if class_ != type_:
                said[class_] += 1
                right[class_] += schema.is_a(entry.type, class_)

    assert set(endings(type_).values()) <= set(schema.classes)
    assert all(schema.is_a(class_, type_) for class_ in endings(type_).values())
    assert said
    assert {class_: right[class_] / said[class_] for class_ in said if right[class_] < AGREED * said[class_]} == {}
