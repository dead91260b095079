"""What GeoNames' codes are here."""

import pytest

from gazetteer.build.features import WELL_KNOWN, feature
from gazetteer.columns import Flag
from gazetteer.model import Level


@pytest.mark.parametrize(
    ("kind", "code", "level"),
    [
        ("P", "PPL", Level.CITY),
        ("A", "ADM1", Level.ADMIN1),
        ("A", "ADM3", Level.ADMIN2),
        ("A", "PRSH", Level.ADMIN2),
        ("T", "MT", Level.POI),
        ("S", "AIRP", Level.POI),
        ("", "", Level.POI),
    ],
)
def test_a_code_has_a_level(kind: str, code: str, level: Level) -> None:
    assert feature(kind, code, 0, 0).level is level


@pytest.mark.parametrize(("kind", "code", "level"), [("L", "RGN", Level.REGION), ("H", "SEA", Level.SEA)])
def test_a_region_that_nobody_has_translated_is_a_spot(kind: str, code: str, level: Level) -> None:
    assert feature(kind, code, 0, WELL_KNOWN).level is level
    assert feature(kind, code, 0, WELL_KNOWN - 1).level is Level.POI


def test_what_is_no_more_comes_after_others_of_its_name() -> None:
    assert feature("A", "ADM2H", 0, 0).flags == Flag.SECTION
    assert feature("P", "PPLH", 0, 0).flags == Flag.SECTION
    assert feature("P", "PPLA", 0, 0).flags == Flag.SEAT1
    assert feature("S", "CH", 0, 0).flags == 0  # a church
