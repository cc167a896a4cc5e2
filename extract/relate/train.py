"""Learn the model: python -m extract.relate.train PASSAGES… [-o model.npz] [--hold PREFIX…]

Passages are annotated (id, text, entities, relations). The forest needs the package lightgbm; nothing else does. With
``--hold``, passages whose id begins so are left out of the learning and scored instead, and nothing is written.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from extract.gold.predictions import passages_of
from extract.layout import blocks as layout
from extract.records import Block, Document, Mention
from extract.relate.calendar import Calendar
from extract.relate.candidates import Candidates, candidates
from extract.relate.model import FILE, Forest, Linear, dense
from extract.relate.optimise import minimise
from extract.relate.pairs import LABELS
from extract.relate.relate import choose_date, choose_status
from extract.relate.status import by_status, date_features, status_features
from extract.scope import STATUSES
from ontology import schema

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Key = tuple[str, int, int]

_RIDGE = 4.0  # squared weights cost this much; found on held-out topics
_LIGHT = 1.0  # where there are few examples
_RARE = 2  # a feature must be met so often
_STEPS = 35
_FIRST_STEPS = 12  # enough to tell which of several rows states a thing
_SMALL = 0.01  # weights below are dropped from the file
_FOLDS = 4
_TREES = 300
_FOREST = {
    "objective": "binary",
    "num_leaves": 31,
    "learning_rate": 0.05,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "min_data_in_leaf": 30,
    "lambda_l2": 5.0,
    "num_threads": 1,
    "verbose": -1,
    "deterministic": True,
    "seed": 1,
}


@dataclass(frozen=True, slots=True)
class Passage:
    """An annotated passage made ready: its candidates, what is stated of its entities, and which rows state it."""

    name: str
    document: Document
    blocks: tuple[Block, ...]
    mentions: tuple[Mention, ...]
    stated: frozenset[Key]
    told: dict[Key, tuple[str, str]]  #: status and date of what is stated
    found: Candidates
    truth: npt.NDArray[np.bool_]
    role_truth: npt.NDArray[np.bool_]

    def keys(self, row: int) -> list[Key]:
        """Return what a row would state."""
        relation = self.found.rows[row].relation
        return [keyed(relation, self.mentions[a].entity, self.mentions[b].entity) for a, b in self.found.rows[row].ends]


def keyed(relation: str, head: int, tail: int) -> Key:
    """Return a statement with the ends of a symmetric relation in order."""
    if schema.load().relations[relation].symmetric and head > tail:
        head, tail = tail, head
    return relation, head, tail


def passage(record: dict[str, Any]) -> Passage:
    """Return an annotated passage with its candidates."""
    document = Document(record["id"], "0" * 64, "utf-8", record["text"])
    blocks = layout(document)
    mentions = gold_mentions(record, blocks)
    cluster = [entity["cluster"] for entity in record["entities"]]
    stated = frozenset(keyed(r["type"], cluster[r["head"]], cluster[r["tail"]]) for r in record["relations"])
    told = {
        keyed(r["type"], cluster[r["head"]], cluster[r["tail"]]): (r.get("status") or "asserted", r.get("when") or "")
        for r in record["relations"]
    }
    found = candidates(document, blocks, mentions)
    truth = np.zeros(len(found.rows), bool)
    for number, row in enumerate(found.rows):
        hits = [keyed(row.relation, mentions[a].entity, mentions[b].entity) in stated for a, b in row.ends]
        truth[number] = 2 * sum(hits) >= len(hits)
    role_truth = np.zeros(len(found.role_keys), bool)
    for (first, second), true in zip(found.roles, truth, strict=True):
        for role in (first, second):
            if role >= 0 and true:
                role_truth[role] = True
    return Passage(record["id"], document, blocks, mentions, stated, told, found, truth, role_truth)


def gold_mentions(record: dict[str, Any], blocks: Sequence[Block]) -> tuple[Mention, ...]:
    """Return the annotated names as mentions in blocks; names that a block does not hold whole are left out."""
    place: dict[int, tuple[int, int]] = {}
    for number, block in enumerate(blocks):
        for at, source, length in block.origin.runs:
            place.update((source + step, (number, at + step)) for step in range(length))
    mentions = []
    for entity in record["entities"]:
        first, last = place.get(entity["start"]), place.get(entity["end"] - 1)
        if first and last and first[0] == last[0] and first[1] <= last[1]:
            start, end = first[1], last[1] + 1
            text = blocks[first[0]].text[start:end]
            raw = (entity["start"], entity["end"])
            mentions.append(Mention(first[0], start, end, entity["type"], text, entity=entity["cluster"], raw=raw))
    return tuple(sorted(mentions, key=lambda mention: (mention.block, mention.start)))


def fit(
    found: Sequence[Ints],
    columns: Ints,
    truth: Floats,
    weight: Floats,
    count: int,
    *,
    ridge: float = _RIDGE,
    steps: int = _STEPS,
) -> Linear:
    """Return the linear model of rows of hashes."""
    flat = np.concatenate(found)
    lengths = np.array([len(one) for one in found])
    keys, often = np.unique(flat, return_counts=True)
    keys = keys[often >= _RARE]
    size = len(keys)
    at = np.minimum(np.searchsorted(keys, flat), size - 1)
    at = np.where(keys[at] == flat, at, size)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])

    def cost(x: Floats) -> tuple[float, Floats]:
        weights = x[: size + 1].copy()
        weights[size] = 0.0
        odds = np.clip(np.add.reduceat(weights[at], starts) + x[size + 1 :][columns], -30, 30)
        chance = 1.0 / (1.0 + np.exp(-odds))
        loss = -float((weight * (truth * np.log(chance + 1e-12) + (1 - truth) * np.log(1 - chance + 1e-12))).sum())
        rest = weight * (chance - truth)
        slope = np.empty_like(x)
        slope[: size + 1] = np.bincount(at, weights=np.repeat(rest, lengths), minlength=size + 1) + ridge * weights
        slope[size] = 0.0
        slope[size + 1 :] = np.bincount(columns, weights=rest, minlength=count)
        return loss + 0.5 * ridge * float(weights @ weights), slope

    x = minimise(cost, np.zeros(size + 1 + count), steps)
    large = np.abs(x[:size]) >= _SMALL
    return Linear(keys[large], x[:size][large], x[size + 1 :])


def learn_linear(passages: Sequence[Passage]) -> tuple[Linear, Linear]:
    """Return the models of pairs and of roles.

    A statement that several rows could make is told by the best of them: after a first round the others are left out.
    """
    keys = [key for one in passages for key in one.found.keys]
    columns = np.array([row.column for one in passages for row in one.found.rows])
    truth = np.concatenate([one.truth for one in passages]).astype(float)
    first = fit(keys, columns, truth, np.ones(len(truth)), len(LABELS), steps=_FIRST_STEPS)
    weight = best_rows(passages, first.score(keys, columns), 0.0)
    pairs = fit(keys, columns, truth, weight, len(LABELS))
    role_keys = [key for one in passages for key in one.found.role_keys]
    role_truth = np.concatenate([one.role_truth for one in passages]).astype(float)
    zeros = np.zeros(len(role_keys), np.int64)
    return pairs, fit(role_keys, zeros, role_truth, np.ones(len(role_keys)), len(LABELS))


def best_rows(passages: Sequence[Passage], scores: Floats, enough: float) -> Floats:
    """Return weights of rows: 0 for a true row that scores less than ``enough`` and is not its statement's best."""
    weight = np.ones(len(scores))
    at = 0
    for one in passages:
        best: dict[Key, int] = {}
        for row in np.flatnonzero(one.truth).tolist():
            for key in one.keys(row):
                if key not in best or scores[at + row] > scores[at + best[key]]:
                    best[key] = row
        kept = set(best.values())
        for row in np.flatnonzero(one.truth).tolist():
            if row not in kept and scores[at + row] < enough:
                weight[at + row] = 0.0
        at += len(one.truth)
    return weight


