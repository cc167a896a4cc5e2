"""What statements say against each other: asserted here and ended there, two figures for one thing and time."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from graph.statements import Assertion, Figure
from graph.terms import Quad, iri, quad

__all__ = ["conflict_quads", "conflicts"]

#: Two figures agree when one is the other rounded: half a unit of the coarser one's last place, a little for floats.
HALF = 0.5001

Pair = tuple[Assertion, Assertion] | tuple[Figure, Figure]
_Said = TypeVar("_Said", Assertion, Figure)


def conflict_quads(statements: Iterable[Assertion | Figure]) -> Iterator[Quad]:
    """Yield that two statements are in conflict, in both directions."""
    for one, other in conflicts(statements):
        yield quad("assertions", one.iri, "jp:conflictsWith", iri(other.iri))
        yield quad("assertions", other.iri, "jp:conflictsWith", iri(one.iri))


def conflicts(statements: Iterable[Assertion | Figure]) -> Iterator[Pair]:
    """Yield pairs of statements of which one asserts what the other denies, or gives another figure; plans aside.

    Figures are compared where two documents tell the same words of the same thing, for the same time, in one unit:
    within a document such pairs are rows of one list, read without what tells them apart.
    """
    facts: defaultdict[tuple[str, ...], list[Assertion]] = defaultdict(list)
    figures: defaultdict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for said in statements:
        if isinstance(said, Assertion):
            facts[said.subject, said.relation, said.object].append(said)
        elif said.observation.number is not None and said.observation.period:
            figures[_measured(said)].append(said)
    for key in sorted(facts):
        yield from _pairs(facts[key], _is_denied)
    for key in sorted(figures):
        yield from _pairs(figures[key], _is_other_figure)


def _pairs(said: Sequence[_Said], clash: Callable[[_Said, _Said], bool]) -> Iterator[tuple[_Said, _Said]]:
    ordered = sorted(said, key=lambda statement: statement.iri)
    return (pair for pair in itertools.combinations(ordered, 2) if clash(*pair))


def _measured(figure: Figure) -> tuple[str, ...]:
    seen = figure.observation
    return figure.about, seen.indicator, seen.period, seen.status, seen.base_unit or seen.unit


def _is_denied(one: Assertion, other: Assertion) -> bool:
    return {one.fact.status, other.fact.status} == {"asserted", "negated"}


def _is_other_figure(one: Figure, other: Figure) -> bool:
    if one.document.sha256 == other.document.sha256:
        return False
    apart = abs((one.observation.number or 0) - (other.observation.number or 0))
    return apart > HALF * max(_step(one), _step(other))


def _step(figure: Figure) -> float:
    """Return what one in the last written place is worth, the noughts at the end of a whole number aside."""
    number, digits = figure.observation.number or 0, figure.observation.value
    try:
        written = float(digits)
    except ValueError:
        return 0.0
    whole, _, places = digits.partition(".")
    noughts = 0 if places else len(whole) - len(whole.rstrip("0"))
    return abs(number / written) * 10.0 ** (noughts - len(places)) if written else 0.0
