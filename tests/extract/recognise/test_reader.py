"""Reading many texts together: each is read as it would be alone."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline import Recogniser, load, names_of
from extract.recognise.features import PADDING, layers_of, places
from extract.recognise.reader import Name, Reader
from extract.recognise.sentences import begins
from extract.recognise.tokens import tokenise, tokenise_all

TEXTS = [
    "中国银行(以下简称“中行”)与华为签约。",
    "",
    "《金融科技发展规划",
    "》由中国人民银行印发,欧",
    "阳日辉、王 立出席",
    "   ",
    "OceanBase 4.2\t蚂蚁集团\n上海\x00浦东",
    "”行长李明说:" + "该行采用分布式架构,推进转型" * 20 + "。",
    "系统   上线",
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    """Return the reader of the shipped pipeline."""
    return next(component.reader for _, component in load().pipeline if isinstance(component, Recogniser))


def test_texts_cut_together_have_the_tokens_that_they_have_alone() -> None:
    together = tokenise_all(TEXTS)

    for number, text in enumerate(TEXTS):
        alone = tokenise(text)
        some = slice(*together.bounds[number : number + 2])
        assert together.between(some.start, some.stop) == alone.texts
        assert (together.starts[some] - together.offsets[number]).tolist() == alone.starts.tolist()
        assert together.place[some].tolist() == alone.place.tolist()
        assert [together.tags[w] for w in together.word[some]] == [alone.tags[w] for w in alone.word]


def test_texts_looked_at_together_have_the_layers_that_they_have_alone(reader: Reader) -> None:
    together = tokenise_all(TEXTS)
    layers = layers_of(together, reader.spotter.layers(together, reader.spotter.spot(together)))
    at = places(together)

    for number, text in enumerate(TEXTS):
        alone = tokenise(text)
        rows = layers_of(alone, reader.spotter.layers(alone, reader.spotter.spot(alone))).rows
        some = at[slice(*together.bounds[number : number + 2])]
        for name, row in rows.items():
            assert layers.rows[name][some].tolist() == row[: len(row) - PADDING].tolist(), name


def test_sentences_begin_where_they_do_alone() -> None:
    together = begins(tokenise_all(TEXTS))

    assert together.tolist() == np.concatenate([begins(tokenise(text)) for text in TEXTS]).tolist()


def test_names_read_together_are_those_read_alone(reader: Reader) -> None:
    together = [_rounded(reading.names) for reading in reader.read(TEXTS)]

    assert together == [_rounded(next(reader.read([text])).names) for text in TEXTS]
    assert len(together) == len(TEXTS)
    assert sum(map(len, together)) > len(TEXTS) / 2


def _rounded(names: tuple[Name, ...]) -> list[tuple[int, int, str, str, float]]:
    return [(name.start, name.end, name.type, name.component, round(name.score, 2)) for name in names]


def test_spans_of_docs_are_the_names() -> None:
    docs = list(load().pipe(TEXTS))
    spans = [
        [(span.start_char, span.end_char, span.label_, span._.ids) for span in doc.spans["entities"]] for doc in docs
    ]

    names = list(names_of(TEXTS, load()))

    assert [doc.text for doc in docs] == TEXTS
    assert spans == [[(name.start, name.end, name.type, name.ids) for name in some] for some in names]
    assert any(spans)


@Language.component("banks_only")
def _banks_only(doc: Doc) -> Doc:
    doc.spans["entities"] = [span for span in doc.spans["entities"] if span.label_ == "Bank"]
    return doc


def test_what_a_further_component_of_the_pipeline_does_holds() -> None:
    nlp = load()
    plain = list(names_of(TEXTS, nlp))
    nlp.add_pipe("banks_only")
    try:
        found = list(names_of(TEXTS, nlp))
    finally:
        nlp.remove_pipe("banks_only")

    assert [list(map(str, some)) for some in found] == [
        [str(name) for name in some if name.type == "Bank"] for some in plain
    ]
    assert plain != found
