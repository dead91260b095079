"""Rows and names of an index to be: numbers in memory, text on disk, so that millions of places fit.

What is added is filed in the order in which it comes; `gazetteer.build.pack` then says in which row of
the index each place stands.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from gazetteer.columns import DEGREE, LEVEL_NUMBERS, NO_ROW
from gazetteer.errors import BuildError
from gazetteer.index import MOST_ROWS, sound_key
from gazetteer.names import NameKind
from gazetteer.spelling import Family, families, spelling_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import NDArray

    from gazetteer.build.draft import Draft, Name

_SPELLED = frozenset({NameKind.MAIN, NameKind.PREFERRED, NameKind.VARIANT, NameKind.BARE})
_MOST_NUMBER = 10**18
"""Ids with a larger number are kept as text."""
_KATOTTG_DIGITS = 17
MOST_PEOPLE = 2**32 - 1
"""What a column holds; GeoNames' row of the Earth has more."""

STATED = 0x80
"""Set in the kind of a name that a user states."""
NO_ENTRY = 2**32 - 1
"""Stands for the place of a key that leads to none by itself."""

TYPES = {
    "lon": "i", "lat": "i", "population": "I", "radius_m": "I", "level": "B", "flags": "B", "country": "H",
    "admin1": "i", "admin2": "i", "seat": "i", "source": "B", "number": "Q", "slug": "i", "name_size": "I",
    "entry_place": "I", "entry_kind": "B",
}  # fmt: skip
"""Columns by order of arrival, texts as numbers of terms; but the last two are parallel to the lines of
the file of keys: whose key it is (`NO_ENTRY`: nobody's by itself), and how the name stands to the place."""


def numbered(place_id: str) -> tuple[str, int]:
    """Part an id into its source and its number; 0 when it has none that gives the same id again.

    >>> numbered("geonames:694992"), numbered("region:donbas"), numbered("own:007")
    (('geonames', 694992), ('region', 0), ('own', 0))
    """
    source, _, key = place_id.partition(":")
    digits = key.removeprefix("UA") if source == "katottg" else key
    if not (digits.isascii() and digits.isdigit()):
        return source, 0
    number = int(digits)
    again = f"UA{number:0{_KATOTTG_DIGITS}}" if source == "katottg" else str(number)
    return source, number if again == key and number < _MOST_NUMBER else 0


class Ledger:
    """Collects places and names; a context manager, for it keeps files open below a folder.

    Attributes
    ----------
    names_path, keys_path
        Main names one after the other; names and spelling keys, one a line.
    terms
        What the numbers in ``country``, ``source``, ``slug`` and the divisions stand for.
    """

    def __init__(self, folder: Path) -> None:
        """Keep the folder; use as a context manager."""
        self._folder = folder
        self.names_path, self.keys_path = folder / "names", folder / "keys"
        self.terms: dict[str, dict[str, int]] = {"country": {"": 0}, "division": {}, "source": {}, "slug": {}}
        self._columns = {name: array(kind) for name, kind in TYPES.items()}
        self._count = 0

    def __enter__(self) -> Self:
        """Open the files."""
        self._names = self.names_path.open("wb")
        self._keys = self.keys_path.open("w", encoding="utf-8", newline="\n")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the files, and put the numbers on disk too: what comes next needs the memory."""
        self._names.close()
        self._keys.close()
        if error is None:
            for name in list(self._columns):
                with (self._folder / f"column-{name}").open("wb") as out:
                    self._columns.pop(name).tofile(out)

    def __len__(self) -> int:
        """Count what was added."""
        return self._count

    def add(self, draft: Draft) -> None:
        """File a place and its names.

        Raises
        ------
        BuildError
            There are more places than an index can number.
        """
        at = len(self)
        if at >= MOST_ROWS:
            raise BuildError(f"an index holds {MOST_ROWS:,} places at most")
        name = draft.name.encode()
        source, number = numbered(draft.id)
        self._count += 1
        columns = self._columns
        columns["lon"].append(round(draft.lon * DEGREE))
        columns["lat"].append(round(draft.lat * DEGREE))
        columns["population"].append(draft.population)
        columns["radius_m"].append(draft.radius_m)
        columns["level"].append(LEVEL_NUMBERS[draft.level])
        columns["flags"].append(draft.flags)
        columns["country"].append(self._term("country", draft.country))
        columns["admin1"].append(self._division(draft.admin1))
        columns["admin2"].append(self._division(draft.admin2))
        columns["seat"].append(self._division(draft.seat))
        columns["source"].append(self._term("source", source))
        columns["number"].append(number)
        columns["slug"].append(NO_ROW if number else self._term("slug", draft.id))
        columns["name_size"].append(len(name))
        self._names.write(name)
        self.add_names(at, draft.names, draft.country if draft.spelled else "", stated=draft.stated)

    def add_names(
        self, at: int, names: Iterable[Name], country: str, *, stated: frozenset[str] = frozenset()
    ) -> None:
        """File further names of the place that came as number `at`.

        Parameters
        ----------
        country
            Whose spelling keys the names are to have; ``""`` for none.
        stated
            Those of the names that a user states.
        """
        write, places, kinds = self._keys.write, self._columns["entry_place"], self._columns["entry_kind"]
        sounds = families(country)
        for name, kind in names:
            if name:
                write(f"{name}\n")
                places.append(at)
                kinds.append(kind | STATED if name in stated else kind)
            if sounds and (kind in _SPELLED or (kind is NameKind.SCRIPT and Family.SLAVIC in sounds)):
                for family in sounds:
                    sound = spelling_key(name, family)
                    if sound:
                        write(f"{sound_key(family, sound, name)}\n")
                        places.append(NO_ENTRY)
                        kinds.append(0)

    def _division(self, place_id: str) -> int:
        return self._term("division", place_id) if place_id else NO_ROW

    def _term(self, kind: str, value: str) -> int:
        terms = self.terms[kind]
        return terms.setdefault(value, len(terms))

    def column(self, name: str) -> NDArray[Any]:
        """Give a column of `TYPES`: by order of arrival, or by line of the file of keys."""
        values = self._columns.get(name)
        if values is None:
            return np.fromfile(self._folder / f"column-{name}", dtype=TYPES[name])
        return np.frombuffer(values, dtype=TYPES[name])
