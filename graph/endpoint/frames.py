"""The messages between the server and its query processes: a JSON head and a body of bytes, each with its length."""

from __future__ import annotations

import json
import struct
from asyncio import StreamReader
from typing import IO, Any

__all__ = ["Head", "pack", "read", "read_async"]

Head = dict[str, Any]

_LENGTHS = struct.Struct("!II")


def pack(head: Head, body: bytes = b"") -> bytes:
    """Return a message."""
    written = json.dumps(head, ensure_ascii=False).encode()
    return _LENGTHS.pack(len(written), len(body)) + written + body


def read(stream: IO[bytes]) -> tuple[Head, bytes] | None:
    """Return the next message, or None at the end of the stream."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack(lengths)
    return json.loads(stream.read(head)), stream.read(body)


async def read_async(stream: StreamReader) -> tuple[Head, bytes]:
    """Return the next message. Raises: asyncio.IncompleteReadError where the other side is gone."""
    head, body = _LENGTHS.unpack(await stream.readexactly(_LENGTHS.size))
    return json.loads(await stream.readexactly(head)), await stream.readexactly(body)
