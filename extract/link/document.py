"""Link the mentions of one document: lexicon ids, definitions in the text, forms of one name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extract.fold import key
from extract.lexicon import Lexicon
from extract.link.clusters import Clusters
from extract.link.definitions import definitions
from extract.link.names import abbreviates, core, is_latin
from extract.records import Block, Entity, Mention
from ontology.schema import load as load_schema

__all__ = ["link"]


def link(
    blocks: Sequence[Block], mentions: Sequence[Mention], ids: Sequence[tuple[str, ...]], lexicon: Lexicon
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Return the mentions with their entity, and the entities in the order of their first mention.

    ``ids`` are the lexicon entries that each mention may stand for, best first. Definitions in the text decide first,
    then the lexicon, then forms of one name in this document.
    """
    clusters = Clusters(len(mentions))
    chosen = _chosen(mentions, ids, lexicon)
    _join_equal(clusters, mentions, chosen)
    for one, other in definitions(blocks, mentions):
        clusters.define(one, other, chosen)
    _join_forms(clusters, mentions, chosen)
    return _entities(clusters, mentions, chosen, lexicon)


def _chosen(mentions: Sequence[Mention], ids: Sequence[tuple[str, ...]], lexicon: Lexicon) -> list[str]:
    """Return the entry of each mention, or nothing; of several entries the one that the document names otherwise."""
    certain = Counter(some[0] for some in ids if len(some) == 1)
    out = []
    for some in ids:
        if len(some) <= 1:
            out.append(some[0] if some else "")
            continue
        ranked = sorted(some, key=lambda i: (-certain[i], i))
        first, second = ranked[:2]
        out.append(first if certain[first] > certain[second] else "")
    return out


def _join_equal(clusters: Clusters, mentions: Sequence[Mention], chosen: Sequence[str]) -> None:
    first: dict[tuple[str, str], int] = {}
    for i, mention in enumerate(mentions):
        name = key(mention.text)
        known = [first.setdefault((mention.type, name), i)]
        if chosen[i]:
            known.append(first.setdefault((mention.type, f"#{chosen[i]}"), i))
        for other in known:
            clusters.join(other, i)


def _join_forms(clusters: Clusters, mentions: Sequence[Mention], chosen: Sequence[str]) -> None:
    """Join unknown names with the one longer name of the document that they abbreviate, where there is just one."""
    by_type: dict[str, dict[str, int]] = defaultdict(dict)
    for i, mention in enumerate(mentions):
        by_type[mention.type].setdefault(key(mention.text), i)
    institutions = {"Bank", "FinancialInstitution", "Company", "Organization", "Regulator", "GovernmentBody"}
    for kind, names in by_type.items():
        cores: dict[str, int] = {}
        for name, i in names.items():
            same = cores.setdefault(core(name), i)
            if same != i and not clusters.conflict(same, i, chosen):
                clusters.join(same, i)
        if kind not in institutions:
            continue
        for name, i in names.items():
            if clusters.id_of(i, chosen) or is_latin(name):
                continue
            longer = {
                clusters.find(j): j
                for other, j in names.items()
                if len(other) > len(name) and abbreviates(name, other) and clusters.find(j) != clusters.find(i)
            }
            if len(longer) == 1:
                clusters.join(next(iter(longer.values())), i)


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
        type_ = Counter(mentions[i].type for i in some).most_common(1)[0][0]
        votes = Counter(chosen[i] for i in some if chosen[i])
        entry = lexicon.entries[min(votes, key=lambda v: (-votes[v], v))] if votes else None
        if entry and schema.type_of(entry.type) != type_:
            entry = None
        name = entry.name if entry else max(names, key=lambda n: (len(key(n)), n))
        entities.append(
            Entity(
                type=type_,
                name=" ".join(name.split()) if not entry else name,
                names=tuple(sorted(names)),
                key=entry.id if entry else "",
                finer=entry.type if entry else "",
            )
        )
        for i in some:
            linked[i] = replace(mentions[i], entity=number, finer=entry.type if entry else "")
    return tuple(linked), tuple(entities)
