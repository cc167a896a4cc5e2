"""What stands in the repository: nothing of a machine, no host of a registry, every command documented."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from jinpu.cli import COMMANDS

ROOT = Path(__file__).resolve().parent.parent


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).exists()]


def test_no_tracked_file_names_a_folder_of_a_machine() -> None:
    path = re.compile(rb"(?:^|[^A-Za-z0-9._~/-])/(?:work|root|farm|home)/[a-z]")
    files = [f for f in _tracked() if f.suffix not in (".lock", ".npz", ".png") and "seeds" not in f.parts]

    assert [f.relative_to(ROOT).as_posix() for f in files if path.search(f.read_bytes())] == []


def test_the_seeds_are_as_they_were_given() -> None:
    assert sorted(p.name.partition("_")[0] for p in (ROOT / "seeds").glob("*.txt")) == [
        "000",
        "001",
        "002",
        "003",
        "004",
    ]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jinpu", command, "--help"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: jinpu {command}")


def test_a_wrong_call_says_so_and_ends_with_2() -> None:
    done = subprocess.run([sys.executable, "-m", "jinpu", "nonsense"], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "nonsense" in done.stderr
