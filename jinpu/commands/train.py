"""``jinpu train``: train the recogniser from annotated passages, the same way every time."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extract.gold.annotations import read_all
from extract.lexicon import load as load_lexicon
from extract.lexicon.words import load as load_words
from extract.recognise import grammar, model
from extract.recognise.spotter import Spotter
from extract.recognise.training import examples_of, learnt_names, train

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("annotations", type=Path, nargs="+", help=".ann files to learn from")
    parser.add_argument("-o", "--output", type=Path, default=model.FOLDER, help="folder of the model")


def run(args: argparse.Namespace) -> int:
    """Train and write the model."""
    passages = read_all(sorted(args.annotations))
    names = learnt_names(passages)
    examples = [example for passage in passages for example in examples_of(passage)]
    field = train(examples, Spotter(load_lexicon(), names, load_words(), grammar.load()), names)
    model.save(model.Model(field, {name: tuple(sorted(kinds)) for name, kinds in names.items()}), args.output)
    tokens = sum(len(example.tokens) for example in examples)
    print(f"jinpu: learnt {len(field.keys)} features from {len(passages)} passages, {tokens} tokens", file=sys.stderr)
    return 0
