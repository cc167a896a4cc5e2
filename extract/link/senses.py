"""Which entry of the lexicon each mention of a document stands for, as far as its name and the other names tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.fold import fold
from extract.lexicon import Lexicon
from extract.link.names import compact, is_latin, is_role
from extract.records import Mention
from ontology.schema import load as load_schema

__all__ = ["senses"]

#: A document with more of its names in traditional characters than this is written in them.
_TRADITIONAL = 0.3


def senses(mentions: Sequence[Mention], ids: Sequence[tuple[str, ...]], lexicon: Lexicon) -> list[str]:
    """Return the entry of each mention, or nothing where it has none or cannot be told.

    A form that names one entry without any context stands for it. Of several entries the one counts that the document
    names otherwise too; in documents in traditional characters also against the form's own entry where it only says
    what the thing is (證監會).
    """
    readings = [_readings(m, some, lexicon) for m, some in zip(mentions, ids, strict=True)]
    certain = Counter(strong[0] for strong, weak in readings if len(strong) == 1 and not weak)
    abroad = _is_traditional(mentions)
    out = []
    for mention, (strong, weak) in zip(mentions, readings, strict=True):
        named = sorted({i for i in (*strong, *weak) if certain[i]}, key=lambda i: (-certain[i], i))
        clear = len(named) == 1 or (len(named) > 1 and certain[named[0]] > certain[named[1]])
        if len(strong) == 1 and not (abroad and is_role(mention.type, mention.text) and clear):
            out.append(strong[0])
        elif clear:
            out.append(named[0])
        elif len(strong) + len(weak) == 1:
            out.append((*strong, *weak)[0])
        else:
            out.append("")
    return out


def _readings(mention: Mention, ids: tuple[str, ...], lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the entries of the mention's type that its text names without any context, and those that need one."""
    schema = load_schema()
    text = fold(mention.text)[0]
    forms = lexicon.forms.get(text) or lexicon.forms.get("".join(text.split())) or lexicon.forms.get(" ".join(text.split()), ())
    fitting = [f for f in forms if schema.type_of(lexicon.entries[f.id].type) == mention.type]
    if not fitting:
        return tuple(i for i in ids if i in lexicon.entries), ()
    return tuple(f.id for f in fitting if not f.weak), tuple(f.id for f in fitting if f.weak)


def _is_traditional(mentions: Sequence[Mention]) -> bool:
    han = [m.text for m in mentions if not is_latin(m.text)]
    changed = sum(fold(text)[0] != text and compact(text) != text.lower() for text in han)
    return changed > _TRADITIONAL * len(han)
