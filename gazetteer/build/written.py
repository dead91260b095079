"""What this project states by hand, in TOML files with their sources: regions, aliases, demonyms."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from gazetteer.build.draft import Draft
from gazetteer.errors import BuildError
from gazetteer.model import Level
from gazetteer.names import NameKind, fold, is_latin

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class Written:
    """The hand-written data.

    Attributes
    ----------
    regions
        Informal and cross-border regions, seas, straits.
    countries
        Names by ISO 3166-1 code, beside those of the packages.
    places
        Names by id of a place.
    not_names
        Names by id of a place that is not called so, whatever the sources say.
    main_names
        Main name by id of a place, where a source has one that nobody uses.
    seats
        Name of the seat by id of the division, where the sources do not know it.
    demonyms
        ISO 3166-1 code by word.
    peoples
        Id of a place by its adjective: of parts of countries and of the world.
    """

    regions: tuple[Draft, ...]
    countries: Mapping[str, tuple[str, ...]]
    places: Mapping[str, tuple[str, ...]]
    not_names: Mapping[str, tuple[str, ...]]
    main_names: Mapping[str, str]
    seats: Mapping[str, str]
    demonyms: Mapping[str, str]
    peoples: Mapping[str, str]


def data_files() -> list[Traversable]:
    """List the TOML files that the index is made from, by name."""
    folder = files("gazetteer").joinpath("data")
    return [folder.joinpath(name) for name in ("aliases.toml", "demonyms.toml", "regions.toml")]


def read_written() -> Written:
    """Read the TOML files."""
    aliases, demonyms, regions = (tomllib.loads(file.read_text("utf-8")) for file in data_files())
    return Written(
        regions=tuple(_region(table) for table in regions["region"]),
        countries={code: tuple(names) for code, names in aliases["countries"].items()},
        not_names={own: tuple(names) for own, names in aliases["not_names"].items()},
        main_names=dict(aliases["main_names"]),
        places={own: tuple(names) for own, names in aliases["places"].items()},
        seats=dict(aliases["seats"]),
        demonyms={word: code for code, words in demonyms["demonyms"].items() for word in words},
        peoples={word: own for own, words in demonyms["peoples"].items() for word in words},
    )


def _region(table: dict[str, Any]) -> Draft:
    try:
        name, others = table["name"], table.get("names", [])
        return Draft(
            id=table["id"] if ":" in table["id"] else f"region:{table['id']}",
            name=name,
            level=Level(table.get("level", "region")),
            lon=float(table["lon"]),
            lat=float(table["lat"]),
            radius_m=round(table["radius_km"] * 1000),
            country=table.get("country", ""),
            names=(
                (fold(name), NameKind.MAIN),
                *((fold(n), NameKind.PREFERRED if is_latin(n) else NameKind.SCRIPT) for n in others),
            ),
        )
    except (KeyError, ValueError) as error:
        raise BuildError(f"regions.toml: {table.get('id', table)}: {error!r}") from error
