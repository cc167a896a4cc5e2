"""The words that introduce another name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.link.introduced import LONGEST, introduction
from extract.link.words import words

WORDS = (*words().collective, *words().explicit, *words().former, *words().other)
PATTERNS = (words().former_pattern, words().other_pattern)


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("中国人民银行(以下简称“", "explicit", "以下简称"),
        ("甲公司于2016年更名为", "former", "更名为"),
        ("上述三家公司" * 20 + "统称为:  “《", "collective", "统称为"),
        ("平台以下简称" + " " * 60, "explicit", "以下简称"),
        ("以下简称的公司", None, None),
        ("", None, None),
    ],
)
def test_words_at_the_end_of_a_text_introduce_a_name(text: str, kind: str | None, said: str | None) -> None:
    found = introduction(text)

    assert (found.lastgroup if found else None) == kind
    assert (found[kind] if found and kind else None) == said


@pytest.mark.parametrize("word", WORDS)
def test_every_word_introduces_a_name_wherever_it_stands(word: str) -> None:
    found = introduction("文" * 60 + word + ":“")

    assert found is not None
    assert found.end() - found.start() >= len(word) + 2


@given(st.sampled_from(PATTERNS).flatmap(lambda pattern: st.from_regex(pattern, fullmatch=True)))
def test_no_words_of_a_pattern_are_longer_than_what_is_looked_at(said: str) -> None:
    assert len(said) < LONGEST
    assert introduction("文" * 60 + said) is not None
