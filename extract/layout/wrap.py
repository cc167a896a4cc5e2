"""Whether one line goes on in the next: hard wraps, page breaks in a sentence, and where a line ends on purpose."""

from __future__ import annotations

import re
from collections.abc import Sequence

import rjieba

from extract.fold import fold
from extract.layout.lines import Line
from extract.layout.shapes import shapes

__all__ = ["Flow", "ends_sentence", "is_open", "unwrapped"]

#: Columns by which a full line may stay behind the longest: two characters that may not end or begin a line, and one.
_SLACK = 5

#: What a line with commas may lack beside that: it is no heading, and quotes are narrower than they count.
_LOOSE = 4

#: What a heading with a number may lack when it goes on in a second line.
_TIGHT = 2

#: Columns of a second line that holds only the end of a heading: three characters.
_REST = 6

#: Lines of more columns were not wrapped to fit a page: they are whole paragraphs, or cut off by the end of a page.
_UNWRAPPED = 150

#: An unpunctuated line of fewer columns is a label, not the first line of a paragraph.
_LABEL = 18

#: Columns from which a text with commas is a sentence and not a slogan.
_PROSE = 50

#: Blank lines that a page break leaves; fewer may stand between the lines of a paragraph.
_BREAK = 2

#: Lines over which it is judged whether paragraphs are wrapped.
_STRETCH = 10

#: Characters looked at on both sides of a line's end for a word.
_WORD = 4

#: The name of a field of an imprint or an abstract.
_FIELD = re.compile("[^\\s，。：:]{2,6}[：:]")

_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,+%/_-]*")


def ends_sentence(text: str) -> bool:
    """Say whether a text ends as a sentence does, closing quotes and brackets aside."""
    known = shapes()
    last = text.rstrip(known.tail)[-1:]
    return bool(last) and last in known.closing


def is_open(text: str) -> bool:
    """Say whether a text breaks off: after a comma, or within brackets or quotes."""
    known = shapes()
    if text[-1:] in known.opening:
        return True
    tail = text[-60:]
    if known.openers.isdisjoint(tail):
        return False
    return any(tail.rfind(one) > tail.rfind(other) for one, other in known.pairs)


