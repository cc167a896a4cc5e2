"""Bodies that issue a document jointly: each of them issues it, and that makes no partnership."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.records import Mention
from extract.relate.candidates import Row
from extract.relate.words import discourse

__all__ = ["Key", "Said", "issued_jointly"]

#: A statement's relation and ends; its score, row and the mentions of its ends.
Key = tuple[str, int, int]
Said = tuple[float, int, tuple[int, int]]

_ISSUES, _PARTNERS = "issues", "partnersWith"


def issued_jointly(best: Mapping[Key, Said], rows: Sequence[Row], mentions: Sequence[Mention]) -> dict[Key, Said]:
    """Return the statements with the other issuers of a document for their partnership with one (甲联合乙、丙印发…)."""
    issued: dict[tuple[int, int], list[Said]] = {}
    for (relation, issuer, _), said in best.items():
        if relation == _ISSUES:
            issued.setdefault((rows[said[1]].line.number, issuer), []).append(said)
    found = dict(best)
    for key, (_, number, ends) in best.items():
        row = rows[number]
        if key[0] == _PARTNERS and _is_joint(row, ends, mentions):
            for one, other in (ends, ends[::-1]):
                for score, issuing, (_, document) in issued.get((row.line.number, mentions[one].entity), ()):
                    found.pop(key, None)
                    joint = _ISSUES, mentions[other].entity, mentions[document].entity
                    found.setdefault(joint, (score, issuing, (other, document)))
    return found


def _is_joint(row: Row, ends: tuple[int, int], mentions: Sequence[Mention]) -> bool:
    """Do words of acting together stand between the two ends, in one sentence?"""
    sentence = row.line.sentence
    one, other = sorted((mentions[end] for end in ends), key=lambda mention: (mention.block, mention.start))
    is_here = one.block == other.block == sentence.block and sentence.start <= one.start and other.end <= sentence.end
    return is_here and discourse().jointly.search(sentence.text, one.end, other.start) is not None
