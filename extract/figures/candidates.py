"""The names that a figure may be about, and what is true of each: the features of the model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.figures.phrases import Phrase, lead, phrase
from extract.figures.reading import Reading
from extract.figures.vocabulary import anaphors, any_of, words
from extract.records import Mention

__all__ = ["Candidate", "Carried", "candidates", "distributed", "features", "outside", "referred", "respective", "shared"]

#: Names further back than this in the block are not asked; the annotated passages have none.
_MOST = 14


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that a figure may be about: ``local`` is its place in ``reading.mentions``, or -1 from another block."""

    name: int
    mention: Mention
    local: int
    place: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What earlier figures and blocks leave behind: the name of the last figure, where it stood, names of headings."""

    entity: int = -1
    block: int = -1
    sentence: int = -1
    clause: int = -1
    outside: tuple[Candidate, ...] = ()
    name: int = -1
    counts: tuple[tuple[int, int], ...] = ()  #: (entity, figures) of the block so far

    def figures_of(self, entity: int) -> int:
        """Return how many figures of the block were about an entity."""
        return next((n for other, n in self.counts if other == entity), 0)

    def after(self, reading: Reading, index: int, chosen: int, name: int) -> Carried:
        """Return what is left behind by a figure about an entity."""
        counts = dict(self.counts) if self.block == reading.number else {}
        counts[chosen] = counts.get(chosen, 0) + 1
        at = reading.figures[index].start
        return Carried(
            chosen, reading.number, reading.structure.sentence(at), reading.structure.clause(at), self.outside, name,
            tuple(counts.items()),
        )


def candidates(reading: Reading, index: int, carried: Carried) -> list[Candidate]:
    """Return the names around a figure: those of the block before it, those after it in its clause, those above."""
    quantity = reading.figures[index]
    limit = reading.structure.clause_span(quantity.start)[1]
    before = [
        i for i, m in enumerate(reading.mentions)
        if m.end <= quantity.start and not _is_source(reading, m)
    ]
    after = [i for i, m in enumerate(reading.mentions) if quantity.end <= m.start < limit]
    chosen = sorted({*before[:1], *before[-_MOST:], *after[:2]})
    inside = [Candidate(reading.names[i], reading.mentions[i], i, "block") for i in chosen]
    return inside + list(carried.outside)


def features(reading: Reading, index: int, candidate: Candidate | None, carried: Carried) -> list[str]:
    """Return the names of what is true of a figure and a name, or of a figure that is about none of them."""
    if candidate is None:
        return list(_of_none(reading, index))
    found = list(_of_pair(reading, index, candidate, carried))
    return found + list(
        _of_place(reading, index, candidate) if candidate.local >= 0 else _of_outside(reading, index, candidate)
    )


def respective(reading: Reading, index: int) -> tuple[int, int]:
    """Return the place of a figure in a run of coordinated figures of one kind, and the length of the run."""
    first = last = index
    while first and _joined(reading, first - 1):
        first -= 1
    while last + 1 < len(reading.figures) and _joined(reading, last):
        last += 1
    return index - first, last - first + 1


def distributed(reading: Reading, index: int, choices: Sequence[Candidate]) -> Candidate | None:
    """Return the name that a figure belongs to where as many names as figures are listed, respectively."""
    at, length = respective(reading, index)
    if length < 2:
        return None
    first = reading.figures[index - at].start
    clause = reading.structure.clause_span(first)[0]
    told = bool(_patterns().respectively.search(reading.text[clause:first]))
    wanted = _listed(reading, first, length, told)
    return next((choice for choice in choices if wanted and choice.local == wanted[at]), None)


def _listed(reading: Reading, first: int, length: int, told: bool) -> tuple[int, ...] | None:
    """Return the last list of so many names in the sentence before a figure, or all its names if they are so many.

    Where no word tells that they go in order, only a list that no other name follows.
    """
    sentence = reading.structure.sentence_span(first)[0]
    before = [i for i, m in enumerate(reading.mentions) if sentence <= m.start < first]
    lists = [m for m in reading.lists if len(m) == length and m[0] in before]
    chosen = lists[-1] if lists and (told or lists[-1][-1] == before[-1]) else ()
    if not lists and before and told:
        alike = [i for i in before if reading.mentions[i].type == reading.mentions[before[-1]].type]
        chosen = tuple(alike) if len(alike) == length else ()
    return chosen if chosen and len({reading.mentions[i].entity for i in chosen}) == length else None


def referred(reading: Reading, index: int, choices: Sequence[Candidate]) -> Candidate | None:
    """Return the last name of the type that a word such as this bank stands for, where one opens the figure's clause.

    None where there is no such word or a name stands between it and the figure.
    """
    end = reading.figures[index].start
    start = _opening(reading, lead(reading, index)[0], end)
    best: tuple[int, Candidate] | None = None
    found = [(start, kind) for kind in anaphors() if _anaphor(kind).match(reading.text, start, end)]
    if not found:
        return None
    at = min(position for position, _ in found)
    if any(at <= m.start < end for m in reading.mentions):
        return None
    kinds = {kind for position, kind in found if position == at}
    for choice in choices:
        if choice.mention.type in kinds and choice.place == "block" and choice.mention.end <= at:
            best = max(best, (choice.mention.start, choice), key=lambda pair: pair[0]) if best else (choice.mention.start, choice)
    if best:
        return best[1]
    return next((choice for choice in choices if choice.mention.type in kinds and choice.place != "block"), None)


def _opening(reading: Reading, start: int, end: int) -> int:
    """Return where the words of a clause start, after a date and words such as at present."""
    pattern = _patterns().opening
    while start < end:
        date = next((span for span in reading.dates if span.start == start), None)
        match = pattern.match(reading.text, start, end)
        if date:
            start = date.end
        elif match and match.end() > start:
            start = match.end()
        else:
            break
    return start


def shared(reading: Reading, index: int, chosen: Candidate, choices: Sequence[Candidate]) -> list[Candidate]:
    """Return the names of the chosen one's list where the words before the figure give it to each of them."""
    quantity = reading.figures[index]
    start = max(lead(reading, index)[0], chosen.mention.end)
    if chosen.local < 0 or not _patterns().each.search(reading.text[start : quantity.start]):
        return [chosen]
    if respective(reading, index)[1] > 1:
        return [chosen]
    members = [choice for choice in choices if choice.local in reading.list_of(chosen.local)]
    return members or [chosen]


