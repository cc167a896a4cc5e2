"""Files hold the quads that they were given, whatever characters stand in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, RdfFormat, parse

from graph.terms import decimal, iri, quad, text, value_of
from graph.write import nquads, turtle, write
from ontology.errors import BuildError


@given(st.text(st.characters(codec="utf-8")))
def test_a_string_comes_back_from_nquads_and_turtle(value: str) -> None:
    found = quad("entities", "https://example.org/a", "jp:quote", text(value))
    (first,) = parse("".join(nquads([found])), format=RdfFormat.N_QUADS)
    (second,) = parse("".join(turtle([found[:3]])), format=RdfFormat.TURTLE)
    assert (first.object, second.object) == (Literal(value), Literal(value))
    assert value_of(text(value)) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_plainly_and_exactly(number: float) -> None:
    written = value_of(decimal(number))
    assert re.fullmatch(r"-?\d+(\.\d+)?", written)
    assert float(written) == number


@pytest.mark.parametrize("value", ["a b", "<a>", 'a"b', "a\nb", "a{b}", "a\\b"])
def test_what_no_iri_holds_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="is no IRI"):
        iri(value)


def test_a_file_that_cannot_be_written_is_named_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="expected a folder that can be written"):
        write(tmp_path / "none" / "graph.nq", ["x"])
    assert list(tmp_path.iterdir()) == []


def test_a_file_cut_short_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    write(path, ["old"])

    def parts() -> object:
        yield "new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(path, parts())  # type: ignore[arg-type]
    assert path.read_text(encoding="utf-8") == "old"
