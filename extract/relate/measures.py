"""What is known of a pair under one relation, as plain numbers: order, distance, rules that fired, rivals."""

from __future__ import annotations

from extract.relate.features import Context
from extract.relate.pairs import Pair
from extract.relate.rules import load
from extract.relate.units import CLASSES

__all__ = ["NAMES", "measures"]

_HOWS = ("sentence", "own", "list", "row", "subject", "recent", "main", "intro", "heading")
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
]


def measures(pair: Pair, context: Context, column: int, relation: str, forward: bool) -> list[float]:
    """Return one number for each of ``NAMES``."""
    a, b = pair.first, pair.second
    sentence = context.sentence
    units = sentence.units
    second = context.outer[id(b)]
    within = pair.how in ("sentence", "own", "list")
    first = context.outer[id(a)] if within else -1
    own = [fired for fired in pair.fired if fired.rule.relation == relation]
    best = min((fired.subject for fired in own if fired.forward == forward), default=_NONE)
    back = min((fired.subject for fired in own if fired.forward != forward), default=_NONE)
    others = min((fired.subject for fired in pair.fired if fired.rule.relation != relation), default=_NONE)
    start = units[first].end if first >= 0 else sentence.start
    stop = units[second].start
    if pair.how == "own":
        start, stop = a.end, next((s for s, _ in b.spans if s >= a.end), b.end)
    said = context.said(relation)
    middle = [one for one in said if start <= one[0] < stop]
    after = [one for one in said if one[0] >= units[second].end]
    before = [one for one in said if one[0] < units[first].start] if first >= 0 else []
    ends = context.clause_end(units[second].end)
    near_after = [ours for at, ours in after if at < ends]
    between = units[first + 1 : second]
    earlier = units[:second] if first < 0 else units[:first]
    rivals = context.rivals(pair, relation, forward).split()
    columns = load().columns[relation]
    label = pair.label
    return [
        float(column),
        float(_HOWS.index(pair.how)),
        float(_TYPES.index(a.kind)),
        float(_TYPES.index(b.kind)),
        float(forward),
        float(best),
        float(back),
        float(others),
        float(len(own)),
        float(bool(a.owner)),
        float(bool(b.owner)),
        float(bool(a.modifiers)),
        float(bool(b.modifiers)),
        float(len(a.members)),
        float(len(b.members)),
        float(bool(a.stands)),
        float(bool(b.stands)),
        float(min(pair.line - pair.other, 12)),
        float(second - first - 1),
        float(context.clauses[second] - (context.clauses[first] if first >= 0 else 0)),
        float(sum(unit.group == a.group for unit in between)),
        float(sum(unit.group == b.group for unit in between)),
        float(first >= 0 and context.leads(first)),
        float(context.leads(second)),
        float(min(len(context.gaps[second]), _LONG)),
        float(min(len(context.gaps[first + 1]), _LONG)),
        float(min(stop - start, _LONG)),
        float(sum(ours for _, ours in middle)),
        float(sum(not ours for _, ours in middle)),
        float(bool(middle) and middle[-1][1]),
        float(bool(middle) and middle[0][1]),
        float(sum(ours for _, ours in after)),
        float(sum(not ours for _, ours in after)),
        float(sum(ours for _, ours in before)),
        float(any(near_after)),
        float(ends - units[second].end < 2),
        float(rivals[0]),
        float(rivals[1]),
        float(sum(unit.group == a.group for unit in earlier)),
        float(sum(not set(a.kinds).isdisjoint(unit.kinds) for unit in earlier)),
        float(any(word in pair.column for word in columns)) if pair.how == "row" else -1.0,
        float(any(word in context.line.column for word in columns)) if context.line.column else -1.0,
        float(any(ours for _, ours in said)),
        float(len(units)),
        float(earlier[0].group == a.group) if earlier else -1.0,
        min(float(stop - middle[-1][0]), _LONG) if middle else -1.0,
        float(len(a.joints)) if pair.how == "list" else -1.0,
        float(context.pairing(a)) if pair.how == "list" else -1.0,
        float(len(a.members) == len(b.members) > 1),
        float(any(rule.relation == relation for trigger in load().triggers(label) for rule in trigger.rules))
        if label
        else -1.0,
        float(first == 0),
        float(second == len(units) - 1),
        float(len(context.line.topics)),
        pair.share,
    ]
