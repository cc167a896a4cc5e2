"""The words of discourse.toml, ready to match, and text folded without a change of length."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.fold import fold

__all__ = ["RULES", "Discourse", "discourse", "even"]

RULES = Path(__file__).parent.parent / "rules"


def even(text: str) -> str:
    """Return the folded text, one character for each of ``text``: what would change in length stays as it is."""
    folded, origin = fold(text)
    if origin is None:
        return folded
    return "".join(one if len(one := fold(character)[0]) == 1 else character for character in text)


@dataclass(frozen=True, slots=True)
class Discourse:
    """Compiled words; ``pronouns`` maps the words to the types that they stand for."""

    pronouns: dict[str, str]
    pronoun: re.Pattern[str]
    own: frozenset[str]
    pointing: tuple[str, ...]  #: what begins a word that points back however it stands
    stands_for: dict[str, frozenset[str]]
    joint: re.Pattern[str]
    loose: re.Pattern[str]  #: a joint with a common noun before or after it
    pairing: frozenset[str]
    jointly: re.Pattern[str]
    alias: re.Pattern[str]
    opening: str
    closing: str
    compounds: dict[str, re.Pattern[str]]
    title: re.Pattern[str]
    respective: re.Pattern[str]
    many: re.Pattern[str]  #: a subject that names nobody
    label: re.Pattern[str]  #: what begins a line of its own
    signed: re.Pattern[str]  #: what ends a piece of news


@cache
def discourse() -> Discourse:
    """Return the words of how sentences hang together."""
    data = tomllib.loads(even((RULES / "discourse.toml").read_text(encoding="utf-8")))
    pronouns = {word: kind for kind, words in data["pronouns"].items() for word in words}
    context, lists = data["pronoun_context"], data["lists"]
    before = "".join(f"(?<!{re.escape(word)})" for word in context["before"])
    after = "".join(f"(?!{re.escape(word)})" for word in context["after"])
    opening, closing = (re.escape("".join(lists[key])) for key in ("open", "close"))
    pad = rf"[{closing}\s]*(?:{{}})[{opening}\s]*"
    return Discourse(
        pronouns=pronouns,
        pronoun=re.compile(f"{before}(?:{_any(list(pronouns))}){after}"),
        own=frozenset(data["own"]["words"]),
        pointing=tuple(data["pointing"]["begins"]),
        stands_for={kind: frozenset(types) for kind, types in data["pronoun_types"].items()},
        joint=re.compile(pad.format(_any(lists["joints"]))),
        loose=re.compile(
            rf"[{closing}\s]*[^,;:。、()\s]{{0,8}}(?:{_any(lists['loose'])})[^,;:。、()\s]{{0,6}}[{opening}\s]*"
        ),
        pairing=frozenset(lists["pairing"]),
        jointly=re.compile(_any(lists["jointly"])),
        alias=re.compile(rf"[{closing}\s]*\([^,;。()]{{0,8}}[{opening}]*"),
        opening=opening,
        closing=closing,
        compounds={name: re.compile(pad.format(forms[0])) for name, forms in data["compounds"].items()},
        respective=re.compile(_any(lists["respective"])),
        many=re.compile(data["many"]["pattern"]),
        label=re.compile(data["layout"]["label"]),
        signed=re.compile(data["layout"]["signed"]),
        title=re.compile(_any(data["officers"]["titles"])),
    )


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
