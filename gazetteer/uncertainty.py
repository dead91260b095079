"""How far off a described spot may be: the point-radius method, in small formulas.

After Wieczorek, Guo and Hijmans (2004), Chapman and Wieczorek (2020, "Georeferencing Best Practices",
section 3.4) and Zermoglio, Chapman, Wieczorek, Luna and Bloom (2020, "Georeferencing Quick Reference
Guide"). Those add errors up, so that the circle holds every spot that a description allows; here errors
that have nothing to do with each other are added in quadrature, and a town's reach counts half where
distances are measured from it (most are measured from its middle, some from its edge): a circle that holds
nine of ten is worth more on a map than one that holds all and half the country with them.
"""

from __future__ import annotations

import math

from gazetteer.compass import bearing_of, precision_deg
from gazetteer.sphere import Circle, travel

LEAST_ERROR_SHARE = 0.1
"""A reporter's distance is never surer than to a tenth: a floor of our own."""

ABOUT = 1.5
"""How much less a number says that stands behind "about" or "some"."""


def rounding_unit(value: float) -> float:
    """Guess the unit to which a stated number was rounded from its last digit that is not zero.

    Powers of ten and their halves, at most half of the number itself: 10 was rounded to fives, 12 to ones.

    Examples
    --------
    >>> [rounding_unit(value) for value in (5, 10, 12, 15, 30, 100, 120, 2.5)]
    [1.0, 5.0, 1.0, 5.0, 10.0, 50.0, 10.0, 0.1]
    """
    if value != int(value):
        return 10.0 ** -len(f"{value:.6f}".rstrip("0").partition(".")[2])
    units = (base * 10.0**power for power in range(6) for base in (1.0, 5.0))
    return max((unit for unit in units if value % unit == 0 and unit <= value / 2), default=1.0)


def distance_error_m(value: float, unit_m: float, *, about: bool = False) -> float:
    """Metres by which a stated distance may be off: half of what it was rounded to.

    Examples
    --------
    >>> [round(distance_error_m(value, 1000)) for value in (10, 12, 30)]
    [2500, 1200, 5000]
    """
    error = max(rounding_unit(value) / 2, LEAST_ERROR_SHARE * value) * unit_m
    return error * ABOUT if about else error


def offset(start: Circle, point: str, away_m: float, error_m: float) -> Circle:
    r"""Circle for "so far in that direction from there".

    With distance :math:`d`, its error and the start's reach joined to :math:`e`, and the direction open to
    :math:`\theta` on either side, the farthest corner of what is meant lies at
    :math:`x = (d + e)\cos\theta - d`, :math:`y = (d + e)\sin\theta` from the spot itself; the radius is
    :math:`\max(\sqrt{x^2 + y^2}, e)` (Wieczorek, Guo and Hijmans 2004, formula for distance and direction).

    Parameters
    ----------
    start
        What is measured from, with its reach.
    point
        Of the compass, in letters.
    """
    spread = math.hypot(error_m, start.radius_m / 2)
    theta = math.radians(precision_deg(point))
    along, across = (away_m + spread) * math.cos(theta) - away_m, (away_m + spread) * math.sin(theta)
    lon, lat = travel(start.lon, start.lat, bearing_of(point), away_m)
    return Circle(lon=lon, lat=lat, radius_m=max(math.hypot(along, across), spread))


def within(start: Circle, away_m: float, error_m: float) -> Circle:
    """Circle for "so far from there", whatever the direction: all that is not farther.

    The ring that is meant is as wide as its error; a circle cannot leave its middle out.
    """
    spread = math.hypot(error_m, start.radius_m / 2)
    return Circle(lon=start.lon, lat=start.lat, radius_m=max(away_m + spread, start.radius_m))


def shifted(start: Circle, point: str, by_m: float, radius_m: float) -> Circle:
    """Circle of a given size some way off in a direction; around the start where no direction is said."""
    lon, lat = travel(start.lon, start.lat, bearing_of(point), by_m) if point else (start.lon, start.lat)
    return Circle(lon=lon, lat=lat, radius_m=radius_m)
