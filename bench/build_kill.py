"""Kills builds at random moments, builds again, and compares the result byte for byte with a build left in peace.

    python bench/build_kill.py [SEEDS] [--times 20] [--characters 1500] [--seed 1]

Each kill takes the next of seven situations: a build from nothing, and builds after a document was added, changed or
deleted, a sidecar added, a decision added or taken back. The documents are the first characters of each seed. The whole
process group gets SIGKILL, workers too, at a moment drawn from the time that a build from nothing takes in peace.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import kills

OUTPUTS = ("graph.nq", "graph.ttl", "report.json", "report.html", "explorer.html")
REJECTED = '[[reject]]\nname = "上海市"\ntype = "City"\n'
ADDED = "工商银行与华为在杭州签署合作协议。\n"


def nothing(folder: Path) -> None:
    """Start from no build at all."""
    shutil.rmtree(folder / "build")


def added(folder: Path) -> None:
    (folder / "documents" / "added.txt").write_text(ADDED, encoding="utf-8")


def changed(folder: Path) -> None:
    with documents(folder)[0].open("a", encoding="utf-8") as file:
        file.write("\n\n" + ADDED)


def deleted(folder: Path) -> None:
    documents(folder)[-1].unlink()


def described(folder: Path) -> None:
    path = documents(folder)[0]
    path.with_name(path.name + ".meta.toml").write_text('title = "T"\nissued = "2024-05-06"\n', encoding="utf-8")


def decided(folder: Path) -> None:
    (folder / "decisions.toml").write_text(REJECTED, encoding="utf-8")


def undecided(folder: Path) -> None:
    """Change a document and take back a decision that the last build followed."""
    (folder / "decisions.toml").unlink()
    changed(folder)


#: What happens before the build that is killed, and whether the last build followed a decision.
SITUATIONS: tuple[tuple[Callable[[Path], None], bool], ...] = (
    *((nothing, False), (added, False), (changed, False), (deleted, False)),
    *((described, False), (decided, False), (undecided, True)),
)


def documents(folder: Path) -> list[Path]:
    return sorted((folder / "documents").glob("*.txt"))


def prepare(folder: Path, seeds: Path, characters: int) -> None:
    (folder / "documents").mkdir(parents=True)
    for path in sorted(seeds.glob("*.txt")):
        text = path.read_text(encoding="utf-8")[:characters]
        (folder / "documents" / path.name).write_text(text, encoding="utf-8")


def command(folder: Path) -> list[str]:
    decisions = ["--decisions", str(folder / "decisions.toml"), "-q", "-j", "2"]
    return [sys.executable, "-m", "jinpu", "build", str(folder / "documents"), "-o", str(folder / "build"), *decisions]


def built(folder: Path) -> float:
    """Build in peace and return the seconds."""
    started = time.monotonic()
    subprocess.run(command(folder), check=True)
    return time.monotonic() - started


def killed(folder: Path, delay: float) -> bool:
    """Start a build and kill it with all its processes; return whether it was still at work."""
    with subprocess.Popen(command(folder), start_new_session=True) as process:
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return True
    return False


def digests(folder: Path) -> dict[str, str]:
    """Return the hashes of the outputs, and what lies in the folder that should not."""
    found = {name: hashlib.sha256((folder / "build" / name).read_bytes()).hexdigest() for name in OUTPUTS}
    left = [path.name for path in (folder / "build").rglob(".*") if path.name != ".cache"]
    return found | dict.fromkeys(left, "left behind")


def begun(folder: Path, start: Path, number: int) -> None:
    """Put a folder into a situation: a finished build whose inputs are no longer those it was made of."""
    change, followed = SITUATIONS[number]
    shutil.copytree(start, folder)
    if followed:
        decided(folder)
        built(folder)
    change(folder)


def fresh(folder: Path, start: Path, number: int) -> tuple[float, dict[str, str]]:
    """Return the seconds of a build from nothing in a situation, and what it gives."""
    begun(folder, start, number)
    shutil.rmtree(folder / "build", ignore_errors=True)
    found = built(folder), digests(folder)
    shutil.rmtree(folder)
    return found


def run(seeds: Path, folder: Path, times: int, characters: int, chance: random.Random) -> dict[str, int]:
    """Return how many builds were killed, how many had ended before, how many next ones differ from fresh ones."""
    start, here = folder / "start", folder / "here"
    prepare(start, seeds, characters)
    built(start)
    peaceful: dict[int, tuple[float, dict[str, str]]] = {}

    def kill(attempt: int, chance: random.Random) -> tuple[bool, bool]:
        number = attempt % len(SITUATIONS)
        if number not in peaceful:
            peaceful[number] = fresh(folder / "fresh", start, number)
        seconds, expected = peaceful[number]
        begun(here, start, number)
        delay = chance.uniform(0, seconds)
        print(f"{SITUATIONS[number][0].__name__}, {delay:.1f} of {seconds:.1f} s", file=sys.stderr)
        at_work = killed(here, delay)
        # The next time is taken from here: other work on the machine comes and goes.
        peaceful[number] = built(here), expected
        mended = digests(here) == expected
        shutil.rmtree(here)
        return at_work, mended

    return kills.repeated("builds", times, chance, kill)


def main() -> int:
    """Return 1 where a build after a kill differs from a fresh one, or too few could be killed."""
    parser = kills.arguments(__doc__)
    parser.add_argument("seeds", nargs="?", type=Path, default=Path("seeds"))
    parser.add_argument("--characters", type=int, default=1500, help="of each seed")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="build-kill-") as folder:
        figures = run(args.seeds, Path(folder), args.times, args.characters, random.Random(args.seed))
    print(json.dumps(figures))
    return 1 if kills.failed(figures, args.times) else 0


if __name__ == "__main__":
    sys.exit(main())
