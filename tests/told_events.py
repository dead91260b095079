"""What tests ask of events that a report told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapper.model import Event


def news(events: list[Event]) -> list[Event]:
    return [event for event in events if not event.background]


def place_of(event: Event) -> str | None:
    return event.location.place.name if event.location else None


def killed(event: Event) -> tuple[int, int] | None:
    count = event.counts.killed
    return (count.low, count.high) if count else None
