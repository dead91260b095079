"""Candidates in the context of their text: what speaks for each, and how likely each is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.columns import LEVEL_NUMBERS, LEVELS, NO_ROW, Flag
from gazetteer.model import Level
from gazetteer.names import NameKind
from gazetteer.prior import KIND_POINTS, LEVEL_POINTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gazetteer.pool import Group, Pool

Column = "NDArray[np.float64]"

PASSES = 3
"""Each pass weighs the context by what the pass before made of it; more change nothing."""

NEAR_KM = 140.0
"""Distance at which another place's support has fallen to 1/e; so in hand-tuned trials."""

_EARTH_KM = 6371.0088
"""Mean radius of the Earth, IUGG 1980."""

_COUNTRY = LEVEL_NUMBERS[Level.COUNTRY]
_ADMIN1 = LEVEL_NUMBERS[Level.ADMIN1]
_ADMIN2 = LEVEL_NUMBERS[Level.ADMIN2]
_REGION = LEVEL_NUMBERS[Level.REGION]
_CITY = LEVEL_NUMBERS[Level.CITY]
_LARGE = np.array([level in {Level.COUNTRY, Level.REGION, Level.SEA} for level in LEVELS])
_LEVEL_POINTS = np.array([LEVEL_POINTS[level] for level in LEVELS])
_KIND_POINTS = np.array([KIND_POINTS[kind] for kind in NameKind])

# Points (one is a factor e in odds); weights that did best by hand on annotated news.
COUNTRY_POINTS = 4.0
ADMIN1_POINTS = 4.0
NEAR_POINTS = 2.0
MOST_NEAR = 2.0
PARENT_POINTS = 5.0
CONTAINS_POINTS = 1.5
ECHO_POINTS = 4.0
SAID_POINTS = 3.0
CAPITAL_POINTS = 1.0
SEAT_POINTS = 0.5
SECTION_POINTS = -1.0
NAMESAKE_POINTS = 0.7
HOME_POINTS = 2.0
LANGUAGE_POINTS = 3.0
LARGE_POPULATION = 1e6
"""Stands for that of a sea or region, whose people nobody counts, against towns of the same name."""

LEAST_NEIGHBOUR = 0.3
"""Likelihood from which on a place counts as named nearby when reasons are given."""

LINK_POINTS = 1.5
MOST_LINKS = 2.0
DIRECTION_POINTS = 2.0

NAMESAKE_KM = 150.0
"""A division's point lies no farther from the town that it is named after, and that lies beside it: Kyiv and
Moscow are divisions of their own."""

BESIDE_KM = 50.0
"""So near, a town across a border is the one too: Jerusalem, and the governorate of Quds."""

NAMESAKE_SHARE = 0.1
"""Of the division's people live in the town, at least, for the division to be called by it."""


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What the rest of the text says of each candidate; all columns parallel to the pool.

    Attributes
    ----------
    country_share, admin1_share
        Share of the other names that lie in the candidate's country and first-order division.
    nearness
        Sum over the other names of e to the minus distance in units of `NEAR_KM`.
    nearest
        Position of the candidate that adds most to it, or -1 where none is likely; and `nearest_km`, how
        far it is.
    parent
        How surely the name that follows ("X, Y") contains the candidate, in [0, 1]; -1 where none follows.
    contains
        How many other names lie in the candidate, each by its likelihood.
    echo
        How likely the same place is under the same name elsewhere in the text.
    """

    country_share: NDArray[np.float64]
    admin1_share: NDArray[np.float64]
    nearness: NDArray[np.float64]
    nearest: NDArray[np.int32]
    nearest_km: NDArray[np.float64]
    parent: NDArray[np.float64]
    contains: NDArray[np.float64]
    echo: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Fixed:
    """What does not change from pass to pass: relations between candidates and the plain points."""

    points: NDArray[np.float64]
    decay: NDArray[np.float64]
    km: NDArray[np.float64]
    others: NDArray[np.bool_]
    inside: NDArray[np.bool_]
    namesakes: NDArray[np.bool_]
    linked: NDArray[np.float64]
    near_any: NDArray[np.float64]


def shares(points: NDArray[np.float64], pool: Pool) -> NDArray[np.float64]:
    """Points to likelihoods: a softmax within each group."""
    starts = pool.bounds[:-1]
    top = np.maximum.reduceat(points, starts)[pool.group]
    raised = np.exp(points - top)
    return raised / np.add.reduceat(raised, starts)[pool.group]


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Candidates ranked by hand-set weights: points, likelihoods, and what they rest on."""

    points: NDArray[np.float64]
    likely: NDArray[np.float64]
    context: Context
    fixed: Fixed


def rank(
    pool: Pool, groups: Sequence[Group], home: tuple[float, float] | None = None, *, written_in: int = -1
) -> Ranking:
    """Rank every candidate among those of its name, in the context of all.

    Parameters
    ----------
    home
        Longitude and latitude in degrees of where the source is at home, if known.
    written_in
        Number of the country whose language the text is in; -1 where none or several are.
    """
    own = LANGUAGE_POINTS * ((pool.country == written_in) & (pool.level == _CITY))
    fixed = relate(pool, groups, home_points(pool, home) + own)
    likely = shares(fixed.points, pool)
    for _ in range(PASSES):
        context = weigh(pool, groups, fixed, likely)
        points = after_seats(fixed.points + context_points(context), fixed.namesakes)
        likely = shares(points, pool)
    return Ranking(points, likely, context, fixed)


