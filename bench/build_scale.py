"""Builds 1, 3 and 10 times the seeds: seconds, characters a second, peak memory, and the exponent of time over text.

    python bench/build_scale.py [SEEDS] [--times 1 3 10] [--large] [--json FILE]

The copies have names of their own and slightly changed texts: each first line says which copy it is, and every
hundredth line is left out, another one in each copy. With ``--large`` the seeds are built 50 times too. Seconds of the
processor are those of all processes; on a machine that does other work they say more than the clock.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

#: One line in so many is left out of a copy.
_LEFT_OUT = 100
_LARGE = 50

Row = dict[str, Any]


def copies(seeds: Path, folder: Path, times: int) -> int:
    """Write the seeds so many times and return the characters; the first copy is the seeds as they are."""
    folder.mkdir()
    characters = 0
    for copy in range(times):
        for path in sorted(seeds.glob("*.txt")):
            text = path.read_bytes().decode("utf-8")
            if copy:
                lines = text.splitlines(keepends=True)
                kept = [line for number, line in enumerate(lines) if number % _LEFT_OUT != copy % _LEFT_OUT]
                text = "".join([f"({copy})\n", *kept])
            (folder / f"{path.stem}-{copy:02d}.txt").write_bytes(text.encode())
            characters += len(text)
    return characters


def measured(seeds: Path, folder: Path, times: int) -> Row:
    """Build so many copies and return what it took."""
    characters = copies(seeds, folder / "documents", times)
    before, started = os.times(), time.monotonic()
    build = [sys.executable, "-m", "jinpu", "build", str(folder / "documents"), "-o", str(folder / "build"), "-q"]
    subprocess.run([*build, "--decisions", str(folder / "none.toml")], check=True)
    seconds, after = time.monotonic() - started, os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    said = json.loads((folder / "build" / "timing.json").read_text(encoding="utf-8"))
    report = json.loads((folder / "build" / "report.json").read_text(encoding="utf-8"))
    return {
        "times": times,
        "characters": characters,
        "triples": report["totals"]["triples"],
        "seconds": round(seconds, 1),
        "processor_seconds": round(processor, 1),
        "characters_a_processor_second": round(characters / processor),
        "peak_memory_mib": said["peak_memory_mib"],
        "stages": said["seconds"],
    }


def exponent(rows: list[Row], name: str) -> float | None:
    """Return the slope of the line through the logarithms (least squares): 1 where time grows as text does."""
    if len(rows) < 2:
        return None
    xs = [math.log(row["characters"]) for row in rows]
    ys = [math.log(row[name]) for row in rows]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    slope = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)
    return round(slope, 3)


def main() -> int:
    """Print a line of JSON for each size, then the exponents."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seeds", nargs="?", type=Path, default=Path("seeds"))
    parser.add_argument("--times", type=int, nargs="+", default=[1, 3, 10])
    parser.add_argument("--large", action="store_true", help=f"{_LARGE} times too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to a file")
    args = parser.parse_args()
    rows: list[Row] = []
    for times in [*args.times, *([_LARGE] if args.large else [])]:
        with tempfile.TemporaryDirectory(prefix="build-scale-") as folder:
            rows.append(measured(args.seeds, Path(folder), times))
        print(json.dumps(rows[-1]), flush=True)
    slopes = {name: exponent(rows, name) for name in ("seconds", "processor_seconds", "peak_memory_mib")}
    print(json.dumps({"exponents": slopes}))
    if args.json:
        args.json.write_text(json.dumps({"rows": rows, "exponents": slopes}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
