"""Where the first screen's nodes stand, kept between builds: worked out once for a graph, by what is in it."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graph import layout
from graph.explore import backbone, density
from graph.explore.density import Picture
from ontology.errors import BuildError

__all__ = ["FILE", "Positions", "Task", "kept", "place"]

#: Below the cache of a build.
FILE = "layout.json"
#: With fewer nodes than this the backbone is the picture, and a density adds nothing.
CROWD = 2000

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Task:
    """What a layout depends on: the nodes' IRIs, types and widths of names, and the edges between their numbers."""

    iris: Sequence[str]
    types: Sequence[str]
    widths: Sequence[float]
    pairs: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Positions:
    """IRI → place for the nodes of the first screen, most connected first, and the shadow of all others."""

    key: str
    points: dict[str, Point]
    shadow: Picture | None


def place(task: Task, cache: Path | None = None, like: Mapping[str, Point] | None = None) -> Positions:
    """The positions for a graph, from the cache where it was laid out before; ``like`` are those to start from."""
    key = _key(task, like)
    file = cache / FILE if cache else None
    found = _load(file) if file else None
    if found is None or found.key != key:
        found = _work_out(task, key, like)
        if file:
            # A build that cannot be written to is laid out anew each time.
            with contextlib.suppress(OSError):
                _save(file, found)
    return found


def kept(build: Path) -> dict[str, Point]:
    """The positions of another build's first screen.

    Raises:
        BuildError: it keeps none.
    """
    file = build / ".cache" / FILE
    found = _load(file)
    if found is None:
        raise BuildError(f"{file}: no layout here, expected a build with its page (make one with: jinpu build)")
    return found.points


def _work_out(task: Task, key: str, like: Mapping[str, Point] | None) -> Positions:
    chosen = backbone.choose(task.types, task.pairs)
    number = {node: index for index, node in enumerate(chosen)}
    inner = [(number[a], number[b]) for a, b in task.pairs if a in number and b in number]
    widths = [task.widths[node] for node in chosen]
    known = {index: like[task.iris[node]] for node, index in number.items() if task.iris[node] in like} if like else {}
    points = dict(zip(chosen, layout.arrange(len(chosen), inner, widths, known), strict=True))
    shadow = None
    if len(task.iris) > CROWD:
        shadow = density.paint(layout.surround(len(task.iris), task.pairs, points).values())
    return Positions(key, {task.iris[node]: point for node, point in points.items()}, shadow)


def _key(task: Task, like: Mapping[str, Point] | None) -> str:
    """A digest of the graph and of the code that lays it out."""
    digest = hashlib.sha256()
    for module in (layout, backbone, density):
        digest.update(Path(str(module.__file__)).read_bytes())
    parts: tuple[Any, ...] = (task.iris, task.types, task.widths, task.pairs, sorted((like or {}).items()))
    for part in parts:
        digest.update(json.dumps(part, separators=(",", ":")).encode() + b"\n")
    return digest.hexdigest()


def _load(file: Path) -> Positions | None:
    """What a file keeps; nothing where there is none that can be read, it is then made again."""
    try:
        found = json.loads(file.read_text("utf-8"))
        points = {iri: (int(x), int(y)) for iri, (x, y) in found["points"].items()}
        return Positions(found["key"], points, Picture(**found["shadow"]) if found["shadow"] else None)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _save(file: Path, found: Positions) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(file.name + ".part")
    part.write_text(json.dumps(asdict(found), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    part.replace(file)
