"""One query on its way through the processes: it waits, is answered, shows itself to be a long one, or is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.endpoint import frames
from graph.endpoint.link import Link

if TYPE_CHECKING:
    from graph.endpoint.pool import Pool

__all__ = ["Done", "Gone", "Reply", "Run"]

#: Seconds after which a query counts as a long one and goes on beside the short ones, not among them.
_SHORT = 0.2
#: Seconds after which others come first: on a busy machine, a query that takes 0.2 s may need the processor for 0.01.
_LOW = 1.0

#: A function whose result comes when the client goes away.
Gone = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a query: an HTTP status, the media type and body where it is 200, else what went wrong."""

    status: int
    media: str = ""
    body: bytes = b""
    detail: str = ""
    encoding: str = ""  #: gzip, or nothing


#: Takes the reply to a query, once.
Done = Callable[[Reply], None]


class Run:
    """A query until its reply is there; ``is_long`` where it is one of the long ones.

    The pool looks at it now and then: a timer for each query would take longer than many a query.
    """

    __slots__ = ("_done", "_due", "_end", "_gone", "_link", "_message", "_pool", "_task", "_then", "is_long")

    def __init__(self, pool: Pool, message: bytes, done: Done, gone: Gone | None) -> None:
        self.is_long = False
        self._pool = pool
        self._message = message
        self._done: Done | None = done
        self._gone = gone
        self._link: Link | None = None
        self._task: asyncio.Task[None] | None = None
        self._due = self._end = 0.0
        self._then = self._look

    @property
    def is_over(self) -> bool:
        """Whether the reply was given."""
        return self._done is None

    def wait(self) -> None:
        """Wait for a process, but not for ever."""
        self._due, self._then = self._pool.loop.time() + self._pool.limits.seconds, self._left
        self._pool.watch(self)

    def begin(self, link: Link) -> None:
        """Ask a process."""
        now, self._link = self._pool.loop.time(), link
        self._end = now + self._pool.limits.seconds
        if self.is_long:
            self._lower(now)
        else:
            self._due, self._then = min(now + _SHORT, self._end), self._look
        self._pool.watch(self)
        link.ask(self._message, self._answered)

    def give_up(self) -> None:
        """Stop the query: nobody waits for its answer any more."""
        self.finish(Reply(499, detail="the client is gone"))

    def look(self, now: float) -> None:
        """Do what is due."""
        if now >= self._due:
            self._then()

    def _look(self) -> None:
        """Make way for short queries."""
        if self._pool.loop.time() >= self._end:
            self._late()
            return
        if self._gone is not None and self._task is None:
            self._task = asyncio.ensure_future(self._watch(self._gone))
        if self._pool.is_room_for_long:
            self.is_long = True
            self._pool.move()
            self._lower(self._end - self._pool.limits.seconds)
        elif self._pool.is_line_full:
            self.finish(self._pool.refusal())
        else:
            link, self._link, self.is_long = self._link, None, True
            self.wait()
            self._pool.put_back(self, link)

    def _lower(self, start: float) -> None:
        """Let others come first some time after the start."""
        self._due, self._then = min(start + _LOW, self._end), self._low

    def _low(self) -> None:
        if self._link is not None:
            self._link.slow_down()
        self._due, self._then = self._end, self._late

    async def _watch(self, gone: Gone) -> None:
        await gone()
        self.give_up()

    def _answered(self, found: tuple[frames.Head, bytes] | None) -> None:
        if found is None:
            limit = self._pool.limits.megabytes
            self.finish(Reply(503, detail=f"the query was stopped: it needed more than {limit} MiB"))
        else:
            self.finish(_reply(*found), usable=True)

    def _late(self) -> None:
        self.finish(Reply(504, detail=f"the query was stopped after {self._pool.limits.seconds:g} s"))

    def _left(self) -> None:
        seconds = self._pool.limits.seconds
        self.finish(Reply(503, detail=f"no process was free for {seconds:g} s: try again later"))

    def finish(self, reply: Reply, *, usable: bool = False) -> None:
        """Give the reply, and the process back."""
        done, self._done = self._done, None
        if done is None:
            return
        self._pool.unwatch(self)
        if self._task is not None and self._task is not asyncio.current_task():
            self._task.cancel()
        if self._link is not None:
            self._pool.give_back(self._link, is_long=self.is_long, usable=usable)
        done(reply)


def _reply(head: frames.Head, body: bytes) -> Reply:
    text = head.get
    return Reply(int(head["status"]), text("media", ""), body, text("detail", ""), text("encoding", ""))
