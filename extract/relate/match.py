"""Where rules fire: the ends that a trigger's form binds, in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.relate.rules import Form, Rule, Trigger
from extract.relate.units import Sentence, Unit
from ontology import schema

__all__ = ["Firing", "firings"]

_REACH = 18  # characters between a trigger and the name it governs; beyond, the word governs something unnamed
_CUT = re.compile(r"[,:;()]")


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that fires: ``head`` or ``tail`` is None where the sentence leaves it to the subject."""

    rule: Rule
    form: Form
    trigger: Trigger
    head: Unit | None
    tail: Unit | None


def firings(sentence: Sentence, triggers: Sequence[Trigger]) -> Iterator[Firing]:
    """Yield what fires in a sentence; types of the ends are checked, members of lists not yet."""
    for trigger in triggers:
        left = [unit for unit in sentence.units if unit.end <= trigger.start]
        right = [unit for unit in sentence.units if unit.start >= trigger.end]
        if len(left) + len(right) < len(sentence.units):
            continue  # inside a name
        for rule in trigger.rules:
            for form in rule.forms:
                bound = _bind(sentence, trigger, form, left, right)
                if bound and _fits(rule, bound):
                    yield Firing(rule, form, trigger, bound.get("H"), bound.get("T"))


def _bind(
    sentence: Sentence, trigger: Trigger, form: Form, left: list[Unit], right: list[Unit]
) -> dict[str, Unit] | None:
    bound: dict[str, Unit] = {}
    at, rest = trigger.start, list(left)
    for part in form.left:
        step = _left(sentence, part, at, rest)
        if step is None:
            return None
        at, unit = step
        if unit:
            bound[part[0]] = unit
    at, rest = trigger.end, list(right)
    for part in form.right:
        step = _right(sentence, part, at, rest)
        if step is None:
            return None
        at, unit = step
        if unit:
            bound[part[0]] = unit
    return bound


def _left(sentence: Sentence, part: tuple[str, ...], at: int, rest: list[Unit]) -> tuple[int, Unit | None] | None:
    gap_start = rest[-1].end if rest else sentence.start
    gap = sentence.text[gap_start:at]
    if part[0] in ("H", "T", "HT"):
        if not rest or len(gap) > _REACH or _CUT.search(gap):
            return None
        unit = rest.pop()
        return unit.start, unit
    places = [(gap.rfind(word), word) for word in part]
    best, _ = max(places)
    if best < 0 or len(gap) - best > _REACH:
        return None
    return gap_start + best, None


def _right(sentence: Sentence, part: tuple[str, ...], at: int, rest: list[Unit]) -> tuple[int, Unit | None] | None:
    gap_end = rest[0].start if rest else sentence.end
    gap = sentence.text[at:gap_end]
    if part[0] in ("H", "T", "HT"):
        if not rest or len(gap) > _REACH or _CUT.search(gap):
            return None
        unit = rest.pop(0)
        return unit.end, unit
    places = [(found, word) for word in part if (found := gap.find(word)) >= 0]
    if not places or min(places)[0] > _REACH:
        return None
    best, word = min(places)
    return at + best + len(word), None


def _fits(rule: Rule, bound: dict[str, Unit]) -> bool:
    ends = schema.load().relations[rule.relation]
    head, tail = bound.get("H"), bound.get("T")
    if head and ends.domain.isdisjoint(head.kinds):
        return False
    return not (tail and ends.range.isdisjoint(tail.kinds))
