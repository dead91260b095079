"""The gazetteer on disk, opened for reading: places by row, by id and by name."""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Self

from gazetteer import mapped
from gazetteer.columns import DEGREE, FLAGS, LEVELS, NO_ROW, Flag
from gazetteer.errors import StoreError, UnknownPlaceError
from gazetteer.index import MOST_NAMESAKES, Entry, NameIndex, is_askable
from gazetteer.lookup import look_up
from gazetteer.model import Candidate, Level, Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray

DEFAULT_PATH = Path(__file__).parent / "data" / "index" / "places.gaz"
"""Where the index lies that came with the package."""

# KATOTTG codes are UA and 17 digits.
_KATOTTG_DIGITS = 17


class Gazetteer:
    """Every place that has a name here, and every name.

    Opened with `Gazetteer.open`; nothing is read before it is asked for, and processes that have the
    same file open share its memory. A *row* is a place's number in this file, good for as long as it
    is open; an *id* is good between releases.

    Examples
    --------
    >>> with Gazetteer.open() as gazetteer:
    ...     best = gazetteer.lookup("Rzhyshchiv")[0].place
    >>> best.id, best.country
    ('geonames:694992', 'UA')
    """

    def __init__(self, file: mapped.Mapped) -> None:
        """Keep the mapped file; use `open`."""
        self._file = file
        self._columns = file.columns
        self._names = NameIndex(file.trie, file.columns["heads"], file.columns["tails"])
        self._sources: Mapping[str, list[int]] = file.about["sources"]
        self._codes: list[str] = file.about["country_codes"]
        self._has_own: bool = file.about.get("has_own", False)

    @classmethod
    def open(cls, path: Path | str | None = None) -> Self:
        """Open the index at `path`, or the one that came with the package.

        Raises
        ------
        StoreError
            It is missing, damaged or of another version.
        """
        file = mapped.read(Path(path or DEFAULT_PATH))
        try:
            return cls(file)
        except KeyError as error:
            raise StoreError(f"the gazetteer at {file.path} lacks {error}: run `gazetteer build`") from error

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Self:
        """Close at the end of a `with` block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the file."""
        self.close()

    def __len__(self) -> int:
        """Count the places."""
        return len(self._columns["level"])

    # --- names -------------------------------------------------------------------------------

    @property
    def names(self) -> NameIndex:
        """The index of folded names and spelling keys."""
        return self._names

    def entries(self, key: str) -> list[Entry]:
        """Places of a folded name (`gazetteer.names.fold`), likeliest first, at most `MOST_NAMESAKES`.

        Where a user's own place has the name, only the user's.
        """
        own = self.own_entries(key) if self._has_own else None
        return own or self._names.entries(key, most=MOST_NAMESAKES)

    def own_entries(self, key: str) -> list[Entry]:
        """Places that a user's own layer gives a folded name; none where it says nothing of it."""
        if not self._has_own:
            return []
        flags = self._columns["flags"]
        return list(takewhile(lambda entry: flags[entry.row] & Flag.OWN, self._names.each(key)))

    def starts_name(self, key: str) -> bool:
        """Whether some name goes on after this folded key and a space."""
        return self._names.starts_name(key)

    def lookup(  # noqa: PLR0913 - what may be asked besides the name, each by its own name
        self,
        name: str,
        *,
        country: str = "",
        within: str = "",
        near: tuple[float, float] | None = None,
        limit: int = 10,
        edits: int = 2,
    ) -> tuple[Candidate, ...]:
        """Find the places that a name may mean, likeliest first, each with its reasons.

        Parameters
        ----------
        name
            As written; with or without type words ("Chernihiv", "Chernihiv region").
        country
            ISO 3166-1 alpha-2; only places in it.
        within
            Id of a division or country; only places in it.
        near
            Longitude and latitude in degrees; places near it are likelier.
        limit
            At most so many candidates.
        edits
            So many letters may be wrong at most, where nothing is called so: 1 costs a tenth of 2.
        """
        if not is_askable(name):
            return ()
        return look_up(self, name, country=country, within=within, near=near, limit=limit, edits=edits)

    def demonym(self, word: str) -> str | None:
        """Country (ISO 3166-1 alpha-2) of a folded adjective or noun of nationality, or None."""
        demonyms: Mapping[str, str] = self._file.about["demonyms"]
        return demonyms.get(word)

    @cached_property
    def peoples(self) -> Mapping[str, int]:
        """Row of the country, division or region by each folded adjective of it."""
        demonyms: Mapping[str, str] = self._file.about["demonyms"]
        rows = {word: self.country_row(code) for word, code in demonyms.items()}
        found = {word: row for word, row in rows.items() if row is not None}
        return found | {word: self.row(own) for word, own in self._file.about.get("peoples", {}).items()}

    # --- places ------------------------------------------------------------------------------

    def row(self, place_id: str) -> int:
        """Row of an id.

        Raises
        ------
        UnknownPlaceError
            No place has it.
        """
        slug: int | None = self._file.about["slugs"].get(place_id)
        if slug is not None:
            return slug
        source, _, key = place_id.partition(":")
        digits = key.removeprefix("UA") if source == "katottg" else key
        first, last = self._sources.get(source, (0, 0))
        if digits.isascii() and digits.isdigit():
            numbers = self._columns["number"]
            row = bisect_left(numbers, int(digits), first, last)
            if row < last and numbers[row] == int(digits) and self.id_at(row) == place_id:
                return row
        raise UnknownPlaceError(place_id)

    def id_at(self, row: int) -> str:
        """Id of a row."""
        number = self._columns["number"][row]
        for source, (first, last) in self._sources.items():
            if first <= row < last and number:
                return (
                    f"katottg:UA{number:0{_KATOTTG_DIGITS}}" if source == "katottg" else f"{source}:{number}"
                )
        return self._slugs[row]

    @cached_property
    def _slugs(self) -> dict[int, str]:
        return {row: place_id for place_id, row in self._file.about["slugs"].items()}

    def place(self, place_id: str) -> Place:
        """Place of an id.

        Raises
        ------
        UnknownPlaceError
            No place has it.
        """
        return self.place_at(self.row(place_id))

    def place_at(self, row: int) -> Place:
        """Place of a row."""
        columns = self._columns
        return Place(
            id=self.id_at(row),
            name=self.name_at(row),
            level=LEVELS[columns["level"][row]],
            lon=columns["lon"][row] / DEGREE,
            lat=columns["lat"][row] / DEGREE,
            radius_m=float(columns["radius_m"][row]),
            country=self.country_at(row),
            parents=tuple(self.id_at(parent) for parent in self.parents(row)),
            population=columns["population"][row],
            capital=bool(columns["flags"][row] & Flag.CAPITAL),
        )

    def name_at(self, row: int) -> str:
        """Read the main name of a row."""
        starts = self._columns["name_starts"]
        return bytes(self._columns["names"][starts[row] : starts[row + 1]]).decode()

    def level_at(self, row: int) -> Level:
        """Level of a row."""
        return LEVELS[self._columns["level"][row]]

    def population_at(self, row: int) -> int:
        """Read the population of a row."""
        population: int = self._columns["population"][row]
        return population

    def flags_at(self, row: int) -> Flag:
        """Read what else is known of a row."""
        return FLAGS[self._columns["flags"][row]]

    def point_at(self, row: int) -> tuple[float, float]:
        """Longitude and latitude of a row, in degrees."""
        return self._columns["lon"][row] / DEGREE, self._columns["lat"][row] / DEGREE

    def country_at(self, row: int) -> str:
        """ISO 3166-1 alpha-2 of a row, or ``""``."""
        return self._codes[self._columns["country"][row]]

    def admin1_at(self, row: int) -> int | None:
        """Row of the first-order division that a place lies in, or None."""
        admin1: int = self._columns["admin1"][row]
        return None if admin1 == NO_ROW else admin1

    def admin2_at(self, row: int) -> int | None:
        """Row of the second-order division that a place lies in, or None."""
        admin2: int = self._columns["admin2"][row]
        return None if admin2 == NO_ROW else admin2

    def parents(self, row: int) -> tuple[int, ...]:
        """Rows of the divisions and the country that a place lies in, nearest first."""
        above = (
            self._columns["admin2"][row],
            self._columns["admin1"][row],
            self.country_row(self.country_at(row)),
        )
        return tuple(parent for parent in above if parent is not None and parent not in {NO_ROW, row})

    # --- countries and seats -----------------------------------------------------------------

    def country_codes(self) -> tuple[str, ...]:
        """ISO 3166-1 alpha-2 codes; `country[row]` indexes this, ``""`` stands for none."""
        return tuple(self._codes)

    def country_row(self, country: str) -> int | None:
        """Row of a country by its code, or None."""
        row: int | None = self._file.about["country_rows"].get(country)
        return row

    def capital_of(self, country: str) -> int | None:
        """Row of a country's capital by its code, or None."""
        row = self.country_row(country)
        return None if row is None else self.seat_of(row)

    def seat_of(self, row: int) -> int | None:
        """Row of the capital or seat of a country or division, or None."""
        seat: int = self._columns["seat"][row]
        return None if seat == NO_ROW else seat

    # --- columns -----------------------------------------------------------------------------

    @cached_property
    def lon(self) -> NDArray[np.float64]:
        """Degrees east by row."""
        return self._array("lon") / DEGREE

    @cached_property
    def lat(self) -> NDArray[np.float64]:
        """Degrees north by row."""
        return self._array("lat") / DEGREE

    @cached_property
    def population(self) -> NDArray[Any]:
        """People by row; 0 unknown."""
        return self._array("population")

    @cached_property
    def radius_m(self) -> NDArray[Any]:
        """Metres by row."""
        return self._array("radius_m")

    @cached_property
    def level(self) -> NDArray[Any]:
        """Level by row, as its place in `gazetteer.columns.LEVELS`."""
        return self._array("level")

    @cached_property
    def flags(self) -> NDArray[Any]:
        """Bits of `gazetteer.columns.Flag` by row."""
        return self._array("flags")

    @cached_property
    def country(self) -> NDArray[Any]:
        """Country by row, as its place in `country_codes()`."""
        return self._array("country")

    @cached_property
    def admin1(self) -> NDArray[Any]:
        """Row of the first-order division by row; -1 none."""
        return self._array("admin1")

    @cached_property
    def admin2(self) -> NDArray[Any]:
        """Row of the second-order division by row; -1 none."""
        return self._array("admin2")

    def _array(self, column: str) -> NDArray[Any]:
        import numpy as np  # noqa: PLC0415 - half of the time that a look-up from a shell may take

        view = self._columns[column]
        return np.frombuffer(view, dtype=view.format)

    # --- about -------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """The file."""
        return self._file.path

    @property
    def about(self) -> Mapping[str, Any]:
        """What the builder noted in the file."""
        return self._file.about

    def info(self) -> dict[str, Any]:
        """Say what is in it: counts by level, data packages with version and licence, layers with age."""
        about = dict(self._file.about)
        left_out = ("slugs", "demonyms", "peoples", "country_codes", "country_rows", "sources", "has_own")
        return {
            "path": str(self.path),
            "format": mapped.FORMAT,
            "bytes": self.path.stat().st_size,
            "packages": {},
            "licences": {},
            "stamp": "",
            **{key: value for key, value in about.items() if key not in left_out},
            "countries": len(about["country_rows"]),
            "demonyms": len(about["demonyms"]) + len(about.get("peoples", {})),
            "rows_by_source": {source: last - first for source, (first, last) in self._sources.items()},
            "layers": [{**layer, "age_days": _age_days(layer["date"])} for layer in self.layers()],
        }

    def layers(self) -> list[dict[str, Any]]:
        """List what it was made from: source, kind, date, licence and counts of each layer, lowest first."""
        about = self._file.about
        packages = ", ".join(f"{name} {version}" for name, version in about.get("packages", {}).items())
        shipped = {
            "source": self.path.name,
            "kind": "data packages",
            "date": datetime.fromtimestamp(self.path.stat().st_mtime, UTC).date().isoformat(),
            "licence": packages,
            "places": about["places"],
            "changed": 0,
            "names": 0,
            "sha256": "",
        }
        return list(about.get("layers") or [shipped])

    def damaged(self) -> list[str]:
        """Names of the parts of the file that are not as they were written; reads all of it."""
        return self._file.damaged()


def _age_days(day: str) -> int:
    """Days since a calendar day; 0 for one to come."""
    return max(0, (datetime.now(UTC).date() - date.fromisoformat(day)).days)
