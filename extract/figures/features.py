"""What is true of a figure and a name that it may be about: the features of the model of subjects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extract.figures import roles
from extract.figures.anaphora import anaphor, any_anaphor
from extract.figures.candidates import Candidate
from extract.figures.reading import Reading
from extract.figures.scene import Scene, bits
from extract.figures.vocabulary import anaphors, any_of, words
from extract.records import Mention

__all__ = ["features"]

#: Closing marks after a name, which its next words follow.
_CLOSERS = "》”」』"


def features(scene: Scene, candidate: Candidate) -> list[str]:
    """Return the names of what is true of a figure and a name."""
    found = list(_of_pair(scene, candidate))
    if candidate.local < 0:
        return found + list(_of_outside(scene, candidate))
    if candidate.mention.start > scene.quantity.start:
        return found + list(_of_later(scene, candidate))
    return found + list(_of_earlier(scene, candidate))


def _of_pair(scene: Scene, candidate: Candidate) -> Iterator[str]:
    mention, kind = candidate.mention, scene.kind
    said = scene.said_of(candidate)
    state = bits(said)
    yield f"type={mention.type}"
    yield f"type={mention.type}.{kind}"
    yield f"n2={said.noun[-2:]}.{mention.type}"
    yield f"n1={said.noun[-1:]}.{mention.type}"
    yield f"unit={scene.quantity.measure.base}.{mention.type}"
    if said.tail:
        yield f"t2={said.tail[-2:]}.{mention.type}"
    if scene.titled:
        titled = f"titled={mention.entity in scene.titled:d}"
        yield titled
        yield f"{titled}.{mention.type}"
        yield f"{titled}.{state}"
    yield from _of_run(scene, mention, state)
    if mention.entity == scene.carried.entity:
        yield from _of_last(scene, state)


def _of_run(scene: Scene, mention: Mention, state: str) -> Iterator[str]:
    carried = scene.carried
    total = sum(n for _, n in carried.counts) if carried.block == scene.reading.number else 0
    if not total:
        return
    own = carried.figures_of(mention.entity)
    share = "all" if own == total else "most" if own * 2 > total else "some" if own else "none"
    yield f"run={share}.{min(total, 6)}"
    yield f"run={share}.{min(total, 3)}.{mention.type}"
    yield f"run={share}.{state}.{scene.since}"


def _of_last(scene: Scene, state: str) -> Iterator[str]:
    structure, at = scene.reading.structure, scene.quantity.start
    sentences = structure.sentence(at) - scene.carried.sentence
    clauses = structure.clause(at) - scene.carried.clause
    near = f"c{clauses}" if clauses < 2 else f"s{min(sentences, 2)}"
    if scene.carried.block != scene.reading.number:
        near = "other"
    yield "last"
    yield f"last={near}.{state}"
    yield f"last={near}.{scene.since}"
    yield f"last={near}.{scene.kind}"


def _of_outside(scene: Scene, candidate: Candidate) -> Iterator[str]:
    start, at = scene.sentence[0], scene.quantity.start
    near = min(sum(start <= m.start < at for m in scene.reading.mentions), 1)
    yield "outside"
    yield f"from={candidate.place}"
    yield f"from={candidate.place}.{min(scene.before, 2)}"
    yield f"from={candidate.place}.near{near}"
    yield f"outside.{candidate.mention.type}"
    yield f"outside.{scene.kind}.{near}"
    for word in scene.pronouns:
        yield f"pron={word}.{candidate.mention.type}"
        yield f"pron={word}.outside"


def _of_later(scene: Scene, candidate: Candidate) -> Iterator[str]:
    yield "after"
    yield f"after.{candidate.mention.type}"
    yield f"after.gap={scene.reading.text[scene.quantity.end : candidate.mention.start][:4]}"


def _of_earlier(scene: Scene, candidate: Candidate) -> Iterator[str]:
    mention, structure = candidate.mention, scene.reading.structure
    sentences = structure.sentence(scene.quantity.start) - structure.sentence(mention.start)
    clauses = structure.clause(scene.quantity.start) - structure.clause(mention.start)
    place = f"s{min(sentences, 3)}" if sentences else f"c{min(clauses, 4)}"
    between = scene.between(candidate)
    state = bits(scene.said_of(candidate))
    yield f"at={place}"
    yield f"at={place}.{min(len(between), 3)}"
    yield f"at={place}.{scene.kind}"
    yield f"at={place}.{mention.type}"
    yield f"at={place}.{state}"
    yield from _of_words(scene, candidate, place, between)
    yield from _of_order(scene, candidate, place, between)
    yield from _of_role(scene, mention, place, between)
    yield from _of_list(scene, candidate, place)
    yield from _of_brackets(scene, mention)
    yield from _of_anaphora(scene, mention, between)
    near = not any(m.type == mention.type for m in between)
    for word in scene.pronouns:
        yield f"pron={word}.{mention.type}.{near:d}"
        yield f"pron={word}.{place}"
    openers = sum(_opens(scene.reading, m) for m in between)
    own = _opens(scene.reading, mention)
    yield f"opens={own:d}.later={min(openers, 2)}.{place}"
    yield f"opens={own:d}.later={min(openers, 1)}.{mention.type}"
    yield f"opens={own:d}.later={min(openers, 1)}.{state}.{place[0]}"


def _of_words(scene: Scene, candidate: Candidate, place: str, between: Sequence[Mention]) -> Iterator[str]:
    mention, text = candidate.mention, scene.reading.text
    after = text[mention.end : mention.end + 2]
    shown = mention.end + len(after) - len(after.lstrip(_CLOSERS))
    few = min(len(between), 1)
    if mention.start >= scene.lead:
        gap = text[shown : scene.quantity.start]
        yield "lead"
        yield f"lead.{min(len(between), 2)}"
        yield f"gap={gap[:1]}"
        yield f"gap={gap[:2]}"
        if len(gap) <= 6:
            yield f"gap={gap}|"
        yield f"lead.only={scene.said_of(candidate).noun != ''}.{scene.kind}"
    yield f"before={_opener(text, mention.start)}.{place[0]}{few}"
    closer = text[shown : shown + 1]
    closer = closer if closer in words("telling") else "w"
    yield f"next={closer}.{place}"
    yield f"next={closer}.{few}"
    yield f"next2={text[shown : shown + 2]}"
    earlier = text[max(mention.start - 2, 0) : mention.start]
    yield f"prev2={earlier}"
    yield f"prev2={earlier}.{place[0]}"
    if between and between[0].start - mention.end <= 2:
        yield f"owner={text[mention.end : between[0].start]}.{mention.type}.{between[0].type}"
    if _patterns()[1].match(text, mention.end):
        yield "source"
        yield f"source.{place}"


def _of_order(scene: Scene, candidate: Candidate, place: str, between: Sequence[Mention]) -> Iterator[str]:
    reading, mention = scene.reading, candidate.mention
    structure = reading.structure
    earlier = reading.mentions[candidate.local - 1] if candidate.local else None
    if not earlier or structure.sentence(earlier.start) != structure.sentence(mention.start):
        yield f"first-of-sentence.{place}"
    if not earlier or structure.clause(earlier.start) != structure.clause(mention.start):
        yield f"first-of-clause.{place}"
        if structure.clause_span(mention.start)[0] + 2 >= mention.start:
            yield f"opens-clause.{place}"
    if candidate.local == 0:
        yield f"first-of-block.{place}"
    if any(m.entity == mention.entity for m in between):
        yield "again-later"
    if not any(m.type == mention.type for m in between):
        yield f"last-of-type.{place}"
    if scene.aspect >= 0:
        aspect = f"aspect={mention.start >= scene.aspect - 12:d}"
        yield f"{aspect}.{mention.entity == reading.mentions[0].entity:d}"
        yield f"{aspect}.{mention.type}"
    yield f"often={min(sum(m.entity == mention.entity for m in reading.mentions), 3)}.{place[0]}"


def _of_role(scene: Scene, mention: Mention, place: str, between: Sequence[Mention]) -> Iterator[str]:
    text = scene.reading.text
    part, tells = roles.before(text, mention.start), roles.after(text, mention.end)
    few = min(len(between), 1)
    yield f"role={part}.{place}"
    yield f"role={part}.{mention.type}"
    yield f"role={part}.{few}.{scene.kind}"
    yield f"tells={tells}.{place}"
    yield f"tells={tells}.{mention.type}"
    yield f"role={part}.tells={tells}.{place[0]}"
    if between:
        last = between[-1]
        yield f"rival={mention.type}.{last.type}.{place[0]}"
        yield f"rival={part}.{roles.before(text, last.start)}.{place[0]}"
        yield f"rival={mention.type}.{last.type}.{roles.before(text, last.start)}"


def _of_list(scene: Scene, candidate: Candidate, place: str) -> Iterator[str]:
    members = scene.reading.list_of(candidate.local)
    if len(members) < 2:
        return
    at, length = scene.run
    position = members.index(candidate.local)
    yield f"list.{place}"
    if length == len(members):
        yield f"respective={position == at}.{scene.distributes}"
        yield f"respective={position == at}.{place}"
    elif length > 1 and length % len(members) == 0:
        yield f"respective-many={position == at % len(members)}.{scene.distributes}"
    elif scene.gives_each:
        yield f"list-each.{place}"
    yield f"list-end={position + 1 == len(members)}.{place}"


def _of_brackets(scene: Scene, mention: Mention) -> Iterator[str]:
    text = scene.reading.text
    opened = max(text.rfind("（", 0, mention.start), text.rfind("(", 0, mention.start))
    closed = [i for i in (text.find("）", opened), text.find(")", opened)) if i >= 0]
    if opened >= 0 and closed and mention.end <= min(closed) < scene.quantity.start:
        yield "bracketed"
    if scene.opened >= 0:
        yield f"before-bracket={mention.end <= scene.opened}.{scene.opened - mention.end <= 1}"


def _of_anaphora(scene: Scene, mention: Mention, between: Sequence[Mention]) -> Iterator[str]:
    """Yield whether words such as this bank stand between a name and a figure, and whether the name fits them best."""
    text, end = scene.reading.text, scene.quantity.start
    if not any_anaphor().search(text, mention.end, end):
        return
    start = max(scene.sentence[0], mention.end)
    fits = mention.type in anaphors() and anaphor(mention.type).search(text, start, end)
    if fits:
        later = min(sum(bool(anaphor(m.type).search(text, start, end)) for m in between), 2)
        yield f"anaphor={later}"
        yield f"anaphor={later}.{mention.type}"
    elif any(anaphor(m.type).search(text, m.end, end) for m in between):
        yield "anaphor-later"
    if not fits and any_anaphor().search(text, start, end):
        yield "anaphor-other"
        yield f"anaphor-other.{mention.type}"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"(?:{any_of(words('preposition'))})[“「『]?$"),
        re.compile(rf"[”」』）)]?(?:{any_of(words('of'))})?(?:{any_of(words('source'))})"),
    )


def _opener(text: str, start: int) -> str:
    before = text[max(start - 3, 0) : start]
    if not before.strip():
        return "^"
    if before[-1] in "，。；：、（”“「\n！？":
        return before[-1]
    match = _patterns()[0].search(before)
    return match.group().strip("“「『") if match else "w"


def _opens(reading: Reading, mention: Mention) -> bool:
    """Return whether a name opens its clause, or follows only a date, a quote or a mark there."""
    start = reading.structure.clause_span(mention.start)[0]
    for span in reading.dates:
        if start <= span.start <= start + 3 and span.end <= mention.start:
            start = span.end
    return not reading.text[start : mention.start].strip("".join(words("openers")))
