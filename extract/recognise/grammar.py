"""Name grammars: patterns of names that no list can hold, from grammar.toml."""

from __future__ import annotations

import functools
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.recognise.tokens import Tokens
from ontology.errors import RuleError
from ontology.schema import load as load_schema

__all__ = ["FILE", "Grammar", "Pattern", "load", "part"]

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
        found = [
            (start, end, pattern.type)
            for pattern in self.patterns
            for number in sorted(_texts_with(pattern.needs, tokens))
            for start, end in _matches(pattern, tokens, number)
        ]
        last = 0
        for start, end, kind in sorted(found, key=lambda f: (f[0], -f[1])):
            if start >= last:
                yield start, end, kind
                last = end


def part(name: str) -> str:
    """Return a part that patterns are made of, such as place or surname, as an expression."""
    return f"(?:{_data(FILE)['parts'][name]})"


@functools.cache
def _data(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _texts_with(some: Iterable[str], tokens: Tokens) -> set[int]:
    """Return the numbers of the texts in which one of some strings stands."""
    found, cuts = set(), tokens.cuts.tolist()
    for string in some:
        at = tokens.joined.find(string)
        while at >= 0:
            number = bisect_right(cuts, at)
            found.add(number - 1)
            at = tokens.joined.find(string, cuts[number])
    return found


def _matches(pattern: Pattern, tokens: Tokens, number: int) -> Iterator[tuple[int, int]]:
    """Yield what a pattern matches in one text, over tokens."""
    first, last = tokens.cuts[number : number + 2].tolist()
    group = "name" if "name" in pattern.regex.groupindex else 0
    for match in pattern.regex.finditer(tokens.joined[first : last - 1]):
        start, end = tokens.begins[first + match.start(group)], tokens.closes[first + match.end(group)]
        if start >= 0 and end >= 0:
            yield int(start), int(end)


@functools.cache
def load(path: Path = FILE) -> Grammar:
    """Return the grammar of a file. Raises: RuleError for an unknown type or a malformed pattern."""
    data = _data(path)
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
