"""What a gazetteer of all GeoNames' rows costs: a made-up dump of their shape, built and asked.

    python benchmarks/scale_gazetteer.py --rows 13000000 --folder /tmp/scale

The dump has GeoNames' columns, its mix of feature classes, about one alternate name a row, and alternate
names of a file of their own. Names of towns are those of the shipped index, each as often as it occurs, and
blends of two of them; spots are named after towns, with a word for what they are. So some names are borne by
thousands of places. Peak memory is that of the process that builds; disk is the index, and what
lies beside it while it is built. Look-ups are of main names drawn at random from the index, the same number
from the shipped one, each after one round that warms the disk's cache.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.model import Level
from gazetteer.names import fold
from gazetteer.store import DEFAULT_PATH, Gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_SEED = 20240101
_SORTS = (
    *(
        "{} Creek",
        "{} River",
        "Lake {}",
        "{} School",
        "{} Church",
        "Mount {}",
        "{} Hill",
        "Jabal {}",
        "Wadi {}",
    ),
    *("Ozero {}", "Cerro {}", "Rio {}", "{} Farm", "{} Ridge", "Bukit {}", "Sungai {}", "{} Park", "Khor {}"),
)
_COUNTRIES = "US CN IN MX RU NO IR ID PK BR TH FR KR DE AU UA SD MM CD NG SY IQ YE ET AF".split()
_KINDS = (  # class, code, share of GeoNames' rows of all countries, in percent
    ("P", "PPL", 38), ("H", "STM", 18), ("S", "SCH", 17), ("T", "MT", 12), ("L", "LCTY", 6),
    ("A", "ADM3", 5), ("R", "RD", 2), ("V", "FRST", 2),
)  # fmt: skip
_BUILD = (
    "import resource, sys; from gazetteer.cli import main; code = main(sys.argv[1:]);"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, file=sys.stderr); sys.exit(code)"
)
_ASKED = 20_000


class Namer:
    """Makes names as skewed as real ones: whole, blended of halves, and with a word for what they name."""

    def __init__(self, chance: random.Random) -> None:
        """Keep the source of chance, and the main names of the shipped index, each as often as it occurs."""
        self.chance = chance
        with Gazetteer.open() as gazetteer:
            rows = (row for row in range(len(gazetteer)) if gazetteer.level_at(row) is Level.CITY)
            self.known = [gazetteer.name_at(row) for row in rows]

    def town(self) -> str:
        """Name a town: every second bears a name that others bear."""
        first, second = self.chance.choices(self.known, k=2)
        is_whole = self.chance.random() < 0.5
        return first if is_whole else first[: len(first) // 2] + second[len(second) // 2 :]

    def spot(self) -> str:
        """Name a hill, a stream or a school after a town."""
        return self.chance.choice(_SORTS).format(self.town())


def rows(count: int, chance: random.Random, namer: Namer) -> Iterator[str]:
    """Make lines of a dump."""
    kinds = [(kind, code) for kind, code, _ in _KINDS]
    shares = [share for _, _, share in _KINDS]
    for number in range(count):
        kind, code = chance.choices(kinds, shares)[0]
        name = namer.town if kind in "PA" else namer.spot
        main, others = name(), ",".join(name() for _ in range(chance.choice((0, 0, 0, 1, 4))))
        lat, lon = f"{chance.uniform(-60, 75):.5f}", f"{chance.uniform(-180, 180):.5f}"
        people = str(int(10 ** chance.uniform(0, 6))) if kind == "P" and chance.random() < 0.1 else "0"
        cells = (
            *(str(20_000_000 + number), main, main, others, lat, lon, kind, code, chance.choice(_COUNTRIES)),
            *("", f"{chance.randint(1, 20):02}", "", "", "", people, "", "0", "", "2024-01-01"),
        )
        yield "\t".join(cells)


def renamings(count: int, chance: random.Random, namer: Namer) -> Iterator[str]:
    """Make lines of the file of alternate names, one of five of them in Cyrillic."""
    for number in range(count):
        word = namer.town()
        name = word if number % 5 else "".join(chr(0x430 + ord(c) % 32) for c in word).capitalize()
        language = chance.choice(("en", "fr", "ru", "", "link"))
        cells = (
            str(number),
            str(20_000_000 + chance.randrange(count)),
            language,
            name,
            "",
            "",
            "",
            "",
            "",
            "",
        )
        yield "\t".join(cells)


def write_dump(folder: Path, count: int) -> None:
    """Write both files, zipped as GeoNames' are."""
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    namer = Namer(chance)
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in (
        ("allCountries", rows(count, chance, namer)),
        ("alternateNamesV2", renamings(count, chance, namer)),
    ):
        packed = zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        with packed as archive, archive.open(f"{name}.txt", "w", force_zip64=True) as out:
            for line in lines:
                out.write(f"{line}\n".encode())


