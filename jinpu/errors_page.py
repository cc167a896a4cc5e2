"""The page of ``jinpu evaluate --errors``: every missed and every wrong name, relation and figure in its passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from extract.gold.annotations import Passage

__all__ = ["errors_page"]

#: Characters shown on both sides of what is marked.
_AROUND = 60
_STYLE = """
body{font:15px/1.7 system-ui,"Noto Sans CJK SC",sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#222}
h2{margin-top:2.5rem;border-bottom:1px solid #ccc}summary{cursor:pointer;font-weight:600;margin:.6rem 0}
li{margin:.3rem 0}small{color:#777}mark.missed{background:#ffe2b8}mark.wrong{background:#ffd0d0}code{color:#345}
"""


def errors_page(golds: Mapping[str, Passage], predicted: Mapping[str, Passage]) -> str:
    """Return a page of its own with the errors grouped by cause, the commonest first."""
    nothing: Passage = {"entities": [], "relations": [], "observations": []}
    groups: dict[str, list[str]] = defaultdict(list)
    for id_, gold in golds.items():
        found = predicted.get(id_, nothing)
        for cause, line in [*_names(gold, found), *_relations(gold, found), *_figures(gold, found)]:
            groups[cause].append(f"<li>{line} <small>{escape(id_)}</small></li>")
    parts = [
        f"<details><summary>{escape(cause)} · {len(lines)}</summary><ul>{''.join(lines)}</ul></details>"
        for cause, lines in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    head = f'<meta charset="utf-8"><title>Errors</title><style>{_STYLE}</style>'
    body = f"<h1>Errors by cause</h1>{''.join(parts)}"
    return f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>\n"


def _shown(text: str, start: int, end: int, kind: str) -> str:
    left, right = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    return f'…{escape(left)}<mark class="{kind}">{escape(text[start:end])}</mark>{escape(right)}…'


def _names(gold: Passage, found: Passage) -> Iterable[tuple[str, str]]:
    text = gold["text"]
    left = {(e["start"], e["end"]): e["type"] for e in gold["entities"]}
    right = {(e["start"], e["end"]): e["type"] for e in found["entities"]}
    for (start, end), kind in sorted(left.items()):
        if right.get((start, end)) == kind:
            continue
        rival = next(((s, e) for s, e in right if s < end and start < e), None)
        if rival == (start, end):
            yield f"name: {kind} taken for {right[rival]}", _shown(text, start, end, "missed")
        elif rival:
            instead = escape(text[rival[0] : rival[1]])
            yield f"name: {kind} with other borders", f"{_shown(text, start, end, 'missed')} <code>{instead}</code>"
        else:
            yield f"name: {kind} missed", _shown(text, start, end, "missed")
    for (start, end), kind in sorted(right.items()):
        if not any(s < end and start < e for s, e in left):
            yield f"name: {kind} where none is", _shown(text, start, end, "wrong")


def _relations(gold: Passage, found: Passage) -> Iterable[tuple[str, str]]:
    left, right = _said(gold), _said(found)
    for key, relation in left.items():
        if key in right:
            if right[key].get("status") != relation.get("status"):
                cause = f"relation: {key[0]} {relation['status']} read as {right[key].get('status')}"
                yield cause, _statement(gold, relation, "missed")
        else:
            yield f"relation: {key[0]} missed", _statement(gold, relation, "missed")
    for key, relation in right.items():
        if key not in left:
            yield f"relation: {key[0]} where none is", _statement(found, relation, "wrong", gold["text"])


def _said(passage: Passage) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Return the relations by type and the texts of the clusters at both ends."""

    def names(i: int) -> frozenset[str]:
        cluster = passage["entities"][i].get("cluster", i)
        return frozenset("".join(e["text"].split()) for e in passage["entities"] if e.get("cluster") == cluster)

    return {(r["type"], names(r["head"]), names(r["tail"])): r for r in passage["relations"]}


def _statement(passage: Passage, relation: dict[str, Any], kind: str, text: str | None = None) -> str:
    text = text or passage["text"]
    head, tail = passage["entities"][relation["head"]], passage["entities"][relation["tail"]]
    start, end = min(head["start"], tail["start"]), max(head["end"], tail["end"])
    ends = f"{escape(head['text'])} → {escape(tail['text'])}"
    rule = f" <small>{escape(relation['rule'])}</small>" if relation.get("rule") else ""
    return f"<code>{ends}</code>{rule} {_shown(text, start, end, kind)}"


def _figures(gold: Passage, found: Passage) -> Iterable[tuple[str, str]]:
    def keys(passage: Passage) -> dict[tuple[str, str, str], dict[str, Any]]:
        return {
            ("".join(passage["entities"][o["subject"]]["text"].split()), str(o["value"]), str(o["unit"])): o
            for o in passage["observations"]
        }

    left, right = keys(gold), keys(found)
    for key, figure in left.items():
        if key not in right:
            yield "figure: missed", _figure(key, figure)
        elif right[key].get("period") != figure.get("period"):
            yield "figure: other period", f"{_figure(key, figure)} <code>{escape(str(right[key].get('period')))}</code>"
    for key, figure in right.items():
        if key not in left:
            yield "figure: where none is", _figure(key, figure)


def _figure(key: tuple[str, str, str], figure: dict[str, Any]) -> str:
    words = [key[0], figure.get("indicator") or "", key[1], key[2], figure.get("period") or "-"]
    return " | ".join(escape(str(word)) for word in words)
