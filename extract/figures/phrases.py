"""The words of the text that say what a figure measures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.figures.quantities import Quantity
from extract.figures.reading import Reading
from extract.figures.structure import Span
from extract.figures.vocabulary import any_of, fold, words

__all__ = ["Phrase", "bare", "lead", "phrase", "tail"]

_STOP = re.compile(r"[，,。；;、：:！？!?（）()\n“”「」《》‖｜\t]")
#: A noun phrase after a counter is not longer than this many characters in the annotated passages.
_LONGEST_TAIL = 24
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
    quantity = reading.figures[index]
    start = reading.structure.clause_span(quantity.start)[0]
    if index and start < reading.figures[index - 1].end <= quantity.start:
        start = reading.figures[index - 1].end
        if separator := _patterns().separator.search(reading.text, start, quantity.start):
            start = separator.end()
    opened = max(reading.text.rfind(c, start, quantity.start) for c in "（(")
    closed = max(reading.text.rfind(c, start, quantity.start) for c in "）)")
    if opened > closed:
        start = opened + 1
    return start, quantity.start


def tail(reading: Reading, index: int) -> Span:
    """Return the range of the noun phrase after a figure's unit; empty where there is none."""
    quantity = reading.figures[index]
    end = min(quantity.end + _LONGEST_TAIL, len(reading.text))
    following = len(reading.text)
    if index + 1 < len(reading.figures):
        following = max(reading.figures[index + 1].start, quantity.end)
    end = min(end, following)
    if match := _STOP.search(reading.text, quantity.end, end):
        end = match.start()
    elif end == following and bare(reading.text[lead(reading, index)[0] : quantity.start]):
        return quantity.end, quantity.end
    if _patterns().tail_stop.match(reading.text, quantity.end, end):
        end = quantity.end
    return quantity.end, end


def phrase(reading: Reading, index: int, subject: Span | None) -> Phrase:
    """Return the indicator words around a figure; ``subject`` is the range of the name that it is about."""
    start, end = lead(reading, index)
    if subject and start <= subject[0] and subject[1] <= end:
        start = _after(reading, subject, end)
    noun, change = _divided(_cleaned(reading, start, end))
    if change and not noun:
        change = _compared_with(reading, index) + change
    after = ""
    if reading.figures[index].measure.kind in _COUNTED and not change:
        after = bare(_kept(reading, *tail(reading, index)))
    return Phrase(noun, change, after)


def _compared_with(reading: Reading, index: int) -> str:
    """Return the words of the comparison that the figure before is the other side of; empty where it is none."""
    if not index or _patterns().level.search(reading.text, reading.figures[index - 1].end, reading.figures[index].start):
        return ""
    start, end = lead(reading, index - 1)
    text = reading.block.text[start:end].strip()
    if not _patterns().opposite.match(fold(text)) or not fold(text).endswith(("的", "期")):
        return ""
    return text.removesuffix("的").removesuffix("同期")


def before_subject(reading: Reading, index: int, subject: Span) -> str:
    """Return the words of the clause before the subject's list, or before the colon that opens the sentence."""
    at = next(i for i, m in enumerate(reading.mentions) if m.start == subject[0])
    first = reading.mentions[reading.list_of(at)[0]].start
    start = reading.structure.clause_span(first)[0]
    words_before = _cleaned(reading, start, first)
    if words_before and not any(m.text == words_before for m in reading.mentions):
        return words_before
    return ""


def label(reading: Reading, index: int) -> str:
    """Return the words before the colon that opens the list a figure stands in; empty where there is none."""
    start = reading.structure.clause_span(reading.figures[index].start)[0]
    sentence = reading.structure.sentence_span(start)[0]
    colon = max(reading.text.rfind(c, sentence, start) for c in "：:")
    if colon < 0:
        return ""
    inside = max(reading.text.rfind(c, sentence, colon) for c in "，；,;。◆●") + 1
    text = _cleaned(reading, max(inside, sentence), colon)
    return "" if _patterns().said.search(fold(text)) or any(m.text == text for m in reading.mentions) else text


def clause_before(reading: Reading, index: int, subject: Span | None) -> str:
    """Return the words of the clause before that of a figure, where it has no figure of its own; else nothing."""
    quantity = reading.figures[index]
    start = reading.structure.clause_span(quantity.start)[0]
    sentence = reading.structure.sentence_span(quantity.start)[0]
    if start <= sentence:
        return ""
    first = max(reading.structure.clause_span(start - 1)[0], sentence)
    if any(first <= q.start < start for q in reading.figures):
        return ""
    if subject and first <= subject[0] < start:
        first = _after(reading, subject, start)
    text = _cleaned(reading, first, start)
    return "" if len(text) > _LONGEST_TAIL or _patterns().said.search(fold(text)) else text


