"""report.html: the report as a page that needs nothing else. Text of documents is escaped wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from jinpu import report_bars
from ontology.schema import load as load_schema

__all__ = ["render"]

Json = dict[str, Any]


def render(report: Json) -> str:
    """Return the page of a report."""
    style = files("jinpu").joinpath("report.css").read_text(encoding="utf-8")
    totals = report["totals"]
    parts = [
        _tiles(totals),
        _failed(report["failed"]),
        _section("Documents", _documents(report["documents"])),
        _section("What the text became", report_bars.render(report["documents"])),
        _section("Entities by type", _bars(_types(report["entities"]))),
        _section("Relations", _relations(report["relations"])),
        _section("Coverage by kind of block", _coverage(report["coverage"])),
        _section(f"Refused ({totals['refused']})", _refused(report["refused"])),
        _section(f"Uncertain ({report['uncertain']['count']})", _uncertain(report["uncertain"])),
        _section("Notes", _notes(report["notes"], report["decisions_without_effect"])),
    ]
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>Jinpu: report of a build</title><style>{style}</style>"
    )
    title = "<h1>Report of a build</h1>"
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{title}{"".join(parts)}</body></html>\n'


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body}</section>"


def _tiles(totals: Json) -> str:
    shown = ("entities", "assertions", "observations", "mentions", "triples", "refused")
    cells = (f"<div><b>{totals[name]:,}</b>{name}</div>" for name in shown)
    return f'<div class="tiles">{"".join(cells)}</div>'


def _failed(lines: Sequence[str]) -> str:
    if not lines:
        return ""
    rows = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<section class="failed"><h2>Not read ({len(lines)})</h2><ul>{rows}</ul></section>'


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join("<tr>" + "".join(_cell(value) for value in row) + "</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f'<td class="n">{value:,}</td>'
    return f"<td>{escape(str(value))}</td>"


def _documents(documents: Iterable[Json]) -> str:
    heads = ("file", "title", "issued", "encoding", "characters", "mentions", "assertions", "observations")
    return _table(heads, ([d[name] for name in heads] for d in documents))


def _types(entities: Json) -> list[tuple[str, int]]:
    schema = load_schema()
    labels = {name: f"{name} {schema.classes[name].labels['zh-Hans']}" for name in schema.types}
    return sorted(((labels[name], entities.get(name, 0)) for name in schema.types), key=lambda row: (-row[1], row[0]))


def _bars(rows: Sequence[tuple[str, int]]) -> str:
    most = max((count for _, count in rows), default=0) or 1
    lines = (
        f'<tr><td>{escape(name)}</td><td class="n">{count:,}</td>'
        f'<td class="bar"><i style="width:{100 * count / most:.1f}%"></i></td></tr>'
        for name, count in rows
    )
    return f'<table class="bars">{"".join(lines)}</table>'


def _relations(relations: dict[str, Json]) -> str:
    schema = load_schema().relations
    heads = ("relation", "", "holds", "asserted", "planned", "negated")
    rows = sorted(relations.items(), key=lambda row: (-row[1]["holds"], row[0]))
    return _table(heads, ([name, schema[name].labels["zh-Hans"], *(row[h] for h in heads[2:])] for name, row in rows))


def _coverage(rows: Iterable[Json]) -> str:
    lines = []
    for row in rows:
        named, stating = (100 * row[name] / (row["blocks"] or 1) for name in ("named", "stating"))
        lines.append(
            f"<tr>{_cell(row['kind'])}{_cell(row['blocks'])}{_cell(row['characters'])}"
            f'<td class="bar two"><i style="width:{named:.1f}%"></i><i style="width:{stating:.1f}%"></i></td>'
            f'<td class="n">{named:.0f} % · {stating:.0f} %</td></tr>'
        )
    head = "<tr><th>kind</th><th>blocks</th><th>characters</th><th></th><th>with a name · with a statement</th></tr>"
    return f'<table class="bars"><thead>{head}</thead><tbody>{"".join(lines)}</tbody></table>'


def _refused(rows: Sequence[Json]) -> str:
    if not rows:
        return "<p>Nothing was refused.</p>"
    heads = ("kind", "document", "start", "end", "what", "reason")
    return _table(heads, ([row[name] for name in heads] for row in rows))


def _uncertain(uncertain: Json) -> str:
    if not uncertain["first"]:
        return "<p>Nothing is below the threshold.</p>"
    heads = ("confidence", "what", "quote", "rule", "document", "start", "end")
    table = _table(heads, ([row[name] for name in heads] for row in uncertain["first"]))
    return f"<p>Statements with a confidence below {uncertain['below']}, the least certain first.</p>{table}"


def _notes(notes: Sequence[Json], unused: Sequence[str]) -> str:
    heads = ("document", "kind", "start", "message")
    rows = [[row[name] for name in heads] for row in notes] + [["decisions", "unused", 0, line] for line in unused]
    return _table(heads, rows) if rows else "<p>None.</p>"
