"""The messages between the server and its query processes: a JSON head and a body of bytes, each with its length."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

__all__ = ["ORDER", "Head", "pack", "read", "take"]

Head = dict[str, Any]

#: To the process that makes query processes: whether the new one owns its memory, or else which one has ended.
ORDER = struct.Struct("!?I")
_LENGTHS = struct.Struct("!II")
#: Kept, since making an encoder takes longer than using it.
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def pack(head: Head, body: bytes = b"") -> bytes:
    """Return a message."""
    written = _encode(head).encode()
    return _LENGTHS.pack(len(written), len(body)) + written + body


def read(stream: IO[bytes]) -> tuple[Head, bytes] | None:
    """Return the next message, or None at the end of the stream."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack(lengths)
    return json.loads(stream.read(head)), stream.read(body)


def take(data: bytes | bytearray) -> tuple[Head, bytes] | None:
    """Return the message that some bytes are, or None while it is not there in full."""
    if len(data) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack_from(data)
    start = _LENGTHS.size + head
    if len(data) < start + body:
        return None
    with memoryview(data) as view:
        return json.loads(bytes(view[_LENGTHS.size : start])), bytes(view[start : start + body])
