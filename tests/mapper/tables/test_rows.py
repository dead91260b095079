"""Rows become events: merged with what texts tell where they are few, columns where they are many."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from table_rows import ACLED, GDELT, PLAIN, UCDP, put

from gazetteer.model import Level, Shape
from mapper.export import write_events
from mapper.model import Count, Event
from mapper.page import render
from mapper.pipeline import STRAIGHT_IN, Knowledge, Run, draw, kinds_by_name, run
from mapper.settings import Settings
from mapper.sources.tables import read_table
from mapper.spotting import Named, open_spotter
from mapper.straight import join_tables, lay_sheet
from mapper.tabled import tell_sheet

HOSTILE = '=HYPERLINK("https://evil.example")</script><script>window.ran=1</script>'


def go(known: Knowledge, *paths: Path) -> Run:
    return run(paths, known, Settings())


def by_id(found: Run) -> dict[str, Event]:
    return {event.id: event for event in found.events}


def test_a_row_is_an_event_with_what_it_says_and_no_more(tmp_path: Path, known: Knowledge) -> None:
    found = by_id(go(known, put(tmp_path, "events.csv", PLAIN)))
    drone, flood, march = found["a1"], found["a2"], found["a3"]
    assert drone.kind == "Air/drone strike"
    assert drone.counts.killed is not None
    assert replace(drone.counts.killed, best=None, rule="") == Count(low=6, high=8)
    assert drone.counts.killed.best == 6  # ACLED's code book takes the lowest
    assert drone.location is not None
    assert (drone.location.lat, drone.location.shape, drone.location.radius_m) == (49.97, Shape.POINT, 2_000)
    assert drone.location.place.country == "UA"
    assert flood.counts.killed is None
    # No coordinate: the gazetteer knows the town.
    assert march.location is not None
    assert march.location.place.id == "geonames:702550"
    assert march.kind == "Protest march"
    assert march.title == "Protest march, Lviv: 2 injured"


def test_a_row_known_to_a_region_is_the_regions_outline_never_a_dot(tmp_path: Path, known: Knowledge) -> None:
    found = go(known, put(tmp_path, "a.csv", ACLED))
    near, region = by_id(found)["QQQ2"].location, by_id(found)["QQQ3"].location
    assert near is not None
    assert region is not None
    assert (near.shape, near.radius_m) == (Shape.NEAR, 25_000)
    assert (region.shape, region.place.id) == (Shape.AREA, "geonames:710734")
    assert "geonames:710734" in [place for place, _ in draw(found, known, Settings()).outlines]


def test_ucdps_best_estimate_is_said_beside_its_bounds(tmp_path: Path, known: Knowledge) -> None:
    event = by_id(go(known, put(tmp_path, "u.csv", UCDP)))["900001"]
    assert event.counts.killed is not None
    assert replace(event.counts.killed, rule="") == Count(low=4, high=9, wording="best estimate 5", best=5)


def test_a_country_that_gdelt_puts_at_its_centre_is_a_country(tmp_path: Path, known: Knowledge) -> None:
    where = by_id(go(known, put(tmp_path, "g.csv", GDELT)))["2"].location
    assert where is not None
    assert (where.place.level, where.where_prec, where.shape) == (Level.COUNTRY, 6, Shape.AREA)


def test_a_text_and_a_table_that_tell_of_one_event_become_one(
    tmp_path: Path, reports: Path, known: Knowledge
) -> None:
    table = put(
        tmp_path,
        "coded.csv",
        "event_id,date,kind,place,country,lat,lon,killed,source\n"
        "c1,2023-03-22,Air/drone strike,Rzhyshchiv,Ukraine,49.966,31.042,8,Coders\n",
    )
    found = go(known, reports, table)
    (event,) = found.events
    assert len(event.told) == 3
    assert event.counts.killed is not None
    assert (event.counts.killed.low, event.counts.killed.high, event.counts.killed.best) == (6, 8, 6)
    assert {evidence.document_id for evidence in event.evidence} >= {"coded.csv:c1"}


def test_rows_of_one_table_are_never_merged_rows_of_two_may_be(tmp_path: Path, known: Knowledge) -> None:
    rows = "id,date,kind,place,lat,lon,killed\n{0},2023-03-22,Attack,Kyiv,50.45,30.52,3\n"
    twice = put(tmp_path, "one.csv", rows.format("x") + "y,2023-03-22,Attack,Kyiv,50.45,30.52,3\n")
    assert len(go(known, twice).events) == 2
    other = put(tmp_path, "two.csv", rows.format("z"))
    assert len(go(known, twice, other).events) == 2


def test_an_id_that_comes_twice_is_told_apart_and_nothing_is_lost(tmp_path: Path, known: Knowledge) -> None:
    rows = "id,date,place,lat,lon\n1,2023-01-01,Kyiv,50.4,30.5\n1,2023-02-01,Kyiv,50.4,30.5\n"
    found = go(known, put(tmp_path, "a.csv", rows), put(tmp_path, "b.csv", rows))
    assert len({event.id for event in found.events}) == len(found.events)
    assert sum(len(event.told) or 1 for event in found.events) == 4


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "geojson", "parquet"])
def test_what_is_written_reads_back_the_same(
    tmp_path: Path, reports: Path, known: Knowledge, suffix: str
) -> None:
    first, again = tmp_path / f"first.{suffix}", tmp_path / f"again.{suffix}"
    table = put(tmp_path, "u.csv", UCDP)
    hostile = put(tmp_path, "h.csv", f"date,place,title\n2023-01-01,Kyiv,'{HOSTILE.replace(',', ' ')}\n")
    for sources, out in (((reports, table, hostile), first), ((first,), again)):
        found = go(known, *sources)
        write_events(found.events, found.documents, out, place_of=known.gazetteer.place)
    assert again.read_bytes() == first.read_bytes()


def test_hostile_text_is_data(tmp_path: Path, known: Knowledge) -> None:
    cells = json.dumps({"date": "2023-01-01", "lat": 50.4, "lon": 30.5, "title": HOSTILE, "place": HOSTILE})
    found = go(known, put(tmp_path, "h.jsonl", cells + "\n"))
    assert found.events[0].title == HOSTILE
    assert "window.ran" not in render(draw(found, known, Settings()))


def many(folder: Path, count: int) -> Path:
    """A table of as many rows, some known to a town, some near one, some to a region, some to nothing."""
    rows = ["id,date,kind,place,admin1,country,lat,lon,where_prec,killed"]
    for n in range(count):
        spot = f"{49 + n % 7 / 10},{31 + n % 11 / 10}" if n % 5 else ","
        where = 1 + n % 4 if n % 5 else ""
        rows.append(
            f"r{n},2023-0{1 + n % 9}-1{n % 10},Attack,Lviv,Lviv oblast,Ukraine,{spot},{where},{n % 4}"
        )
    return put(folder, "many.csv", "\n".join(rows) + "\n")


def test_many_rows_go_straight_into_columns(tmp_path: Path, known: Knowledge) -> None:
    found = go(known, many(tmp_path, STRAIGHT_IN + 1))
    assert found.events == ()
    assert found.table is not None
    assert len(found.table) == STRAIGHT_IN + 1
    page = render(draw(found, known, Settings()))
    assert page == render(draw(go(known, many(tmp_path, STRAIGHT_IN + 1)), known, Settings()))


def test_columns_say_the_same_as_objects(tmp_path: Path, known: Knowledge) -> None:
    sheet, _ = read_table(many(tmp_path, 300))
    assert sheet is not None
    spotter = open_spotter(known.gazetteer)
    table, _ = lay_sheet(sheet, spotter, kinds_by_name(known.words))
    told = tell_sheet(sheet, spotter, kinds_by_name(known.words))
    for row, event in enumerate(told.events):
        assert table.id[row].as_py() == event.id
        assert table.kinds[table.kind[row]] == event.kind
        assert event.when is not None
        assert table.start[row] * 60 == event.when.start.timestamp()
        assert table.end[row] * 60 == event.when.end.timestamp()
        spot, where = table.spots[table.spot[row]], event.location
        assert where is not None
        is_exact = bool(np.isfinite(table.lon[row]))
        assert is_exact == (where.shape is Shape.POINT and bool(np.isfinite(sheet.lon[row])))
        assert (spot.shape, spot.place.name) == (where.shape, where.place.name)
        lon, lat = (table.lon[row], table.lat[row]) if is_exact else (spot.lon, spot.lat)
        assert (lon, lat) == (where.lon, where.lat)


def test_tables_put_together_keep_their_rows(tmp_path: Path, known: Knowledge) -> None:
    spotter = open_spotter(known.gazetteer)
    laid = []
    for name, text in (("a.csv", ACLED), ("u.csv", UCDP), ("p.csv", PLAIN)):
        sheet, _ = read_table(put(tmp_path, name, text))
        assert sheet is not None
        laid.append(lay_sheet(sheet, spotter, kinds_by_name(known.words))[0])
    joined = join_tables(laid)
    assert joined.id.to_pylist() == [each for table in laid for each in table.id.to_pylist()]
    names = [joined.spots[spot].place.name for spot in joined.spot]
    assert names == [table.spots[spot].place.name for table in laid for spot in table.spot]
    assert [joined.kinds[kind] for kind in joined.kind][:3] == [
        "Armed clash",
        "Mob violence",
        "Peaceful protest",
    ]


def test_a_row_that_names_only_a_province_is_not_a_town(known: Knowledge) -> None:
    where = open_spotter(known.gazetteer).at(Named(admin1="Chernihiv oblast", country="Ukraine"), 31.9, 51.4)
    assert (where.place.id, where.shape, where.geo_precision) == ("geonames:710734", Shape.AREA, 3)