def relate(pool: Pool, groups: Sequence[Group], at_home: NDArray[np.float64]) -> Fixed:
    """Work out what depends on the candidates alone, given points for being where the source is at home."""
    km = distances_km(pool)
    same_key = _same_key(groups)[pool.group][:, pool.group]
    small = ~_LARGE[pool.level] & (pool.level != _ADMIN1)
    inside = _inside(pool)
    decay = np.exp(-km / NEAR_KM) * ~same_key * small[None, :]
    seats = namesakes(pool, groups, inside, km)
    points = after_seats(plain_points(pool, groups) + at_home, seats)
    linked, near_any = _links(pool, inside, decay, ~same_key)
    return Fixed(
        points + LINK_POINTS * np.minimum(linked, MOST_LINKS),
        decay,
        km,
        ~same_key,
        inside,
        seats,
        linked,
        near_any,
    )


def _links(
    pool: Pool, inside: NDArray[np.bool_], decay: NDArray[np.float64], others: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How many other names have a bearer that holds, or lies in, a candidate below its first order; or near.

    However unlikely each is alone: "Paris" and "Henry County" mean those that belong together.
    """
    division = (pool.level == _ADMIN2) | (pool.level == _ADMIN1)
    related = ((inside & division[None, :]) | (inside.T & division[:, None])) & others
    starts = pool.bounds[:-1]
    linked = np.maximum.reduceat(related, starts, axis=1).sum(axis=1)
    near = np.maximum.reduceat(decay, starts, axis=1).sum(axis=1)
    return linked.astype(np.float64), near


def _same_key(groups: Sequence[Group]) -> NDArray[np.bool_]:
    numbers: dict[str, int] = {}
    keys = np.array([numbers.setdefault(group.key, len(numbers)) for group in groups])
    same: NDArray[np.bool_] = keys[:, None] == keys[None, :]
    return same


def _inside(pool: Pool) -> NDArray[np.bool_]:
    """Whether candidate i (first axis) lies in candidate j (second axis), by the divisions' rows."""
    row = pool.row[None, :]
    found = (pool.admin1[:, None] == row) | (pool.admin2[:, None] == row) | (pool.nation[:, None] == row)
    return np.asarray(found & (pool.row[:, None] != row))


def distances_km(pool: Pool) -> NDArray[np.float64]:
    """Great-circle distances of all pairs, by the chord between unit vectors."""
    lon, lat = np.radians(pool.lon), np.radians(pool.lat)
    spots = np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), axis=1)
    return np.asarray(_EARTH_KM * np.arccos(np.clip(spots @ spots.T, -1.0, 1.0)))


def said_fits(said: NDArray[np.int64], pool: Pool) -> NDArray[np.bool_]:
    """Whether a candidate is what the text calls it; "the Donbas region" is a region of no order."""
    return np.asarray((said == pool.level) | ((said == _ADMIN1) & (pool.level == _REGION)))


def plain_points(pool: Pool, groups: Sequence[Group]) -> NDArray[np.float64]:
    """Points for what a place is and how its name and the text's type words fit it."""
    said = np.array([-1 if group.level is None else LEVEL_NUMBERS[group.level] for group in groups])[
        pool.group
    ]
    fits = said_fits(said, pool)
    flags = pool.flags
    return np.asarray(
        np.log10(np.where((pool.population == 0) & _LARGE[pool.level], LARGE_POPULATION, pool.population) + 1)
        + _LEVEL_POINTS[pool.level]
        + _KIND_POINTS[pool.kind]
        + CAPITAL_POINTS * ((flags & Flag.CAPITAL) > 0)
        + SEAT_POINTS * ((flags & Flag.SEAT1) > 0)
        + SECTION_POINTS * ((flags & Flag.SECTION) > 0)
        + SAID_POINTS * fits
        + DIRECTION_POINTS * toward(pool, groups)
        - SAID_POINTS * ((said >= 0) & ~fits & (pool.level != _COUNTRY))
    )


def toward(pool: Pool, groups: Sequence[Group]) -> NDArray[np.float64]:
    """How far a candidate lies, in radii of its country, towards where the text says it does."""
    said = np.array([group.direction or (0.0, 0.0) for group in groups])[pool.group]
    return np.asarray((pool.off_centre * said).sum(axis=1) * ~_LARGE[pool.level])


def home_points(pool: Pool, home: tuple[float, float] | None) -> NDArray[np.float64]:
    """Points for lying near where the source is at home."""
    if home is None:
        return np.zeros(len(pool))
    lon, lat = np.radians(pool.lon), np.radians(pool.lat)
    home_lon, home_lat = np.radians(home[0]), np.radians(home[1])
    cosine = np.sin(lat) * np.sin(home_lat) + np.cos(lat) * np.cos(home_lat) * np.cos(lon - home_lon)
    km = _EARTH_KM * np.arccos(np.clip(cosine, -1.0, 1.0))
    return np.asarray(HOME_POINTS * np.exp(-km / NEAR_KM) * ~_LARGE[pool.level])


