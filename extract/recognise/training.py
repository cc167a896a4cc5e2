"""Train the random field from annotated passages."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from extract.fold import fold
from extract.gold.annotations import Passage
from extract.layout import blocks
from extract.read import from_text
from extract.recognise.crf import Field, ones
from extract.recognise.features import Keys, features, layers_of, stack
from extract.recognise.learning import Rates, learn
from extract.recognise.sentences import begins
from extract.recognise.spotter import KINDS, Spotter
from extract.recognise.tokens import Tokens, tokenise
from extract.records import Block

__all__ = ["Example", "Settings", "examples_of", "learnt_names", "train"]


#: Name → type → the groups of passages that have it.
Names = Mapping[str, Mapping[str, frozenset[str]]]
#: Weights below this decide nothing and are not kept.
_NOTHING = 1e-3


@dataclass(frozen=True, slots=True)
class Settings:
    """What training may vary; the defaults are those of the shipped model."""

    copies: int = 2  #: times each passage is seen, each time with other forms hidden
    hidden: float = 0.45  #: share of lexicon forms hidden in a copy, so that the field learns to do without
    rare: int = 2  #: features seen less often are left out
    rates: Rates = field(default_factory=Rates)


@dataclass(frozen=True, slots=True)
class Example:
    """One block of an annotated passage: its tokens and the gold spans (start, end, type) over them."""

    id: str
    group: str  #: the document or topic that the passage belongs to
    tokens: Tokens
    spans: tuple[tuple[int, int, str], ...]


def examples_of(passage: Passage) -> list[Example]:
    """Return the blocks of a passage with their gold names; names that no block holds whole are left out."""
    document = from_text(passage["text"], passage["id"])
    found = []
    for block in blocks(document):
        if block.kind == "furniture":
            continue
        folded, back = fold(block.text)
        tokens = tokenise(folded)
        at = _raw_of_tokens(tokens, block, back)
        starts = {raw[0]: i for i, raw in enumerate(at) if raw}
        ends = {raw[1]: i + 1 for i, raw in enumerate(at) if raw}
        spans = []
        for entity in passage["entities"]:
            start, end = starts.get(entity["start"]), ends.get(entity["end"])
            if start is not None and end is not None and start < end:
                spans.append((start, end, entity["type"]))
        found.append(Example(passage["id"], passage["source"], tokens, tuple(spans)))
    return found


def _raw_of_tokens(tokens: Tokens, block: Block, back: object) -> list[tuple[int, int] | None]:
    origin = block.origin if back is None else back.over(block.origin)  # type: ignore[attr-defined]
    out: list[tuple[int, int] | None] = []
    for start, end in zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True):
        spans = origin.spans(start, end)
        out.append((spans[0][0], spans[-1][1]) if spans else None)
    return out


def learnt_names(passages: Iterable[Passage]) -> dict[str, dict[str, frozenset[str]]]:
    """Return the folded names of the passages with their types, and for each type the groups that it stands in."""
    found: dict[str, dict[str, set[str]]] = {}
    for passage in passages:
        for entity in passage["entities"]:
            name = fold("".join(entity["text"].split()))[0]
            if len(name) > 1:
                found.setdefault(name, {}).setdefault(entity["type"], set()).add(passage["source"])
    return {name: {kind: frozenset(groups) for kind, groups in kinds.items()} for name, kinds in sorted(found.items())}


def train(examples: Sequence[Example], spotter: Spotter, names: Names, settings: Settings = Settings()) -> Field:
    """Return a field trained on the examples; the same input gives the same field on the same machine.

    ``names`` as ``learnt_names`` returns them: a name that only the group of an example gave is hidden from it, so that
    the field learns to trust learnt names as far as they can be trusted in a text of another group.
    """
    copies = []
    for copy in range(settings.copies):
        layers = []
        for example in examples:
            hide = _hider(copy, example.id, settings.hidden)
            seen = spotter.spot(example.tokens, hide, functools.partial(_only_here, names, example.group))
            layers.append(layers_of(example.tokens, spotter.layers(example.tokens, seen)))
        stacked, starts = stack(layers)
        copies.append((features(stacked, np.arange(len(stacked))), starts))
    common = _common([keys for keys, _ in copies], settings.rare * settings.copies)
    parts, labels, first = [], [], []
    for keys, starts in copies:
        for example, start in zip(examples, starts, strict=True):
            if len(example.tokens):
                parts.append(_rows(keys[start : start + len(example.tokens)], common))
                labels.append(_labels(example))
                first.append(begins(example.tokens))
    size = 2 * len(KINDS) + 1
    rows = np.concatenate(parts)
    matrix = ones(rows, rows >= 0, len(common))
    weights, transitions = learn(matrix, np.concatenate(labels), np.concatenate(first), size, settings.rates)
    used = np.flatnonzero(np.abs(weights).max(1) > _NOTHING)
    return Field(common[used], weights[used], transitions)


def _only_here(names: Names, group: str, name: str) -> bool:
    return all(groups <= {group} for groups in names[name].values())


def _hider(copy: int, group: str, share: float) -> Callable[[str], bool]:
    salt = f"{copy} {group} "
    limit = int(share * 1000) if copy else int(share * 400)
    return lambda form: zlib.crc32((salt + form).encode()) % 1000 < limit


def _common(copies: Sequence[Keys], least: int) -> Keys:
    values, counts = np.unique(np.concatenate([keys.ravel() for keys in copies]), return_counts=True)
    kept: Keys = values[(counts >= least) & (values != 0)]
    return kept


def _rows(keys: Keys, common: Keys) -> npt.NDArray[np.int64]:
    """Return the index in ``common`` of each key, -1 where it is not there."""
    at = np.minimum(np.searchsorted(common, keys), len(common) - 1)
    return np.where(common[at] == keys, at, -1)


def _labels(example: Example) -> npt.NDArray[np.int64]:
    labels = np.zeros(len(example.tokens), np.int64)
    for start, end, kind in example.spans:
        number = KINDS.index(kind) + 1
        labels[start:end] = 2 * number
        labels[start] = 2 * number - 1
    return labels
