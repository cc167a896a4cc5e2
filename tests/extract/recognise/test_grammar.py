"""Every pattern of the name grammar finds what its own examples say, and nothing in the others."""

from __future__ import annotations

import pytest

from extract.recognise.grammar import Grammar, Pattern, load
from extract.recognise.tokens import tokenise

EXAMPLES = [(pattern, text, name) for pattern in load().patterns for text, name in pattern.yes]
COUNTER = [(pattern, text) for pattern in load().patterns for text in pattern.no]


def _found(pattern: Pattern, text: str) -> list[str]:
    tokens = tokenise(text)
    return ["".join(tokens.texts[start:end]) for start, end, _ in Grammar((pattern,)).spans(tokens)]


@pytest.mark.parametrize(("pattern", "text", "name"), EXAMPLES, ids=[f"{p.id}-{n}" for p, _, n in EXAMPLES])
def test_a_pattern_finds_the_name(pattern: Pattern, text: str, name: str) -> None:
    assert name in _found(pattern, text)


@pytest.mark.parametrize(("pattern", "text"), COUNTER, ids=[f"{p.id}-{t}" for p, t in COUNTER])
def test_a_pattern_leaves_other_text_alone(pattern: Pattern, text: str) -> None:
    assert _found(pattern, text) == []


def test_every_pattern_has_examples_of_both_kinds() -> None:
    assert [p.id for p in load().patterns if not (p.yes and p.no)] == []
