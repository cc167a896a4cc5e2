"""Measure recognition, linking, relations and figures, and write docs/accuracy.md.

python bench/accuracy.py            # everything: about ten trainings
python bench/accuracy.py --quick    # the shipped model on the two sets kept for measuring
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from spacy.language import Language

from extract.document import extract
from extract.fold import fold
from extract.gold.annotations import Passage, read_all
from extract.gold.forked import forked
from extract.gold.predictions import passages_of, prediction
from extract.gold.scoring import Figure, figures
from extract.lexicon import Lexicon
from extract.lexicon import load as load_lexicon
from extract.lexicon.words import load as load_words
from extract.pipeline import assemble, load
from extract.read import from_text
from extract.recognise import grammar, model
from extract.recognise.spotter import Spotter
from extract.recognise.training import examples_of, learnt_names, train
from extract.relate.model import reliability

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"
MAIN = (
    "entity", "span", "alias", "relation", "relation_status", "relation_date", "relation_strict",
    "status asserted", "status planned", "status negated", "observation", "observation_strict",
)  # fmt: skip


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "docs" / "accuracy.md")
    args = parser.parse_args()
    parts = [(ROOT / "bench" / "accuracy.head.md").read_text(encoding="utf-8")]
    for name in ("seeds-dev", "written-dev"):
        golds = passages_of(GOLD / f"{name}.jsonl")
        found = _predicted(load(), golds.values())
        parts += [
            f"## {name}: {len(golds)} passages\n",
            _table(figures(golds, found)),
            _inside(golds, found, load_lexicon()),
            _barred(golds, found),
        ]
    parts.append(_reliability())
    if not args.quick:
        parts += _crossed()
        parts += _left_out()
    args.output.write_text("\n".join(parts).rstrip() + "\n", encoding="utf-8")
    print(args.output)


def _predicted(nlp: Language, golds: Iterable[Passage], lexicon: Lexicon | None = None) -> dict[str, Passage]:
    return {
        gold["id"]: prediction(gold["id"], extract(from_text(gold["text"], gold["id"]), nlp, lexicon=lexicon))
        for gold in golds
    }


#: What is learnt from, what is read, and the document whose words the lexicon goes without.
_Job = tuple[Sequence[Passage], Sequence[Passage], str]


def _learnt_and_read(passages: Sequence[Passage], read: Sequence[Passage], document: str) -> dict[str, Passage]:
    lexicon = load_lexicon().without(document.partition("_")[0]) if document else load_lexicon()
    return _predicted(_trained(passages, lexicon), read, lexicon if document else None)


def _trained(passages: Sequence[Passage], lexicon: Lexicon) -> Language:
    names = learnt_names(passages)
    examples = [example for passage in passages for example in examples_of(passage)]
    field = train(examples, Spotter(lexicon, names, load_words(), grammar.load()), names)
    return assemble(model.Model(field, {name: tuple(kinds) for name, kinds in names.items()}), lexicon)


def _passages() -> list[Passage]:
    return read_all(
        sorted(
            [
                *GOLD.glob("seeds-train.ann"),
                *GOLD.glob("written-[01]*.ann"),
                *(ROOT / "extract" / "training").glob("*.ann"),
            ]
        )
    )


#: Topics and documents are dealt to this many folds.
_FOLDS = 4


def _crossed() -> list[str]:
    passages = _passages()
    groups = sorted({p["source"] for p in passages})
    ours = {p["id"] for p in read_all(sorted((ROOT / "extract" / "training").glob("*.ann")))}
    golds: dict[str, Passage] = {}
    found: dict[str, Passage] = {}
    jobs: list[_Job] = []
    for fold_number in range(_FOLDS):
        held = set(groups[fold_number::_FOLDS])
        mine = {p["id"]: p for p in passages if p["source"] in held and p["id"] not in ours}
        golds |= mine
        jobs.append(([p for p in passages if p["source"] not in held], list(mine.values()), ""))
    for some in forked(_learnt_and_read, jobs):
        found |= some
    names = [f for f in figures(golds, found) if f.measure.startswith(("entity", "span", "alias"))]
    return [
        f"## Cross-validation over documents and topics: {len(golds)} passages, {_FOLDS} folds\n",
        "Names only: rules and weights of relations and figures were made with these passages in sight.\n",
        _table(names),
    ]


def _left_out() -> list[str]:
    passages = _passages()
    dev = passages_of(GOLD / "seeds-dev.jsonl").values()
    rows = [
        "| document left out | passages | names F1, shipped model | names F1, left out | relations F1 | figures F1 |",
        "|---|---|---|---|---|---|",
    ]
    everything: dict[str, dict[str, Passage]] = defaultdict(dict)
    names = sorted({p["source"] for p in dev})
    own = {name: {p["id"]: p for p in [*passages, *dev] if p["source"] == name} for name in names}
    jobs = [([p for p in passages if p["source"] != name], list(own[name].values()), name) for name in names]
    for name, left in zip(names, forked(_learnt_and_read, jobs), strict=True):
        mine, shipped = own[name], _predicted(load(), own[name].values())
        everything["gold"] |= mine
        everything["shipped"] |= shipped
        everything["left"] |= left
        rows.append(_row(name, mine, shipped, left))
    rows.append(_row("all", everything["gold"], everything["shipped"], everything["left"]))
    return ["## Leave one document out\n", "\n".join(rows), ""]


def _row(name: str, golds: dict[str, Passage], shipped: dict[str, Passage], left: dict[str, Passage]) -> str:
    one = {f.measure: f for f in figures(golds, shipped)}
    two = {f.measure: f for f in figures(golds, left)}
    cells = [_f1(one.get("entity")), _f1(two.get("entity")), _f1(two.get("relation")), _f1(two.get("observation"))]
    return f"| {name} | {len(golds)} | {' | '.join(cells)} |"


def _f1(figure: Figure | None) -> str:
    return f"{figure.f1:.3f} ({figure.low:.3f}–{figure.high:.3f})" if figure else "–"


def _table(found: Sequence[Figure]) -> str:
    order = {name: i for i, name in enumerate(MAIN)}
    rows = ["| measure | precision | recall | F1 | 95 % | gold | found |", "|---|---|---|---|---|---|---|"]
    rows += [
        f"| {f.measure} | {f.precision:.3f} | {f.recall:.3f} | {f.f1:.3f} | {f.low:.3f}–{f.high:.3f}"
        f" | {f.gold} | {f.predicted} |"
        for f in sorted(found, key=lambda f: (order.get(f.measure, len(order)), f.measure))
        if f.gold
    ]
    return "\n".join(rows) + "\n"


#: Bars on confidence; all that is stated lies over the first.
_BARS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8)


def _barred(golds: dict[str, Passage], found: dict[str, Passage]) -> str:
    """Return what is left of the relations over bars of confidence: fewer, and more of them right."""
    rows = [
        "Relations of a confidence of at least:\n",
        "| confidence | precision | recall | F1 | found |",
        "|---|---|---|---|---|",
    ]
    for bar in _BARS:
        some = {
            name: {**one, "relations": [r for r in one["relations"] if r["confidence"] >= bar]}
            for name, one in found.items()
        }
        f = next(f for f in figures(golds, some) if f.measure == "relation")
        rows.append(f"| {bar or 'any'} | {f.precision:.3f} | {f.recall:.3f} | {f.f1:.3f} | {f.predicted} |")
    return "\n".join(rows) + "\n"


def _reliability() -> str:
    """Return how often statements of each confidence are right."""
    rows = [
        "## Confidence of statements\n",
        "Statements of passages that the model had not learnt from, with the names given, by their confidence.\n",
        "| statements | mean confidence | share right |",
        "|---|---|---|",
    ]
    rows += [f"| {some.count} | {some.confidence:.2f} | {some.right:.2f} |" for some in reliability() if some.count]
    return "\n".join(rows) + "\n"


def _inside(golds: dict[str, Passage], found: dict[str, Passage], lexicon: Lexicon) -> str:
    """Return the recall of names that are forms of the lexicon, and of the others."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for id_, gold in golds.items():
        mine = {(e["start"], e["end"], e["type"]) for e in found[id_]["entities"]}
        for e in gold["entities"]:
            known = fold("".join(e["text"].split()))[0] in lexicon.forms
            counts[known, (e["start"], e["end"], e["type"]) in mine] += 1
    parts = []
    for known, words in ((True, "in the lexicon"), (False, "not in it")):
        hit, missed = counts[known, True], counts[known, False]
        parts.append(f"{words} {hit / max(hit + missed, 1):.3f} (of {hit + missed})")
    return f"Recall of names {', '.join(parts)}.\n"


if __name__ == "__main__":
    main()
