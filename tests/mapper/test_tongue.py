from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapper.pipeline import Knowledge, find_places, run
from mapper.settings import Settings
from mapper.tongue import find_language
from mapper.words import load_words

if TYPE_CHECKING:
    from pathlib import Path

COMMON = load_words().common


@pytest.mark.parametrize(
    "text",
    [
        "Blast in Kabul kills 5",
        "GUNMEN KILL 12 IN KADUNA",
        "Zaporizhzhia, Kostiantynivka and Chernihiv shelled overnight",
        "Al-Shabaab attacks Beledweyne hotel",
        "5 killed",
        "",
        "Quake, M 6.1, Kunar; 12 dead.",
        'The mayor shouted "Fuera Morena!" before he was led away, witnesses said.',
        "Haret Hreik, Dahiyeh, Ain al-Hilweh: three strikes in one night.",
        "Two policemen were killed when a bomb went off near the market of Maiduguri.",
    ],
)
def test_english_is_not_taken_for_another_language(text: str) -> None:
    assert find_language(text, COMMON) == "en"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Унаслідок обстрілу Куп'янська в середу загинули двоє людей, ще п'ятеро поранені."),
        ("ru", "В результате взрыва в Белгороде в среду погибли два человека, сообщил губернатор."),
        ("es", "Dos policías murieron el viernes en un tiroteo en Culiacán, informó la fiscalía estatal."),
        ("fr", "Deux soldats ont été tués vendredi dans une attaque près de Gao, dans le nord du Mali."),
        ("de", "Bei einem Brand in einem Hotel in Bolu sind am Dienstag mindestens 66 Menschen gestorben."),
        ("pt", "Pelo menos doze pessoas morreram em um deslizamento de terra em Petrópolis na terça-feira."),
        ("tr", "Bolu'daki otelde salı günü çıkan yangında en az 66 kişi hayatını kaybetti, bakan açıkladı."),
        ("ar", "قتل خمسة أشخاص على الأقل وأصيب عشرون آخرون في غارة جوية على مدينة رفح مساء الجمعة."),
        ("fa", "دست کم پنج نفر در انفجار روز جمعه در کابل کشته شدند و ده‌ها تن دیگر زخمی شدند."),
        ("he", "שני אנשים נהרגו ביום שישי בפיגוע ירי סמוך לצומת, כך מסרה המשטרה לעיתונאים."),
        (
            "zh",
            "周五晚上，喀布尔市中心发生爆炸，造成至少五人死亡，数十人受伤，警方说。目击者称听到两声巨响。"
            * 2,
        ),
        (
            "it",
            "Almeno dodici persone sono morte venerdì in una frana vicino a Cortina, ha detto la polizia.",
        ),
    ],
)
def test_what_is_in_another_language_is_told(language: str, text: str) -> None:
    assert find_language(text, COMMON) == language


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return Knowledge.open(Settings())


SPANISH = "Dos policías murieron el viernes en un tiroteo en Culiacán, informó la fiscalía estatal.\n"
ENGLISH = "A bomb killed two people in Kabul on Friday, police said.\n"


def test_a_report_in_another_language_is_listed_and_its_places_are_found(
    tmp_path: Path, known: Knowledge
) -> None:
    (tmp_path / "a.txt").write_text(SPANISH, encoding="utf-8")
    (tmp_path / "b.txt").write_text(ENGLISH, encoding="utf-8")
    found = run([tmp_path], known, Settings())
    assert [skip.why for skip in found.skipped if skip.stage == "events"] == [
        "the report is in the language 'es'; events are read in English only"
    ]
    assert len(found.events) == 1
    places, _ = find_places([tmp_path], known.gazetteer, Settings())
    assert any(one.mention.text == "Culiacán" for document, named in places for one in named)


def test_what_a_line_says_of_its_language_is_believed(tmp_path: Path, known: Knowledge) -> None:
    line = '{"doc_id": "1", "text": "A bomb killed two people in Kabul.", "language": "uk"}\n'
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")
    found = run([tmp_path], known, Settings())
    assert found.events == ()
    assert "'uk'" in found.skipped[0].why
