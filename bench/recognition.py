"""Speed and memory of recognition and linking on one core, beside jieba's tagger and spaCy's own NER in the same run.

    pip install jieba
    OMP_NUM_THREADS=1 python bench/recognition.py

spaCy's NER is the plain one over characters, trained for two passes on the annotated passages: its speed does not hang
on how well it is trained. Times are those of the processor, the best of several; ``first time`` is the first one of
the process, when no name has been met before.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import jieba.posseg
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import filter_spans, minibatch

from extract.document import mentions_of
from extract.fold import fold
from extract.gold.annotations import read_all
from extract.layout import blocks
from extract.lexicon import Lexicon
from extract.lexicon import load as load_lexicon
from extract.link import link
from extract.pipeline import load
from extract.read import read
from extract.records import Block, Mention

ROOT = Path(__file__).resolve().parents[1]
#: Times that each measurement is taken; the best counts, as other work on the machine only makes it worse.
_TIMES = 5
_PASSES = 2

#: A name and the entries of the lexicon that it may stand for.
Found = tuple[Mention, tuple[str, ...]]


def main() -> int:
    """Print the figures; return 0."""
    documents = [read(path, path.parent)[0] for path in sorted((ROOT / "seeds").glob("*.txt"))]
    laid = [blocks(document) for document in documents]
    texts = [fold(block.text)[0] for some in laid for block in some if block.kind != "furniture"]
    count = sum(map(len, texts))
    nlp, lexicon = load(), load_lexicon()
    print("what\tcharacters\tseconds\tcharacters/s")
    _report("recognition and linking, first time", count, lambda: _both(laid, nlp, lexicon), 1)
    found = [list(mentions_of(some, nlp)) for some in laid]
    _report("recognition", count, lambda: [list(mentions_of(some, nlp)) for some in laid])
    _report("linking", count, lambda: _linked(laid, found, lexicon))
    _report("recognition and linking", count, lambda: _both(laid, nlp, lexicon))
    print(f"peak memory so far\t\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB\t")
    _report("recognition in Docs", count, lambda: list(nlp.pipe(texts)))
    jieba.posseg.lcut(texts[0])
    _report("jieba.posseg", count, lambda: [jieba.posseg.lcut(text) for text in texts])
    plain = _plain_ner()
    _report("spaCy NER", count, lambda: list(plain.pipe(texts)))
    return 0


def _both(laid: Sequence[Sequence[Block]], nlp: Language, lexicon: Lexicon) -> None:
    for some in laid:
        _linked([some], [list(mentions_of(some, nlp))], lexicon)


def _linked(laid: Sequence[Sequence[Block]], found: Sequence[Sequence[Found]], lexicon: Lexicon) -> None:
    for some, names in zip(laid, found, strict=True):
        link(some, [m for m, _ in names], [ids for _, ids in names], lexicon)


def _report(name: str, count: int, work: Callable[[], object], times: int = _TIMES) -> None:
    best = min(_timed(work) for _ in range(times))
    print(f"{name}\t{count}\t{best:.2f}\t{count / best:,.0f}", flush=True)


def _timed(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def _plain_ner() -> Language:
    """Return spaCy's NER from scratch, over characters."""
    nlp = spacy.blank("zh")
    ner = nlp.add_pipe("ner")
    examples = []
    for passage in read_all(sorted((ROOT / "extract" / "training").glob("*.ann"))):
        doc: Doc = nlp.make_doc(passage["text"])
        marked = (doc.char_span(e["start"], e["end"], e["type"]) for e in passage["entities"])
        spans = [span for span in marked if span is not None and span.text.strip() == span.text]
        doc.set_ents(filter_spans(spans))
        examples.append(Example(nlp.make_doc(passage["text"]), doc))
        for span in spans:
            ner.add_label(span.label_)  # type: ignore[attr-defined]
    optimizer = nlp.initialize(lambda: examples[:50])
    dice = random.Random(1)
    for _ in range(_PASSES):
        dice.shuffle(examples)
        for batch in minibatch(examples, 32):
            nlp.update(batch, sgd=optimizer)
    return nlp


if __name__ == "__main__":
    raise SystemExit(main())
