"""What the words around a statement say of its status, and of which date belongs to it: hashed features."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from extract import scope
from extract.records import Block
from extract.relate.calendar import Dated
from extract.relate.candidates import Row
from extract.relate.pairs import TOGETHER
from extract.relate.topics import Line
from extract.relate.words import even

__all__ = ["by_status", "date_features", "row_text", "spots", "status_features", "text_of"]

Ints = npt.NDArray[np.int64]
_MIX = 0x9E3779B1
_MASK = 0xFFFFFFFF


def text_of(line: Line) -> str:
    """Return the text of a line's sentence."""
    return line.sentence.text[line.sentence.start : line.sentence.end]


def spots(row: Row) -> tuple[int, int, int, int]:
    """Return where the clause of a row's second unit starts, the unit starts and ends, and the clause ends.

    Places count from the start of the sentence.
    """
    sentence, second = row.line.sentence, row.pair.second
    first, last = sentence.start, sentence.end
    start = max([cut + 1 for cut in sentence.cuts if cut < second.start], default=first)
    end = min([cut for cut in sentence.cuts if cut >= second.end], default=last)
    return start - first, second.start - first, second.end - first, end - first


def row_text(block: Block, at: int) -> str:
    """Return the text of the row of a table in which a place is; empty outside tables."""
    cells = block.table.row_at(at) if block.table else ()
    return even(block.text[cells[0].start : cells[-1].end]) if cells else ""


def status_features(row: Row, ends: tuple[int, int], blocks: Sequence[Block]) -> list[int]:
    """Return the hashes of what tells a row's status."""
    sentence, text = row.line.sentence, text_of(row.line)
    start, at, stop, end = spots(row)
    block = blocks[sentence.block]
    found = [f"relation {row.relation}", f"block {block.kind}", f"rule {scope.status(text, at)}", f"how {row.pair.how}"]
    found.append(f"rule {row.relation} {scope.status(text, at)}")
    cues = scope.cues(text)
    inside = [cue for cue in cues if start <= cue.start < at]
    behind = [cue for cue in cues if stop <= cue.start < end]
    before = [cue for cue in cues if cue.start < start]
    after = [cue for cue in cues if cue.start >= end]
    for name, group in (("in", inside), ("behind", behind), ("before", before), ("after", after)):
        for cue in group:
            found.append(f"{name} {cue.status}")
            found.append(f"{name} {text[cue.start : cue.end]}")
        if group:
            last = group[-1] if name in ("in", "before") else group[0]
            found.append(f"{name} next {last.status} {text[last.start : last.end]}")
    found.append("marks " + "".join(cue.status[0] for cue in inside) + "|" + "".join(cue.status[0] for cue in behind))
    own = text[start:end]
    for size in (2, 3):
        found.extend(f"clause {own[i : i + size]}" for i in range(len(own) - size + 1))
    found.extend(f"left {text[max(at - size, 0) : at]}" for size in (1, 2, 3, 4))
    found.extend(f"right {text[stop : stop + size]}" for size in (1, 2, 3, 4))
    if block.intro is not None:
        intro = even(blocks[block.intro].text)[-30:]
        found.extend(f"intro {cue.status} {intro[cue.start : cue.end]}" for cue in scope.cues(intro))
    whole = row_text(block, sentence.start)
    found.extend(f"row {cue.status} {whole[cue.start : cue.end]}" for cue in scope.cues(whole))
    return sorted({crc32(one.encode()) for one in found})


def by_status(hashes: Sequence[int]) -> list[Ints]:
    """Return the hashes once for each status, so that each has weights of its own."""
    return [(np.array(hashes, np.int64) + column * _MIX) & _MASK for column in range(len(scope.STATUSES))]


def date_features(row: Row, dated: Dated) -> list[int]:
    """Return the hashes of how a date stands to a row."""
    sentence, span, where, text = row.line.sentence, dated.span, dated.where, dated.text
    found = [f"where {where}", f"where {where} {row.relation}", f"long {len(span.when)} {row.relation}"]
    found.append(f"how {row.pair.how} {where}")
    found.append(f"resolved {span.resolved} {span.anchor}")
    found.append(f"after {text[span.end : span.end + 2]}")
    found.append(f"after {row.relation} {text[span.end : span.end + 1]}")
    found.append(f"before {text[max(span.start - 2, 0) : span.start]}")
    found.append(f"starts {span.start < 2} {where}")
    for one, other in pairwise(dated.column):  # what a column of dates tells: 发布时间, 上线日期
        found += [f"column {one}{other}", f"column {row.relation} {one}{other}"]
    if where == "sentence":
        first = row.pair.first.start if row.pair.how in TOGETHER else row.pair.second.start
        second = row.pair.second.start
        at = dated.base + span.start
        side = "before" if at < min(first, second) else "after" if at > max(first, second) else "between"
        apart = abs(sentence.clause(at) - sentence.clause(second))
        closer = abs(sentence.clause(at) - sentence.clause(first))
        found.append(f"side {side} {min(apart, 3)} {min(closer, 3)}")
        found.append(f"side {row.relation} {side} {min(apart, 2)}")
        found.append(f"side {side} {min(apart, 3)} {text[span.end : span.end + 1]}")
        marks = [unit for unit in sentence.units if at < unit.start < second]
        found.append(f"units {side} {min(len(marks), 4)}")
        triggers = [t for t in row.scene.triggers if any(r.relation == row.relation for r in t.rules)]
        near = min((abs(sentence.clause(t.start) - sentence.clause(at)) for t in triggers), default=9)
        found.append(f"trigger {min(near, 3)} {side}")
        found.append(f"trigger {row.relation} {min(near, 2)}")
    return sorted({crc32(one.encode()) for one in found})
