import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import UnknownPlaceError
from gazetteer.model import Candidate, Level, Location, Mention, Place, Resolution, Shape
from mapper.aside import aside
from mapper.export import FORMATS, write_events, write_places
from mapper.export.kml import kml
from mapper.export.table import FORMULA_STARTS, harmless, table
from mapper.frames import to_frame
from mapper.model import Count, Counts, Document, Event, Evidence, Precision, TimeSpan
from mapper.records import COLUMNS, COUNTED, event_record, event_row, place_record

OBLAST = Place(
    id="geonames:703447", name="Kyiv Oblast", level=Level.ADMIN1, lon=30.5, lat=50.25, country="UA"
)
TOWN = Place(
    id="geonames:694992",
    name="Rzhyshchiv",
    level=Level.CITY,
    lon=31.04357,
    lat=49.96998,
    country="UA",
    parents=("katottg:X", OBLAST.id),
)
VILLAGE = Place(id="katottg:UA32", name="=Hryhorivka", level=Level.CITY, lon=-31.5, lat=-49.5, country="UA")
DOCUMENTS = [
    Document(id="a", text="Drones killed six in Rzhyshchiv.", source="The Paper"),
    Document(id="=b", text="Eight died in Rzhyshchiv.", url="https://example.org/b"),
]
START = datetime(2023, 3, 22, tzinfo=UTC)
KML = "{http://www.opengis.net/kml/2.2}"


def place_of(place_id: str) -> Place:
    known = {each.id: each for each in (OBLAST, TOWN)}
    if place_id not in known:
        raise UnknownPlaceError(place_id)
    return known[place_id]


def location(place: Place) -> Location:
    return Location(
        place=place,
        shape=Shape.POINT,
        lon=place.lon,
        lat=place.lat,
        radius_m=2000,
        geo_precision=1,
        where_prec=1,
    )


TOLD = Event(
    id="e1",
    kind="drone strike",
    title="Drones hit a college",
    when=TimeSpan(start=START, end=START + timedelta(days=1), precision=Precision.DAY),
    location=location(TOWN),
    counts=Counts(killed=Count(low=6, high=8), injured=Count(low=7, high=18), launched=Count(low=2, high=2)),
    actors=("Russia", "Ukraine"),
    weapon="drone",
    confidence=0.123456,
    evidence=(Evidence(document_id="=b", start=0, end=25), Evidence(document_id="a", start=0, end=32)),
)
HOSTILE = Event(
    id="e2",
    kind="other",
    title='=HYPERLINK("http://evil")</script><b>,"\n\x1b[2J\u2028',
    when=None,
    location=location(VILLAGE),
    weapon="@SUM(1)",
    evidence=(Evidence(document_id="=b", start=0, end=5),),
    background=True,
)
UNPLACED = Event(
    id="e3",
    kind="other",
    title="",
    when=None,
    location=None,
    evidence=(Evidence(document_id="?", start=0, end=1),),
)
EVENTS = [TOLD, HOSTILE, UNPLACED]


def written(path: Path, events: list[Event] = EVENTS) -> Path:
    write_events(events, DOCUMENTS, path, place_of=place_of)
    return path


def test_a_line_holds_the_event_as_the_format_promises(tmp_path: Path) -> None:
    lines = written(tmp_path / "events.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        event_record(event, place_of=place_of) for event in EVENTS
    ]
    assert json.loads(lines[0]) == {
        "event_id": "e1",
        "kind": "drone strike",
        "title": "Drones hit a college",
        "when": {"start": "2023-03-22T00:00:00Z", "end": "2023-03-23T00:00:00Z", "precision": "day"},
        "place": {
            "name": "Rzhyshchiv",
            "geonameid": "694992",
            "lat": 49.96998,
            "lon": 31.04357,
            "country": "UA",
            "admin1": "Kyiv Oblast",
            "level": "city",
        },
        "geo_precision": 1,
        "where_prec": 1,
        "radius_m": 2000,
        "killed": [6, 8],
        "injured": [7, 18],
        "missing": None,
        "weapon": "drone",
        "actors": ["Russia", "Ukraine"],
        "confidence": 0.1235,
        "evidence": [{"doc_id": "=b", "start": 0, "end": 25}, {"doc_id": "a", "start": 0, "end": 32}],
        "background": False,
        "detained": None,
        "displaced": None,
        "launched": [2, 2],
        "intercepted": None,
        "time_precision": 1,
        "date_prec": 1,
        "event_date": "2023-03-22",
        **{f"{name}_best": None for name in COUNTED},
    }


def test_what_is_not_known_is_null(tmp_path: Path) -> None:
    line = json.loads(written(tmp_path / "events.jsonl").read_text(encoding="utf-8").splitlines()[2])
    unknown = ("when", "place", "geo_precision", "where_prec", "radius_m", "killed", "injured", "missing")
    assert [line[name] for name in unknown] == [None] * len(unknown)


def test_a_place_without_a_geonames_id_has_none() -> None:
    assert event_row(HOSTILE, {}, place_of=place_of)["geonameid"] is None


def test_a_table_has_a_row_an_event_and_says_who_told(tmp_path: Path) -> None:
    file = written(tmp_path / "events.csv").read_text(encoding="utf-8")
    first, second, third = csv.DictReader(io.StringIO(file, newline=""))
    assert tuple(first) == COLUMNS
    assert (first["killed_low"], first["killed_high"], first["missing_low"]) == ("6", "8", "")
    assert first["sources"] == "https://example.org/b; The Paper"
    assert json.loads(first["evidence"])[0] == {"doc_id": "=b", "start": 0, "end": 25}
    assert (second["lat"], second["background"]) == ("-49.5", "true")
    assert {third[name] for name in ("start", "place", "lat", "sources")} == {""}


