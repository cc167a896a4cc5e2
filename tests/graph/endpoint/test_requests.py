"""Parameters arrive as they were sent."""

from __future__ import annotations

from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.endpoint.requests import ProtocolError, _pairs

TEXT = st.text(st.one_of(st.sampled_from("%=&+_.~#\r\n\t 达é😀03Dd"), st.characters(codec="utf-8")))


@given(name=TEXT, value=TEXT)
def test_what_is_encoded_comes_back_unchanged(name: str, value: str) -> None:
    for quoting in (quote, quote_plus):
        encoded = urlencode([("query", value), (name or "n", value)], quote_via=quoting, safe="")
        assert _pairs(encoded.encode()) == [("query", value), (name or "n", value)]


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        ("100%", "100%"),
        ("%zz%20", "%zz "),
        ("a=b", "a=b"),
        ("%3D%0A", "=\n"),
        ("a%\n20", "a%\n20"),
        ("%e8%be%be", "达"),
    ],
)
def test_what_is_no_escape_stays_as_it_is(sent: str, value: str) -> None:
    assert _pairs(b"query=" + sent.encode()) == [("query", value)]


def test_what_is_no_utf_8_is_refused() -> None:
    with pytest.raises(ProtocolError, match="expected percent-encoded UTF-8"):
        _pairs(b"query=%ff")
