"""What the documents say last decides whether a triple holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extract.records import Extraction
from graph.facts import triples
from graph.merge import merge
from graph.statements import Assertion

Say = Callable[..., Extraction]


def _assertions(*extractions: Extraction) -> list[Assertion]:
    merged = merge(extractions)
    found = []
    for extraction in extractions:
        hash_ = extraction.document.sha256
        for fact in extraction.facts:
            head, tail = (merged.nodes[merged.of[hash_, end]].iri for end in (fact.head, fact.tail))
            found.append(Assertion(head, fact.relation, tail, fact, extraction.document))
    return found


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ([("asserted", "", "2020")], True),
        ([("planned", "2024", "2023")], False),
        ([("negated", "", "2020")], False),
        ([("asserted", "2019", "2023"), ("negated", "2022", "2023")], False),
        ([("negated", "2019", "2023"), ("asserted", "2022", "2023")], True),
        # The assertion's own date counts before the document's.
        ([("asserted", "", "2020"), ("negated", "2018", "2023")], True),
        # A plan never decides, however late.
        ([("asserted", "", "2020"), ("planned", "2030", "2024")], True),
        # Equally late: what is asserted holds.
        ([("asserted", "2021", "2023"), ("negated", "2021", "2023")], True),
        # Without any date a negation that is dated is later.
        ([("asserted", "", ""), ("negated", "2021", "")], False),
    ],
)
def test_the_latest_assertion_decides(say: Say, said: list[tuple[str, str, str]], holds: bool) -> None:
    documents = [
        say(f"{i}⟦a Bank|工行⟧⟦b Database|OceanBase⟧", f"uses a b {status} {when}", name=f"{i}.txt", issued=issued)
        for i, (status, when, issued) in enumerate(said)
    ]
    assert bool(list(triples(_assertions(*documents)))) is holds


def test_partners_are_partners_in_both_directions(say: Say) -> None:
    found = list(triples(_assertions(say("⟦a Bank|工行⟧⟦b Company|华为⟧", "partnersWith a b"))))
    assert len(found) == 2
    assert found[0][0] == found[1][2]
    assert found[0][2] == found[1][0]


@pytest.mark.parametrize(("confidence", "number"), [(0.8, 1), (0.5, 1), (0.49, 0)])
def test_an_unlikely_assertion_makes_no_triple(say: Say, confidence: float, number: int) -> None:
    extraction = say("⟦a Bank|工行⟧⟦b Database|OceanBase⟧", "uses a b")
    unsure = replace(extraction, facts=tuple(replace(fact, confidence=confidence) for fact in extraction.facts))

    assert len(list(triples(_assertions(unsure)))) == number
