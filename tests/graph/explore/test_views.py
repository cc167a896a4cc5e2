"""Ready-made views as pages of their own, and what contradicts what."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from graph import explore
from graph.explore import clashes, data, page
from graph.explore.records import Source
from jinpu.cli import main
from ontology.errors import BuildError

NAMES = {"databases", "chain", "cities", "rules", "contradictions", "index"}


@pytest.fixture(scope="module")
def two(samples: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two editions of one report."""
    folder: Path = samples.editions().write(tmp_path_factory.mktemp("editions"))
    explore.write(folder, folder / "explorer.html")
    return folder


@pytest.fixture(scope="module")
def empty(samples: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build in which nothing was found, in one document."""
    sample = samples.Sample()
    sample.document("a.txt", "空文", "2024", "什么也没有。")
    folder: Path = sample.write(tmp_path_factory.mktemp("empty"))
    explore.write(folder, folder / "explorer.html")
    return folder


def pages(build: Path) -> list[Path]:
    return sorted((build / "views").iterdir())


def visit(reader: Any, page_: Path) -> Any:
    tab = reader.context.new_page()
    tab.goto(page_.resolve().as_uri())
    return tab


def test_a_build_has_a_page_for_each_view_each_document_and_two_documents_compared(build: Path) -> None:
    names = [path.stem for path in pages(build)]
    assert set(names) >= NAMES
    assert sum(name.startswith("document-") for name in names) == 2
    assert sum(name.startswith("compare-") for name in names) == 1


def test_the_pages_of_views_are_the_same_every_time(build: Path, tmp_path: Path) -> None:
    explore.views(build, tmp_path / "a")
    explore.views(build, tmp_path / "b")
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_every_page_of_a_view_admits_its_own_script_and_no_request(build: Path) -> None:
    for path in pages(build):
        text = path.read_text("utf-8")
        scripts, styles = (re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL) for tag in ("script", "style"))
        assert page.policy(scripts, styles).replace("'", "&#39;") in text
        assert not re.findall(r"<(?:link|img|iframe|object|embed|source|script)[^>]*\s(?:src|href)\s*=", text)


def test_every_link_of_a_page_leads_somewhere(build: Path) -> None:
    for path in pages(build):
        text = path.read_text("utf-8")
        anchors = set(re.findall(r'id="([^"]+)"', text))
        for address in re.findall(r'<a [^>]*href="([^"]+)"', text):
            file, _, fragment = address.partition("#")
            assert (path.parent / file).exists() if file else fragment in anchors, (path.name, address)


@pytest.mark.browser
def test_who_uses_a_database_is_read_with_the_sentence_that_says_so(reader: Any, build: Path) -> None:
    tab = visit(reader, build / "views" / "databases.html")
    row = tab.locator(".row", has_text="OceanBase")
    users = {"网商银行", "浙江稠州商业银行", "中国工商银行"}
    assert set(row.locator(".chip").all_inner_texts()) == users
    assert row.locator(".count b").inner_text() == "3"
    row.locator(".chip", has_text="浙江稠州商业银行").click()
    article = tab.locator("article:target")
    assert "稠州银行的新核心系统上线，采用 OceanBase 分布式数据库" in article.locator(".quote").inner_text()
    assert article.locator("mark").all_inner_texts() == ["稠州银行", "OceanBase"]
    article.locator(".source a").click()
    tab.locator("span.on").first.wait_for()
    assert "采用 OceanBase 分布式数据库" in "".join(tab.locator("span.on").all_inner_texts())


@pytest.mark.browser
def test_plans_and_ends_are_told_apart_on_the_page_of_databases(reader: Any, build: Path) -> None:
    tab = visit(reader, build / "views" / "databases.html")
    assert tab.locator(".chip.planned", has_text="中国建设银行").locator("small").inner_text() == "计划"
    assert "终止" in tab.locator(".chip.negated", has_text="中国农业银行").locator("small").inner_text()
    assert tab.locator(".row", has_text="Oracle").locator(".count b").inner_text() == "0"


@pytest.mark.browser
def test_the_chain_goes_from_chip_to_bank_in_columns(reader: Any, build: Path) -> None:
    tab = visit(reader, build / "views" / "chain.html")
    places = []
    for name in ("鲲鹏", "麒麟", "OceanBase", "中国工商银行"):
        stop = tab.locator(".chain a", has=tab.locator(f"text.zh:text-is('{name}')"))
        places.append(stop.locator("use").bounding_box()["x"])
    assert places == sorted(places)
    assert len(set(places)) == 4
    tab.locator(".chain .line").first.focus()
    tab.keyboard.press("Enter")
    assert tab.locator("article:target .quote").count() == 1


@pytest.mark.browser
def test_cities_have_their_institutions_and_years_what_was_issued(reader: Any, build: Path) -> None:
    tab = visit(reader, build / "views" / "cities.html")
    assert set(tab.locator(".card", has_text="深圳").locator(".chip").all_inner_texts()) == {"招商银行", "微众银行"}
    tab = visit(reader, build / "views" / "rules.html")
    assert tab.locator(".timeline h2").all_inner_texts() == ["2024", "2022", "2021", "2020"]
    issued = tab.locator("#y2022 .issuer", has_text="中国人民银行").locator(".chip")
    assert issued.all_inner_texts() == ["金融科技发展规划（2022—2025年）"]


@pytest.mark.browser
def test_a_document_has_a_page_that_leads_to_its_text_and_to_the_explorer(reader: Any, build: Path) -> None:
    view = data.read(build)
    source = next(source for source in view.sources if source.name == "report.txt")
    tab = visit(reader, build / "views" / f"document-{source.sha256[:10]}.html")
    assert tab.locator("h1").inner_text() == "银行核心系统发展报告"
    assert tab.locator(".facts b").first.inner_text() == "20"
    tab.locator(".facts a", has_text="在图谱中打开").click()
    tab.wait_for_selector("body[data-quotes=yes]")
    assert "银行核心系统发展报告" in tab.locator("#viewtitle").inner_text()
    with reader.context.expect_page() as opened:
        tab.locator("#ownpage").click()
    assert opened.value.locator("h1").inner_text() == "银行核心系统发展报告"


@pytest.mark.browser
def test_two_editions_stand_side_by_side_with_both_quotes(reader: Any, two: Path) -> None:
    compared = next(path for path in pages(two) if path.name.startswith("compare-"))
    tab = visit(reader, compared)
    heads = tab.locator(".three h2").all_inner_texts()
    assert heads == ["仅见于 城商行金融科技观察 1", "两者共有 2", "仅见于 城商行金融科技观察（修订版） 1"]
    shared = tab.locator(".three section").nth(1).locator("article", has_text="OceanBase")
    assert shared.locator(".quote").all_inner_texts() == [
        "稠州银行采用OceanBase建设核心系统。",
        "稠州银行采用OceanBase建设新核心。",
    ]
    assert shared.locator(".seen").inner_text() == "2 份文档 · 首见 2023 · 末见 2024"
    assert tab.locator("main a", has_text="2 处说法不一").count() == 1


@pytest.mark.browser
def test_what_contradicts_stands_side_by_side(reader: Any, two: Path) -> None:
    tab = visit(reader, two / "views" / "contradictions.html")
    ended, figures = tab.locator(".clash").all()
    assert ended.locator(".status").all_inner_texts() == ["已述", "否定或终止"]
    assert ended.locator(".quote").all_inner_texts() == ["工商银行使用Oracle数据库。", "工商银行已停用Oracle数据库。"]
    assert figures.locator(".value").all_inner_texts() == ["262.24 亿元", "270 亿元"]


@pytest.mark.browser
def test_the_explorer_shows_contradictions_and_when_a_fact_was_first_and_last_seen(reader: Any, two: Path) -> None:
    tab = reader.open(two / "explorer.html")
    tab.locator("[data-view=contradictions]").click()
    assert tab.locator("#card .clash").count() == 2
    assert tab.locator("#card .clash q").all_inner_texts()[:2] == [
        "工商银行使用Oracle数据库。",
        "工商银行已停用Oracle数据库。",
    ]
    tab.locator("#query").fill("工商银行")
    tab.locator("#query").press("Enter")
    assert tab.locator("#card .clashes .clash").count() == 2
    tab.locator("#query").fill("稠州")
    tab.locator("#query").press("Enter")
    assert tab.locator("#card .seen").inner_text() == "2 份文档 · 首见 2023 · 末见 2024"
    assert tab.locator("#card .clashes").count() == 0


@pytest.mark.browser
def test_a_page_speaks_english_when_asked(reader: Any, build: Path) -> None:
    tab = visit(reader, build / "views" / "rules.html")
    assert tab.locator("h1").inner_text() == "监管机构与所发文件"
    tab.locator("#language").click()
    assert tab.locator("h1").inner_text() == "Regulators and what they issued"
    assert tab.evaluate("document.documentElement.lang") == "en"


@pytest.mark.browser
def test_an_empty_view_says_so_and_nothing_else(reader: Any, empty: Path) -> None:
    for path in pages(empty):
        tab = visit(reader, path)
        assert tab.locator("h1").count() == 1
        assert tab.locator(".empty").count() == (0 if path.stem == "index" else 1), path.name
        tab.close()
    tab = reader.open(empty / "explorer.html", "view=contradictions")
    assert "没有发现" in tab.locator("#card .clashes").inner_text()


@pytest.mark.browser
def test_names_that_are_markup_stay_text_on_every_page(reader: Any, samples: ModuleType, tmp_path: Path) -> None:
    samples.hostile().write(tmp_path)
    explore.write(tmp_path, tmp_path / "explorer.html")
    for path in pages(tmp_path):
        tab = visit(reader, path)
        assert tab.evaluate("window.hacked") is None
        if path.stem == "databases":
            assert set(tab.locator(".row .main").all_inner_texts()) == set(samples.HOSTILE)
        tab.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_views(chromium: Any, build: Path, two: Path, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    script = (Path(axe.__file__).parent / "axe.min.js").read_text("utf-8")
    context = chromium.new_context(locale="zh-CN", color_scheme=scheme, bypass_csp=True)
    tab = context.new_page()
    found: list[tuple[str, str, str]] = []
    for path in (*pages(build), two / "views" / "contradictions.html"):
        tab.goto(path.as_uri())
        tab.evaluate(script)
        found += [(path.name, item["id"], item["nodes"][0]["html"]) for item in tab.evaluate("axe.run()")["violations"]]
    context.close()
    assert found == []


def test_the_command_writes_views_and_compares_the_documents_it_is_given(
    two: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "views"
    assert main(["explore", str(two), "--views", str(folder), "--compare", "2024.txt", "2023.txt"]) == 0
    assert capsys.readouterr().out.strip() == str(folder / "index.html")
    compared = next(path for path in folder.iterdir() if path.name.startswith("compare-"))
    assert re.findall(r"城商行金融科技观察[^ <]* ⇄", compared.read_text("utf-8"))[0].startswith(
        "城商行金融科技观察（修订版）"
    )
    with pytest.raises(BuildError, match=r"none\.txt: no such document, expected one of: 2023\.txt, 2024\.txt"):
        explore.views(two, folder, ["none.txt", "2023.txt"])


def test_what_contradicts_is_what_the_dataset_says(samples: ModuleType, two: Path, tmp_path: Path) -> None:
    assert len(data.read(two).conflicts) == 2
    sample = samples.editions()
    sample.quads = {quad for quad in sample.quads if not quad[1].endswith("conflictsWith>")}
    assert clashes.of_facts(data.read(sample.write(tmp_path))) == []
    groups = [*clashes.of_facts(data.read(two)), *clashes.of_figures(data.read(two))]
    assert [[item.document for item in group] for group in groups] == [[item.iri for item in _sources(two)]] * 2


def _sources(build: Path) -> list[Source]:
    return sorted(data.read(build).sources, key=lambda source: source.issued)
