"""The HTML of entity pages. Every text of a document is escaped where it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby

from ontology.names import BASE, PREFIXES

__all__ = ["entity", "frame", "link", "other"]

Row = Mapping[str, Mapping[str, str]]

_LANGUAGES = {"zh-hans": "简", "zh-hant": "繁", "en": "en"}
_STATUS = {"asserted": "", "planned": "计划 planned", "negated": "否定 negated"}


def frame(title: str, body: str) -> str:
    """Return a page with the site's head and its search box."""
    search = (
        '<form action="/search" role="search"><a href="/">金谱</a> <a href="/sparql">SPARQL</a> '
        '<input name="q" aria-label="搜索 search" placeholder="名称 · pīnyīn · English"> <button>搜索</button></form>'
    )
    return (
        f'<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="/static/page.css"></head>'
        f"<body><header>{search}</header><main>{body}</main></body></html>\n"
    )


def entity(iri: str, parts: Mapping[str, Sequence[Row]]) -> str:
    """Return the page of an entity."""
    preferred = {
        row["label"].get("xml:lang", "").lower(): row["label"]["value"]
        for row in parts["names"]
        if row["kind"]["value"].endswith("prefLabel")
    }
    title = preferred.get("zh-hans", iri)
    sections = [
        f"<h1>{escape(title)}</h1>",
        _classes(parts["classes"]),
        _names(parts["names"], title),
        f'<p class="iri"><code>{escape(iri)}</code>（未注册的地址，由本机代答 answered here, not registered）· '
        "RDF: <code>Accept: text/turtle</code></p>",
        _section("相邻 Neighbours", _neighbours(parts["neighbours"])),
        _section("陈述 Statements", _statements(parts["statements"])),
        _section("数值 Figures", _figures(parts["figures"])),
        _section("参考知识 Known from the lexicon", _known(parts["known"])),
        _section("文献 Sources", _sources(parts["sources"])),
    ]
    return frame(title, "".join(sections))


def other(iri: str, rows: Sequence[Row]) -> str:
    """Return the page of a statement, a document or another thing: its properties."""
    body = "".join(
        f"<tr><th>{escape(_short(row['property']['value']))}</th><td>{_value(row['value'], row.get('name'))}</td></tr>"
        for row in rows
    )
    return frame(_short(iri), f"<h1>{escape(_short(iri))}</h1><table>{body}</table>")


def link(iri: str, text: str) -> str:
    """Return a link to an IRI: our own are served here, others are not to be followed blindly."""
    if iri.startswith(BASE + "id/"):
        return f'<a href="/{escape(iri.removeprefix(BASE))}">{escape(text)}</a>'
    if iri.startswith(("http://", "https://")):
        return f'<a href="{escape(iri)}" rel="noreferrer nofollow">{escape(text)}</a>'
    return escape(text)


def _section(title: str, body: str) -> str:
    return f"<section><h2>{title}</h2>{body}</section>" if body else ""


def _classes(rows: Iterable[Row]) -> str:
    labels = sorted({row["label"]["value"] for row in rows if row["label"].get("xml:lang", "").lower() == "zh-hans"})
    return '<p class="types">' + " ".join(f"<span>{escape(label)}</span>" for label in labels) + "</p>"


def _names(rows: Iterable[Row], title: str) -> str:
    items = []
    for row in rows:
        label = row["label"]
        if label["value"] != title:
            language = label.get("xml:lang", "").lower()
            mark = f"<small>{_LANGUAGES.get(language, '')}</small>"
            items.append(f'<li lang="{escape(language)}">{escape(label["value"])} {mark}</li>')
    return f'<ul class="names">{"".join(items)}</ul>' if items else ""


