"""The figures of a text: value and unit as written, and the number in its base unit."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from extract.figures.vocabulary import any_of, fold, scales, units, words

__all__ = ["Measure", "Quantity", "find", "measure", "of_cell"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit with its scale: as written, what it counts in, how many of them, and the kind of figure."""

    text: str
    base: str
    factor: float
    kind: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: ``text[start:end]``; ``low`` and ``high`` are the ends of the range that it belongs to."""

    start: int
    end: int
    value: str
    measure: Measure
    low: float | None = None
    high: float | None = None
    han: bool = False
    scaled: bool = False

    @property
    def number(self) -> float:
        """Return the value in base units."""
        return round(float(self.value) * self.measure.factor, 9)


@dataclass(frozen=True, slots=True)
class _Grammar:
    figure: re.Pattern[str]
    tenths: re.Pattern[str]
    ordinal: re.Pattern[str]
    labelled: re.Pattern[str]
    joint: re.Pattern[str]
    measure: re.Pattern[str]
    digits: dict[str, int]
    marks: dict[str, str]


_NUMBER = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?: \d{3})+(?:\.\d+)?(?![\d.])|\d+(?:\.\d+)?"
#: Characters that make a number part of a name, a version or a date when they stand right before it.
_GLUED = re.compile(r"[A-Za-z0-9._/#@&]$|[A-Za-z]-$|\d[-:：]$")
_NO_UNIT = Measure("", "", 1.0, "bare")


@cache
def _grammar() -> _Grammar:
    data = tomllib.loads((Path(__file__).parent / "numerals.toml").read_text(encoding="utf-8"))
    digits: dict[str, int] = data["digits"]
    marks: dict[str, str] = data["marks"]
    unit = any_of(u for u in units() if u != marks["tenth"])
    scale, after = any_of(scales()), any_of(words("after"))
    han = "".join(digits) + marks["ten"] + marks["hundred"]
    measured = (
        rf"(?:[ ]*(?:{after}))?(?:[ ]*(?P<scale>{scale}))?(?:[ ]*(?:{after}))?"
        rf"(?:[ ]*(?P<unit>{unit}))?(?P<per>/(?:{any_of(data['per'])}))?"
    )
    return _Grammar(
        re.compile(
            rf"(?:(?P<number>{_NUMBER})|(?P<han>[{han}]+|(?P<round>[{marks['hundred']}{marks['thousand']}]))){measured}"
        ),
        re.compile(rf"(?P<whole>[{''.join(digits)}]){marks['tenth']}(?P<rest>[{''.join(digits)}{marks['half']}])?"),
        re.compile(rf"(?:{any_of(words('ordinal'))})(?<!{')(?<!'.join(words('no_ordinal'))})[ ]*$"),
        re.compile(rf"(?:{any_of(words('labelled'))})[ ]*$"),
        re.compile(rf"[ ]*(?:{any_of(data['joints'])})[ ]*"),
        re.compile(measured),
        digits,
        marks,
    )


def find(folded: str, masked: Iterable[tuple[int, int]], text: str) -> list[Quantity]:
    """Return the figures of a folded text in order; numbers in ``masked`` ranges or without unit and scale are none."""
    hidden = bytearray(len(folded))
    for start, end in masked:
        hidden[start:end] = b"\1" * (end - start)
    found = [_tenths(m) for m in _grammar().tenths.finditer(folded) if not any(hidden[m.start() : m.end()])]
    found = [q for q in found if _is_share(folded, q)]
    for quantity in found:
        hidden[quantity.start : quantity.end] = b"\1" * (quantity.end - quantity.start)
    for match in _grammar().figure.finditer(folded):
        if not match["number"] and not (match["scale"] or match["unit"]):
            continue
        number = match.span("number") if match["number"] else match.span("han")
        is_after_name = bool(match.start() and hidden[match.start() - 1])
        if not any(hidden[slice(*number)]) and (figure := _figure(folded, text, match, is_after_name)):
            found.append(figure)
    found.sort(key=lambda q: q.start)
    return [q for q in _ranges(folded, found) if q.measure.text]


def of_cell(folded: str, text: str, unit: str = "") -> Quantity | None:
    """Return the figure of a table cell, counted in the unit of its heading where it names none itself."""
    match = _grammar().figure.search(folded)
    if not match or not match["number"]:
        return None
    quantity = _single(text, match, match["number"])
    if folded[: match.start()].strip() in ("-", "−", "▼", "▲-"):
        quantity = replace(quantity, value="-" + quantity.value)
    if not quantity.measure.text and unit:
        quantity = replace(quantity, measure=measure(unit))
    return quantity


def measure(unit: str) -> Measure:
    """Return the measure of a unit as written; one that is not known is its own base."""
    match = _grammar().measure.fullmatch(fold(unit))
    return _measured(unit, match) if match else Measure(unit, unit, 1.0, "other")


def _figure(folded: str, text: str, match: re.Match[str], is_after_name: bool) -> Quantity | None:
    before = folded[max(match.start() - 6, 0) : match.start()]
    if _grammar().ordinal.search(before) or (_GLUED.search(before) and not is_after_name):
        return None
    if not (match["scale"] or match["unit"]) and _grammar().labelled.search(before):
        return None
    if match["number"]:
        return _single(text, match, match["number"])
    if folded.startswith(words("fraction"), match.end("han")):
        return None
    value = _han_number(match["han"])
    if not value:
        return None
    found = replace(_single(text, match, value), han=True)
    return found if found.measure.text else None


def _single(text: str, match: re.Match[str], value: str) -> Quantity:
    plain = re.sub(r"[,， ]", "", value)
    written = _measured(text, match)
    end = max(match.end(group) for group in ("number", "han", "scale", "unit", "per"))
    return Quantity(match.start(), end, plain, written, scaled=bool(match["scale"]))


def _measured(text: str, match: re.Match[str]) -> Measure:
    scale, unit, per = match["scale"] or "", match["unit"] or "", match["per"] or ""
    written = "".join(text[slice(*match.span(g))] for g in ("scale", "unit", "per") if match[g])
    written = re.sub(r"\s", "", unicodedata.normalize("NFKC", written))
    return _of_words(written, scale, unit, per)


@cache
def _of_words(written: str, scale: str, unit: str, per: str) -> Measure:
    """Return the measure of a scale, a unit and what it is counted by."""
    known = units().get(unit)
    factor = scales().get(scale, 1.0) * (known.factor if known else 1.0)
    base = (known.base if known else "") + per
    kind = ("rate" if per else known.kind) if known else "scale" if scale else "rate" if per else "bare"
    return Measure(written, base, factor, kind)


def _tenths(match: re.Match[str]) -> Quantity:
    grammar = _grammar()
    rest = match["rest"] or ""
    value = grammar.digits[match["whole"]] + (5 if rest == grammar.marks["half"] else grammar.digits.get(rest, 0)) / 10
    known = units()[grammar.marks["tenth"]]
    measured = Measure(grammar.marks["tenth"], known.base, known.factor, known.kind)
    return Quantity(match.start(), match.end(), f"{value:g}", measured, han=True)


def _is_share(folded: str, quantity: Quantity) -> bool:
    grammar = _grammar()
    before, after = folded[quantity.start - 1 : quantity.start], folded[quantity.end : quantity.end + 1]
    return before not in {*grammar.digits, grammar.marks["ten"]} and after not in words("no_tenth")


def _han_number(numeral: str) -> str:
    """Return the value of a Han numeral below one thousand; an empty string where it is none."""
    grammar = _grammar()
    total = digit = 0
    for c in numeral:
        power = {grammar.marks["ten"]: 10, grammar.marks["hundred"]: 100, grammar.marks["thousand"]: 1000}.get(c)
        if power:
            total, digit = total + (digit or 1) * power, 0
        elif digit:
            return ""
        else:
            digit = grammar.digits[c]
    return str(total + digit) if total + digit else ""


def _ranges(folded: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Join the ends of ranges: the first takes over unit and scale from the second where it has none."""
    result = list(found)
    for i in range(len(result) - 1):
        first, second = result[i], result[i + 1]
        if not second.measure.text or not _grammar().joint.fullmatch(folded, first.end, second.start):
            continue
        whole = _shared(first, second)
        if whole and float(first.value) * whole.factor <= second.number:
            low, high = round(float(first.value) * whole.factor, 9), second.number
            result[i] = replace(first, measure=whole, low=low, high=high, scaled=second.scaled)
            result[i + 1] = replace(second, low=low, high=high)
    return result


def _shared(first: Quantity, second: Quantity) -> Measure | None:
    """Return the measure of the first end of a range, or None where the two cannot be one."""
    if first.measure.kind == "bare":
        return second.measure
    if first.measure.kind == "scale":
        folded = fold(second.measure.text)
        unit = second.measure.text[len(folded) - len(folded.lstrip("".join(scales()))) :]
        return measure(first.measure.text + unit)
    return first.measure if first.measure.base == second.measure.base else None
