"""Natural features and airports beside the places that are known already."""

from __future__ import annotations

from gazetteer.build.draft import Draft
from gazetteer.build.natural import beside, read_natural
from gazetteer.model import Level
from gazetteer.names import NameKind, fold


def place(name: str, level: Level, *others: str, population: int = 0, own: str = "geonames:1") -> Draft:
    return Draft(
        id=own,
        name=name,
        level=level,
        lon=1.0,
        lat=2.0,
        population=population,
        admin1="geonames:9",
        names=((fold(name), NameKind.MAIN), *((fold(other), NameKind.OTHER) for other in others)),
    )


def test_the_table_has_each_feature_once() -> None:
    ids = [draft.id for draft in read_natural()]
    assert len(ids) == len(set(ids)) > 14_000


def test_a_feature_that_is_a_country_or_sea_already_is_left_out() -> None:
    island = place("Norland", Level.REGION, own="naturalearth:island-norland")
    assert beside([island], [place("Norland", Level.COUNTRY)]) == []
    assert [draft.id for draft in beside([island], [place("Norland", Level.CITY)])] == [island.id]


def test_the_bare_name_of_a_river_is_left_to_a_town_of_that_name() -> None:
    river = place("Velm River", Level.POI, "Velm", own="naturalearth:river-velm-river")
    (with_town,) = beside([river], [place("Velm", Level.CITY, population=50_000)])
    (with_hamlet,) = beside([river], [place("Velm", Level.CITY, population=50)])
    assert [name for name, _ in with_town.names] == ["velm river"]
    assert [name for name, _ in with_hamlet.names] == ["velm river", "velm"]


def test_a_division_that_is_not_known_is_not_kept() -> None:
    river = place("Velm River", Level.POI, own="naturalearth:river-velm-river")
    assert beside([river], [])[0].admin1 == ""
    assert beside([river], [place("Kresk", Level.ADMIN1, own="geonames:9")])[0].admin1 == "geonames:9"
