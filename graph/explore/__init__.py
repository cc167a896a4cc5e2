"""The explorer: one page that works with the network cable out, the pages of the documents and of views beside it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from graph.explore import data, documents, page, positions
from graph.explore.core import first_screen
from graph.explore.records import Source, View
from graph.explore.texts import find
from graph.explore.views import Links
from graph.explore.views import write as write_views
from ontology.errors import BuildError

__all__ = ["VIEWS", "views", "write"]

#: Where the pages of views stand in a build.
VIEWS = "views"


def write(
    build: Path, output: Path, focus: str | None = None, *, cache: Path | None = None, like: Path | None = None
) -> None:
    """Write the page for a build; ``focus`` is the name of an entity to start with.

    Inside the build the documents get pages of their own in ``documents/`` and the ready-made views in ``views/``;
    anywhere else the page holds the documents' texts. Positions are kept in the folder ``cache``; a graph much ``like``
    that of another build starts from its positions.

    Raises:
        BuildError: the build cannot be read, nothing has that name, or the page cannot be written.
    """
    view = data.read(build)
    before = positions.kept(like) if like else None
    beside = output.resolve().parent == build.resolve()
    try:
        parts = first_screen(build, view, focus, embed=not beside, cache=cache, like=before)
        if beside:
            documents.write(build, view, output.name)
            write_views(view, build / VIEWS, _links(build, view, build / VIEWS, output.name))
        text = page.render(*parts)
        output.parent.mkdir(parents=True, exist_ok=True)
        part = output.with_name(output.name + ".part")
        part.write_text(text, encoding="utf-8")
        part.replace(output)
    except OSError as error:
        raise BuildError(f"{output}: cannot be written: {error.strerror}") from None


def views(build: Path, folder: Path, compared: Sequence[str] = ()) -> list[Path]:
    """Write the pages of ready-made views to a folder and return them; ``compared`` are the names of two documents.

    Raises:
        BuildError: the build cannot be read, there is no such document, or the folder cannot be written.
    """
    view = data.read(build)
    wanted = [_pair(view, compared)] if compared else []
    try:
        return write_views(view, folder, _links(build, view, folder, "explorer.html"), wanted)
    except OSError as error:
        raise BuildError(f"{folder}: cannot be written: {error.strerror}") from None


def _links(build: Path, view: View, folder: Path, explorer: str) -> Links:
    up = Path(os.path.relpath(build.resolve(), folder.resolve())).as_posix()
    readable = frozenset(source.iri for source in view.sources if find(build, source) is not None)
    return Links(quote(f"{up}/{explorer}"), quote(f"{up}/documents/"), readable)


def _pair(view: View, compared: Sequence[str]) -> tuple[Source, Source]:
    by = {source.name: source for source in view.sources}
    for name in compared:
        if name not in by:
            raise BuildError(f"{name}: no such document, expected one of: {', '.join(sorted(by))}")
    one, other = (by[name] for name in compared)
    return one, other
