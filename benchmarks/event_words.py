"""How well the words for an event's place are chosen, on sentences with one event verb marked in each.

Halterman 2019, "Geolocating Political Events in Text". A choice counts as right when it overlaps a mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gazetteer import geoparse
from mapper.events.grouping import place
from mapper.events.marks import mark
from mapper.events.triggers import find_triggers
from mapper.events.where import choose_places, read_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.events.fit import Reading
    from mapper.events.triggers import Trigger
    from mapper.pipeline import Knowledge

Record = dict[str, Any]
Span = tuple[int, int]

UNMARKED = frozenset(["Masdar_RA"])
"""Sources whose places are marked in so few sentences (one in ten; in the others two in three) that "none"
says nothing."""


def score_words(rows: Sequence[Record], known: Knowledge, *, errors: bool) -> None:
    """Print whether the right words are chosen as the place of a marked event, or none."""
    asked = [(row, marks(row), _chosen_words(row, known)) for row in rows]
    print(f"event words ({len(rows)} sentences)")
    print(_words_line("all", asked))
    marked = [one for one in asked if one[0].get("source") not in UNMARKED]
    print(_words_line("without the source that is hardly marked", marked))
    nothing = [not spans for _, gold, spans in marked if not gold]
    print(f"  none chosen where none is marked: {sum(nothing)} of {len(nothing)}")
    if errors:
        wrong = [one for one in marked if bool(one[1]) != bool(one[2]) or hits(one[2], one[1]) < len(one[2])]
        for row, gold, spans in wrong[:60]:
            told, names = ([row["text"][slice(*span)] for span in each] for each in (gold, spans))
            print(f"  {row['event']['text']!r} gold {told} chosen {names} | {row['text'][:200]!r}")


def marks(row: Record) -> list[Span]:
    """List the code points that are marked; marks that only a blank parts are one ("Golan", "Heights")."""
    joined: list[Span] = []
    for start, end in sorted((one["start"], one["end"]) for one in row["locations"]):
        if joined and not row["text"][joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def hits(spans: Sequence[Span], gold: Sequence[Span]) -> int:
    """Count the chosen words that overlap marked ones."""
    return sum(any(start < last and first < end for first, last in gold) for start, end in spans)


def _words_line(name: str, asked: list[tuple[Record, list[Span], list[Span]]]) -> str:
    """Write one line of the table."""
    right = sum(hits(spans, gold) for _, gold, spans in asked)
    chosen, wanted = (sum(len(one[which]) for one in asked) for which in (2, 1))
    precision, recall = right / max(1, chosen), right / max(1, wanted)
    told = f"precision {precision:.3f} ({right} of {chosen})  recall {recall:.3f} ({right} of {wanted})"
    return f"  {name:<44} {told}"


def _chosen_words(row: Record, known: Knowledge) -> list[Span]:
    """Run the choice of place on one sentence, as the program does; the code points that it chose."""
    text = row["text"]
    sentence = known.language().parse(text, [(0, len(text))])[0]
    anchors = sentence.at(row["event"]["start"], row["event"]["end"])
    if not anchors:
        return []
    anchor = anchors[0].index
    reading = read_names(sentence, geoparse(text, known.gazetteer), known.words)
    reported = next(
        (
            one
            for one in find_triggers(sentence, mark(sentence, known.words), known.words)
            if one.anchor == anchor
        ),
        None,
    )
    return chosen(reading, anchor, reported)


def chosen(reading: Reading, anchor: int, reported: Trigger | None) -> list[Span]:
    """Choose the place of the event that a word names, whatever the program knows that word for."""
    placed = choose_places(reading, anchor) if reported is None else place(reading, reported)[1]
    return [(one.mention.start, one.mention.end) for one in placed]
