"""Columns as bytes: what a browser turns into arrays of numbers and texts without parsing a line of JSON."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Column", "Floats", "Ints", "Plain", "Rising", "Texts", "compress"]

#: Stands between the texts of a column, and never in one.
BREAK = "\0"
#: The highest level takes twice the time for 1.5 % less.
LEVEL = 6


@dataclass(frozen=True, slots=True)
class Ints:
    """Whole numbers, as many bytes each as their range needs, all first bytes before all second ones."""

    values: Sequence[int]


@dataclass(frozen=True, slots=True)
class Rising:
    """Whole numbers that seldom fall: their differences are kept."""

    values: Sequence[int]


@dataclass(frozen=True, slots=True)
class Floats:
    """Numbers, some of them missing."""

    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts in one piece."""

    values: Sequence[str]


@dataclass(frozen=True, slots=True)
class Plain:
    """Anything small, as JSON."""

    value: Any


Column = Ints | Rising | Floats | Texts | Plain


def compress(columns: Mapping[str, Column]) -> str:
    """Base64 of the zlib stream of: the length of the head, the head as JSON, the bodies one after another."""
    head: list[list[Any]] = []
    bodies: list[bytes] = []
    at = 0
    for name, column in columns.items():
        kind, body = _body(column)
        head.append([name, at, len(body), *kind])
        bodies.append(body)
        at += len(body)
    top = json.dumps(head, separators=(",", ":")).encode()
    packed = zlib.compress(b"".join((struct.pack("<I", len(top)), top, *bodies)), LEVEL)
    return base64.b64encode(packed).decode("ascii")


def _body(column: Column) -> tuple[list[Any], bytes]:
    """How a column is to be read (its kind first), and its bytes."""
    match column:
        case Ints(values):
            return _ints("int", np.array(values, dtype=np.int64))
        case Rising(values):
            return _ints("rising", np.diff(np.array([0, *values], dtype=np.int64)).astype(np.int64))
        case Floats(values):
            numbers = [float("nan") if value is None else value for value in values]
            return ["float"], np.array(numbers, dtype="<f8").tobytes()
        case Texts(values):
            return ["text", len(values)], BREAK.join(_whole(values)).encode()
        case Plain(value):
            return ["json"], json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _ints(kind: str, values: NDArray[np.int64]) -> tuple[list[Any], bytes]:
    if not values.size:
        return [kind, 0, 1, 0], b""
    low = int(values.min())
    wide = max(1, (int(values.max()) - low).bit_length() + 7 >> 3)
    planes = (values - low).astype("<u8").view(np.uint8).reshape(-1, 8)[:, :wide]
    return [kind, int(values.size), wide, low], planes.T.tobytes()


def _whole(values: Iterable[str]) -> Iterable[str]:
    return (value.replace(BREAK, "\ufffd") for value in values)
