"""Linking in documents: definitions, scope, roles, shortened names, and the annotated passages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.gold.annotations import Passage, normal, read, read_all
from extract.layout import blocks as layout
from extract.lexicon import load
from extract.link import link
from extract.link.shortening import abbreviates, contracts
from extract.read import from_text
from extract.records import Block, Mention

GOLD = Path(__file__).resolve().parents[2] / "gold"
CASES = Path(__file__).with_name("cases.ann")

#: What readers agree on is not wholly in the text; the rest of the misses needs knowledge of the world.
LEAST_F1 = 0.95

Pair = tuple[int, int]


def _mentions(passage: Passage, blocks: tuple[Block, ...]) -> list[tuple[int, Mention]]:
    """Return the annotated names as mentions of blocks, in order, each with its index in the passage."""
    at: dict[int, tuple[int, int]] = {}
    for number, block in enumerate(blocks):
        for start, source, length in block.origin.runs:
            at.update((source + i, (number, start + i)) for i in range(length))
    found = []
    for index, entity in enumerate(passage["entities"]):
        spots = [at[i] for i in range(entity["start"], entity["end"]) if i in at]
        mine = [place for number, place in spots if number == spots[0][0]]
        if mine:
            start, end = min(mine), max(mine) + 1
            raw = (entity["start"], entity["end"])
            text = blocks[spots[0][0]].text[start:end]
            found.append((index, Mention(spots[0][0], start, end, entity["type"], text, raw=raw)))
    return sorted(found, key=lambda pair: (pair[1].block, pair[1].start))


def _linked(passage: Passage) -> dict[int, int]:
    """Return the entity of each annotated name, by its index."""
    blocks = layout(from_text(passage["text"], passage["id"]))
    given = _mentions(passage, blocks)
    mentions, _ = link(blocks, [m for _, m in given], [()] * len(given), load())
    return {index: mention.entity for (index, _), mention in zip(given, mentions, strict=True)}


def _pairs(passage: Passage, of: dict[int, int]) -> Iterator[Pair]:
    """Yield pairs of differently written names of one entity."""
    texts = {index: normal(passage["entities"][index]["text"]) for index in of}
    for one in sorted(of):
        yield from ((one, other) for other in of if other > one and of[one] == of[other] and texts[one] != texts[other])


def _texts(passage: Passage, pairs: set[Pair]) -> set[frozenset[str]]:
    return {frozenset(passage["entities"][index]["text"] for index in pair) for pair in pairs}


@pytest.mark.parametrize("passage", list(read(CASES)), ids=lambda passage: passage["id"])
def test_a_text_is_linked_as_it_says(passage: Passage) -> None:
    wanted = set(_pairs(passage, {i: e["cluster"] for i, e in enumerate(passage["entities"])}))
    made = _linked(passage)

    assert _texts(passage, set(_pairs(passage, made))) == _texts(passage, wanted)
    kinds = {made[i]: {passage["entities"][j]["type"] for j in made if made[j] == made[i]} for i in made}
    assert not [types for types in kinds.values() if len(types) > 1]


@pytest.mark.parametrize(
    ("short", "long", "may"),
    [
        ("建信金科", "建信金融科技有限责任公司", True),
        ("滨海农商行", "天津滨海农村商业银行股份有限公司", True),
        ("广期所", "广州期货交易所", True),
        ("渝农商行", "重庆农商行", True),
        ("宇信科技", "北京宇信科技集团股份有限公司", True),
        ("中国银行", "中国农业银行", False),
        ("香港大学", "香港中文大学", False),
        ("建信理财", "贝莱德建信理财", False),
        ("国家银行", "越南国家银行", False),
        ("人民银行", "中国人民银行广东省分行", False),
        ("台中银行", "台湾中小企业银行", False),
        ("中国结算", "中央国债登记结算有限责任公司", False),
    ],
)
def test_a_short_name_keeps_what_tells_it_apart(short: str, long: str, may: bool) -> None:
    assert abbreviates(short, long) is may


@pytest.mark.parametrize(
    ("short", "long", "may"),
    [
        ("网信办", "国家互联网信息办公室", True),
        ("中基协", "中国证券投资基金业协会", True),
        ("工商银行", "工商银行北京市分行", False),
        ("上交所", "深圳证券交易所", False),
        ("ABC", "农业银行", False),
    ],
)
def test_a_bracket_needs_only_characters_in_order(short: str, long: str, may: bool) -> None:
    assert contracts(short, long) is may


@pytest.mark.slow
def test_the_annotated_passages_are_linked_as_their_readers_link_them() -> None:
    hit = gold = found = 0
    for passage in read_all(sorted(GOLD.glob("*.ann"))):
        wanted = set(_pairs(passage, {i: e["cluster"] for i, e in enumerate(passage["entities"])}))
        made = set(_pairs(passage, _linked(passage)))
        hit, gold, found = hit + len(wanted & made), gold + len(wanted), found + len(made)

    assert 2 * hit / (gold + found) >= LEAST_F1
