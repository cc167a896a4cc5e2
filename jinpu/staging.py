"""A build's outputs appear whole or not at all: made in a folder beside, then moved into place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ontology.errors import BuildError

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no such locks; two builds at once are then not noticed
    fcntl = None  # type: ignore[assignment]

__all__ = ["CACHE", "locked", "staged"]

CACHE = ".cache"
_NEW, _OLD = ".new", ".old"


@contextmanager
def locked(build: Path) -> Iterator[None]:
    """Hold a build folder for oneself, made where it is missing.

    Raises: BuildError where it cannot be written or another build is at work in it.
    """
    try:
        (build / CACHE).mkdir(parents=True, exist_ok=True)
        lock = (build / CACHE / "lock").open("w")
    except OSError as error:
        raise BuildError(f"{build}: {error.strerror or error}, expected a folder that can be written") from error
    with lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise BuildError(f"{build}: another build is at work here, expected to be alone") from error
        yield


@contextmanager
def staged(build: Path) -> Iterator[Path]:
    """Give a new folder; where the block ends well, everything in it replaces what the build has by that name.

    What an earlier run left behind, killed at any point, is cleared away first.
    Raises: BuildError where the folder cannot be written.
    """
    new, old = build / _NEW, build / _OLD
    try:
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)
        new.mkdir()
        yield new
        old.mkdir()
        for path in sorted(new.iterdir()):
            target = build / path.name
            if target.is_dir():
                target.rename(old / path.name)
            path.replace(target)
    except OSError as error:
        where = error.filename or build
        raise BuildError(f"{where}: {error.strerror}, expected a folder that can be written") from error
    finally:
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)
