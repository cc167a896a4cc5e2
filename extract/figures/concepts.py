"""Indicator words to the concepts of indicators.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extract.figures.vocabulary import fold, rows

__all__ = ["Concept", "concept", "concepts"]


@dataclass(frozen=True, slots=True)
class Concept:
    """An indicator that figures of several documents can be compared by; ``base_unit`` is * where any will do."""

    id: str
    zh: str
    en: str
    base_unit: str
    labels: tuple[str, ...]


@cache
def concepts() -> tuple[Concept, ...]:
    """Return the concepts in the order of the table."""
    return tuple(
        Concept(
            r["id"], r["zh"], r["en"], r["base_unit"], tuple(sorted({r["zh"], *filter(None, r["labels"].split("|"))}))
        )
        for r in rows("indicators.tsv")
    )


def concept(indicator: str, base_unit: str) -> str:
    """Return the id of the concept that indicator words end in, longest label first; empty where none does."""
    text = fold(indicator).replace(" ", "")
    for label, base, found in _labels().get(text[-1:], ()):
        if text.endswith(label) and (base in ("*", base_unit) or (base == "money" and _is_money(base_unit))):
            return found
    return ""


@cache
def _labels() -> dict[str, list[tuple[str, str, str]]]:
    """Return labels, folded, with base unit and id, by their last character, the longest first."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    pairs = [(fold(label).replace(" ", ""), c.base_unit, c.id) for c in concepts() for label in c.labels]
    for pair in sorted(pairs, key=lambda pair: (-len(pair[0]), pair)):
        found.setdefault(pair[0][-1], []).append(pair)
    return found


@cache
def _is_money(base_unit: str) -> bool:
    return any(r["base"] == base_unit and r["kind"] == "money" for r in rows("units.tsv"))
