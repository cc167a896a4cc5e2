"""Names looked up inside a query: ``?entity jps:search "工行"`` becomes the entities that the words may mean.

The engine knows no full text, so the pattern is answered from the index of names before the query is sent to it: it
becomes ``VALUES ?entity { … }``, the best first, and with ``("工行" ?score)`` their scores too. Lines stay the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.endpoint.search import Hit, Search
from graph.terms import unescape
from ontology.errors import QueryError
from ontology.names import BASE, JP

__all__ = ["NAMESPACE", "rewrite"]

NAMESPACE = BASE + "search#"
_SEARCH = NAMESPACE + "search"
#: As many entities as one pattern gives; words that fit more are too short to mean one.
_MOST = 200

_TOKEN = re.compile(
    r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')'
    r"|(?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)|(?P<comment>#[^\n]*)|(?P<variable>[?$]\w+)|(?P<tag>@[A-Za-z][\w-]*)"
    r"|(?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:[\w%:-](?:[\w.:%-]*[\w:%-])?)?)|(?P<word>\w+)|(?P<sign>\S)",
    re.DOTALL,
)
_OPEN, _CLOSE = "{([", "})]"


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def rewrite(query: str, search: Search) -> str:
    """Return a query with the entities found in place of ``jps:search``. Raises: QueryError with line and column."""
    if NAMESPACE not in query:
        return query
    tokens = list(_tokens(query))
    edits: list[tuple[int, int, str]] = []
    for i in _uses(tokens):
        edits += _edits(query, tokens, i, search)
    for start, end, text in sorted(edits, reverse=True):
        query = query[:start] + text + query[end:]
    return query


def _tokens(query: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(query):
        if match.lastgroup != "comment":
            yield _Token(str(match.lastgroup), match[0], match.start(), match.end())


def _uses(tokens: Sequence[_Token]) -> Iterator[int]:
    """Yield where the property stands, by its whole IRI or by a declared prefix."""
    names = {f"<{_SEARCH}>"}
    for one, two, three in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if one.text.upper() == "PREFIX" and three.text == f"<{NAMESPACE}>":
            names.add(two.text + "search")
    yield from (i for i, token in enumerate(tokens) if token.kind in ("iri", "name") and token.text in names)


def _edits(query: str, tokens: Sequence[_Token], at: int, search: Search) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, text): the values before the subject, and what stands instead of property and words."""
    subject = tokens[_subject(tokens, at)]
    words, score, last = _words(tokens, at + 1)
    if subject.kind != "variable" or words is None:
        line = query.count("\n", 0, tokens[at].start) + 1
        column = tokens[at].start - query.rfind("\n", 0, tokens[at].start)
        expected = 'expected ?entity jps:search "words" or ?entity jps:search ("words" ?score)'
        raise QueryError(f"query:{line}:{column}: {tokens[at].text} stands in another place, {expected}")
    hits = search.find(words, limit=_MOST)
    yield subject.start, subject.start, _values(subject.text, score, hits)
    gap = "\n" * query.count("\n", tokens[at].start, tokens[last].end)
    yield tokens[at].start, tokens[last].end, f"a <{JP}Entity>{gap}"


def _subject(tokens: Sequence[_Token], at: int) -> int:
    """Return where the subject of a property stands: after the last full stop or bracket of its own level."""
    depth = 0
    for i in range(at - 1, -1, -1):
        text = tokens[i].text
        if text in _CLOSE and tokens[i].kind == "sign":
            if text == "}" and not depth:
                return i + 1
            depth += 1
        elif tokens[i].kind == "sign" and (text in _OPEN or text == "."):
            if not depth:
                return i + 1
            depth -= text != "."
    return 0


def _words(tokens: Sequence[_Token], at: int) -> tuple[str | None, str, int]:
    """Return the words searched for, the variable of the score (or nothing), and where the last token stands."""
    given = [*tokens[at : at + 4]]
    kinds = [token.kind for token in given]
    if kinds[:1] == ["string"]:
        return _value(given[0].text), "", at
    if [token.text for token in (given[0], given[-1])] == ["(", ")"] and kinds[1:3] == ["string", "variable"]:
        return _value(given[1].text), given[2].text, at + 3
    return None, "", at


def _value(literal: str) -> str:
    quote = 3 if literal[:3] in ('"""', "'''") else 1
    return unescape(literal[quote:-quote])


def _values(entity: str, score: str, hits: Sequence[Hit]) -> str:
    if not score:
        return f"VALUES {entity} {{ {' '.join(f'<{hit.iri}>' for hit in hits)} }} "
    return f"VALUES ({entity} {score}) {{ {' '.join(f'(<{hit.iri}> {hit.score})' for hit in hits)} }} "
