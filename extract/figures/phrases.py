"""The words of the text that say what a figure measures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.figures.reading import Reading
from extract.figures.structure import Span
from extract.figures.vocabulary import any_of, words
from extract.figures.wording import Words, cleaned, divided, is_told, opposite

__all__ = ["Phrase", "before_subject", "clause_before", "label", "lead", "phrase", "tail"]

_STOP = re.compile(r"[，,。；;、：:！？!?（）()\n“”「」《》‖｜\t]")
_LEVEL = re.compile(r"[，。；、：]")
_ITEMS = "，；,;。◆●"
#: A noun phrase after a counter is not longer than this many characters in the annotated passages.
_LONGEST_TAIL = 24
#: Words before a figure that are no longer than this are a verb, whose object follows: 10 亿元的授信.
_SHORTEST_NOUN = 2
_COUNTED = frozenset({"count", "scale", "times", "technical"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """``noun`` names a level, ``change`` a comparison of it with another time or a share; either may be empty."""

    noun: str
    change: str
    tail: str = ""

    @property
    def text(self) -> str:
        """Return the indicator in the words of the text."""
        return self.noun + self.change + self.tail


def lead(reading: Reading, index: int) -> Span:
    """Return the range between the figure before, or the clause boundary, and a figure."""
    quantity, text = reading.figures[index], reading.text
    start, end = reading.structure.clause_span(quantity.start)[0], quantity.start
    if index and start < reading.figures[index - 1].end <= end:
        start = reading.figures[index - 1].end
        if separator := _patterns()[1].search(text, start, end):
            start = separator.end()
    opened = max(text.rfind("（", start, end), text.rfind("(", start, end))
    if opened >= 0 and opened > max(text.rfind("）", start, end), text.rfind(")", start, end)):
        start = opened + 1
    return start, end


def tail(reading: Reading, index: int) -> Span:
    """Return the range of the noun phrase after a figure's unit; empty where there is none."""
    start = reading.figures[index].end
    owned = _patterns()[2].match(reading.text, start)
    if owned and len(cleaned(reading, *lead(reading, index)).text) <= _SHORTEST_NOUN:
        start = owned.end()
    following = len(reading.text)
    if index + 1 < len(reading.figures):
        following = max(reading.figures[index + 1].start, start)
    end = min(start + _LONGEST_TAIL, following)
    if match := _STOP.search(reading.text, start, end):
        end = match.start()
    elif end == following and cleaned(reading, *lead(reading, index)):
        return start, start
    return (start, start) if _patterns()[0].match(reading.text, start, end) else (start, end)


def phrase(reading: Reading, index: int, subject: Span | None) -> Phrase:
    """Return the indicator words around a figure; ``subject`` is the range of the name that it is about."""
    start, end = lead(reading, index)
    if subject and start <= subject[0] and subject[1] <= end:
        start = _after(reading, subject, end)
    noun, change = divided(cleaned(reading, start, end))
    if change and not noun:
        change = _compared_with(reading, index) + change
    after = ""
    if (reading.figures[index].measure.kind in _COUNTED or len(noun.text) <= _SHORTEST_NOUN) and not change:
        after = cleaned(reading, *tail(reading, index)).text
    return Phrase(noun.text, change, after)


def before_subject(reading: Reading, index: int, subject: Span) -> str:
    """Return the words of the clause before the subject's list; empty where they are another name."""
    at = _local(reading, subject)
    first = reading.mentions[reading.list_of(at)[0]].start
    start = max([reading.structure.clause_span(first)[0], *(q.end for q in reading.figures if q.end <= first)])
    found = cleaned(reading, start, first)
    return "" if is_told(found) or _is_name(reading, found) else found.text


def label(reading: Reading, index: int) -> str:
    """Return the words before the colon that opens the list a figure stands in; empty where there is none."""
    start = reading.structure.clause_span(reading.figures[index].start)[0]
    sentence = reading.structure.sentence_span(start)[0]
    colon = max(reading.text.rfind(c, sentence, start) for c in "：:")
    if colon < 0:
        return ""
    inside = max(reading.text.rfind(c, sentence, colon) for c in _ITEMS) + 1
    found = cleaned(reading, max(inside, sentence), colon)
    return "" if is_told(found) or _is_name(reading, found) else found.text


def clause_before(reading: Reading, index: int, subject: Span | None) -> str:
    """Return the words of the clause before that of a figure, where it has no figure of its own; else nothing."""
    at = reading.figures[index].start
    start, sentence = reading.structure.clause_span(at)[0], reading.structure.sentence_span(at)[0]
    if start <= sentence:
        return ""
    first = max(reading.structure.clause_span(start - 1)[0], sentence)
    if any(first <= q.start < start for q in reading.figures):
        return ""
    if subject and first <= subject[0] < start:
        first = _after(reading, subject, start)
    found = cleaned(reading, first, start)
    return "" if len(found.text) > _LONGEST_TAIL or is_told(found) else found.text


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"[ ]*(?:{any_of(words('tail_stop'))})"),
        re.compile(rf"(?<=.)(?:.*、|(?<=[^\s\d])(?:{any_of(words('coordination'))})[ ]*$)"),
        re.compile(rf"[ ]*(?:{any_of(words('of'))})"),
    )


def _compared_with(reading: Reading, index: int) -> str:
    """Return the words of the comparison that the figure before is the other side of; empty where it is none."""
    if not index or _LEVEL.search(reading.text, reading.figures[index - 1].end, reading.figures[index].start):
        return ""
    start, end = lead(reading, index - 1)
    found = Words(reading.block.text[start:end], reading.text[start:end])
    ending = next((word for word in words("comparison_end") if found.folded.endswith(word)), "")
    return found.text[: -len(ending)] if ending and opposite(found) else ""


def _local(reading: Reading, subject: Span) -> int:
    return next(i for i, m in enumerate(reading.mentions) if m.start == subject[0])


def _is_name(reading: Reading, found: Words) -> bool:
    return any(m.text == found.text for m in reading.mentions)


def _after(reading: Reading, subject: Span, end: int) -> int:
    """Return where the names of the subject's list, and its other names, end before a figure."""
    at = _local(reading, subject)
    members = reading.list_of(at)
    entity = reading.mentions[at].entity
    last = subject[1]
    for i, mention in enumerate(reading.mentions[at:], at):
        if last <= mention.end <= end and (i in members or mention.entity == entity):
            last = mention.end
    return last
