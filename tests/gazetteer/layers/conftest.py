"""A finished index, and a folder of dump files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from made_up_dump import ABOUT, drafts, line, zipped

from gazetteer.build.pack import write_index

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("base") / "places.gaz"
    write_index(path, drafts(), ABOUT)
    return path


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A folder of dump files, and of what else lies beside them."""
    folder = tmp_path / "dump"
    zipped(
        folder / "NO.zip",
        [
            line(2, "Velm", (50.3, 11.3), kind="A", code="ADM1", others="Velmska Oblast"),
            line(7, "East Velm District", (50.3, 11.6), kind="A", code="ADM2", admin2="12"),
            line(4, "Velmgrad", (50.11, 11.22), population="45000", others="Velm,Вельм"),
            line(8, "Dorsk", (50.0, 11.3), admin2="12", others="Дорськ"),
            line(9, "Mount Ush", (50.5, 11.9), kind="T", code="MT"),
            line(
                10, "Gulf of Lind", (49.5, 9.0), kind="H", code="GULF", others="a,b,c,d,e,f,g,h", admin1="00"
            ),
            line(11, "Gulf of Nobody", (49.4, 9.1), kind="H", code="GULF"),
        ],
    )
    names = [
        "1\t9\ten\tUsh Peak\t1\t\t\t\t\t",
        "2\t9\tlink\thttps://example.org/Ush\t\t\t\t\t\t",
        "3\t3\tuk\tЛіндмар\t\t\t\t\t\t",
        "4\t3\tiata\tLDM\t\t\t\t\t\t",
        "5\t12345\ten\tNobody Knows\t1\t\t\t\t\t",
    ]
    zipped(folder / "alternatenames" / "NO.zip", names)
    (folder / "admin2Codes.txt").write_text("NO.07.12\tEast Velm District\tEast Velm District\t7\n")
    (folder / "countryInfo.txt").write_text("# a table of something else\n")
    return folder
