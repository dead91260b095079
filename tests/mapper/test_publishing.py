"""What is not to be published is not in the page: exact coordinates, sources. Tiles only where asked for."""

import gzip
import json
import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import page_layers
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.model import Shape
from gazetteer.within import distance_m
from mapper.errors import SettingsError
from mapper.model import Layers, Tiles
from mapper.page import render
from mapper.publishing import coarse, coarsen, coarsen_table, redact, redact_table
from mapper.settings import Settings
from mapper.table import NOWHERE, Table

Call = Callable[..., tuple[int, str, str]]
TILES = Tiles(url="https://{s}.tiles.example/{z}/{x}/{y}.png", attribution="Made-up tiles")


def unsealed(page: str) -> str:
    """All data of a page, as text."""
    blocks = re.findall(r'<script type="application/octet-stream" id="[^"]*">([^<]*)</script>', page)
    return "\n".join(gzip.decompress(b64decode(block)).decode("utf-8", "replace") for block in blocks)


def policy(page: str) -> str:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert found is not None
    return found[1]


@given(
    st.floats(min_value=-180, max_value=180),
    st.floats(min_value=-85, max_value=85),
    st.floats(min_value=0.5, max_value=100),
)
def test_a_point_moves_by_half_a_squares_diagonal_at_most(lon: float, lat: float, side_km: float) -> None:
    moved = coarse(lon, lat, side_km)
    assert coarse(*moved, side_km) == pytest.approx(moved, abs=1e-5)
    # A square is as wide as its middle's latitude makes it; nearer the equator it is a little wider.
    assert distance_m(lon, lat, *moved) <= side_km * 1000 * 0.8 + 1


def test_events_are_near_the_middle_of_a_square_and_areas_stay() -> None:
    layers = page_layers.few()
    for event, moved in zip(layers.events, coarsen(layers.events, 20), strict=True):
        if event.location is None:
            assert moved.location is None
            continue
        assert moved.location is not None
        if event.location.shape is Shape.AREA:
            assert moved.location.lon == event.location.lon
            continue
        assert (moved.location.lon, moved.location.lat) == coarse(event.location.lon, event.location.lat, 20)
        assert (moved.location.place.lon, moved.location.place.lat) != (
            event.location.place.lon,
            event.location.place.lat,
        )
        assert moved.location.shape is Shape.NEAR
        assert moved.location.geo_precision >= 2
        assert moved.location.radius_m >= 14_000
        assert [one.location for one in moved.told] != [one.location for one in event.told] or not event.told


def table() -> Table:
    """Three rows: two at coordinates of their own, one at a named place."""
    spot = page_layers.at(page_layers.LOWER)
    return Table(
        start=np.array([0, 1440, 2880]),
        end=np.array([1440, 2880, 4320]),
        precision=np.array([1, 1, 1], dtype=np.uint8),
        kinds=("Flood",),
        kind=np.zeros(3, dtype=np.int32),
        spots=(spot,),
        spot=np.array([NOWHERE, 0, 0], dtype=np.int32),
        lon=np.array([31.0401, 31.0402, np.nan]),
        lat=np.array([49.9701, 49.9702, np.nan]),
        killed=np.full((3, 2), -1, dtype=np.int32),
        injured=np.full((3, 2), -1, dtype=np.int32),
        id=pa.array(["a", "b", "c"]),
        source=pa.array(["Secret Paper"] * 3),
        url=pa.array(["https://secret.example/1"] * 3),
        quote=pa.array(["Secret words"] * 3),
    )


def test_rows_are_near_the_middle_of_a_square_and_none_keeps_its_coordinate() -> None:
    moved = coarsen_table(table(), 10)
    assert np.isnan(moved.lon).all()
    places = [moved.spots[spot] for spot in moved.spot]
    assert all(place.shape is Shape.NEAR for place in places)
    assert (places[0].lon, places[0].lat) == coarse(31.0401, 49.9701, 10)
    assert places[1].place.name == page_layers.LOWER.name


def test_no_name_address_day_id_or_sentence_of_a_source_is_left_in_the_page() -> None:
    layers = page_layers.few()
    events, documents = redact(layers.events, layers.documents)
    data = unsealed(
        render(replace(layers, events=tuple(events), documents=documents, table=redact_table(table())))
    )
    before = unsealed(render(layers))
    for word in ("Morning Paper", "Evening Paper", "example.org", "rescue service said"):
        assert word in before
        assert word not in data
    assert "ecret" not in data
    assert "report 1" in data


def test_how_many_reports_tell_of_an_event_stays() -> None:
    layers = page_layers.few()
    events, _ = redact(layers.events, layers.documents)
    for event, redacted in zip(layers.events, events, strict=True):
        assert len({e.document_id for e in redacted.evidence}) == len({e.document_id for e in event.evidence})


def test_only_a_page_with_tiles_may_ask_their_host_for_pictures() -> None:
    layers = page_layers.few()
    assert "img-src" not in policy(render(layers))
    with_tiles = policy(render(replace(layers, tiles=TILES)))
    assert "img-src https://*.tiles.example data:;" in with_tiles
    assert with_tiles.replace(" img-src https://*.tiles.example data:;", "") == policy(render(layers))


def test_the_page_is_told_of_tiles_and_of_what_was_left_out() -> None:
    page = render(replace(page_layers.few(), tiles=TILES, coarse_km=5.0, is_redacted=True))
    text = unsealed(page)
    assert json.dumps(TILES.attribution) in text
    assert '"coarse_km":5.0' in text
    assert '"redacted":true' in text


@pytest.mark.parametrize(
    "url",
    [
        "http://tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}.png",
        "https://tiles.example;script-src */{z}/{x}/{y}",
        'https://tiles.example/{z}/{x}/{y}.png" onload=',
        "javascript:alert(1)/{z}/{x}/{y}",
        "data:image/png,{z}{x}{y}",
        "https://{s}/{z}/{x}/{y}",
    ],
)
def test_an_address_that_is_no_tiles_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="is not an address like"):
        Tiles(url=url, attribution="x")


def test_tiles_without_attribution_are_refused() -> None:
    with pytest.raises(SettingsError, match="say whose they are"):
        Settings(tiles=TILES.url).tiles_over_ground()


def test_the_command_takes_the_flags(tmp_path: Path, reports: Path, call: Call) -> None:
    out = tmp_path / "map.html"
    tiles = ("--tiles", TILES.url, "--attribution", "Made-up tiles")
    code, _, _ = call("map", reports, "-o", out, *tiles, "--coarsen", "10", "--redact-sources")
    assert code == 0
    data = unsealed(out.read_text(encoding="utf-8"))
    assert "The Paper" not in data
    assert "bakery" not in data
    code, _, said = call("map", reports, "-o", out, "--tiles", TILES.url)
    assert (code, said.count("\n")) == (2, 1)
    code, _, _ = call("map", reports, "-o", out, "--coarsen", "-3")
    assert code == 2


def test_layers_say_nothing_of_it_by_default() -> None:
    layers: Layers = page_layers.few()
    assert "redacted" not in unsealed(render(layers))
