"""The words, units and scales that figures are read with; data in the files beside this module."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from opencc import OpenCC

__all__ = ["Unit", "anaphors", "any_of", "fold", "numerals", "rows", "scales", "units", "words"]

_HERE = Path(__file__).parent
#: Full-width digits, letters and signs that stand inside figures; punctuation between clauses stays as it is.
_HALF = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_HALF |= {ord("％"): ord("%"), ord("．"): ord("."), ord("＋"): ord("+"), ord("－"): ord("-"), 0x3000: 32, 0xA0: 32}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written, the unit that it is counted in, how many of them it is, and what it measures."""

    text: str
    base: str
    factor: float
    kind: str


def fold(text: str) -> str:
    """Return the text in simplified script with half-width digits, character for character."""
    half = text.translate(_HALF)
    folded: str = _converter().convert(half)
    if len(folded) == len(half):
        return folded
    return "".join(c if len(c) == 1 else text[i] for i, c in enumerate(map(_converter().convert, half)))


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table beside this module."""
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def units() -> dict[str, Unit]:
    """Return the units by the way they are written."""
    return {r["unit"]: Unit(r["unit"], r["base"], float(r["factor"]), r["kind"]) for r in rows("units.tsv")}


@cache
def scales() -> dict[str, float]:
    """Return the scales by name."""
    return {r["scale"]: float(r["factor"]) for r in rows("scales.tsv")}


@cache
def words(name: str) -> tuple[str, ...]:
    """Return a list of words.toml."""
    return tuple(_toml()[name])


@cache
def numerals() -> tuple[str, ...]:
    """Return the Han digits and the sign for ten."""
    data = tomllib.loads((_HERE / "numerals.toml").read_text(encoding="utf-8"))
    return (*data["digits"], data["marks"]["ten"])


@cache
def anaphors() -> dict[str, tuple[str, ...]]:
    """Return the words that stand for the last name of a type, by type."""
    return {kind: tuple(found) for kind, found in _toml()["anaphor"].items()}


@cache
def _toml() -> dict[str, Any]:
    return tomllib.loads((_HERE / "words.toml").read_text(encoding="utf-8"))


def any_of(texts: Iterable[str]) -> str:
    """Return a pattern for any of the texts, longest first."""
    return "|".join(re.escape(t) for t in sorted(set(texts), key=lambda t: (-len(t), t)))
