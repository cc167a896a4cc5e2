"""Where sentences begin among tokens."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from extract.recognise.tokens import Tokens

__all__ = ["WIDE", "begins"]

#: So many blanks between two words part them; fewer may stand inside a name (王  立).
WIDE = 3

_END = frozenset("。!?;\n")
_CLOSING = frozenset("”’」』)》")
#: A sentence longer than this is cut at the next comma, so that decoding stays even.
_LONG = 160


def begins(tokens: Tokens) -> npt.NDArray[np.bool_]:
    """Return true at the first token of each sentence of folded text; closing marks stay with what they close.

    What stands behind a wide gap on one line, as in a column, begins anew.
    """
    out = np.zeros(len(tokens), bool)
    out[1:] = tokens.starts[1:] - tokens.ends[:-1] >= WIDE
    ended, since = True, 0
    for i, token in enumerate(tokens.texts):
        if ended and token not in _CLOSING:
            out[i] = True
            ended, since = False, 0
        since += 1
        if token in _END or (since > _LONG and token == ","):
            ended = True
    if len(out):
        out[0] = True
    return out