def _joined(reading: Reading, index: int) -> bool:
    one, other = reading.figures[index], reading.figures[index + 1]
    if one.measure.kind != other.measure.kind and "scale" not in (one.measure.kind, other.measure.kind):
        return False
    return bool(_patterns().joint.fullmatch(reading.text, one.end, other.start))


@dataclass(frozen=True, slots=True)
class _Patterns:
    joint: re.Pattern[str]
    preposition: re.Pattern[str]
    respectively: re.Pattern[str]
    each: re.Pattern[str]
    duty: re.Pattern[str]
    source: re.Pattern[str]
    counted_by: re.Pattern[str]
    according: re.Pattern[str]
    aspect: re.Pattern[str]
    opening: re.Pattern[str]
    sources: re.Pattern[str]
    pronoun: re.Pattern[str]
    target: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        re.compile(
            rf"(?:{any_of(words('after'))})?[ ]*(?:{any_of(words('coordination'))})?[ ]*(?:{any_of(words('before'))})?[ ]*"
        ),
        re.compile(rf"(?:{any_of(words('preposition'))})[“「『]?$"),
        re.compile(any_of(words("respectively"))),
        re.compile(any_of(words("each"))),
        re.compile(any_of(words("duty"))),
        re.compile(rf"[”」』）)]?(?:的)?(?:{any_of(words('source'))})"),
        re.compile(rf"[”」』）)]?(?:{any_of(words('counted_by'))})"),
        re.compile(rf"(?:^|[，。；：、\n（]|[^{''.join(words('no_according'))}])(?:{any_of(words('according'))})$"),
        re.compile(any_of(words("aspect"))),
        re.compile(rf"[ 、，,“「]|{any_of(words('opening'))}"),
        re.compile(any_of(words("sources"))),
        re.compile(any_of(words("pronoun"))),
        re.compile(any_of(words("target"))),
    )


