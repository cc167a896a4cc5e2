"""The embedded store of a build: named graphs, and their union as the default graph."""

from __future__ import annotations

import shutil
from pathlib import Path

from pyoxigraph import RdfFormat, Store, parse

from ontology.errors import BuildError

__all__ = ["FOLDER", "create", "load", "open"]

FOLDER = "store"


def create(folder: Path, nquads: Path, turtle: Path) -> None:
    """Make a store in an empty folder from the dataset and its union.

    The union is kept as triples of the default graph: a query over it then reads one index instead of six.
    Raises: BuildError where the folder cannot be written.
    """
    shutil.rmtree(folder, ignore_errors=True)
    try:
        store = Store(folder)
        store.bulk_load(path=nquads, format=RdfFormat.N_QUADS)
        store.bulk_load(path=turtle, format=RdfFormat.TURTLE)
        store.optimize()
        store.flush()
    except OSError as error:
        raise BuildError(f"{folder}: {error}, expected a folder that can be written") from error


def load(build: Path) -> Store:
    """Return the dataset of a build in memory, without its store on disk. Raises: BuildError where there is none.

    Blank nodes keep the labels of the files, so that every process that loads them answers the same.
    """
    store = Store()
    try:
        for name, kind in (("graph.nq", RdfFormat.N_QUADS), ("graph.ttl", RdfFormat.TURTLE)):
            store.bulk_extend(parse(path=build / name, format=kind, rename_blank_nodes=False))
    except (OSError, SyntaxError) as error:
        raise BuildError(f"{build}: {error}, expected a build (make one with: jinpu build)") from error
    return store


def open(build: Path) -> Store:  # noqa: A001 - the store's own verb
    """Return the store of a build, read only. Raises: BuildError where there is none."""
    folder = build / FOLDER
    if not folder.is_dir():
        raise BuildError(f"{build}: no graph here, expected a build (make one with: jinpu build)")
    try:
        return Store.read_only(str(folder))
    except OSError as error:
        raise BuildError(f"{folder}: {error}, expected the store of a build") from error
