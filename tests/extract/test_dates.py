"""Dates in text: what they are, and what relative ones come to."""

from __future__ import annotations

import pytest

from extract import dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年6月2日", ["2023-06-02"]),
        ("2 0 2 3 年 6 月", ["2023-06"]),
        ("2023年6月末", ["2023-06-30"]),
        ("2022年末", ["2022-12-31"]),
        ("2023年上半年", ["2023-H1"]),
        ("2024Q1", ["2024-Q1"]),
        ("二〇二二年九月十四日", ["2022-09-14"]),
        ("民國113年第三季底", ["2024-09-30"]),
        ("2021—2023年", ["2021/2023"]),
        ("2024年3月4日至3月7日", ["2024-03-04/2024-03-07"]),
        ("2021/11 2022.8 2022-12", ["2021-11", "2022-08", "2022-12"]),
        ("2023 年 9 月 推出", ["2023-09"]),
        ("2021. 02. 08", ["2021-02-08"]),
        ("大事记 (2024. 1-2024. 10)", ["2024-01/2024-10"]),
        ("24年3月投產，23年底簽約", ["2024-03", "2023-12-31"]),
        ("113年3月核准，一〇八年五月開業", ["2024-03", "2019-05"]),
        ("2022.85亿元，3个月，三年内，15年3个月，24年历史", []),
        ("自 2019. 5 亿元", []),
        ("2023年2月30日", []),
    ],
)
def test_dates_are_read_as_precisely_as_they_are_written(text: str, expected: list[str]) -> None:
    assert [span.when for span in dates.find(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今年6月", "2024-06"),
        ("去年底", "2023-12-31"),
        ("上半年", "2024-H1"),
        ("本月8日", "2024-05-08"),
        ("昨日", "2024-05-05"),
        ("12月底", "2024-12-31"),
    ],
)
def test_relative_dates_are_computed_from_the_date_of_the_document_and_marked(text: str, expected: str) -> None:
    (span,) = dates.read(text, "2024-05-06")
    assert (span.when, span.resolved) == (expected, True)
    assert dates.read(text) == []


def test_words_such_as_the_same_year_count_from_the_date_read_last() -> None:
    text = "2019年9月7日开业，同年10月上线，次年1月20日扩容，同日签约"
    assert [span.when for span in dates.read(text)] == ["2019-09-07", "2019-10", "2020-01-20", "2020-01-20"]
    text = "2017年9月4日叫停，月底关停，四年后的9月24日再发通知，两年后开放；每月底对账"
    assert [span.when for span in dates.read(text)] == ["2017-09-04", "2017-09", "2021-09-24", "2023"]


def test_a_span_covers_the_words_of_the_date() -> None:
    text = "该行于2023年6月投产"
    (span,) = dates.find(text)
    assert text[span.start : span.end] == "2023年6月"


def test_a_cell_may_be_a_bare_year() -> None:
    assert [dates.of_cell(cell) for cell in ("2023", " 2022.8 ", "已终止", "1234")] == ["2023", "2022-08", "", ""]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2023", ("2023-01-01", "2023-12-31")),
        ("2023-02", ("2023-02-01", "2023-02-28")),
        ("2023-Q3", ("2023-07-01", "2023-09-30")),
        ("2023-H2", ("2023-07-01", "2023-12-31")),
        ("2021/2023-06", ("2021-01-01", "2023-06-30")),
        ("soon", ("", "")),
    ],
)
def test_bounds_are_the_first_and_last_day(when: str, expected: tuple[str, str]) -> None:
    assert dates.bounds(when) == expected
