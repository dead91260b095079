"""Ask Nominatim for a name that the gazetteer does not know. The only module that asks a service.

After the usage policy (operations.osmfoundation.org/policies/nominatim): an own user agent, at most one
request a second, answers kept, attribution shown. Data (c) OpenStreetMap contributors, ODbL 1.0.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from geopy.adapters import RequestsAdapter
from geopy.exc import GeopyError
from geopy.geocoders import Nominatim

from gazetteer.errors import ServiceError
from gazetteer.model import Candidate, Level, Place
from gazetteer.sphere import distance_m

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from geopy.adapters import BaseSyncAdapter

logger = logging.getLogger(__name__)

PAUSE_S = 1.0
"""Between two requests, also of two processes that share a cache."""

ATTRIBUTION = "Nominatim, \N{COPYRIGHT SIGN} OpenStreetMap contributors, ODbL"
MOST_ASKED = 40
"""Nominatim gives no more."""

_LEVELS = MappingProxyType(
    {
        **dict.fromkeys(("country",), Level.COUNTRY),
        **dict.fromkeys(("state", "province", "region", "territory", "archipelago"), Level.ADMIN1),
        **dict.fromkeys(("county", "district", "state_district", "department", "canton"), Level.ADMIN2),
        **dict.fromkeys(("sea", "ocean", "bay", "strait"), Level.SEA),
        **dict.fromkeys(
            "city town village hamlet municipality suburb quarter neighbourhood locality isolated_dwelling "
            "borough city_district".split(),
            Level.CITY,
        ),
    }
)
"""What a place is, by Nominatim's ``addresstype``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A server that speaks Nominatim's format, and how to treat it.

    Attributes
    ----------
    cache
        Folder in which answers are kept.
    user_agent
        Who asks; the public server refuses generic ones.
    domain, scheme
        Where it is.
    timeout_s
        Seconds to wait for an answer.
    adapter
        Makes the HTTP client: geopy's seam for tests and proxies.
    now, wait
        The clock in seconds, and how to let time pass.
    """

    cache: Path
    user_agent: str
    domain: str = "nominatim.openstreetmap.org"
    scheme: str = "https"
    timeout_s: float = 10.0
    adapter: Callable[..., BaseSyncAdapter] = RequestsAdapter
    now: Callable[[], float] = time.time
    wait: Callable[[float], None] = time.sleep


def look_up_online(
    name: str, service: Service, *, country: str = "", limit: int = 10
) -> tuple[Candidate, ...]:
    """Find the places that a service knows by a name, in its order.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2; only places in it.

    Returns
    -------
    tuple of Candidate
        The score is Nominatim's "importance", which is no probability; the reasons say where it is from.

    Raises
    ------
    ServiceError
        The service did not answer, or not in its own format.
    """
    asked = " ".join(name.encode(errors="ignore").decode().replace("\0", " ").split())
    if not asked:
        return ()
    query = {"q": asked, "countrycodes": country.lower(), "limit": min(limit, MOST_ASKED)}
    kept = service.cache / _file_name(query, service)
    rows = _read(kept)
    if rows is None:
        rows = _ask(query, service)
        _keep(rows, kept)
    found = (_candidate(row, name) for row in rows[:limit])
    return tuple(candidate for candidate in found if candidate is not None)


def _file_name(query: Mapping[str, Any], service: Service) -> str:
    """Name the file of an answer after all that it depends on."""
    asked = json.dumps({**query, "at": f"{service.scheme}://{service.domain}"}, sort_keys=True)
    return f"{hashlib.blake2b(asked.encode(), digest_size=16).hexdigest()}.json"


def _read(path: Path) -> list[Any] | None:
    """Read an answer that was kept; None when there is none, or a damaged one."""
    try:
        rows = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return rows if isinstance(rows, list) else None


def _keep(rows: Sequence[Any], path: Path) -> None:
    """Keep an answer, whole or not at all; a full disk costs the next caller a request, no more."""
    aside = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(rows, ensure_ascii=True), "utf-8")
        aside.replace(path)
    except OSError as error:
        logger.warning("the answer could not be kept in %s: %s", path.parent, error)
        with suppress(OSError):
            aside.unlink(missing_ok=True)


class _Rows(Nominatim):  # type: ignore[misc] # geopy has no types
    """Gives answers as they came: geopy reads them without looking, and one bad row would cost all."""

    def _parse_json(self, places: object, exactly_one: bool) -> object:  # noqa: FBT001, ARG002 - geopy's call
        return places


def _ask(query: Mapping[str, Any], service: Service) -> list[Any]:
    """Ask, not sooner than a second after whoever asked last."""
    _take_turn(service)
    try:
        with _Rows(
            user_agent=service.user_agent,
            domain=service.domain,
            scheme=service.scheme,
            timeout=service.timeout_s,
            adapter_factory=service.adapter,
        ) as nominatim:
            found = nominatim.geocode(
                query["q"],
                exactly_one=False,
                limit=query["limit"],
                addressdetails=True,
                language="en",
                country_codes=query["countrycodes"] or None,
            )
    except GeopyError as error:
        raise ServiceError("Nominatim", query["q"], str(error)) from error
    if not isinstance(found, list):
        raise ServiceError("Nominatim", query["q"], f"it sent {str(found)[:80]!r}, not a list of places")
    return found


def _take_turn(service: Service) -> None:
    """Wait until a second has passed since the last request, which a file's time tells."""
    turn = service.cache / "asked"
    try:
        service.cache.mkdir(parents=True, exist_ok=True)
        since = service.now() - turn.stat().st_mtime if turn.exists() else PAUSE_S
        if since < PAUSE_S:
            service.wait(min(PAUSE_S, PAUSE_S - max(since, 0.0)))
        turn.touch()
        os.utime(turn, (service.now(), service.now()))
    except OSError as error:
        logger.warning("%s cannot be written, so nothing tells when was asked last: %s", turn, error)
        service.wait(PAUSE_S)


def _candidate(row: Any, name: str) -> Candidate | None:  # noqa: ANN401 - whatever a server has sent
    """Read one place of an answer; None for what is none."""
    try:
        place = _place(row)
        score = min(1.0, max(0.0, float(row.get("importance") or 0.0)))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        logger.info("Nominatim sent for %r what is no place: %s", name, error)
        return None
    reasons = (
        "not in the local gazetteer; found online",
        f"{ATTRIBUTION}: {row.get('display_name', place.name)}",
    )
    return Candidate(place=place, score=round(score, 4), reasons=reasons)


def _place(row: Mapping[str, Any]) -> Place:
    lon, lat = float(row["lon"]), float(row["lat"])
    kind = str(row.get("addresstype") or row.get("type") or "")
    return Place(
        id=f"osm:{row['osm_type']}/{int(row['osm_id'])}",
        name=str(row.get("name") or str(row["display_name"]).partition(",")[0]),
        level=_LEVELS.get(kind, Level.POI),
        lon=lon,
        lat=lat,
        radius_m=round(_radius_m(row.get("boundingbox"), lon, lat), 1),
        country=str((row.get("address") or {}).get("country_code") or "").upper(),
    )


def _radius_m(box: Sequence[Any] | None, lon: float, lat: float) -> float:
    """Metres from a place's point to the farther corner of its box (south, north, west, east)."""
    if not box:
        return 0.0
    south, north, west, east = (float(edge) for edge in box)
    return max(distance_m((lon, lat), corner) for corner in ((west, south), (east, north)))
