"""Rows of events that never happened, in the layouts of datasets that may not be passed on."""

from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "tables"


def _text(name: str) -> str:
    """Text of a made-up table."""
    return (FOLDER / name).read_text(encoding="utf-8")


PLAIN = _text("plain.csv")
ACLED = _text("acled.csv")
UCDP = _text("ucdp.csv")
GDELT = _text("gdelt.csv")
POLECAT = _text("polecat.csv")


def put(folder: Path, name: str, text: str) -> Path:
    """Write a file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
