"""What one takes away from the explorer: pictures, a table, queries that give the same rows, a citation."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from graph import explore, store, write
from graph.neo4j import embedded
from graph.neo4j.database import Database

pytestmark = pytest.mark.browser

Row = tuple[str, str, str, str, str]
#: Views that use every filter: what they show is asked again of the dataset.
FRAGMENTS = [
    "",
    "focus=Bank/icbc&steps=2",
    "view=databases&status=negated",
    "view=chain&confidence=85",
    "time=2021-01/2023-12",
    "time=2022-01/9999-12&undated=no",
    "documents=0&types=City",
    "from=Bank/icbc&to=Company/huawei",
]


def take(tab: Any, what: str) -> str:
    tab.locator("#take").click()
    tab.locator(f"#take-{what}").click()
    text: str = tab.locator("#taken").input_value()
    tab.keyboard.press("Escape")
    return text


def download(tab: Any, what: str, folder: Path) -> Path:
    tab.locator("#take").click()
    with tab.expect_download() as waiting:
        tab.locator(f"#take-{what}").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def rows(tab: Any, folder: Path) -> list[Row]:
    with download(tab, "csv", folder).open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    return sorted((r["subject_id"], r["relation"], r["object_id"], r["status"], r["quote"]) for r in found)


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_the_sparql_of_a_view_gives_the_rows_of_its_table(
    reader: Any, build: Path, tmp_path: Path, fragment: str
) -> None:
    tab = reader.open(build / "explorer.html", fragment)
    dataset = Store()
    dataset.bulk_load(path=str(build / "graph.nq"), format=RdfFormat.N_QUADS)
    found = dataset.query(take(tab, "sparql"), use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    names = ("subject", "relation", "object", "status", "quote")
    answer = sorted(tuple(str(row[name].value).split("ontology#")[-1] for name in names) for row in found)
    assert answer == rows(tab, tmp_path)
    assert answer


@pytest.fixture(scope="module")
def cypher(samples: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The small build in the embedded Cypher store."""
    sample = samples.small()
    folder = sample.write(tmp_path_factory.mktemp("cypher"))
    write.write(folder / "graph.ttl", write.turtle(write.union(sorted(sample.quads))))
    store.create(folder / store.FOLDER, folder / "graph.nq", folder / "graph.ttl")
    with embedded.open(folder, lambda line: None) as database:
        yield database


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_the_cypher_of_a_view_gives_the_rows_of_its_table(
    reader: Any, build: Path, cypher: Database, tmp_path: Path, fragment: str
) -> None:
    tab = reader.open(build / "explorer.html", fragment)
    answer = cypher.ask(take(tab, "cypher"), {})
    names = ("subject", "relation", "object", "status", "quote")
    found = sorted(tuple(str(row[answer.columns.index(name)]) for name in names) for row in answer.rows)
    assert found == rows(tab, tmp_path)


def test_the_table_of_a_view_is_no_formula(reader: Any, samples: ModuleType, tmp_path: Path) -> None:
    sample = samples.Sample()
    sample.document("a.txt", "文", "2024", '=1+1采用@SUM(A1)，"引号"。\n')
    sample.entity("Bank", "a", "=1+1")
    sample.entity("Database", "b", "@SUM(A1)")
    sample.fact("a", "uses", "b", "a.txt", '=1+1采用@SUM(A1)，"引号"。')
    sample.write(tmp_path)
    explore.write(tmp_path, tmp_path / "explorer.html")
    tab = reader.open(tmp_path / "explorer.html")
    with download(tab, "csv", tmp_path).open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["subject"], row["object"]) == ("'=1+1", "'@SUM(A1)")
    assert row["quote"] == '\'=1+1采用@SUM(A1)，"引号"。'


def test_the_drawing_has_every_node_and_fact(tab: Any, tmp_path: Path) -> None:
    drawing = ET.parse(download(tab, "svg", tmp_path)).getroot()
    names = [node.text for node in drawing.iter("{http://www.w3.org/2000/svg}title")]
    assert sorted(names[1:]) == sorted(tab.evaluate("JP.canvas.scene().nodes.map(JP.graph.name)"))
    lines = [line for line in drawing.iter("{http://www.w3.org/2000/svg}line") if line.get("stroke-width") == "1.1"]
    assert len(lines) == tab.evaluate("JP.canvas.scene().facts.length")
    assert sum(1 for line in lines if line.get("stroke-dasharray")) == 3


def test_the_picture_is_a_png_of_twice_the_size(tab: Any, tmp_path: Path) -> None:
    data = download(tab, "png", tmp_path).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") > 1500


def test_the_citation_names_the_data_and_the_view(tab: Any, build: Path) -> None:
    version = tab.evaluate("JP.core.version")
    text = take(tab, "cite")
    assert version[:16] in text
    assert tab.url.split("#")[0] in text


def test_the_texts_are_in_a_page_that_lies_elsewhere(reader: Any, build: Path, tmp_path: Path) -> None:
    explore.write(build, tmp_path / "alone.html", focus="OceanBase")
    tab = reader.open(tmp_path / "alone.html")
    assert tab.locator("#card h2").first.inner_text() == "OceanBase"
    tab.locator("#card button.source").first.click()
    assert tab.locator("#passage").inner_text() == tab.locator("#card q").first.inner_text()
    assert "第三章 核心系统建设" in tab.locator("dialog .prose").inner_text()
    assert not (tmp_path / "documents").exists()
