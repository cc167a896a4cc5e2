"""Statements: lists, pronouns, tables, evidence, status and date."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.layout import blocks as layout
from extract.records import Block, Document, Entity, Mention, Metadata
from extract.relate import relate
from extract.relate.examples import read
from extract.relate.rules import load
from extract.relate.topics import lines
from extract.relate.words import even

NAMES = {
    "南京银行": "Bank",
    "工商银行": "Bank",
    "建设银行": "Bank",
    "神州信息": "Company",
    "OceanBase": "Database",
    "GaussDB": "Database",
    "Oracle": "Database",
    "达梦": "Database",
    "南京": "City",
    "人民银行深圳分行": "Regulator",
    "深圳市科创局": "GovernmentBody",
    "深圳金融监管局": "Regulator",
    "金融科技行动方案": "PolicyDocument",
}


def prepare(text: str, issued: str = "") -> tuple[Document, tuple[Block, ...], tuple[Mention, ...], tuple[Entity, ...]]:
    """Return a document with every known name marked."""
    document = Document("test.txt", "0" * 64, "utf-8", text, Metadata(issued=issued))
    blocks = layout(document)
    entities = tuple(Entity(kind, name, (name,)) for name, kind in NAMES.items())
    found: list[Mention] = []
    for number, block in enumerate(blocks):
        for index, entity in enumerate(entities):
            at = block.text.find(entity.name)
            while at >= 0:
                if not any(m.block == number and m.start <= at < m.end for m in found):
                    end = at + len(entity.name)
                    raw = block.origin.span(at, end)
                    found.append(Mention(number, at, end, entity.type, entity.name, entity=index, raw=raw))
                at = block.text.find(entity.name, at + 1)
    return document, blocks, tuple(sorted(found, key=lambda m: (m.block, m.start))), entities


def stated(text: str, issued: str = "") -> set[tuple[str, str, str]]:
    document, blocks, mentions, entities = prepare(text, issued)
    return {
        (entities[f.subject].name, f.relation, entities[f.object].name)
        for f in relate(document, blocks, mentions, entities)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "工商银行、建设银行均采用OceanBase。",
            {("工商银行", "uses", "OceanBase"), ("建设银行", "uses", "OceanBase")},
        ),
        (
            "工商银行和建设银行分别采用GaussDB和OceanBase。",
            {("工商银行", "uses", "GaussDB"), ("建设银行", "uses", "OceanBase")},
        ),
        ("南京银行以GaussDB替换Oracle。", {("GaussDB", "replaces", "Oracle"), ("南京银行", "uses", "GaussDB")}),
        ("南京银行总部位于南京。", {("南京银行", "locatedIn", "南京")}),
    ],
)
def test_plain_sentences_state_what_they_say(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert stated(text) >= expected


def test_lists_with_respectively_map_in_order() -> None:
    found = stated("工商银行和建设银行分别采用GaussDB和OceanBase。")
    assert ("工商银行", "uses", "OceanBase") not in found
    assert ("建设银行", "uses", "GaussDB") not in found


def test_those_with_whom_a_document_is_issued_issue_it_too_and_are_no_partners_for_that() -> None:
    said = stated("人民银行深圳分行联合深圳市科创局、深圳金融监管局印发《金融科技行动方案》。")
    assert {name for name, relation, _ in said if relation == "issues"} == {
        "人民银行深圳分行",
        "深圳市科创局",
        "深圳金融监管局",
    }
    assert not any(relation == "partnersWith" for _, relation, _ in said)


def test_a_pronoun_stands_for_the_bank_named_before() -> None:
    example = read("⟦Bank|南京银行⟧年报显示业绩增长。该行采用⟦Database|OceanBase⟧。")
    second = list(lines(example.document, (example.block,), example.mentions))[1]
    assert second.sentence.units[0].stands == "该行"
    assert second.sentence.units[0].members == (0,)


def test_nothing_is_stated_of_one_thing_under_two_names() -> None:
    document, blocks, mentions, entities = prepare("工商银行采用OceanBase。工商银行推出OceanBase。")
    same = tuple(replace(mention, entity=0) for mention in mentions)
    assert relate(document, blocks, same, entities) == []


TEXTS = [
    "工商银行、建设银行均采用OceanBase。",
    "南京银行年报显示，2023年6月，该行采用OceanBase。",
    "机构\t数据库\t承建方\n工商银行\tGaussDB\t神州信息\n建设银行\tOceanBase\t神州信息\n",
    "南京银行的核心系统由神州信息承建。\n\n该行以GaussDB替换Oracle。",
]


@pytest.mark.parametrize("text", TEXTS)
def test_quotes_equal_the_text_and_hold_both_names_and_a_trigger(text: str) -> None:
    document, blocks, mentions, entities = prepare(text)
    facts = relate(document, blocks, mentions, entities)
    assert facts
    for fact in facts:
        shown = (fact.evidence, *fact.context)
        assert all(document.text[place.start : place.end] == place.quote for place in shown)
        for end in (fact.head, fact.tail):
            first, last = mentions[end].raw
            assert any(place.start <= first and last <= place.end for place in shown), fact
        quoted = even("\n".join(place.quote for place in shown))
        own = {rule.relation for trigger in load().triggers(quoted) for rule in trigger.rules}
        structural = fact.rule.endswith((".own", ".list", ".row"))
        assert fact.relation in own or structural, fact


def test_the_date_of_the_clause_is_the_date_of_the_statement() -> None:
    document, blocks, mentions, entities = prepare("2023年6月，南京银行上线OceanBase。")
    (fact,) = [f for f in relate(document, blocks, mentions, entities) if f.relation == "uses"]
    assert (fact.when, fact.when_resolved) == ("2023-06", False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("南京银行采用OceanBase。", "asserted"),
        ("南京银行拟采用OceanBase。", "planned"),
        ("南京银行未采用OceanBase。", "negated"),
    ],
)
def test_status_follows_the_words_of_the_clause(text: str, expected: str) -> None:
    document, blocks, mentions, entities = prepare(text)
    assert {f.status for f in relate(document, blocks, mentions, entities) if f.relation == "uses"} == {expected}


def test_the_same_document_gives_the_same_statements() -> None:
    first, second = (relate(*prepare(TEXTS[0])) for _ in range(2))
    assert first == second
