"""What introduces what: the sentence above a list, the title of a table, the depth of an item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.layout.headings import is_label
from extract.layout.piece import Piece
from extract.layout.shapes import shapes

__all__ = ["captions", "introductions", "item_levels", "titles"]

#: Kinds that may stand between a table and its title, or between a list and the sentence that introduces it.
_ASIDE = ("furniture", "footnote")

_COLON = ("：", ":")
_SENTENCE = re.compile(r"[^。！？!?；;]+[。！？!?；;：:]?\s*$")

#: Blank lines above a line that stands on the same page.
_PAGE = 2

#: Characters of the longest sentence that serves as a title.
_TITLE = 120

#: Paragraphs that may follow an item before the next one of the same list.
_REACH = 6


def captions(pieces: Sequence[Piece], texts: Sequence[str]) -> None:
    """Make the line under a table its caption where it has none above, and the line holds a number and no sentence."""
    for index, (piece, below) in enumerate(pairwise(pieces)):
        text = texts[index + 1] if index + 1 < len(texts) else ""
        if piece.kind != "table" or below.kind != "paragraph" or below.style or below.indent or below.gap > _PAGE:
            continue
        above = _next(pieces, index, -1)
        titled = above is not None and (pieces[above].kind == "caption" or is_label(pieces[above], texts[above]))
        under = _next(pieces, index + 1, 1)
        apart = under is not None and pieces[under].gap > 0
        if apart and not titled and any(map(str.isdecimal, text)) and is_label(below, text):
            below.kind = "caption"


def titles(pieces: Sequence[Piece], texts: Sequence[str]) -> list[str]:
    """Return the title of each table: its caption, else the heading or the sentence above it; for others nothing."""
    found = [""] * len(pieces)
    used: set[int] = set()
    last = ""
    for index, piece in enumerate(pieces):
        if piece.kind != "table":
            continue
        place = _caption(pieces, index, used)
        if place is not None:
            used.add(place)
            found[index] = texts[place]
        elif _is_continued(pieces, texts, index):
            found[index] = last
        else:
            found[index] = _sentence_above(pieces, texts, index)
        last = found[index]
    return found


def _caption(pieces: Sequence[Piece], index: int, used: set[int]) -> int | None:
    for step in (-1, 1):
        place = _next(pieces, index, step)
        if place is None or place in used:
            continue
        if pieces[place].kind == "caption" and pieces[place].style != "source":
            return place
    return None


def _is_continued(pieces: Sequence[Piece], texts: Sequence[str], index: int) -> bool:
    """Say whether the sign that a table goes on stands above it."""
    above = index - 1
    while above >= 0 and pieces[above].kind == "furniture":
        if shapes().continued.fullmatch(texts[above]):
            return True
        above -= 1
    return False


def _sentence_above(pieces: Sequence[Piece], texts: Sequence[str], index: int) -> str:
    above = _next(pieces, index, -1)
    if above is None or pieces[above].kind not in ("heading", "paragraph", "item"):
        return ""
    match = _SENTENCE.search(texts[above][-_TITLE:])
    return match[0].strip() if match else ""


def introductions(pieces: Sequence[Piece], texts: Sequence[str]) -> list[int | None]:
    """Return for each item and table the index of the block that introduces it; paragraphs that are items become so.

    A list is introduced by a sentence that ends in a colon, a table by the paragraph above it.
    """
    found: list[int | None] = [None] * len(pieces)
    colon: int | None = None
    since = 0
    for index, (piece, text) in enumerate(zip(pieces, texts, strict=True)):
        if piece.kind == "table":
            above = _next(pieces, index, -1, (*_ASIDE, "caption"))
            if above is not None and pieces[above].kind in ("paragraph", "item"):
                found[index] = above
        elif piece.kind == "heading":
            colon = index if text.endswith(_COLON) else None
        elif piece.kind == "item" or (piece.style == "word" and colon is not None):
            piece.kind = "item"
            found[index] = colon
            since = 0
        elif piece.kind == "paragraph":
            since += 1
            if text.endswith(_COLON):
                colon, since = index, 0
            elif since > _REACH or not _goes_on(pieces, index):
                colon = None
    return found


def _goes_on(pieces: Sequence[Piece], index: int) -> bool:
    """Say whether another item follows a paragraph soon, as items of several paragraphs have it."""
    for piece in pieces[index + 1 : index + _REACH]:
        if piece.kind == "heading":
            return False
        if piece.kind == "item" or piece.style == "word":
            return True
    return False


def item_levels(pieces: Sequence[Piece]) -> list[int]:
    """Return the level of each item, from 1; 0 for others.

    An item whose mark has another style, or stands further in, than the one before is below it, until that comes again.
    """
    levels = [0] * len(pieces)
    stack: list[tuple[str, int]] = []
    for index, piece in enumerate(pieces):
        if piece.kind == "heading":
            stack = []
        if piece.kind != "item":
            continue
        if piece.level:
            levels[index] = piece.level
            continue
        own = (f"{piece.style}{piece.ordinal}", piece.indent) if piece.style == "bullet" else (piece.style, 0)
        while own not in stack and stack and _is_above(own, stack[-1]):
            stack.pop()
        if own in stack:
            del stack[stack.index(own) + 1 :]
        else:
            stack.append(own)
        levels[index] = len(stack)
    return levels


def _is_above(own: tuple[str, int], other: tuple[str, int]) -> bool:
    rank = shapes().rank
    if own[0] == other[0]:
        return own[1] < other[1]
    return rank.get(own[0], len(rank)) < rank.get(other[0], len(rank))


def _next(pieces: Sequence[Piece], index: int, step: int, aside: Sequence[str] = _ASIDE) -> int | None:
    """Return the index of the next piece in a direction, those that stand aside passed over."""
    index += step
    while 0 <= index < len(pieces) and pieces[index].kind in aside:
        index += step
    return index if 0 <= index < len(pieces) else None
