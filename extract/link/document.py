"""Link the mentions of one document: definitions in the text, lexicon entries, forms of one name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.fold import key
from extract.lexicon import Lexicon
from extract.link.antecedents import antecedents
from extract.link.clusters import Clusters
from extract.link.definitions import definitions
from extract.link.endings import class_by_name
from extract.link.forms import join_forms, without_shortened
from extract.link.names import core, is_institution, is_latin, is_role
from extract.link.senses import senses
from extract.link.spots import Definition
from extract.records import Block, Entity, Mention
from ontology.schema import load as load_schema

__all__ = ["link"]


def link(
    blocks: Sequence[Block], mentions: Sequence[Mention], ids: Sequence[tuple[str, ...]], lexicon: Lexicon
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Return the mentions with their entity, and the entities in the order of their first mention.

    ``mentions`` come in the order of the text; ``ids`` are the lexicon entries that each may stand for. Definitions in
    the text decide first, then the lexicon, then forms of one name in this document.
    """
    found = senses(mentions, ids, lexicon)
    chosen = without_shortened(mentions, found)
    said = definitions(blocks, mentions)
    defined = [d for d in said if d.is_said or not _is_remark(mentions, chosen, d, lexicon)]
    bound = _bound(mentions, chosen, defined)
    for i in bound:
        chosen[i] = ""
    clusters = Clusters(len(mentions))
    _join_equal(clusters, mentions, chosen, bound)
    for i, head in sorted(bound.items()):
        clusters.join(head, i)
    for definition in defined:
        clusters.define(definition.head, definition.name, chosen)
    join_forms(clusters, mentions, chosen)
    return _entities(clusters, mentions, chosen, lexicon)


def _is_remark(mentions: Sequence[Mention], chosen: Sequence[str], found: Definition, lexicon: Lexicon) -> bool:
    """Stands in the bracket behind a Latin firm something else than its Chinese name, which the lexicon knows?"""
    one, other = mentions[found.head], mentions[found.name]
    entry = lexicon.entries.get(chosen[found.head])
    if entry is None or chosen[found.name] or not is_institution(one.type) or is_latin(other.text):
        return False
    chinese = [set(core(form)) for form in (entry.name, *entry.short) if not is_latin(form)]
    return is_latin(one.text) and bool(chinese) and all(len(form & set(core(other.text))) < _SHARED for form in chinese)


#: Two Chinese names of one firm have so many characters in common (凯捷, 凯捷咨询).
_SHARED = 2


def _bound(mentions: Sequence[Mention], chosen: Sequence[str], defined: Sequence[Definition]) -> dict[int, int]:
    """Return the mention that some mentions stand for, whatever else their names may mean.

    These are names that the text defines against the lexicon (乙 is the short form of 甲 here), and names of roles. The
    last definition before a name holds; the first one where none is before it.
    """
    by_name: dict[tuple[str, str], list[Definition]] = defaultdict(list)
    bound = dict(antecedents(mentions, chosen))
    for definition in defined:
        one, other = mentions[definition.head], mentions[definition.name]
        against = chosen[definition.head] and chosen[definition.name] not in ("", chosen[definition.head])
        if is_role(other.type, other.text) or (definition.is_explicit and against):
            by_name[other.type, key(other.text)].append(definition)
        elif is_role(one.type, one.text) and chosen[definition.name]:
            bound[definition.head] = definition.name
    for i, mention in enumerate(mentions):
        some = by_name.get((mention.type, key(mention.text)))
        if some:
            holds = [d for d in some if d.name <= i]
            bound[i] = (holds[-1] if holds else some[0]).head
    return {i: head for i, head in bound.items() if not _is_circular(i, head, bound)}


def _is_circular(i: int, head: int, bound: dict[int, int]) -> bool:
    seen = {i}
    while head in bound and head not in seen:
        seen.add(head)
        head = bound[head]
    return head in seen


def _join_equal(clusters: Clusters, mentions: Sequence[Mention], chosen: Sequence[str], bound: dict[int, int]) -> None:
    """Join mentions with the same name or the same entry."""
    first: dict[tuple[str, str, str], int] = {}
    for i, mention in enumerate(mentions):
        if i in bound:
            continue
        clusters.join(first.setdefault((mention.type, key(mention.text), chosen[i]), i), i)
        if chosen[i]:
            clusters.join(first.setdefault((mention.type, "", chosen[i]), i), i)
    ids: dict[tuple[str, str], set[str]] = defaultdict(set)
    for type_, name, id_ in first:
        ids[type_, name].add(id_)
    for (type_, name), some in ids.items():
        if name and len(some) == 2 and "" in some:
            # What was left open at one place is what the same name means at the other.
            clusters.join(*(first[type_, name, id_] for id_ in some))


def _entities(
    clusters: Clusters, mentions: Sequence[Mention], chosen: Sequence[str], lexicon: Lexicon
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    schema = load_schema()
    members: dict[int, list[int]] = {}
    for i in range(len(mentions)):
        members.setdefault(clusters.find(i), []).append(i)
    entities: list[Entity] = []
    linked = list(mentions)
    for number, some in enumerate(sorted(members.values(), key=lambda m: m[0])):
        names = Counter(mentions[i].text for i in some)
        votes = Counter(chosen[i] for i in some if chosen[i])
        entry = lexicon.entries[min(votes, key=lambda v: (-votes[v], v))] if votes else None
        types = Counter(mentions[i].type for i in some)
        type_ = schema.type_of(entry.type) if entry else min(types, key=lambda t: (-types[t], t))
        name = entry.name if entry else max(names, key=_weight)
        finer = entry.type if entry else _finer(names, type_)
        entities.append(
            Entity(
                type=type_,
                name=name if entry else " ".join(name.split()),
                names=tuple(sorted(names)),
                key=entry.id if entry else "",
                finer=finer,
            )
        )
        for i in some:
            linked[i] = replace(mentions[i], entity=number, finer=finer, key=entry.id if entry else "")
    return tuple(linked), tuple(entities)


def _finer(names: Iterable[str], type_: str) -> str:
    """Return the class that the names of an unknown thing say; nothing where they say none, or several."""
    said = {class_by_name(name, type_) for name in names} - {type_}
    return said.pop() if len(said) == 1 else ""


def _weight(name: str) -> tuple[bool, int, str]:
    """Rank the names of an unknown thing: Chinese ones before Latin ones, longer ones first."""
    return not is_latin(name), len(key(name)), name
