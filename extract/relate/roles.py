"""What is around one unit, as hashes: the part that it may play in a relation."""

from __future__ import annotations

from zlib import crc32

from extract.relate.context import LETTERS, Context
from extract.relate.grams import edges, government, grams, sides
from extract.relate.units import Unit

__all__ = ["role"]


def role(unit: Unit, context: Context, relation: str) -> tuple[list[int], list[int]]:
    """Return the hashes of what is around one unit: first whatever the relation, then as the relation sees it."""
    if id(unit) not in context.around:
        context.around[id(unit)] = _around(unit, context)
    common = context.around[id(unit)]
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
    edges(after, before, found)
    sides(before, after, "role", found)
    grams("role<", before[-12:], found)
    grams("role>", after[:12], found)
    last = LETTERS[units[place - 1].group] if place else "^"
    following = LETTERS[units[place + 1].group] if place + 1 < len(units) else "$"
    found.append(f"role next {last} {following}")
    found.append(f"role next {last} {before[-8:]}" if len(before) <= 8 else "role far")
    found.append(f"role then {following} {after[:8]}" if len(after) <= 8 else "role far after")
    if context.line.column:
        found.append(f"role column {context.line.column}")
        grams("role column", context.line.column[:12], found)
    government(context, -1, place, found, "role")
    return sorted({crc32(text.encode()) for text in found})
