"""The records that flow between the stages: Document → Block → Mention → Fact and Observation → Extraction."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from extract.origin import Origin

__all__ = [
    "Block",
    "Box",
    "Cell",
    "Document",
    "Entity",
    "Extraction",
    "Fact",
    "Mention",
    "Metadata",
    "Note",
    "Observation",
    "Page",
    "Part",
    "Place",
    "Table",
]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself, or its sidecar says of it; empty where neither does."""

    title: str = ""
    publisher: str = ""
    issued: str = ""  #: YYYY, YYYY-MM or YYYY-MM-DD
    place: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Where ``Document.text[start:end]`` stands on its page, in points from the upper left corner."""

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paged document: the range of its characters in ``Document.text``."""

    number: int
    start: int
    end: int
    boxes: tuple[Box, ...] = field(default=(), repr=False)  #: in the order of the text, one for each line or so


@dataclass(frozen=True, slots=True)
class Part:
    """A piece whose format states what it is (.md, .html, .docx, ruled tables of .pdf), as ranges of ``Document.text``.

    ``kind`` and ``level`` as in Block. ``spans`` follow each other in the piece's text; ``rows`` are the cells of a
    table, each the spans of its text, ``headers`` of them column headings. Text in no part is markup.
    """

    kind: str
    spans: tuple[tuple[int, int], ...] = ()
    level: int = 0
    rows: tuple[tuple[tuple[tuple[int, int], ...], ...], ...] = field(default=(), repr=False)
    headers: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: ``text`` is what is cited, exactly as decoded (or as extracted, for .pdf and .docx)."""

    name: str  #: relative to the input folder, with forward slashes
    sha256: str  #: of the bytes
    encoding: str
    text: str = field(repr=False)
    meta: Metadata = Metadata()
    pages: tuple[Page, ...] = ()
    parts: tuple[Part, ...] = field(default=(), repr=False)  #: in reading order; empty for plain text


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: ``block.text[start:end]``; empty cells have ``start == end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table block; the first ``headers`` rows are column headings.

    Every row has the same number of cells. ``title`` is the caption, or the sentence above.
    """

    title: str
    headers: int
    rows: tuple[tuple[Cell, ...], ...]

    def row_at(self, place: int) -> tuple[Cell, ...]:
        """Return the cells of the row that has a place of the block's text; empty where none has."""
        number = bisect_right(self.rows, place, key=_first) - 1
        return self.rows[number] if number >= 0 and place <= self.rows[number][-1].end else ()


def _first(row: tuple[Cell, ...]) -> int:
    return row[0].start


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document in reading order, repaired; ``origin`` maps ``text`` to ``Document.text``.

    ``kind``: heading, paragraph, item, table, caption, footnote or furniture. ``level``: of headings from 1, of list
    items from 1, else 0. ``path``: indices of the heading blocks above it, outermost first. ``intro``: index of the
    block that introduces a list item, table or caption, or None. The text of a table holds its cells, cells parted by
    tabs and rows by line feeds (inserted where the source has something else).
    """

    kind: str
    text: str
    origin: Origin = field(repr=False)
    level: int = 0
    path: tuple[int, ...] = ()
    intro: int | None = None
    table: Table | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a block: ``block.text[start:end]``; ``type`` is one of the 16, ``finer`` the finest class known."""

    block: int
    start: int
    end: int
    type: str
    text: str
    component: str = ""  #: what proposed it: lexicon, grammar, crf, definition …
    score: float = 1.0
    finer: str = ""
    entity: int = -1  #: index into the entities of the extraction
    raw: tuple[int, int] = (0, 0)  #: hull in Document.text
    key: str = ""  #: the lexicon's id of what it names, where that is known


@dataclass(frozen=True, slots=True)
class Entity:
    """The mentions of one document that name one thing.

    ``key`` is the lexicon's id, else empty. ``name`` is the preferred form (the lexicon's name, else the longest form
    met); ``names`` are all forms met, as they stand, sorted.
    """

    type: str
    name: str
    names: tuple[str, ...]
    key: str = ""
    finer: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of ``Document.text`` that makes or supports a statement: ``text[start:end] == quote``.

    ``role``: statement, heading, column, intro, definition, continuation or date.
    """

    role: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement; ``subject`` and ``object`` index the entities, ``head`` and ``tail`` the mentions."""

    relation: str
    subject: int
    object: int
    head: int
    tail: int
    evidence: Place
    status: str = "asserted"
    when: str = ""
    when_resolved: bool = False
    confidence: float = 1.0
    rule: str = ""
    context: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure about an entity: value and unit as written; ``number`` and ``base_unit`` comparable."""

    subject: int
    head: int  #: index of the mention
    indicator: str
    value: str
    unit: str
    evidence: Place
    period: str = ""
    period_resolved: bool = False
    status: str = "actual"  #: or target
    number: float | None = None
    base_unit: str = ""
    value_min: float | None = None
    value_max: float | None = None
    concept: str = ""
    confidence: float = 1.0
    rule: str = ""
    context: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader of a report should know: ``kind`` such as encoding, control-characters, no-text."""

    kind: str
    message: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document says; built by ``extract.document.extract``."""

    document: Document
    blocks: tuple[Block, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    observations: tuple[Observation, ...]
    notes: tuple[Note, ...] = ()
