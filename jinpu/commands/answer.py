"""``jinpu answer``: the named questions on a build."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from graph import store
from graph.files import atomic
from graph.queries import registry
from graph.queries.rows import answers
from ontology.errors import QueryError, UsageError

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("questions", nargs="?", type=Path, help='one {"id", "question_zh"} a line; none: list them')
    parser.add_argument("-o", "--output", type=Path, metavar="ROWS", help="where the rows go [standard output]")
    parser.add_argument(
        "-b", "--build", type=Path, default=Path("build"), metavar="DIR", help="the build to ask [build]"
    )


def run(args: argparse.Namespace) -> int:
    """Answer; questions that are not known have no rows, and are counted on standard error."""
    if args.questions is None:
        print("\n".join(_listed()))
        return 0
    built = store.open(args.build)
    lines: list[str] = []
    unknown = []
    for id_, wording in _questions(args.questions):
        asked = registry.find(id_, wording)
        rows = answers(built, asked) if asked else []
        if asked is None:
            unknown.append(id_)
        lines.append(json.dumps({"id": id_, "rows": rows}, ensure_ascii=False) + "\n")
    if args.output is None:
        sys.stdout.writelines(lines)
    else:
        with atomic(args.output) as file:
            file.writelines(lines)
    if unknown:
        print(f"jinpu: no named question fits {len(unknown)} of {len(lines)}: {', '.join(unknown)}", file=sys.stderr)
    return 0


def _listed() -> Iterator[str]:
    for name, question in registry.load().items():
        yield f"{name}: {question.wordings['zh'][0]} {question.wordings['en'][0]}"


def _questions(path: Path) -> Iterator[tuple[str, str]]:
    """Yield id and wording. Raises: UsageError for a line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise QueryError(f"{path}: {reason}, expected a file of questions") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
            yield str(found["id"]), str(found.get("question_zh") or found.get("question_en") or "")
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
            raise UsageError(f'{path}:{number}: {error!r}, expected {{"id": …, "question_zh": …}}') from error
