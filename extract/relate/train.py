"""Learn the model: python -m extract.relate.train PASSAGES… [-o model.npz] [--hold PREFIX…]

Passages are annotated (id, text, entities, relations). Learning needs the package lightgbm; reading does not. With
``--hold``, passages whose id begins so are left out of the learning and scored instead, and nothing is written.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from extract.gold import trust
from extract.gold.forked import forked
from extract.gold.predictions import passages_of
from extract.relate.learn import forest as trees
from extract.relate.learn import linear, network, told, tuning
from extract.relate.learn.passages import Passage, passage, topic
from extract.relate.model import FILE, dense, likely
from extract.relate.pairs import LABELS
from extract.relate.reader import Net
from extract.relate.rows import Rows, rows
from extract.relate.scoring import Forest, Linear, forest_arrays, linear_arrays
from extract.scope import STATUSES

Floats = npt.NDArray[np.float64]

_FOLDS = 3
_SEEDS = (1, 2, 3, 4)  # of the nets that are kept
_SEEDS_CROSSED = (1, 2)  # of those that score what they have not seen
_ROUNDS, _ROUNDS_CROSSED = 10, 8  # over all passages; half of them costs a point
_LOWEST = -1.0  # true rows below count only where they are their statement's best


@dataclass(frozen=True, slots=True)
class Reads:
    """What nets say of passages, by name: log odds of pairs by labels, and of statuses."""

    odds: dict[str, Floats]
    status: dict[str, Floats]


def weighed(passages: Sequence[Passage], trusted: Mapping[str, int]) -> list[Passage]:
    """Return passages with those repeated that are trusted more."""
    return [one for one in passages for _ in range(trusted.get(one.name, 1))]


def reads(passages: Sequence[Passage], nets: Sequence[Net]) -> Reads:
    """Return what nets say of passages."""
    found = Reads({}, {})
    for one in passages:
        said = [net.read(one.found.reading) for net in nets] if one.found.pairs else []
        found.odds[one.name] = np.mean([odds for odds, _ in said] or np.zeros((1, 0, len(LABELS))), axis=0)
        found.status[one.name] = np.mean([status for _, status in said] or np.zeros((1, 0, 3)), axis=0)
    return found


def folds(passages: Sequence[Passage], count: int = _FOLDS) -> list[set[str]]:
    """Return the names of the passages of each fold; a topic is in one fold only."""
    found: list[set[str]] = [set() for _ in range(count)]
    topics = Counter(topic(one.name) for one in passages)
    for name, _ in sorted(topics.items(), key=lambda pair: (-pair[1], pair[0])):
        min(found, key=len).update(one.name for one in passages if topic(one.name) == name)
    return found


def crossed_reads(passages: Sequence[Passage], parts: Sequence[set[str]], trusted: Mapping[str, int]) -> Reads:
    """Return what nets say that have not seen the passage's topic."""
    found = Reads({}, {})
    outside = [weighed([one for one in passages if one.name not in part], trusted) for part in parts]
    learnt = forked(network.learn, [(some, seed, _ROUNDS_CROSSED) for some in outside for seed in _SEEDS_CROSSED])
    for number, part in enumerate(parts):
        nets = learnt[number * len(_SEEDS_CROSSED) : (number + 1) * len(_SEEDS_CROSSED)]
        own = reads([one for one in passages if one.name in part], nets)
        found.odds.update(own.odds)
        found.status.update(own.status)
    print("nets", flush=True)
    return found


def tables(passages: Sequence[Passage], said: Reads) -> dict[str, Rows]:
    """Return the rows of what nets find likely."""
    return {
        one.name: rows(one.found, one.blocks, one.mentions, likely(one.found, said.odds[one.name]) & one.open)
        for one in passages
    }


def scored(
    passages: Sequence[Passage], known: Mapping[str, Rows], said: Reads, models: tuple[Linear, Linear]
) -> dict[str, Floats]:
    """Return what the forest reads of each passage that has rows."""
    found = {}
    for one in passages:
        table = known[one.name]
        if table.rows:
            pairs = models[0].score(table.keys, np.array([row.column for row in table.rows]))
            roles = models[1].score(table.role_keys, np.zeros(len(table.role_keys), np.int64))
            found[one.name] = dense(table, pairs, roles, said.odds[one.name])
    return found


def crossed_scores(
    passages: Sequence[Passage],
    known: Mapping[str, Rows],
    said: Reads,
    parts: Sequence[set[str]],
    trusted: Mapping[str, int],
) -> dict[str, Floats]:
    """Return what the forest reads, from linear models that have not seen the passage's topic."""
    found: dict[str, Floats] = {}
    for part in parts:
        outside = weighed([one for one in passages if one.name not in part], trusted)
        models = linear.learn(outside, [known[one.name] for one in outside])
        found.update(scored([one for one in passages if one.name in part], known, said, models))
    print("linear models", flush=True)
    return found


