"""The work of a build: extraction in two processes, merging, validation, files."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extract.lexicon import load as load_lexicon
from graph import decisions, store, write
from graph.chunk import Chunk, Reasons
from graph.chunk import fingerprint as chunk_fingerprint
from jinpu import cache, state
from jinpu.built import Built, Source
from jinpu.staging import CACHE, staged
from jinpu.workers import Reading, Workers, check_chunk, processes_for, read_document
from ontology.errors import BuildError

__all__ = ["keep", "make"]

Say = Callable[[str], None]


def make(sources: Sequence[Source], failures: list[str], output: Path, decided: Path, say: Say, *, jobs: int) -> Built:
    """Make all outputs of a build; ``failures`` are lines of documents that could not even be looked at."""
    built = Built({}, ())
    choices = decisions.read(decided)
    jobs = jobs or processes_for(sum(source.path.stat().st_size for source in sources))
    with Workers(jobs) as workers, staged(output) as folder:
        with built.stage("read and extract"):
            readings, failed = _readings(sources, output, workers, say)
            # Processes that have read hold the recogniser and its tables; new ones check with a third of the memory.
            workers.close()
        if readings:
            workers.warm()
        # Imported only now: their tables take 60 MB that would add to what reading takes.
        from graph import dataset as datasets  # noqa: PLC0415
        from jinpu import report, report_page  # noqa: PLC0415

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
        with _beside(built, "store", lambda: store.create(folder / store.FOLDER, *_graphs(folder))):
            with built.stage("report"):
                built.report = report.make(made, readings, failures)
                write.write(folder / "report.json", [json.dumps(built.report, ensure_ascii=False, indent=1), "\n"])
                write.write(folder / "report.html", [report_page.render(built.report)])
            with built.stage("explorer"):
                # Imported only now: its libraries take 100 MB that would add to what reading takes.
                from graph import explore  # noqa: PLC0415

                explore.write(folder, folder / "explorer.html", cache=output / CACHE)
        built.outputs = tuple(sorted(path.name for path in folder.iterdir()))
        state.forget(output)
        built.failures, built.peak = tuple(failures), workers.peak
    return built


@contextmanager
def _beside(built: Built, name: str, work: Callable[[], None]) -> Iterator[None]:
    """Do some work on another core while the block runs; its errors are raised after the block."""

    def timed() -> None:
        with built.stage(name):
            work()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(timed)
        yield
        done.result()


def _graphs(folder: Path) -> tuple[Path, Path]:
    return folder / "graph.nq", folder / "graph.ttl"


def keep(built: Built, output: Path, inputs: str) -> None:
    """Write the timings, and that the build is finished."""
    timing = {"seconds": built.seconds, "peak_memory_mib": round(built.peak / 2**20)}
    write.write(output / "timing.json", [json.dumps(timing, indent=1), "\n"])
    state.keep(output, inputs, built.outputs, built.failures)


def _readings(sources: Sequence[Source], output: Path, workers: Workers, say: Say) -> tuple[list[Reading], list[str]]:
    """Return what the documents say, from the cache where nothing changed, and a line for each that failed."""
    folder = output / CACHE / "documents"
    readings: list[Reading] = []
    failures: list[str] = []
    todo: list[Source] = []
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
            pages = [dataclasses.asdict(page) for page in document.pages]
            write.write(folder / f"{document.sha256}.pages.json", [json.dumps(pages), "\n"])
