"""The recogniser as a spaCy pipeline: ``nlp = load()``, names in ``doc.spans["entities"]``.

Texts are folded block texts (``extract.fold``). Every span carries its type as label, the lexicon id as ``kb_id`` where
there is just one, and the span extensions ``component``, ``score`` and ``ids``.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator

import numpy as np
from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from extract.lexicon import Lexicon
from extract.lexicon import load as load_lexicon
from extract.lexicon.words import load as load_words
from extract.recognise import grammar, model
from extract.recognise.arbiter import Candidate, decide
from extract.recognise.candidates import LEAST, candidates_of
from extract.recognise.crf import Field
from extract.recognise.features import features, layers_of, stack
from extract.recognise.sentences import begins
from extract.recognise.spotter import Sighting, Spotter
from extract.recognise.tokens import Ints, Tokens, tokenise

__all__ = ["assemble", "load", "recogniser"]

#: Blocks decoded together: some thousands of tokens.
_BATCH = 256

for _name, _default in (("component", ""), ("score", 1.0), ("ids", ())):
    Span.set_extension(_name, default=_default, force=True)


class BlockTokenizer:
    """Makes a Doc whose tokens are Latin runs, digit runs and single characters; offsets are those of the text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the Doc; its tokens as arrays are in ``doc.user_data["tokens"]``."""
        tokens = tokenise(text)
        words, spaces, index = _words(text, tokens)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.user_data["tokens"] = tokens
        doc.user_data["index"] = index
        return doc


def _words(text: str, tokens: Tokens) -> tuple[list[str], list[bool], Ints]:
    """Return words and the blanks after them as a Doc wants them, and which word each token is.

    One blank belongs to the word before it; more white space is a word itself.
    """
    starts = np.append(tokens.starts, len(text))
    ends = np.append(0, tokens.ends)
    gaps = np.flatnonzero(starts > ends)
    words, spaces, index = list(tokens.texts), [False] * len(tokens), np.arange(len(tokens))
    for gap in gaps[::-1].tolist():
        between = text[ends[gap] : starts[gap]]
        if gap and between.startswith(" "):
            spaces[gap - 1] = True
            between = between[1:]
        if between:
            words.insert(gap, between)
            spaces.insert(gap, False)
            index[gap:] += 1
    return words, spaces, index


def _batches(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    docs = iter(stream)
    while batch := list(itertools.islice(docs, size)):
        yield batch


class Recogniser:
    """A component that spots names, decodes the field and lets the arbiter decide, many blocks at a time."""

    def __init__(self, spotter: Spotter, field: Field) -> None:
        self.spotter = spotter
        self.field = field

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with its names in ``doc.spans["entities"]``."""
        self._recognise([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = _BATCH) -> Iterator[Doc]:
        """Yield the Docs with their names."""
        for batch in _batches(stream, batch_size):
            self._recognise(batch)
            yield from batch

    def _recognise(self, docs: list[Doc]) -> None:
        docs = [doc for doc in docs if len(doc.user_data["tokens"])] or docs[:0]
        if not docs:
            return
        found = [self._spotted(doc.user_data["tokens"]) for doc in docs]
        layers, starts = stack([layers_of(tokens, self.spotter.layers(tokens, seen)) for tokens, seen in found])
        first = np.zeros(len(layers), bool)
        first[0] = True
        for (tokens, _), start in zip(found, starts, strict=True):
            first[start : start + len(tokens)] = begins(tokens)
            first[start + len(tokens)] = True
        spans = self.field.spans(features(layers), first, LEAST)
        for doc, (tokens, seen), start in zip(docs, found, starts, strict=True):
            proposed = candidates_of(self.spotter, seen, tokens, spans, start)
            doc.user_data["candidates"] = proposed
            doc.spans["entities"] = [_span(doc, candidate) for candidate in decide(proposed)]

    def _spotted(self, tokens: Tokens) -> tuple[Tokens, Sighting]:
        return tokens, self.spotter.spot(tokens)


def _span(doc: Doc, candidate: Candidate) -> Span:
    index = doc.user_data["index"]
    kb_id = candidate.ids[0] if len(candidate.ids) == 1 else ""
    span = Span(doc, int(index[candidate.start]), int(index[candidate.end - 1]) + 1, label=candidate.type, kb_id=kb_id)
    span._.component = candidate.component
    span._.score = candidate.score
    span._.ids = candidate.ids
    return span


@Language.factory("jinpu_recogniser")
def _create(nlp: Language, name: str) -> Recogniser:
    return recogniser(model.load(), load_lexicon())


def recogniser(trained: model.Model, lexicon: Lexicon) -> Recogniser:
    """Return the component for a trained model and a lexicon."""
    return Recogniser(Spotter(lexicon, trained.learnt, load_words(), grammar.load()), trained.field)


@functools.cache
def load() -> Language:
    """Return the pipeline; loading takes about a second, later calls return the same one."""
    nlp = Chinese()
    nlp.tokenizer = BlockTokenizer(nlp.vocab)
    nlp.add_pipe("jinpu_recogniser")
    return nlp


def assemble(trained: model.Model, lexicon: Lexicon) -> Language:
    """Return a pipeline of its own for another model or lexicon than the shipped ones."""
    nlp = Chinese()
    nlp.tokenizer = BlockTokenizer(nlp.vocab)
    component = recogniser(trained, lexicon)
    Language.component("jinpu_other_recogniser", func=component)
    nlp.add_pipe("jinpu_other_recogniser")
    return nlp
