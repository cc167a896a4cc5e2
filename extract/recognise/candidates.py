"""Turn what the lexicon spotted and what the field found probable into candidates for the arbiter."""

from __future__ import annotations

import itertools

import numpy as np

from extract.recognise.arbiter import Candidate
from extract.recognise.lattice import Spans
from extract.recognise.people import apart
from extract.recognise.shape import FIRMS, INSTITUTIONS, is_common, is_whole, least_of, without_story, without_topic
from extract.recognise.spotter import KINDS, Sighting, Spotter
from extract.recognise.tokens import Tokens

__all__ = ["LEAST", "candidates_of"]

#: Less probable names are not looked at.
LEAST = 0.05
#: A name must be this probable given its whole sentence; one of the lexicon may be less so.
_NEEDED = 0.45
_NEEDED_KNOWN = 0.1
_PERSON = "Person"


def candidates_of(spotter: Spotter, seen: Sighting, tokens: Tokens, spans: Spans) -> list[list[Candidate]]:
    """Return the candidates of each text, over its tokens."""
    at = {(m.start, m.end): m for m in itertools.chain(seen.weak, seen.strong)}
    strong = {(m.start, m.end) for m in seen.strong}
    found: list[list[Candidate]] = [[] for _ in tokens.offsets]
    texts = np.searchsorted(tokens.bounds, spans.start, "right") - 1
    firsts = tokens.bounds[texts]
    parallel = (texts, firsts, spans.start, spans.end, spans.kind, spans.probability)
    for text, first, start, stop, number, score in zip(*(row.tolist() for row in parallel), strict=True):
        kind, name = KINDS[number], tokens.text[tokens.starts[start] : tokens.ends[stop - 1]]
        if not is_whole(name):
            continue
        # A token is one character where something is left out.
        end = stop - len(name) + len(without_topic(name)) if kind in FIRMS else stop
        begun = name
        if kind in INSTITUTIONS and (start, end) not in strong:
            begun = without_story(name)
            if not begun or (kind in FIRMS and is_common(begun)):
                continue
        begin = start + len(name) - len(begun)
        match = at.get((begin, end))
        ids = spotter.ids(match.form, kind) if match else ()
        is_known = bool(ids) and (begin, end) in strong
        component = "lexicon" if is_known and score < _NEEDED else "crf"
        needed = _NEEDED_KNOWN if is_known else max(_NEEDED, least_of(name) if kind == _PERSON else 0.0)
        for one, other in apart(tokens, begin, end) if kind == _PERSON else ((begin, end),):
            found[text].append(Candidate(one - first, other - first, kind, component, score, ids, needed))
    return found
