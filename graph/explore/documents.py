"""The pages of the source documents: the text as it stands, with a place to go to for every quote."""

from __future__ import annotations

import html
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from graph.explore.pack import document_page
from graph.explore.page import STATIC, policy
from graph.explore.records import Mention, Source, View
from graph.explore.texts import find
from ontology.names import BASE

__all__ = ["render", "write"]

Span = tuple[int, int]

PAGE = """<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>{style}</style></head>
<body><header><a href="../{explorer}">金谱</a><h1>{title}</h1><p>{about}</p></header>
<main tabindex="-1">{body}</main><script>{script}</script></body></html>
"""


def write(build: Path, view: View, explorer: str = "explorer.html") -> list[Path]:
    """Write ``documents/<name>.html`` for every document whose text is there; return the pages, sorted.

    Names in them lead to the page ``explorer`` above.
    """
    spans = _spans(view)
    names: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in view.mentions:
        names[mention.document].append(mention)
    pages = []
    for source in view.sources:
        text = find(build, source)
        if text is None:
            continue
        page = build / "documents" / document_page(source.name)
        page.parent.mkdir(parents=True, exist_ok=True)
        part = page.with_name(page.name + ".part")
        part.write_text(
            render(source, text, spans[source.iri], names[source.iri], explorer), encoding="utf-8", newline="\n"
        )
        part.replace(page)
        pages.append(page)
    return sorted(pages)


def _spans(view: View) -> defaultdict[str, set[Span]]:
    """Document → where its quotes stand."""
    found: defaultdict[str, set[Span]] = defaultdict(set)
    for item in view.statements:
        for place in (item.place, *item.context):
            found[item.document].add((place.start, place.end))
    for figure in view.figures:
        found[figure.document].add((figure.place.start, figure.place.end))
    return found


def render(
    source: Source, text: str, spans: Iterable[Span], names: Iterable[Mention] = (), explorer: str = "explorer.html"
) -> str:
    """The page of one document; ``#p12-34`` marks its characters 12 to 34, and names lead to the explorer."""
    style, script = (STATIC / "document.css").read_text("utf-8"), (STATIC / "document.js").read_text("utf-8")
    about = " · ".join(filter(None, (source.name, source.issued, f"{len(text):,} 字", f"sha256 {source.sha256[:12]}")))
    return PAGE.format(
        explorer=html.escape(quote(explorer), quote=True),
        policy=html.escape(policy([script], [style]), quote=True),
        title=html.escape(source.title),
        about=html.escape(about),
        style=style,
        script=script,
        body="".join(_pieces(text, sorted(spans), sorted(names), "../" + quote(explorer))),
    )


def _pieces(text: str, spans: list[Span], names: list[Mention], explorer: str) -> Iterator[str]:
    """The text cut where a quote or a name starts or ends; each piece says where it starts, quoted ones are marked."""
    named = [(mention.start, mention.end) for mention in names]
    cuts = sorted({0, len(text), *(at for span in (*spans, *named) for at in span if 0 <= at <= len(text))})
    depth: defaultdict[int, int] = defaultdict(int)
    for start, end in spans:
        depth[start] += 1
        depth[end] -= 1
    links = {mention.start: mention for mention in reversed(names)}
    inside, link = 0, None
    for start, end in itertools.pairwise(cuts):
        inside += depth[start]
        link = links.get(start, link if link and start < link.end else None)
        body = html.escape(text[start:end])
        if link:
            body = f'<a href="{_address(explorer, link.entity)}">{body}</a>'
        yield f'<span class="{"q" if inside > 0 else "t"}" id="p{start}" data-at="{start}">{body}</span>'


def _address(explorer: str, entity: str) -> str:
    """The explorer's view of an entity, from a page below ``documents/``."""
    slug = quote(entity.removeprefix(BASE).removeprefix("id/"))
    return html.escape(f"{explorer}#focus={slug}&entity={slug}", quote=True)
