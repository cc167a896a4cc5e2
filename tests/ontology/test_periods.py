"""Time strings cover the days that a reader expects."""

from __future__ import annotations

import pytest

from ontology.periods import bounds, is_period


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-06", "2023-06-01", "2023-06-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-06-02", "2023-06-02", "2023-06-02"),
        ("2023-Q1", "2023-01-01", "2023-03-31"),
        ("2023-Q4", "2023-10-01", "2023-12-31"),
        ("2023-H1", "2023-01-01", "2023-06-30"),
        ("2023-H2", "2023-07-01", "2023-12-31"),
        ("2021/2025", "2021-01-01", "2025-12-31"),
        ("2022-Q3/2023-06-02", "2022-07-01", "2023-06-02"),
    ],
)
def test_a_time_covers_its_first_to_its_last_day(when: str, first: str, last: str) -> None:
    assert bounds(when) == (first, last)


@pytest.mark.parametrize(
    "when", ["", "今年", "23", "2023-13", "2023-Q5", "2023-02-30", "0000", "2023/", "2023-06-02T10", "2023\n"]
)
def test_what_is_no_time_has_no_days(when: str) -> None:
    assert bounds(when) == ("", "")
    assert not is_period(when)


def test_an_interval_that_runs_backwards_is_no_period() -> None:
    assert is_period("2021/2023")
    assert not is_period("2023/2021")
