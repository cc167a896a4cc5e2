"""Turn what was spotted and what the field decoded into candidates for the arbiter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from extract.recognise.arbiter import Candidate
from extract.recognise.gazetteer import Match
from extract.recognise.spotter import KINDS, Sighting, Spotter

__all__ = ["candidates_of", "spans_of"]

Labels = npt.NDArray[np.int64]
Marginals = npt.NDArray[np.float32]


def spans_of(labels: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, type) of labels: 0 outside, 2k-1 begin and 2k inside of kind k."""
    start = 0
    for i, label in enumerate([*labels, 0]):
        before = labels[i - 1] if i else 0
        if before and label != before + before % 2:
            yield start, i, KINDS[(before - 1) // 2]
        if label % 2:
            start = i


def candidates_of(spotter: Spotter, seen: Sighting, labels: Labels, marginals: Marginals) -> list[Candidate]:
    """Return the candidates of one block: the field's names, and those of the lexicon that it passed over."""
    at = {(m.start, m.end): m for m in (*seen.weak, *seen.strong)}
    found = []
    for start, end, kind in spans_of(labels.tolist()):
        match = at.get((start, end))
        ids = spotter.ids(match.form, kind) if match else ()
        found.append(Candidate(start, end, kind, "crf", float(marginals[start:end].min()), ids))
    for match in seen.strong:
        found.extend(_overlooked(spotter, match, labels, marginals))
    return found


#: A name of the lexicon that the field passed over counts where the field was less sure than this that it is none.
_SURELY_NONE = 0.9


def _overlooked(spotter: Spotter, match: Match, labels: Labels, marginals: Marginals) -> Iterator[Candidate]:
    if labels[match.start : match.end].any():
        return
    doubt = 1 - float(marginals[match.start : match.end].min())
    kinds = spotter.types(match.form)
    if len(kinds) == 1 and doubt > 1 - _SURELY_NONE:
        yield Candidate(match.start, match.end, kinds[0], "lexicon", doubt, spotter.ids(match.form, kinds[0]))
