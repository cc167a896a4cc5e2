"""The recogniser as a spaCy pipeline: ``nlp = load()``, names in ``doc.spans["entities"]``.

Texts are folded block texts (``extract.fold``). Every span carries its type as label, the lexicon id as ``kb_id`` where
there is just one, and the span extensions ``component``, ``score`` and ``ids``.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator
from typing import cast

import numpy as np
from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from extract.lexicon import Lexicon
from extract.lexicon import load as load_lexicon
from extract.lexicon.words import load as load_words
from extract.recognise import grammar, model
from extract.recognise.reader import Name, Reader
from extract.recognise.spotter import Spotter
from extract.recognise.tokens import borders

__all__ = ["Recogniser", "assemble", "load", "names_of", "recogniser"]

#: Docs read together.
_BATCH = 256

for _name, _default in (("component", ""), ("score", 1.0), ("ids", ())):
    Span.set_extension(_name, default=_default, force=True)


class BlockTokenizer:
    """Makes a Doc whose tokens are Latin runs, digit runs and single characters; offsets are those of the text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the Doc."""
        words, spaces = _words(text)
        return Doc(self.vocab, words=words, spaces=spaces)


def _words(text: str) -> tuple[list[str], list[bool]]:
    """Return words and the blanks after them as a Doc wants them.

    One blank belongs to the word before it; more white space is a word itself.
    """
    starts, ends = borders(text)
    words = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    spaces = [False] * len(words)
    starts, ends = np.append(starts, len(text)), np.append(0, ends)
    for gap in np.flatnonzero(starts > ends)[::-1].tolist():
        between = text[ends[gap] : starts[gap]]
        if gap and between.startswith(" "):
            spaces[gap - 1] = True
            between = between[1:]
        if between:
            words.insert(gap, between)
            spaces.insert(gap, False)
    return words, spaces


def _batches(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    docs = iter(stream)
    while batch := list(itertools.islice(docs, size)):
        yield batch


class Recogniser:
    """A component that has names read, many Docs at a time."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with its names in ``doc.spans["entities"]``."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = _BATCH) -> Iterator[Doc]:
        """Yield the Docs with their names; all that was proposed is in ``doc.user_data["candidates"]``."""
        for batch in _batches(stream, batch_size):
            for doc, reading in zip(batch, self.reader.read(doc.text for doc in batch), strict=True):
                doc.user_data["candidates"] = reading.candidates
                doc.spans["entities"] = [_span(doc, name) for name in reading.names]
                yield doc


def _span(doc: Doc, name: Name) -> Span:
    kb_id = name.ids[0] if len(name.ids) == 1 else ""
    found = doc.char_span(name.start, name.end, label=name.type, kb_id=kb_id, alignment_mode="expand")
    span = cast(Span, found)  # None only for what lies beyond the text
    span._.component = name.component
    span._.score = name.score
    span._.ids = name.ids
    return span


def names_of(texts: Iterable[str], nlp: Language) -> Iterator[tuple[Name, ...]]:
    """Yield the names of each text; Docs are made of them only if a pipeline has more than the recogniser."""
    match [component for _, component in nlp.pipeline]:
        case [Recogniser() as only]:
            yield from (reading.names for reading in only.reader.read(texts))
        case _:
            for doc in nlp.pipe(texts):
                yield tuple(_of_span(span) for span in doc.spans.get("entities", ()))


def _of_span(span: Span) -> Name:
    return Name(span.start_char, span.end_char, span.label_, span._.component, span._.score, span._.ids)


@Language.factory("jinpu_recogniser")
def _create(nlp: Language, name: str) -> Recogniser:
    return recogniser(model.load(), load_lexicon())


def recogniser(trained: model.Model, lexicon: Lexicon) -> Recogniser:
    """Return the component for a trained model and a lexicon."""
    return Recogniser(Reader(Spotter(lexicon, trained.learnt, load_words(), grammar.load()), trained.field))


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
