"""Spot what the lexicon, the learnt names and the name grammars know in a text, as layers for the random field."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from extract.lexicon.table import Lexicon
from extract.lexicon.words import Words
from extract.points import Ints, OfCharacters
from extract.recognise.gazetteer import Gazetteer, Match, longest
from extract.recognise.grammar import Grammar
from extract.recognise.layers import spans_layer
from extract.recognise.tokens import Tokens
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
    """All that was spotted in some texts; of each kind the leftmost-longest matches."""

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
        long = {name[0] for name in words.surnames if len(name) > 1}
        self._short_surnames = OfCharacters(lambda character: int(character in words.surnames))
        self._long_surnames = OfCharacters(lambda c: int(c in long))
        self._followers = Gazetteer(words.followers)
        self._titles = Gazetteer(words.titles)
        self._kinds: dict[str, int] = {}
        self._strength: dict[str, bool] = {}
        self._types = {id_: schema.type_of(entry.type) for id_, entry in lexicon.entries.items()}
        for text, forms in lexicon.forms.items():
            self._kinds[text] = _kind_of(self._types[form.id] for form in forms)
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
        """Return what is known in some texts, less the forms and the learnt names for which the questions hold."""
        reach = {m.start: m.end for m in self._followers.matches(tokens)}  # by end: the longest one counts
        found = [
            m
            for m in self._gazetteer.matches(tokens)
            if m.form not in self._stop and not any(reach.get(i, 0) > m.end for i in range(m.start + 1, m.end))
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
        return tuple(sorted({self._types[f.id] for f in wanted}))

    def ids(self, form: str, kind: str) -> tuple[str, ...]:
        """Return the entries of a type that a form may stand for."""
        return tuple(f.id for f in self.lexicon.forms[form] if self._types[f.id] == kind)

    def layers(self, tokens: Tokens, sighting: Sighting) -> dict[str, Ints]:
        """Return the layers l, k, m, t, g, e, f, u and o of TEMPLATES."""
        n = len(tokens)
        strong = _spans((m.start, m.end, self._kinds[m.form]) for m in sighting.strong)
        before, after = _nearest(tokens, *strong)
        return {
            "l": spans_layer(n, *strong),
            "k": spans_layer(n, *strong[:2], np.minimum(strong[1] - strong[0], 9)),
            "m": spans_layer(n, *_spans((m.start, m.end, self._kinds[m.form]) for m in sighting.weak)),
            "t": spans_layer(n, *_spans((m.start, m.end, self._learnt[m.form]) for m in sighting.learnt)),
            "g": spans_layer(n, *_spans((start, end, _kind_of([kind])) for start, end, kind in sighting.grammar)),
            "e": before,
            "f": after,
            "u": self._surname_layer(tokens),
            "o": spans_layer(n, *_spans((m.start, m.end, 1) for m in longest(self._titles.matches(tokens)))),
        }

    def _surname_layer(self, tokens: Tokens) -> Ints:
        """Return 1 at a surname of one character, 2 at the first character of one of two."""
        out = self._short_surnames(tokens.points)
        ends = set(tokens.bounds.tolist())
        for i in np.flatnonzero(self._long_surnames(tokens.points)).tolist():
            if i + 1 not in ends and "".join(tokens.between(i, i + 2)) in self._surnames:
                out[i] = 2
        return out


def _kind_of(types: Iterable[str]) -> int:
    """Return the number of a type, or a number beyond them for a set of several."""
    found = set(types)
    if len(found) == 1 and (one := next(iter(found))) in _NUMBER:
        return _NUMBER[one]
    return len(KINDS) + 1 + zlib.crc32("|".join(sorted(found)).encode()) % _MIXED


def _spans(some: Iterable[tuple[int, int, int]]) -> tuple[Ints, Ints, Ints]:
    """Return the starts, ends and kinds of spans as arrays."""
    starts, ends, kinds = np.array(list(some), np.int64).reshape(-1, 3).T
    return starts, ends, kinds


def _nearest(tokens: Tokens, starts: Ints, ends: Ints, kinds: Ints) -> tuple[Ints, Ints]:
    """Return for each token the kind of the nearest span that ended before it, and that begins after it."""
    each = np.arange(len(tokens))
    if not len(starts):
        return np.zeros_like(each), np.zeros_like(each)
    first, last = (np.repeat(bounds, np.diff(tokens.bounds)) for bounds in (tokens.bounds[:-1], tokens.bounds[1:]))
    gone = np.maximum(np.searchsorted(ends, each, "right") - 1, 0)
    is_gone = (ends[gone] <= each) & (each - ends[gone] < _FAR) & (starts[gone] >= first)
    next_ = np.minimum(np.searchsorted(starts, each, "right"), len(starts) - 1)
    is_next = (starts[next_] > each) & (starts[next_] - each <= _FAR) & (starts[next_] < last)
    return np.where(is_gone, kinds[gone], 0), np.where(is_next, kinds[next_], 0)
