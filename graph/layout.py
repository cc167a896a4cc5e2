"""Where the nodes of a picture stand: the same numbers for the same graph, every time."""

from __future__ import annotations

import math
import random
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence

import igraph  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

__all__ = ["arrange", "surround"]

Points = NDArray[np.float64]

SEED = 20240101
#: Edges inside a community pull harder, so that communities stand apart.
PULL = 4.0
#: The picture is wider than high, as screens are.
ASPECT = 1.1
#: How far the nodes are moved towards an even spread: hubs otherwise gather everything in a knot.
EVEN = 0.6
#: A picture of which so much is known is continued, not made anew.
FAMILIAR = 0.6
#: How far from the middle of its neighbours a new node starts.
BESIDE = 60.0
GOLDEN = math.pi * (3 - math.sqrt(5))


def arrange(
    count: int,
    pairs: Sequence[tuple[int, int]],
    widths: Sequence[float],
    known: Mapping[int, tuple[int, int]] | None = None,
) -> list[tuple[int, int]]:
    """A position for each of a few hundred nodes; ``widths`` are those of their labels, which shall not overlap.

    Where most nodes are ``known`` to stand somewhere they stay there, and the others join them.
    """
    if not count:
        return []
    edges = sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
    if known and len(known) >= FAMILIAR * count:
        return _rounded(_part(_joined(count, edges, known), widths, sorted(known)))
    random_numbers = random.Random(SEED)
    igraph.set_random_number_generator(random_numbers)
    try:
        net = igraph.Graph(count, edges)
        group = net.community_multilevel().membership if edges else list(range(count))
        weights = [PULL if group[a] == group[b] else 1.0 for a, b in edges]
        start = [_spiral(group[node] * 40 + node % 40) for node in range(count)]
        places = net.layout_fruchterman_reingold(weights=weights, seed=start, niter=1500, grid=False)
    finally:
        igraph.set_random_number_generator(random)
    points = np.array(places.coords, dtype=float).reshape(count, 2)
    return _rounded(_part(_scaled(points), widths))


def _rounded(points: Points) -> list[tuple[int, int]]:
    return [(round(float(x)), round(float(y))) for x, y in points]


def _joined(count: int, edges: Sequence[tuple[int, int]], known: Mapping[int, tuple[int, int]]) -> Points:
    """The known places, and for each other node the middle of its neighbours, a little aside."""
    near: defaultdict[int, list[int]] = defaultdict(list)
    for a, b in edges:
        near[a].append(b)
        near[b].append(a)
    points = np.zeros((count, 2))
    placed = sorted(known)
    points[placed] = [known[node] for node in placed]
    there = set(placed)
    for number, node in enumerate(node for node in range(count) if node not in known):
        anchors = [other for other in near[node] if other in there] or placed
        turn = number * GOLDEN
        points[node] = points[anchors].mean(axis=0) + BESIDE * np.array([math.cos(turn), math.sin(turn)])
        there.add(node)
    return points


def _spiral(index: int) -> tuple[float, float]:
    radius = math.sqrt(index + 0.5)
    return radius * math.cos(index * GOLDEN), radius * math.sin(index * GOLDEN)


def _scaled(points: Points) -> Points:
    """Centred, the crowded middle spread and outliers drawn in, over an area that grows with the number of nodes."""
    points = points - np.median(points, axis=0)
    distance = np.hypot(points[:, 0], points[:, 1])
    far = float(np.percentile(distance, 90)) or 1.0
    # Where every node would stand on an evenly filled disc, by its rank from the middle.
    even = np.sqrt((np.argsort(np.argsort(distance, kind="stable"), kind="stable") + 0.5) / len(points))
    drawn = (1 - EVEN) * np.minimum(distance / far, 1.25) + EVEN * even
    points = points / np.where(distance == 0, 1, distance)[:, None] * drawn[:, None]
    side = 46 * math.sqrt(len(points)) + 40
    result: Points = points * np.array([side * ASPECT, side])
    return result


def _part(points: Points, widths: Sequence[float], held: Sequence[int] = (), rounds: int = 120) -> Points:
    """The points pushed apart until the boxes around nodes and labels hardly overlap; those ``held`` stay."""
    free = np.ones((len(points), 1))
    free[list(held)] = 0
    half = np.array([max(34.0, width / 2 + 6) for width in widths])
    high = 30.0
    for _ in range(rounds):
        dx = points[:, None, 0] - points[None, :, 0]
        dy = points[:, None, 1] - points[None, :, 1]
        over_x = (half[:, None] + half[None, :]) - np.abs(dx)
        over_y = 2 * high - np.abs(dy)
        hit = (over_x > 0) & (over_y > 0)
        np.fill_diagonal(hit, False)
        if not hit.any():
            break
        order = np.sign(np.arange(len(points))[:, None] - np.arange(len(points))[None, :])
        side_x = np.where(dx == 0, order, np.sign(dx))
        side_y = np.where(dy == 0, order, np.sign(dy))
        sideways = over_x < over_y
        points = points + free * np.stack(
            [
                np.where(hit & sideways, side_x * over_x, 0).sum(axis=1) * 0.2,
                np.where(hit & ~sideways, side_y * over_y, 0).sum(axis=1) * 0.2,
            ],
            axis=1,
        ).clip(-18, 18)
    return points


def surround(
    count: int, pairs: Sequence[tuple[int, int]], placed: dict[int, tuple[int, int]], step: float = 9.0
) -> dict[int, tuple[float, float]]:
    """A position for every node that edges join to the placed ones: on a spiral about the nearest of them."""
    near: defaultdict[int, list[int]] = defaultdict(list)
    for a, b in pairs:
        near[a].append(b)
        near[b].append(a)
    root = {node: node for node in sorted(placed)}
    queue = deque(root)
    found: dict[int, tuple[float, float]] = {node: (float(x), float(y)) for node, (x, y) in placed.items()}
    met: defaultdict[int, int] = defaultdict(int)
    while queue:
        here = queue.popleft()
        hub = root[here]
        for other in sorted(near[here]):
            if other not in root:
                root[other] = hub
                met[hub] += 1
                x, y = _spiral(met[hub])
                found[other] = (placed[hub][0] + x * step, placed[hub][1] + y * step)
                queue.append(other)
    return found if count else {}
