"""The messages between the server and its query processes: a JSON head and a body of bytes, each with its length."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from functools import lru_cache
from typing import IO, Any

__all__ = ["ORDER", "Head", "pack", "read", "take"]

Head = Mapping[str, Any]

#: To the process that makes query processes: whether the new one owns its memory, or else which one has ended.
ORDER = struct.Struct("!?I")
_LENGTHS = struct.Struct("!II")


def pack(head: Head, body: bytes = b"") -> bytes:
    """Return a message."""
    written = _written(tuple(head.items()))
    return _LENGTHS.pack(len(written), len(body)) + written + body


def read(stream: IO[bytes]) -> tuple[Head, bytes] | None:
    """Return the next message, or None at the end of the stream."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack(lengths)
    return _head(stream.read(head)), stream.read(body)


def take(data: bytes | bytearray) -> tuple[Head, bytes] | None:
    """Return the message that some bytes are, or None while it is not there in full."""
    if len(data) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack_from(data)
    start = _LENGTHS.size + head
    if len(data) < start + body:
        return None
    return _head(bytes(data[_LENGTHS.size : start])), bytes(data[start : start + body])


# Most messages have one of a few heads, whose values are strings, numbers and tuples of them.


@lru_cache(maxsize=256)
def _written(items: tuple[tuple[str, Any], ...]) -> bytes:
    return json.dumps(dict(items), ensure_ascii=False).encode()


@lru_cache(maxsize=256)
def _head(data: bytes) -> Head:
    found: Head = json.loads(data)
    return found
