"""Cypher files: a query, and before it lines ``:param NAME => VALUE`` as Neo4j's own tools read them."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ontology.errors import QueryError

__all__ = ["parse", "read"]

_PARAMETER = re.compile(r":param\s+(\w+)\s*=>\s*(.*?)\s*;?\s*$")


def read(path: Path) -> tuple[str, dict[str, object]]:
    """Return the query of a file and the parameters that it gives. Raises: QueryError with file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise QueryError(f"{path}: {reason}, expected a file with a query") from error
    return parse(text, str(path))


def parse(text: str, where: str = "query") -> tuple[str, dict[str, object]]:
    """Return a query, its parameters cut out and its lines where they were."""
    parameters: dict[str, object] = {}
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if not line.startswith(":"):
            continue
        found = _PARAMETER.match(line)
        try:
            value = json.loads(found[2]) if found else None
        except json.JSONDecodeError:
            found = None
        if found is None:
            raise QueryError(f"{where}:{number + 1}: {line}, expected :param NAME => VALUE in JSON")
        parameters[found[1]] = value
        lines[number] = ""
    return "\n".join(lines), parameters
