"""The notebooks run from top to bottom, as they are in the repository."""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
EXECUTE = "from nbclient.cli import main; main()"


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_runs_and_writes_a_map(path: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    folder = tmp_path / "notebooks"
    folder.mkdir()
    shutil.copy(path, folder)
    # A process of its own: a kernel talks over sockets, which the tests refuse.
    done = subprocess.run(  # noqa: S603 -- our own notebook
        [sys.executable, "-c", EXECUTE, "--inplace", path.name],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "<html" in (folder / "map.html").read_text(encoding="utf-8")
    cells = nbformat.read(folder / path.name, as_version=4).cells
    frame = next(cell for cell in cells if cell["id"] == "frame")
    assert "killed_low" in frame["outputs"][0]["data"]["text/html"]
    shown = next(cell for cell in cells if cell["id"] == "show")["outputs"][0]["data"]
    assert {"text/html", "image/svg+xml", "text/plain"} <= set(shown)
