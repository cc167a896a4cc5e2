"""The explorer page as it is written: the same every time, whole, and with nothing in it that could ask the network."""

from __future__ import annotations

import html
import re
from pathlib import Path
from types import ModuleType

import pytest

from graph import explore
from graph.explore import backbone, core, data, page, search
from jinpu.cli import main
from ontology.errors import BuildError
from ontology.schema import load as load_schema


def test_the_same_dataset_gives_the_same_bytes(build: Path, tmp_path: Path) -> None:
    explore.write(build, tmp_path / "a.html")
    explore.write(build, tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_the_page_names_no_address_that_a_browser_would_fetch(build: Path) -> None:
    text = (build / "explorer.html").read_text("utf-8")
    assert not re.findall(r"<(?:link|img|iframe|object|embed|source|script)[^>]*\s(?:src|href)\s*=", text)
    assert "@import" not in text
    assert not re.search(r"url\(\s*['\"]?https?:", text)
    assert "default-src &#39;none&#39;" in text


def test_the_policy_admits_exactly_the_scripts_of_the_page(build: Path) -> None:
    text = (build / "explorer.html").read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    style = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert len(scripts) == 2
    assert page.policy(scripts, style).replace("'", "&#39;") in text


def test_every_quote_has_its_place_in_the_page_of_its_document(build: Path) -> None:
    pages = {path.name: path.read_text("utf-8") for path in (build / "documents").iterdir()}
    view = data.read(build)
    names = {source.iri: source.name for source in view.sources}
    for item in view.statements:
        assert f'id="p{item.place.start}"' in pages[names[item.document] + ".html"]


def test_marks_stand_on_the_names_of_both_ends(build: Path) -> None:
    view = data.read(build)
    names = {node.iri: {node.name, node.hant, node.en, *node.aliases} for node in view.nodes}
    marked = [(item, mark) for item in view.statements for mark in item.marks]
    assert len(marked) > 60
    for item, mark in marked:
        end = item.subject if mark.end == "s" else item.object
        assert item.place.quote[mark.start : mark.stop] in names[end]


def test_a_planned_and_a_denied_fact_do_not_hold(build: Path) -> None:
    view = data.read(build)
    holds = {(e.subject.rsplit("/", 1)[-1], e.relation, e.object.rsplit("/", 1)[-1]): e.holds for e in view.edges}
    assert holds["icbc", "uses", "oceanbase"]
    assert not holds["ccb", "uses", "gaussdb"]
    assert not holds["abc", "uses", "oracle"]


def test_what_the_lexicon_adds_is_read_apart_from_statements(build: Path) -> None:
    known = data.read(build).known
    assert {(item.relation, item.row) for item in known} == {
        ("partOf", "regions.tsv#pudong"),
        ("successorOf", "regulators.tsv#nfra"),
    }


@pytest.mark.parametrize(
    ("name", "sound"),
    [("工商银行", "gong shang yin hang"), ("重庆", "chong qing"), ("中國工商銀行", "zhong guo gong shang yin hang")],
)
def test_pinyin_reads_names_in_either_script(name: str, sound: str) -> None:
    assert search.pinyin(name) == sound


def test_the_backbone_has_every_type_and_no_lonely_node() -> None:
    types = ["Bank"] * 300 + ["Chip"] * 3
    pairs = [(0, n) for n in range(1, 300)] + [(n, n + 1) for n in range(1, 298)] + [(300, 0), (301, 302)]
    chosen = backbone.choose(types, pairs, limit=100)
    assert not {301, 302} & set(chosen)
    assert len(chosen) <= 100
    assert {types[node] for node in chosen} == {"Bank", "Chip"}
    assert chosen[0] == 0


def test_every_type_of_the_schema_has_a_look_of_its_own() -> None:
    looks = core.looks()
    assert set(looks) == set(load_schema().types)
    pairs = [(row["colour"], row["shape"]) for row in looks.values()]
    assert len(set(pairs)) == len(pairs)


def test_both_languages_have_the_same_words() -> None:
    words = page.words()
    assert set(words["zh"]) == set(words["en"])
    for key, text in words["zh"].items():
        assert sorted(re.findall(r"\{\w\}", text)) == sorted(re.findall(r"\{\w\}", words["en"][key])), key


#: What the script that pyvis ships consists of, each with the words of its source that stand in the script.
PARTS = {
    "vis-network 9.1.2": "@version 9.1.2",
    "@egjs/hammerjs 2.0.17": "2.0.17-rc",
    "timsort 0.3.0": "Can only sort arrays",
    "core-js-pure 3.21.1": "Denis Pushkarev",
    "regenerator-runtime": "Generator is already running",
}


def test_every_licence_of_shipped_script_is_in_the_page(build: Path) -> None:
    text = (build / "explorer.html").read_text("utf-8")
    licences = re.findall(r'id="licences">(.*?)</script>', text, re.DOTALL)[0]
    assert "Permission is hereby granted" in licences
    for part, words in PARTS.items():
        assert words in text.replace(licences, ""), part
        assert re.search(rf"^{re.escape(part)} +.*Copyright|^{re.escape(part)} \(", licences, re.MULTILINE), part


def test_a_missing_build_is_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"graph\.nq: no dataset here"):
        explore.write(tmp_path, tmp_path / "explorer.html")


def test_a_broken_dataset_is_named(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text("this is no quad", "utf-8")
    with pytest.raises(BuildError, match=r"graph\.nq:1: cannot be read as N-Quads"):
        explore.write(tmp_path, tmp_path / "explorer.html")


def test_an_unknown_focus_names_what_is_near(build: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="工商: no entity has this name, near it: 中国工商银行"):
        explore.write(build, tmp_path / "a.html", focus="工商")
    assert not (tmp_path / "a.html").exists()


def test_an_empty_dataset_gives_a_page(samples: ModuleType, tmp_path: Path) -> None:
    samples.Sample().write(tmp_path)
    explore.write(tmp_path, tmp_path / "explorer.html")
    assert (tmp_path / "explorer.html").stat().st_size > 400_000


def test_an_unwritable_place_is_named(build: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(BuildError, match="cannot be written"):
        explore.write(build, tmp_path / "file" / "explorer.html")


def test_names_in_a_document_lead_to_the_explorer(build: Path) -> None:
    text = (build / "documents" / "report.txt.html").read_text("utf-8")
    assert '<a href="../explorer.html#focus=Database/oceanbase&amp;entity=Database/oceanbase">OceanBase</a>' in text


def test_the_text_of_a_document_page_is_the_text_that_is_cited(build: Path, samples: ModuleType) -> None:
    page_text = (build / "documents" / "report.txt.html").read_text("utf-8")
    body = page_text[page_text.index("<main") : page_text.index("</main>")]
    assert html.unescape(re.sub(r"<[^>]*>", "", body)) == samples.REPORT


def test_the_command_writes_a_page_and_says_where(
    build: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "page.html"
    assert main(["explore", str(build), "-o", str(target), "--focus", "oceanbase"]) == 0
    assert capsys.readouterr().out.strip() == str(target)
    assert target.is_file()
    assert main(["explore", str(tmp_path)]) == 1
    assert "no dataset here" in capsys.readouterr().err
