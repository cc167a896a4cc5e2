"""Spot what the lexicon, the learnt names and the name grammars know in a text, as layers for the random field."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from extract.lexicon.table import Lexicon
from extract.lexicon.words import Words
from extract.recognise.gazetteer import Gazetteer, Match, longest
from extract.recognise.grammar import Grammar
from extract.recognise.layers import spans_layer
from extract.recognise.tokens import Ints, Tokens
from ontology.schema import load as load_schema

__all__ = ["KINDS", "Sighting", "Spotter"]

#: The 16 types in the order of their label numbers, from 1.
KINDS: tuple[str, ...] = tuple(sorted(load_schema().types))
_NUMBER = {kind: number for number, kind in enumerate(KINDS, 1)}
#: A form of several types gets a number of its own beyond those of the types.
_MIXED = 200
_FAR = 12


@dataclass(frozen=True, slots=True)
class Sighting:
    """All that was spotted in one block; of each kind the leftmost-longest matches."""

    strong: tuple[Match, ...]
    weak: tuple[Match, ...]
    learnt: tuple[Match, ...]
    grammar: tuple[tuple[int, int, str], ...]


class Spotter:
    """Spots forms of a lexicon (strong and weak), names learnt from training passages, and grammar matches.

    ``learnt`` gives the types of each name, folded.
    """

    def __init__(self, lexicon: Lexicon, learnt: Mapping[str, Iterable[str]], words: Words, grammar: Grammar) -> None:
        schema = load_schema()
        self.lexicon = lexicon
        self._stop = words.stop
        self._surnames = words.surnames
        self._followers = Gazetteer(words.followers)
        self._titles = Gazetteer(words.titles)
        self._kinds: dict[str, int] = {}
        self._strength: dict[str, bool] = {}
        types = {id_: schema.type_of(entry.type) for id_, entry in lexicon.entries.items()}
        for text, forms in lexicon.forms.items():
            self._kinds[text] = _kind_of(types[form.id] for form in forms)
            self._strength[text] = not all(form.weak for form in forms)
        self._learnt = {text: _kind_of(kinds) for text, kinds in learnt.items()}
        self._gazetteer = Gazetteer([*self._kinds, *self._learnt])
        self._grammar = grammar

    def spot(
        self,
        tokens: Tokens,
        is_hidden: Callable[[str], bool] = lambda form: False,
        is_unlearnt: Callable[[str], bool] = lambda name: False,
    ) -> Sighting:
        """Return what is known in a block, less the forms and the learnt names for which the questions hold."""
        across = list(self._followers.matches(tokens))
        found = [
            m
            for m in self._gazetteer.matches(tokens)
            if m.form not in self._stop and not any(m.start < a.start < m.end < a.end for a in across)
        ]
        known = [m for m in found if m.form in self._kinds and not is_hidden(m.form)]
        return Sighting(
            strong=tuple(longest(m for m in known if self._strength[m.form])),
            weak=tuple(longest(m for m in known if not self._strength[m.form])),
            learnt=tuple(longest(m for m in found if m.form in self._learnt and not is_unlearnt(m.form))),
            grammar=tuple(self._grammar.spans(tokens)),
        )

    def types(self, form: str) -> tuple[str, ...]:
        """Return the types that a form of the lexicon may have, the strong readings' ones where there are any."""
        forms = self.lexicon.forms[form]
        wanted = [f for f in forms if not f.weak] or forms
        return tuple(sorted({self._type(f.id) for f in wanted}))

    def ids(self, form: str, kind: str) -> tuple[str, ...]:
        """Return the entries of a type that a form may stand for."""
        return tuple(f.id for f in self.lexicon.forms[form] if self._type(f.id) == kind)

    def _type(self, id_: str) -> str:
        return load_schema().type_of(self.lexicon.entries[id_].type)

    def layers(self, tokens: Tokens, sighting: Sighting) -> dict[str, Ints]:
        """Return the layers l, k, m, t, g, e, f, u and o of TEMPLATES."""
        n = len(tokens)
        strong = [(m.start, m.end, self._kinds[m.form]) for m in sighting.strong]
        lengths = [(m.start, m.end, min(m.end - m.start, 9)) for m in sighting.strong]
        before, after = _nearest(n, strong)
        return {
            "l": spans_layer(n, strong),
            "k": spans_layer(n, lengths),
            "m": spans_layer(n, [(m.start, m.end, self._kinds[m.form]) for m in sighting.weak]),
            "t": spans_layer(n, [(m.start, m.end, self._learnt[m.form]) for m in sighting.learnt]),
            "g": spans_layer(n, [(start, end, _kind_of([kind])) for start, end, kind in sighting.grammar]),
            "e": before,
            "f": after,
            "u": self._surname_layer(tokens),
            "o": spans_layer(n, [(m.start, m.end, 1) for m in longest(self._titles.matches(tokens))]),
        }

    def _surname_layer(self, tokens: Tokens) -> Ints:
        """Return 1 at a surname of one character, 2 at the first character of one of two."""
        texts, surnames = tokens.texts, self._surnames
        out = np.array([text in surnames for text in texts], np.int64)
        for i, both in enumerate(map(str.__add__, texts, texts[1:])):
            if both in surnames:
                out[i] = 2
        return out


def _kind_of(types: Iterable[str]) -> int:
    """Return the number of a type, or a number beyond them for a set of several."""
    found = set(types)
    if len(found) == 1 and (one := next(iter(found))) in _NUMBER:
        return _NUMBER[one]
    return len(KINDS) + 1 + zlib.crc32("|".join(sorted(found)).encode()) % _MIXED


def _nearest(length: int, spans: list[tuple[int, int, int]]) -> tuple[Ints, Ints]:
    """Return for each token the kind of the nearest span that ended before it, and that begins after it."""
    before, after = np.zeros(length, np.int64), np.zeros(length, np.int64)
    for _, end, kind in spans:
        before[end : end + _FAR] = kind
    for start, _, kind in reversed(spans):
        after[max(start - _FAR, 0) : start] = kind
    return before, after
