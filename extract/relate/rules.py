"""The relation rules of rules/*.toml: words that say a relation, and the forms in which they say it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from extract.relate.words import RULES, even
from ontology import schema
from ontology.errors import RuleError

__all__ = ["Form", "Rule", "Rules", "Trigger", "load"]

_SLOTS = ("H", "T", "HT", "V")


@dataclass(frozen=True, slots=True)
class Form:
    """The order of ends and words around a trigger: H subject, T object, HT a list of both, others words (a|b).

    ``left`` is read from the trigger outwards, ``right`` too.
    """

    text: str
    left: tuple[tuple[str, ...], ...]
    right: tuple[tuple[str, ...], ...]

    @property
    def slots(self) -> frozenset[str]:
        return frozenset(part[0] for part in (*self.left, *self.right) if part[0] in _SLOTS)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: ``name`` is relation.id; examples are sentences with ⟦H Type|name⟧ and ⟦T Type|name⟧."""

    name: str
    relation: str
    words: tuple[str, ...]
    forms: tuple[Form, ...]
    positive: tuple[str, ...]
    negative: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A rule word in a text: ``text[start:end]``, and the rules that it belongs to."""

    start: int
    end: int
    rules: tuple[Rule, ...]


class Rules:
    """All rules; ``columns`` are the heading words of each relation's table rule."""

    def __init__(self, rules: Iterable[Rule], columns: dict[str, tuple[str, ...]]) -> None:
        self.rules = tuple(rules)
        self.columns = columns
        owners: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for word in rule.words:
                owners.setdefault(word, []).append(rule)
        self._words = list(owners)
        self._owners = [tuple(owners[word]) for word in self._words]
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def triggers(self, text: str) -> list[Trigger]:
        """Return the rule words of a folded text in order, the longest at each place."""
        return [Trigger(s, e, self._owners[n]) for n, s, e in self._automaton.find_matches_as_indexes(text)]


@cache
def load(folder: Path = RULES) -> Rules:
    """Return the rules of the files named after a relation.

    Raises: RuleError where a file is malformed.
    """
    rules: list[Rule] = []
    columns: dict[str, tuple[str, ...]] = {}
    for relation in schema.load().relations:
        path = folder / f"{relation}.toml"
        data = _read(path)
        if data.get("relation") != relation:
            raise RuleError(f"{path}: relation is {data.get('relation')!r}, expected {relation!r}")
        rules.extend(_rule(path, relation, table) for table in data.get("rule", ()))
        columns[relation] = tuple(even(word) for table in data.get("table", ()) for word in table["column"])
    return Rules(rules, columns)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RuleError(f"{path}: {error}, expected a rule file") from error


def _rule(path: Path, relation: str, table: dict[str, Any]) -> Rule:
    missing = [key for key in ("id", "words", "forms") if key not in table]
    if missing:
        raise RuleError(f"{path}: rule {table.get('id')!r} has no {missing[0]}, expected id, words and forms")
    return Rule(
        name=f"{relation}.{table['id']}",
        relation=relation,
        words=tuple(dict.fromkeys(even(word) for word in table["words"])),
        forms=tuple(_form(path, text) for text in table["forms"]),
        positive=tuple(table.get("positive", ())),
        negative=tuple(table.get("negative", ())),
    )


def _form(path: Path, text: str) -> Form:
    parts = [tuple(_expanded(part)) for part in even(text).split()]
    trigger = [number for number, part in enumerate(parts) if part[-1] == "V" or "V" in part]
    if len(trigger) > 1:
        raise RuleError(f"{path}: form {text!r} has {len(trigger)} triggers, expected one V")
    if not trigger:
        return Form(text, (), tuple(parts))
    at = trigger[0]
    return Form(text, tuple(reversed(parts[:at])), tuple(parts[at + 1 :]))


def _expanded(part: str) -> Iterator[str]:
    yield from part.split("|")
