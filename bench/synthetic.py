"""Write a dataset of a chosen size in the shape of a build, made by chance from a fixed seed.

    python -m bench.synthetic FOLDER [--triples 1000000] [--seed 7]

The shares of mentions, assertions, observations, contexts, labels and direct triples are those of the build of the
seeds (docs/performance.md); which entity is mentioned how often follows Zipf's law, as it does in documents. FOLDER
then has graph.nq, graph.ttl and the store, and `jinpu serve FOLDER` answers over it.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from graph import store, write
from graph.ontology import example_quads, ontology_quads
from graph.terms import Quad, date, decimal, integer, iri, quad, term, text
from graph.void import void_quads
from ontology.names import JP, digest
from ontology.names import entity as entity_iri
from ontology.names import fact as fact_iri
from ontology.schema import Schema
from ontology.schema import load as load_schema

__all__ = ["generate", "main"]

#: Triples that an entity brings with it on average: its own, its mentions, statements and figures.
_TRIPLES_AN_ENTITY = 65
#: For each entity, as in the build of the seeds.
_MENTIONS, _ASSERTIONS, _OBSERVATIONS = 3.2, 0.84, 0.71
_CONTEXTS, _ALIASES, _DIRECT = 0.75, 1.2, 0.42
_ENTITIES_A_DOCUMENT = 400
_SYLLABLES = "安邦诚大发方光国海航恒华汇嘉金联民明平启融瑞盛泰通万新信兴亚银盈永元云中众"
_QUOTE_LENGTH = (20, 120)


def generate(triples: int, seed: int) -> Iterator[Quad]:
    """Yield quads of the six graphs of the union, about as many as asked for."""
    chance = random.Random(seed)
    schema = load_schema()
    count = triples // _TRIPLES_AN_ENTITY
    documents = [f"https://w3id.org/jinpu/id/document/{digest(('d', i))}" for i in range(count // _ENTITIES_A_DOCUMENT)]
    for i, document in enumerate(documents):
        yield quad("documents", document, "rdf:type", term("jp:Document"))
        yield quad("documents", document, "jp:fileName", text(f"{i:04}.txt"))
    entities = []
    for i in range(count):
        class_ = chance.choice(sorted(schema.types))
        node = entity_iri(class_, f"e{i}")
        entities.append(node)
        yield from _entity(chance, schema, node, class_, i)
    # Zipf's law: the one at rank n is met a share of 1/n as often.
    weights = list(accumulate(1 / (rank + 1) ** 0.8 for rank in range(count)))
    pick = _Picker(chance, entities, weights)
    for i in range(round(count * _MENTIONS)):
        yield from _mention(chance, f"m{i}", pick(), chance.choice(documents))
    relations = sorted(schema.relations)
    for i in range(round(count * _ASSERTIONS)):
        ends = pick(), chance.choice(relations), pick()
        yield from _assertion(chance, f"a{i}", ends, chance.choice(documents), direct=chance.random() < _DIRECT)
    for i in range(round(count * _OBSERVATIONS)):
        yield from _observation(chance, f"o{i}", pick(), chance.choice(documents))


class _Picker:
    """Entities by their weight."""

    def __init__(self, chance: random.Random, entities: list[str], weights: list[float]) -> None:
        self._chance, self._entities, self._weights = chance, entities, weights

    def __call__(self) -> str:
        return self._chance.choices(self._entities, cum_weights=self._weights)[0]


def _words(chance: random.Random, low: int, high: int) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(low, high)))


def _entity(chance: random.Random, schema: Schema, node: str, class_: str, i: int) -> Iterator[Quad]:
    for above in (class_, *schema.superclasses(class_)):
        yield quad("entities", node, "rdf:type", term(f"jp:{above}"))
    name = f"{_words(chance, 3, 8)}{i}"
    yield quad("entities", node, "rdfs:label", text(name, "zh-Hans"))
    yield quad("entities", node, "skos:prefLabel", text(name, "zh-Hans"))
    yield quad("entities", node, "skos:prefLabel", text(name, "zh-Hant"))
    for _ in range(chance.randint(0, round(2 * _ALIASES))):
        yield quad("entities", node, "skos:altLabel", text(f"{_words(chance, 2, 4)}{i}", "zh-Hans"))


def _place(chance: random.Random, graph: str, node: str, document: str) -> Iterator[Quad]:
    start = chance.randrange(100_000)
    quote = _words(chance, *_QUOTE_LENGTH)
    if document:
        yield quad(graph, node, "prov:wasDerivedFrom", iri(document))
    yield quad(graph, node, "jp:quote", text(quote))
    yield quad(graph, node, "jp:start", integer(start))
    yield quad(graph, node, "jp:end", integer(start + len(quote)))


def _mention(chance: random.Random, key: str, of: str, document: str) -> Iterator[Quad]:
    node = f"https://w3id.org/jinpu/id/mention/{digest((key,))}"
    yield quad("mentions", node, "rdf:type", term("jp:Mention"))
    yield quad("mentions", node, "jp:mentionOf", iri(of))
    yield quad("mentions", node, "jp:component", text(chance.choice(("lexicon", "grammar", "crf"))))
    yield from _place(chance, "mentions", node, document)
    yield quad("mentions", of, "jp:mentionedIn", iri(document))


def _statement(chance: random.Random, node: str, kind: str, document: str, rule: str) -> Iterator[Quad]:
    year = chance.randint(2012, 2025)
    yield quad("assertions", node, "rdf:type", term("jp:Statement"))
    yield quad("assertions", node, "rdf:type", term(f"jp:{kind}"))
    yield quad("assertions", node, "jp:rule", text(rule))
    yield quad("assertions", node, "jp:confidence", decimal(chance.randint(200, 999) / 1000))
    yield quad("assertions", node, "jp:period" if kind == "Observation" else "jp:when", text(str(year)))
    yield quad("assertions", node, "jp:from", date(f"{year}-01-01"))
    yield quad("assertions", node, "jp:until", date(f"{year}-12-31"))
    yield from _place(chance, "assertions", node, document)
    if chance.random() < _CONTEXTS:
        place = f"{node}/context/1"
        yield quad("assertions", node, "jp:context", iri(place))
        yield quad("assertions", place, "rdf:type", term("jp:Excerpt"))
        yield quad("assertions", place, "jp:role", text("heading"))
        yield quad("assertions", place, "jp:order", integer(1))
        yield from _place(chance, "assertions", place, "")


def _assertion(
    chance: random.Random, key: str, ends: tuple[str, str, str], document: str, *, direct: bool
) -> Iterator[Quad]:
    node = f"https://w3id.org/jinpu/id/assertion/{digest((key,))}"
    subject, relation, object_ = ends
    yield from _statement(chance, node, "Assertion", document, f"{relation}.prose")
    yield quad("assertions", node, "jp:subject", iri(subject))
    yield quad("assertions", node, "jp:predicate", iri(JP + relation))
    yield quad("assertions", node, "jp:object", iri(object_))
    yield quad("assertions", node, "jp:fact", iri(fact_iri(subject, relation, object_)))
    yield quad("assertions", node, "jp:status", text("asserted" if direct else "planned"))
    if direct:
        yield quad("entities", subject, f"jp:{relation}", iri(object_))


def _observation(chance: random.Random, key: str, about: str, document: str) -> Iterator[Quad]:
    node = f"https://w3id.org/jinpu/id/observation/{digest((key,))}"
    value = chance.randint(1, 99_999)
    yield from _statement(chance, node, "Observation", document, "prose-model")
    yield quad("assertions", node, "jp:about", iri(about))
    yield quad("assertions", node, "jp:indicator", text(_words(chance, 3, 9)))
    yield quad("assertions", node, "jp:value", text(str(value)))
    yield quad("assertions", node, "jp:number", decimal(value))
    yield quad("assertions", node, "jp:unit", text("万元"))
    yield quad("assertions", node, "jp:baseUnit", text("元"))
    yield quad("assertions", node, "jp:observationStatus", text("actual"))


def main() -> None:
    """Write the dataset and its store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    quads = {*ontology_quads(), *generate(args.triples, args.seed)}
    quads |= set(void_quads(quads))
    ordered = sorted(quads | set(example_quads()), key=lambda found: (found[3], *found[:3]))
    write.write(args.folder / "graph.nq", write.nquads(ordered))
    union = write.union(ordered)
    write.write(args.folder / "graph.ttl", write.turtle(union))
    store.create(args.folder / store.FOLDER, args.folder / "graph.nq", args.folder / "graph.ttl")
    print(f"{args.folder}: {len(union):,} triples in the union")


if __name__ == "__main__":
    main()
