"""Read the lexicon tables; each problem is named with its file and line."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extract.fold import fold
from ontology.errors import LexiconError
from ontology.schema import load as load_schema

__all__ = ["COLUMNS", "FOLDER", "Entry", "Form", "Lexicon", "entries_of", "load"]

FOLDER = Path(__file__).parent
COLUMNS = ("id", "type", "name", "short", "weak", "en", "hant", "of", "successor_of", "from", "until", "source")
#: Columns of several values, parted by bars.
_MANY = ("short", "weak", "en", "hant", "successor_of")
#: Shorter names in Latin letters are written as they are meant (CAT is no cat).
_LEAST_SMALL = 4
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a thing with its names. ``of`` is the id of its container, vendor or parent."""

    id: str
    type: str  #: the finest class of the ontology
    name: str
    short: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    hant: tuple[str, ...] = ()
    of: str = ""
    successor_of: tuple[str, ...] = ()
    from_: str = ""
    until: str = ""
    source: str = "own"
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @property
    def strong(self) -> tuple[str, ...]:
        """Every form that names this entry without any context, the preferred one first."""
        return (self.name, *self.short, *self.en, *self.hant)


@dataclass(frozen=True, slots=True)
class Form:
    """A folded form and the entry that it stands for; a weak one needs support from its context."""

    text: str
    id: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries by id, all forms by folded text, and those in Latin letters by their small ones without spaces."""

    entries: dict[str, Entry]
    forms: dict[str, tuple[Form, ...]]
    small: dict[str, tuple[Form, ...]]

    def without(self, source: str) -> Lexicon:
        """Return the lexicon less the rows that only ``source`` gave (the sources column)."""
        return _index(e for e in self.entries.values() if e.source != source)


def entries_of(path: Path) -> Iterator[Entry]:
    """Yield the rows of one table. Raises: LexiconError with file and line."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = tuple(next(rows, ()))
        if header != COLUMNS:
            raise LexiconError(f"{path.name}:1: columns are {' '.join(header)}, expected {' '.join(COLUMNS)}")
        for line, row in enumerate(rows, 2):
            if len(row) != len(COLUMNS):
                raise LexiconError(f"{path.name}:{line}: {len(row)} columns, expected {len(COLUMNS)}")
            yield _entry(row, path.name, line)


def _entry(row: list[str], file: str, line: int) -> Entry:
    cells = dict(zip(COLUMNS, map(str.strip, row), strict=True))
    where = f"{file}:{line}"
    if not _SLUG.fullmatch(cells["id"]):
        raise LexiconError(f"{where}: id {cells['id']!r}, expected lower-case letters, digits and single hyphens")
    if cells["type"] not in load_schema().classes:
        raise LexiconError(f"{where}: type {cells['type']!r} is no class of the ontology")
    if not cells["name"]:
        raise LexiconError(f"{where}: no name")
    for column in ("from", "until"):
        if not _DATE.fullmatch(cells[column]):
            raise LexiconError(f"{where}: {column} is {cells[column]!r}, expected YYYY, YYYY-MM or YYYY-MM-DD")
    many = {k: tuple(filter(None, cells[k].split("|"))) for k in _MANY}
    return Entry(
        id=cells["id"],
        type=cells["type"],
        name=cells["name"],
        of=cells["of"],
        from_=cells["from"],
        until=cells["until"],
        source=cells["source"],
        file=file,
        line=line,
        **many,
    )


@functools.cache
def load(folder: Path = FOLDER) -> Lexicon:
    """Return the lexicon of a folder. Raises: LexiconError for a malformed, doubled or dangling row."""
    return _index(entry for path in sorted(folder.glob("*.tsv")) for entry in entries_of(path))


def _index(rows: Iterable[Entry]) -> Lexicon:
    entries: dict[str, Entry] = {}
    forms: dict[str, list[Form]] = {}
    for entry in rows:
        if entry.id in entries:
            first = entries[entry.id]
            raise LexiconError(f"{entry.file}:{entry.line}: {entry.id} already at {first.file}:{first.line}")
        entries[entry.id] = entry
        texts = dict.fromkeys(entry.weak, True)
        texts.update(dict.fromkeys(entry.strong, False))
        for text, weak in texts.items():
            folded = fold(text)[0]
            known = forms.setdefault(folded, [])
            if all(form.id != entry.id for form in known):
                known.append(Form(folded, entry.id, weak))
    small: dict[str, list[Form]] = {}
    for text, found in forms.items():
        if len(text) >= _LEAST_SMALL and text.isascii():
            small.setdefault("".join(text.lower().split()), []).extend(found)
    return Lexicon(entries, *({text: tuple(found) for text, found in some.items()} for some in (forms, small)))
