"""The labels of an entity: one preferred name a language, and every other form that is met or known."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from opencc import OpenCC

from extract.fold import fold
from extract.lexicon.table import Entry
from graph.merge import Node
from ontology.schema import load as load_schema

__all__ = ["Label", "clean", "labels", "language_of", "simplified"]

_SPACE = re.compile(r"\s+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


@dataclass(frozen=True, slots=True)
class Label:
    """A label; ``met`` is false for one that only the lexicon knows."""

    text: str
    language: str
    preferred: bool
    met: bool


def labels(node: Node, entry: Entry | None = None) -> Iterator[Label]:
    """Yield the labels of an entity, the preferred ones first; none twice in a language."""
    forms = {clean(form) for form in node.forms}
    preferred = dict(_preferred(node, entry, forms))
    for language, text in preferred.items():
        # The dataset always holds the one name in simplified script, whoever gave it.
        yield Label(text, language, True, language == "zh-Hans" or text in forms)
    known = {clean(form) for form in (entry.name, *entry.short, *entry.en, *entry.hant)} if entry else set()
    for text in sorted(forms | known):
        language = language_of(text)
        if text and text != preferred.get(language) and not (language == "en" and text == preferred["zh-Hans"]):
            yield Label(text, language, False, text in forms)


def _preferred(node: Node, entry: Entry | None, forms: set[str]) -> Iterator[tuple[str, str]]:
    name = clean(entry.name) if entry and not node.renamed else simplified(clean(node.name))
    yield "zh-Hans", name
    hant = _traditional(name, node, entry, forms)
    if hant:
        yield "zh-Hant", hant
    if entry and entry.en:
        yield "en", clean(entry.en[0])
    elif not _HAN.search(name):
        yield "en", name


def _traditional(name: str, node: Node, entry: Entry | None, forms: set[str]) -> str:
    """Return the name in traditional script where the lexicon or a document gives it."""
    if not _HAN.search(name):
        return ""
    if entry:
        own = [form for form in map(clean, entry.hant) if _HAN.search(form)]
        # Terms differ between the scripts' regions, names of institutions and places only in their characters.
        if not load_schema().is_a(node.type, "Artefact"):
            own = [form for form in own if fold(form)[0] == fold(name)[0]]
        return own[0] if own else _converter("s2t").convert(name)
    return min((form for form in forms if form != name and simplified(form) == name), default="")


def clean(form: str) -> str:
    """Return a form as met without the white space of its layout: none beside Chinese, else single spaces."""

    def space(match: re.Match[str]) -> str:
        before, after = form[match.start() - 1 : match.start()], form[match.end() : match.end() + 1]
        return " " if before.isascii() and after.isascii() else ""

    form = "".join(c for c in form if unicodedata.category(c) not in ("Cc", "Cf") or c.isspace()).strip()
    return _SPACE.sub(space, form)


def language_of(text: str) -> str:
    """Return zh-Hans, zh-Hant or en; a form that is the same in both scripts counts as simplified."""
    if not _HAN.search(text):
        return "en"
    return "zh-Hans" if simplified(text) == text else "zh-Hant"


@functools.lru_cache(maxsize=100_000)
def simplified(text: str) -> str:
    """Return the text in simplified script."""
    return text if text.isascii() else _converter("t2s").convert(text)


@functools.cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)