def _is_source(reading: Reading, mention: Mention) -> bool:
    """Return whether the words around a name make it the one who counted."""
    if _patterns().counted_by.match(reading.text, mention.end):
        return True
    return bool(_patterns().according.search(reading.text, max(mention.start - 4, 0), mention.start))


def _of_none(reading: Reading, index: int) -> Iterator[str]:
    quantity, text = reading.figures[index], reading.text
    kind, unit = quantity.measure.kind, quantity.measure.text
    han = "h" if quantity.han else "d"
    start, end = lead(reading, index)
    words_before = text[start:end].strip()
    yield "0"
    yield f"0.kind={kind}.{han}"
    yield f"0.unit={unit}"
    yield f"0.unit={unit}.{han}"
    for length in (1, 2, 3):
        yield f"0.b{length}={text[max(quantity.start - length, 0) : quantity.start]}"
        yield f"0.a{length}={text[quantity.end : quantity.end + length]}"
    yield f"0.a1={text[quantity.end : quantity.end + 1]}.{kind}"
    yield f"0.b1={text[quantity.start - 1 : quantity.start]}.{kind}"
    yield f"0.lead={min(len(words_before), 6)}.{kind}"
    yield f"0.value={min(len(quantity.value), 5)}.{han}.{kind}"
    if quantity.number <= 3 and kind == "count":
        yield f"0.small.{han}"
    first, last = reading.structure.clause_span(quantity.start)
    clause = text[first:last]
    for match in {m.group() for m in _patterns().duty.finditer(clause)}:
        yield f"0.duty={match}"
    for match in {m.group() for m in _patterns().target.finditer(clause)}:
        yield f"0.target={match}"
    left, right = reading.structure.sentence_span(quantity.start)
    named = sum(left <= m.start < right for m in reading.mentions)
    yield f"0.named={min(named, 3)}"
    yield f"0.named={min(named, 1)}.{kind}.{han}"
    yield f"0.named-clause={min(sum(first <= m.start < last for m in reading.mentions), 2)}"
    yield f"0.first={min(sum(m.end <= quantity.start for m in reading.mentions), 1)}"
    open_, close = text.rfind("（", left, quantity.start), text.rfind("）", left, quantity.start)
    if open_ > close:
        yield f"0.bracket.{kind}"
    if quantity.low is not None:
        yield "0.range"
    said = phrase(reading, index, None)
    yield f"0.said={bool(said.noun):d}{bool(said.change):d}{bool(said.tail):d}"
    yield f"0.noun={said.noun[-2:]}"
    yield f"0.tail={said.tail[:2]}"
    yield f"0.tail={said.tail[-2:]}-"


def _of_pair(reading: Reading, index: int, candidate: Candidate, carried: Carried) -> Iterator[str]:
    quantity, mention = reading.figures[index], candidate.mention
    kind, type_ = quantity.measure.kind, mention.type
    said = _said(reading, index, candidate)
    state = f"{bool(said.noun):d}{bool(said.change):d}{bool(said.tail):d}"
    yield f"type={type_}"
    yield f"type={type_}.{kind}"
    yield f"n2={said.noun[-2:]}.{type_}"
    yield f"n1={said.noun[-1:]}.{type_}"
    yield f"unit={quantity.measure.base}.{type_}"
    if said.tail:
        yield f"t2={said.tail[-2:]}.{type_}"
    titled = {c.mention.entity for c in carried.outside if c.place.startswith("heading")}
    if titled:
        yield f"titled={mention.entity in titled:d}"
        yield f"titled={mention.entity in titled:d}.{type_}"
        yield f"titled={mention.entity in titled:d}.{state}"
    total = sum(n for _, n in carried.counts) if carried.block == reading.number else 0
    if total:
        own = carried.figures_of(mention.entity)
        share = "all" if own == total else "most" if own * 2 > total else "some" if own else "none"
        yield f"run={share}.{min(total, 6)}"
        yield f"run={share}.{min(total, 3)}.{type_}"
        yield f"run={share}.{state}.{_names_since(reading, index)}"
    if mention.entity == carried.entity and carried.entity >= 0:
        sentences = reading.structure.sentence(quantity.start) - carried.sentence
        clauses = reading.structure.clause(quantity.start) - carried.clause
        near = "other" if carried.block != reading.number else f"c{clauses}" if clauses < 2 else f"s{min(sentences, 2)}"
        yield "last"
        yield f"last={near}.{state}"
        yield f"last={near}.{_names_since(reading, index)}"
        yield f"last={near}.{kind}"


