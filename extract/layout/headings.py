"""Which paragraphs are headings or items, how deep they stand, and what stands above each block."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.layout.lines import width
from extract.layout.piece import Piece
from extract.layout.shapes import shapes
from extract.layout.wrap import ends_sentence

__all__ = ["classify", "is_label", "outline"]

#: Columns of the longest heading with a number, and of the longest without.
_MARKED = 100
_PLAIN = 80

#: Labels at the beginning among which the title is looked for, signs that begin a subtitle, and the fewest pieces of
#: what is a document and not a passage out of one; characters of the shortest title.
_COVER = 4
_DASHES = "-—–⸺"
_DOCUMENT = 20
_TITLE = 6

#: A date, or a name with what belongs to it after a colon, as in the imprint of a journal: never a heading.
_FIELD = re.compile(r"\d{4}\s?[年./-]\s?\d{1,2}|[^：:\s]{2,8}[：:]\s*[\d（(A-Za-z]")

#: Columns of the longest heading that bears a bullet.
_BULLETED = 36

#: Labels in a row from which they are the words of a diagram or a list of names, not headings.
_RUN = 3


def classify(pieces: Sequence[Piece], texts: Sequence[str]) -> None:
    """Set the kind of the paragraphs that are headings or items."""
    labels = [piece.kind == "paragraph" and is_label(piece, text) for piece, text in zip(pieces, texts, strict=True)]
    if any(piece.kind == "heading" and piece.level for piece in pieces):
        labels = [False] * len(pieces)  # the format states its headings
    cover, title = _cover(pieces, texts, labels)
    for index, (piece, text) in enumerate(zip(pieces, texts, strict=True)):
        if piece.kind == "item" and not piece.level and _is_bulleted_heading(pieces, texts, index):
            piece.kind, piece.style = "heading", "bulleted"
        if piece.kind != "paragraph":
            continue
        if index == title:
            piece.kind, piece.style = "heading", "title"
        elif index in cover and title is not None:
            continue
        elif piece.style in shapes().rank:
            piece.kind = "heading" if _is_heading(text) else "item"
        elif labels[index] and _heads(pieces, labels, index):
            piece.kind = "heading"


def _cover(pieces: Sequence[Piece], texts: Sequence[str], labels: Sequence[bool]) -> tuple[list[int], int | None]:
    """Return the indices of the labels that a document begins with, and of the title among them: the longest, early."""
    cover: list[int] = []
    for index, piece in enumerate(pieces):
        if labels[index] and len(cover) < _COVER:
            cover.append(index)
        elif piece.kind not in ("furniture", "footnote"):
            break
    found = [index for index in cover if texts[index][0] not in _DASHES and len(texts[index]) >= _TITLE]
    if not found or len(pieces) < _DOCUMENT:
        return cover, None
    return cover, max(found, key=lambda index: len(texts[index]))


def _is_heading(text: str) -> bool:
    return width(text) <= _MARKED and not ends_sentence(text) and "。" not in text and text[-1] not in "，,、"


def is_label(piece: Piece, text: str) -> bool:
    """Say whether a paragraph without a mark could be a heading: short, no sentence, not in brackets, no field."""
    if piece.kind not in ("paragraph", "heading") or text[0] in "（(" or _FIELD.match(text) or text.count("  ") > 1:
        return False
    if piece.style or width(text) > _PLAIN or ends_sentence(text) or len(text) < 2:
        return False
    return text[-1] not in "，,、：:" and "。" not in text and "；" not in text and not text.isascii()


def _heads(pieces: Sequence[Piece], labels: Sequence[bool], index: int) -> bool:
    """Say whether a label stands over text, and is not one of a run of labels."""
    following = index + 1
    while following < len(pieces) and pieces[following].kind in ("furniture", "footnote"):
        following += 1
    if following < len(pieces) and pieces[following].kind == "caption":
        following += 1
        if following < len(pieces) and pieces[following].kind != "table":
            return False
    if following == len(pieces):
        return False
    run = labels[max(index - _RUN + 1, 0) : index + 1]
    return not (len(run) == _RUN and all(run) and index >= _RUN and labels[following])


def _is_bulleted_heading(pieces: Sequence[Piece], texts: Sequence[str], index: int) -> bool:
    """Say whether a short item stands over text that has no bullet, or over items with another one."""
    text = texts[index]
    if width(text) > _BULLETED or ends_sentence(text) or text[-1] in "，,、：:" or "：" in text or "，" in text:
        return False
    if index + 1 == len(pieces):
        return False
    below = pieces[index + 1]
    if below.kind == "paragraph":
        return not below.style and ends_sentence(texts[index + 1])
    return below.kind == "item" and below.style == "bullet" and below.ordinal != pieces[index].ordinal


def outline(pieces: Sequence[Piece]) -> tuple[list[int], list[tuple[int, ...]]]:
    """Return the level of each heading (0 for others) and the indices of the headings above each piece."""
    levels = [0] * len(pieces)
    paths: list[tuple[int, ...]] = []
    stack: list[tuple[str, int]] = []
    for index, piece in enumerate(pieces):
        if piece.kind == "heading":
            style = piece.style or "plain"
            _pop(stack, style, piece.level)
            levels[index] = piece.level or len(stack) + 1
            paths.append(tuple(place for _, place in stack))
            stack.append((style, index))
        else:
            paths.append(tuple(place for _, place in stack))
    return levels, paths


def _pop(stack: list[tuple[str, int]], style: str, level: int) -> None:
    """Take from the stack the headings that a new one of this style ends."""
    if level:
        del stack[level - 1 :]
        return
    styles = [one for one, _ in stack]
    if style in styles:
        del stack[styles.index(style) :]
        return
    while stack and _rank(stack[-1][0]) >= _rank(style):
        stack.pop()


def _rank(style: str) -> int:
    """Return how deep a style stands: titles, then those with numbers, then what the pages repeat, then plain ones."""
    known = shapes().rank
    others = {"title": -1, "running": len(known), "plain": len(known) + 1, "bulleted": len(known) + 2}
    return others.get(style, known.get(style, 0))
