"""The gazetteer as a geopy geocoder: offline, for everything that takes one.

The only module besides `gazetteer.online` that knows geopy. Latitude comes first here, as in geopy.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import Geocoder as GeopyGeocoder
from geopy.location import Location
from geopy.point import Point

from gazetteer.areas import Areas
from gazetteer.around import towns_near
from gazetteer.model import Candidate, Level
from gazetteer.store import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gazetteer.model import Place

MOST_FOUND = 50
"""Places asked of the index before boxes and containers sort them out."""

REVERSE_M = 50_000.0
"""No town is named for a point that is farther from all of them; it lies in a division, or at sea."""

STRUCTURED = ("city", "county", "state", "country")
"""Fields of a structured query, smallest first; Nominatim's names for them."""


class Offline(BaseSyncAdapter):  # type: ignore[misc] # geopy has no types
    """An adapter that asks nobody: geopy wants one, and there is nothing to ask."""

    def get_json(self, url: str, **_: object) -> NoReturn:
        """Refuse."""
        raise GeocoderQueryError(f"this geocoder is offline and does not ask {url}")

    def get_text(self, url: str, **_: object) -> NoReturn:
        """Refuse."""
        raise GeocoderQueryError(f"this geocoder is offline and does not ask {url}")


class Geocoder(GeopyGeocoder):  # type: ignore[misc] # geopy has no types
    """Names to places and points to towns, without a network.

    Usable wherever geopy geocoders are, such as `geopy.extra.rate_limiter.RateLimiter` (which nothing
    here needs) and `geopandas.tools.geocode`. `Location.raw` holds the place's id, level, country,
    population, radius, score and reasons.

    Parameters
    ----------
    index
        A gazetteer's file; the one that came with the package when not given.
    timeout
        Taken for geopy's sake; nothing here waits.

    Examples
    --------
    >>> where = Geocoder().geocode("Rzhyshchiv, Ukraine")
    >>> where.address, round(where.latitude, 2), where.raw["id"]
    ('Rzhyshchiv, Kyiv Oblast, Ukraine', 49.97, 'geonames:694992')
    """

    def __init__(self, index: Path | None = None, *, timeout: float | None = None) -> None:
        """Keep the path; the file is opened when it is first needed."""
        super().__init__(timeout=timeout, adapter_factory=Offline)
        self.index = index

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The opened index."""
        return Gazetteer.open(self.index)

    @cached_property
    def areas(self) -> Areas:
        """The outlines, which only points far from any town need."""
        return Areas.open()

    def geocode(  # noqa: PLR0913 - the signature of geopy's own geocoders
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        timeout: float | None = None,  # noqa: ARG002 - geopy hands it to every geocoder
        limit: int | None = None,
        language: str | bool = False,  # noqa: ARG002 - a place has one main name here, whatever is asked for
        country_codes: str | Sequence[str] | None = None,
        viewbox: Sequence[Any] | None = None,
        bounded: bool = False,
    ) -> Location | list[Location] | None:
        """Find the places that a name may mean, likeliest first.

        Parameters
        ----------
        query
            A name, alone or with what it lies in ("Kherson, Ukraine"); or a mapping with any of
            ``city``, ``county``, ``state`` and ``country``.
        exactly_one
            The likeliest alone, not a list.
        limit
            At most so many.
        language
            Taken for geopy's sake: names come as the gazetteer has them, in the Latin script.
        country_codes
            ISO 3166-1 alpha-2, one or several; only places in these.
        viewbox
            Two opposite corners, latitude first; places inside come first.
        bounded
            Only places inside the box.

        Returns
        -------
        geopy.location.Location, list of them, or None
            None when nothing of that name is known.
        """
        if limit is not None and limit < 1:
            raise ValueError("limit cannot be less than 1")
        name, *containers = _parted(query)
        found = self._inside(self._candidates(name, _codes(country_codes)), containers)
        if viewbox is not None:
            found = _boxed(found, viewbox, bounded=bounded)
        return self._answer(found, exactly_one=exactly_one, limit=limit)

    def reverse(
        self,
        query: Point | Sequence[float] | str,
        *,
        exactly_one: bool = True,
        timeout: float | None = None,  # noqa: ARG002 - geopy hands it to every geocoder
        language: str | bool = False,  # noqa: ARG002 - a place has one main name here, whatever is asked for
        limit: int | None = None,
    ) -> Location | list[Location] | None:
        """Find the towns nearest to a point; the division or country it lies in where none is near.

        Parameters
        ----------
        query
            Latitude and longitude, as a pair, a string or geopy's `Point`.
        exactly_one
            The nearest alone, not a list.
        limit
            At most so many.

        Returns
        -------
        geopy.location.Location, list of them, or None
            None far out at sea.
        """
        point = query if isinstance(query, Point) else Point(query)
        near = towns_near(point.longitude, point.latitude, REVERSE_M, self.gazetteer)
        found = [
            Candidate(place=place, score=1 - away_m / REVERSE_M, reasons=(f"{away_m / 1000:.1f} km away",))
            for place, away_m in near[:MOST_FOUND]
        ]
        return self._answer(found or self._around(point), exactly_one=exactly_one, limit=limit)

    def _candidates(self, name: str, countries: Sequence[str]) -> list[Candidate]:
        """Look a name up in all countries or in some."""
        found = [
            candidate
            for country in countries or [""]
            for candidate in self.gazetteer.lookup(name, country=country, limit=MOST_FOUND)
        ]
        return sorted(found, key=lambda candidate: -candidate.score) if len(countries) > 1 else found

    def _inside(self, found: list[Candidate], containers: Iterable[str]) -> list[Candidate]:
        """Keep what lies in all of some places, by any of their names."""
        for container in containers:
            holders = {one.place.id for one in self.gazetteer.lookup(container, limit=MOST_FOUND)}
            found = [candidate for candidate in found if holders & set(candidate.place.parents)]
        return found

    def _around(self, point: Point) -> list[Candidate]:
        """Find the smallest area that a point lies in."""
        for level in (Level.ADMIN2, Level.ADMIN1, Level.COUNTRY):
            held_by = self.areas.containing(point.longitude, point.latitude, level)
            if held_by is not None:
                place = self.gazetteer.place(held_by)
                return [
                    Candidate(place=place, score=1.0, reasons=("the point lies in it, far from any town",))
                ]
        return []

    def _answer(
        self, found: Sequence[Candidate], *, exactly_one: bool, limit: int | None
    ) -> Location | list[Location] | None:
        if not found:
            return None
        if exactly_one:
            return self._location(found[0])
        return [self._location(candidate) for candidate in found[:limit]]

    def _location(self, candidate: Candidate) -> Location:
        place = candidate.place
        raw = {
            "id": place.id,
            "name": place.name,
            "level": str(place.level),
            "country": place.country,
            "population": place.population,
            "radius_m": place.radius_m,
            "score": candidate.score,
            "reasons": list(candidate.reasons),
        }
        return Location(self._address(place), (place.lat, place.lon), raw)

    def _address(self, place: Place) -> str:
        """Name a place with its first-order division and its country."""
        above = (self.gazetteer.place(parent) for parent in place.parents)
        large = (one.name for one in above if one.level in (Level.ADMIN1, Level.COUNTRY))
        return ", ".join(dict.fromkeys([place.name, *large]))


def _parted(query: str | Mapping[str, str]) -> list[str]:
    """Part a query into a name and what holds it, smallest first."""
    if isinstance(query, Mapping):
        unknown = set(query) - set(STRUCTURED)
        if unknown:
            raise GeocoderQueryError(
                f"unknown fields: {', '.join(sorted(unknown))}; known: {', '.join(STRUCTURED)}"
            )
        parts = [query[field] for field in STRUCTURED if query.get(field)]
    elif isinstance(query, str):
        parts = [part.strip() for part in query.split(",")]
    else:
        raise GeocoderQueryError(f"a query is a string or a mapping, not {type(query).__name__}")
    return [part for part in parts if part] or [""]


def _codes(country_codes: str | Sequence[str] | None) -> list[str]:
    codes = [country_codes] if isinstance(country_codes, str) else list(country_codes or ())
    return [code.upper() for code in codes]


def _boxed(found: Sequence[Candidate], viewbox: Sequence[Any], *, bounded: bool) -> list[Candidate]:
    """Put what lies in a box first, or keep nothing else."""
    if len(viewbox) != 2:
        raise GeocoderQueryError("a viewbox is two opposite corners")
    one, other = (Point(corner) for corner in viewbox)
    south, north = sorted((one.latitude, other.latitude))
    west, east = sorted((one.longitude, other.longitude))

    def is_inside(candidate: Candidate) -> bool:
        place = candidate.place
        return bool(south <= place.lat <= north and west <= place.lon <= east)

    if bounded:
        return [candidate for candidate in found if is_inside(candidate)]
    return sorted(found, key=lambda candidate: not is_inside(candidate))
