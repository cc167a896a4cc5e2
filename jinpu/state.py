"""Whether a build is still what its inputs give."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinpu import cache, fingerprint
from jinpu.staging import CACHE

__all__ = ["State", "forget", "is_fresh", "keep", "read"]

_FILE = "state.json"


@dataclass(frozen=True, slots=True)
class State:
    """What a build was made from, what it wrote (name and hash; folders by the sizes of their files), what failed."""

    inputs: str
    outputs: dict[str, str]
    failures: tuple[str, ...]


def read(build: Path) -> State | None:
    """Return the state of a build, or None where it was not finished."""
    return cache.load(build / CACHE / _FILE, State)


def keep(build: Path, inputs: str, names: tuple[str, ...], failures: tuple[str, ...]) -> None:
    """Say that a build is finished: the last thing that it does."""
    cache.save(build / CACHE / _FILE, State(inputs, {name: _mark(build / name) for name in names}, failures))


def forget(build: Path) -> None:
    """Say that a build is not finished: the first thing before its outputs change."""
    (build / CACHE / _FILE).unlink(missing_ok=True)


def is_fresh(build: Path, state: State | None, inputs: str) -> bool:
    """Return whether a finished build has these inputs and its outputs lie there unchanged."""
    if state is None or state.inputs != inputs:
        return False
    return all(_mark(build / name) == mark for name, mark in state.outputs.items())


def _mark(path: Path) -> str:
    if path.is_file():
        return fingerprint.of_file(path)
    if not path.is_dir():
        return "missing"
    files = sorted(p for p in path.rglob("*") if p.is_file() and p.name != "LOCK" and not p.name.startswith("LOG"))
    return fingerprint.combine(f"{p.relative_to(path).as_posix()} {p.stat().st_size}" for p in files)
