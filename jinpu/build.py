"""A build: documents to a dataset, its store, its pages and its report; only what changed is done again."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from extract.lexicon import load as load_lexicon
from extract.read.find import find
from graph import dataset as datasets
from graph import decisions, explore, store, write
from graph.validate import Chunk, Reasons
from graph.validate import fingerprint as chunk_fingerprint
from jinpu import cache, fingerprint, report, report_page, state
from jinpu.staging import CACHE, locked, staged
from jinpu.workers import Reading, Workers, check_chunk, read_document
from ontology.errors import BuildError

__all__ = ["Built", "build"]

Say = Callable[[str], None]
Json = dict[str, object]


@dataclass(slots=True)
class Built:
    """What a build did: the report, the lines of the documents that failed, seconds by stage, peak memory in bytes."""

    report: dict[str, object]
    failures: tuple[str, ...]
    fresh: bool = False
    seconds: dict[str, float] = field(default_factory=dict)
    peak: int = 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Take the time of a stage."""
        started = time.perf_counter()
        yield
        self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - started, 3)


@dataclass(frozen=True, slots=True)
class _Source:
    """A document to be read: its path, the folder that it was found from, and a hash of all that its reading needs."""

    path: Path
    root: Path
    key: str


def build(paths: Sequence[Path], output: Path, decided: Path, say: Say = lambda _: None) -> Built:
    """Build the documents of some files and folders into a folder.

    Documents that cannot be read are left out and named in ``failures``. Raises: BuildError where none can be read or
    the folder cannot be written; nothing is changed then.
    """
    started = time.perf_counter()
    sources, failures = _sources(paths)
    inputs = fingerprint.combine(
        [fingerprint.code(reading=False), fingerprint.of_files([decided])]
        + [f"{source.root} {source.path} {source.key}" for source in sources]
        + failures
    )
    with locked(output):
        last = state.read(output)
        if last is not None and state.is_fresh(output, last, inputs):
            found = json.loads((output / "report.json").read_text(encoding="utf-8"))
            return Built(found, last.failures, True, {"total": round(time.perf_counter() - started, 3)})
        built = _made(sources, failures, output, decided, say)
        built.seconds["total"] = round(time.perf_counter() - started, 3)
        _keep(built, output, inputs)
    return built


def _made(sources: Sequence[_Source], failures: list[str], output: Path, decided: Path, say: Say) -> Built:
    built = Built({}, ())
    choices = decisions.read(decided)
    with Workers() as workers, staged(output) as folder:
        with built.stage("read and extract"):
            readings, failed = _readings(sources, output, workers, say)
        failures = sorted(failures + failed)
        if not readings:
            raise BuildError("; ".join(failures) or "no document found, expected .txt, .md, .html, .docx or .pdf")
        with built.stage("merge and validate"):
            checker = _Checker(output, workers, built)
            entries = load_lexicon().entries
            made = datasets.build([r.extraction for r in readings], entries, checker.check, choices)
        workers.close()
        with built.stage("write"):
            write.write(folder / "graph.nq", write.nquads(made.quads))
            write.write(folder / "graph.ttl", write.turtle(write.union(made.quads)))
            _texts(folder / "texts", readings)
            built.report = report.make(made, readings, failures)
            write.write(folder / "report.json", [json.dumps(built.report, ensure_ascii=False, indent=1), "\n"])
            write.write(folder / "report.html", [report_page.render(built.report)])
        with built.stage("store"):
            store.create(folder / store.FOLDER, folder / "graph.nq", folder / "graph.ttl")
        with built.stage("explorer"):
            explore.write(folder, folder / "explorer.html")
        state.forget(output)
        built.failures, built.peak = tuple(failures), workers.peak
    return built


def _keep(built: Built, output: Path, inputs: str) -> None:
    timing = {"seconds": built.seconds, "peak_memory_mib": round(built.peak / 2**20)}
    write.write(output / "timing.json", [json.dumps(timing, indent=1), "\n"])
    known = (".", "timing.json")
    names = tuple(sorted(p.name for p in output.iterdir() if not p.name.startswith(known)))
    state.keep(output, inputs, names, built.failures)


def _sources(paths: Iterable[Path]) -> tuple[list[_Source], list[str]]:
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
            sources.append(_Source(path, root, key))
    return sources, sorted(failures)


def _key(path: Path, root: Path) -> str:
    sidecar = path.with_name(path.name + ".meta.toml")
    name = path.relative_to(root).as_posix()
    return fingerprint.combine([fingerprint.code(reading=True), name, fingerprint.of_files([path, sidecar])])


def _readings(sources: Sequence[_Source], output: Path, workers: Workers, say: Say) -> tuple[list[Reading], list[str]]:
    """Return what the documents say, from the cache where nothing changed, and a line for each that failed."""
    folder = output / CACHE / "documents"
    readings: list[Reading] = []
    failures: list[str] = []
    todo: list[_Source] = []
    for source in sources:
        known = cache.load(folder / f"{source.key}.json", Reading)
        if known is None:
            todo.append(source)
        else:
            readings.append(known)
    # The longest first: the two processes then end at about the same time.
    todo.sort(key=lambda source: (-source.path.stat().st_size, source.path))
    tasks = [(str(source.path), str(source.root)) for source in todo]
    for index, done in workers.run(read_document, tasks):
        if done.value is None:
            failures.append(done.failure)
            say(done.failure)
            continue
        cache.save(folder / f"{todo[index].key}.json", done.value)
        readings.append(done.value)
        say(f"{todo[index].path}: read in {done.seconds:.1f} s")
    _prune(folder, {source.key for source in sources})
    return readings, failures


@dataclass(slots=True)
class _Checker:
    """Validates chunks in the worker processes, and keeps the answers for the next build."""

    output: Path
    workers: Workers
    built: Built

    def check(self, chunks: Sequence[Chunk]) -> Reasons:
        with self.built.stage("of which validation"):
            folder = self.output / CACHE / "shapes"
            keys = [chunk_fingerprint(chunk) for chunk in chunks]
            answers = [cache.load(folder / f"{key}.json", dict[str, str]) for key in keys]
            todo = [index for index, answer in enumerate(answers) if answer is None]
            for index, done in self.workers.run(check_chunk, [chunks[i] for i in todo]):
                answers[todo[index]] = done.value
                cache.save(folder / f"{keys[todo[index]]}.json", done.value)
            _prune(folder, set(keys))
        return {node: reason for answer in answers for node, reason in (answer or {}).items()}


def _prune(folder: Path, keys: set[str]) -> None:
    """Remove what no document or chunk needs any more."""
    for path in folder.glob("*.json"):
        if path.stem not in keys:
            path.unlink(missing_ok=True)


def _texts(folder: Path, readings: Iterable[Reading]) -> None:
    """Write each document's text as it is cited: offsets count in it, whatever the file was."""
    folder.mkdir()
    for reading in readings:
        document = reading.extraction.document
        (folder / f"{document.sha256}.txt").write_bytes(document.text.encode())
        if document.pages:
            pages = [{"page": page.number, "start": page.start, "end": page.end} for page in document.pages]
            write.write(folder / f"{document.sha256}.pages.json", [json.dumps(pages), "\n"])
