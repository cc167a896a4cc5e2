"""Score predictions against annotated passages, with bootstrap intervals over passages.

The measures are those of tests/gold/gold.py, which a test holds them to: entity (strict span and type), span, alias
(pairs of mentions with different text in one cluster), relation (type and both ends, an end being any mention of its
cluster that overlaps), relation_status, relation_strict (some mention of each end has the exact span and type),
relation_date (gold relations that have a date), observation (subject, value, unit) and observation_strict.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from extract.gold.annotations import Passage, normal
from ontology.schema import load as load_schema

__all__ = ["Figure", "count", "figures", "match"]

Key = tuple[Any, ...]
#: (measure, "hit" or "gold" or "predicted") -> number
Counts = Counter[tuple[str, str]]
_STATUSES = ("asserted", "planned", "negated")
_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?|-Q[1-4]|-H[12])?")


@dataclass(frozen=True, slots=True)
class Figure:
    """Precision, recall and F1 of one measure; ``low`` and ``high`` bound the F1 at 95 %."""

    measure: str
    precision: float
    recall: float
    f1: float
    low: float
    high: float
    gold: int
    predicted: int


def figures(golds: Mapping[str, Passage], predictions: Mapping[str, Passage], draws: int = 1000) -> list[Figure]:
    """Return the figures of all measures over the gold passages; a passage without prediction counts as empty."""
    nothing: Passage = {"entities": [], "relations": [], "observations": []}
    counts = [count(gold, predictions.get(id_, nothing)) for id_, gold in golds.items()]
    names = sorted({name for counted in counts for name, _ in counted})
    parts = ("hit", "gold", "predicted")
    table = np.array([[[c[name, part] for part in parts] for name in names] for c in counts], float)
    picks = np.random.default_rng(1).integers(0, len(counts), (draws, len(counts)))
    weights = np.stack([np.bincount(pick, minlength=len(counts)) for pick in picks]).astype(float)
    drawn = np.einsum("dp,pnk->dnk", weights, table)
    out = []
    for number, name in enumerate(names):
        hit, gold, predicted = table[:, number].sum(0)
        low, high = np.percentile(_f1(drawn[:, number]), [2.5, 97.5])
        precision, recall = hit / predicted if predicted else 0.0, hit / gold if gold else 0.0
        out.append(
            Figure(
                name,
                float(precision),
                float(recall),
                float(_f1(np.array([[hit, gold, predicted]]))[0]),
                float(low),
                float(high),
                int(gold),
                int(predicted),
            )
        )
    return out


def _f1(rows: Any) -> Any:
    both = rows[:, 1] + rows[:, 2]
    return np.divide(2 * rows[:, 0], both, out=np.zeros(len(rows)), where=both > 0)


def count(gold: Passage, predicted: Passage) -> Counts:
    """Return the hits, gold and predicted numbers of every measure for one passage."""
    out: Counts = Counter()

    def add(
        name: str, left: Sequence[Key], right: Sequence[Key], same: Callable[[Key, Key], bool] | None = None
    ) -> None:
        hits = len(set(left) & set(right)) if same is None else len(match(left, right, same))
        for part, number in (("hit", hits), ("gold", len(left)), ("predicted", len(right))):
            if number:
                out[name, part] += number

    _clustered(gold)
    _clustered(predicted)
    one, other = _spans(gold), _spans(predicted)
    add("entity", one, other)
    add("span", [s[:2] for s in one], [s[:2] for s in other])
    for kind in load_schema().types:
        add(f"entity {kind}", [s for s in one if s[2] == kind], [s for s in other if s[2] == kind])
    add("alias", _alias_pairs(gold), _alias_pairs(predicted))
    plain, plain2 = _relations(gold), _relations(predicted)
    add("relation", plain, plain2, _same)
    for kind in load_schema().relations:
        add(f"relation {kind}", [k for k in plain if k[0] == kind], [k for k in plain2 if k[0] == kind], _same)
    status, status2 = _relations(gold, status=True), _relations(predicted, status=True)
    add("relation_status", status, status2, _same)
    for which in _STATUSES:
        add(f"status {which}", [k for k in status if k[3] == which], [k for k in status2 if k[3] == which], _same)
    add("relation_date", _relations(gold, date=True), _relations(predicted, date=True), _same)
    add("relation_strict", _relations(gold, exact=True), _relations(predicted, exact=True), _same_strictly)
    add("observation", _observations(gold), _observations(predicted), _same_observation)
    add("observation_strict", _observations(gold), _observations(predicted), _same_observation_strictly)
    return out


def match(golds: Iterable[Key], predictions: Iterable[Key], same: Callable[[Key, Key], bool]) -> list[tuple[Key, Key]]:
    """Return pairs that match, each used once, greedily in order."""
    left, pairs = list(predictions), []
    for gold in golds:
        for index, predicted in enumerate(left):
            if same(gold, predicted):
                pairs.append((gold, predicted))
                del left[index]
                break
    return pairs


def _clustered(passage: Passage) -> None:
    seen: dict[str, int] = {}
    for i, entity in enumerate(passage["entities"]):
        if "cluster" not in entity:
            entity["cluster"] = seen.setdefault(normal(entity["text"]), i)


def _spans(passage: Passage) -> list[Key]:
    return sorted({(e["start"], e["end"], e["type"]) for e in passage["entities"]})


def _ends(passage: Passage, i: int, exact: bool) -> frozenset[Key]:
    cluster = passage["entities"][i]["cluster"]
    some = [e for e in passage["entities"] if e["cluster"] == cluster]
    return frozenset((e["start"], e["end"], e["type"]) if exact else (e["start"], e["end"]) for e in some)


def _alias_pairs(passage: Passage) -> list[Key]:
    seen = passage["entities"]
    pairs = {
        ((a["start"], a["end"]), (b["start"], b["end"]))
        for i, a in enumerate(seen)
        for b in seen[i + 1 :]
        if a["cluster"] == b["cluster"] and normal(a["text"]) != normal(b["text"])
    }
    return sorted(pairs)


def _relations(passage: Passage, *, status: bool = False, date: bool = False, exact: bool = False) -> list[Key]:
    out: dict[Key, None] = {}
    symmetric = {name for name, relation in load_schema().relations.items() if relation.symmetric}
    for r in passage["relations"]:
        ends = [_ends(passage, i, exact) for i in (r["head"], r["tail"])]
        if r["type"] in symmetric:
            ends.sort(key=min)
        if date and not r.get("when"):
            continue
        out[r["type"], *ends, (r.get("status") or "asserted") if status else None, r.get("when") if date else None] = (
            None
        )
    return list(out)


def _overlap(a: Iterable[Key], b: Sequence[Key] | frozenset[Key]) -> bool:
    return any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)


def _same(gold: Key, predicted: Key) -> bool:
    if gold[0] != predicted[0] or gold[3:] != predicted[3:]:
        return False
    if _overlap(gold[1], predicted[1]) and _overlap(gold[2], predicted[2]):
        return True
    return _is_symmetric(gold[0]) and _overlap(gold[1], predicted[2]) and _overlap(gold[2], predicted[1])


def _same_strictly(gold: Key, predicted: Key) -> bool:
    if gold[0] != predicted[0]:
        return False
    straight = gold[1] & predicted[1] and gold[2] & predicted[2]
    crossed = _is_symmetric(gold[0]) and gold[1] & predicted[2] and gold[2] & predicted[1]
    return bool(straight or crossed)


def _is_symmetric(relation: str) -> bool:
    return load_schema().relations[relation].symmetric


def _number(text: Any) -> float | str:
    try:
        return round(float(str(text).replace(",", "")), 6)
    except ValueError:
        return normal(str(text))


def _observations(passage: Passage) -> list[Key]:
    return [
        (
            _ends(passage, o["subject"], exact=False),
            _number(o["value"]),
            normal(o.get("unit") or ""),
            normal(o.get("indicator") or ""),
            o.get("period"),
        )
        for o in passage["observations"]
    ]


def _same_observation(gold: Key, predicted: Key) -> bool:
    return bool(gold[1:3] == predicted[1:3]) and _overlap(gold[0], predicted[0])


def _same_observation_strictly(gold: Key, predicted: Key) -> bool:
    named = (bool(gold[3] and predicted[3]) and (gold[3] in predicted[3] or predicted[3] in gold[3])) or not gold[3]
    dated = gold[4] == predicted[4] or not (gold[4] and _ISO.fullmatch(gold[4]))
    return _same_observation(gold, predicted) and named and dated