def test_no_cell_of_a_table_is_a_formula(tmp_path: Path) -> None:
    rows = csv.DictReader(
        io.StringIO(written(tmp_path / "events.csv").read_text(encoding="utf-8"), newline="")
    )
    second = list(rows)[1]
    assert second["title"] == "'" + HOSTILE.title
    assert (second["place"], second["weapon"]) == ("'=Hryhorivka", "'@SUM(1)")


@given(st.text(st.characters(codec="utf-8"), max_size=20) | st.text("'=+-@\t ", max_size=6))
def test_harmless_text_starts_no_formula_and_can_be_had_back(text: str) -> None:
    safe = harmless(text)
    assert not safe.startswith(FORMULA_STARTS)
    assert (safe[1:] if safe.lstrip("'").startswith(FORMULA_STARTS) else safe) == text


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_title_makes_one_row_of_all_columns(title: str) -> None:
    row = event_row(TOLD, {}, place_of=place_of) | {"title": title}
    back = list(csv.reader(io.StringIO(table([row]), newline="")))
    assert [len(cells) for cells in back] == [len(COLUMNS)] * 2
    assert back[1][2] == harmless(title)


def test_features_are_longitude_first_and_unplaced_events_have_no_geometry(tmp_path: Path) -> None:
    collection = json.loads(written(tmp_path / "events.geojson").read_text(encoding="utf-8"))
    first, second, third = collection["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [31.04357, 49.96998]}
    assert (first["id"], first["properties"]["killed_low"]) == ("e1", 6)
    assert second["properties"]["title"] == HOSTILE.title
    assert third["geometry"] is None
    assert set(collection) == {"type", "features"}


def test_placemarks_carry_their_span_and_no_markup(tmp_path: Path) -> None:
    root = ET.parse(written(tmp_path / "events.kml")).getroot()  # noqa: S314 -- written three lines above
    first, second, third = root.iter(f"{KML}Placemark")
    assert first.findtext(f".//{KML}begin") == "2023-03-22T00:00:00Z"
    assert first.findtext(f".//{KML}coordinates") == "31.04357,49.96998"
    assert not any("<" in (element.text or "") for element in second.iter())
    assert third.find(f"{KML}Point") is None


@given(st.text(max_size=30))
def test_any_title_makes_well_formed_xml(title: str) -> None:
    row = event_row(TOLD, {}, place_of=place_of) | {"title": title}
    root = ET.fromstring(kml([row]).encode())  # noqa: S314 -- written just now
    assert len(list(root.iter(f"{KML}Placemark"))) == 1


@pytest.mark.parametrize("name", ["events.parquet", "events.gpkg", "events.geojson"])
def test_geopandas_reads_back_what_was_written(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / name)
    back = gpd.read_parquet(path) if path.suffix == ".parquet" else gpd.read_file(path)
    frame = to_frame(EVENTS, DOCUMENTS, place_of=place_of)
    assert back.crs == frame.crs
    assert back["event_id"].tolist() == ["e1", "e2", "e3"]
    assert back["title"].tolist()[:2] == [TOLD.title, HOSTILE.title]
    assert [each if each is None else (each.x, each.y) for each in back.geometry] == [
        (31.04357, 49.96998),
        (-31.5, -49.5),
        None,
    ]
    assert back["killed_low"].isna().tolist() == [False, True, True]
    assert (back["killed_low"][0], back["injured_low"][0], back["start"][0]) == (6, 7, START)
    assert back["start"].isna().tolist() == [False, True, True]


def test_a_frame_of_nothing_has_all_columns_and_types() -> None:
    empty, full = (to_frame(events, [], place_of=place_of) for events in ([], EVENTS))
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
    assert list(empty.columns) == [*COLUMNS, "geometry"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_events_make_the_same_bytes_and_no_events_a_valid_file(tmp_path: Path, suffix: str) -> None:
    first, again = written(tmp_path / f"a{suffix}"), written(tmp_path / f"b{suffix}")
    assert first.read_bytes() == again.read_bytes()
    assert written(tmp_path / f"none{suffix}", []).exists()
    assert sorted(each.suffix for each in tmp_path.iterdir()) == [suffix] * 3


def test_an_unknown_format_is_refused_with_those_known(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.shp is none of \.jsonl, \.csv"):
        written(tmp_path / "events.shp")


def test_a_file_that_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_text("old")

    def fail() -> None:
        with aside(old) as part:
            part.write_text("ne")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail()
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("old.txt", "old")]


def test_a_mention_without_a_place_is_an_honest_null(tmp_path: Path) -> None:
    found = [
        Resolution(
            mention=Mention(start=21, end=31, text="Rzhyshchiv"), best=Candidate(place=TOWN, score=0.98764)
        ),
        Resolution(mention=Mention(start=0, end=6, text="Drones"), best=None),
    ]
    write_places([(DOCUMENTS[0], found)], tmp_path / "places.jsonl")
    line = json.loads((tmp_path / "places.jsonl").read_text(encoding="utf-8"))
    assert line == place_record(DOCUMENTS[0], found)
    assert line["doc_id"] == "a"
    assert line["places"][0] == {
        "start": 21,
        "end": 31,
        "text": "Rzhyshchiv",
        "geonameid": "694992",
        "name": "Rzhyshchiv",
        "lat": 49.96998,
        "lon": 31.04357,
        "country": "UA",
        "level": "city",
        "radius_m": 0,
        "score": 0.9876,
        "role": "place",
    }
    assert (line["places"][1]["geonameid"], line["places"][1]["score"]) == (None, None)
