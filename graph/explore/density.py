"""A picture of where all nodes lie, for graphs too large to draw: a grey PNG to be laid under the backbone."""

from __future__ import annotations

import base64
import math
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

__all__ = ["Picture", "paint"]

#: Pixels of the longer side; it is drawn blurred, more would not be seen.
SIDE = 360


@dataclass(frozen=True, slots=True)
class Picture:
    """A data: address of the picture, and the rectangle that it covers in the coordinates of the nodes."""

    address: str
    left: int
    top: int
    width: int
    height: int


def paint(points: Iterable[tuple[float, float]]) -> Picture | None:
    """The density of the points, darkest where they are most; nothing where there are none."""
    at = np.array(sorted(points), dtype=float).reshape(-1, 2)
    if not len(at):
        return None
    low, high = at.min(axis=0) - 60, at.max(axis=0) + 60
    size = np.maximum(high - low, 1)
    width, height = (max(2, math.ceil(SIDE * float(part) / float(size.max()))) for part in size)
    column = ((at[:, 0] - low[0]) / size[0] * (width - 1)).astype(int)
    row = ((at[:, 1] - low[1]) / size[1] * (height - 1)).astype(int)
    grid = np.zeros((height, width))
    np.add.at(grid, (row, column), 1.0)
    grid = np.log1p(_blurred(grid))
    alpha = np.rint(grid / grid.max() * 255).astype(np.uint8)
    address = "data:image/png;base64," + base64.b64encode(_png(alpha)).decode("ascii")
    return Picture(address, round(low[0]), round(low[1]), round(size[0]), round(size[1]))


def _blurred(grid: np.ndarray) -> np.ndarray:
    kernel = np.array([1, 2, 3, 2, 1]) / 9
    for axis in (0, 1):
        grid = np.apply_along_axis(lambda line: np.convolve(line, kernel, mode="same"), axis, grid)
    return grid


def _png(alpha: np.ndarray) -> bytes:
    """Grey 128 with the given transparency, as a PNG file."""
    height, width = alpha.shape
    pixels = np.stack([np.full_like(alpha, 128), alpha], axis=2)
    lines = b"".join(b"\0" + line.tobytes() for line in pixels)
    head = struct.pack(">IIBBBBB", width, height, 8, 4, 0, 0, 0)
    body = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(lines, 9)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
