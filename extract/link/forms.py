"""Forms of one name in one document that neither the text nor the lexicon joins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extract.fold import key
from extract.link.clusters import Clusters
from extract.link.names import compact, core, is_institution, is_registered, is_role, numbers
from extract.link.senses import Senses
from extract.link.shortening import is_without_place, shortens
from extract.records import Mention

__all__ = ["join_forms", "without_shortened"]


class _Names:
    """The differently written names of one type; ``longer`` finds those that a name may be short for."""

    def __init__(self, type_: str, mentions: Sequence[Mention], some: Iterable[int]) -> None:
        self.type = type_
        self.first: dict[str, int] = {}
        for i in some:
            if not is_role(type_, mentions[i].text):
                self.first.setdefault(key(mentions[i].text), i)
        self._texts = {i: mentions[i].text for i in self.first.values()}
        self._having: dict[str, list[int]] = defaultdict(list)
        for i, text in self._texts.items():
            for character in set(compact(text)):
                self._having[character].append(i)

    def longer(self, text: str) -> Iterator[int]:
        """Yield the first mentions of the names that ``text`` is short for."""
        name = core(text)
        # The first character may stand for a place by another name, the last may be an honorific of a person.
        needed = name[:1] if self.type == "Person" else name[1:]
        for i in min((self._having.get(character, []) for character in needed), key=len, default=[]):
            other = self._texts[i]
            if len(compact(other)) > len(compact(text)) or self.type == "Person":
                is_same_edition = numbers(text) == numbers(other) or not is_institution(self.type)
                if other != text and is_same_edition and shortens(text, other, self.type):
                    yield i


def _by_type(mentions: Sequence[Mention]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        found[mention.type].append(i)
    return found


def join_forms(clusters: Clusters, mentions: Sequence[Mention], chosen: Sequence[str]) -> None:
    """Join names that differ in their endings, and unknown ones with the one longer name that they shorten."""
    for names in (_Names(type_, mentions, some) for type_, some in sorted(_by_type(mentions).items())):
        cores: dict[str, int] = {}
        for i in names.first.values():
            same = cores.setdefault(core(mentions[i].text, names.type), i)
            if same != i and not clusters.conflict(same, i, chosen):
                clusters.join(same, i)
        for i in names.first.values():
            some = names.longer(mentions[i].text)
            if clusters.id_of(i, chosen):
                # What the lexicon knows is joined with the same name behind a place, and with the registered name of
                # a long one: relatives have its name.
                text = mentions[i].text
                some = (j for j in some if not chosen[j] and _is_same_house(text, mentions[j].text))
            longer = {clusters.find(j) for j in some} - {clusters.find(i)}
            if len(longer) == 1:
                clusters.join(longer.pop(), i)


def without_shortened(mentions: Sequence[Mention], found: Senses) -> list[str]:
    """Return the entries less those of forms with other meanings that shorten another name of the document."""
    by_type = _by_type(mentions)
    kinds = {type_: _Names(type_, mentions, by_type[type_]) for type_ in {mentions[i].type for i in found.weak}}
    texts = {(mentions[i].type, mentions[i].text) for i in found.weak}
    shortened = {(type_, text) for type_, text in texts if any(True for _ in kinds[type_].longer(text))}
    return [
        "" if i in found.weak and (mentions[i].type, mentions[i].text) in shortened else id_
        for i, id_ in enumerate(found.chosen)
    ]


def _is_same_house(text: str, longer: str) -> bool:
    return is_without_place(text, longer) or (is_registered(longer) and len(core(text)) >= _OWN)


#: A name of so many characters has few relatives.
_OWN = 4
