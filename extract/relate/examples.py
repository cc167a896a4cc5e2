"""Example sentences of rules: text with names in it, as a document of one block."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.origin import Origin
from extract.records import Block, Document, Mention
from extract.relate.pairs import scene
from extract.relate.rules import Rule
from extract.relate.topics import lines

__all__ = ["Example", "fires", "read"]

_MARK = re.compile(r"⟦(?:([HT]) )?([A-Za-z]+)\|([^⟦⟧]*)⟧")


@dataclass(frozen=True, slots=True)
class Example:
    """A marked sentence: ``head`` and ``tail`` index the mentions, -1 where the sentence marks none."""

    document: Document
    block: Block
    mentions: tuple[Mention, ...]
    head: int
    tail: int


def read(marked: str) -> Example:
    """Return an example; ⟦H Type|name⟧ is the subject, ⟦T Type|name⟧ the object, ⟦Type|name⟧ any other name."""
    text, at = "", 0
    mentions: list[Mention] = []
    ends = {"H": -1, "T": -1}
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        if match[1]:
            ends[match[1]] = len(mentions)
        raw = (len(text), len(text) + len(match[3]))
        mentions.append(Mention(0, *raw, match[2], match[3], entity=len(mentions), raw=raw))
        text += match[3]
        at = match.end()
    text += marked[at:]
    document = Document("example", "0" * 64, "utf-8", text)
    block = Block("paragraph", text, Origin.identity(len(text)))
    return Example(document, block, tuple(mentions), ends["H"], ends["T"])


def fires(rule: Rule, example: Example) -> bool:
    """Return whether a rule binds the example's two ends, the subject as its form says or as the sentence implies."""
    for line in lines(example.document, (example.block,), example.mentions):
        for pair in scene(line, example.mentions).pairs:
            for fired in pair.fired:
                head, tail = (pair.first, pair.second) if fired.forward else (pair.second, pair.first)
                if fired.rule is rule and example.head in head.members and example.tail in tail.members:
                    return True
    return False