class Flow:
    """A paragraph in the making: its lines, and the question whether the next one belongs to it."""

    def __init__(self, line: Line, wrapped: bool = True) -> None:
        self.lines: list[Line] = []
        self._wrapped = wrapped
        self._measure = 0
        self._total = 0
        self._widest_gap = 0
        self._stops = False
        self._commas = False
        self.add(line)

    def add(self, line: Line) -> None:
        """Take the line into the paragraph."""
        if self.lines:
            self._widest_gap = max(self._widest_gap, line.gap)
        self.lines.append(line)
        self._measure = max(self._measure, line.width)
        self._total += line.width
        self._stops = self._stops or "。" in line.text or "；" in line.text
        self._commas = self._commas or "，" in line.text or "," in line.text

    def goes_on(self, line: Line, after: Sequence[Line]) -> bool:
        """Say whether ``line`` continues the paragraph; ``after`` are the lines that follow it."""
        last = self.lines[-1]
        if (line.mark and not self._is_false(line, last)) or self._is_set_in(line, last):
            return False
        if line.text[0] in shapes().never_first and not ends_sentence(last.text):
            return True
        if ends_sentence(last.text):
            return self._fills(line) and self._is_level(line)
        if is_open(last.text):
            return True
        if last.text[-1] in "：:" or self._is_field(line):
            return False
        return self._wraps(line, after) or self._begins_cut(line)

    def _begins_cut(self, line: Line) -> bool:
        """Say whether a word is cut at the end of the first line of all, as a passage may begin within a line."""
        first = self.lines[0]
        alone = first.begin == 0 and len(self.lines) == 1 and line.gap == 0 and "  " not in first.text
        return alone and straddles(first.text, line.text)

    def _is_false(self, line: Line, last: Line) -> bool:
        """Say whether the mark of a line is part of the sentence that the wrap cut before it."""
        mark = line.mark
        if mark is None or mark.style in ("bullet", "caption", "source", "footnote"):
            return False
        if ends_sentence(last.text) or not (mark.weak or mark.style == "word"):
            return False
        return is_open(last.text) or (len(self.lines) > 1 and self._is_full(line))

    def _is_field(self, line: Line) -> bool:
        """Say whether a line is the next field of an imprint or the next of parallel lines, each with its name."""
        if not _FIELD.match(line.text):
            return False
        return _FIELD.match(self.lines[0].text) is not None or (line.gap > 0 and not self._is_full(line))

    def _is_set_in(self, line: Line, last: Line) -> bool:
        """Say whether a line is set in where the one before is not: a new paragraph, unless a Latin name goes on."""
        if not line.indent or last.indent >= line.indent:
            return False
        return not (line.text[0].isascii() and last.text[-1].isascii() and line.text[0].isalpha())

    def _is_full(self, line: Line) -> bool:
        """Say whether the last line was full: the first word of ``line`` would not have found room in it."""
        word = _LATIN.match(line.text)
        room = width_of(word) if word else 0
        return self.lines[-1].width + _SLACK + room >= max(self._measure, line.width)

    def _fills(self, line: Line) -> bool:
        """Say whether a sentence that ended with its line was followed by another one in the same paragraph."""
        last = self.lines[-1]
        wraps = self._wrapped and last.width <= _UNWRAPPED and len(self.lines) > 1
        return wraps and self._is_full(line) and not line.indent

    def _is_level(self, line: Line) -> bool:
        """Say whether the space above ``line`` is that between the lines of the paragraph."""
        if len(self.lines) == 1:
            return line.gap == 0
        return line.gap <= self._widest_gap

    def _wraps(self, line: Line, after: Sequence[Line]) -> bool:
        """Say whether a line that ends without punctuation was cut by a wrap or by the end of a page."""
        last = self.lines[-1]
        first = self.lines[0].mark
        numbered = first is not None and first.style in shapes().rank and not self._stops
        whole = last.width > _LABEL or (not numbered and (ends_sentence(line.text) or _has_commas(line.text)))
        if self.is_prose() and whole and self._is_near(line):
            return True
        if not self._wrapped:
            return False
        if len(self.lines) == 1:
            return self._first_wraps(line, after)
        return self._is_full(line) and self._is_near(line)

    def is_prose(self) -> bool:
        """Say whether the paragraph is running text, so that without an end of sentence it is not at its end."""
        return self._stops or (self._commas and self._total >= _PROSE)

    def _is_near(self, line: Line) -> bool:
        """Say whether no more space lies above ``line`` than in the paragraph, or what lies there parts nothing."""
        if line.gap and not self._stops:
            if line.width <= _REST:
                return self._measure > _LABEL
            return _has_commas(line.text) or ends_sentence(line.text)
        if len(self.lines) == 1 or self._is_level(line):
            return True
        return ends_sentence(line.text) or self._stops or not self._wrapped

    def _first_wraps(self, line: Line, after: Sequence[Line]) -> bool:
        """Say whether the first line of a paragraph, without punctuation at its end, goes on in the second."""
        last = self.lines[-1]
        if last.width < _LABEL:
            return last.width <= 4 and line.width <= 4 and line.gap == 0
        if line.indent > last.indent or line.gap > _BREAK or line.width > last.width + self._slack(line):
            return False
        if ends_sentence(line.text) or (line.gap == 0 and not shapes().bullets.isdisjoint(last.text[1:])):
            return True
        near = [one for one in after[:1] if one.gap <= line.gap and one.mark is None and not one.indent]
        if near and not self._matches(line, near[0]):
            return False
        if not near and line.gap and not is_open(line.text) and "。" not in line.text:
            return False  # two lines that end no sentence, apart from each other and from what follows
        return self._is_begun(line, near) or self._is_title(line, after)

    def _matches(self, line: Line, below: Line) -> bool:
        """Say whether the first line is as wide as the next two, where these stand closer together or it is marked."""
        last = self.lines[-1]
        own = last.text[last.mark.length if last.mark else 0 :]
        strong = last.mark is not None and last.mark.style in shapes().rank and not last.mark.weak
        if not strong and below.gap >= line.gap:
            return True
        slack = _SLACK + (_LOOSE if _has_commas(own) and not strong else 0)
        if last.width + slack < max(line.width, below.width):
            return False
        return strong or _has_commas(own) or not line.text[0].isdecimal()

    def _is_begun(self, line: Line, near: Sequence[Line]) -> bool:
        """Say whether the first lines are the beginning of running text: of one width, with commas or stops."""
        last = self.lines[-1]
        level = (one.text for one in near if one.width <= line.width + _SLACK)
        body = "".join([last.text[last.mark.length if last.mark else 0 :], line.text, *level])
        if line.width < last.width - _SLACK and not (line.gap == 0 and any(sign in line.text for sign in "，、；")):
            return False
        return any(sign in body for sign in "，、。；,;")

    def _slack(self, line: Line) -> int:
        """Return by how much the second line may be wider than the first."""
        last = self.lines[-1]
        word = _LATIN.match(line.text)
        room = width_of(word) if word else 0
        loose = _has_commas(last.text[last.mark.length if last.mark else 0 :]) or line.text[0] in "（("
        if last.mark is not None and last.mark.style in shapes().rank and not (loose and last.mark.weak):
            return _TIGHT + room
        return _SLACK + 1 + room + (_LOOSE if loose else 0)

    def _is_title(self, line: Line, after: Sequence[Line]) -> bool:
        """Say whether two lines stand alone, close to each other: a heading that did not fit into one."""
        last = self.lines[-1]
        alone = last.gap > 0 and (not after or after[0].gap > 0 or after[0].mark is not None)
        if not alone or line.gap or line.width >= last.width:
            return False
        return last.mark is not None or line.width <= _REST or not any(sign in last.text for sign in ":： ")


def straddles(above: str, below: str) -> bool:
    """Say whether a word begins at the end of one line and ends at the beginning of the next."""
    near = above[-_WORD:]
    at = 0
    whole = fold(near + below[:_WORD])[0].encode("utf-8", "replace").decode()
    for word in rjieba.cut(whole):
        if at < len(near) < at + len(word):
            return True
        at += len(word)
    return False


def _has_commas(text: str) -> bool:
    return "，" in text or "、" in text


def width_of(word: re.Match[str]) -> int:
    """Return the columns of a Latin word or a number: what a wrap moves to the next line in one piece."""
    return len(word[0])


def unwrapped(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indices of lines among which every paragraph stands in one line: long lines hold most of the text."""
    found: set[int] = set()
    for first in range(0, len(lines), _STRETCH):
        near = lines[max(first - _STRETCH, 0) : first + 2 * _STRETCH]
        long = sum(line.width for line in near if line.width > _UNWRAPPED)
        if long * 2 > sum(line.width for line in near):
            found.update(range(first, min(first + _STRETCH, len(lines))))
    return frozenset(found)
