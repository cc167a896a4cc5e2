"""Words of the text without what is around them: dates, approximators, copulas, function words, marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.figures.reading import Reading
from extract.figures.vocabulary import any_of, fold, words

__all__ = ["Words", "bare", "cleaned", "divided", "is_told", "opposite"]

_MARKS = " \n\t\u3000、，,：:；;“”「」『』'\"【】·•◆▪●◇◈▨-—–/|｜‖*《》"
_LATIN = re.compile(r"[（(][A-Za-z0-9 .&-]*[）)]")


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text and its folded form, character for character."""

    text: str
    folded: str

    def __getitem__(self, part: slice) -> Words:
        return Words(self.text[part], self.folded[part])

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class _Patterns:
    start: re.Pattern[str]
    before: re.Pattern[str]
    keep_start: re.Pattern[str]
    keep_end: re.Pattern[str]
    change: re.Pattern[str]
    compared: re.Pattern[str]
    opposite: re.Pattern[str]
    total: re.Pattern[str]
    said: re.Pattern[str]
    respectively: re.Pattern[str]
    according: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    compared, change, share = any_of(words("comparison")), any_of(words("change")), any_of(words("share"))
    done, about = any_of(words("done")), any_of(words("about"))
    alone = any_of(words("change_alone"))
    return _Patterns(
        start=re.compile(any_of(words("start"))),
        before=re.compile(rf"(?:{any_of(words('before'))})$"),
        keep_start=re.compile(any_of(words("keep"))),
        keep_end=re.compile(rf"(?:{any_of(words('keep'))})$"),
        change=re.compile(
            rf"(?:(?:(?:{compared})[^，。]{{0,16}}?)?(?:{change})(?:{done})?|(?:{about})?(?:{share})[^，。]{{0,20}}|(?:{alone}))$"
        ),
        compared=re.compile(rf"(?:{any_of(words('compared'))})[ ]*$"),
        opposite=re.compile(any_of(words("opposite"))),
        total=re.compile(rf"(?:{any_of(words('total'))})$"),
        said=re.compile(rf"(?:{any_of(words('said'))})$"),
        respectively=re.compile(any_of(words("respectively"))),
        according=re.compile(any_of(words("according"))),
    )


def cleaned(reading: Reading, start: int, end: int) -> Words:
    """Return the bare words of a range; dates are left out but for those of a comparison."""
    text, folded = [], []
    at = start
    for span in reading.dates:
        if start <= span.start and span.end <= end:
            if _patterns().compared.search(reading.text, max(span.start - 4, 0), span.start):
                continue
            text.append(reading.block.text[at : span.start])
            folded.append(reading.text[at : span.start])
            at = span.end
    text.append(reading.block.text[at:end])
    folded.append(reading.text[at:end])
    return _bare(Words("".join(text), "".join(folded)))


def bare(text: str) -> str:
    """Return the words without approximators, copulas, function words and stray punctuation at the ends."""
    return _bare(Words(text, fold(text))).text


def divided(found: Words) -> tuple[Words, str]:
    """Return the noun of a level and the words of change or share after it."""
    match = _patterns().change.search(found.folded)
    if not match:
        return (found[:0] if _patterns().opposite.match(found.folded) else found), ""
    noun = found[: match.start()]
    noun = noun[: len(noun.folded.rstrip("".join((*words("of"), " "))))]
    return without_total(noun), _patterns().respectively.sub("", found.text[match.start() :])


def without_total(noun: Words) -> Words:
    """Return a noun without words such as in total at its end."""
    while total := _patterns().total.search(noun.folded):
        kept = _patterns().keep_end.search(noun.folded)
        if kept and kept.group() not in words("total"):
            break
        noun = noun[: total.start()]
    return noun


def opposite(found: Words) -> bool:
    """Return whether words start like the other side of a comparison."""
    return bool(_patterns().opposite.match(found.folded))


def is_told(found: Words) -> bool:
    """Return whether words end in the one who tells, and so name nothing that is measured."""
    return bool(_patterns().said.search(found.folded) or _patterns().according.match(found.folded))


def _bare(found: Words) -> Words:
    patterns = _patterns()
    while True:
        found = _balanced(_stripped(found))
        if not patterns.keep_end.search(found.folded) and (match := patterns.before.search(found.folded)):
            found = found[: match.start()]
        elif not patterns.keep_start.match(found.folded) and (match := patterns.start.match(found.folded)):
            found = found[match.end() :]
        else:
            return found


def _stripped(found: Words) -> Words:
    start = len(found.text) - len(found.text.lstrip(_MARKS))
    return found[start : len(found.text.rstrip(_MARKS))] if start < len(found.text) else found[:0]


def _balanced(found: Words) -> Words:
    """Return the words without brackets at the ends that have no other half, and without Latin short forms in them."""
    text = found.text
    if "（" not in text and "(" not in text and "）" not in text and ")" not in text:
        return found
    if match := _LATIN.search(text):
        start, end = match.span()
        return _balanced(Words(text[:start] + text[end:], found.folded[:start] + found.folded[end:]))
    opened = text.count("（") + text.count("(")
    closed = text.count("）") + text.count(")")
    if text[:1] in "（(" and (opened > closed or (opened == 1 and text[-1:] in "）)")):
        return _balanced(found[1:])
    if text[-1:] in "（(" or (closed > opened and text[-1:] in "）)"):
        return _balanced(found[:-1])
    if closed > opened and not opened:  # a bracket behind the subject that began before these words
        return _balanced(found[max(text.rfind("）"), text.rfind(")")) + 1 :])
    return _balanced(found[1:]) if closed > opened and text[:1] in "）)" else found
