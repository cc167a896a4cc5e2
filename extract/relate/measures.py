"""What is known of a pair under one relation, as plain numbers: order, distance, rules that fired, rivals."""

from __future__ import annotations

from extract.relate import known
from extract.relate.context import Context
from extract.relate.pairs import HOWS, LABELS, TOGETHER, Pair
from extract.relate.rules import load
from extract.relate.units import CLASSES

__all__ = ["NAMES", "measures"]

_TYPES = tuple(CLASSES)
_NONE = 9.0  # stands for no rank
_LONG = 60.0  # gaps are cut off here

NAMES = [
    "column",
    "how",
    "first_type",
    "second_type",
    "forward",
    "best",
    "back",
    "others",
    "fires",
    "first_owned",
    "second_owned",
    "first_owns",
    "second_owns",
    "first_list",
    "second_list",
    "first_stands",
    "second_stands",
    "lines",
    "far",
    "clauses",
    "same_first",
    "same_second",
    "leads",
    "second_leads",
    "before_gap",
    "after_gap",
    "middle_gap",
    "own_in_middle",
    "other_in_middle",
    "own_last",
    "own_first",
    "own_after",
    "other_after",
    "own_before",
    "near_after",
    "cuts_after",
    "rival_head",
    "rival_tail",
    "earlier",
    "earlier_fit",
    "heads_first",
    "heads_second",
    "own_anywhere",
    "units",
    "first_kind_before",
    "governs_gap",
    "joint",
    "pairing",
    "aligned",
    "label_own",
    "is_first",
    "is_last",
    "topics",
    "share",
    *known.NAMES,
]


def measures(pair: Pair, context: Context, column: int, keys: tuple[str, str]) -> list[float]:
    """Return one number for each of ``NAMES``; ``keys`` are the lexicon's ids of head and tail."""
    relation, forward = LABELS[column]
    plain = context.plain.get(id(pair))
    if plain is None:
        plain = context.plain[id(pair)] = _whatever(pair, context)
    values = plain | _under(pair, context, relation, forward) | known.known(*keys)
    values["column"] = column
    return [float(values[name]) for name in NAMES]


def _place(pair: Pair, context: Context) -> tuple[int, int, int, int]:
    """Return the places of the two outer units (-1 for one from elsewhere), and where the text between them lies."""
    units = context.sentence.units
    second = context.outer[id(pair.second)]
    first = context.outer[id(pair.first)] if pair.how in TOGETHER else -1
    if pair.how == "own":
        core = next((start for start, _ in pair.second.spans if start >= pair.first.end), pair.second.end)
        return first, second, pair.first.end, core
    return first, second, units[first].end if first >= 0 else context.sentence.start, units[second].start


def _whatever(pair: Pair, context: Context) -> dict[str, float]:
    """Return what does not depend on the relation."""
    a, b = pair.first, pair.second
    units, groups = context.sentence.units, context.groups
    first, second, start, stop = _place(pair, context)
    earlier = groups[:second] if first < 0 else groups[:first]
    own_group, between = a.group, groups[first + 1 : second]
    kinds = set(a.kinds)
    listed = pair.how == "list"
    return {
        "how": HOWS.index(pair.how),
        "first_type": _TYPES.index(a.kind),
        "second_type": _TYPES.index(b.kind),
        "first_owned": bool(a.owner),
        "second_owned": bool(b.owner),
        "first_owns": bool(a.modifiers),
        "second_owns": bool(b.modifiers),
        "first_list": len(a.members),
        "second_list": len(b.members),
        "first_stands": bool(a.stands),
        "second_stands": bool(b.stands),
        "lines": min(pair.line - pair.other, 12),
        "far": second - first - 1,
        "clauses": context.clauses[second] - (context.clauses[first] if first >= 0 else 0),
        "same_first": between.count(own_group),
        "same_second": between.count(b.group),
        "leads": first >= 0 and context.leads(first),
        "second_leads": context.leads(second),
        "before_gap": min(len(context.gaps[second]), _LONG),
        "after_gap": min(len(context.gaps[first + 1]), _LONG),
        "middle_gap": min(stop - start, _LONG),
        "cuts_after": context.clause_end(units[second].end) - units[second].end < 2,
        "earlier": earlier.count(own_group),
        "earlier_fit": sum(not kinds.isdisjoint(unit.kinds) for unit in units[: len(earlier)]),
        "units": len(units),
        "first_kind_before": earlier[0] == own_group if earlier else -1,
        "joint": len(a.joints) if listed else -1,
        "pairing": context.pairing(a) if listed else -1,
        "aligned": len(a.members) == len(b.members) > 1,
        "is_first": first == 0,
        "is_last": second == len(units) - 1,
        "topics": len(context.line.topics),
        "share": pair.share,
    }


def _under(pair: Pair, context: Context, relation: str, forward: bool) -> dict[str, float]:
    """Return what depends on the relation: its rules that fired, its words around, its rivals."""
    first, second, start, stop = _place(pair, context)
    units = context.sentence.units
    own = [fired for fired in pair.fired if fired.rule.relation == relation]
    said = context.said(relation)
    middle = [one for one in said if start <= one[0] < stop]
    after = [one for one in said if one[0] >= units[second].end]
    ends = context.clause_end(units[second].end)
    head, tail = context.rivals(pair, relation, forward).split()
    columns, under = load().columns[relation], context.line.column
    ours = sum(one[1] for one in middle)
    ours_after = sum(one[1] for one in after)
    return {
        "forward": forward,
        "best": min((fired.subject for fired in own if fired.forward == forward), default=_NONE),
        "back": min((fired.subject for fired in own if fired.forward != forward), default=_NONE),
        "others": min((fired.subject for fired in pair.fired if fired.rule.relation != relation), default=_NONE),
        "fires": len(own),
        "own_in_middle": ours,
        "other_in_middle": len(middle) - ours,
        "own_last": bool(middle) and middle[-1][1],
        "own_first": bool(middle) and middle[0][1],
        "own_after": ours_after,
        "other_after": len(after) - ours_after,
        "own_before": sum(one[1] for one in said if one[0] < units[first].start) if first >= 0 else 0,
        "near_after": any(one[1] for one in after if one[0] < ends),
        "rival_head": float(head),
        "rival_tail": float(tail),
        "heads_first": any(word in pair.column for word in columns) if pair.how == "row" else -1,
        "heads_second": any(word in under for word in columns) if under else -1,
        "own_anywhere": any(one[1] for one in said),
        "governs_gap": min(stop - middle[-1][0], _LONG) if middle else -1,
        "label_own": _labelled(pair.label, relation) if pair.label else -1,
    }


def _labelled(label: str, relation: str) -> bool:
    return any(rule.relation == relation for trigger in load().triggers(label) for rule in trigger.rules)
