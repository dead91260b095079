"""The day a report came out, as sources write it."""

from __future__ import annotations

from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from mapper.model import YEARS_OF_PRINT
from mapper.sources.found import unread

if TYPE_CHECKING:
    from mapper.model import Skipped

WRITTEN_OUT = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y")
"""Ways of naming the month that cannot be misread; 03/04/2023 can, and is refused."""


def day_of(written: str) -> date:
    """Read the calendar day a report came out.

    A time of day and a zone are allowed and left out: the day is the one that is written, since
    "on Wednesday" in a report is a Wednesday where it was printed.

    Raises
    ------
    ValueError
        When it is no date, no possible one, or could be two.

    Examples
    --------
    >>> day_of("2023-03-23").isoformat(), day_of("2025-03-14T23:23:08-05:00").isoformat()
    ('2023-03-23', '2025-03-14')
    >>> day_of("22 March 2023").isoformat(), day_of("Wed, 22 Mar 2023 10:00:00 GMT").isoformat()
    ('2023-03-22', '2023-03-22')
    """
    words = " ".join(written.split())
    for way in (_iso, _written_out, _mail):
        found = way(words)
        if found is not None:
            break
    else:
        raise ValueError(f"{words[:40]!r} is not a date like 2023-03-23")
    if found.year not in YEARS_OF_PRINT:
        raise ValueError(f"{words[:40]!r} is not in the years {YEARS_OF_PRINT[0]} to {YEARS_OF_PRINT[-1]}")
    return found


def published_on(
    written: str, what: str, *, otherwise: date | None
) -> tuple[date | None, tuple[Skipped, ...]]:
    """Read a day of publication: `otherwise` where none is written, none where it is no date."""
    if not written.strip():
        return otherwise, ()
    try:
        return day_of(written), ()
    except ValueError as error:
        return None, (unread(what, f"published {error}; the report is kept undated"),)


def _iso(words: str) -> date | None:
    """Read ISO 8601."""
    try:
        return datetime.fromisoformat(words).date()
    except ValueError:
        return None


def _written_out(words: str) -> date | None:
    """Read a day with its month in words."""
    for shape in WRITTEN_OUT:
        try:
            return datetime.strptime(words, shape).date()  # noqa: DTZ007 -- a calendar day has no zone
        except ValueError:
            continue
    return None


def _mail(words: str) -> date | None:
    """Read RFC 5322, which feeds use."""
    try:
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
