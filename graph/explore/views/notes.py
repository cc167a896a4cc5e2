"""The evidence of a page: each fact once, with a number that the picture above leads to."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.explore.records import Edge
from graph.explore.views.records import Told
from graph.explore.views.shelf import Shelf

__all__ = ["Notes"]


@dataclass
class Notes:
    """Facts in the order in which the page names them."""

    shelf: Shelf
    told: list[Told] = field(default_factory=list)
    numbers: dict[Edge, int] = field(default_factory=dict)

    def note(self, edge: Edge) -> str:
        """The anchor of a fact's evidence; a new one is added."""
        if edge not in self.numbers:
            self.numbers[edge] = len(self.told) + 1
            self.told.append(self.shelf.tell(edge))
        return f"f{self.numbers[edge]}"
