"""What one source says of a place joined with what another does. Pure but for the settlements' list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.build.cities import radius_m
from gazetteer.build.draft import Draft, distance_km
from gazetteer.columns import Flag
from gazetteer.model import Level
from gazetteer.names import NameKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gazetteer.build.draft import Name
    from gazetteer.build.towns import Towns
    from gazetteer.build.user_places import OwnPlace

_SAME_SETTLEMENT_KM = 25.0
"""A settlement of the codifier stands where its community's seat is, with 20 km of doubt; GeoNames' place of
the same name within a little more is the same."""

_LEAST_RADIUS_M = 1000
_FAR_KM = 300.0


def joined_names(*lists: Iterable[Name]) -> tuple[Name, ...]:
    """Join names; of one that several have, the best kind stays.

    >>> joined_names([("kyiv", NameKind.OTHER)], [("kyiv", NameKind.MAIN)])
    (('kyiv', <NameKind.MAIN: 0>),)
    """
    found: dict[str, NameKind] = {}
    for names in lists:
        for name, kind in names:
            found[name] = min(kind, found.get(name, kind))
    return tuple(found.items())


def renewed(old: Draft, new: Draft, *, keeps_name: bool = False) -> Draft:
    """Bring a place up to date with a dump: towns as the dump has them, the rest as it was, names of both.

    Divisions, countries and regions stand where their outlines say, which a dump does not know; those that
    were placed for want of better are moved to where GeoNames has them.
    """
    names = joined_names(old.names, new.names)
    if old.flags & Flag.OWN:
        return replace(old, names=names)
    if old.level is not Level.CITY:
        if not old.flags & Flag.IMPRECISE:
            return replace(old, names=names)
        return replace(old, names=names, lon=new.lon, lat=new.lat, flags=old.flags & ~Flag.IMPRECISE)
    return replace(
        old,
        name=old.name if keeps_name else new.name,
        lon=new.lon,
        lat=new.lat,
        population=new.population or old.population,
        radius_m=radius_m(new.population or old.population),
        admin1=old.admin1 or new.admin1,
        admin2=old.admin2 or new.admin2,
        flags=(old.flags | new.flags) & ~Flag.IMPRECISE,
        names=names,
    )


class Settlements:
    """Settlements that stand at the seat of their community until a dump says where they are."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        """List those among some places."""
        self._by_name: dict[tuple[str, str], list[Draft]] = defaultdict(list)
        for draft in drafts:
            if draft.level is Level.CITY and draft.flags & Flag.IMPRECISE and not draft.flags & Flag.OWN:
                for name, _ in draft.names:
                    self._by_name[draft.country, name].append(draft)

    def replace(self, draft: Draft) -> tuple[Draft, str]:
        """Join a place with the settlement that it is; return it with the settlement's id, or ``""``."""
        if draft.level is not Level.CITY or draft.flags & Flag.SECTION or not self._by_name:
            return draft, ""
        found = {
            same.id: same for name, _ in draft.names for same in self._by_name.get((draft.country, name), ())
        }
        near = [(distance_km(draft.lon, draft.lat, same.lon, same.lat), own) for own, same in found.items()]
        away_km, own = min(near, default=(_SAME_SETTLEMENT_KM + 1, ""))
        if away_km > _SAME_SETTLEMENT_KM:
            return draft, ""
        same = found[own]
        for name, _ in same.names:
            self._by_name[same.country, name].remove(same)
        admin1, admin2 = draft.admin1 or same.admin1, draft.admin2 or same.admin2
        return replace(draft, admin1=admin1, admin2=admin2, names=joined_names(draft.names, same.names)), own


def claimed(draft: Draft, own: OwnPlace) -> Draft:
    """Make a known place a user's own: what the user says counts, names are added."""
    lon, lat = own.point or (draft.lon, draft.lat)
    population = draft.population if own.population is None else own.population
    return replace(
        draft,
        name=own.name,
        lon=lon,
        lat=lat,
        level=own.level or draft.level,
        radius_m=draft.radius_m if own.radius_m is None else own.radius_m,
        population=population,
        country=own.country or draft.country,
        flags=(draft.flags | Flag.OWN) & (~Flag.IMPRECISE if own.point else ~0),
        names=joined_names(_names(own), draft.names),
        stated=draft.stated | frozenset(own.names),
        spelled=True,
    )


def new_place(own: OwnPlace, nations: Mapping[str, Draft], towns: Towns) -> Draft:
    """Make a place that no other layer has.

    Parameters
    ----------
    nations
        Countries by code.
    towns
        Known towns: the nearest says in which country and divisions the place lies.

    Raises
    ------
    ValueError
        It has no point, or its latitude and longitude look swapped.
    """
    if own.point is None:
        raise ValueError(f"no place has the id {own.id}, and neither lat nor lon are given")
    if own.country in nations:
        _refuse_swapped(own.point, nations[own.country])
    town = towns.nearest(*own.point, own.country)
    population = own.population or 0
    level = own.level or Level.CITY
    default_m = radius_m(population) if level is Level.CITY else _LEAST_RADIUS_M
    return Draft(
        id=own.id,
        name=own.name,
        level=level,
        lon=own.point[0],
        lat=own.point[1],
        radius_m=default_m if own.radius_m is None else own.radius_m,
        country=own.country or (town.country if town else ""),
        population=population,
        admin1=town.admin1 if town else "",
        admin2=town.admin2 if town else "",
        flags=int(Flag.OWN),
        names=_names(own),
        stated=frozenset(own.names),
    )


def _names(own: OwnPlace) -> tuple[Name, ...]:
    main, *others = own.names
    return ((main, NameKind.MAIN), *((name, NameKind.PREFERRED) for name in others))


def _refuse_swapped(point: tuple[float, float], nation: Draft) -> None:
    """Refuse a point far from its country that the other way round would lie in it."""
    lon, lat = point
    reach_km = nation.radius_m / 1000
    away_km = distance_km(lon, lat, nation.lon, nation.lat)
    if abs(lon) > 90 or away_km < 2 * reach_km + _FAR_KM:
        return
    if distance_km(lat, lon, nation.lon, nation.lat) < reach_km * 1.5:
        raise ValueError(
            f"lat {lat}, lon {lon} look swapped: {away_km:.0f} km from the middle of {nation.name}"
        )
