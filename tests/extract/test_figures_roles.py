"""The words right before and right after a name tell its part in the clause."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extract.figures import roles

_FILE = Path(roles.__file__).parent / "roles.toml"


@pytest.mark.parametrize(
    ("text", "name", "part", "tells"),
    [
        ("该行采用“云梯”，用户300万", "云梯", "use", ""),
        ("由甲公司承建，合同额2亿元", "甲公司", "by", "gives"),
        ("旗下的乙平台月活300万", "乙平台", "found", "has"),
        ("甲公司收购丙科技51%股权", "丙科技", "hold", ""),
        ("甲公司收购丙科技51%股权", "甲公司", "", "holds"),
    ],
)
def test_a_name_has_the_part_that_the_words_around_it_tell(text: str, name: str, part: str, tells: str) -> None:
    start = text.index(name)
    assert (roles.before(text, start), roles.after(text, start + len(name))) == (part, tells)


def test_no_word_stands_in_two_classes() -> None:
    for classes in tomllib.loads(_FILE.read_text(encoding="utf-8")).values():
        words = [word for listed in classes.values() for word in listed]
        assert sorted(words) == sorted(set(words))