def _said(reading: Reading, index: int, candidate: Candidate) -> Phrase:
    span = (candidate.mention.start, candidate.mention.end) if candidate.local >= 0 else None
    return phrase(reading, index, span)


def _names_since(reading: Reading, index: int) -> str:
    """Return how many names stand between the figure before and this one: none, one, more."""
    start = reading.figures[index - 1].end if index else 0
    end = reading.figures[index].start
    return str(min(sum(start <= m.start < end for m in reading.mentions), 2))


def _of_outside(reading: Reading, index: int, candidate: Candidate) -> Iterator[str]:
    quantity = reading.figures[index]
    own = sum(m.end <= quantity.start for m in reading.mentions)
    start = reading.structure.sentence_span(quantity.start)[0]
    near = sum(start <= m.start < quantity.start for m in reading.mentions)
    yield "outside"
    yield f"from={candidate.place}"
    yield f"from={candidate.place}.{min(own, 2)}"
    yield f"from={candidate.place}.near{min(near, 1)}"
    yield f"outside.{candidate.mention.type}"
    yield f"outside.{quantity.measure.kind}.{min(near, 1)}"
    clause = reading.text[reading.structure.clause_span(quantity.start)[0] : quantity.start]
    for word in {m.group() for m in _patterns().pronoun.finditer(clause)}:
        yield f"pron={word}.{candidate.mention.type}"
        yield f"pron={word}.outside"


