"""Observations of short documents, with the names given."""

from __future__ import annotations

import re

import pytest

from extract.figures import observe
from extract.origin import Origin
from extract.records import Block, Document, Entity, Mention, Observation

_MARK = re.compile(r"⟦(\w+)\|([^⟧]+)⟧")


def _read(marked: str) -> list[tuple[Observation, str]]:
    """Return the observations of a marked paragraph, each with the name that it is about."""
    text, mentions, names, last = "", [], [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        kind, name = match.groups()
        if name not in names:
            names.append(name)
        mentions.append(Mention(0, len(text), len(text) + len(name), kind, name, entity=names.index(name)))
        text += name
        last = match.end()
    text += marked[last:]
    document = Document("a.txt", "", "utf-8", text)
    block = Block("paragraph", text, Origin.identity(len(text)))
    entities = [Entity("", name, (name,)) for name in names]
    found = observe(document, (block,), mentions, entities)
    assert all(text[o.evidence.start : o.evidence.end] == o.evidence.quote for o in found)
    return [(o, names[o.subject]) for o in found]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "截至2019年9月末，⟦Bank|平安银行⟧客户累计交易笔数达到2.56亿笔，累计交易金额达到974.89亿元。",
            [
                ("平安银行", "2.56", "亿笔", 2.56e8, "笔", "2019-09-30"),
                ("平安银行", "974.89", "亿元", 97.489e9, "元", "2019-09-30"),
            ],
        ),
        (
            "⟦City|成都市⟧2023年实现金融业增加值2555.6亿元，比上年增长6.0%，占GDP的比重达到11.6%。",
            [
                ("成都市", "2555.6", "亿元", 255.56e9, "元", "2023"),
                ("成都市", "6.0", "%", 6.0, "%", "2023"),
                ("成都市", "11.6", "%", 11.6, "%", "2023"),
            ],
        ),
    ],
)
def test_a_sentence_gives_its_figures_to_its_subject(
    marked: str, expected: list[tuple[str, str, str, float, str, str]]
) -> None:
    found = [(name, o.value, o.unit, o.number, o.base_unit, o.period) for o, name in _read(marked)]
    assert found == expected
