"""Two sorted runs are told apart without holding either."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pytest

from graph.neo4j.changes import changes, digest
from ontology.errors import StoreError


@dataclass(frozen=True)
class Thing:
    key: tuple[str, ...]
    digest: str


def _found(ours: str, theirs: str) -> str:
    """Return the changes of runs written as ``a1 b1``: a letter for the key, a digit for the hash."""
    mine = [Thing((word[0],), word[1]) for word in ours.split()]
    there = [((word[0],), word[1]) for word in theirs.split()]
    return " ".join(f"{key[0]}:{change.name.lower()}" for change, key, _ in changes(mine, there))


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("", "", ""),
        ("a1 b1", "", "a:new b:new"),
        ("", "a1 b1", "a:gone b:gone"),
        ("a1 b1", "a1 b1", "a:same b:same"),
        ("a1 b2 d1", "a1 b1 c1", "a:same b:changed c:gone d:new"),
        ("b1", "a1 c1", "a:gone b:new c:gone"),
        ("a1 b1", "a1 a1 b1", "a:gone a:new b:same"),
        ("b1", "a1 a1 b1", "a:gone b:same"),
    ],
)
def test_each_thing_is_new_changed_same_or_gone(ours: str, theirs: str, expected: str) -> None:
    assert _found(ours, theirs) == expected


@pytest.mark.parametrize(("ours", "theirs"), [("b1 a1", ""), ("a1 a2", ""), ("a1", "b1 a1")])
def test_a_run_that_is_not_sorted_is_refused(ours: str, theirs: str) -> None:
    with pytest.raises(StoreError, match="expected"):
        _found(ours, theirs)


def test_a_hash_changes_with_every_label_and_property() -> None:
    kept = digest(("Bank",), {"a": 1, "b": ["x"], "c": datetime.date(2024, 1, 2)})
    assert kept == digest(("Bank",), {"c": datetime.date(2024, 1, 2), "b": ["x"], "a": 1})
    others = [
        digest(("City",), {"a": 1, "b": ["x"], "c": datetime.date(2024, 1, 2)}),
        digest(("Bank",), {"a": "1", "b": ["x"], "c": datetime.date(2024, 1, 2)}),
        digest(("Bank",), {"a": 1, "b": ["x", ""], "c": datetime.date(2024, 1, 2)}),
        digest(("Bank",), {"a": 1, "b": ["x"], "c": "2024-01-02"}),
        digest(("Bank",), {"a": 1, "b": ["x"]}),
    ]
    assert kept not in others
    assert len(set(others)) == len(others)
