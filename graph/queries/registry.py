"""Reads the named questions: their wording with gaps, what fills the gaps, and their query in both languages."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph import terms
from graph.neo4j import query
from ontology.errors import QueryError

__all__ = ["FOLDER", "Asked", "Question", "find", "load"]

FOLDER = Path(__file__).parent
#: Which question a line of a questions' file is, by its id, where no wording says so.
_ANSWERS = "answers.toml"

_HEADER = re.compile(r"#\s*(zh|en):\s*(.+)")
_OPEN = re.compile(r"\{(\w+)\}")
_GAP = re.compile(r"\\\{(\w+)\\\}")
_VALUES = re.compile(r"VALUES \(?(?P<names>\?\w+(?: \?\w+)*)\)? \{ \(?(?P<values>\"[^\"{}]*\"(?: \"[^\"{}]*\")*)\)? \}")
_STRING = re.compile(r'"([^"]*)"')
_IGNORED = re.compile(r"[\s？?。.！!]+")


@dataclass(frozen=True, slots=True)
class Question:
    """A question; ``wordings`` are by language, ``parameters`` the values that its files give as an example."""

    name: str
    wordings: Mapping[str, tuple[str, ...]]
    parameters: Mapping[str, str]
    rq: str = field(repr=False)
    cypher: str = field(repr=False)

    def sparql(self, parameters: Mapping[str, str]) -> str:
        """Return the SPARQL with these parameters in place of the example's, as literals and nothing else."""
        values = {**self.parameters, **parameters}

        def filled(match: re.Match[str]) -> str:
            names = match["names"].replace("?", "").split()
            written = " ".join(terms.text(values[name]) for name in names)
            variables = " ".join(f"?{name}" for name in names)
            return f"VALUES ({variables}) {{ ({written}) }}"

        return _VALUES.sub(filled, self.rq)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the values of its parameters."""

    question: Question
    parameters: Mapping[str, str]


@functools.cache
def load(folder: Path = FOLDER) -> dict[str, Question]:
    """Return the questions by name. Raises: QueryError for a file that is malformed or has no other half."""
    names = {path.stem for path in folder.iterdir() if path.suffix in (".rq", ".cypher")}
    return {name: _read(folder, name) for name in sorted(names)}


def find(id_: str, wording: str, folder: Path = FOLDER) -> Asked | None:
    """Return what is asked: by its id (a question of that name, or answers.toml), else by its wording."""
    questions = load(folder)
    if id_ in questions:
        return Asked(questions[id_], {})
    if known := _answers(folder).get(id_):
        return Asked(questions[known["query"]], {name: value for name, value in known.items() if name != "query"})
    found = [
        Asked(question, {name: value.strip() for name, value in match.groupdict().items()})
        for match, question in _matches(wording, questions)
    ]
    # Of several the one whose own words say most: its gaps hold least.
    return min(found, key=lambda asked: sum(map(len, asked.parameters.values())), default=None)


def _matches(wording: str, questions: Mapping[str, Question]) -> list[tuple[re.Match[str], Question]]:
    wording = _IGNORED.sub(" ", wording).strip()
    return [
        (match, question)
        for question in questions.values()
        for template in (text for texts in question.wordings.values() for text in texts)
        if (match := _pattern(template).fullmatch(wording))
    ]


@functools.cache
def _pattern(template: str) -> re.Pattern[str]:
    escaped = re.escape(_IGNORED.sub(" ", template).strip())
    return re.compile(_GAP.sub(r"(?P<\1>.+)", escaped), re.IGNORECASE)


def _read(folder: Path, name: str) -> Question:
    rq, cypher = folder / f"{name}.rq", folder / f"{name}.cypher"
    for path in (rq, cypher):
        if not path.is_file():
            raise QueryError(f"{path}: is missing, expected it beside the other language")
    text = rq.read_text(encoding="utf-8")
    wordings: dict[str, tuple[str, ...]] = {"zh": (), "en": ()}
    for language, wording in _HEADER.findall(text):
        wordings[language] += (wording.strip(),)
    if not all(wordings.values()):
        raise QueryError(f"{rq}: lacks a wording, expected lines # zh: … and # en: …")
    parameters = _parameters(text)
    for wording in (text for texts in wordings.values() for text in texts):
        if set(_OPEN.findall(wording)) - parameters.keys():
            raise QueryError(f"{rq}: {wording}, expected gaps among {', '.join(parameters) or 'none'}")
    cypher_text, given = query.read(cypher)
    if parameters != given:
        raise QueryError(f"{cypher}: parameters {given}, expected those of {rq.name}: {parameters}")
    return Question(name, wordings, parameters, text, cypher_text)


def _parameters(text: str) -> dict[str, str]:
    """Return the examples that a query gives in its VALUES."""
    return {
        variable: value
        for found in _VALUES.finditer(text)
        for variable, value in zip(
            found["names"].replace("?", "").split(), _STRING.findall(found["values"]), strict=True
        )
    }


@functools.cache
def _answers(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / _ANSWERS
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise QueryError(f"{path}: {error}, expected TOML") from error
    for id_, said in found.items():
        question = load(folder).get(said.get("query", ""))
        if question is None or said.keys() - {"query"} - question.parameters.keys():
            raise QueryError(
                f"{path}: [{id_}] {said}, expected query = one of {', '.join(load(folder))}, its parameters"
            )
    return found
