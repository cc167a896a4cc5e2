"""The plain word lists beside the tables: generic words, surnames, titles of offices."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Words", "load"]


@dataclass(frozen=True, slots=True)
class Words:
    """``stop`` holds generic words that are never names; a name over whose end one of ``followers`` reaches is none
    either (the bank of 北京 in 北京银行业)."""

    stop: frozenset[str]
    surnames: frozenset[str]
    titles: frozenset[str]
    followers: frozenset[str]


@functools.cache
def load(folder: Path = Path(__file__).parent) -> Words:
    """Return the word lists of a folder: stop.txt, surnames.txt, titles.txt and followers.txt, one word a line."""
    lists = (
        (folder / f"{name}.txt").read_text(encoding="utf-8").split()
        for name in ("stop", "surnames", "titles", "followers")
    )
    return Words(*map(frozenset, lists))
