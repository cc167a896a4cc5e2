"""Tables that are drawn with lines: the cells between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.read.glyphs import Glyph, Rule

__all__ = ["Grid", "grids"]

#: Points within which lines are the same, or touch.
_NEAR = 3.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A rectangle of the page."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, glyph: Glyph) -> bool:
        """Say whether the middle of a character lies within."""
        middle = (glyph.left + glyph.right) / 2
        return self.left <= middle < self.right and self.top <= glyph.middle < self.bottom


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of a table: where its columns and its rows are parted."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    rules: tuple[Rule, ...]

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.down[0]

    @property
    def left(self) -> float:
        """The left edge."""
        return self.across[0]

    @property
    def right(self) -> float:
        """The right edge."""
        return self.across[-1]

    def holds(self, glyph: Glyph) -> bool:
        """Say whether a character lies within the table."""
        return Cell(self.across[0], self.down[0], self.across[-1], self.down[-1]).holds(glyph)

    def cells(self) -> Iterator[list[Cell]]:
        """Yield the rows of cells; what lies between two cells that no line parts belongs to the first."""
        taken: set[tuple[int, int]] = set()
        for row in range(len(self.down) - 1):
            made: list[Cell] = []
            for column in range(len(self.across) - 1):
                if (row, column) in taken:
                    made.append(Cell(0, 0, 0, 0))
                    continue
                wide = column + 1
                while wide < len(self.across) - 1 and not self._parts(self.across[wide], row, False):
                    wide += 1
                deep = row + 1
                while deep < len(self.down) - 1 and not self._parts(self.down[deep], column, True):
                    deep += 1
                taken.update((r, c) for r in range(row, deep) for c in range(column, wide))
                made.append(Cell(self.across[column], self.down[row], self.across[wide], self.down[deep]))
            yield made

    def _parts(self, place: float, index: int, flat: bool) -> bool:
        """Say whether a line at a place runs along the row or the column."""
        edges = self.across if flat else self.down
        middle = (edges[index] + edges[index + 1]) / 2
        for rule in self.rules:
            if rule.is_flat != flat:
                continue
            at, start, end = (rule.top, rule.left, rule.right) if flat else (rule.left, rule.top, rule.bottom)
            if abs(at - place) <= _NEAR and start - _NEAR <= middle <= end + _NEAR:
                return True
        return False


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """Return the tables that lines make, from top to bottom: at least two rows or columns of cells."""
    found = []
    for group in _touching(list(rules)):
        across = _places([rule.left for rule in group if not rule.is_flat])
        down = _places([rule.top for rule in group if rule.is_flat])
        if len(across) >= 2 and len(down) >= 2 and (len(across) - 1) * (len(down) - 1) >= 4:
            found.append(Grid(across, down, tuple(group)))
    return sorted(found, key=lambda grid: grid.top)


def _touching(rules: list[Rule]) -> Iterator[list[Rule]]:
    while rules:
        group = [rules.pop()]
        for one in group:
            touching = [rule for rule in rules if _touch(one, rule)]
            group.extend(touching)
            rules = [rule for rule in rules if rule not in touching]
        yield group


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one.left - _NEAR <= other.right
        and other.left - _NEAR <= one.right
        and one.top - _NEAR <= other.bottom
        and other.top - _NEAR <= one.bottom
    )


def _places(values: list[float]) -> tuple[float, ...]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return tuple(places)
