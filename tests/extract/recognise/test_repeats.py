"""Names that were recognised once are found again where they stand."""

from __future__ import annotations

import pytest

from extract.origin import Origin
from extract.recognise.repeats import repeats
from extract.records import Block, Mention


def _block(text: str, kind: str = "paragraph") -> Block:
    return Block(kind, text, Origin.identity(len(text), 100))


NAMED = _block("滨江数科上线了新系统")
FIRST = Mention(0, 0, 4, "Company", "滨江数科", "crf", 0.95)


@pytest.mark.parametrize(
    ("block", "found"),
    [
        (_block("与滨江数科合作"), [(1, 5)]),
        (_block("等…①濱江數科、滨江 数科"), [(3, 7), (8, 13)]),
        (_block(""), []),
        (_block("滨江数科", "furniture"), []),
        (_block("滨江数", "heading"), []),
    ],
)
def test_a_name_is_found_again_in_another_block(block: Block, found: list[tuple[int, int]]) -> None:
    again = repeats([NAMED, _block("无"), block], [(FIRST, ("binjiang",))])

    assert [(m.block, m.start, m.end) for m, _ in again] == [(2, start, end) for start, end in found]
    assert all(m.raw == (m.start + 100, m.end + 100) for m, _ in again)
    assert all((m.type, m.text, ids) == ("Company", block.text[m.start : m.end], ("binjiang",)) for m, ids in again)


@pytest.mark.parametrize(
    "others",
    [
        [Mention(1, 1, 7, "Software", "滨江数科平台", "crf", 0.9)],
        [Mention(2, 0, 4, "Bank", "滨江数科", "crf", 0.9)],
    ],
)
def test_it_is_not_where_another_name_stands_or_was_found_with_another_type(others: list[Mention]) -> None:
    blocks = [NAMED, _block("用滨江数科平台"), _block("滨江数科")]
    found = [(FIRST, ()), *((other, ()) for other in others)]

    assert [m.block for m, _ in repeats(blocks, found)] == ([2] if others[0].type == "Software" else [])


def test_a_name_that_was_not_sure_is_not_looked_for() -> None:
    unsure = Mention(0, 0, 4, "Company", "滨江数科", "crf", 0.6)

    assert repeats([NAMED, _block("滨江数科")], [(unsure, ())]) == []
