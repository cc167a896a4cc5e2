"""The mentions of all documents in groups, and groups joined to clusters: one cluster is one entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from extract.fold import key as fold_key
from extract.link.names import is_local
from extract.records import Extraction
from graph.decisions import Decision

__all__ = ["Apart", "Clusters", "Group", "Spot", "groups_of", "set_apart"]

#: A mention: the document's hash and the index of the mention in its extraction.
Spot = tuple[str, int]

#: Folded names that people keep apart, by type.
Apart = Mapping[str, list[frozenset[str]]]


@dataclass(slots=True)
class Group:
    """Mentions of one document that name one thing: the smallest part that merging moves."""

    type: str
    key: str
    name: str
    first: tuple[str, int]  #: document's name and offset of the first mention
    finer: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    spots: list[Spot] = field(default_factory=list)

    @property
    def identity(self) -> tuple[str, str, str]:
        """What joins groups at once: the lexicon's id, else the folded name, both with the type."""
        return self.type, self.key, "" if self.key else fold_key(self.own_name)

    @property
    def own_name(self) -> str:
        """The name, told apart by the document where it means something only there (《条例》, 李总)."""
        return f"{self.name} {self.first[0]}" if is_local(self.type, self.name) and not self.key else self.name


def set_apart(decisions: Iterable[Decision]) -> dict[str, list[frozenset[str]]]:
    found: dict[str, list[frozenset[str]]] = defaultdict(list)
    for decision in decisions:
        if decision.kind == "different":
            found[decision.type].append(frozenset(map(fold_key, decision.names)))
    return found


def groups_of(extraction: Extraction, parted: Apart) -> Iterator[Group]:
    """Yield the entities of a document; one whose names people parted comes in parts."""
    document = extraction.document
    found: dict[tuple[int, str], Group] = {}
    for index, mention in enumerate(extraction.mentions):
        if mention.entity < 0:
            continue
        entity = extraction.entities[mention.entity]
        names = set(map(fold_key, (entity.name, *entity.names)))
        apart = {name for pair in parted.get(entity.type, ()) if len(pair & names) > 1 for name in pair & names}
        part = fold_key(mention.text)
        part = part if part in apart and part != fold_key(entity.name) else ""
        group = found.get((mention.entity, part))
        if group is None:
            name, known = (mention.text, "") if part else (entity.name, entity.key)
            group = found[mention.entity, part] = Group(entity.type, known, name, (document.name, mention.raw[0]))
            group.finer.add(entity.finer or entity.type)
            group.forms.update((name,) if part else (n for n in entity.names if fold_key(n) not in apart))
        group.first = min(group.first, (document.name, mention.raw[0]))
        group.forms.add(mention.text)
        group.spots.append((document.sha256, index))
    yield from found.values()


class Clusters:
    """Groups joined step by step (union–find); a cluster is named by its first group."""

    def __init__(self, groups: list[Group], parted: Apart) -> None:
        self._parted = parted
        # The order of the input must not show: groups are sorted by what they say.
        self.groups = sorted(groups, key=lambda g: (g.first, g.identity, g.spots[0]))
        self._keys = [frozenset(map(fold_key, (group.name, *group.forms))) for group in self.groups]
        self._parent = list(range(len(self.groups)))
        self._members = {index: [index] for index in self._parent}
        first: dict[tuple[str, str, str], int] = {}
        for index, group in enumerate(self.groups):
            self._unite(first.setdefault(group.identity, index), index)

    def root(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def members(self) -> dict[int, list[Group]]:
        """Return the groups of each cluster, in order."""
        return {root: [self.groups[i] for i in sorted(found)] for root, found in sorted(self._members.items())}

    def named(self, type_: str, name: str) -> list[int]:
        """Return the clusters of a type that have a name, in order."""
        wanted = fold_key(name)
        found = (
            self.root(index)
            for index, group in enumerate(self.groups)
            if group.type == type_ and wanted in self._keys[index]
        )
        return sorted(set(found))

    def join(self, decisions: Iterable[Decision]) -> set[str]:
        """Join what people and names join; return the places of the decisions that found their names."""
        used: set[str] = set()
        for decision in decisions:
            if decision.kind == "same":
                roots = [root for name in decision.names for root in self.named(decision.type, name)]
                if len(set(roots)) > 0:
                    used.add(decision.where)
                for root in roots[1:]:
                    self._unite(roots[0], root)
            elif decision.kind == "different" and all(self.named(decision.type, name) for name in decision.names):
                used.add(decision.where)
        self._join_by_names()
        return used

    def _join_by_names(self) -> None:
        preferred: dict[tuple[str, str], set[int]] = defaultdict(set)
        further: dict[tuple[str, str], set[int]] = defaultdict(set)
        for index, group in enumerate(self.groups):
            own = fold_key(group.name)
            preferred[group.type, own].add(index)
            for form in self._keys[index] - {own}:
                if is_local(group.type, form):
                    continue
                further[group.type, form].add(index)
        for name in sorted(preferred.keys() & further.keys()):
            heads = {self.root(index) for index in preferred[name]}
            others = {self.root(index) for index in further[name]} - heads
            if len(heads) == 1 and len(others) == 1 and self._may_unite(*heads, *others):
                self._unite(*others, *heads)

    def _may_unite(self, one: int, other: int) -> bool:
        found = self._members[one] + self._members[other]
        names = frozenset().union(*(self._keys[index] for index in found))
        apart = any(len(pair & names) > 1 for pair in self._parted.get(self.groups[one].type, ()))
        return not apart and len({self.groups[index].key for index in found} - {""}) < 2

    def _unite(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        if first != second:
            self._parent[second] = first
            self._members[first] += self._members.pop(second)
