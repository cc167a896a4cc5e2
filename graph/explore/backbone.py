"""Which nodes the first screen shows: the most connected ones, with every type among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

__all__ = ["choose", "degrees"]

#: More names than this cannot be read on one screen.
LIMIT = 240
#: This share goes to the most connected of all; the rest in turn to each type, so that none is absent.
SHARE = 0.7


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
    touched = {end for a, b in pairs if a != b and a in chosen and b in chosen for end in (a, b)}
    return [node for node in ranked if node in touched]


def _in_turn(ranked: Sequence[int], types: Sequence[str], limit: int) -> list[int]:
    """The first ``limit`` nodes, taken from each type in turn."""
    queues: defaultdict[str, list[int]] = defaultdict(list)
    for node in ranked:
        queues[types[node]].append(node)
    rounds: list[tuple[int, str, int]] = []
    for name, queue in queues.items():
        rounds.extend((turn, name, node) for turn, node in enumerate(queue[:limit]))
    return [node for _, _, node in sorted(rounds)[:limit]]