class DiskWatch(threading.Thread):
    """Notes the most that a folder has held."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder."""
        super().__init__(daemon=True)
        self.folder, self.most, self.ended = folder, 0, threading.Event()

    def run(self) -> None:
        """Look twice a second."""
        while not self.ended.wait(0.5):
            sizes = 0
            for file in self.folder.rglob("*"):
                try:
                    sizes += file.stat().st_size
                except FileNotFoundError:  # cleared away meanwhile
                    continue
            self.most = max(self.most, sizes)


def build(dump: Path, output: Path) -> tuple[float, float, float]:
    """Build; return seconds, peak memory in MB, and the most on disk in MB."""
    output.parent.mkdir(parents=True, exist_ok=True)
    watch = DiskWatch(output.parent)
    watch.start()
    start = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", _BUILD, "build", "--geonames", str(dump), "-o", str(output)],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - start
    watch.ended.set()
    print(done.stderr, end="")
    done.check_returncode()
    return seconds, float(done.stderr.split()[-1]), watch.most / 1e6


def a_second(ask: Callable[[str], object], names: Sequence[str]) -> float:
    """Names asked in a second: the best of three rounds, after one that warms the cache."""
    rounds = []
    for _ in range(4):
        start = time.perf_counter()
        for name in names:
            ask(name)
        rounds.append(time.perf_counter() - start)
    return len(names) / min(rounds[1:])


def speeds(path: Path) -> dict[str, float]:
    """Look-ups a second, of names drawn at random from the index's own."""
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    with Gazetteer.open(path) as gazetteer:
        names = [gazetteer.name_at(chance.randrange(len(gazetteer))) for _ in range(_ASKED)]
        keys = [fold(name) for name in names]
        typos = [key[:-2] + "x" + key[-1:] for key in keys if len(key) > 4 and key.isascii()][:600]
        return {
            "exact, at the index (folded)": a_second(gazetteer.entries, keys),
            "exact, folding included": a_second(lambda name: gazetteer.entries(fold(name)), names),
            "look-up, scored and explained": a_second(gazetteer.lookup, names[:4000]),
            "one typo, at the index": a_second(gazetteer.names.one_edit, typos),
            "look-up of a typo": a_second(gazetteer.lookup, typos[:200]),
        }


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--rows", type=int, default=13_000_000)
    parser.add_argument(
        "--folder", type=Path, required=True, help="an empty folder for the dump and the index"
    )
    parser.add_argument("--keep", action="store_true", help="leave the files there")
    chosen = parser.parse_args()
    dump, index = chosen.folder / "dump", chosen.folder / "index" / "all.gaz"
    if not dump.exists():
        write_dump(dump, chosen.rows)
    seconds, memory_mb, disk_mb = build(dump, index)
    print(
        f"{chosen.rows:,} rows: built in {seconds / 60:.1f} minutes, {memory_mb:,.0f} MB of memory at most,"
    )
    print(f"{disk_mb:,.0f} MB on disk at most, an index of {index.stat().st_size / 1e6:,.0f} MB\n")
    large, small = speeds(index), speeds(DEFAULT_PATH)
    print(f"{'a second':34}{'shipped':>12}{'of the dump':>14}{'ratio':>8}")
    for what, speed in large.items():
        print(f"{what:34}{small[what]:12,.0f}{speed:14,.0f}{speed / small[what]:8.2f}")
    if not chosen.keep:
        shutil.rmtree(chosen.folder)


if __name__ == "__main__":
    main()