def _of_place(reading: Reading, index: int, candidate: Candidate) -> Iterator[str]:
    quantity, mention, text = reading.figures[index], candidate.mention, reading.text
    kind, structure = quantity.measure.kind, reading.structure
    if mention.start > quantity.start:
        yield "after"
        yield f"after.{mention.type}"
        yield f"after.gap={text[quantity.end : mention.start][:4]}"
        return
    sentences = structure.sentence(quantity.start) - structure.sentence(mention.start)
    clauses = structure.clause(quantity.start) - structure.clause(mention.start)
    place = f"s{min(sentences, 3)}" if sentences else f"c{min(clauses, 4)}"
    between = [m for m in reading.mentions if mention.end <= m.start and m.end <= quantity.start]
    said = _said(reading, index, candidate)
    state = f"{bool(said.noun):d}{bool(said.change):d}{bool(said.tail):d}"
    yield f"at={place}"
    yield f"at={place}.{min(len(between), 3)}"
    yield f"at={place}.{kind}"
    yield f"at={place}.{mention.type}"
    yield f"at={place}.{state}"
    start = lead(reading, index)[0]
    shown = mention.end + len(text[mention.end : mention.end + 2]) - len(text[mention.end : mention.end + 2].lstrip("》”」』"))
    if mention.start >= start:
        yield "lead"
        yield f"lead.{min(len(between), 2)}"
        gap = text[shown : quantity.start]
        yield f"gap={gap[:1]}"
        yield f"gap={gap[:2]}"
        if len(gap) <= 6:
            yield f"gap={gap}|"
        yield f"lead.only={said.noun != ''}.{kind}"
    opener = _opener(text, mention.start)
    yield f"before={opener}.{place[0]}{min(len(between), 1)}"
    closer = text[shown : shown + 1]
    closer = closer if closer in "的等、，；：。（）”」和与及在将已" else "w"
    yield f"next={closer}.{place}"
    yield f"next={closer}.{min(len(between), 1)}"
    following = text[shown : shown + 2]
    yield f"next2={following}"
    if candidate.local + 1 < len(reading.mentions):
        other = reading.mentions[candidate.local + 1]
        if other.end <= quantity.start and other.start - mention.end <= 2:
            yield f"owner={text[mention.end : other.start]}.{mention.type}.{other.type}"
    yield from _order(reading, candidate, quantity.start, place)
    yield from _in_list(reading, index, candidate, place)
    if _in_brackets(text, mention, quantity.start):
        yield "bracketed"
    opened = max(text.rfind("（", 0, quantity.start), text.rfind("(", 0, quantity.start))
    if opened > max(text.rfind("）", 0, quantity.start), text.rfind(")", 0, quantity.start)):
        yield f"before-bracket={mention.end <= opened}.{opened - mention.end <= 1}"
    sentence = structure.sentence_span(quantity.start)[0]
    aspects = [m.end() for m in _patterns().aspect.finditer(text, sentence, quantity.start)]
    if aspects:
        inside = mention.start >= aspects[-1] - 12
        first = mention.entity == reading.mentions[0].entity
        yield f"aspect={inside:d}.{first:d}"
        yield f"aspect={inside:d}.{mention.type}"
    yield f"prev2={text[max(mention.start - 2, 0) : mention.start]}"
    yield f"prev2={text[max(mention.start - 2, 0) : mention.start]}.{place[0]}"
    if _patterns().source.match(text, mention.end):
        yield "source"
        yield f"source.{place}"
    clause = text[structure.clause_span(quantity.start)[0] : quantity.start]
    near = not any(m.type == mention.type for m in between)
    for word in {m.group() for m in _patterns().pronoun.finditer(clause)}:
        yield f"pron={word}.{mention.type}.{near:d}"
        yield f"pron={word}.{place}"
    yield from _anaphora(reading, index, mention, between)
    openers = [m for m in between if _opens(reading, m)]
    own = _opens(reading, mention)
    yield f"opens={own:d}.later={min(len(openers), 2)}.{place}"
    yield f"opens={own:d}.later={min(len(openers), 1)}.{mention.type}"
    yield f"opens={own:d}.later={min(len(openers), 1)}.{state}.{place[0]}"
    count = sum(m.entity == mention.entity for m in reading.mentions)
    yield f"often={min(count, 3)}.{place[0]}"


def _anaphora(reading: Reading, index: int, mention: Mention, between: Sequence[Mention]) -> Iterator[str]:
    """Yield whether words such as this bank stand between a name and a figure, and whether the name fits them best."""
    start = max([reading.structure.sentence_span(reading.figures[index].start)[0], *(m.end for m in between), mention.end])
    if between:
        start = max(reading.structure.sentence_span(reading.figures[index].start)[0], mention.end)
    words_between = reading.text[start : reading.figures[index].start]
    fits = _anaphor(mention.type).search(words_between) if mention.type in anaphors() else None
    if fits:
        later = [m for m in between if _anaphor(m.type).search(words_between)]
        yield f"anaphor={min(len(later), 2)}"
        yield f"anaphor={min(len(later), 2)}.{mention.type}"
    elif any(_anaphor(m.type).search(reading.text[m.end : reading.figures[index].start]) for m in between):
        yield "anaphor-later"
    if _any_anaphor().search(words_between) and not fits:
        yield "anaphor-other"
        yield f"anaphor-other.{mention.type}"


@cache
def _anaphor(kind: str) -> re.Pattern[str]:
    return re.compile(any_of(anaphors()[kind]))


@cache
def _any_anaphor() -> re.Pattern[str]:
    return re.compile(any_of(word for found in anaphors().values() for word in found))


