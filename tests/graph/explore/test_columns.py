"""Columns go into the page as bytes and come out in the browser as they were."""

from __future__ import annotations

import math
from typing import Any

import pytest

from graph.explore.columns import Column, Floats, Ints, Plain, Rising, Texts, compress

UNPACK = """async text => {
  const stream = new Blob([JP.bytes(text)]).stream().pipeThrough(new DecompressionStream("deflate"));
  const { it } = JP.columns(await new Response(stream).arrayBuffer());
  return ArrayBuffer.isView(it) ? Array.from(it) : it;
}"""


@pytest.mark.browser
@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (Ints([]), []),
        (Ints([0, 255, 7]), [0, 255, 7]),
        (Ints([-1, 3, 254]), [-1, 3, 254]),
        (Ints([0, 256, 70_000, 16_777_216, 2_000_000_000]), [0, 256, 70_000, 16_777_216, 2_000_000_000]),
        (Rising([]), []),
        (Rising([5, 5, 6, 900, 901, 100_000]), [5, 5, 6, 900, 901, 100_000]),
        (Rising([9, 2, 40]), [9, 2, 40]),
        (Texts([]), []),
        (Texts([""]), [""]),
        (Texts(["工商银行", "", "a\nb", "𠮷", "x\0y"]), ["工商银行", "", "a\nb", "𠮷", "x\ufffdy"]),
        (Plain({"a": [1, "</script>"]}), {"a": [1, "</script>"]}),
    ],
)
def test_a_column_comes_out_as_it_went_in(tab: Any, column: Column, expected: object) -> None:
    assert tab.evaluate(UNPACK, compress({"before": Texts(["x"]), "it": column})) == expected


@pytest.mark.browser
def test_a_missing_number_stays_missing(tab: Any) -> None:
    one, two, three = tab.evaluate(UNPACK, compress({"it": Floats([1.5, None, -3e12])}))
    assert (one, three) == (1.5, -3e12)
    assert math.isnan(two)
