"""One set of entities from what all documents say: who is who over the borders of documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extract.fold import key as fold_key
from extract.records import Extraction
from graph.clusters import Clusters, Group, Spot, groups_of, set_apart
from graph.decisions import Decision
from graph.slugs import slug
from ontology.names import entity as entity_iri
from ontology.schema import load as load_schema

__all__ = ["Merged", "Node", "Spot", "merge"]


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of the whole graph; ``forms`` are all names met, ``replaced`` the IRIs that it stands in for."""

    iri: str
    type: str
    finer: str  #: the finest class known, the type itself where none is
    name: str
    forms: tuple[str, ...]
    key: str = ""  #: the lexicon's id
    replaced: tuple[str, ...] = ()
    renamed: bool = False  #: a person chose the name


@dataclass(frozen=True, slots=True)
class Merged:
    """The entities in the order of their IRIs, and which of them each mention names.

    Mentions of rejected entities are missing in ``of``; ``unused`` are decisions that found nothing to decide.
    """

    nodes: tuple[Node, ...]
    of: Mapping[Spot, int] = field(repr=False)
    rejected: tuple[tuple[Decision, str], ...] = ()
    unused: tuple[Decision, ...] = ()


def merge(extractions: Sequence[Extraction], decisions: Sequence[Decision] = ()) -> Merged:
    """Return the entities of all documents; their order changes nothing.

    Groups with the same lexicon id, or the same folded name, and the same type are one. A name that is the preferred
    one here and a further one of exactly one entity there joins the two, unless the lexicon or a person parts them.
    """
    parted = set_apart(decisions)
    groups = [group for extraction in extractions for group in groups_of(extraction, parted)]
    clusters = Clusters(groups, parted)
    used = clusters.join(decisions)
    nodes, of, rejected = _nodes(clusters, decisions, used)
    unused = tuple(d for d in decisions if d.names and d.where not in used)
    return Merged(nodes, of, rejected, unused)


def _nodes(
    clusters: Clusters, decisions: Sequence[Decision], used: set[str]
) -> tuple[tuple[Node, ...], dict[Spot, int], tuple[tuple[Decision, str], ...]]:
    built: list[tuple[Node, list[Spot]]] = []
    rejected: list[tuple[Decision, str]] = []
    for groups in clusters.members().values():
        node = _node(groups)
        spots = [spot for group in groups for spot in group.spots]
        names = {fold_key(form) for form in (node.name, *node.forms)}
        mine = [d for d in decisions if d.type == node.type and d.names and fold_key(d.names[0]) in names]
        for decision in mine:
            if decision.kind in ("rename", "retype", "reject"):
                used.add(decision.where)
            if decision.kind == "reject":
                rejected.append((decision, node.name))
        if not any(decision.kind == "reject" for decision in mine):
            built.append((_decided(node, mine), spots))
    built.sort(key=lambda pair: pair[0].iri)
    of = {spot: index for index, (_, spots) in enumerate(built) for spot in spots}
    return tuple(node for node, _ in built), of, tuple(sorted(rejected, key=lambda pair: (pair[0].where, pair[1])))


def _node(groups: list[Group]) -> Node:
    """Return the entity of a cluster; its IRI is that of the first group, in lexicon order first."""
    ranked = sorted(groups, key=lambda g: (not g.key, g.first, g.identity))
    head = ranked[0]
    iris = list(dict.fromkeys(entity_iri(g.type, g.key or slug(g.own_name)) for g in ranked))
    names = [g.name for g in groups] if not head.key else [head.name]
    return Node(
        iri=iris[0],
        type=head.type,
        finer=_finest({name for g in groups for name in g.finer}, head.type),
        name=max(names, key=lambda name: (len(name), name)),
        forms=tuple(sorted({form for g in groups for form in g.forms})),
        key=head.key,
        replaced=tuple(sorted(iris[1:])),
    )


def _finest(names: set[str], type_: str) -> str:
    """Return the one class below the others; the type where two contradict each other."""
    schema = load_schema()
    below = {n for n in names if schema.is_a(n, type_)}
    finest = {n for n in below if not any(other != n and schema.is_a(other, n) for other in below)}
    return finest.pop() if len(finest) == 1 else type_


def _decided(node: Node, decisions: Iterable[Decision]) -> Node:
    schema = load_schema()
    name, type_, finer, renamed = node.name, node.type, node.finer, False
    for decision in decisions:
        if decision.kind == "rename":
            name, renamed = decision.to, True
        elif decision.kind == "retype":
            type_, finer = schema.type_of(decision.to), decision.to
        elif decision.kind == "same":
            name, renamed = decision.names[0], True
    forms = tuple(sorted({*node.forms, node.name}))
    return Node(node.iri, type_, finer, name, forms, node.key, node.replaced, renamed)