def scored(passages: Iterable[Passage], pairs: Linear, roles: Linear) -> list[Floats]:
    """Return the table that the forest reads, for each passage."""
    tables = []
    for one in passages:
        columns = np.array([row.column for row in one.found.rows], np.int64)
        zeros = np.zeros(len(one.found.role_keys), np.int64)
        if len(columns):
            tables.append(
                dense(one.found, pairs.score(one.found.keys, columns), roles.score(one.found.role_keys, zeros))
            )
        else:
            tables.append(np.zeros((0, 0)))
    return tables


def crossed(passages: Sequence[Passage]) -> dict[str, Floats]:
    """Return the forest's tables of passages, each scored by linear models that have not seen its topic."""
    topics = Counter(topic(one) for one in passages)
    fold: dict[str, int] = {}
    size = [0] * _FOLDS
    for name, count in topics.most_common():
        fold[name] = size.index(min(size))
        size[fold[name]] += count
    tables: dict[str, Floats] = {}
    for number in range(_FOLDS):
        inside = [one for one in passages if fold[topic(one)] == number]
        outside = [one for one in passages if fold[topic(one)] != number]
        if inside:
            tables.update(zip((one.name for one in inside), scored(inside, *learn_linear(outside)), strict=True))
            print(f"fold {number + 1} of {_FOLDS}", flush=True)
    return tables


