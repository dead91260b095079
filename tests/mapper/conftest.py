"""What several tests of the mapper need: reports in a folder, and what is known before reading."""

from collections.abc import Callable
from pathlib import Path

import pytest
import untimed  # noqa: F401 - importing it is what does it

from mapper.cli import main
from mapper.pipeline import Knowledge
from mapper.settings import Settings

REPORTS = {
    "paper.txt": "A drone struck a bakery in Rzhyshchiv on Wednesday, killing six people and injuring 18.",
    "other.txt": "Eight people died in Rzhyshchiv when a drone hit a bakery on Wednesday. Seven were hurt.",
    "index.csv": "file,published,source\n"
    "paper.txt,2023-03-23,The Paper\n"
    "other.txt,2023-03-23,The Other Paper\n",
}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Make a folder in which two newspapers tell of one event."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def known() -> Knowledge:
    """Open what comes with the package, once."""
    return Knowledge.open(Settings())


Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Call `mapper` with some arguments; exit code, output and errors come back."""

    def call_mapper(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, said.out, said.err

    return call_mapper