def namesakes(
    pool: Pool, groups: Sequence[Group], inside: NDArray[np.bool_], km: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Whether division i (first axis) is named after the great town j, where no type word is said."""
    said = np.array([group.level is not None for group in groups])[pool.group]
    named = (pool.kind <= NameKind.BARE) & ~said
    division = named & ((pool.level == _ADMIN1) | (pool.level == _ADMIN2))
    town = named & (pool.level == _CITY)
    pair = division[:, None] & town[None, :] & (pool.group[:, None] == pool.group[None, :])
    same_country = pool.country[:, None] == pool.country[None, :]
    pair &= inside.T | (same_country & (km < NAMESAKE_KM)) | (km < BESIDE_KM)
    # "Oklahoma" is the state's own name and a short one of its city
    pair &= pool.kind[None, :] <= np.maximum(pool.kind[:, None], NameKind.PREFERRED)
    return np.asarray(pair & (pool.population[None, :] > NAMESAKE_SHARE * pool.population[:, None]))


def after_seats(points: NDArray[np.float64], pairs: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Put a division behind the town that it is named after: "Zaporizhzhia" alone is the city."""
    limit = np.where(pairs, points[None, :], -np.inf).max(axis=1, initial=-np.inf) - NAMESAKE_POINTS
    return np.asarray(np.where(pairs.any(axis=1), np.minimum(points, limit), points))


def weigh(pool: Pool, groups: Sequence[Group], fixed: Fixed, likely: NDArray[np.float64]) -> Context:
    """Look at each candidate in the light of all others, as likely as they are by now."""
    support = fixed.decay * likely[None, :]
    nearest = np.argmax(support, axis=1)
    everyone = np.arange(len(pool))
    found = (support[everyone, nearest] > 0) & (likely[nearest] >= LEAST_NEIGHBOUR)
    contained = fixed.inside & fixed.others
    parent = _parenthood(pool, groups, fixed, likely)
    return Context(
        country_share=_share(pool, pool.country, likely, len(groups)),
        admin1_share=_share(pool, pool.admin1, likely, len(groups)),
        nearness=support.sum(axis=1),
        nearest=np.where(found, nearest, -1).astype(np.int32),
        nearest_km=np.where(found, fixed.km[everyone, nearest], np.inf),
        parent=parent,
        contains=(contained * likely[:, None]).sum(axis=0),
        echo=_echo(pool, groups, fixed, likely, parent),
    )


def _share(
    pool: Pool, unit: NDArray[np.int32], likely: NDArray[np.float64], groups: int
) -> NDArray[np.float64]:
    """Share of the other groups' likelihood that lies in each candidate's unit."""
    codes, local = np.unique(unit, return_inverse=True)
    cells = pool.group * len(codes) + local
    votes = np.bincount(cells, weights=likely, minlength=groups * len(codes)).reshape(groups, len(codes))
    others = votes.sum(axis=0)[local] - votes[pool.group, local]
    known = (unit != NO_ROW) & (unit != 0) if unit is pool.country else unit != NO_ROW
    return np.asarray(np.where(known, others / max(groups - 1, 1), 0.0))


def _parenthood(
    pool: Pool, groups: Sequence[Group], fixed: Fixed, likely: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How surely the named parent contains each candidate, and a named child lies in it."""
    found = np.full(len(pool), -1.0)
    for number, group in enumerate(groups):
        if group.parent >= 0:
            child, parent = pool.of(number), pool.of(group.parent)
            held = fixed.inside[child, parent]
            found[child] = np.maximum(found[child], (held * likely[parent]).sum(axis=1))
            found[parent] = np.maximum(found[parent], (held * likely[child][:, None]).sum(axis=0))
    return found


def _echo(
    pool: Pool,
    groups: Sequence[Group],
    fixed: Fixed,
    likely: NDArray[np.float64],
    parent: NDArray[np.float64],
) -> NDArray[np.float64]:
    """How likely the same row is in other groups of the same name that name their parent."""
    anchored = np.array([group.parent >= 0 for group in groups])[pool.group]
    same = (pool.row[:, None] == pool.row[None, :]) & ~fixed.others & anchored[None, :]
    same &= pool.group[:, None] != pool.group[None, :]
    held = np.maximum(parent, 0.0)[None, :]
    return np.asarray((same * likely[None, :] * held).max(axis=1, initial=0.0))


def context_points(context: Context) -> NDArray[np.float64]:
    """Points for how a candidate fits the rest of the text."""
    return np.asarray(
        COUNTRY_POINTS * context.country_share
        + ADMIN1_POINTS * context.admin1_share
        + np.minimum(NEAR_POINTS * context.nearness, MOST_NEAR)
        + PARENT_POINTS * np.maximum(context.parent, 0.0)
        + CONTAINS_POINTS * np.minimum(context.contains, 1.0)
        + ECHO_POINTS * context.echo
    )
