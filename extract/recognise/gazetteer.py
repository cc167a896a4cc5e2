"""Find the forms of a lexicon among tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick_rs
import numpy as np

from extract.recognise.tokens import Tokens

__all__ = ["Gazetteer", "Match", "longest"]


@dataclass(frozen=True, slots=True)
class Match:
    """A form found at ``tokens[start:end]``."""

    start: int
    end: int
    form: str


class Gazetteer:
    """A set of forms, found where they begin and end with a token; white space inside is ignored.

    Case is ignored in names that are long enough, unless the text has them all in small letters.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms: dict[str, list[str]] = {}
        for form in sorted(set(forms)):
            pattern = _lowered(_squeezed(form))
            if pattern:
                self._forms.setdefault(pattern, []).append(form)
        self._patterns = sorted(self._forms)
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns, store_patterns=False)

    def matches(self, tokens: Tokens) -> Iterator[Match]:
        """Yield every match, overlapping ones too, ordered by end."""
        text = tokens.joined
        found = self._automaton.find_matches_as_indexes(_lowered(text), overlapping=True)
        which, start, end = np.array(found, np.int64).reshape(-1, 3).T
        first, last = tokens.begins[start], tokens.closes[end]
        whole = (first >= 0) & (last >= 0)
        parallel = (row[whole].tolist() for row in (which, start, end, first, last))
        for pattern, begin, close, one, other in zip(*parallel, strict=True):
            form = _agreeing(self._forms[self._patterns[pattern]], text[begin:close])
            if form:
                yield Match(one, other, form)


def longest(matches: Iterable[Match]) -> list[Match]:
    """Return the leftmost-longest matches, none overlapping another."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start, -m.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _lowered(text: str) -> str:
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capitals have longer small forms
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered


#: Short Latin names are told from ordinary words by their capitals only.
_CASELESS_FROM = 4


def _agreeing(forms: list[str], seen: str) -> str | None:
    """Return the form that was written: the same letters, or the same but for case where it is long enough."""
    for form in forms:
        if form == seen or _squeezed(form) == seen:
            return form
    all_small = seen.isascii() and seen.islower()
    return forms[0] if len(seen) >= _CASELESS_FROM and not all_small else None
