"""What a whole report is about: the frame that its sentences leave unsaid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from mapper.events.dates import Dated, day_span
from mapper.model import Precision

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gazetteer.model import Location, Resolution
    from mapper.events.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a whole report is about.

    `country` where most of its names lie, if one; `lead`, the first day of news that it names;
    `named`, its places in order; `mentioned`, all names in order, whatever their part; `dateline`, where it
    was written, if it says so.
    """

    country: Location | None
    lead: Dated | None
    named: tuple[Resolution, ...]
    mentioned: tuple[Resolution, ...] = ()
    dateline: Resolution | None = None


def find_lead(findings: Iterable[Finding], published: date | None) -> Dated | None:
    """Return the first day that a finding names, no older than a week; the night before does not count."""
    for dated in (dated for finding in findings for dated in finding.dates):
        if published is None or dated.since or dated.overnight or dated.bare:
            continue
        is_day = dated.span.precision in (Precision.DAY, Precision.HOUR)
        if is_day and dated.span.start.date() >= published - timedelta(days=7):
            return replace(dated, span=day_span(dated.span.start.date()))
    return None
