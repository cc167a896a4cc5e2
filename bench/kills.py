"""What the benches have in common that kill programs at random moments."""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable

__all__ = ["arguments", "failed", "repeated"]

#: A program that ended before it could be killed does not count; so many are tried for each that does.
TRIES = 3

#: Kills once: the number of the attempt and what draws the moment; returns whether the program was at work, and
#: whether the next one gave what one gives in peace.
Kill = Callable[[int, random.Random], tuple[bool, bool]]


def arguments(said: str | None) -> argparse.ArgumentParser:
    """Return a parser that knows how often, and by which seed the moments are drawn."""
    parser = argparse.ArgumentParser(description=said, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    return parser


def repeated(name: str, times: int, chance: random.Random, kill: Kill) -> dict[str, int]:
    """Return how many were killed, how many had ended before, and after how many the next one gave something else."""
    figures = {"killed": 0, "ended before": 0, "differing": 0}
    for number in range(TRIES * times):
        if figures["killed"] == times:
            break
        at_work, mended = kill(number, chance)
        figures["killed" if at_work else "ended before"] += 1
        figures["differing"] += not mended
        print(f"{name}: {json.dumps(figures)}", file=sys.stderr, flush=True)
    return figures


def failed(figures: dict[str, int], times: int) -> bool:
    """Return whether something differs, or too few could be killed."""
    return bool(figures["differing"]) or figures["killed"] < times
