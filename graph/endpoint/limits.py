"""What one query may take, and how many are worked at and waited for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

__all__ = ["Limits"]


@dataclass(frozen=True)
class Limits:
    """What one query may take, and how many are worked at and waited for."""

    seconds: float = 10.0
    megabytes: int = 1024
    answer_bytes: int = 256 * 2**20
    workers: int = 4  #: so many short queries at once, and as many long ones beside them
    waiting: int = 64

    @cached_property
    def headers(self) -> dict[str, str]:
        """The limits, said aloud in every answer."""
        return {
            "X-Query-Time-Limit": f"{self.seconds:g} s",
            "X-Query-Memory-Limit": f"{self.megabytes} MiB",
            "X-Answer-Size-Limit": f"{self.answer_bytes} bytes",
            "X-Queue-Limit": str(self.waiting),
        }

    @cached_property
    def raw_headers(self) -> list[tuple[bytes, bytes]]:
        """The same as they travel."""
        return [(name.lower().encode(), value.encode()) for name, value in self.headers.items()]
