"""One line made ready for features: units, triggers and cuts by place."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from extract.relate.pairs import Pair, Scene
from extract.relate.topics import Line
from extract.relate.units import Sentence, Unit
from extract.relate.words import discourse

__all__ = ["LETTERS", "SPACE", "Context", "Marks"]

LETTERS = {
    name: chr(0xE000 + number)
    for number, name in enumerate(("Institution", "Artefact", "Place", "Person", "PolicyDocument", "Event"))
}
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Marks:
    """Letters of units, cuts and triggers, with their places, in order."""

    places: list[int]
    letters: str

    def between(self, start: int, stop: int) -> str:
        """Return the letters from one place up to another."""
        return self.letters[bisect_left(self.places, start) : bisect_left(self.places, stop)]

    def before(self, stop: int) -> str:
        """Return the letters before a place."""
        return self.letters[: bisect_left(self.places, stop)]

    def after(self, start: int) -> str:
        """Return the letters from a place on."""
        return self.letters[bisect_left(self.places, start) :]


class Context:
    """One line made ready: the sentence with a letter for each outer unit, and its triggers by place."""

    def __init__(self, scene: Scene, kind: str, intro: str) -> None:
        self.line: Line = scene.line
        self.sentence: Sentence = scene.line.sentence
        self.triggers = scene.triggers
        self.kind = kind
        self.intro = intro
        self.outer: dict[int, int] = {}
        for place, unit in enumerate(self.sentence.units):
            for part in unit.all():
                self.outer[id(part)] = place
        self.clauses = [self.sentence.clause(unit.start) for unit in self.sentence.units]
        self.gaps = self._gaps()
        self.pairs = scene.pairs
        self.groups = [unit.group for unit in self.sentence.units]
        self._spoken = [
            (trigger.start, frozenset(rule.relation for rule in trigger.rules))
            for trigger in self.triggers
            if not any(unit.start <= trigger.start < unit.end for unit in self.sentence.units)
        ]
        self.plain: dict[int, dict[str, float]] = {}  #: measures of pairs that depend on no relation
        self.around: dict[int, list[int]] = {}  #: hashes of units that depend on no relation
        self._said: dict[str, list[tuple[int, bool]]] = {}
        self._marks: dict[tuple[str, str, str], Marks] = {}
        self._best: dict[tuple[int, str, bool], list[tuple[int, int]]] = {}
        for pair in scene.pairs:
            for fired in pair.fired:
                for end in (pair.first, pair.second):
                    key = (id(end), fired.rule.relation, fired.forward == (end is pair.first))
                    self._best.setdefault(key, []).append((fired.subject, id(pair)))

    def said(self, relation: str) -> list[tuple[int, bool]]:
        """Return where triggers stand, and whether each is the relation's own."""
        if relation not in self._said:
            self._said[relation] = [(at, relation in relations) for at, relations in self._spoken]
        return self._said[relation]

    def clause_end(self, at: int) -> int:
        """Return where the clause ends that goes on at a place."""
        return next((cut for cut in self.sentence.cuts if cut >= at), self.sentence.end)

    def leads(self, place: int) -> bool:
        """Return whether an outer unit is the first of its clause."""
        return place == 0 or self.clauses[place - 1] != self.clauses[place]

    def pairing(self, unit: Unit) -> bool:
        """Return whether words such as "with" join the members of a list."""
        return not discourse().pairing.isdisjoint(unit.joints)

    def rivals(self, pair: Pair, relation: str, forward: bool) -> str:
        """Return how well the best other partner of each end is bound by the relation: 0 best, 9 none."""
        found = []
        for end in (pair.first, pair.second):
            entries = self._best.get((id(end), relation, forward == (end is pair.first)), ())
            found.append(min((rank for rank, other in entries if other != id(pair)), default=9))
        return f"{found[0]} {found[1]}"

    def marks(self, relation: str, first: str, second: str) -> Marks:
        """Return units, cuts and triggers in order, as letters seen from one relation and two classes."""
        key = (relation, first, second)
        if key not in self._marks:
            marks = [
                (unit.start, "A" if group == first else "B" if group == second else "o")
                for unit, group in zip(self.sentence.units, self.groups, strict=True)
            ]
            marks += [(at, "R" if own else "v") for at, own in self.said(relation)]
            marks += [(cut, "," if self.sentence.text[cut] in ",:" else "(") for cut in self.sentence.cuts]
            marks.sort()
            self._marks[key] = Marks([at for at, _ in marks], "".join(mark for _, mark in marks))
        return self._marks[key]

    def _gaps(self) -> list[str]:
        """Return the text before each outer unit, and after the last."""
        at = self.sentence.start
        found = []
        for unit in self.sentence.units:
            found.append(SPACE.sub("", self.sentence.text[at : unit.start]))
            at = unit.end
        found.append(SPACE.sub("", self.sentence.text[at : self.sentence.end]))
        return found

    def between(self, first: int, second: int) -> str:
        """Return the text between two outer units, units in it as letters."""
        parts = [self.gaps[first + 1]]
        for place in range(first + 1, second):
            parts.append(LETTERS[self.groups[place]])
            parts.append(self.gaps[place + 1])
        return "".join(parts)
