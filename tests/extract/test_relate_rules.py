"""The rule files: every rule's own examples, and what is wrong with a malformed file."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.relate import examples, rules
from extract.relate.words import RULES
from ontology import schema
from ontology.errors import RuleError

ALL = rules.load().rules


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_a_rule_binds_the_ends_of_its_positive_examples_and_not_of_its_negative_ones(rule: rules.Rule) -> None:
    assert rule.positive
    assert rule.negative
    assert [text for text in rule.positive if not examples.fires(rule, examples.read(text))] == []
    assert [text for text in rule.negative if examples.fires(rule, examples.read(text))] == []


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_the_ends_of_positive_examples_are_of_types_that_the_relation_allows(rule: rules.Rule) -> None:
    for text in rule.positive:
        example = examples.read(text)
        head, tail = (example.mentions[end].type for end in (example.head, example.tail))
        assert schema.load().fits(rule.relation, head, tail), text


def test_each_relation_has_a_file_with_rules_whose_names_are_unique() -> None:
    assert {rule.relation for rule in ALL} == set(schema.load().relations)
    assert len({rule.name for rule in ALL}) == len(ALL)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('relation = "supplies"\n', "relation is 'supplies', expected 'uses'"),
        ('relation = "uses"\n[[rule]]\nid = "x"\nwords = ["a"]\n', "has no forms"),
        ('relation = "uses"\n[[rule]]\nid = "x"\nwords = ["a"]\nforms = ["H V V T"]\n', "expected one V"),
        ("relation = \n", "expected a rule file"),
    ],
)
def test_a_malformed_file_is_refused_with_its_name_and_what_was_expected(
    tmp_path: Path, content: str, expected: str
) -> None:
    for path in RULES.glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "uses.toml").write_text(content, encoding="utf-8")
    with pytest.raises(RuleError, match=r"uses\.toml") as error:
        rules.load(tmp_path)
    assert expected in str(error.value)
