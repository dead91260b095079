"""Makes ``gazetteer/data/words.json``: how common a word is, and how often a person's name.

Sources: Debian's ``wamerican`` (SCOWL; free for any purpose) says which words English writes small;
``symspellpy``'s frequency dictionary (MIT; Google Books Ngrams and SCOWL) how often they occur;
``names`` (MIT; US Census Bureau 1990, public domain) which names people bear.

Run ``python -m benchmarks.train_words --words american-english -o gazetteer/data/words.json``.
"""

from __future__ import annotations

import argparse
import json
import math
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_COUNT = 1_000_000
"""Words seen less often in the trillion-word count are as rare as a place name."""

LAST_NAMES = 6_000
"""Half of the people counted in 1990 bear one of the commonest 1,700 surnames, 75 % one of these."""


def common_words(small: set[str]) -> dict[str, float]:
    """Words that English writes small, with log10 of their count."""
    text = (resources.files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    rows = (line.split() for line in text.splitlines())
    counts = ((word, int(count)) for word, count in rows if word in small)
    return {word: round(math.log10(count), 1) for word, count in counts if count >= LEAST_COUNT}


def census_names(file: str, limit: int | None = None) -> dict[str, float]:
    """Names with how many people in a thousand bear them."""
    text = (resources.files("names") / file).read_text("ascii")
    rows = [line.split() for line in text.splitlines()][:limit]
    return {row[0].lower(): round(float(row[1]) * 10, 2) for row in rows}


def main(argv: Sequence[str] | None = None) -> int:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    chosen = parser.parse_args(argv)
    lines = chosen.words.read_text("utf-8").splitlines()
    small = {word for word in lines if word.isalpha() and word.islower()}
    first = census_names("dist.female.first")
    for name, share in census_names("dist.male.first").items():
        first[name] = round(first.get(name, 0.0) + share, 2)
    table = {"common": common_words(small), "first": first, "last": census_names("dist.all.last", LAST_NAMES)}
    chosen.output.write_text(json.dumps(table, sort_keys=True, separators=(",", ":")) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
