"""Names of people side by side."""

from __future__ import annotations

import pytest

from extract.recognise.people import apart
from extract.recognise.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张 宇 胡精华", ["张 宇", "胡精华"]),
        ("童 阳 雷雨田 臧 琴 魏立钧", ["童 阳", "雷雨田", "臧 琴", "魏立钧"]),
        ("欧阳日辉", ["欧阳日辉"]),
        ("王 立", ["王 立"]),
        ("阿卜杜拉合曼", ["阿卜杜拉合曼"]),
        ("Piero Cipollone", ["Piero Cipollone"]),
        ("王立 徐", ["王立 徐"]),
    ],
)
def test_names_with_blanks_between_them_are_parted(text: str, names: list[str]) -> None:
    tokens = tokenise(text)

    found = apart(tokens, 0, len(tokens))

    assert [text[tokens.starts[start] : tokens.ends[end - 1]] for start, end in found] == names
