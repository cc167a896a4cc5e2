"""What names look like, and what they do not: brackets here, words in shape.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.recognise.grammar import part

__all__ = [
    "FIRMS",
    "INSTITUTIONS",
    "Shapes",
    "is_common",
    "is_whole",
    "least_of",
    "shapes",
    "without_story",
    "without_topic",
]

#: Types of what makes and sells, by what it is called in a cell or a title.
FIRMS = frozenset({"Bank", "Company", "FinancialInstitution", "Organization"})
INSTITUTIONS = FIRMS | {"GovernmentBody", "Regulator"}
_CLOSED_BY = dict(zip("(（[［【《〈「『“‘", ")）]］】》〉」』”’", strict=True))
_HAN = re.compile("[\u3400-\u9fff]+")
_BRACKET = re.compile("[" + re.escape("".join(_CLOSED_BY) + "".join(_CLOSED_BY.values())) + "]")


def is_whole(text: str) -> bool:
    """Has every bracket and quotation mark in a text its other half there? A name never has one half only."""
    waiting: list[str] = []
    for bracket in _BRACKET.findall(text):
        if bracket in _CLOSED_BY:
            waiting.append(_CLOSED_BY[bracket])
        elif not waiting or waiting.pop() != bracket:
            return False
    return not waiting


@dataclass(frozen=True, slots=True)
class Shapes:
    """Characters at which a word begins behind a person's name, and what follows a firm, or a short form of its
    name, in the name of its model.
    """

    words: frozenset[str]
    says: str
    said: frozenset[str]
    model: re.Pattern[str]
    short: re.Pattern[str]
    topic: re.Pattern[str]  #: what a title says of a firm, behind its name
    common: re.Pattern[str]  #: words that make no firm's name
    surname: re.Pattern[str]
    long: int  #: Chinese characters of a person's name that is rare without a surname of two
    needed: float  #: how probable it must be then
    before: re.Pattern[str]  #: what a sentence says before the name of an institution
    least: int  #: characters of a name that are left without it


@cache
def shapes() -> Shapes:
    """Return the words of the file beside this module."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    people = data["people"]
    return Shapes(
        words=frozenset(people["words"]),
        says=people["says"],
        said=frozenset(people["said"]),
        model=re.compile(data["cells"]["model"]),
        short=re.compile(data["cells"]["short"]),
        topic=re.compile(data["institutions"]["topic"] + "$"),
        common=re.compile(f"{part('place')}?[省市]?(?:{'|'.join(data['institutions']['common'])})+"),
        surname=re.compile(part("surname")),
        long=people["long"],
        needed=people["needed"],
        before=re.compile(data["institutions"]["before"]),
        least=data["institutions"]["least"],
    )


def without_topic(name: str) -> str:
    """Return the name of a firm without what a title says of it."""
    found = shapes().topic.search(name)
    return name[: found.start("topic")] if found else name


def without_story(name: str) -> str:
    """Return the name of an institution without what was said before it; empty where too little is left."""
    found = shapes().before.match(name)
    if not found:
        return name
    rest = name[found.end() :]
    return rest if len(rest) >= shapes().least else ""


def is_common(name: str) -> bool:
    """Does a name consist of words that any firm could be called by?"""
    return shapes().common.fullmatch(name) is not None


def least_of(person: str) -> float:
    """Return how probable the name of a person must be."""
    known = shapes()
    is_rare = len(person) == known.long and not known.surname.fullmatch(person[:2])
    return known.needed if is_rare and _HAN.fullmatch(person) else 0.0
