"""Bodies that issue a document jointly: each of them issues it, and that makes no partnership."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract.link.names import is_institution
from extract.records import Mention
from extract.relate.candidates import Row
from extract.relate.words import discourse

__all__ = ["Key", "Said", "issued_jointly"]

#: A statement's relation and ends; its score, row and the mentions of its ends.
Key = tuple[str, int, int]
Said = tuple[float, int, tuple[int, int]]

_ISSUES, _PARTNERS = "issues", "partnersWith"
_PARTED = frozenset("。;,")  # between two bodies that do one thing jointly stand none of these


def issued_jointly(best: Mapping[Key, Said], rows: Sequence[Row], mentions: Sequence[Mention]) -> dict[Key, Said]:
    """Return the statements with the bodies with which others issue a document (甲联合乙、丙印发…), as its issuers too.

    Each issues it, and that makes no partnership.
    """
    found = dict(best)
    by_block: dict[int, list[int]] = {}
    for number, mention in enumerate(mentions):
        by_block.setdefault(mention.block, []).append(number)
    for (relation, _, document), (score, number, ends) in best.items():
        if relation == _ISSUES:
            row, issuer = rows[number], mentions[ends[0]]
            for other in _joined(row, issuer, by_block[issuer.block], mentions):
                joint = mentions[other].entity
                said = found.get((_ISSUES, joint, document))
                if said is None or said[0] < score:
                    found[_ISSUES, joint, document] = score, number, (other, ends[1])
                partners = _PARTNERS, min(joint, issuer.entity), max(joint, issuer.entity)
                if partners in found and rows[found[partners][1]].line is row.line:
                    del found[partners]
    return found


def _joined(row: Row, issuer: Mention, near: Sequence[int], mentions: Sequence[Mention]) -> Iterator[int]:
    """Yield the institutions of the sentence behind which, and before the issuer, a word such as 联合 stands.

    ``near`` are the mentions of the issuer's block.
    """
    sentence = row.line.sentence
    if issuer.block != sentence.block or not sentence.start <= issuer.start < sentence.end:
        return
    for number in near:
        one = mentions[number]
        is_before = sentence.start <= one.start and one.end < issuer.start
        if is_before and is_institution(one.type) and one.entity != issuer.entity:
            word = discourse().jointly.match(sentence.text, one.end)
            if word and word.end() <= issuer.start and _PARTED.isdisjoint(sentence.text[one.end : issuer.start]):
                yield number
