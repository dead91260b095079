"""What a whole report is about: the frame that its sentences leave unsaid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING

from mapper.events.dates import Dated, day_span
from mapper.events.quantities import are_far
from mapper.model import Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from gazetteer.model import Location, Resolution
    from mapper.events.findings import Finding


OPENING = 3
"""Sentences that tell the news."""
_SOON = 8  # sentences in which the news is told in full


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


def find_lead(
    findings: Sequence[tuple[int, Finding]], opening: Iterable[Dated], published: date | None
) -> Dated | None:
    """Return the day that a report is about, no older than a week; the night before does not count.

    That is the first day that its first sentences date something by, else that of "Saturday's attack"; else
    the first day that they name at all, if only for when somebody spoke; else the first that anything is
    dated by.

    Parameters
    ----------
    findings
        What its sentences report, each with the number of its sentence.
    opening
        The times that its first sentences name, whatever for; read only where nothing before them tells.
    """
    dated = [(number, finding, each) for number, finding in findings for each in finding.dates]
    fresh = [one for one in dated if _is_fresh(one[2], published)]
    first = [each for number, one, each in fresh if number < OPENING and not _differs(one, findings[0][1])]
    known = [each for _, finding, each in fresh if finding.known]
    spoken = (each for each in opening if _is_fresh(each, published))
    later = [each for _, _, each in fresh]
    like = [each for number, one, each in fresh if number < _SOON and _is_like(one, findings[0][1])]
    chosen = next(chain(first, known, like, spoken, later), None)
    return replace(chosen, span=day_span(chosen.span.start.date())) if chosen else None


def _differs(finding: Finding, first: Finding) -> bool:
    """Whether a finding's numbers are of something else than the news."""
    return are_far(first.highest, finding.highest)


def _is_like(finding: Finding, first: Finding) -> bool:
    """Whether a finding may be of the news itself: of its kind, or of none, and with no other numbers."""
    return finding.kind in (first.kind, "") and not _differs(finding, first)


def _is_fresh(dated: Dated, published: date | None) -> bool:
    """Whether a time is a day of the last week."""
    if published is None or dated.since or dated.overnight or dated.bare or dated.future:
        return False
    is_day = dated.span.precision in (Precision.DAY, Precision.HOUR)
    return is_day and published - timedelta(days=7) <= dated.span.start.date() <= published
