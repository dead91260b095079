"""Events in a notebook: a map in a frame, a still picture beside it, and the file that the command writes."""

import base64
import html
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import folium
import geopandas as gpd
import page_layers
import pandas as pd
import pytest
from table_rows import PLAIN, put

import mapper
from mapper.model import Layers
from mapper.page.families import FAMILIES
from mapper.page.still import BORDER, COAST, FAMILY_COLOURS, LAND, SEA, draw_still

SVG = "{http://www.w3.org/2000/svg}"
CSS = (Path(mapper.__file__).parent / "web" / "page.css").read_text(encoding="utf-8")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return put(tmp_path, "events.csv", PLAIN)


def panels(layers: Layers) -> list[str]:
    """Captions of a still picture."""
    root = ET.fromstring(draw_still(layers))  # noqa: S314 -- our own
    return [
        text.text or "" for text in root.iter(f"{SVG}text") if re.search(r": [\d,]+ event", text.text or "")
    ]


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = (
        "import mapper, sys; print([m for m in ('numpy', 'pandas', 'folium', 'spacy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 -- our own
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    assert [name for name in mapper.__all__ if not hasattr(mapper, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = mapper.nonsense


def test_what_is_saved_is_what_the_command_writes(table: Path, tmp_path: Path) -> None:
    saved = mapper.show(mapper.read(table, title="A title")).save(tmp_path / "saved.html")
    command = [sys.executable, "-c", "from mapper.cli import main; main()"]
    arguments = ["map", table.name, "--title", "A title", "-o", "called.html"]
    subprocess.run([*command, *arguments], cwd=tmp_path, check=True, capture_output=True)  # noqa: S603 -- our own
    assert saved.read_bytes() == (tmp_path / "called.html").read_bytes()


def test_the_page_is_in_a_frame_without_rights_and_a_picture_stands_beside_it(table: Path) -> None:
    shown = mapper.show(table)
    bundle = shown._repr_mimebundle_()
    frame = bundle["text/html"]
    assert re.match(r'<iframe sandbox="allow-scripts allow-popups allow-downloads" ', frame)
    assert "allow-same-origin" not in frame
    source = re.search(r'srcdoc="([^"]*)"', frame)
    assert source is not None
    assert html.unescape(source[1]) == shown.page
    picture = re.search(r"data:image/svg\+xml;base64,([^\"]*)", frame)
    assert picture is not None
    assert base64.b64decode(picture[1]).decode() == bundle["image/svg+xml"]
    assert bundle["text/plain"] == "<EventMap 'Events': 3 events>"


def test_a_frame_of_pandas_or_geopandas_is_a_table(table: Path) -> None:
    frame = pd.DataFrame({"date": ["2023-03-22", None], "place": ["Kyiv", "Lviv"], "country": "Ukraine"})
    first, second = mapper.read(frame)
    assert first.location is not None
    assert (first.location.place.name, second.when) == ("Kyiv", None)
    again = mapper.read(mapper.read(table).to_frame())
    assert [event.id for event in again] == [event.id for event in mapper.read(table)]
    points = gpd.GeoDataFrame({"date": ["2023-03-22"]}, geometry=gpd.points_from_xy([31.04], [49.97]))
    (event,) = mapper.read(points)
    assert event.location is not None
    assert (event.location.lon, event.location.lat) == (31.04, 49.97)


def test_the_still_picture_has_a_panel_a_period_and_every_dated_event_in_one() -> None:
    captions = panels(page_layers.many(400))
    assert len(captions) == 6
    assert sum(int(re.search(r": ([\d,]+) event", caption)[1]) for caption in captions) == 400  # type: ignore[index]
    assert panels(page_layers.lay(page_layers.event("one"))) == ["2023-03-22: 1 event"]
    assert panels(page_layers.lay()) == []


def test_the_still_picture_runs_nothing_and_asks_nobody() -> None:
    text = draw_still(page_layers.hostile())
    tags = {element.tag.removeprefix(SVG) for element in ET.fromstring(text).iter()}  # noqa: S314 -- our own
    assert tags <= {"svg", "title", "defs", "clipPath", "rect", "g", "path", "text", "use", "circle"}
    assert not re.search(r"\son\w+=", re.sub(r">[^<]*<", "><", text))
    assert re.findall(r'href="([^"]*)"', re.sub(r">[^<]*<", "><", text)) == ["#ground"] * text.count("<use")
    assert draw_still(page_layers.hostile()) == text


def test_the_still_picture_has_the_pages_colours() -> None:
    for family in FAMILIES:
        assert f"--family-{family}: {FAMILY_COLOURS[family]};" in CSS
    for name, colour in (("sea", SEA), ("land", LAND), ("coast", COAST), ("border", BORDER)):
        assert f"--map-{name}: {colour};" in CSS


def test_events_go_onto_a_map_of_ones_own() -> None:
    own = folium.Map(tiles=None)
    mapper.TimeMap(page_layers.hostile()).add_to(own)
    page = own.get_root().render()
    assert "window.ran" not in page
    assert "addEvents" in page
    assert f"map: {own.get_name()}" in page
