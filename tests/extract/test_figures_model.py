"""The model of subjects: what it learns from annotated passages, and how it chooses."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.figures.fit import Example, fit
from extract.figures.lessons import examples, lesson
from extract.figures.model import probabilities
from extract.figures.train import main, write
from extract.gold.annotations import read

PASSAGE = """### a-1 written 0 0
2023年末，⟦a Bank|甲银行⟧总资产3万亿元，采用⟦Database|乙库⟧的系统每秒处理6万笔。
据⟦Organization|丙协会⟧统计，该行客户300万户。
=== observations
a | 总资产 | 3 | 万亿元 | 2023-12-31
a | 客户 | 300 | 万户 | 2023-12-31
"""


@pytest.fixture
def passage(tmp_path: Path) -> Path:
    path = tmp_path / "a.ann"
    path.write_text(PASSAGE, encoding="utf-8")
    return path


def test_the_lessons_beside_the_model_can_all_be_read() -> None:
    path = Path(__file__).parents[2] / "extract" / "figures" / "lessons.ann"
    found = [lesson(passage) for passage in read(path)]
    assert len(found) == len({given.passage["id"] for given in found})
    for given in found:
        assert len(given.mentions) == len(given.passage["entities"]), given.passage["id"]
        assert all(given.blocks[m.block].text[m.start : m.end] == m.text for m in given.mentions)


def test_an_annotated_figure_is_an_example_with_its_subject_and_another_one_with_none(passage: Path) -> None:
    found = [example for given in read(passage) for example in examples(lesson(given))]
    assert len(found) == 3
    assert [0 in example.right for example in found] == [False, True, False]


def test_fitting_prefers_what_was_right_and_drops_what_is_rare() -> None:
    told = Example((("none",), ("near", "name"), ("far", "name")), frozenset({1}))
    seen = [told] * 20 + [Example((("none",), ("odd",)), frozenset({1}))]
    weights = fit(seen)
    assert weights["near"] > weights["far"]
    assert "odd" not in weights


def test_probabilities_add_up_and_follow_the_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.figures.model.weights", lambda: {"near": 2.0, "far": -1.0})
    found = probabilities([[], ["near"], ["far", "unknown"]])
    assert sum(found) == pytest.approx(1)
    assert found[1] > found[0] > found[2]


def test_weights_are_written_sorted_without_the_smallest(tmp_path: Path) -> None:
    path = tmp_path / "weights.tsv"
    write(path, {"b": 1.5, "a": -0.25, "c": 0.001})
    assert path.read_text(encoding="utf-8") == "feature\tweight\na\t-0.25\nb\t1.5\n"


def test_training_without_annotations_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([])
    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("usage:")
