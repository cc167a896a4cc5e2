"""Answers that were given lately, kept in memory: data does not change while it is served, so they stay right."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from graph.endpoint.run import Reply

__all__ = ["Answers"]

#: One large answer must not drive out all the small ones.
_LARGEST_SHARE = 16


@dataclass(slots=True)
class Answers:
    """Replies by what was asked, the longest unused forgotten first; ``limit`` is in bytes, 0 keeps nothing."""

    limit: int
    size: int = 0
    _kept: OrderedDict[str, Reply] = field(default_factory=OrderedDict)

    def get(self, key: str) -> Reply | None:
        """Return the reply to a question, or None where it is not kept."""
        reply = self._kept.get(key)
        if reply is not None:
            self._kept.move_to_end(key)
        return reply

    def put(self, key: str, reply: Reply) -> None:
        """Keep a reply that is an answer; problems pass and are asked again."""
        if reply.status != 200 or len(reply.body) > self.limit // _LARGEST_SHARE or key in self._kept:
            return
        self._kept[key] = reply
        self.size += len(reply.body)
        while self.size > self.limit:
            _, dropped = self._kept.popitem(last=False)
            self.size -= len(dropped.body)
