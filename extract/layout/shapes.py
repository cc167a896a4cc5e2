"""The patterns of shapes.toml, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["Shapes", "shapes"]


@dataclass(frozen=True, slots=True)
class Shapes:
    """``heading`` and ``item`` match at the beginning of a line; ``rank`` orders the styles of headings."""

    heading: re.Pattern[str]
    rank: dict[str, int]
    weak: frozenset[str]
    bullets: frozenset[str]
    words: re.Pattern[str]
    caption: re.Pattern[str]
    caption_first: frozenset[str]
    stuck: re.Pattern[str]
    followed: re.Pattern[str]
    source: re.Pattern[str]
    footnote: re.Pattern[str]
    page: re.Pattern[str]
    head: re.Pattern[str]
    continued: re.Pattern[str]
    rule: re.Pattern[str]
    #: Last characters, beside those of ASCII, of lines that may be furniture; all others are spared the patterns.
    ends: frozenset[str]
    contents_title: re.Pattern[str]
    contents_line: re.Pattern[str]
    units: frozenset[str]
    numerals: str
    closing: frozenset[str]
    opening: frozenset[str]
    tail: str
    never_first: frozenset[str]
    pairs: tuple[tuple[str, str], ...]
    openers: frozenset[str]
    #: First characters of lines that may bear a mark; all others are spared the patterns.
    first: frozenset[str]


@cache
def shapes() -> Shapes:
    """Return the patterns."""
    table: dict[str, Any] = tomllib.loads(files("extract.layout").joinpath("shapes.toml").read_text("utf-8"))
    styles = table["heading"]
    sentence = table["sentence"]
    pairs = sentence["pairs"]
    bullets = frozenset(table["item"]["bullets"])
    return Shapes(
        heading=re.compile("|".join(f"(?P<{_group(style['style'])}>{style['pattern']})" for style in styles)),
        rank={_group(style["style"]): rank for rank, style in enumerate(styles)},
        weak=frozenset(_group(style["style"]) for style in styles if style.get("weak")),
        bullets=bullets,
        words=re.compile(table["item"]["words"]),
        caption=re.compile(table["caption"]["pattern"]),
        caption_first=frozenset(table["caption"]["first"]),
        stuck=re.compile(table["caption"]["stuck"]),
        followed=re.compile(table["caption"]["followed"]),
        source=re.compile(table["caption"]["source"]),
        footnote=re.compile(table["footnote"]["pattern"]),
        page=re.compile(table["furniture"]["page"]),
        head=re.compile(table["furniture"]["head"]),
        continued=re.compile(table["furniture"]["continued"]),
        rule=re.compile(table["furniture"]["rule"]),
        ends=frozenset(table["furniture"]["ends"]),
        contents_title=re.compile(table["contents"]["title"]),
        contents_line=re.compile(table["contents"]["line"]),
        units=frozenset(table["table"]["units"]),
        numerals=table["numerals"],
        closing=frozenset(sentence["closing"]),
        opening=frozenset(sentence["opening"]),
        tail=sentence["tail"],
        never_first=frozenset(sentence["head"]),
        openers=frozenset(pairs[::2]),
        pairs=tuple(zip(pairs[::2], pairs[1::2], strict=True)),
        first=bullets | frozenset(table["marks"]),
    )


def _group(style: str) -> str:
    return style.replace("-", "_")
