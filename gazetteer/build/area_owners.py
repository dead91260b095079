"""Which division each face belongs to, and how well the faces given to a division fit it.

Codes in the source are sometimes missing, outdated or exchanged, so they do not decide alone: the
settlements that lie in a face vote with the division the gazetteer files them under.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from gazetteer.build.area_faces import Face
    from gazetteer.model import Level

WEIGHT_OF_ID = 1.0
WEIGHT_OF_ISO_CODE = 1.0
WEIGHT_OF_GEONAMES_CODE = 0.5
WEIGHT_OF_VOTES = 3.0
ENOUGH = 1.0
"""What speaks for a division, and how much must: one good code, or the clear vote of two settlements.

Three codes that agree outweigh one settlement that a simplified border puts on the wrong side (small
islands' parishes); the votes of many outweigh two codes (Iran's ISO codes before 2020).
"""

FIT = 0.75
"""Least share of a division's settlements that its faces hold, and of their settlements that are its own.

Below it the source shows another partition of the country than the gazetteer, and no outline is better
than a wrong one.
"""

OFF_COAST_DEG = 0.1
"""How far into the sea, some ten kilometres, a settlement may lie when coasts are simplified."""

FEW = 4
"""With fewer settlements than this to check by, the codes are believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """One division as the gazetteer knows it; `parents` are all above it, the country aside."""

    id: str
    name: str
    country: str
    iso_code: str
    geonames_code: str
    level: Level
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A populated place, and the ids of all divisions that it lies in."""

    lon: float
    lat: float
    population: int
    divisions: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The faces given to a division, and how well they serve it.

    Attributes
    ----------
    faces
        Numbers of the faces.
    held
        The share of the division's settlements that lies in them, by number or by population,
        whichever is greater: a city's outline may miss hamlets, and a region's its only city.
    own
        The share of the settlements in them that is the division's, not counting those of divisions
        that have faces elsewhere: settlements stray over a border, but a division without a face
        shows that the source knows an older partition.
    settlements
        How many there were to judge by.
    """

    faces: tuple[int, ...]
    held: float
    own: float
    settlements: int

    @property
    def is_good(self) -> bool:
        """Whether the outline may be shown for the division."""
        return self.settlements < FEW or min(self.held, self.own) >= FIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """Divisions by each of their codes."""

    by_id: Mapping[str, Division]
    by_iso_code: Mapping[str, Division]
    by_geonames_code: Mapping[str, Division]

    @classmethod
    def of(cls, divisions: Iterable[Division]) -> Codes:
        """Index the divisions."""
        listed = list(divisions)
        return cls(
            by_id={one.id: one for one in listed},
            by_iso_code={one.iso_code: one for one in listed if one.iso_code},
            by_geonames_code={one.geonames_code: one for one in listed if one.geonames_code},
        )


def settle(faces: Sequence[Face], settlements: Sequence[Settlement]) -> list[list[int]]:
    """List, for every face, the settlements in it, or off its coast by less than `OFF_COAST_DEG`."""
    tree = shapely.STRtree([face.geometry for face in faces])
    points = shapely.points([one.lon for one in settlements], [one.lat for one in settlements])
    # all_matches: a place exactly on a border lies on both sides
    pairs = tree.query_nearest(points, max_distance=OFF_COAST_DEG, all_matches=True)
    inside: list[list[int]] = [[] for _ in faces]
    for settlement, face in zip(*pairs, strict=True):
        inside[face].append(int(settlement))
    return inside


def fit_divisions(
    faces: Sequence[Face],
    inside: Sequence[Sequence[int]],
    divisions: Sequence[Division],
    settlements: Sequence[Settlement],
) -> dict[str, Fit]:
    """Give each face to at most one of some divisions that do not overlap, and see how well that fits."""
    known = Codes.of(divisions)
    of_settlement = [next(iter(one.divisions & known.by_id.keys()), "") for one in settlements]
    given: dict[str, list[int]] = defaultdict(list)
    for number, (face, held) in enumerate(zip(faces, inside, strict=True)):
        ballot = Counter(of_settlement[one] for one in held)
        owner = find_owner(face, ballot, known)
        if owner:
            given[owner].append(number)
    measures = (
        Weights.of(of_settlement, [1] * len(settlements)),
        Weights.of(of_settlement, [one.population for one in settlements]),
    )
    return {owner: fit(owner, numbers, inside, measures, given.keys()) for owner, numbers in given.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each settlement counts, where it belongs, and what each division's settlements sum up to."""

    divisions: Sequence[str]
    weights: Sequence[int]
    totals: Mapping[str, int]

    @classmethod
    def of(cls, divisions: Sequence[str], weights: Sequence[int]) -> Weights:
        """Sum up."""
        totals: Counter[str] = Counter()
        for division, weight in zip(divisions, weights, strict=True):
            totals[division] += weight
        return cls(divisions=divisions, weights=weights, totals=totals)

    def inside(self, settlements: Iterable[int]) -> Counter[str]:
        """Sum up some settlements only."""
        found: Counter[str] = Counter()
        for one in settlements:
            found[self.divisions[one]] += self.weights[one]
        return found


def find_owner(face: Face, ballot: Counter[str], known: Codes) -> str:
    """Weigh codes and votes; empty when too little speaks for any division of the face's country."""
    scores: dict[str, float] = defaultdict(float)
    named = (
        (known.by_id.get(f"geonames:{face.geonames_id}"), WEIGHT_OF_ID),
        (known.by_iso_code.get(face.iso_code), WEIGHT_OF_ISO_CODE),
        (known.by_geonames_code.get(face.geonames_code), WEIGHT_OF_GEONAMES_CODE),
    )
    # drawn towards nothing where only one or two settlements speak
    voted = ((known.by_id.get(own), WEIGHT_OF_VOTES * n / (ballot.total() + 2)) for own, n in ballot.items())
    for division, weight in (*named, *voted):
        if division is not None and division.country == face.country:
            scores[division.id] += weight
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return ranked[0][0] if ranked and ranked[0][1] >= ENOUGH else ""


def fit(
    owner: str,
    numbers: Sequence[int],
    inside: Sequence[Sequence[int]],
    measures: tuple[Weights, Weights],
    served: Collection[str],
) -> Fit:
    """Measure how well some faces serve a division, by number of settlements and by people."""
    settlements = [one for number in numbers for one in inside[number]]
    by_number, by_people = measures
    found = by_number.inside(settlements)
    strangers = sum(count for division, count in found.items() if division and division not in served)
    return Fit(
        faces=tuple(numbers),
        held=max(
            share(found[owner], by_number.totals[owner]),
            share(by_people.inside(settlements)[owner], by_people.totals[owner]),
        ),
        own=share(found[owner], found[owner] + strangers),
        settlements=max(by_number.totals[owner], found[owner] + strangers),
    )


def share(part: int, whole: int) -> float:
    """Divide; nothing of nothing is no objection, so all of it."""
    return part / whole if whole else 1.0
