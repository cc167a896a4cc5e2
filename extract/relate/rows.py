"""The cells of a document that may state something, as rows: hashes and measures of how the pair stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from extract.records import Block, Mention
from extract.relate.candidates import Candidates, Row
from extract.relate.context import Context
from extract.relate.features import features
from extract.relate.measures import measures
from extract.relate.pairs import CARRIED, LABELS, RELATIONS, Pair, Scene
from extract.relate.related import related
from extract.relate.roles import role
from extract.relate.topics import Line
from extract.relate.units import Unit
from extract.relate.words import discourse

__all__ = ["Rows", "rows"]

Ints = npt.NDArray[np.int64]
Cells = npt.NDArray[np.bool_]

_MIX = 0x9E3779B1  # spreads the columns over the hashes, so that each relation has weights of its own
_MASK = 0xFFFFFFFF


@dataclass(slots=True)
class Rows:
    """Rows, the cell of each (pair and column), and for each: hashes (flat, with lengths), measures, groups of rivals,
    and the roles of its two units.

    ``role_keys`` are the hashes of the roles; ``roles`` are two columns of numbers of roles.
    """

    rows: list[Row] = field(default_factory=list)
    cells: list[tuple[int, int]] = field(default_factory=list)
    keys: list[Ints] = field(default_factory=list)
    numbers: list[list[float]] = field(default_factory=list)
    groups: list[tuple[int, int, int]] = field(default_factory=list)
    roles: list[tuple[int, int]] = field(default_factory=list)
    role_keys: list[Ints] = field(default_factory=list)
    role_groups: list[int] = field(default_factory=list)  #: rivals for one role in one line
    known: dict[tuple[int, ...], int] = field(default_factory=dict)

    def group(self, *key: int) -> int:
        """Return the number of a group of rivals."""
        return self.known.setdefault(key, len(self.known))


def rows(found: Candidates, blocks: Sequence[Block], mentions: Sequence[Mention], cells: Cells) -> Rows:
    """Return the rows of the marked cells (pairs by columns)."""
    out = Rows()
    context: Context | None = None
    roles: dict[tuple[int, str, bool], int] = {}
    for number in np.flatnonzero(cells.any(axis=1)).tolist():
        pair, scene = found.pairs[number]
        if pair.how in CARRIED and _of_many(scene.line, pair):
            continue
        if context is None or context.line is not scene.line:
            context, roles = _context(scene, blocks), {}
        hashes = np.array(sorted(set(features(pair, context))), np.int64)
        for column in np.flatnonzero(cells[number]).tolist():
            row = found.row(number, column, mentions)
            if row:
                head, tail = row.ends[0]
                keys = mentions[head].key, mentions[tail].key
                _add(row, number, context, keys, hashes=hashes, roles=roles, out=out)
    return out


def _of_many(line: Line, pair: Pair) -> bool:
    """Has the sentence a subject of its own that names nobody, before what it speaks of?"""
    return bool(discourse().many.search(line.sentence.text, line.sentence.start, pair.second.start))


def _context(scene: Scene, blocks: Sequence[Block]) -> Context:
    block = blocks[scene.line.sentence.block]
    return Context(scene, block.kind, blocks[block.intro].text if block.intro is not None else "")


def _add(
    row: Row,
    number: int,
    context: Context,
    keys: tuple[str, str],
    *,
    hashes: Ints,
    roles: dict[tuple[int, str, bool], int],
    out: Rows,
) -> None:
    pair, column, line = row.pair, row.column, context.line.number
    relation, forward = LABELS[column]
    own = np.array(sorted(set(related(pair, context, relation, forward))), np.int64)
    out.rows.append(row)
    out.cells.append((number, column))
    out.keys.append(np.concatenate([(hashes + (column + 1) * _MIX) & _MASK, own]))
    out.numbers.append(measures(pair, context, column, keys))
    out.groups.append(
        (
            out.group(0, line, id(pair.second), column),
            out.group(1, line, id(pair.first), column),
            out.group(2, line, number, 0),
        )
    )
    first = _role(pair.first, context, relation, forward, roles=roles, found=out)
    second = _role(pair.second, context, relation, not forward, roles=roles, found=out)
    out.roles.append((first, second))


def _role(
    unit: Unit,
    context: Context,
    relation: str,
    subject: bool,
    *,
    roles: dict[tuple[int, str, bool], int],
    found: Rows,
) -> int:
    """Return the number of a unit's role, -1 for one from another sentence."""
    if id(unit) not in context.outer:
        return -1
    key = (id(unit), relation, subject)
    if key not in roles:
        roles[key] = len(found.role_keys)
        common, own = role(unit, context, relation)
        mixed = (np.array(common, np.int64) + (2 * RELATIONS.index(relation) + subject + 101) * _MIX) & _MASK
        found.role_keys.append(np.concatenate([mixed, np.array(sorted(set(own)), np.int64) + int(subject)]))
        found.role_groups.append(found.group(3, context.line.number, RELATIONS.index(relation), int(subject)))
    return roles[key]
