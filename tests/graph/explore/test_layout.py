"""Positions: worked out once for a graph, kept, and continued where a graph is like another one."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from types import ModuleType

import pytest

from graph import explore, layout
from graph.explore import positions
from graph.explore.positions import Task
from ontology.errors import BuildError

TYPES = ["Bank", "Database", "Chip", "City", "Company"]


def ring(count: int) -> Task:
    """A ring of nodes with spokes."""
    pairs = [(node, (node + 1) % count) for node in range(count)] + [(0, node) for node in range(2, count, 3)]
    return Task([f"n{node}" for node in range(count)], [TYPES[n % 5] for n in range(count)], [40.0] * count, pairs)


def drawn(page: Path) -> dict[int, tuple[int, int]]:
    found = re.search(r'id="first-nodes">(.*?)</script>', page.read_text("utf-8"))
    assert found
    return {node["id"]: (node["x"], node["y"]) for node in json.loads(found[1])}


def test_the_same_graph_is_laid_out_alike_every_time() -> None:
    assert positions.place(ring(60)) == positions.place(ring(60))


def test_a_kept_layout_is_used_again_as_it_is(tmp_path: Path) -> None:
    first = positions.place(ring(60), tmp_path)
    file = tmp_path / positions.FILE
    kept = json.loads(file.read_text("utf-8"))
    kept["points"]["n0"] = [12345, 678]
    file.write_text(json.dumps(kept), "utf-8")
    assert positions.place(ring(60), tmp_path).points == {**first.points, "n0": (12345, 678)}


@pytest.mark.parametrize("left", ["", "[]", "{", '{"key": 1}', '{"key": "a", "points": {"n0": 1}, "shadow": null}'])
def test_a_broken_cache_is_made_again(tmp_path: Path, left: str) -> None:
    (tmp_path / positions.FILE).write_text(left, "utf-8")
    assert positions.place(ring(60), tmp_path) == positions.place(ring(60))
    assert json.loads((tmp_path / positions.FILE).read_text("utf-8"))["points"]


def test_another_graph_does_not_get_the_kept_layout(tmp_path: Path) -> None:
    positions.place(ring(60), tmp_path)
    assert positions.place(ring(61), tmp_path) == positions.place(ring(61))


def test_a_graph_like_another_one_starts_from_its_positions() -> None:
    before = positions.place(ring(60)).points
    task = ring(60)
    grown = Task([*task.iris, "new"], [*task.types, "Bank"], [*task.widths, 40.0], [*task.pairs, (60, 7)])
    after = positions.place(grown, like=before).points
    assert {iri: after[iri] for iri in before} == before
    assert math.dist(after["new"], after["n7"]) < 150


def test_too_little_in_common_gives_a_layout_of_its_own() -> None:
    fresh = layout.arrange(60, ring(60).pairs, [40.0] * 60)
    assert layout.arrange(60, ring(60).pairs, [40.0] * 60, {0: (5, 5), 1: (900, 900)}) == fresh


def test_a_page_written_again_reuses_the_layout_and_another_build_starts_from_it(
    samples: ModuleType, tmp_path: Path
) -> None:
    one, other = samples.small().write(tmp_path / "one"), samples.small()
    explore.write(one, one / "explorer.html", cache=one / ".cache")
    places = drawn(one / "explorer.html")
    before = (one / ".cache" / positions.FILE).stat().st_mtime_ns
    explore.write(one, one / "explorer.html", cache=one / ".cache")
    assert drawn(one / "explorer.html") == places
    assert (one / ".cache" / positions.FILE).stat().st_mtime_ns == before
    other.entity("Bank", "new", "新银行")
    other.fact("new", "uses", "oceanbase", "report.txt", "网商银行自2015年起使用OceanBase。", status="planned")
    changed = other.write(tmp_path / "other")
    explore.write(changed, changed / "explorer.html", like=one)
    same = set(places.values()) & set(drawn(changed / "explorer.html").values())
    assert len(same) >= len(places) - 1


def test_a_build_without_a_layout_is_named(build: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"layout\.json: no layout here"):
        explore.write(build, tmp_path / "page.html", like=tmp_path)
