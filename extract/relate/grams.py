"""Pieces of the text around names, and the triggers in it, as features in words."""

from __future__ import annotations

from extract.relate.context import Context
from extract.relate.rules import Trigger

__all__ = ["edges", "government", "grams", "in_gap", "sides", "triggered"]

_CUTS = ("", ",", ";", "。", ":", ")")


def sides(before: str, after: str, name: str, found: list[str]) -> None:
    """Add what stands right before and right behind."""
    for size in (1, 2, 3):
        if len(before) >= size:
            found.append(f"{name} before {before[-size:]}")
        if len(after) >= size:
            found.append(f"{name} after {after[:size]}")
    if not before:
        found.append(f"{name} starts")
    if after[:1] in _CUTS:
        found.append(f"{name} ends")


def edges(after_first: str, before_second: str, found: list[str]) -> None:
    """Add what follows the first name and what precedes the second."""
    for size in (1, 2, 3, 4):
        if len(after_first) >= size:
            found.append(f"after first {after_first[:size]}")
        if len(before_second) >= size:
            found.append(f"before second {before_second[-size:]}")


def grams(name: str, text: str, found: list[str]) -> None:
    """Add all pieces of two and three characters."""
    for size in (2, 3):
        for at in range(len(text) - size + 1):
            found.append(f"{name} {text[at : at + size]}")


def in_gap(context: Context, place: int) -> list[Trigger]:
    """Return the triggers between two neighbouring units."""
    units = context.sentence.units
    start = units[place - 1].end if place else context.sentence.start
    end = units[place].start if place < len(units) else context.sentence.end
    return [trigger for trigger in context.triggers if start <= trigger.start and trigger.end <= end]


def triggered(name: str, triggers: list[Trigger], found: list[str], most: int) -> None:
    """Add the rules of the first triggers."""
    for trigger in triggers[:most]:
        for rule in trigger.rules:
            found.append(f"{name} {rule.name}")


def government(context: Context, first: int, second: int, found: list[str], name: str) -> None:
    """Add the triggers around: the one that governs the second, the one after the first, the one that follows."""
    units = context.sentence.units
    start = units[first].end if first >= 0 else context.sentence.start
    mid = [t for t in context.triggers if start <= t.start and t.end <= units[second].start]
    after = [t for t in context.triggers if t.start >= units[second].end]
    lead = "lead" if first <= 0 or context.leads(first) else "mid"
    if mid:
        near = units[second].start - mid[-1].end
        text = context.sentence.text
        for rule in mid[-1].rules:
            found.append(f"{name} governs {rule.name} {min(near, 8) // 3} {lead}")
            found.append(f"{name} governs {rule.name}")
        found.append(f"{name} governs word {text[mid[-1].start : mid[-1].end]}")
        found.append(f"{name} only {len(mid) == 1}")
        for rule in mid[0].rules:
            found.append(f"{name} opens {rule.name}")
        for trigger in mid:
            for rule in trigger.rules:
                found.append(f"{name} mid {rule.relation}")
    else:
        found.append(f"{name} no trigger")
    if after:
        clause = context.clauses[second] == context.sentence.clause(after[0].start)
        for rule in after[0].rules:
            found.append(f"{name} follows {rule.name} {clause}")
