"""Name grammars: patterns of names that no list can hold, from grammar.toml."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.recognise.tokens import Tokens
from ontology.errors import RuleError
from ontology.schema import load as load_schema

__all__ = ["FILE", "Grammar", "Pattern", "load"]

FILE = Path(__file__).with_name("grammar.toml")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of one type; its group ``name`` is the name, else the whole match."""

    id: str
    type: str
    needs: tuple[str, ...]  #: the pattern is tried only in texts with one of these
    regex: re.Pattern[str]
    yes: tuple[tuple[str, str], ...]  #: (sentence, the name in it)
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """All patterns, earlier ones first in doubt."""

    patterns: tuple[Pattern, ...]

    def spans(self, tokens: Tokens) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, type) over tokens, leftmost-longest, none overlapping."""
        text, begins, ends = tokens.joined, tokens.begins, tokens.closes
        found = []
        for pattern in self.patterns:
            if not any(some in text for some in pattern.needs):
                continue
            for match in pattern.regex.finditer(text):
                start, end = match.span("name") if "name" in pattern.regex.groupindex else match.span()
                if begins[start] >= 0 and ends[end] >= 0:
                    found.append((begins[start], ends[end], pattern.type))
        last = 0
        for start, end, kind in sorted(found, key=lambda f: (f[0], -f[1])):
            if start >= last:
                yield start, end, kind
                last = end


@functools.cache
def load(path: Path = FILE) -> Grammar:
    """Return the grammar of a file. Raises: RuleError for an unknown type or a malformed pattern."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    parts: dict[str, str] = data.get("parts", {})
    patterns = []
    for number, row in enumerate(data["pattern"], 1):
        where = f"{path.name}: pattern {number} ({row.get('id', '?')})"
        if row["type"] not in load_schema().types:
            raise RuleError(f"{where}: type {row['type']!r}, expected one of {', '.join(sorted(load_schema().types))}")
        try:
            regex = re.compile(
                re.sub(r"<(\w+)>", lambda m: f"(?:{parts[m[1]]})" if m[1] in parts else m[0], row["regex"])
            )
        except re.error as error:
            raise RuleError(f"{where}: {error}") from error
        yes = tuple((text, name) for text, name in row.get("yes", ()))
        patterns.append(Pattern(row["id"], row["type"], tuple(row["needs"]), regex, yes, tuple(row.get("no", ()))))
    return Grammar(tuple(patterns))