def _neighbours(rows: Iterable[Row]) -> str:
    """Return what holds by the latest statement, a line for each relation."""
    lines = []
    for label, group in groupby(rows, key=lambda row: row["label"]["value"]):
        items = "、".join(link(row["other"]["value"], row["name"]["value"]) for row in group)
        lines.append(f"<li>{escape(label)} {items}</li>")
    return f"<ul>{''.join(lines)}</ul>" if lines else ""


def _statements(rows: Sequence[Row]) -> str:
    parts = []
    for label, group in groupby(rows, key=lambda row: row["label"]["value"]):
        items = "".join(_statement(row) for row in group)
        parts.append(f"<h3>{escape(label)}</h3><ul>{items}</ul>")
    return "".join(parts)


def _statement(row: Row) -> str:
    marks = [_STATUS.get(row["status"]["value"], row["status"]["value"]), row.get("when", {}).get("value", "")]
    said = " ".join(f"<em>{escape(mark)}</em>" for mark in marks if mark)
    return f"<li>{link(row['other']['value'], row['name']['value'])} {said}{_evidence(row)}</li>"


def _evidence(row: Row) -> str:
    place = f"{row['file']['value']} {row['start']['value']}–{row['end']['value']}"
    source = link(row["document"]["value"], place)
    cite = f"<cite>{source} · {link(row['id']['value'], '#')}</cite>"
    return f"<blockquote>{escape(row['quote']['value'])}{cite}</blockquote>"


def _figures(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    lines = []
    for row in rows:
        cells = [row[name]["value"] if name in row else "" for name in ("indicator", "value", "unit", "period")]
        target = " 目标" if row["status"]["value"] == "target" else ""
        lines.append(
            "<tr>"
            + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
            + f"<td>{target}</td><td><details><summary>原文</summary>{_evidence(row)}</details></td></tr>"
        )
    head = "<tr><th>指标</th><th>数值</th><th>单位</th><th>时期</th><th></th><th></th></tr>"
    return f"{_plots(rows)}<table>{head}{''.join(lines)}</table>"


def _plots(rows: Sequence[Row]) -> str:
    """Return a small line for each indicator that has numbers of two or more times in one unit."""
    series: dict[tuple[str, str], dict[str, float]] = {}
    for row in rows:
        if "number" in row and "from" in row and row["status"]["value"] == "actual":
            key = (row["indicator"]["value"], row["base"]["value"])
            series.setdefault(key, {})[row["from"]["value"]] = float(row["number"]["value"])
    return "".join(_plot(*key, sorted(points.items())) for key, points in sorted(series.items()) if len(points) > 1)


def _plot(indicator: str, unit: str, points: Sequence[tuple[str, float]]) -> str:
    width, height = 240, 60
    low, high = min(v for _, v in points), max(v for _, v in points)
    span = (high - low) or 1.0
    step = width / (len(points) - 1)
    line = " ".join(f"{i * step:.1f},{height - (v - low) / span * height:.1f}" for i, (_, v) in enumerate(points))
    title = f"{indicator}（{unit}） {points[0][0]} – {points[-1][0]}"
    return (
        f'<figure><svg viewBox="-4 -4 {width + 8} {height + 8}" width="{width}" height="{height}" role="img">'
        f'<title>{escape(title)}</title><polyline points="{line}"/></svg>'
        f"<figcaption>{escape(title)}</figcaption></figure>"
    )


def _known(rows: Iterable[Row]) -> str:
    items = "".join(f"<li>{escape(row['label']['value'])} {_value(row['value'], row.get('name'))}</li>" for row in rows)
    return f"<ul>{items}</ul>" if items else ""


def _sources(rows: Iterable[Row]) -> str:
    items = []
    for row in rows:
        title = row.get("title", row["file"])["value"]
        items.append(f"<li>{link(row['document']['value'], title)} <small>{row['mentions']['value']}×</small></li>")
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _value(value: Mapping[str, str], name: Mapping[str, str] | None) -> str:
    if value["type"] == "uri":
        return link(value["value"], name["value"] if name else _short(value["value"]))
    return escape(value["value"])


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
