"""Sentences as sequences of units: a unit is a name, a list of names, or a word that stands for a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.records import Mention
from extract.relate.rules import load
from extract.relate.words import Discourse, discourse

__all__ = ["CLASSES", "Sentence", "Unit", "sentences"]

_INSTITUTION = ("Bank", "FinancialInstitution", "Regulator", "GovernmentBody", "Company", "Organization")
_ARTEFACT = ("Database", "Chip", "Software", "Platform", "Technology")
#: The class of each type: names are listed together with names of their class only.
CLASSES = (
    dict.fromkeys(_INSTITUTION, "Institution")
    | dict.fromkeys(_ARTEFACT, "Artefact")
    | dict.fromkeys(("City", "Region"), "Place")
    | {name: name for name in ("Person", "PolicyDocument", "Event")}
)
_END = re.compile(r"[。!?;\n]+[”」』\")]*")
_CLAUSE = re.compile(r"(?<!\d),|,(?!\d{3})|:|——|—(?!\d)|\(|\)|~")
_LONGEST_OFFICE = 16  # characters between an institution and its officer


@dataclass(slots=True, eq=False)
class Unit:
    """Names that play one part in a sentence; offsets are those of the block.

    ``members`` index the mentions; ``spans`` are their places. ``start`` and ``end`` include modifiers, brackets and
    the whole list. ``owner`` is the unit that this one modifies (the maker before its product). ``joints`` stand
    between the members. ``stands`` is the pronoun, where the unit is one: then ``members`` are what it stands for.
    """

    kinds: tuple[str, ...]
    members: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    start: int
    end: int
    owner: Unit | None = None
    relation: str = ""
    target: int = -1  #: the mention that it modifies
    joints: tuple[str, ...] = ()
    stands: str = ""
    modifiers: list[Unit] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.kinds[0]

    @property
    def group(self) -> str:
        return CLASSES[self.kinds[0]]

    def all(self) -> Iterator[Unit]:
        """Yield the unit and, below it, all that modify it."""
        yield self
        for modifier in self.modifiers:
            yield from modifier.all()


@dataclass(slots=True)
class Sentence:
    """``text`` is the folded text of the block, ``start`` and ``end`` the sentence in it, ``units`` the outer ones."""

    block: int
    start: int
    end: int
    text: str
    units: list[Unit]
    cuts: tuple[int, ...] = ()  #: where clauses end

    def clause(self, at: int) -> int:
        """Return the number of the clause that a place is in."""
        return sum(cut < at for cut in self.cuts)


def sentences(
    index: int, text: str, mentions: Sequence[tuple[int, Mention]], start: int = 0, stop: int | None = None
) -> list[Sentence]:
    """Return the sentences of a stretch of a block's folded text; pronouns are units without members yet.

    ``mentions`` are those of the block with their numbers, in order.
    """
    found: list[Sentence] = []
    stop = len(text) if stop is None else stop
    names = [pair for pair in mentions if start <= pair[1].start < stop]
    inside = [(mention.start, mention.end) for _, mention in names]
    breaks = [m.end() for m in _END.finditer(text, start, stop)]
    ends = [end for end in breaks if not any(s < end <= e for s, e in inside)]
    for end in [*ends, stop]:
        if end > start:
            own = [(i, m) for i, m in names if start <= m.start < end]
            units = _grouped(_compounds(_items(text, start, end, own), text), text)
            cuts = tuple(m.start() for m in _CLAUSE.finditer(text, start, end) if not _covered(m.start(), units))
            found.append(Sentence(index, start, end, text, units, cuts))
        start = max(start, end)
    return found


def _covered(at: int, units: list[Unit]) -> bool:
    return any(unit.start <= at < unit.end for unit in units)


def _items(text: str, start: int, end: int, names: list[tuple[int, Mention]]) -> list[Unit]:
    words = discourse()
    units = [Unit((m.type,), (i,), ((m.start, m.end),), m.start, m.end) for i, m in names]
    units = _aliases(units, text, words, {i: m.entity for i, m in names})
    for match in words.pronoun.finditer(text, start, end):
        if not any(unit.start < match.end() and match.start() < unit.end for unit in units) and (
            match[0].startswith(words.pointing) or not _is_told(text, match.start(), units)
        ):
            kind = words.pronouns[match[0]]
            units.append(
                Unit((kind,), (), ((match.start(), match.end()),), match.start(), match.end(), stands=match[0])
            )
    return sorted(units, key=lambda unit: unit.start)


def _is_told(text: str, at: int, units: list[Unit]) -> bool:
    """Does a name or a Latin word stand right before a place?"""
    before = text[at - 1 : at]
    return (before.isascii() and before.isalnum()) or any(unit.end == at for unit in units)


def _aliases(units: list[Unit], text: str, words: Discourse, entity: dict[int, int]) -> list[Unit]:
    """Fold a bracketed other name of the same thing into the name before it."""
    kept: list[Unit] = []
    for unit in units:
        last = kept[-1] if kept else None
        if last and entity[last.members[0]] == entity[unit.members[0]] >= 0:
            if words.alias.fullmatch(text, last.end, unit.start):
                close = re.compile(rf"[{words.closing}]*").match(text, unit.end)
                last.end = close.end() if close else unit.end
                continue
            if text[last.end : unit.start].strip() == "":
                last.end = unit.end
                continue
        kept.append(unit)
    return kept


def _compounds(units: list[Unit], text: str) -> list[Unit]:
    """Hang makers on products, places on what stands there, parents on parts and institutions on officers."""
    kept: list[Unit] = []
    for unit in units:
        while kept and not unit.stands:
            relation = _compound(kept[-1], unit, text[kept[-1].end : unit.start])
            if not relation:
                break
            owned = kept.pop()
            owned.owner, owned.relation, owned.target = unit, relation, unit.members[0]
            unit.modifiers.append(owned)
            unit.start = owned.start
        kept.append(unit)
    return kept


def _compound(first: Unit, second: Unit, between: str) -> str:
    """Return the relation of two names side by side (of the second to the first, or the first to the second)."""
    forms = discourse().compounds
    if not second.members or (not first.members and not first.stands):
        return ""
    groups = (CLASSES.get(first.kind, "Institution"), second.group)
    found = ""
    if groups == ("Institution", "Artefact") and forms["product"].fullmatch(between):
        found = "develops"
    elif groups == ("Institution", "Person") and _office(between):
        found = "worksFor"
    elif first.members and groups == ("Place", "Institution") and forms["place"].fullmatch(between):
        found = "locatedIn"
    elif first.members and groups == ("Institution",) * 2 and between and forms["part"].fullmatch(between):
        found = "subsidiaryOf"
    return found


def _office(between: str) -> bool:
    if len(between) > _LONGEST_OFFICE or re.search(r"[,:。;]", between):
        return False
    return bool(discourse().title.search(between))


def _grouped(units: list[Unit], text: str) -> list[Unit]:
    """Join names of one class with nothing but list words between them."""
    words = discourse()
    kept: list[Unit] = []
    for unit in units:
        last = kept[-1] if kept else None
        between = text[last.end : unit.start] if last else ""
        if last and last.members and unit.members and _listed(last, unit, between, words):
            joint = re.sub(rf"[{words.opening}{words.closing}\s]", "", between)
            last.members += unit.members
            last.spans += unit.spans
            last.joints += (joint, *unit.joints)
            last.end = unit.end
            last.kinds += unit.kinds
            for modifier in unit.modifiers:
                modifier.owner = last
                last.modifiers.append(modifier)
            continue
        kept.append(unit)
    return kept


def _listed(last: Unit, unit: Unit, between: str, words: Discourse) -> bool:
    if last.group != unit.group:
        return False
    if last.group == "Place" and not between.strip():
        return True
    if words.joint.fullmatch(between):
        return True
    return bool(words.loose.fullmatch(between)) and not load().triggers(between)
