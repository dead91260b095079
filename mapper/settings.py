"""What a caller may decide; handed down, never looked up."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from mapper.errors import SettingsError
from mapper.model import YEARS_OF_PRINT, Tiles

BOOKS = ("acled", "ucdp")
"""Code books whose rules are known (`mapper.codebook.Codebook`)."""

MAX_KM = 500
"""Farther than this is another part of the country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a run is to be done.

    Attributes
    ----------
    title
        The map's name; ``""`` lets the map name itself after what it shows.
    published
        The calendar day for reports that do not say when they came out; None leaves them undated.
    language_model
        A spaCy pipeline, by package name or path; ``""`` is the pinned one.
    gazetteer
        A gazetteer that `gazetteer build` made, by path; ``""`` is the one that comes with the package.
    merge_within_km
        How far apart, in kilometres, two towns may lie for two reports to be of one event.
    merge
        Whether reports of one event become one event; False keeps each apart.
    tiles, attribution
        Address of tiles over the embedded ground, and whose they are; ``""`` for none.
    coarsen_km
        Side of the squares, in kilometres, to whose middles a map's coordinates are moved; 0 leaves them.
    redact_sources
        Whether a map leaves out who reported what.
    codebook
        Whose rules choose one figure where reports count differently or vaguely: `acled` or `ucdp`.
    kinds
        A file of further kinds and their triggers, by path (docs/kinds.md); ``""`` for none.
    """

    title: str = ""
    published: date | None = None
    language_model: str = ""
    gazetteer: str = ""
    merge_within_km: float = 5.0
    merge: bool = True
    tiles: str = ""
    attribution: str = ""
    coarsen_km: float = 0.0
    redact_sources: bool = False
    codebook: str = "acled"
    kinds: str = ""

    def __post_init__(self) -> None:
        """Refuse values of another type, which a settings file may well hold."""
        _refuse_unless(isinstance(self.title, str), "title", "text", self.title)
        _refuse_unless(isinstance(self.language_model, str), "language_model", "text", self.language_model)
        is_day = isinstance(self.published, date) and not isinstance(self.published, datetime)
        is_usable = self.published is None or (is_day and self.published.year in YEARS_OF_PRINT)
        _refuse_unless(is_usable, "published", "a day such as 2023-03-23", self.published)

        is_distance = isinstance(self.merge_within_km, int | float) and 0 <= self.merge_within_km <= MAX_KM
        wanted = f"kilometres from 0 to {MAX_KM}"
        _refuse_unless(is_distance, "merge_within_km", wanted, self.merge_within_km)

        for name in ("tiles", "attribution", "gazetteer", "kinds"):
            _refuse_unless(isinstance(getattr(self, name), str), name, "text", getattr(self, name))
        is_side = isinstance(self.coarsen_km, int | float) and 0 <= self.coarsen_km <= MAX_KM
        _refuse_unless(is_side, "coarsen_km", wanted, self.coarsen_km)
        for name in ("redact_sources", "merge"):
            is_yes_or_no = isinstance(getattr(self, name), bool)
            _refuse_unless(is_yes_or_no, name, "true or false", getattr(self, name))
        _refuse_unless(self.codebook in BOOKS, "codebook", " or ".join(BOOKS), self.codebook)

    def tiles_over_ground(self) -> Tiles | None:
        """Name the tiles that are drawn over the embedded ground, if any."""
        if not self.tiles:
            return None
        try:
            return Tiles(url=self.tiles, attribution=self.attribution)
        except ValueError as error:
            raise SettingsError(str(error)) from error

    @classmethod
    def from_toml(cls, text: str) -> Settings:
        r"""Read settings; an unknown key is an error, with its name.

        Examples
        --------
        >>> Settings.from_toml('title = "March"\npublished = 2023-03-23').published
        datetime.date(2023, 3, 23)
        """
        try:
            table: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"settings are not TOML: {error}") from error
        known = [field.name for field in fields(cls)]
        unknown = sorted(table.keys() - set(known))
        if unknown:
            raise SettingsError(f"unknown settings: {', '.join(unknown)}; known are {', '.join(known)}")
        return cls(**table)


def _refuse_unless(is_right: bool, name: str, wanted: str, value: object) -> None:  # noqa: FBT001 -- a claim
    """Refuse a setting, saying what it should be."""
    if not is_right:
        raise SettingsError(f"{name} must be {wanted}, not {value!r}")
