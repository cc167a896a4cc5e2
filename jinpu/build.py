"""A build: documents to a dataset, its store, its pages and its report; only what changed is done again."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from extract.read.find import find
from jinpu import fingerprint, state
from jinpu.built import Built, Source
from jinpu.staging import locked

__all__ = ["build"]


def build(
    paths: Sequence[Path],
    output: Path,
    decided: Path,
    say: Callable[[str], None] = lambda _: None,
    jobs: int = 0,
) -> Built:
    """Build the documents of some files and folders into a folder, in ``jobs`` processes (0: as many as it is worth).

    Documents that cannot be read are left out and named in ``failures``. Raises: BuildError where none can be read or
    the folder cannot be written; nothing is changed then.
    """
    started = time.perf_counter()
    sources, failures = _sources(paths)
    inputs = fingerprint.combine(
        [
            fingerprint.code(reading=False),
            fingerprint.of_files([decided]),
            *(f"{source.root} {source.path} {source.key}" for source in sources),
            *failures,
        ]
    )
    with locked(output):
        last = state.read(output)
        if last is not None and state.is_fresh(output, last, inputs):
            found = json.loads((output / "report.json").read_text(encoding="utf-8"))
            return Built(found, last.failures, True, {"total": round(time.perf_counter() - started, 3)})
        # Imported only now: a build with nothing to do is done before the libraries below are loaded.
        from jinpu.make import keep, make  # noqa: PLC0415

        built = make(sources, failures, output, decided, say, jobs=jobs)
        built.seconds["total"] = round(time.perf_counter() - started, 3)
        keep(built, output, inputs)
    return built


def _sources(paths: Iterable[Path]) -> tuple[list[Source], list[str]]:
    """Return the documents, and a line for each path that is not there."""
    given: list[Path] = []
    failures: list[str] = []
    for path in paths:
        if path.exists():
            given.append(path)
        else:
            failures.append(f"{path}: no such file or folder, expected a document or a folder of documents")
    sources = []
    for path, root in find(given):
        try:
            key = _key(path, root)
        except OSError as error:
            failures.append(f"{path}: {error.strerror}, expected a file that can be read")
        else:
            sources.append(Source(path, root, key))
    return sources, sorted(failures)


def _key(path: Path, root: Path) -> str:
    sidecar = path.with_name(path.name + ".meta.toml")
    name = path.relative_to(root).as_posix()
    return fingerprint.combine([fingerprint.code(reading=True), name, fingerprint.of_files([path, sidecar])])
