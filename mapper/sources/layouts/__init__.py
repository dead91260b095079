"""Layouts of tables of events, one a module: which columns give them away, and what the columns mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.sources.layouts.acled import ACLED
from mapper.sources.layouts.gdelt import GDELT
from mapper.sources.layouts.own import OWN
from mapper.sources.layouts.plain import PLAIN
from mapper.sources.layouts.polecat import POLECAT
from mapper.sources.layouts.ucdp import UCDP

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapper.sources.layouts.layout import Layout

__all__ = ["KNOWN", "recognise"]

KNOWN = (OWN, ACLED, UCDP, GDELT, POLECAT)


def recognise(columns: Iterable[str]) -> Layout:
    """Recognise a layout by its columns (`layout.fold_heading`); any other table is a plain one.

    Examples
    --------
    >>> recognise(["date_start", "date_prec", "where_prec", "best", "type_of_violence"]).name
    'UCDP GED'
    >>> recognise(["date", "place"]).name
    'plain'
    """
    there = set(columns)
    return next((layout for layout in KNOWN if layout.marks <= there), PLAIN)
