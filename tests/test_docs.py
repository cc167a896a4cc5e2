"""Every command and every query in the READMEs and in docs/ runs, on a build of the seeds."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)
#: Commands that another test runs as a whole, or that run until they are stopped.
_ELSEWHERE = re.compile(r"^(make |git |pip |apt-get |curl |python |jinpu (serve|train)\b|.*\bbolt://|.*neo4j)")


def _blocks(kind: str) -> list[tuple[str, str]]:
    return [
        (page.relative_to(ROOT).as_posix(), body)
        for page in PAGES
        for language, body in _BLOCK.findall(page.read_text(encoding="utf-8"))
        if language == kind
    ]


def _commands() -> list[tuple[str, str]]:
    found = []
    for page, body in _blocks("console"):
        lines = re.sub(r"\\\n", " ", body).splitlines()
        commands = [line[2:].strip() for line in lines if line.startswith("$ ")]
        found += [(page, re.sub(r"^\.venv/bin/", "", command)) for command in commands]
    return [(page, command) for page, command in found if not _ELSEWHERE.match(command)]


@pytest.mark.parametrize(("page", "command"), _commands())
def test_a_command_of_the_documentation_runs(page: str, command: str, seeds_build: Path, tmp_path: Path) -> None:
    for name in ("seeds", "graph", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "build").symlink_to(seeds_build)
    first, *rest = shlex.split(command)
    assert first == "jinpu", f"{page}: only jinpu's commands stand in console blocks"

    done = subprocess.run(
        [sys.executable, "-m", "jinpu", *rest],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout or list(tmp_path.iterdir())


@pytest.mark.parametrize(("page", "query"), _blocks("sparql"))
def test_a_query_of_the_documentation_is_answered(page: str, query: str, seeds_build: Path) -> None:
    from graph import sparql, store  # noqa: PLC0415  opened only where there are queries

    answer = sparql.ask(store.open(seeds_build), query, page)

    assert answer.boolean is not False
    rare = ("isReplacedBy", "conflictsWith")
    missing = "only what people decide, and documents at odds, may be missing in the seeds"
    assert list(answer.rows()) or any(name in query for name in rare), missing


def test_a_link_between_pages_leads_somewhere() -> None:
    broken = []
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", target) and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")

    assert broken == []
