"""Speed and memory of reading: text to blocks on one core, and the share of table cells that is right.

    python bench/reading.py [--large]

``--large`` also reads a file of 100 MB and a single line of 50 MB.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from extract.fold import fold
from extract.layout import blocks
from extract.read import read

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"

#: Times that each measurement is taken; the best counts, as other work on the machine only makes it worse.
_TIMES = 5


def main() -> int:
    """Print the figures; return 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="also a file of 100 MB and a line of 50 MB")
    args = parser.parse_args()
    paths = sorted(SEEDS.glob("*.txt"))
    _measure(paths[0])  # patterns and tables are made at the first call
    total = seconds = 0.0
    print("document\tcharacters\tseconds\tcharacters/s")
    for path in paths:
        count, best = min((_measure(path) for _ in range(_TIMES)), key=lambda one: one[1])
        print(f"{path.name}\t{count}\t{best:.3f}\t{count / best:,.0f}")
        total, seconds = total + count, seconds + best
    print(f"all\t{total:.0f}\t{seconds:.3f}\t{total / seconds:,.0f}")
    text = "".join(path.read_text("utf-8") for path in paths)
    fold("x银")
    best = min(_timed(lambda: fold(text)) for _ in range(_TIMES))
    print(f"fold\t{len(text)}\t{best:.3f}\t{len(text) / best:,.0f}")
    if args.large:
        _large("100 MB of text", (text * 150).encode()[: 100 * 1024 * 1024])
        _large("a line of 50 MB", ("银行采用分布式数据库，" * 1_600_000).encode()[: 50 * 1024 * 1024])
    return 0


def _measure(path: Path) -> tuple[int, float]:
    begin = time.process_time()
    document, _ = read(path, path.parent)
    blocks(document)
    return len(document.text), time.process_time() - begin


def _timed(work: object) -> float:
    begin = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - begin


def _large(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.txt"
        path.write_bytes(data.decode("utf-8", "ignore").encode())
        del data
        begin = time.process_time()
        document, _ = read(path, path.parent)
        between = time.process_time()
        reading = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        found = blocks(document)
        end = time.process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        count = len(document.text)
        print(f"{name}: {count:,} characters, read in {between - begin:.1f} s (peak {reading} MiB),", end=" ")
        print(f"{len(found):,} blocks in {end - between:.1f} s (peak {peak} MiB),", end=" ")
        print(f"{count / (end - begin):,.0f} characters/s")


if __name__ == "__main__":
    sys.exit(main())
