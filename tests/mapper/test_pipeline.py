import re
from dataclasses import FrozenInstanceError, replace
from datetime import date
from pathlib import Path

import pytest

from mapper.errors import LanguageModelError, NothingUsableError
from mapper.page import render
from mapper.pipeline import Knowledge, draw, find_places, run
from mapper.settings import Settings

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_two_newspapers_tell_of_one_event_with_both_numbers(reports: Path, known: Knowledge) -> None:
    found = run([reports], known, Settings())
    (event,) = found.events
    assert event.location is not None
    assert (event.location.place.name, event.location.place.country) == ("Rzhyshchiv", "UA")
    assert event.when is not None
    assert event.when.start.date() == date(2023, 3, 22)
    killed, injured = event.counts.killed, event.counts.injured
    assert killed is not None
    assert injured is not None
    assert (killed.low, killed.high, injured.low, injured.high) == (6, 8, 7, 18)
    assert {each.document_id for each in event.evidence} == {document.id for document in found.documents}


def test_every_piece_of_evidence_is_a_stretch_of_its_document(known: Knowledge) -> None:
    found = run([EXAMPLES], known, Settings())
    texts = {document.id: document.text for document in found.documents}
    quotes = [texts[e.document_id][e.start : e.end] for event in found.events for e in event.evidence]
    assert quotes
    assert all(quote and quote == quote.strip() for quote in quotes)


def test_the_order_of_the_sources_does_not_change_the_events(reports: Path, known: Knowledge) -> None:
    files = [reports / "paper.txt", reports / "other.txt"]
    assert run(files, known, Settings()).events == run(files[::-1], known, Settings()).events


def test_the_same_reports_make_the_same_page(known: Knowledge) -> None:
    settings = Settings(title="Twice")
    first, again = (render(draw(run([EXAMPLES], known, settings), known, settings)) for _ in range(2))
    assert first == again


def test_nothing_is_dated_that_nobody_dated(tmp_path: Path, known: Knowledge) -> None:
    (tmp_path / "a.txt").write_text("A drone struck a bakery in Rzhyshchiv on Wednesday, killing six people.")
    undated = run([tmp_path], known, Settings()).events
    dated = run([tmp_path], known, Settings(published=date(2023, 3, 23))).events
    assert [event.when for event in undated] == [None]
    assert [event.when.start.date() for event in dated if event.when] == [date(2023, 3, 22)]


def test_a_report_of_nothing_makes_an_empty_map(tmp_path: Path, known: Knowledge) -> None:
    (tmp_path / "a.txt").write_text("The weather was fine and nobody complained.")
    found = run([tmp_path], known, Settings())
    assert found.events == ()
    assert "<html" in render(draw(found, known, Settings()))


def test_what_was_left_out_comes_with_nothing_usable(tmp_path: Path, known: Knowledge) -> None:
    with pytest.raises(NothingUsableError, match="not one report") as raised:
        run([tmp_path / "gone.txt"], known, Settings())
    assert [skip.why for skip in raised.value.skipped] == ["no such file or folder"]


def test_documents_are_watched_one_by_one(reports: Path, known: Knowledge) -> None:
    seen: list[str] = []

    def watch(documents: object) -> list[object]:
        assert isinstance(documents, list)
        seen.extend(document.source for document in documents)
        return documents

    find_places([reports], known.gazetteer, Settings(), watch=watch)  # type: ignore[arg-type]
    assert seen == ["The Other Paper", "The Paper"]


def test_mentions_are_stretches_of_their_text(reports: Path, known: Knowledge) -> None:
    found, skipped = find_places([reports], known.gazetteer, Settings())
    assert skipped == []
    for document, resolutions in found:
        assert [r.mention.text for r in resolutions] == ["Rzhyshchiv"]
        assert [document.text[r.mention.start : r.mention.end] for r in resolutions] == ["Rzhyshchiv"]


def test_an_unknown_language_model_is_named() -> None:
    with pytest.raises(LanguageModelError, match=re.escape("'no_such_model'")):
        Knowledge.open(Settings(language_model="no_such_model")).language()


def test_what_came_of_a_run_does_not_change(reports: Path, known: Knowledge) -> None:
    with pytest.raises(FrozenInstanceError):
        run([reports], known, Settings()).events = ()  # type: ignore[misc]


def test_what_is_not_to_be_merged_stays_apart(tmp_path: Path, known: Knowledge) -> None:
    told = "A drone hit a bus in Kherson on Wednesday, killing three people.\n"
    for name, source in (("a.txt", "One"), ("b.txt", "Two")):
        (tmp_path / name).write_text(told + source, encoding="utf-8")
    settings = Settings(published=date(2023, 3, 23))
    assert len(run([tmp_path], known, settings).events) == 1
    assert len(run([tmp_path], known, replace(settings, merge=False)).events) == 2
