"""Where sentences begin among tokens."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from extract.points import Ints, OfCharacters
from extract.recognise.tokens import Tokens

__all__ = ["WIDE", "begins"]

#: So many blanks between two words part them; fewer may stand inside a name (王  立).
WIDE = 3

#: What a character does to a sentence: end it, belong to the one that ended, cut a long one.
_END, _CLOSING, _COMMA = 1, 2, 3
_ROLES = {**dict.fromkeys("。!?;\n", _END), **dict.fromkeys("”’」』)》", _CLOSING), ",": _COMMA}
_roles = OfCharacters(lambda character: _ROLES.get(character, 0))
#: A sentence longer than this is cut at the next comma, so that decoding stays even.
_LONG = 160


def begins(tokens: Tokens) -> npt.NDArray[np.bool_]:
    """Return true at the first token of each sentence of folded text; closing marks stay with what they close.

    What stands behind a wide gap on one line, as in a column, begins anew.
    """
    roles = _roles(tokens.points)
    first = tokens.first_of_text()
    is_closing = roles == _CLOSING
    before = np.append(-1, np.maximum.accumulate(np.where(is_closing, -1, np.arange(len(roles)))))[:-1]
    out: npt.NDArray[np.bool_] = ~is_closing & ((before < first) | (roles[before] == _END))
    _cut_long(out, roles)
    out[1:] |= tokens.starts[1:] - tokens.ends[:-1] >= WIDE
    out[np.unique(first)] = True
    return out


def _cut_long(out: npt.NDArray[np.bool_], roles: Ints) -> None:
    """Begin a sentence behind each comma that comes late in one."""
    starts = np.append(np.flatnonzero(out), len(out))
    for place in np.flatnonzero(np.diff(starts) > _LONG).tolist():
        start, end = starts[place], starts[place + 1]
        for comma in (start + np.flatnonzero(roles[start:end] == _COMMA)).tolist():
            if comma - start >= _LONG:
                after = next((i for i in range(comma + 1, end) if roles[i] != _CLOSING), end)
                if after < end:
                    out[after] = True
                    start = after