def _opener(text: str, start: int) -> str:
    before = text[max(start - 3, 0) : start]
    if not before.strip():
        return "^"
    if before[-1] in "，。；：、（”“「\n！？":
        return before[-1]
    match = _patterns().preposition.search(before)
    return match.group().strip("“「『") if match else "w"


def _opens(reading: Reading, mention: Mention) -> bool:
    """Return whether a name opens its clause, or follows only a date, a quote or a mark there."""
    start = reading.structure.clause_span(mention.start)[0]
    for span in reading.dates:
        if start <= span.start <= start + 3 and span.end <= mention.start:
            start = span.end
    return not reading.text[start : mention.start].strip(" \n“「『《（(·•◆▪●▶年末，、")


def _order(reading: Reading, candidate: Candidate, end: int, place: str) -> Iterator[str]:
    structure, mention = reading.structure, candidate.mention
    earlier = reading.mentions[candidate.local - 1] if candidate.local else None
    if not earlier or structure.sentence(earlier.start) != structure.sentence(mention.start):
        yield f"first-of-sentence.{place}"
    if not earlier or structure.clause(earlier.start) != structure.clause(mention.start):
        yield f"first-of-clause.{place}"
        if structure.clause_span(mention.start)[0] + 2 >= mention.start:
            yield f"opens-clause.{place}"
    if candidate.local == 0:
        yield f"first-of-block.{place}"
    later = [m for m in reading.mentions[candidate.local + 1 :] if m.end <= end]
    if any(m.entity == mention.entity for m in later):
        yield "again-later"
    if not any(m.type == mention.type for m in later):
        yield f"last-of-type.{place}"


def _in_list(reading: Reading, index: int, candidate: Candidate, place: str) -> Iterator[str]:
    members = reading.list_of(candidate.local)
    at, length = respective(reading, index)
    clause = reading.text[slice(*reading.structure.clause_span(reading.figures[index].start))]
    distributes = bool(_patterns().respectively.search(clause))
    if len(members) > 1:
        yield f"list.{place}"
        position = members.index(candidate.local)
        if length == len(members):
            yield f"respective={position == at}.{distributes}"
            yield f"respective={position == at}.{place}"
        elif length > 1 and length % len(members) == 0:
            yield f"respective-many={position == at % len(members)}.{distributes}"
        elif _patterns().each.search(clause):
            yield f"list-each.{place}"
        yield f"list-end={position + 1 == len(members)}.{place}"


def _in_brackets(text: str, mention: Mention, end: int) -> bool:
    opened = max(text.rfind("（", 0, mention.start), text.rfind("(", 0, mention.start))
    if opened < 0:
        return False
    closed = [i for i in (text.find("）", opened), text.find(")", opened)) if i >= 0]
    return bool(closed) and mention.end <= min(closed) < end


#: Blocks before that are asked for names; topics in the annotated passages reach no further.
_BLOCKS_BACK = 3


def outside(readings: Sequence[Reading], number: int) -> tuple[Candidate, ...]:
    """Return the names that headings, the introduction, the blocks before and the first line give to a block."""
    reading = readings[number]
    block = reading.block
    found: dict[int, Candidate] = {}

    def take(place: str, other: int, which: Sequence[int]) -> None:
        if _patterns().sources.match(readings[other].text):
            return
        for i in which:
            if -len(readings[other].mentions) <= i < len(readings[other].mentions):
                mention = readings[other].mentions[i]
                if _is_source(readings[other], mention):
                    continue
                found.setdefault(mention.entity, Candidate(readings[other].names[i], mention, -1, place))

    if block.intro is not None:
        take("intro", block.intro, (0, 1))
    for depth, above in enumerate(reversed(block.path)):
        take(f"heading{min(depth, 1)}", above, (0, 1))
    for back in range(1, _BLOCKS_BACK + 1):
        if number >= back and readings[number - back].block.kind != "table":
            take(f"back{back}-first", number - back, (0,))
            take(f"back{back}-other", number - back, (1, 2, -2, -1))
    return tuple(found.values())
