"""A gazetteer of one's own in the main commands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from made_up_dump import ABOUT, drafts

from gazetteer.build.layers import Plan, build_layers
from gazetteer.build.pack import write_index
from mapper.cli import main
from mapper.errors import SettingsError
from mapper.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def test_places_come_from_the_gazetteer_that_is_named(tmp_path: Path) -> None:
    base, own, output = tmp_path / "base.gaz", tmp_path / "places.csv", tmp_path / "my.gaz"
    write_index(base, drafts(), ABOUT)
    own.write_text("name,lat,lon,id\nFort Ostrel,50.4,11.4,42\n")
    build_layers(Plan(output=output, base=base, tables=[own]))
    report, found = tmp_path / "reports.jsonl", tmp_path / "places.jsonl"
    report.write_text(json.dumps({"doc_id": "1", "text": "Shells hit Fort Ostrel on Tuesday."}) + "\n")
    with pytest.raises(SystemExit) as ended:
        main(["places", str(report), "-o", str(found), "--gazetteer", str(output)])
    assert ended.value.code == 0
    (place,) = json.loads(found.read_text())["places"]
    assert (place["name"], place["lat"], place["lon"]) == ("Fort Ostrel", 50.4, 11.4)


def test_a_gazetteer_that_is_not_there_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Shells hit Velm.")
    with pytest.raises(SystemExit) as ended:
        main(["events", str(report), "-o", str(tmp_path / "e.jsonl"), "--gazetteer", str(tmp_path / "gone")])
    assert ended.value.code == 1
    assert "no gazetteer at" in capsys.readouterr().err


def test_settings_may_name_a_gazetteer() -> None:
    assert Settings.from_toml('gazetteer = "my.gaz"').gazetteer == "my.gaz"
    with pytest.raises(SettingsError, match="gazetteer must be text"):
        Settings.from_toml("gazetteer = 3")
