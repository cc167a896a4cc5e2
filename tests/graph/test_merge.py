"""Entities of several documents become one where they are one, and stay apart where they are not."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.records import Extraction
from graph.decisions import Decision, read
from graph.merge import Merged, Node, merge

Say = Callable[..., Extraction]


def _decide(tmp_path: Path, source: str) -> tuple[Decision, ...]:
    path = tmp_path / "decisions.toml"
    path.write_text(source, encoding="utf-8")
    return read(path)


def _named(merged: Merged, name: str) -> Node:
    (found,) = (node for node in merged.nodes if name in (node.name, *node.forms))
    return found


def test_forms_of_one_lexicon_entry_are_one_entity(say: Say) -> None:
    a = say("⟦Bank|工商银行⟧与⟦Bank|中国工商银行⟧")
    b = say("⟦Bank|中國工商銀行⟧（⟦Bank|ICBC⟧）", name="b.txt")
    (node,) = merge([a, b]).nodes
    assert (node.iri, node.name) == ("https://w3id.org/jinpu/id/Bank/icbc", "中国工商银行")
    assert {"工商银行", "中國工商銀行", "ICBC"} <= set(node.forms)


def test_a_name_that_no_lexicon_knows_is_one_entity_in_both_scripts(say: Say) -> None:
    merged = merge([say("⟦Company|云岚数据科技⟧"), say("⟦Company|雲嵐數據科技⟧", name="b.txt")])
    (node,) = merged.nodes
    assert node.iri.startswith("https://w3id.org/jinpu/id/Company/yun-lan-shu-ju-ke-ji-")


def test_the_same_name_of_two_types_is_two_entities(say: Say) -> None:
    merged = merge([say("⟦Company|云岚⟧推出⟦Platform|云岚⟧")])
    assert [node.type for node in merged.nodes] == ["Company", "Platform"]


def test_a_short_form_joins_the_one_entity_that_has_it(say: Say) -> None:
    a = say("⟦a Company|云岚数据科技有限公司⟧（以下简称⟦b Company|云岚⟧）", same=("a", "b"))
    b = say("⟦Company|云岚⟧", name="b.txt")
    (node,) = merge([a, b]).nodes
    assert node.name == "云岚数据科技有限公司"
    assert len(node.replaced) == 1


def test_a_title_that_only_says_what_it_is_stays_with_its_document(say: Say) -> None:
    a = say("《⟦a PolicyDocument|云岚支付管理条例⟧》（以下简称《⟦b PolicyDocument|条例⟧》）", same=("a", "b"))
    b = say("《⟦PolicyDocument|条例⟧》", name="b.txt")
    c = say("《⟦PolicyDocument|条例⟧》", name="c.txt")
    merged = merge([a, b, c])
    assert sorted(node.name for node in merged.nodes) == ["云岚支付管理条例", "条例", "条例"]
    assert len({node.iri for node in merged.nodes}) == 3
    assert merged == merge([c, b, a])


def test_a_surname_stays_with_its_document(say: Say) -> None:
    a = say("⟦a Person|李海岳⟧到会，⟦b Person|李总⟧致辞。", same=("a", "b"))
    merged = merge([a, say("⟦Person|李总⟧", name="b.txt"), say("⟦Person|李总⟧", name="c.txt")])
    assert len(merged.nodes) == 3


def test_a_short_form_of_two_entities_joins_neither(say: Say) -> None:
    a = say("⟦a Company|云岚数据科技有限公司⟧（以下简称⟦b Company|云岚⟧）", same=("a", "b"))
    b = say("⟦a Company|云岚食品有限公司⟧（以下简称⟦b Company|云岚⟧）", name="b.txt", same=("a", "b"))
    c = say("⟦Company|云岚⟧", name="c.txt")
    merged = merge([a, b, c])
    assert sorted(node.name for node in merged.nodes) == ["云岚", "云岚数据科技有限公司", "云岚食品有限公司"]
    assert len({node.iri for node in merged.nodes}) == 3


def test_the_order_of_documents_changes_nothing(say: Say) -> None:
    documents = [
        say("⟦a Company|云岚数据科技有限公司⟧（以下简称⟦b Company|云岚⟧）", same=("a", "b")),
        say("⟦Company|云岚⟧与⟦Bank|工行⟧", name="b.txt"),
        say("⟦Company|云岚⟧与⟦Bank|ICBC⟧", name="c.txt"),
    ]
    first = merge(documents)
    for order in itertools.permutations(documents):
        assert merge(order) == first


def test_people_join_what_names_do_not(say: Say, tmp_path: Path) -> None:
    decisions = _decide(tmp_path, '[[same]]\nnames = ["云岚科技", "岚数"]\ntype = "Company"\n')
    merged = merge([say("⟦Company|云岚科技⟧"), say("⟦Company|岚数⟧", name="b.txt")], decisions)
    (node,) = merged.nodes
    assert (node.name, len(node.replaced), merged.unused) == ("云岚科技", 1, ())


def test_people_part_what_a_document_joined(say: Say, tmp_path: Path) -> None:
    decisions = _decide(tmp_path, '[[different]]\nnames = ["云岚科技", "岚数"]\ntype = "Company"\n')
    extraction = say("⟦a Company|云岚科技⟧（⟦b Company|岚数⟧）", same=("a", "b"))
    assert len(merge([extraction]).nodes) == 1
    merged = merge([extraction], decisions)
    assert sorted(node.name for node in merged.nodes) == ["云岚科技", "岚数"]
    hash_ = extraction.document.sha256
    assert merged.of[hash_, 0] != merged.of[hash_, 1]


def test_people_rename_and_retype_without_changing_the_iri(say: Say, tmp_path: Path) -> None:
    extraction = say("⟦Company|云岚科技⟧")
    before = merge([extraction]).nodes[0]
    source = '[[rename]]\nname = "云岚科技"\ntype = "Company"\nto = "云岚数据科技"\n'
    source += '[[retype]]\nname = "云岚科技"\ntype = "Company"\nto = "Insurer"\n'
    (after,) = merge([extraction], _decide(tmp_path, source)).nodes
    assert (after.iri, after.name, after.type) == (before.iri, "云岚数据科技", "FinancialInstitution")
    assert after.finer == "Insurer"


def test_a_rejected_entity_is_gone_and_told(say: Say, tmp_path: Path) -> None:
    decisions = _decide(tmp_path, '[[reject]]\nname = "本系统"\ntype = "Platform"\n')
    merged = merge([say("⟦Platform|本系统⟧")], decisions)
    assert (merged.nodes, dict(merged.of)) == ((), {})
    assert [(decision.where, name) for decision, name in merged.rejected] == [("decisions.toml:1", "本系统")]


def test_a_decision_about_nothing_is_told(say: Say, tmp_path: Path) -> None:
    decisions = _decide(tmp_path, '[[rename]]\nname = "无此公司"\ntype = "Company"\nto = "云岚"\n')
    assert [d.where for d in merge([say("⟦Company|云岚科技⟧")], decisions).unused] == ["decisions.toml:1"]


@pytest.mark.parametrize(
    ("finer", "expected"),
    [(("Bank", "CityCommercialBank"), "CityCommercialBank"), (("RuralBank", "ForeignBank"), "Bank")],
)
def test_the_finest_class_wins_unless_two_contradict(say: Say, finer: tuple[str, str], expected: str) -> None:
    first, second = finer
    merged = merge([say(f"⟦{first}|云岚银行⟧"), say(f"⟦{second}|云岚银行⟧", name="b.txt")])
    assert merged.nodes[0].finer == expected
