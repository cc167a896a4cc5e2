"""What is known of a pair, as numbers of features."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from zlib import crc32

from extract.relate.pairs import Pair, Scene
from extract.relate.rules import Trigger, load
from extract.relate.topics import Line
from extract.relate.units import Sentence, Unit
from extract.relate.words import discourse

__all__ = ["Context", "features", "related", "role"]

_LETTERS = {
    name: chr(0xE000 + number)
    for number, name in enumerate(("Institution", "Artefact", "Place", "Person", "PolicyDocument", "Event"))
}
_NARROW = 26  # characters of a gap that are read from either end
_CUTS = ("", ",", ";", "。", ":", ")")
_SPACE = re.compile(r"\s+")


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
        self._common: dict[int, list[int]] = {}
        self.plain: dict[int, dict[str, float]] = {}  #: measures of pairs that depend on no relation
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

    def common(self, unit: Unit) -> list[int]:
        """Return the hashes of what is around a unit, whatever the relation."""
        if id(unit) not in self._common:
            self._common[id(unit)] = _around(unit, self)
        return self._common[id(unit)]

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
            found.append(_SPACE.sub("", self.sentence.text[at : unit.start]))
            at = unit.end
        found.append(_SPACE.sub("", self.sentence.text[at : self.sentence.end]))
        return found

    def between(self, first: int, second: int) -> str:
        """Return the text between two outer units, units in it as letters."""
        parts = [self.gaps[first + 1]]
        for place in range(first + 1, second):
            parts.append(_LETTERS[self.groups[place]])
            parts.append(self.gaps[place + 1])
        return "".join(parts)


def features(pair: Pair, context: Context) -> list[int]:
    """Return the hashes of what is known of a pair, whatever the relation."""
    found: list[str] = []
    a, b = pair.first, pair.second
    types = f"{a.kind}>{b.kind}"
    found.append(f"how {pair.how}")
    found.append(f"types {pair.how} {types}")
    found.append(f"block {context.kind}")
    for unit, name in ((a, "a"), (b, "b")):
        if unit.owner:
            found.append(f"{name} owned {unit.relation} {unit.owner.group}")
        if unit.modifiers:
            found.append(f"{name} owns {unit.modifiers[0].relation}")
        if unit.stands:
            found.append(f"{name} stands {unit.stands}")
        if len(unit.members) > 1:
            found.append(f"{name} list {min(len(unit.members), 4)}")
    _HOW.get(pair.how, _topical)(pair, context, found)
    return [crc32(text.encode()) for text in found]


def related(pair: Pair, context: Context, relation: str, forward: bool) -> list[int]:
    """Return the hashes of how the words of one relation stand to a pair: nothing in them names the relation."""
    found: list[str] = []
    own = [fired for fired in pair.fired if fired.rule.relation == relation]
    best = min((fired.subject for fired in own if fired.forward == forward), default=9)
    back = min((fired.subject for fired in own if fired.forward != forward), default=9)
    others = min((fired.subject for fired in pair.fired if fired.rule.relation != relation), default=9)
    found.append(f"best {best}")
    found.append(f"best {best} back {back} others {others} {pair.how}")
    for fired in own:
        way = "+" if fired.forward == forward else "-"
        word = context.sentence.text[fired.trigger.start : fired.trigger.end]
        found.append(f"form {way}{fired.form} {fired.subject}")
        found.append(f"rule {way}{fired.rule.name} {fired.form} {fired.subject}")
        found.append(f"word {way}{relation} {word} {min(fired.subject, 1)}")
    _abstract(pair, context, relation, forward=forward, found=found, best=best)
    return [crc32(text.encode()) for text in found]


def _abstract(pair: Pair, context: Context, relation: str, *, forward: bool, found: list[str], best: int) -> None:
    """Add the sequence around the pair: own words R, other words v, units like the first A, the second B, others o."""
    way = "+" if forward else "-"
    columns = load().columns[relation]
    if pair.how == "row":
        heads = tuple(any(word in head for word in columns) for head in (pair.column, context.line.column))
        found.append(f"row {way} {heads} {relation}")
        found.append(f"row {way} {heads} {pair.first.kind}>{pair.second.kind} {relation}")
    a, b = pair.first, pair.second
    second = context.outer[id(b)]
    first = context.outer.get(id(a), -1) if pair.how in _HOW else -1
    marks = context.marks(relation, a.group, b.group)
    if pair.how == "own":
        start, core = a.end, next((s for s, _ in b.spans if s >= a.end), b.end)
        middle = marks.between(start, core)
    else:
        start = context.sentence.units[first].end if first >= 0 else context.sentence.start
        middle = marks.between(start, context.sentence.units[second].start)
    stop = context.sentence.units[second].end
    after = marks.after(stop)[:3]
    before = marks.before(context.sentence.units[first].start)[-2:] if first >= 0 else ""
    middle = middle if len(middle) <= 9 else middle[:3] + "~" + middle[-5:]
    how = pair.how + way
    found.append(f"bones {how} {middle}")
    found.append(f"bones {how} {middle} / {after[:1]}")
    found.append(f"bones {how} {before} / {middle} / {after}")
    found.append(f"tail {how} {middle[-3:]} / {after[:2]}")
    found.append(f"head {how} {middle[:2]} {before[-1:]}")
    found.append(f"has {how} {'R' in middle} {'R' in after} {'R' in before}")
    found.append(f"has {relation} {how} {'R' in middle} {'R' in after} {'R' in before}")
    found.append(f"bones {relation} {how} {middle[-5:]} / {after[:1]}")
    edge = context.gaps[second][-1:]
    found.append(f"edge {way} {edge} {middle[-3:]}")
    if first >= 0:
        found.append(f"lead {way} {context.gaps[first][-1:]} {middle[:3]} {after[:1]}")
    gap = context.gaps[second]
    found.append(f"close {way} {middle[-1:]} {min(len(gap), 6)} {best}")
    if pair.how not in _HOW:
        earlier = context.groups[:second].count(a.group)
        found.append(f"topic {pair.how}{way} {min(earlier, 2)} {min(pair.line - pair.other, 4)} {middle[-3:]} {best}")
    rivals = context.rivals(pair, relation, forward)
    found.append(f"rivals {rivals} {best} {pair.how}")


def role(unit: Unit, context: Context, relation: str) -> tuple[list[int], list[int]]:
    """Return the hashes of what is around one unit: first whatever the relation, then as the relation sees it."""
    common = context.common(unit)
    place = context.outer[id(unit)]
    units = context.sentence.units
    before = context.gaps[place]
    marks = context.marks(relation, unit.group, "")
    start, stop = units[place].start, units[place].end
    left, right = marks.before(start), marks.after(stop)
    own = [
        f"role bones {left[-3:]} / {right[:2]}",
        f"role bones {relation} {left[-2:]} / {right[:2]}",
        f"role left {relation} {left[-4:]}",
        f"role right {relation} {right[:4]}",
        f"role has {relation} {'R' in left} {'R' in right}",
        f"role gap {left[-1:]} {min(len(before), 6)} {right[:1]}",
    ]
    return common, [crc32(text.encode()) for text in own]


def _around(unit: Unit, context: Context) -> list[int]:
    place = context.outer[id(unit)]
    units = context.sentence.units
    before, after = context.gaps[place], context.gaps[place + 1]
    found = [f"role {unit.kind}", f"role {unit.kind} {bool(unit.owner)} {bool(unit.modifiers)} {bool(unit.stands)}"]
    found.append(f"role block {context.kind}")
    if unit.owner:
        found.append(f"role owned {unit.relation} {unit.owner.group}")
    _edges(after, before, found)
    _sides(before, after, "role", found)
    _grams("role<", before[-12:], found)
    _grams("role>", after[:12], found)
    last = _LETTERS[units[place - 1].group] if place else "^"
    following = _LETTERS[units[place + 1].group] if place + 1 < len(units) else "$"
    found.append(f"role next {last} {following}")
    found.append(f"role next {last} {before[-8:]}" if len(before) <= 8 else "role far")
    found.append(f"role then {following} {after[:8]}" if len(after) <= 8 else "role far after")
    if context.line.column:
        found.append(f"role column {context.line.column}")
        _grams("role column", context.line.column[:12], found)
    _government(context, -1, place, found, "role")
    return sorted({crc32(text.encode()) for text in found})


def _own(pair: Pair, context: Context, found: list[str]) -> None:
    a, b = pair.first, pair.second
    text = context.sentence.text
    core = next((s for s, _ in b.spans if s >= a.end), b.end)
    gap = _SPACE.sub("", text[a.end : core])
    found.append(f"own {a.relation} {gap[:8]}")
    found.append(f"own {a.relation} {a.kind} {b.kind}")
    found.append(f"own nested {a.owner is b}")
    _grams("own", gap, found)
    place = context.outer[id(a)]
    _sides(context.gaps[place], context.gaps[place + 1], "own", found)


def _listed(pair: Pair, context: Context, found: list[str]) -> None:
    place = context.outer[id(pair.first)]
    joints = pair.first.joints
    found.append(f"joints {' '.join(joints[-2:])}")
    found.append(f"joint {joints[-1] if joints else None}")
    before, after = context.gaps[place], context.gaps[place + 1]
    _sides(before, after, "list", found)
    _grams("list", after[:14], found)
    _triggered("list", _in_gap(context, place + 1), found, most=4)


def _within(pair: Pair, context: Context, found: list[str]) -> None:
    a, b = pair.first, pair.second
    first, second = context.outer[id(a)], context.outer[id(b)]
    between = context.between(first, second)
    clauses = context.clauses[second] - context.clauses[first]
    far = second - first - 1
    found.append(f"far {min(far, 5)}")
    found.append(f"clauses {min(clauses, 4)}")
    found.append(f"far {min(far, 3)} clauses {min(clauses, 2)} {a.kind}>{b.kind}")
    same_a = sum(u.group == a.group for u in context.sentence.units[first + 1 : second])
    same_b = sum(u.group == b.group for u in context.sentence.units[first + 1 : second])
    found.append(f"between same {min(same_a, 2)} {min(same_b, 2)}")
    found.append(f"leads {first == 0} {_leads(context, first)} {_leads(context, second)}")
    if len(between) <= 12:
        found.append(f"all {between}")
    _grams("mid", between if len(between) <= 2 * _NARROW else between[:_NARROW] + "|" + between[-_NARROW:], found)
    _sides(context.gaps[first], context.gaps[second + 1], "out", found)
    _edges(context.gaps[first + 1], context.gaps[second], found)
    _government(context, first, second, found, "in")
    _skeleton(context, first, second, found)


def _topical(pair: Pair, context: Context, found: list[str]) -> None:
    b = pair.second
    second = context.outer[id(b)]
    distance = min(pair.line - pair.other, 4)
    found.append(f"topic {pair.how} {distance}")
    if pair.how == "row":
        for name, head in (("first", pair.column), ("second", context.line.column)):
            found.append(f"column {name} {head}")
            _grams(f"column {name}", head[:12], found)
        found.append(f"columns {pair.column[-4:]} {context.line.column[-4:]}")
    if pair.label:
        found.append(f"label {pair.label[-5:]}")
        found.append(f"label {pair.label[-2:]}")
    group = pair.first.group
    earlier = [place for place, unit in enumerate(context.sentence.units[:second]) if unit.group == group]
    found.append(f"topic earlier {min(len(earlier), 2)} {b.group == group}")
    found.append(f"topic leads {_leads(context, second)} {second == 0} {pair.how}")
    lead = context.sentence.units[0]
    found.append(f"topic first {lead.group if second else 'self'} {bool(lead.stands)} {pair.how}")
    between = context.gaps[0] + (_LETTERS[lead.group] + context.between(0, second) if second else "")
    _grams("top", between[-_NARROW:], found)
    _sides("", context.gaps[second + 1], "top", found)
    _edges("", context.gaps[second], found)
    _government(context, -1, second, found, f"top{len(earlier) > 0}")
    if pair.how == "intro":
        _grams("intro", context.intro[-16:], found)


_HOW = {"own": _own, "list": _listed, "sentence": _within}


def _leads(context: Context, place: int) -> bool:
    return context.leads(place)


def _sides(before: str, after: str, name: str, found: list[str]) -> None:
    for size in (1, 2, 3):
        if len(before) >= size:
            found.append(f"{name} before {before[-size:]}")
        if len(after) >= size:
            found.append(f"{name} after {after[:size]}")
    if not before:
        found.append(f"{name} starts")
    if after[:1] in _CUTS:
        found.append(f"{name} ends")


def _edges(after_first: str, before_second: str, found: list[str]) -> None:
    for size in (1, 2, 3, 4):
        if len(after_first) >= size:
            found.append(f"after first {after_first[:size]}")
        if len(before_second) >= size:
            found.append(f"before second {before_second[-size:]}")


def _grams(name: str, text: str, found: list[str]) -> None:
    for size in (2, 3):
        for at in range(len(text) - size + 1):
            found.append(f"{name} {text[at : at + size]}")


def _in_gap(context: Context, place: int) -> list[Trigger]:
    units = context.sentence.units
    start = units[place - 1].end if place else context.sentence.start
    end = units[place].start if place < len(units) else context.sentence.end
    return [trigger for trigger in context.triggers if start <= trigger.start and trigger.end <= end]


def _triggered(name: str, triggers: list[Trigger], found: list[str], most: int) -> None:
    for trigger in triggers[:most]:
        for rule in trigger.rules:
            found.append(f"{name} {rule.name}")


def _government(context: Context, first: int, second: int, found: list[str], name: str) -> None:
    """Add the triggers around: the one that governs the second, the one after the first, the one that follows."""
    units = context.sentence.units
    start = units[first].end if first >= 0 else context.sentence.start
    mid = [t for t in context.triggers if start <= t.start and t.end <= units[second].start]
    after = [t for t in context.triggers if t.start >= units[second].end]
    lead = "lead" if first <= 0 or _leads(context, first) else "mid"
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


def _skeleton(context: Context, first: int, second: int, found: list[str]) -> None:
    """Add the sequence of units, cuts and triggered relations between the two."""
    units = context.sentence.units
    marks: list[tuple[int, str]] = [(unit.start, _LETTERS[unit.group]) for unit in units[first + 1 : second]]
    start, end = units[first].end, units[second].start
    marks += [
        (t.start, "/".join(r.name for r in t.rules)) for t in context.triggers if start <= t.start and t.end <= end
    ]
    marks += [(cut, context.sentence.text[cut]) for cut in context.sentence.cuts if start <= cut < end]
    if len(marks) <= 5:
        found.append("bones " + " ".join(mark for _, mark in sorted(marks)))
