"""Values of Cypher as plain data, and as words for a table."""

from __future__ import annotations

import json
from typing import Any

import neo4j.graph

__all__ = ["plain", "words"]

#: What the loader keeps for itself.
_OWN = ("digest",)


def plain(value: Any) -> Any:
    """Return what JSON can hold: nodes and relationships as objects, paths as lists of both, dates as ISO strings."""
    if isinstance(value, neo4j.graph.Path):
        steps = zip(value.nodes[1:], value.relationships, strict=True)
        return [plain(value.nodes[0]), *(plain(part) for node, step in steps for part in (step, node))]
    if isinstance(value, neo4j.graph.Entity):
        return _object(value)
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    # Times and durations write themselves as ISO 8601.
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def words(value: Any) -> str:
    """Return a value for people: a node by its name, a list by its members, nothing for null."""
    if isinstance(value, neo4j.graph.Path):
        return "".join(
            (words(step) if index else "") + words(node)
            for index, (node, step) in enumerate(zip(value.nodes, (None, *value.relationships), strict=True))
        )
    if isinstance(value, neo4j.graph.Node):
        return f"({value.get('name') or value.get('quote') or value.get('id') or ':'.join(sorted(value.labels))})"
    if isinstance(value, neo4j.graph.Relationship):
        return f"-[{value.type}]-"
    if isinstance(value, list):
        return ", ".join(words(one) for one in value)
    found = plain(value)
    if isinstance(found, dict):
        return json.dumps(found, ensure_ascii=False)
    return "" if found is None else str(found).lower() if isinstance(found, bool) else str(found)


def _object(value: neo4j.graph.Entity) -> dict[str, Any]:
    if isinstance(value, neo4j.graph.Relationship):
        start, end = (node.get("id") if node else None for node in value.nodes)
        return {"type": value.type, "start": start, "end": end, **_properties(value)}
    labels = sorted(value.labels) if isinstance(value, neo4j.graph.Node) else []
    return {"labels": labels, **_properties(value)}


def _properties(value: neo4j.graph.Entity) -> dict[str, Any]:
    return {key: plain(one) for key, one in sorted(value.items()) if key not in _OWN}
