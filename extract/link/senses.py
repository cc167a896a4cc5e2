"""Which entry of the lexicon each mention of a document stands for, as far as its name and the other names tell."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.lexicon import Form, Lexicon
from extract.link.names import compact, folded, is_latin, is_role
from extract.records import Mention
from ontology.schema import load as load_schema

__all__ = ["Senses", "beside", "is_traditional", "senses"]

#: A document with more of its names in traditional characters than this is written in them.
_TRADITIONAL = 0.3
#: Characters of what joins two names of a list, at most.
_JOINT = 2
_SCRIPTS = re.compile(r"([^A-Za-z]+?)\s*([A-Za-z][^\u3400-\u9fff]*)")


@dataclass(frozen=True, slots=True)
class Senses:
    """The entry of each mention, or nothing; ``weak`` are mentions whose form needs a context that was not there."""

    chosen: list[str]
    weak: frozenset[int]


def senses(mentions: Sequence[Mention], ids: Sequence[tuple[str, ...]], lexicon: Lexicon) -> Senses:
    """Return the entry of each mention, or nothing where it has none or cannot be told.

    A form that names one entry without any context stands for it. Of several entries the one counts that the document
    names otherwise too; in documents in traditional characters also against the form's own entry where it only says
    what the thing is (證監會).
    """
    readings = [_readings(m, some, lexicon) for m, some in zip(mentions, ids, strict=True)]
    own = [(*strong, *weak)[0] if len(strong) + len(weak) == 1 else "" for strong, weak in readings]
    certain = Counter(id_ for id_ in own if id_)
    abroad, listed = is_traditional(mentions), beside(mentions)
    out = []
    for i, (strong, weak) in enumerate(readings):
        apart = {own[j] for j in listed.get(compact(mentions[i].text), ())} if len(strong) + len(weak) > 1 else set()
        named = {id_ for id_ in (*strong, *weak) if certain[id_]} - apart
        is_fixed = len(strong) == 1 and not (abroad and is_role(mentions[i].type, mentions[i].text))
        default = strong[0] if len(strong) == 1 else ""
        out.append(default if is_fixed else own[i] or _named(named, certain, own, i) or default)
    firm = {id_ for id_, (strong, _) in zip(out, readings, strict=True) if id_ in strong}
    return Senses(out, frozenset(i for i, id_ in enumerate(out) if id_ and not readings[i][0] and id_ not in firm))


def _named(some: set[str], certain: Counter[str], own: Sequence[str], i: int) -> str:
    """Return the one of several entries that the document names most, or that it named last before mention ``i``."""
    if not some:
        return ""
    most = max((certain[id_] for id_ in some), default=0)
    ranked = [id_ for id_ in some if certain[id_] == most]
    if len(ranked) == 1:
        return ranked[0]
    return next((own[j] for j in range(i - 1, -1, -1) if own[j] in ranked), "")


def _readings(mention: Mention, ids: tuple[str, ...], lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the entries of the mention's type that its text names without any context, and those that need one."""
    text = folded(mention.text)
    fitting = _forms(text, mention.type, lexicon)
    if not fitting:
        return tuple(i for i in ids if i in lexicon.entries) or _of_both_scripts(text, mention.type, lexicon), ()
    return tuple(f.id for f in fitting if not f.weak), tuple(f.id for f in fitting if f.weak)


def _forms(text: str, type_: str, lexicon: Lexicon) -> list[Form]:
    schema = load_schema()
    spellings = (text, "".join(text.split()), " ".join(text.split()))
    forms = next((lexicon.forms[spelt] for spelt in spellings if spelt in lexicon.forms), None)
    if forms is None:
        forms = lexicon.small.get("".join(text.lower().split()), ())
    return [form for form in forms if schema.type_of(lexicon.entries[form.id].type) == type_]


def _of_both_scripts(text: str, type_: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the entry that both halves of a name mean, the Chinese one and the Latin one written on behind it."""
    halves = _SCRIPTS.fullmatch(text)
    if halves is None:
        return ()
    one, other = ({form.id for form in _forms(half, type_, lexicon)} for half in halves.groups())
    return tuple(one & other) if len(one & other) == 1 else ()


def beside(mentions: Sequence[Mention]) -> dict[str, list[int]]:
    """Return for each name, compact, the mentions of its type that stand in a list right behind it.

    They are not it: in 金管局與新加坡金管局 there are two.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for j, (one, other) in enumerate(pairwise(mentions), 1):
        if one.block == other.block and one.type == other.type and 0 < other.start - one.end <= _JOINT:
            found[compact(one.text)].append(j)
    return found


def is_traditional(mentions: Sequence[Mention]) -> bool:
    """Is a document with these names written in traditional characters?"""
    han = [m.text for m in mentions if not is_latin(m.text)]
    changed = sum(folded(text) != text and compact(text) != text.lower() for text in han)
    return changed > _TRADITIONAL * len(han)
