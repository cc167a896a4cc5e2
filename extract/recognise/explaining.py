"""Why names stand where they stand: what was proposed for some characters of a block, and what won."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from extract.fold import fold
from extract.pipeline import Recogniser
from extract.recognise.arbiter import Candidate, decide
from extract.recognise.gazetteer import Match
from extract.recognise.spotter import Spotter
from extract.recognise.tokens import Tokens, tokenise
from extract.records import Block

__all__ = ["Proposal", "proposals", "why"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name proposed for ``block.text[start:end]``.

    ``component``: crf, lexicon (both compete by ``score``), or what only advises the random field: lexicon-strong,
    lexicon-weak, learnt, grammar (score 0). ``types`` are all that the proposer knows for the form.
    """

    start: int
    end: int
    text: str
    types: tuple[str, ...]
    component: str
    score: float
    ids: tuple[str, ...] = ()
    has_won: bool = False

    @property
    def competes(self) -> bool:
        """Is it a candidate of its own, and not only evidence?"""
        return self.score > 0


def proposals(block: Block, nlp: Language, start: int, end: int) -> list[Proposal]:
    """Return what was proposed for characters of ``block.text[start:end]``: what won, what competed, what advised."""
    text, back = fold(block.text)
    doc, tokens = nlp(text), tokenise(text)
    spotter = _spotter(nlp)
    found = []
    for proposal in (*_candidates(doc), *_advice(tokens, spotter)):
        first, last = int(tokens.starts[proposal.start]), int(tokens.ends[proposal.end - 1])
        first, last = back.span(first, last) if back is not None else (first, last)
        if first < end and start < last:
            found.append(
                Proposal(
                    first,
                    last,
                    block.text[first:last],
                    proposal.types,
                    proposal.component,
                    proposal.score,
                    proposal.ids,
                    proposal.has_won,
                )
            )
    return sorted(found, key=lambda p: (not p.has_won, -p.score, p.start, -p.end, p.component, p.types))


def why(won: Proposal, others: list[Proposal]) -> str:
    """Return in words why a proposal won against the others."""
    rivals = [p for p in others if p.competes and not p.has_won]
    if not rivals:
        return "no other name was proposed for these characters"
    best = rivals[0]
    rival = f"{best.text} ({'/'.join(best.types)}, {best.component}, {best.score:.3f})"
    if won.score > best.score:
        return f"its score {won.score:.3f} is higher than that of {rival}"
    longer = won.end - won.start > best.end - best.start
    return f"of equal score, it is {'longer than' if longer else 'before'} {rival}"


def _spotter(nlp: Language) -> Spotter:
    return next(component.reader.spotter for _, component in nlp.pipeline if isinstance(component, Recogniser))


def _candidates(doc: Doc) -> Iterator[Proposal]:
    """Yield the candidates of the arbiter; offsets are those of tokens."""
    candidates: list[Candidate] = doc.user_data.get("candidates", [])
    kept = decide(candidates)
    for c in candidates:
        yield Proposal(c.start, c.end, "", (c.type,), c.component, c.score, c.ids, c in kept)


def _advice(tokens: Tokens, spotter: Spotter) -> Iterator[Proposal]:
    """Yield what the random field was told; offsets are those of tokens."""
    seen = spotter.spot(tokens)
    for component, matches in (("lexicon-strong", seen.strong), ("lexicon-weak", seen.weak)):
        for match in matches:
            types = spotter.types(match.form)
            ids = tuple(dict.fromkeys(id_ for kind in types for id_ in spotter.ids(match.form, kind)))
            yield _advised(match, types, component, ids)
    for match in seen.learnt:
        yield _advised(match, (), "learnt", ())
    for start, end, kind in seen.grammar:
        yield Proposal(start, end, "", (kind,), "grammar", 0.0)


def _advised(match: Match, types: tuple[str, ...], component: str, ids: tuple[str, ...]) -> Proposal:
    return Proposal(match.start, match.end, "", types, component, 0.0, ids)
