"""What the documents promise is what the program does."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
import typer

import gazetteer.cli
import mapper.cli
from mapper.export import FORMATS
from mapper.records import COLUMNS
from mapper.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FIELDS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_every_command_of_mapper_is_in_the_readme() -> None:
    names = list(vars(typer.main.get_command(mapper.cli.app))["commands"])
    assert len(names) >= 4
    assert [name for name in names if f"mapper {name}" not in README] == []


def test_every_command_of_gazetteer_is_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        gazetteer.cli.main(["--help"])
    listed = re.findall(r"^    ([a-z]+) ", capsys.readouterr().out, re.MULTILINE)
    assert len(listed) >= 3
    assert [name for name in listed if f"gazetteer {name}" not in README] == []


def test_every_format_out_is_in_the_readme() -> None:
    assert [suffix for suffix in FORMATS if f"`{suffix}`" not in README] == []


def test_every_column_is_described() -> None:
    counted = re.compile("^(detained|displaced|launched|intercepted)_(low|high)$")
    plain = [column for column in COLUMNS if not counted.match(column)]
    listed = re.sub(r"\s+", " ", FIELDS)
    assert ", ".join(plain) in listed


def test_every_setting_is_described() -> None:
    assert [field.name for field in fields(Settings) if f"`{field.name}`" not in FIELDS] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_within_the_house_leads_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_module_and_folder_that_is_named_is_there(path: Path) -> None:
    named = re.findall(
        r"`((?:gazetteer|mapper|tests|examples|benchmarks|notebooks|docs)/[\w./]*)`",
        path.read_text(encoding="utf-8"),
    )
    assert [name for name in named if not (ROOT / name).exists()] == []
