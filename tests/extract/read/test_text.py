"""Encodings, found documents, what a document states, and clear words about what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.read import find, from_text, read
from ontology.errors import DocumentError

SEEDS = Path(__file__).parents[3] / "seeds"

SIMPLIFIED = "中国工商银行在核心系统中采用了分布式数据库，并与多家机构合作，取得了良好的效果。\n" * 3
TRADITIONAL = "香港金融管理局公佈了金融科技策略，鼓勵銀行業全面應用金融科技，並與內地機構合作。\n" * 3

ENCODED = [
    (SIMPLIFIED, "utf-8", "utf-8"),
    (SIMPLIFIED, "utf-8-sig", "utf-8"),
    (SIMPLIFIED, "gb18030", "gb18030"),
    (TRADITIONAL, "big5", "big5"),
    (TRADITIONAL, "gb18030", "gb18030"),
    (TRADITIONAL, "utf-16", "utf-16-le"),
    ("plain text in ASCII\n", "ascii", "utf-8"),
]


@pytest.mark.parametrize(("text", "codec", "name"), ENCODED)
def test_the_encoding_is_found_and_gives_back_the_text(tmp_path: Path, text: str, codec: str, name: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(codec))
    document, notes = read(path, tmp_path)
    assert document.encoding == name
    assert path.read_bytes().decode(name) == document.text
    assert document.text.removeprefix("\ufeff") == text
    assert [note.kind for note in notes] == ([] if name == "utf-8" else ["encoding"])


REFUSED = [
    (b"", "a.txt: is empty, expected a document"),
    (b" \n\t\n", "a.txt: holds no text, expected a document"),
    (b"\x7fELF\x02\x01\x01\x00\x00", "a.txt: byte 7 is NUL: a binary file, expected text"),
    ("银行".encode() + b"\xff\xfe\x9f" + "银行业".encode(), "a.txt: byte 6 is not UTF-8"),
    (b"\xef\xbb\xbf\xff", "a.txt: byte 3 is not utf-8, which its byte order mark announces"),
]


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_what_is_no_text_is_refused_with_file_and_place(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as error:
        read(path, tmp_path)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^b\.txt: No such file or directory$"):
        read(tmp_path / "b.txt", tmp_path)


def test_control_characters_are_noted_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("第一行。\n第二\x07行。\n", "utf-8")
    _, notes = read(path, tmp_path)
    assert [(note.kind, note.message, note.start) for note in notes] == [
        ("control-characters", "1 control characters, the first in line 2", 7)
    ]


def test_a_passage_is_a_document_of_its_own_even_with_lone_surrogates() -> None:
    document = from_text("银行\ud800", "p1")
    assert (document.name, document.text, len(document.sha256)) == ("p1", "银行\ud800", 64)


def test_documents_are_found_below_folders_sorted_without_sidecars_and_hidden_files(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/c.md",
        "a/.hidden.txt",
        ".git/d.txt",
        "b.txt.meta.toml",
        "e.png",
        "README.md",
        "a/~$x.docx",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    found = find([tmp_path, tmp_path / "b.txt"])
    assert [(path.relative_to(tmp_path).as_posix(), root) for path, root in found] == [
        ("a/c.md", tmp_path),
        ("b.txt", tmp_path),
    ]


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file or folder"):
        find([tmp_path / "nothing"])


STATED = [
    ("000", ("2024 上海金融信息行业 发展报告", "上海金融信息行业协会", "2024-12")),
    ("001", ("", "", "")),
    ("003", ("促进上海金融科技发展的对策建议", "", "")),
    (
        "004",
        (
            "上海市人民政府办公厅关于印发 《上海高质量推进全球金融科技中心 建设行动方案》的通知",
            "上海市人民政府办公厅",
            "2024-09-09",
        ),
    ),
]


@pytest.mark.parametrize(("name", "expected"), STATED)
def test_title_publisher_and_date_are_those_that_the_seeds_state(name: str, expected: tuple[str, str, str]) -> None:
    meta = read(next(SEEDS.glob(f"{name}*.txt")), SEEDS)[0].meta
    assert (meta.title, meta.publisher, meta.issued) == expected


def test_the_file_beside_a_document_overrides_what_it_states(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("某某报告全文\n\n2021年3月\n\n内容在此。\n", "utf-8")
    assert read(path, tmp_path)[0].meta.issued == "2021-03"
    (tmp_path / "a.txt.meta.toml").write_text('publisher = "某协会"\nissued = 2022-01-31\n', "utf-8")
    meta = read(path, tmp_path)[0].meta
    assert (meta.title, meta.publisher, meta.issued) == ("某某报告全文", "某协会", "2022-01-31")


SIDECARS = [
    ('titel = "x"\n', "a.txt.meta.toml: unknown key titel, expected one of title, publisher, issued, place"),
    ('issued = "März"\n', "a.txt.meta.toml: issued is 'März', expected YYYY, YYYY-MM or YYYY-MM-DD"),
    ("title = 3\n", "a.txt.meta.toml: title is 3, expected a string"),
    ('title = "x"\nplace =\n', "a.txt.meta.toml:2:"),
]


@pytest.mark.parametrize(("text", "message"), SIDECARS)
def test_a_faulty_sidecar_is_named_with_its_fault(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.txt").write_text("内容。\n", "utf-8")
    (tmp_path / "a.txt.meta.toml").write_text(text, "utf-8")
    with pytest.raises(DocumentError) as error:
        read(tmp_path / "a.txt", tmp_path)
    assert str(error.value).startswith(message)
