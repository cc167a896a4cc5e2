"""What is known of a pair, whatever the relation, as hashes."""

from __future__ import annotations

from zlib import crc32

from extract.relate.context import LETTERS, SPACE, Context
from extract.relate.grams import edges, government, grams, in_gap, sides, triggered
from extract.relate.pairs import Pair

__all__ = ["features"]

_NARROW = 26  # characters of a gap that are read from either end


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


def _own(pair: Pair, context: Context, found: list[str]) -> None:
    a, b = pair.first, pair.second
    text = context.sentence.text
    core = next((s for s, _ in b.spans if s >= a.end), b.end)
    gap = SPACE.sub("", text[a.end : core])
    found.append(f"own {a.relation} {gap[:8]}")
    found.append(f"own {a.relation} {a.kind} {b.kind}")
    found.append(f"own nested {a.owner is b}")
    grams("own", gap, found)
    place = context.outer[id(a)]
    sides(context.gaps[place], context.gaps[place + 1], "own", found)


def _listed(pair: Pair, context: Context, found: list[str]) -> None:
    place = context.outer[id(pair.first)]
    joints = pair.first.joints
    found.append(f"joints {' '.join(joints[-2:])}")
    found.append(f"joint {joints[-1] if joints else None}")
    before, after = context.gaps[place], context.gaps[place + 1]
    sides(before, after, "list", found)
    grams("list", after[:14], found)
    triggered("list", in_gap(context, place + 1), found, most=4)


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
    found.append(f"leads {first == 0} {context.leads(first)} {context.leads(second)}")
    if len(between) <= 12:
        found.append(f"all {between}")
    grams("mid", between if len(between) <= 2 * _NARROW else between[:_NARROW] + "|" + between[-_NARROW:], found)
    sides(context.gaps[first], context.gaps[second + 1], "out", found)
    edges(context.gaps[first + 1], context.gaps[second], found)
    government(context, first, second, found, "in")
    _skeleton(context, first, second, found)


def _topical(pair: Pair, context: Context, found: list[str]) -> None:
    b = pair.second
    second = context.outer[id(b)]
    distance = min(pair.line - pair.other, 4)
    found.append(f"topic {pair.how} {distance}")
    if pair.how == "row":
        for name, head in (("first", pair.column), ("second", context.line.column)):
            found.append(f"column {name} {head}")
            grams(f"column {name}", head[:12], found)
        found.append(f"columns {pair.column[-4:]} {context.line.column[-4:]}")
    if pair.label:
        found.append(f"label {pair.label[-5:]}")
        found.append(f"label {pair.label[-2:]}")
    group = pair.first.group
    earlier = [place for place, unit in enumerate(context.sentence.units[:second]) if unit.group == group]
    found.append(f"topic earlier {min(len(earlier), 2)} {b.group == group}")
    found.append(f"topic leads {context.leads(second)} {second == 0} {pair.how}")
    lead = context.sentence.units[0]
    found.append(f"topic first {lead.group if second else 'self'} {bool(lead.stands)} {pair.how}")
    between = context.gaps[0] + (LETTERS[lead.group] + context.between(0, second) if second else "")
    grams("top", between[-_NARROW:], found)
    sides("", context.gaps[second + 1], "top", found)
    edges("", context.gaps[second], found)
    government(context, -1, second, found, f"top{len(earlier) > 0}")
    if pair.how == "intro":
        grams("intro", context.intro[-16:], found)


_HOW = {"own": _own, "list": _listed, "sentence": _within}


def _skeleton(context: Context, first: int, second: int, found: list[str]) -> None:
    """Add the sequence of units, cuts and triggered relations between the two."""
    units = context.sentence.units
    marks: list[tuple[int, str]] = [(unit.start, LETTERS[unit.group]) for unit in units[first + 1 : second]]
    start, end = units[first].end, units[second].start
    marks += [
        (t.start, "/".join(r.name for r in t.rules)) for t in context.triggers if start <= t.start and t.end <= end
    ]
    marks += [(cut, context.sentence.text[cut]) for cut in context.sentence.cuts if start <= cut < end]
    if len(marks) <= 5:
        found.append("bones " + " ".join(mark for _, mark in sorted(marks)))