def topic(one: Passage) -> str:
    """Return the set of passages that a passage belongs to: the same hand, the same subject."""
    prefix, _, number = one.name.rpartition("-")
    return prefix if prefix.startswith("syn") else f"seeds{int(number) % 2}"


def learn_forest(passages: Sequence[Passage], tables: dict[str, Floats]) -> Forest:
    """Return the forest."""
    import lightgbm  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415  # only learning needs it

    passages = [one for one in passages if len(one.found.rows)]
    table = np.vstack([tables[one.name] for one in passages])
    truth = np.concatenate([one.truth for one in passages]).astype(float)
    weight = best_rows(passages, table[:, 0], -1.0)
    data = lightgbm.Dataset(table, label=truth, weight=weight, free_raw_data=False)
    booster = lightgbm.train(_FOREST, data, num_boost_round=_TREES)
    return planted(booster.dump_model()["tree_info"])


def planted(trees: Iterable[dict[str, Any]]) -> Forest:
    """Return trees as arrays."""
    roots: list[int] = []
    nodes: list[tuple[int, float, int, int]] = []
    values: list[float] = []

    def plant(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            values.append(node["leaf_value"])
            return ~(len(values) - 1)
        own = len(nodes)
        nodes.append((0, 0.0, 0, 0))
        left, right = plant(node["left_child"]), plant(node["right_child"])
        nodes[own] = (node["split_feature"], node["threshold"], left, right)
        return own

    for tree in trees:
        roots.append(plant(tree["tree_structure"]))
    columns = list(zip(*nodes, strict=True))
    ints = [np.array(columns[place], np.int64) for place in (0, 2, 3)]
    return Forest(np.array(roots, np.int64), ints[0], np.array(columns[1], float), ints[1], ints[2], np.array(values))


def evaluated(
    passages: Sequence[Passage], scores: Sequence[Floats], thresholds: Floats
) -> dict[str, tuple[int, int, int]]:
    """Return right, stated by the model, stated by the reader, for each relation."""
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for one, score in zip(passages, scores, strict=True):
        gold.update(key[0] for key in one.stated)
        best = best_scores(one, score)
        for key, (value, row) in best.items():
            if value > thresholds[one.found.rows[row].column]:
                said[key[0]] += 1
                right[key[0]] += key in one.stated
    return {name: (right[name], said[name], gold[name]) for name in schema.load().relations}


def best_scores(one: Passage, score: Floats) -> dict[Key, tuple[float, int]]:
    """Return the best row of each statement, with its score."""
    best: dict[Key, tuple[float, int]] = {}
    for row in np.flatnonzero(score > -4).tolist():
        for key in one.keys(row):
            if key not in best or score[row] > best[key][0]:
                best[key] = (float(score[row]), row)
    return best


def tuned(passages: Sequence[Passage], scores: Sequence[Floats]) -> Floats:
    """Return for each column the score above which F1 is best, kept near the one that is best for all."""
    by_relation: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    gold: Counter[str] = Counter()
    for one, score in zip(passages, scores, strict=True):
        gold.update(key[0] for key in one.stated)
        for key, (value, _) in best_scores(one, score).items():
            by_relation[key[0]].append((value, key in one.stated))
    everything = [pair for pairs in by_relation.values() for pair in pairs]
    common = _best_cut(everything, sum(gold.values()), 0.0)
    cuts = {name: _best_cut(by_relation[name], gold[name], common) for name in gold}
    return np.array([cuts.get(relation, common) for relation, _ in LABELS])


_FEW = 60  # a relation with so many statements is trusted half as much as all together


def _best_cut(pairs: Sequence[tuple[float, bool]], gold: int, common: float) -> float:
    grid = np.arange(-1.6, 1.6, 0.1)

    def f1(cut: float) -> float:
        said = [true for value, true in pairs if value > cut]
        return 2 * sum(said) / max(len(said) + gold, 1)

    best = float(max(grid, key=f1))
    share = gold / (gold + _FEW)
    return share * best + (1 - share) * common


def calibrated(passages: Sequence[Passage], scores: Sequence[Floats]) -> tuple[float, float]:
    """Return slope and shift of the logistic curve that turns best scores into chances."""
    pairs = [
        (value, key in one.stated)
        for one, score in zip(passages, scores, strict=True)
        for key, (value, _) in best_scores(one, score).items()
    ]
    x = np.array([value for value, _ in pairs])
    y = np.array([true for _, true in pairs], float)

    def cost(w: Floats) -> tuple[float, Floats]:
        chance = 1 / (1 + np.exp(-np.clip(w[0] * x + w[1], -30, 30)))
        loss = -float((y * np.log(chance + 1e-12) + (1 - y) * np.log(1 - chance + 1e-12)).sum())
        return loss, np.array([float(((chance - y) * x).sum()), float((chance - y).sum())])

    w = minimise(cost, np.array([1.0, 0.0]), 100)
    return float(w[0]), float(w[1])


def clearest(one: Passage) -> dict[Key, tuple[int, tuple[int, int]]]:
    """Return for each statement the row that says it most plainly: in one sentence, by a rule, close by."""
    best: dict[Key, tuple[tuple[float, ...], int, tuple[int, int]]] = {}
    for row in np.flatnonzero(one.truth):
        numbers = one.found.numbers[row]
        rank = (numbers[1] > 3, numbers[5], numbers[17] + numbers[18], float(row))
        for key, ends in zip(one.keys(int(row)), one.found.rows[row].ends, strict=True):
            if key in one.told and (key not in best or rank < best[key][0]):
                best[key] = (rank, int(row), ends)
    return {key: (row, ends) for key, (_, row, ends) in best.items()}


def learn_status(passages: Sequence[Passage]) -> Linear:
    """Return the model of the status of what is stated."""
    keys: list[Ints] = []
    truth: list[bool] = []
    for one in passages:
        for key, (row, ends) in clearest(one).items():
            keys += by_status(status_features(one.found.rows[row], ends, one.blocks))
            truth += [one.told[key][0] == status for status in STATUSES]
    columns = np.arange(len(keys)) % len(STATUSES)
    return fit(keys, columns, np.array(truth, float), np.ones(len(keys)), len(STATUSES), ridge=_LIGHT)


def learn_dates(passages: Sequence[Passage]) -> Linear:
    """Return the model of which date belongs to a statement."""
    keys: list[Ints] = []
    truth: list[bool] = []
    for one in passages:
        calendar = Calendar(one.document, one.blocks, one.found.lines)
        for key, (row, _) in clearest(one).items():
            for d in calendar.near(one.found.rows[row]):
                keys.append(np.array(date_features(one.found.rows[row], d.span, d.where, d.base, d.text), np.int64))
                truth.append(d.when == one.told[key][1])
    return fit(keys, np.zeros(len(keys), np.int64), np.array(truth, float), np.ones(len(keys)), 1, ridge=_LIGHT)


def report_told(passages: Sequence[Passage], status: Linear, dates: Linear) -> None:
    """Print how often the status of true rows is right, and F1 of their dates."""
    counts: Counter[str] = Counter()
    for one in passages:
        calendar = Calendar(one.document, one.blocks, one.found.lines)
        for key, (row, ends) in clearest(one).items():
            right, when = one.told[key]
            said = choose_status(one.found.rows[row], ends, one.blocks, status)
            date = choose_date(one.found.rows[row], calendar, dates)
            counts["right"] += right == said
            counts["all"] += 1
            for name in STATUSES[1:]:
                counts[f"{name} both"] += right == said == name
                counts[f"{name} sum"] += (right == name) + (said == name)
            counts["date both"] += date is not None and date.when == when
            counts["date sum"] += bool(when) + bool(date)
    print(f"status right {counts['right'] / counts['all']:.3f}")
    for name in ("planned", "negated", "date"):
        print(f"{name} F {2 * counts[name + ' both'] / max(counts[name + ' sum'], 1):.3f}")


def report(title: str, counts: dict[str, tuple[int, int, int]]) -> None:
    """Print precision, recall and F1 for each relation."""
    total = tuple(sum(values) for values in zip(*counts.values(), strict=True))
    for name, (right, said, gold) in [*sorted(counts.items()), (title, total)]:
        if gold:
            f1 = 2 * right / (said + gold)
            print(f"{name:14} P {right / max(said, 1):.3f} R {right / gold:.3f} F {f1:.3f} gold {gold}")


def save(
    path: Path, linear: Mapping[str, Linear], forest: Forest, thresholds: Floats, curve: tuple[float, float]
) -> None:
    """Write the model's file."""
    arrays: dict[str, npt.NDArray[Any]] = {}
    for name, model in linear.items():
        arrays[f"{name}_keys"] = model.keys.astype(np.uint32)
        arrays[f"{name}_weights"] = model.weights.astype(np.float16)
        arrays[f"{name}_bias"] = model.bias
    arrays |= {
        "roots": forest.roots.astype(np.int32),
        "feature": forest.feature.astype(np.int16),
        "threshold": forest.threshold,
        "left": forest.left.astype(np.int32),
        "right": forest.right.astype(np.int32),
        "values": forest.values,
        "thresholds": thresholds,
        "calibration": np.array(curve),
    }
    np.savez_compressed(path, allow_pickle=False, **arrays)


def main(argv: Sequence[str] | None = None) -> int:
    """Learn, and write the model or score the passages held out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=FILE)
    parser.add_argument("--hold", nargs="*", default=[])
    args = parser.parse_args(argv)
    records = [passage for path in args.passages for passage in passages_of(path).values()]
    everything = [passage(record) for record in records]
    held = [one for one in everything if any(one.name.startswith(prefix + "-") for prefix in args.hold)]
    kept = [one for one in everything if one not in held]
    tables = crossed(kept)
    forest = learn_forest(kept, tables)
    # The forest has seen these passages, the linear models have not: thresholds come from a forest for each half.
    halves = [kept[0::2], kept[1::2]]
    scores: dict[str, Floats] = {}
    for own, other in (halves, halves[::-1]):
        half = learn_forest(own, tables)
        scores.update((one.name, half.score(tables[one.name])) for one in other)
    ordered = [scores[one.name] for one in kept]
    thresholds = tuned(kept, ordered)
    report("crossed", evaluated(kept, ordered, thresholds))
    pairs, roles = learn_linear(kept)
    status, dates = learn_status(kept), learn_dates(kept)
    if held:
        report_told(held, status, dates)
        tested = [forest.score(table) for table in scored(held, pairs, roles)]
        report("held out", evaluated(held, tested, thresholds))
        return 0
    linear = {"pair": pairs, "role": roles, "status": status, "date": dates}
    save(args.output, linear, forest, thresholds, calibrated(kept, ordered))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
