"""Which nodes the first screen shows: the most connected ones, with every type among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

__all__ = ["choose", "degrees"]

#: More names than this cannot be read on one screen.
LIMIT = 130
#: This share goes to the most connected of all; the rest in turn to each type, so that none is absent.
SHARE = 0.7
#: Groups smaller than FEW are left to the search where at least ENOUGH nodes stand in larger ones: they only clutter.
FEW, ENOUGH = 4, 40


def degrees(count: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """How many edges each node has."""
    found = [0] * count
    for a, b in pairs:
        found[a] += 1
        found[b] += 1
    return found


def choose(types: Sequence[str], pairs: Sequence[tuple[int, int]], limit: int = LIMIT) -> list[int]:
    """The backbone, most connected first; every node in it touches another one in it."""
    degree = degrees(len(types), pairs)
    ranked = sorted((node for node in range(len(types)) if degree[node]), key=lambda node: (-degree[node], node))
    chosen = set(ranked[: int(limit * SHARE)])
    chosen |= set(_in_turn([node for node in ranked if node not in chosen], types, limit - len(chosen)))
    inner = [(a, b) for a, b in pairs if a != b and a in chosen and b in chosen]
    groups = _groups(inner)
    large = {node for node, members in groups.items() if len(members) >= FEW}
    shown = large if len(large) >= ENOUGH else groups.keys()
    return [node for node in ranked if node in shown]


def _groups(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    """Node → all that edges join to it, directly or not."""
    found: dict[int, set[int]] = {}
    for a, b in pairs:
        one, other = found.setdefault(a, {a}), found.setdefault(b, {b})
        if one is not other:
            small, large = sorted((one, other), key=len)
            large |= small
            for node in small:
                found[node] = large
    return found


def _in_turn(ranked: Sequence[int], types: Sequence[str], limit: int) -> list[int]:
    """The first ``limit`` nodes, taken from each type in turn."""
    queues: defaultdict[str, list[int]] = defaultdict(list)
    for node in ranked:
        queues[types[node]].append(node)
    rounds: list[tuple[int, str, int]] = []
    for name, queue in queues.items():
        rounds.extend((turn, name, node) for turn, node in enumerate(queue[:limit]))
    return [node for _, _, node in sorted(rounds)[:limit]]
