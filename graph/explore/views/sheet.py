"""A page of a view as HTML: templates that escape whatever they are given, and a policy that allows no request."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import jinja2

from graph.explore import page
from graph.explore.page import STATIC, policy
from graph.explore.views.records import Label, Links

if TYPE_CHECKING:
    from graph.explore.views.catalog import Page

__all__ = ["Sheet", "outline", "words"]

FOLDER = STATIC / "views"


@dataclass(frozen=True)
class Sheet:
    """The looks that all pages share."""

    links: Links
    version: str

    @cached_property
    def looks(self) -> dict[str, dict[str, str]]:
        with (STATIC / "types.tsv").open(encoding="utf-8", newline="") as file:
            return {row["type"]: row for row in csv.DictReader(file, delimiter="\t")}

    @cached_property
    def style(self) -> str:
        """The style sheet, with the colours of types."""
        text = (FOLDER / "views.css").read_text("utf-8")
        light = "".join(f".t-{name} {{ fill: {look['colour']}; }}\n" for name, look in self.looks.items())
        dark = "".join(f".t-{name} {{ fill: {look['dark']}; }}\n" for name, look in self.looks.items())
        return f"{text}{light}@media (prefers-color-scheme: dark) {{\n{dark}}}\n"

    @cached_property
    def script(self) -> str:
        return (FOLDER / "views.js").read_text("utf-8")

    @cached_property
    def _templates(self) -> jinja2.Environment:
        loader = jinja2.FileSystemLoader(str(FOLDER))
        found = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
        found.undefined = jinja2.StrictUndefined
        found.globals.update(
            style=self.style,
            script=self.script,
            policy=policy([self.script], [self.style]),
            shapes={name: outline(look["shape"]) for name, look in self.looks.items()},
            links=self.links,
            version=self.version,
        )
        return found

    def page(self, view: Page) -> str:
        """One view as a page."""
        return self._render(f"{view.template}.html", page=view, title=view.title, about=view.about, **view.content)

    def index(self, groups: dict[str, list[Page]]) -> str:
        """The page that lists all others."""
        return self._render("index.html", page=None, title=words("views"), about=words("viewsAbout"), groups=groups)

    def _render(self, template: str, **values: Any) -> str:
        return self._templates.get_template(template).render(**values)


def words(key: str) -> Label:
    """Words of the interface in both languages."""
    found = page.words()
    return Label(found["zh"][key], found["en"][key])


def outline(shape: str) -> str:
    """The points of a shape within a circle of radius 6; nothing for a dot, which is a circle."""
    up = -math.pi / 2
    rings: dict[str, tuple[int, float, tuple[float, ...]]] = {
        "square": (4, math.pi / 4, (1.2,)),
        "triangle": (3, up, (1.2,)),
        "triangleDown": (3, -up, (1.2,)),
        "diamond": (4, up, (1.2,)),
        "hexagon": (6, 0.0, (1.08,)),
        "pentagon": (5, up, (1.12,)),
        "star": (10, up, (1.25, 0.55)),
    }
    if shape == "box":
        points = [(-0.8, -1.05), (0.8, -1.05), (0.8, 1.05), (-0.8, 1.05)]
    elif shape in rings:
        count, turn, radii = rings[shape]
        angles = [turn + at * 2 * math.pi / count for at in range(count)]
        sizes = [radii[at % len(radii)] for at in range(count)]
        points = [(size * math.cos(angle), size * math.sin(angle)) for size, angle in zip(sizes, angles, strict=True)]
    else:
        points = []
    return " ".join(f"{6 * x:.2f},{6 * y:.2f}" for x, y in points)
