"""A build keeps its promises: exact quotes, the same bytes every time, nothing lost, nothing half-written."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from graph import store
from jinpu.build import build
from jinpu.cli import main
from ontology.errors import BuildError
from ontology.names import PREFIXES

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
OUTPUTS = ("graph.nq", "graph.ttl", "report.json", "report.html", "explorer.html")

QUOTES = """SELECT ?file ?encoding ?quote ?start ?end {
  ?place jp:quote ?quote ; jp:start ?start ; jp:end ?end .
  ?statement jp:context? ?place ; prov:wasDerivedFrom ?document .
  ?document jp:fileName ?file ; jp:encoding ?encoding
}"""


def _digests(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in OUTPUTS}


def _decisions(tmp_path: Path) -> Path:
    return tmp_path / "decisions.toml"


def _wrong_quotes(built: Path, documents: Path) -> Iterator[str]:
    texts: dict[tuple[str, str], str] = {}
    count = 0
    for row in store.open(built).query(QUOTES, prefixes=PREFIXES):
        file, encoding, quote, start, end = (term.value for term in row)
        if (file, encoding) not in texts:
            texts[file, encoding] = (documents / file).read_bytes().decode(encoding)
        count += 1
        if texts[file, encoding][int(start) : int(end)] != quote:
            yield f"{file}:{start}:{end}"
    if not count:
        yield "there is no quote at all"


def test_every_quote_equals_the_raw_file_at_its_offsets(built: Path, short_seeds: Path) -> None:
    assert list(_wrong_quotes(built, short_seeds)) == []


def test_both_names_of_an_assertion_lie_in_its_places(built: Path) -> None:
    def rows(query: str) -> list[tuple[str, ...]]:
        return [tuple(term.value for term in row) for row in store.open(built).query(query, prefixes=PREFIXES)]

    named = defaultdict(list)
    for document, entity, start, end in rows(
        "SELECT ?d ?e ?s ?t { ?m jp:mentionOf ?e ; prov:wasDerivedFrom ?d ; jp:start ?s ; jp:end ?t }"
    ):
        named[document, entity].append((int(start), int(end)))
    places = defaultdict(list)
    for node, start, end in [
        *rows("SELECT ?a ?s ?t { ?a a jp:Assertion ; jp:start ?s ; jp:end ?t }"),
        *rows("SELECT ?a ?s ?t { ?a a jp:Assertion ; jp:context ?c . ?c jp:start ?s ; jp:end ?t }"),
    ]:
        places[node].append((int(start), int(end)))
    outside = [
        (node, entity)
        for node, document, *ends in rows(
            "SELECT ?a ?d ?u ?v { ?a a jp:Assertion ; prov:wasDerivedFrom ?d ; jp:subject ?u ; jp:object ?v }"
        )
        for entity in ends
        if not any(first <= s and e <= last for s, e in named[document, entity] for first, last in places[node])
    ]
    assert places
    assert outside == []


@pytest.mark.slow
def test_every_quote_of_all_seeds_equals_the_raw_file(tmp_path: Path) -> None:
    built = build([SEEDS], tmp_path / "build", _decisions(tmp_path))
    assert len(built.report["documents"]) == len(list(SEEDS.glob("*.txt")))
    assert list(_wrong_quotes(tmp_path / "build", SEEDS)) == []


def test_documents_in_any_order_and_place_give_the_same_bytes(built: Path, short_seeds: Path, tmp_path: Path) -> None:
    files = sorted(short_seeds.iterdir(), reverse=True)
    build(files, tmp_path / "build", _decisions(tmp_path))
    assert _digests(tmp_path / "build") == _digests(built)


def test_two_processes_give_the_same_bytes_as_one(built: Path, short_seeds: Path, tmp_path: Path) -> None:
    build([short_seeds], tmp_path / "build", _decisions(tmp_path), jobs=2)
    assert _digests(tmp_path / "build") == _digests(built)


def test_another_process_with_another_hash_seed_gives_the_same_bytes(
    built: Path, short_seeds: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "jinpu", "build", str(short_seeds), "-o", str(tmp_path / "build")]
    root = str(SEEDS.parent)
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": root}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=300)
    assert _digests(tmp_path / "build") == _digests(built)


def test_a_second_build_does_nothing_and_says_so(short_seeds: Path, built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "build")
    # What others keep in the folder is none of the build's business.
    (tmp_path / "build" / "notes.txt").write_text("mine", encoding="utf-8")
    before = _digests(tmp_path / "build")
    started = time.perf_counter()
    # The decisions file lies elsewhere but is as missing as the first one.
    again = build([short_seeds], tmp_path / "build", _decisions(tmp_path))
    assert again.fresh
    assert time.perf_counter() - started < 2
    assert _digests(tmp_path / "build") == before


def test_an_output_that_was_changed_is_made_again(short_seeds: Path, built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "build")
    (tmp_path / "build" / "graph.ttl").write_text("spoilt", encoding="utf-8")
    assert not build([short_seeds], tmp_path / "build", _decisions(tmp_path)).fresh
    assert _digests(tmp_path / "build") == _digests(built)


def test_a_changed_document_alone_is_read_again_and_equals_a_fresh_build(
    short_seeds: Path, built: Path, tmp_path: Path
) -> None:
    documents = tmp_path / "documents"
    shutil.copytree(short_seeds, documents)
    shutil.copytree(built, tmp_path / "build")
    changed = sorted(documents.iterdir())[1]
    changed.write_bytes(changed.read_bytes() + "\n\n工商银行与华为在杭州。\n".encode())
    said: list[str] = []
    build([documents], tmp_path / "build", _decisions(tmp_path), said.append)
    assert [changed.name in line for line in said] == [True]
    build([documents], tmp_path / "fresh", _decisions(tmp_path))
    assert _digests(tmp_path / "build") == _digests(tmp_path / "fresh")


def test_a_decision_is_applied_on_the_next_build(short_seeds: Path, built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "build")
    name = "上海市"
    ask = f'ASK {{ ?e a jp:City ; rdfs:label "{name}"@zh-Hans ; jp:mentionedIn ?d }}'
    assert bool(store.open(tmp_path / "build").query(ask, prefixes=PREFIXES))
    _decisions(tmp_path).write_text(f'[[reject]]\nname = "{name}"\ntype = "City"\n', encoding="utf-8")
    report = build([short_seeds], tmp_path / "build", _decisions(tmp_path)).report
    assert not bool(store.open(tmp_path / "build").query(ask, prefixes=PREFIXES))
    reasons = {r["reason"] for r in report["refused"] if r["kind"] == "entity" and name in r["what"]}
    assert reasons == {"rejected by a person (decisions.toml:1)"}


def test_a_bad_document_is_one_line_and_the_rest_is_built(
    short_seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    documents = tmp_path / "documents"
    shutil.copytree(short_seeds, documents)
    (documents / "empty.txt").write_bytes(b"")
    (documents / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    given = ["build", str(documents), str(tmp_path / "none.txt")]
    status = main([*given, "-o", str(tmp_path / "build"), "--decisions", str(_decisions(tmp_path))])
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("jinpu: ")]
    assert status == 1
    assert ["empty.txt" in lines[0] or "empty.txt" in lines[1], len(lines)] == [True, 3]
    report = json.loads((tmp_path / "build" / "report.json").read_text(encoding="utf-8"))
    assert (len(report["failed"]), len(report["documents"])) == (3, 2)


def test_where_nothing_can_be_read_the_last_build_stays(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "build")
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(BuildError, match=r"empty\.txt"):
        build([tmp_path / "empty.txt"], tmp_path / "build", _decisions(tmp_path))
    assert _digests(tmp_path / "build") == _digests(built)


def test_a_wrong_encoding_is_read_and_its_quotes_fit(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    text = "杭州银行于2023年6月采用OceanBase数据库。\r\n工商银行位于北京。\r\n"
    (documents / "gb.txt").write_bytes(text.encode("gb18030"))
    build([documents], tmp_path / "build", _decisions(tmp_path))
    assert list(_wrong_quotes(tmp_path / "build", documents)) == []


def test_an_output_folder_that_is_a_file_is_one_line(
    short_seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "build").write_text("mine", encoding="utf-8")
    assert main(["build", str(short_seeds), "-o", str(tmp_path / "build")]) == 1
    assert "expected a folder that can be written" in capsys.readouterr().err
    assert (tmp_path / "build").read_text(encoding="utf-8") == "mine"


def test_two_builds_at_once_do_not_mix(short_seeds: Path, built: Path, tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    shutil.copytree(built, tmp_path / "build")
    with (tmp_path / "build" / ".cache" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BuildError, match="another build is at work"):
            build([short_seeds], tmp_path / "build", _decisions(tmp_path))


@pytest.mark.parametrize("delay", [0.5, 4.0])
def test_killed_anywhere_the_next_run_finishes_the_work(
    short_seeds: Path, built: Path, tmp_path: Path, delay: float
) -> None:
    command = [sys.executable, "-m", "jinpu", "build", str(short_seeds), "-o", str(tmp_path / "build")]
    environment = {**os.environ, "PYTHONPATH": str(SEEDS.parent)}
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGKILL)
    build([short_seeds], tmp_path / "build", _decisions(tmp_path))
    assert _digests(tmp_path / "build") == _digests(built)
    assert [path.name for path in (tmp_path / "build").glob(".*")] == [".cache"]


def test_the_store_answers_over_the_union_and_by_graph(built: Path) -> None:
    opened = store.open(built)
    entities = NamedNode("https://w3id.org/jinpu/graph/entities")
    kind, city = NamedNode(PREFIXES["rdf"] + "type"), NamedNode(PREFIXES["jp"] + "City")
    everywhere = {quad.subject for quad in opened.quads_for_pattern(None, kind, city, None)}
    (row,) = opened.query("SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a jp:City }", prefixes=PREFIXES)
    assert int(row["n"].value) == len(everywhere) > 0
    assert any(opened.quads_for_pattern(None, None, None, entities))


def test_the_report_escapes_what_documents_say(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "a<b>.txt").write_text("工商银行<script>alert(1)</script>采用OceanBase。\n", encoding="utf-8")
    build([documents], tmp_path / "build", _decisions(tmp_path))
    page = (tmp_path / "build" / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "a&lt;b&gt;.txt" in page
