"""The work that is done in processes of its own: reading documents, checking chunks."""

from __future__ import annotations

import functools
import gc
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from extract.records import Extraction
from graph.chunk import Chunk, Reasons
from jinpu.coverage import Coverage, Stretch, of_blocks, of_text
from ontology.errors import BuildError, DocumentError

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Done", "Reading", "Workers", "check_chunk", "memory", "processes_for", "read_document"]

A = TypeVar("A")
T = TypeVar("T")

#: The machines that this is made for have two cores; a third process costs 300 MB and gains little.
_PROCESSES = min(2, os.cpu_count() or 1)
#: Below this many bytes of documents, starting processes takes longer than they save.
_WORTH_IT = 65_536
#: Objects made before garbage is looked for: reading makes many, few are garbage (Python's own 700 cost a tenth more).
_YOUNG = 5_000


@dataclass(frozen=True, slots=True)
class Reading:
    """The extraction of a document without its blocks, what its text became, and how far extraction reached into it."""

    extraction: Extraction
    coverage: tuple[Coverage, ...]
    became: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """A result or a one-line failure, with what it took."""

    value: T | None
    failure: str
    seconds: float
    process: int
    peak: int  #: bytes, of the process so far


class Workers:
    """Runs functions over inputs in a few processes, started when the first is needed; with one, in this process."""

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._peaks: dict[int, int] = {}
        self._together = 0

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes: what is done after this has the machine's memory to itself."""
        self._together = self.peak
        self._peaks.clear()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    @property
    def peak(self) -> int:
        """The peak memory of all processes together, in bytes: an upper bound, as their peaks need not coincide."""
        return max(self._together, memory() + sum(self._peaks.values()))

    def warm(self) -> None:
        """Start processes that will check, while this one still prepares what there is to be checked."""
        if self.processes > 1:
            for _ in range(self.processes):
                self._started().submit(_load_check)

    def run(self, work: Callable[[A], Done[T]], inputs: Iterable[A]) -> Iterator[tuple[int, Done[T]]]:
        """Yield (index of the input, result) as they are done. Raises: BuildError where a process dies."""
        tasks = list(inputs)
        if self.processes < 2:
            yield from enumerate(map(work, tasks))
            return
        if not tasks:
            return
        try:
            pool = self._started()
            futures = {pool.submit(work, task): index for index, task in enumerate(tasks)}
            for future in as_completed(futures):
                done = future.result()
                self._peaks[done.process] = done.peak
                yield futures[future], done
        except BrokenProcessPool as error:
            raise BuildError("a process was killed, expected enough memory for two (about 400 MB each)") from error

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # One thread each: two processes already fill two cores, and every thread more costs memory.
            for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"):
                os.environ.setdefault(name, "1")
            # Spawned, not forked: libraries below hold threads and locks, which a fork would copy half-way.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.processes, mp_context=context)
        return self._pool


def processes_for(size: int) -> int:
    """Return how many processes some bytes of documents are worth."""
    return _PROCESSES if size >= _WORTH_IT else 1


def read_document(task: tuple[str, str]) -> Done[Reading]:
    """Return what a file says; ``task`` is its path and the folder that it was found from."""
    # Loaded here and not above: only the processes that read need the recogniser.
    from extract.document import extract  # noqa: PLC0415
    from extract.read import read  # noqa: PLC0415

    started = time.perf_counter()
    try:
        document, notes = read(Path(task[0]), Path(task[1]))
        extraction = extract(document, _recogniser(), notes)
    except DocumentError as error:
        return _done(None, str(error), started)
    except RecursionError:
        return _done(None, f"{task[0]}: is nested too deeply to be read", started)
    # What reading needed and nothing later does stays behind.
    kept = replace(extraction, blocks=(), document=replace(extraction.document, parts=()))
    return _done(Reading(kept, of_blocks(extraction), of_text(extraction)), "", started)


@functools.cache
def _recogniser() -> Language:
    """Return the recogniser; its tables are then out of the garbage collector's sight, which finds nothing in them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        from extract import pipeline  # noqa: PLC0415

        return pipeline.load()
    finally:
        gc.freeze()
        gc.set_threshold(_YOUNG, 20, 20)
        if collecting:
            gc.enable()


def _load_check() -> None:
    """Load what checking needs; a process that cannot says so when it is asked to check."""
    import graph.validate  # noqa: F401, PLC0415


def check_chunk(chunk: Chunk) -> Done[Reasons]:
    """Return what the shapes refuse in a chunk."""
    # Loaded here and not above: only the processes that check need pySHACL.
    from graph.validate import check  # noqa: PLC0415

    started = time.perf_counter()
    return _done(check(chunk), "", started)


def memory() -> int:
    """Return the peak memory of this process in bytes."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024
    # Not ru_maxrss: a child's begins with what its parent had when it was started.
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def _done(value: T | None, failure: str, started: float) -> Done[T]:
    return Done(value, failure, time.perf_counter() - started, os.getpid(), memory())