def _after(reading: Reading, subject: Span, end: int) -> int:
    """Return where the names of the subject's list, and its other names, end before a figure."""
    at = next(i for i, m in enumerate(reading.mentions) if m.start == subject[0])
    entity = reading.mentions[at].entity
    last = subject[1]
    for i, mention in enumerate(reading.mentions):
        if last <= mention.end <= end and (i in reading.list_of(at) or mention.entity == entity):
            last = mention.end
    return last


@dataclass(frozen=True, slots=True)
class _Patterns:
    start: re.Pattern[str]
    before: re.Pattern[str]
    change: re.Pattern[str]
    tail_stop: re.Pattern[str]
    compared: re.Pattern[str]
    separator: re.Pattern[str]
    opposite: re.Pattern[str]
    level: re.Pattern[str]
    total: re.Pattern[str]
    said: re.Pattern[str]
    keep_start: re.Pattern[str]
    keep_end: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    compared, change, share = any_of(words("comparison")), any_of(words("change")), any_of(words("share"))
    return _Patterns(
        re.compile(rf"^(?:{any_of(words('start'))})"),
        re.compile(rf"(?:{any_of(words('before'))})$"),
        re.compile(
            rf"(?P<change>(?:(?:{compared})[^，。]{{0,16}}?)?(?:{change})(?:了)?|(?:约)?(?:{share})[^，。]{{0,20}}|(?:同比|环比|按年|按季))$"
        ),
        re.compile(rf"[ ]*(?:{any_of(words('tail_stop'))})"),
        re.compile(rf"(?:{any_of(words('compared'))})[ ]*$"),
        re.compile(rf"(?<=.)(?:.*、|(?<=[^\s\d])(?:{any_of(words('coordination'))})[ ]*$)"),
        re.compile(rf"(?:{any_of(words('opposite'))})"),
        re.compile(r"[，。；、：]"),
        re.compile(rf"(?:{any_of(words('total'))})$"),
        re.compile(rf"(?:{any_of(words('said'))})$"),
        re.compile(rf"^(?:{any_of(words('keep'))})"),
        re.compile(rf"(?:{any_of(words('keep'))})$"),
    )


def _kept(reading: Reading, start: int, end: int) -> str:
    """Return the words of a range without the dates in it, in the script of the text."""
    parts, at = [], start
    for span in reading.dates:
        compared = _patterns().compared.search(reading.text[max(span.start - 4, 0) : span.start])
        if start <= span.start and span.end <= end and not compared:
            parts.append(reading.block.text[at : span.start])
            at = span.end
    return "".join([*parts, reading.block.text[at:end]])


def _cleaned(reading: Reading, start: int, end: int) -> str:
    return bare(_kept(reading, start, end))


def bare(text: str) -> str:
    """Return the words without approximators, copulas, function words and stray punctuation at the ends."""
    patterns = _patterns()
    while True:
        text = text.strip(" \n\t\u3000、，,：:；;“”「」『』'\"【】·•◆▪●◇◈▨-—–/|｜‖*《》")
        text = _balanced(text)
        folded = fold(text)
        if not patterns.keep_end.search(folded) and (match := patterns.before.search(folded)):
            text = text[: match.start()]
        elif not patterns.keep_start.search(folded) and (match := patterns.start.search(folded)):
            text = text[match.end() :]
        else:
            return text


def _balanced(text: str) -> str:
    """Return the words without brackets at the ends that have no other half, and without Latin short forms in them."""
    text = re.sub(r"[（(][A-Za-z0-9 .&-]*[）)]", "", text)
    opened, closed = (sum(text.count(c) for c in cs) for cs in ("（(", "）)"))
    if opened > closed:
        return text.rstrip("（(") if text[-1:] in "（(" else text.lstrip("（(") if text[:1] in "（(" else text
    if closed > opened:
        return text.strip("）)")
    return text[1:-1] if text[:1] in ("（", "(") and text[-1:] in ("）", ")") else text


def _divided(text: str) -> tuple[str, str]:
    """Return the noun of a level and the words of change or share after it."""
    folded = fold(text)
    match = _patterns().change.search(folded)
    if not match:
        return ("", "") if _patterns().opposite.match(folded) else (text, "")
    noun = text[: match.start()].rstrip("的 ")
    while total := _patterns().total.search(fold(noun)):
        noun = noun[: total.start()]
    return noun, text[match.start() :]


def is_level(quantity: Quantity, found: Phrase) -> bool:
    """Return whether a figure is a level that later changes and shares in the sentence are about."""
    return not found.change and bool(found.noun or found.tail)
