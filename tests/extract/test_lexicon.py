"""The lexicon tables: every row is well-formed, every form names one thing."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from extract.fold import key
from extract.lexicon import Entry, load
from extract.lexicon.table import COLUMNS, FOLDER, entries_of
from extract.lexicon.words import load as load_words
from ontology.errors import LexiconError
from ontology.schema import load as load_schema

TABLES = sorted(FOLDER.glob("*.tsv"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_is_sorted_by_id(path: Path) -> None:
    ids = [entry.id for entry in entries_of(path)]

    assert ids == sorted(ids)


def test_every_reference_names_a_row() -> None:
    entries = load().entries
    dangling = [
        f"{e.file}:{e.line}: {wanted}"
        for e in entries.values()
        for wanted in (e.of, *e.successor_of)
        if wanted and wanted not in entries
    ]

    assert not dangling


def test_a_strong_form_names_one_entry_of_its_type() -> None:
    schema = load_schema()
    rows: dict[tuple[str, str], set[str]] = defaultdict(set)
    where: dict[str, Entry] = load().entries
    for entry in where.values():
        for form in entry.strong:
            rows[key(form), schema.type_of(entry.type)].add(entry.id)
    doubled = [
        f"{form}: {', '.join(f'{where[i].file}:{where[i].line}' for i in sorted(ids))}"
        for (form, _), ids in rows.items()
        if len(ids) > 1
    ]

    assert not doubled


def test_no_form_is_a_generic_word() -> None:
    stop = load_words().stop
    generic = [f"{e.file}:{e.line}: {form}" for e in load().entries.values() for form in e.strong if form in stop]

    assert not generic


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("id\tname\n", "t.tsv:1: columns are id name"),
        ("{header}\na\tBank\tx\n", "t.tsv:2: 3 columns, expected 12"),
        ("{header}\nA B\tBank\tx\t\t\t\t\t\t\t\t\town\n", "t.tsv:2: id 'A B'"),
        ("{header}\na\tBanc\tx\t\t\t\t\t\t\t\t\town\n", "t.tsv:2: type 'Banc' is no class"),
        ("{header}\na\tBank\t\t\t\t\t\t\t\t\t\town\n", "t.tsv:2: no name"),
        ("{header}\na\tBank\tx\t\t\t\t\t\t\t1 May\t\town\n", "t.tsv:2: from is '1 May'"),
        (
            "{header}\na\tBank\tx\t\t\t\t\t\t\t\t\town\na\tBank\ty\t\t\t\t\t\t\t\t\town\n",
            "t.tsv:3: a already at t.tsv:2",
        ),
    ],
)
def test_a_malformed_table_is_named_with_its_line(tmp_path: Path, rows: str, said: str) -> None:
    (tmp_path / "t.tsv").write_text(rows.replace("{header}", "\t".join(COLUMNS)), encoding="utf-8")

    with pytest.raises(LexiconError) as error:
        load(tmp_path)

    assert str(error.value).startswith(said)


@pytest.mark.parametrize(
    ("form", "id_"),
    [
        ("工行", "icbc"),
        ("ICBC", "icbc"),
        ("央行", "pboc"),
        ("OceanBase", "oceanbase"),
        ("银保监会", "cbirc"),
        ("杭州", "hangzhou"),
    ],
)
def test_a_well_known_form_names_its_entry(form: str, id_: str) -> None:
    assert [f.id for f in load().forms[form] if not f.weak] == [id_]


def test_a_lexicon_without_a_source_lacks_only_its_rows() -> None:
    whole = load()
    less = whole.without("000")

    assert {i for i, e in whole.entries.items() if e.source == "000"} == set(whole.entries) - set(less.entries)
