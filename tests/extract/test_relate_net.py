"""The net: what it reads, that learning goes down the slope, and that parts read alone say what the whole says."""

from __future__ import annotations

import numpy as np
import pytest

from extract.relate import net as nets
from extract.relate import reader
from extract.relate.candidates import candidates
from extract.relate.examples import Example, read
from extract.relate.learn.backwards import Passed, Slopes, backwards
from extract.relate.learn.network import joined, learn, own_letters
from extract.relate.learn.passages import Passage, passage
from extract.relate.tape import SPECIAL, codes

TEXTS = (
    "⟦Bank|南京银行⟧、⟦Bank|宁波银行⟧采用⟦Database|OceanBase⟧，由⟦Company|神州信息⟧承建。该行2023年在⟦City|南京⟧上线⟦Platform|鑫e伴⟧。",
    "⟦Company|恒生电子⟧的⟦Platform|O45⟧已在⟦FinancialInstitution|富国基金⟧上线，逐步取代⟦Platform|O32⟧。",
)


def example(marked: str) -> Example:
    return read(marked)


def annotated(marked: str, *relations: tuple[str, int, int]) -> Passage:
    """Return a marked text as an annotated passage; relations name the numbers of its names."""
    one = read(marked)
    entities = [
        {"start": m.raw[0], "end": m.raw[1], "type": m.type, "text": m.text, "cluster": number}
        for number, m in enumerate(one.mentions)
    ]
    told = [{"type": kind, "head": head, "tail": tail, "status": "asserted"} for kind, head, tail in relations]
    return passage({"id": f"test-{len(marked)}", "text": one.document.text, "entities": entities, "relations": told})


PASSAGES = (
    annotated(TEXTS[0], ("uses", 0, 2), ("uses", 1, 2), ("supplies", 3, 0), ("supplies", 3, 1)),
    annotated(TEXTS[1], ("develops", 0, 1), ("uses", 2, 1), ("replaces", 1, 3)),
)


def test_a_name_is_one_token_and_so_is_a_number() -> None:
    one = example("⟦Bank|南京银行⟧2023年采用⟦Database|OceanBase⟧。")
    tokens = candidates(one.document, (one.block,), one.mentions).reading.tokens
    written = [token for token in tokens.tolist() if token]
    assert len(written) == len("N0年采用D。")
    assert [token - SPECIAL for token in written if token >= SPECIAL] == codes("年采用。").tolist()


@pytest.mark.parametrize("one", PASSAGES, ids=lambda one: one.name)
def test_the_segments_of_a_pair_lie_within_the_tape(one: Passage) -> None:
    starts, ends = nets.edges(one.found.reading.spots)
    assert (starts <= ends).all()
    assert starts.min() >= 0
    assert ends.max() <= len(one.found.reading.tokens)


def test_what_is_true_of_a_passage_is_a_cell_of_its_table() -> None:
    for one in PASSAGES:
        said = {key for key, cells in one.keys.items() for cell in cells if one.truth[cell]}
        assert said == set(one.told)


class Silent(nets.Noise):
    """Keeps everything, as where nothing is learnt."""

    def drop(self, shape: tuple[int, ...], share: float) -> np.ndarray:
        return np.ones(shape)

    def forget(self, tokens: np.ndarray, share: float) -> np.ndarray:
        return tokens


def test_the_slopes_of_all_weights_are_those_of_small_steps() -> None:
    net = learn(PASSAGES * 4, seed=1, epochs=2)
    w = {name: one.astype(np.float64) for name, one in net.weights.items()}
    reading = joined([own_letters(one.found.reading, net) for one in PASSAGES])
    truth = np.concatenate([one.truth for one in PASSAGES])
    status = np.zeros((len(truth), 3))
    status[:, 1] = 1.0  # any slope will do: here the sum of the log odds of one status

    def passed(weights: dict[str, np.ndarray]) -> Passed:
        noise = Silent(1)
        encoded = nets.encode(weights, reading.tokens, reading.marks, noise)
        judged = nets.judge(weights, encoded, nets.running(encoded.detected), reading, noise)
        revised = nets.revise(weights, judged.second, judged.odds, reading.allowed * 0, reading.groups, noise=noise)
        return Passed(encoded, judged, revised)

    def cost(weights: dict[str, np.ndarray]) -> float:
        one = passed(weights)
        odds = one.revised.odds
        return float(np.logaddexp(0, np.where(truth, -odds, odds)).sum() + one.judged.status[:, 1].sum())

    now = passed(w)
    last = nets.logistic(now.revised.odds) - truth
    slopes = backwards(w, reading, now, Slopes(last, np.zeros_like(last), status))
    assert set(slopes) == set(w)
    for name, slope in slopes.items():
        at = np.unravel_index(int(np.abs(slope).argmax()), slope.shape)
        up, down = ({**w, name: w[name].copy()} for _ in range(2))
        up[name][at] += 1e-5
        down[name][at] -= 1e-5
        assert (cost(up) - cost(down)) / 2e-5 == pytest.approx(float(slope[at]), rel=0.02, abs=1e-4), name


def test_learning_finds_what_it_was_shown_and_finds_the_same_again() -> None:
    first, again = (learn(PASSAGES * 4, seed=3, epochs=60) for _ in range(2))
    assert all((first.weights[name] == again.weights[name]).all() for name in first.weights)
    for one in PASSAGES:
        odds, _ = first.read(one.found.reading)
        assert odds[one.truth].min() > odds[one.open & ~one.truth].mean()


def test_pairs_judged_a_few_at_a_time_are_judged_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    net = learn(PASSAGES * 4, seed=1, epochs=2)
    whole, _ = net.read(PASSAGES[0].found.reading)
    monkeypatch.setattr(reader, "_AT_ONCE", 3)
    monkeypatch.setattr(reader, "_TOKENS_AT_ONCE", 5)
    parts, _ = net.read(PASSAGES[0].found.reading)
    assert parts == pytest.approx(whole, abs=1e-4)


def test_tokens_that_no_pair_looks_at_change_nothing() -> None:
    net = learn(PASSAGES, 1, 2)
    words = "此前各方多次讨论方案的细节而没有任何结论也没有下文。" * 3
    one = example(f"{words}\n\n{TEXTS[0]}\n\n{words}")
    reading = candidates(one.document, (one.block,), one.mentions).reading
    left = reader.compact(reading)
    assert len(left.tokens) < len(reading.tokens)
    for whole, part in zip(net.read(reading), net.read(left), strict=True):
        assert part == pytest.approx(whole, abs=1e-4)
