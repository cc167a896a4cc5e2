"""The Cypher that loads: labels and types come from the ontology's list alone, values are parameters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from graph.property_graph import OURS
from ontology.errors import StoreError

__all__ = ["COUNT_NODES", "COUNT_RELATIONSHIPS", "READ_NODES", "REMOVE_NODES", "SCHEMA", "Statements"]

#: The constraint that every load needs, then indexes for those who ask, which an engine may lack. The full-text one
#: follows a moment later: kept up in each transaction it takes half the time of writing nodes.
SCHEMA = (
    f"CREATE CONSTRAINT jinpu_id IF NOT EXISTS FOR (n:{OURS}) REQUIRE n.id IS UNIQUE",
    f"CREATE INDEX jinpu_name IF NOT EXISTS FOR (n:{OURS}) ON (n.name)",
    f"CREATE FULLTEXT INDEX jinpu_names IF NOT EXISTS FOR (n:{OURS}) "
    "ON EACH [n.name, n.name_hant, n.name_en, n.aliases] "
    "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk', `fulltext.eventually_consistent`: true}}",
)
#: A page of ids and digests in one record: the driver takes longer over a record than over what is in it.
READ_NODES = (
    f"MATCH (n:{OURS}) WHERE n.id > $after WITH n.id AS id, n.digest AS digest ORDER BY id LIMIT $page "
    "RETURN collect([id, digest]) AS found"
)
REMOVE_NODES = f"UNWIND $rows AS row MATCH (n:{OURS} {{id: row.id}}) DETACH DELETE n"
COUNT_NODES = f"MATCH (n:{OURS}) UNWIND labels(n) AS label RETURN label, count(*) AS n"
COUNT_RELATIONSHIPS = f"MATCH (:{OURS})-[r]->(:{OURS}) RETURN type(r) AS type, count(*) AS n"

_ENDS = f"UNWIND $rows AS row MATCH (a:{OURS} {{id: row.start}}) MATCH (b:{OURS} {{id: row.end}})"
_NAME = re.compile(r"[A-Za-z][A-Za-z_]*")


@dataclass(frozen=True, slots=True)
class Statements:
    """Makes statements for the labels and types of a graph, and for no others.

    With ``dynamic`` labels and types are parameters, so that one statement makes nodes of every kind, and one the
    relationships of every type: Neo4j takes longer to plan a new statement than to write a thousand rows. That needs
    5.26, and it needs the loader to be alone, since a MERGE with such a type takes milliseconds a row. Else there is
    a statement for each set of labels and for each type.
    """

    labels: Collection[str]
    types: Collection[str]
    dynamic: bool

    def checked(self, labels: Iterable[str]) -> list[str]:
        """Return the labels of a node. Raises: StoreError for one that the graph does not list."""
        return [_known(label, (OURS, *self.labels), "label") for label in labels]

    def create_nodes(self, labels: Iterable[str]) -> str:
        """Return the statement for nodes that are not there."""
        if self.dynamic:
            return f"UNWIND $rows AS row CREATE (n:{OURS}:$(row.labels)) SET n = row.properties"
        named = ":".join(self.checked(labels))
        return f"UNWIND $rows AS row MERGE (n:{named} {{id: row.id}}) SET n = row.properties"

    def change_nodes(self, labels: Iterable[str]) -> str:
        """Return the statement for nodes that are there, whatever labels of ours they have."""
        named = "$(row.labels)" if self.dynamic else ":".join(self.checked(labels))
        return (
            f"UNWIND $rows AS row MATCH (n:{OURS} {{id: row.id}}) "
            f"REMOVE n:{':'.join(self.labels)} SET n = row.properties SET n:{named}"
        )

    def create_relationships(self, type_: str) -> str:
        """Return the statement for relationships of a type that are not there."""
        checked = self._type(type_)
        if self.dynamic:
            return f"{_ENDS} CREATE (a)-[r:$(row.type)]->(b) SET r = row.properties"
        return self.merge_relationships(checked)

    def merge_relationships(self, type_: str) -> str:
        """Return the statement for relationships of a type, which are one between two nodes."""
        return f"{_ENDS} MERGE (a)-[r:{self._type(type_)}]->(b) SET r = row.properties"

    def read_relationships(self, types: Sequence[str]) -> str:
        """Return the query for type, ends and digest of relationships of ``$types``, of a range of starts.

        All three in order. For one type it finds these alone; for more the statement is always the same.
        """
        checked = [self._type(type_) for type_ in types]
        named = f":{checked[0]}" if len(checked) == 1 else ""
        return (
            f"MATCH (a:{OURS})-[r{named}]->(b:{OURS}) WHERE type(r) IN $types AND a.id > $after AND a.id <= $last "
            "WITH type(r) AS type, a.id AS start, b.id AS end, r.digest AS digest ORDER BY type, start, end "
            "RETURN collect([type, start, end, digest]) AS found"
        )

    def remove_relationships(self, type_: str) -> str:
        """Return the statement that removes all relationships of a type between two nodes."""
        return (
            f"UNWIND $rows AS row MATCH (:{OURS} {{id: row.start}})-[r:{self._type(type_)}]->"
            f"(:{OURS} {{id: row.end}}) DELETE r"
        )

    def _type(self, type_: str) -> str:
        return _known(type_, self.types, "relationship type")


def _known(name: str, names: Collection[str], kind: str) -> str:
    if name not in names or not _NAME.fullmatch(name):
        raise StoreError(f"{name!r} is no {kind} of the ontology, expected one of {', '.join(sorted(names))}")
    return name
