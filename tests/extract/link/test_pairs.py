"""The table of hard pairs: names that look alike and are not one thing, and names of one thing that do not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extract.lexicon import load
from extract.link import link
from extract.link.matching import match
from extract.origin import Origin
from extract.records import Block, Entity, Mention
from ontology.schema import load as load_schema

TABLE = Path(__file__).with_name("pairs.tsv")
Row = dict[str, str]
#: Share of the pairs of one thing that may be left apart.
MISSED = 0.03


def _rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _spans(row: Row) -> tuple[list[str], list[tuple[int, int, int, str]]]:
    """Return the paragraphs, and (paragraph, start, end, type) of both names: each alone, or both in the sentence."""
    names = [(row["name"], row["type"]), (row["other"], row["other_type"])]
    if not row["sentence"]:
        return [name for name, _ in names], [(i, 0, len(name), type_) for i, (name, type_) in enumerate(names)]
    found, taken = [], ""
    for name, type_ in sorted(names, key=lambda pair: -len(pair[0])):
        taken = taken or row["sentence"]
        start = taken.index(name)
        taken = taken[:start] + "\0" * len(name) + taken[start + len(name) :]
        found.append((0, start, start + len(name), type_))
    return [row["sentence"]], sorted(found)


def _are_one(row: Row) -> bool:
    texts, spans = _spans(row)
    blocks = [Block("paragraph", text, Origin.identity(len(text))) for text in texts]
    mentions = [Mention(block, start, end, type_, texts[block][start:end]) for block, start, end, type_ in spans]
    linked, _ = link(blocks, mentions, [()] * len(mentions), load())
    return linked[0].entity == linked[1].entity


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return _rows()


def test_the_table_is_long_enough_and_half_of_it_differs(rows: list[Row]) -> None:
    pairs = {(row["name"], row["type"], row["other"], row["other_type"]) for row in rows}
    different = [row for row in rows if row["verdict"] == "different"]

    assert len(pairs) >= 300
    assert len(different) >= len(rows) / 2
    assert {row["verdict"] for row in rows} == {"same", "different"}
    assert {row[column] for row in rows for column in ("type", "other_type")} <= set(load_schema().types)


def test_no_two_things_are_merged(rows: list[Row]) -> None:
    merged = [f"{row['name']} = {row['other']}" for row in rows if row["verdict"] == "different" and _are_one(row)]

    assert not merged


def test_few_names_of_one_thing_are_left_apart(rows: list[Row]) -> None:
    same = [row for row in rows if row["verdict"] == "same"]
    missed = [f"{row['name']} = {row['other']}" for row in same if not _are_one(row)]

    assert len(missed) <= MISSED * len(same), missed


def test_bare_names_of_two_things_never_match_one_entry(rows: list[Row]) -> None:
    wrong = []
    for row in rows:
        one, other = match(row["name"], row["type"]), match(row["other"], row["other_type"])
        if row["verdict"] == "different" and one and other and one.id == other.id:
            wrong.append(f"{row['name']} = {row['other']} ({one.id})")

    assert not wrong


def test_the_order_of_two_names_changes_nothing(rows: list[Row]) -> None:
    turned = {"name": "other", "type": "other_type", "other": "name", "other_type": "type"}
    bare = [row for row in rows if not row["sentence"]]
    pairs = [(row, {**row, **{one: row[other] for one, other in turned.items()}}) for row in bare]
    uneven = [row["name"] for row, back in pairs if _are_one(row) != _are_one(back)]

    assert not uneven


def test_an_entity_is_named_by_its_lexicon_entry() -> None:
    row = {"name": "工行", "type": "Bank", "other": "ICBC", "other_type": "Bank", "sentence": "", "verdict": "same"}
    texts, spans = _spans(row)
    blocks = [Block("paragraph", text, Origin.identity(len(text))) for text in texts]
    mentions = [Mention(block, start, end, type_, texts[block][start:end]) for block, start, end, type_ in spans]

    _, entities = link(blocks, mentions, [(), ()], load())

    assert entities == (Entity("Bank", "中国工商银行", ("ICBC", "工行"), "icbc", "StateOwnedBank"),)