def planted(passages: Sequence[Passage], known: Mapping[str, Rows], read: Mapping[str, Floats]) -> Forest:
    """Return the forest of passages."""
    own = [one for one in passages if one.name in read]
    table = np.vstack([read[one.name] for one in own])
    mine = [known[one.name] for one in own]
    truth = np.concatenate([linear.truth(one, rows_) for one, rows_ in zip(own, mine, strict=True)]).astype(float)
    return trees.learn(table, truth, linear.best_rows(own, mine, table[:, 1], _LOWEST))


def bests(
    passages: Sequence[Passage], known: Mapping[str, Rows], read: Mapping[str, Floats], forest: Forest
) -> list[tuning.Best]:
    """Return the best scores of the statements of each passage."""
    return [
        tuning.best_scores(one, known[one.name], forest.score(read[one.name])) if one.name in read else {}
        for one in passages
    ]


def save(
    path: Path, models: Mapping[str, Linear], nets: Sequence[Net], forests: Mapping[str, Forest], **rest: Floats
) -> None:
    """Write the model's file."""
    arrays: dict[str, npt.NDArray[Any]] = {"alphabet": nets[0].alphabet.astype(np.uint32)}
    for number, net in enumerate(nets):
        arrays |= {f"net{number}_{name}": one.astype(np.float16) for name, one in net.weights.items()}
    for name, model in models.items():
        arrays |= linear_arrays(name, model)
    for name, trees_ in forests.items():
        arrays |= forest_arrays(name, trees_)
    np.savez_compressed(path, allow_pickle=False, **arrays, **rest)


def _by_name(path: Path) -> str:
    """Return what files are ordered by, so that the order in which they are named changes nothing."""
    return path.name


def main(argv: Sequence[str] | None = None) -> int:
    """Learn, and write the model or score the passages held out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=FILE)
    parser.add_argument("--hold", nargs="*", default=[])
    parser.add_argument("--trusted", type=Path, help=trust.HELP)
    args = parser.parse_args(argv)
    records = [(path, record) for path in sorted(args.passages, key=_by_name) for record in passages_of(path).values()]
    everything = [passage(record) for _, record in records]
    trusted = {record["id"]: trust.times(path, record, args.trusted) for path, record in records}
    held = [one for one in everything if any(one.name.startswith(prefix + "-") for prefix in args.hold)]
    kept = [one for one in everything if one not in held]
    print(f"{len(kept)} passages, {sum(len(one.told) for one in kept)} statements", flush=True)
    parts = folds(kept)
    said = crossed_reads(kept, parts, trusted)
    known = tables(kept, said)
    read = crossed_scores(kept, known, said, parts, trusted)
    # The forest has seen these passages, what it reads has not: thresholds come from forests of the other folds.
    best: dict[str, tuning.Best] = {}
    for part in parts:
        forest = planted(weighed([one for one in kept if one.name not in part], trusted), known, read)
        own = [one for one in kept if one.name in part]
        best.update(zip((one.name for one in own), bests(own, known, read, forest), strict=True))
    ordered = [best[one.name] for one in kept]
    thresholds = tuning.tuned(kept, ordered)
    tuning.report("crossed", tuning.evaluated(kept, ordered, thresholds))
    curve = tuning.calibrated(kept, ordered)
    forest = planted(weighed(kept, trusted), known, read)
    status, dates = told.learn_status(kept, parts, said.status, trusted), told.learn_dates(kept, parts)
    heavy = weighed(kept, trusted)
    pairs, roles = linear.learn(heavy, [known[one.name] for one in heavy])
    nets = forked(network.learn, [(heavy, seed, _ROUNDS) for seed in _SEEDS])
    if held:
        said = reads(held, nets)
        known = tables(held, said)
        found = bests(held, known, scored(held, known, said, (pairs, roles)), forest)
        told.report(held, status, dates, said.status)
        tuning.report("held out", tuning.evaluated(held, found, thresholds))
        return 0
    models = {"pair": pairs, "role": roles, "status": status.words, "date": dates.words}
    reliability = tuning.bins(kept, ordered, thresholds, curve)
    save(
        args.output,
        models,
        nets,
        {"rows": forest, "dates": dates.forest, **dict(zip(STATUSES, status.forests, strict=True))},
        thresholds=thresholds,
        calibration=np.array(curve),
        reliability=reliability,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
