"""The explorer: one page that works with the network cable out, and the pages of the documents beside it."""

from __future__ import annotations

from pathlib import Path

from graph.explore import data, documents, page
from graph.explore.core import first_screen
from ontology.errors import BuildError

__all__ = ["write"]


def write(build: Path, output: Path, focus: str | None = None) -> None:
    """Write the page for a build; ``focus`` is the name of an entity to start with.

    Inside the build the documents get pages of their own in ``documents/``; anywhere else the page holds their texts.

    Raises:
        BuildError: the build cannot be read, nothing has that name, or the page cannot be written.
    """
    view = data.read(build)
    beside = output.resolve().parent == build.resolve()
    try:
        if beside:
            documents.write(build, view, output.name)
        text = page.render(*first_screen(build, view, focus, embed=not beside))
        output.parent.mkdir(parents=True, exist_ok=True)
        part = output.with_name(output.name + ".part")
        part.write_text(text, encoding="utf-8")
        part.replace(output)
    except OSError as error:
        raise BuildError(f"{output}: cannot be written: {error.strerror}") from None
