"""Why a candidate ranks where it does, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.columns import LEVEL_NUMBERS, LEVELS, NO_ROW, Flag
from gazetteer.model import Level
from gazetteer.names import NameKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.pool import Group, Pool
    from gazetteer.rank import Context
    from gazetteer.store import Gazetteer

_ABOUT_SHARE = 0.3
"""Of a text's other names: from here on the text is about a country or division."""

_NEAR_KM = 150.0
"""Another name this near is worth telling."""

_LARGE = frozenset(LEVEL_NUMBERS[level] for level in (Level.ADMIN1, Level.COUNTRY, Level.REGION, Level.SEA))
"""Levels of places so large that the distance to their point says nothing."""

_CAPITAL, _OTHER = int(Flag.CAPITAL), int(NameKind.OTHER)

_CALLED = {
    Level.POI: "a spot",
    Level.CITY: "a town",
    Level.ADMIN2: "a second-order division",
    Level.ADMIN1: "a first-order division",
    Level.COUNTRY: "a country",
    Level.REGION: "a region",
    Level.SEA: "a sea",
}


def reasons(
    at: int, pool: Pool, context: Context, groups: Sequence[Group], gazetteer: Gazetteer
) -> tuple[str, ...]:
    """Say what speaks for the candidate at a position of the pool."""
    group = groups[int(pool.group[at])]
    return (
        *_own(at, pool),
        *_said(at, pool, group),
        *_held(at, pool, context, group, gazetteer),
        *_about(at, pool, context, gazetteer),
        *_near(at, pool, context, gazetteer),
    )


def _own(at: int, pool: Pool) -> Iterator[str]:
    """Say what the place is among those of its name."""
    own = pool.of(int(pool.group[at]))
    if own.stop - own.start == 1:
        yield "the only place of that name"
    elif pool.population[at] > 0 and pool.population[at] >= pool.population[own].max():
        yield "the largest place of that name"
    if pool.flags[at] & _CAPITAL:
        yield "a capital"
    if pool.kind[at] >= _OTHER:
        yield "under another of its names"


def _said(at: int, pool: Pool, group: Group) -> Iterator[str]:
    level = LEVELS[int(pool.level[at])]
    if group.level is None:
        return
    if group.level is level or (group.level is Level.ADMIN1 and level is Level.REGION):
        yield f"the text calls it {_CALLED[level]}"
    elif level is not Level.COUNTRY:
        yield f"the text calls it {_CALLED[group.level]}, which it is not"


def _held(at: int, pool: Pool, context: Context, group: Group, gazetteer: Gazetteer) -> Iterator[str]:
    if group.parent >= 0 and context.parent[at] > 0.5:
        own = {int(pool.admin2[at]), int(pool.admin1[at]), int(pool.nation[at])} - {NO_ROW}
        named = next((row for row in pool.row[pool.of(group.parent)].tolist() if row in own), None)
        if named is not None:
            yield f"named with {gazetteer.name_at(named)}, where it lies"
    if context.echo[at] > 0.5:
        yield "named with what contains it elsewhere in the text"


def _about(at: int, pool: Pool, context: Context, gazetteer: Gazetteer) -> Iterator[str]:
    admin1 = int(pool.admin1[at])
    if context.admin1_share[at] >= _ABOUT_SHARE and admin1 not in {NO_ROW, int(pool.row[at])}:
        yield f"the text is about {gazetteer.name_at(admin1)}"
    nation = int(pool.nation[at])
    if context.country_share[at] >= _ABOUT_SHARE and nation not in {NO_ROW, int(pool.row[at])}:
        yield f"the text is about {gazetteer.name_at(nation)}"


def _near(at: int, pool: Pool, context: Context, gazetteer: Gazetteer) -> Iterator[str]:
    nearest = int(context.nearest[at])
    if nearest >= 0 and context.nearest_km[at] <= _NEAR_KM and int(pool.level[at]) not in _LARGE:
        name = gazetteer.name_at(int(pool.row[nearest]))
        yield f"{context.nearest_km[at]:.0f} km from {name}, also named"
