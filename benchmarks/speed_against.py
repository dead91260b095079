"""How much faster text becomes merged events than at another commit, both in turns in one run.

Two processes, one with the code of the commit and one with the code here, read the same reports in turns, so
that whatever else the machine does slows both. Both use the index that is built here. The first round, with
nearly all words new, is told apart from the rest.

Run ``python -m benchmarks.speed_against COMMIT [--stories FILE] [--rounds N]``; reports are those of
`benchmarks.speed_events`.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from statistics import median
from typing import IO

ROOT = Path(__file__).parents[1]
INDEX = Path("gazetteer", "data", "index")
READER = Path(__file__).with_name("speed_events.py")
ROUNDS = 7


def unpack(commit: str, folder: Path) -> None:
    """Write the code of a commit into a folder, with the index that is built here."""
    asked = ["git", "-C", str(ROOT), "archive", "--format=tar", commit]
    packed = subprocess.run(asked, check=True, capture_output=True)  # noqa: S603 - our own words
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    (folder / INDEX).symlink_to(ROOT / INDEX)


def begin(code: Path, stories: Path | None) -> subprocess.Popen[str]:
    """Start a process that reads all reports whenever it is sent a line, with the code of a folder."""
    told = ["--stories", str(stories.resolve())] if stories else []
    return subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, str(READER), "--in-turns", *told],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=code,
        env={**os.environ, "PYTHONPATH": str(code), "OMP_NUM_THREADS": "1"},
    )


def take_turn(process: subprocess.Popen[str]) -> float:
    """Have a process read all reports once; reports a second."""
    asks, answers = _ends(process)
    asks.write("\n")
    asks.flush()
    return float(answers.readline())


def _ends(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("a process that takes turns is asked and answers through pipes")
    return process.stdin, process.stdout


def compare(processes: tuple[subprocess.Popen[str], subprocess.Popen[str]], rounds: int) -> None:
    """Print what both do in each round, and how they compare in the middle of those after the first."""
    print("round   then    now  ratio   (reports a second of the process's time, one core)")
    ratios = []
    for number in range(rounds):
        then, now = (take_turn(process) for process in processes)
        ratios.append(now / then)
        print(f"{number or 'first':>5}{then:7.1f}{now:7.1f}{ratios[-1]:7.2f}", flush=True)
    print(f"words known: {median(ratios[1:] or ratios):.2f} times as fast in the middle")


def main() -> None:
    """Compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commit")
    parser.add_argument("--stories", type=Path, help=".jsonl with text and published")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        unpack(asked.commit, Path(folder))
        with begin(Path(folder), asked.stories) as then, begin(ROOT, asked.stories) as now:
            compare((then, now), asked.rounds)


if __name__ == "__main__":
    main()
