"""The page itself: pyvis builds it from our template, with every script inside it and a policy that allows no other."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib import resources
from pathlib import Path
from typing import Any

import pyvis  # type: ignore[import-untyped]
from pyvis.network import Network  # type: ignore[import-untyped]

__all__ = ["policy", "render"]

STATIC = Path(str(resources.files("graph.explore"))) / "static"
#: The files of the page's own script, in the order in which they build on each other.
SCRIPTS = (
    "dom",
    "words",
    "codec",
    "graph",
    "search",
    "state",
    "filter",
    "paths",
    "place",
    "scene",
    "canvas",
    "evidence",
    "card",
    "finder",
    "legend",
    "time",
    "table",
    "take",
    "svg",
    "views",
    "reader",
    "main",
)


def render(
    core: dict[str, Any], chunks: dict[str, str], nodes: list[dict[str, Any]], edges: list[dict[str, Any]]
) -> str:
    """The whole page; ``nodes`` and ``edges`` are those of the first screen, ``chunks`` all the rest, compressed."""
    network = Network(directed=True, cdn_resources="in_line")
    # Filled directly: add_node and add_edge search all that is there already, each time.
    network.nodes, network.edges = nodes, edges
    network.set_template_dir(str(STATIC), "page.html")
    vis, script, style = _vis(), _script(), _read("style.css")
    network.templateEnv.globals.update(
        policy=policy([vis, script], [style]),
        vis=vis,
        script=script,
        style=style,
        core=core,
        chunks=chunks,
        licences=_read("LICENSES.txt"),
    )
    return str(network.generate_html("explorer.html"))


def policy(scripts: list[str], styles: list[str]) -> str:
    """A content security policy that admits exactly these inline scripts and styles, and no request at all."""
    allowed = (" ".join(map(_digest, texts)) for texts in (scripts, styles))
    script, style = allowed
    return (
        f"default-src 'none'; script-src {script}; style-src {style}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii") + "'"


def _vis() -> str:
    """The vis-network that pyvis ships."""
    folder = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2"
    text = (folder / "vis-network.min.js").read_text(encoding="utf-8")
    # A browser turns every CR into LF before it compares the digest; and the map that the last line names is not here.
    return text.replace("\r\n", "\n").split("\n//# sourceMappingURL=")[0]


def _script() -> str:
    parts = [_read(f"{name}.js") for name in SCRIPTS]
    return '"use strict";\n' + "\n".join(parts)


def _read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def words() -> dict[str, dict[str, str]]:
    """The words of the interface by language."""
    found: dict[str, dict[str, str]] = json.loads(_read("words.json"))
    return found
