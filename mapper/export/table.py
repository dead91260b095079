"""``.csv``: one row an event (RFC 4180, UTF-8), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from mapper.records import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapper.records import Cell

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 -- the full-width signs start formulas too
"""What makes a spreadsheet take text for a formula (OWASP, "CSV Injection")."""


def table(rows: Iterable[Mapping[str, Cell]]) -> str:
    """Write rows as a table with a heading; what is unknown is an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(row[column]) for column in COLUMNS] for row in rows)
    return text.getvalue()


def harmless(text: str) -> str:
    r"""Put an apostrophe before text that a spreadsheet would run as a formula.

    To get the text back, take one apostrophe off a cell in which apostrophes are followed by one of
    `FORMULA_STARTS`.

    Examples
    --------
    >>> harmless('=HYPERLINK("http://example.org")')
    '\'=HYPERLINK("http://example.org")'
    >>> harmless("'-'"), harmless("Kyiv")
    ("''-'", 'Kyiv')
    """
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def _cell(value: Cell) -> str:
    """Write one cell; numbers are ours, text is anybody's."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(value) if isinstance(value, str) else str(value)
