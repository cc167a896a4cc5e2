"""How the words of one relation stand to a pair, as hashes."""

from __future__ import annotations

from zlib import crc32

from extract.relate.context import Context
from extract.relate.pairs import TOGETHER, Pair
from extract.relate.rules import load

__all__ = ["related"]


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
    first = context.outer.get(id(a), -1) if pair.how in TOGETHER else -1
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
    if pair.how not in TOGETHER:
        earlier = context.groups[:second].count(a.group)
        found.append(f"topic {pair.how}{way} {min(earlier, 2)} {min(pair.line - pair.other, 4)} {middle[-3:]} {best}")
    rivals = context.rivals(pair, relation, forward)
    found.append(f"rivals {rivals} {best} {pair.how}")
