"""What speaks for a candidate, as numbers for a learned ranker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gazetteer.columns import LEVEL_NUMBERS, LEVELS, Flag
from gazetteer.model import Level
from gazetteer.rank import said_fits, toward

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gazetteer.pool import Group, Pool
    from gazetteer.rank import Ranking

_COUNTRY = LEVEL_NUMBERS[Level.COUNTRY]
_CITY = LEVEL_NUMBERS[Level.CITY]

FAR_KM = 20_000.0
"""Half the Earth's girth: stands for "no other place near"."""

FEATURES = (
    "population",
    "population_less",
    "level",
    "kind",
    "capital",
    "seat1",
    "seat2",
    "section",
    "imprecise",
    "plain_points",
    "points",
    "points_ahead",
    "likely",
    "position",
    "candidates",
    "groups",
    "mentions",
    "said",
    "said_fits",
    "country_share",
    "country_share_less",
    "admin1_share",
    "admin1_share_less",
    "nearness",
    "nearest_km",
    "parent",
    "contains",
    "echo",
    "division_of_name",
    "town_of_name",
    "nation_named",
    "admin1_named",
    "admin2_named",
    "words",
    "same_level",
    "same_level_ahead",
    "direction_said",
    "direction_fits",
    "population_less_in_country",
    "linked",
    "linked_less",
    "near_any",
    "near_any_less",
    "listed_level",
)


def features(pool: Pool, groups: Sequence[Group], ranking: Ranking) -> NDArray[np.float32]:
    """One row of numbers a candidate, in the order of `FEATURES`."""
    of, points, likely = pool.group, ranking.points, ranking.likely
    context, fixed = ranking.context, ranking.fixed
    population = np.log10(pool.population + 1)
    said = np.array([-1 if g.level is None else LEVEL_NUMBERS[g.level] for g in groups], dtype=np.int64)[of]
    sizes = np.diff(pool.bounds).astype(np.float64)
    named = _named(pool, likely)
    columns = (
        population,
        population - _best(population, pool),
        pool.level,
        pool.kind,
        (pool.flags & Flag.CAPITAL) > 0,
        (pool.flags & Flag.SEAT1) > 0,
        (pool.flags & Flag.SEAT2) > 0,
        (pool.flags & Flag.SECTION) > 0,
        (pool.flags & Flag.IMPRECISE) > 0,
        fixed.points,
        points,
        _ahead(points, pool),
        likely,
        _position(points, pool),
        np.minimum(sizes, 40)[of],
        np.full(len(pool), float(len(groups))),
        np.array([len(g.mentions) for g in groups], dtype=np.float64)[of],
        said,
        np.where(said < 0, 0.0, np.where(said_fits(said, pool), 1.0, -1.0)),
        context.country_share,
        context.country_share - _best(context.country_share, pool),
        context.admin1_share,
        context.admin1_share - _best(context.admin1_share, pool),
        context.nearness,
        np.log10(np.minimum(context.nearest_km, FAR_KM) + 1),
        context.parent,
        context.contains,
        context.echo,
        fixed.namesakes.any(axis=0),
        fixed.namesakes.any(axis=1),
        named[0],
        named[1],
        named[2],
        np.array([g.key.count(" ") + 1 for g in groups], dtype=np.float64)[of],
        *_same_level(pool, points),
        np.array([g.direction is not None for g in groups], dtype=np.float64)[of],
        toward(pool, groups),
        _less_than_compatriots(population, pool),
        fixed.linked,
        fixed.linked - _best(fixed.linked, pool),
        fixed.near_any,
        fixed.near_any - _best(fixed.near_any, pool),
        _listed_level(pool, groups, likely),
    )
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _best(values: NDArray[np.float64], pool: Pool) -> NDArray[np.float64]:
    """Find the largest value in each candidate's group."""
    return np.asarray(np.maximum.reduceat(values, pool.bounds[:-1])[pool.group])


def _ahead(points: NDArray[np.float64], pool: Pool) -> NDArray[np.float64]:
    """How far a candidate is ahead of the best other one of its group; 10 without another."""
    firsts = pool.bounds[:-1]
    ranked = points[np.lexsort((-points, pool.group))]
    several = np.diff(pool.bounds) > 1
    second = ranked[np.where(several, firsts + 1, firsts)][pool.group]
    first = ranked[firsts][pool.group]
    lead = np.where(points == first, first - second, points - first)
    return np.where(several[pool.group], lead, 10.0)


def _less_than_compatriots(population: NDArray[np.float64], pool: Pool) -> NDArray[np.float64]:
    """How far a town's log10 population is ahead of its largest namesake town in the same country."""
    lead = np.full(len(pool), 10.0)
    units = pool.group.astype(np.int64) * 65536 + pool.country.astype(np.int64) * 16 + pool.level
    order = np.lexsort((-population, units))
    firsts = np.flatnonzero(np.diff(units[order], prepend=-1))
    for start, stop in zip(firsts.tolist(), [*firsts[1:].tolist(), len(order)], strict=True):
        own = order[start:stop]
        if len(own) > 1:
            values = population[own]
            lead[own] = np.where(np.arange(len(own)) == 0, values[0] - values[1], values - values[0])
    return lead


def _listed_level(pool: Pool, groups: Sequence[Group], likely: NDArray[np.float64]) -> NDArray[np.float64]:
    """How likely the names listed beside a name are of the candidate's level; -1 beside none."""
    levels = np.zeros((len(groups), len(LEVELS)))
    np.add.at(levels, (pool.group, pool.level), likely)
    beside = np.full((len(groups), len(LEVELS)), -1.0)
    for number, group in enumerate(groups):
        if group.listed:
            beside[number] = levels[list(group.listed)].mean(axis=0)
    return np.asarray(beside[pool.group, pool.level])


def _position(points: NDArray[np.float64], pool: Pool) -> NDArray[np.float64]:
    """Place of a candidate in its group by points, the best being 0."""
    order = np.lexsort((-points, pool.group))
    position = np.empty(len(pool))
    position[order] = np.arange(len(pool)) - pool.bounds[:-1][pool.group[order]]
    return position


def _named(pool: Pool, likely: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """How likely the candidate's country and divisions are themselves named, in another group."""
    best: dict[int, dict[int, float]] = {}
    for row, group, share in zip(pool.row.tolist(), pool.group.tolist(), likely.tolist(), strict=True):
        of_row = best.setdefault(row, {})
        of_row[group] = max(of_row.get(group, 0.0), share)
    found = []
    for unit in (pool.nation, pool.admin1, pool.admin2):
        values = np.zeros(len(pool))
        for at, (row, group) in enumerate(zip(unit.tolist(), pool.group.tolist(), strict=True)):
            others = best.get(row)
            if others:
                values[at] = max((share for other, share in others.items() if other != group), default=0.0)
        found.append(values)
    return found


def _same_level(pool: Pool, points: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How many of the group share the candidate's level, and how far it is behind the best of those."""
    units = pool.group.astype(np.int64) * len(LEVELS) + pool.level
    order = np.argsort(units, kind="stable")
    starts = np.flatnonzero(np.diff(units[order], prepend=-1))
    sizes = np.diff(starts, append=len(pool))
    count, best = np.empty(len(pool)), np.empty(len(pool))
    count[order] = np.repeat(sizes, sizes)
    best[order] = np.repeat(np.maximum.reduceat(points[order], starts), sizes)
    return count, points - best
