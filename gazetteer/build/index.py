"""All sources to one index: read, merged, written, and stamped so that nobody builds twice."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from gazetteer import mapped
from gazetteer.build import natural
from gazetteer.build.cities import read_cities
from gazetteer.build.countries import flag_seats, place_countries
from gazetteer.build.divisions import place_divisions, read_divisions
from gazetteer.build.join import joined_names
from gazetteer.build.middles import at_middles
from gazetteer.build.pack import write_index
from gazetteer.build.sources import LICENCES, installed_sources
from gazetteer.build.ukraine import place_settlements, read_codifier
from gazetteer.build.written import read_written
from gazetteer.errors import BuildError, StoreError
from gazetteer.model import Level
from gazetteer.names import NameKind, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from gazetteer.build.draft import Draft, Name
    from gazetteer.build.sources import Sources
    from gazetteer.build.written import Written

GREAT_TOWN = 30_000
"""People: the thirteen such names are all those of towns that the news means; below, hamlets would count."""

logger = logging.getLogger(__name__)

_INPUTS = (
    *(f"{name}.py" for name in ("columns", "index", "mapped", "model", "names", "prior", "spelling")),
    *(
        f"build/{name}.py"
        for name in (
            "cities",
            "countries",
            "divisions",
            "draft",
            "index",
            "join",
            "ledger",
            "middles",
            "natural",
            "pack",
            "postings",
            "sources",
            "ukraine",
            "written",
        )
    ),
    "areas.py",
    "data/areas.zip",
    "data/features.tsv",
    *(f"data/{name}.toml" for name in ("aliases", "demonyms", "regions")),
)
"""What decides the bytes of an index, beside the data packages; below the package's folder."""


def stamp(sources: Sources) -> str:
    """Digest of all that an index depends on: data packages, hand-written data, code."""
    digest = hashlib.sha256(repr(sorted(sources.versions.items())).encode())
    root = files("gazetteer")
    for name in _INPUTS:
        digest.update(name.encode() + b"\0" + root.joinpath(*name.split("/")).read_bytes() + b"\0")
    return digest.hexdigest()


def build_index(path: Path, sources: Sources | None = None) -> dict[str, Any]:
    """Make the index of all sources and write it; the old one stays until the new one is whole.

    Parameters
    ----------
    sources
        The data packages; those that are installed when nothing is said.

    Returns
    -------
    dict
        What `gazetteer.store.Gazetteer.info` will say of it.
    """
    sources = sources or installed_sources()
    written = read_written()
    drafts = at_middles(merge(sources, written, natural.read_natural()))
    about = {
        "stamp": stamp(sources),
        "packages": dict(sources.versions),
        "licences": {**LICENCES, **natural.LICENCES},
        "demonyms": dict(sorted(written.demonyms.items())),
        "peoples": dict(sorted(written.peoples.items())),
    }
    facts = write_index(path, drafts, about)
    logger.info("wrote %d places to %s", len(drafts), path)
    return facts


def is_current(path: Path, sources: Sources | None = None) -> bool:
    """Whether the index was made by this code from the data that is installed now."""
    try:
        file = mapped.read(path)
    except StoreError:
        return False
    same: bool = file.about.get("stamp") == stamp(sources or installed_sources())
    file.close()
    return same


def merge(sources: Sources, written: Written, features: Iterable[Draft] = ()) -> list[Draft]:
    """Read all sources and join them: what each knows of a place, on one row.

    Parameters
    ----------
    features
        Rivers, mountains, airports: what of them is no place yet is added.
    """
    listed = read_divisions(sources)
    towns = read_cities(sources, listed.of_place)
    units = _with_seats(place_divisions(listed, towns), towns, written.seats)
    nations = place_countries(sources, towns, written.countries)
    above = {draft.id for draft in (*units, *nations)}
    towns = flag_seats([t for t in towns if t.id not in above], [*units, *nations])
    villages = place_settlements(read_codifier(sources), towns, units)
    known = _amended([*_rewritten(units, written.regions), *nations, *towns, *villages], written)
    known = leave_to_towns(known)
    return [*known, *natural.beside(features, known)]


def leave_to_towns(drafts: Sequence[Draft]) -> list[Draft]:
    """Take from countries those of their other names by which a great town of another country goes first.

    "Columbia", "Granada" and "Norfolk" are Colombia, Grenada and Norfolk Island in some language's list; a
    country is thought to be meant before any town.
    """
    owners: dict[str, set[str]] = {}
    for draft in drafts:
        if draft.level is Level.CITY and draft.population >= GREAT_TOWN:
            owners.setdefault(fold(draft.name), set()).add(draft.country)
    return [
        replace(draft, names=tuple(n for n in draft.names if not _is_town_s(n, draft.country, owners)))
        if draft.level is Level.COUNTRY
        else draft
        for draft in drafts
    ]


def _is_town_s(name: Name, country: str, owners: Mapping[str, set[str]]) -> bool:
    key, kind = name
    return kind is NameKind.OTHER and bool(owners.get(key, set()) - {country})


def _with_seats(units: Iterable[Draft], towns: Iterable[Draft], seats: Mapping[str, str]) -> list[Draft]:
    """Give divisions the seats that are stated by hand, found by name among their towns."""
    wanted = {(own, fold(name)): own for own, name in seats.items()}
    found = {wanted[key]: town.id for town in towns if (key := (town.admin1, fold(town.name))) in wanted}
    if missing := sorted(seats.keys() - found.keys()):
        raise BuildError(f"aliases.toml: no such seat in {', '.join(missing)}")
    return [replace(unit, seat=found.get(unit.id, unit.seat)) for unit in units]


def _rewritten(units: Iterable[Draft], regions: Iterable[Draft]) -> list[Draft]:
    """Join divisions with what is written by hand of the same ground, which counts: Gaza, the West Bank."""
    of = {unit.id: unit for unit in units}
    for region in regions:
        unit = of.get(region.id)
        of[region.id] = (
            region
            if unit is None
            else replace(
                unit,
                name=region.name,
                level=region.level,
                lon=region.lon,
                lat=region.lat,
                radius_m=region.radius_m,
                names=joined_names(region.names, unit.names),
            )
        )
    return list(of.values())


def _amended(drafts: Iterable[Draft], written: Written) -> list[Draft]:
    """Join places of one id (GeoNames files some islands as country and as division), add names by hand."""
    found: dict[str, Draft] = {}
    for draft in drafts:
        first = found.setdefault(draft.id, draft)
        if first is not draft:
            found[draft.id] = replace(first, names=(*first.names, *draft.names))
    for own, names in written.places.items():
        if own not in found:
            raise BuildError(f"aliases.toml: no source has {own}")
        added = tuple((fold(name), NameKind.PREFERRED) for name in names)
        found[own] = replace(found[own], names=(*found[own].names, *added))
    for own, names in written.not_names.items():
        wrong = {fold(name) for name in names}
        found[own] = replace(found[own], names=tuple(n for n in found[own].names if n[0] not in wrong))
    if missing := sorted(set(written.peoples.values()) - found.keys()):
        raise BuildError(f"demonyms.toml: no source has {', '.join(missing)}")
    for own, name in written.main_names.items():
        found[own] = replace(found[own], name=name)
    return list(found.values())
