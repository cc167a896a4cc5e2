"""Where documents contradict each other, or themselves: asserted here and ended there, two figures for one thing."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.explore.records import Figure, Statement

__all__ = ["of_facts", "of_figures"]

#: Two figures agree when one is the other rounded: half a unit of the coarser one's last place, a little for floats.
HALF = 0.5001
#: Nearer than so many characters a list or a table goes on: its figures are of different things.
APART = 300


def of_facts(statements: Iterable[Statement]) -> list[tuple[Statement, ...]]:
    """What one statement asserts and another denies or ends, fact by fact, oldest first; plans are left out."""
    by: defaultdict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for item in statements:
        if item.status in ("asserted", "negated"):
            by[item.subject, item.relation, item.object].append(item)
    split = [item for item in by.items() if len(item[1]) > 1 and len({said.status for said in item[1]}) > 1]
    return [tuple(sorted(said, key=lambda item: (item.since, item.status, item.iri))) for _, said in sorted(split)]


def of_figures(figures: Iterable[Figure]) -> list[tuple[Figure, ...]]:
    """Figures of one thing, in the same words for the same time and unit, that differ by more than rounding."""
    by: defaultdict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for item in figures:
        if item.number is not None and item.period:
            by[item.about, item.indicator, item.period, item.status, item.base_unit or item.unit].append(item)
    groups = [_clashing(said) for _, said in sorted(by.items()) if len(said) > 1]
    return [group for group in groups if group]


def _clashing(said: Sequence[Figure]) -> tuple[Figure, ...]:
    """Those that differ from another one that stands elsewhere, smallest first."""
    pairs = [pair for pair in itertools.combinations(said, 2) if _apart(*pair) and _differ(*pair)]
    found = {item.iri: item for pair in pairs for item in pair}
    return tuple(sorted(found.values(), key=lambda item: (item.number or 0, item.iri)))


def _apart(one: Figure, other: Figure) -> bool:
    if one.document != other.document:
        return True
    return max(one.place.start, other.place.start) - min(one.place.end, other.place.end) >= APART


def _differ(one: Figure, other: Figure) -> bool:
    return abs((one.number or 0) - (other.number or 0)) > HALF * max(_step(one), _step(other))


def _step(figure: Figure) -> float:
    """What one in the last written place of a figure is worth, the noughts at the end of a whole number aside."""
    digits = figure.value.replace(",", "").replace("\uff0c", "")
    try:
        written = float(digits)
    except ValueError:
        return 0.0
    whole, _, places = digits.partition(".")
    noughts = 0 if places else len(whole) - len(whole.rstrip("0"))
    return abs((figure.number or 0) / written) * 10.0 ** (noughts - len(places)) if written else 0.0
