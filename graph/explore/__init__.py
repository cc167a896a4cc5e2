"""The explorer: one page that works with the network cable out, and the pages of the documents beside it."""

from __future__ import annotations

from pathlib import Path

from graph.explore import data, documents, page, positions
from graph.explore.core import first_screen
from ontology.errors import BuildError

__all__ = ["write"]


def write(
    build: Path, output: Path, focus: str | None = None, *, cache: Path | None = None, like: Path | None = None
) -> None:
    """Write the page for a build; ``focus`` is the name of an entity to start with.

    Inside the build the documents get pages of their own in ``documents/``; anywhere else the page holds their texts.
    Positions are kept in the folder ``cache``; a graph much ``like`` that of another build starts from its positions.

    Raises:
        BuildError: the build cannot be read, nothing has that name, or the page cannot be written.
    """
    view = data.read(build)
    before = positions.kept(like) if like else None
    beside = output.resolve().parent == build.resolve()
    try:
        if beside:
            documents.write(build, view, output.name)
        text = page.render(*first_screen(build, view, focus, embed=not beside, cache=cache, like=before))
        output.parent.mkdir(parents=True, exist_ok=True)
        part = output.with_name(output.name + ".part")
        part.write_text(text, encoding="utf-8")
        part.replace(output)
    except OSError as error:
        raise BuildError(f"{output}: cannot be written: {error.strerror}") from None
