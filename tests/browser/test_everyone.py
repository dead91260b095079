"""The page for everyone: checked by axe-core, by keyboard alone, in every language, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_layers import LOWER, at, event, few, lay, told_twice
from page_steps import (
    PHONE,
    ROOMY,
    centre_of,
    open_event,
    titles,
    wait_for_count,
    wait_for_titles,
    wait_until,
)

from mapper.model import Count, Counts
from mapper.titles import write_title

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Visiting = Callable[..., Any]

LANGUAGES = ("en", "uk", "fr", "es", "ar")


def show_list(page: Page) -> None:
    """The page as it opens."""
    page.locator("#events button.event").first.wait_for()


def show_event(page: Page) -> None:
    page.locator("#events button.event", has_text="Drones hit dormitories").click()
    page.locator("#panel h2").wait_for()
    page.locator(".why summary").click()
    page.locator(".wrong summary").click()


def show_place(page: Page) -> None:
    page.locator("#cursor").focus()
    page.keyboard.press("Enter")
    page.locator("#panel h2").wait_for()


def show_table(page: Page) -> None:
    page.locator("#table-toggle").click()
    page.locator("#table-body tr").first.wait_for()


def show_help(page: Page) -> None:
    page.locator("#help-open").click()
    page.locator("#help[open]").wait_for()


def show_menu(page: Page) -> None:
    page.locator("#menu > summary").click()


def show_playback(page: Page) -> None:
    page.locator("#playback > summary").click()


def show_filters(page: Page) -> None:
    if page.locator("#legend[open]").count() == 0:
        page.locator("#legend > summary").click()
    page.locator("#filters > summary").click()
    page.locator("#filter-fields select").first.wait_for()


def show_corrections(page: Page) -> None:
    show_event(page)
    page.locator(".wrong .choice").first.click()
    page.locator(".wrong .primary-text").click()
    page.locator("#menu > summary").click()
    page.locator("#corrections-open").click()
    page.locator("#corrections[open]").wait_for()


VIEWS = (
    show_list, show_event, show_place, show_table, show_help,
    show_menu, show_playback, show_filters, show_corrections,
)  # fmt: skip


def violations(page: Page) -> list[str]:
    """What axe-core calls serious or critical."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
        if one["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("show", VIEWS, ids=lambda show: show.__name__)
@pytest.mark.parametrize(
    "options",
    [{**ROOMY, "color_scheme": "light"}, {**ROOMY, "color_scheme": "dark"}, {**PHONE, "locale": "ar"}],
    ids=["light", "dark", "arabic-phone"],
)
def test_axe_finds_nothing_serious(
    visit: Visiting, show: Callable[[Page], None], options: dict[str, Any]
) -> None:
    page = visit(few(), **options).page
    show(page)
    page.wait_for_timeout(200)
    assert violations(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_spoken_throughout_and_kept_in_the_address(visit: Visiting, language: str) -> None:
    seen = visit(few())
    page = seen.page
    open_event(page, "Drones hit dormitories")
    page.locator("#menu > summary").click()
    page.locator("#language").select_option(language)
    page.keyboard.press("Escape")
    html = page.locator("html")
    assert html.get_attribute("lang") == language
    assert html.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    page.locator("#panel h2").wait_for()
    wait_until(page, f"location.hash.includes('lang={language}')")
    page.reload()
    page.locator("#panel h2").wait_for()
    assert html.get_attribute("lang") == language
    words = {
        "en": "How sure", "uk": "Наскільки певно", "fr": "Certitude", "es": "Certeza", "ar": "مدى اليقين",
    }  # fmt: skip
    assert words[language] in (page.locator("#filter-fields").text_content() or "")
    assert (seen.complaints, seen.violations()) == ([], [])


def test_the_readers_own_language_is_taken_first(visit: Visiting) -> None:
    page = visit(few(), locale="uk-UA").page
    assert page.locator("html").get_attribute("lang") == "uk"
    assert page.locator("#count").inner_text() == "\u041f\u043e\u0434\u0456\u0439: 5 \u0456\u0437 6"


def test_arabic_runs_from_the_right_but_the_map_does_not(visit: Visiting) -> None:
    page = visit(few(), "#lang=ar", **ROOMY).page
    side, stage = page.locator("#side").bounding_box(), page.locator("#stage").bounding_box()
    assert side is not None
    assert stage is not None
    assert side["x"] < stage["x"]
    west, east = centre_of(page, 31.04, 49.97), centre_of(page, 35.18, 47.82)
    assert west[0] < east[0]
    first, last = (page.locator(f"#handle-{end}").bounding_box() for end in ("from", "to"))
    assert first is not None
    assert last is not None
    assert first["x"] > last["x"]
    page.locator("#handle-from").focus()
    before = page.locator("#handle-from").get_attribute("aria-valuenow") or ""
    page.keyboard.press("ArrowLeft")
    assert int(page.locator("#handle-from").get_attribute("aria-valuenow") or "") > int(before)
    bars = page.locator("#track").bounding_box()
    assert bars is not None
    page.mouse.click(bars["x"] + 14, bars["y"] + 40)
    wait_for_titles(page, ["Talks on a ceasefire"])


def test_a_sentence_in_english_reads_as_one_on_an_arabic_page(visit: Visiting) -> None:
    page = visit(few(), "#lang=ar").page
    open_event(page, "Drones hit dormitories")
    quote = page.locator("blockquote").first
    assert quote.evaluate("(element) => getComputedStyle(element).direction") == "ltr"


def test_titles_made_of_parts_follow_the_language_and_are_found_in_it(visit: Visiting) -> None:
    title = write_title("Air/drone strike", "drone", at(LOWER), Counts(killed=Count(low=2, high=2)))
    made = event("second", title=title, weapon="drone", counts=Counts(killed=Count(low=2, high=2)))
    page = visit(lay(made, event("first", title="Night of fire")), "#lang=en").page
    wait_for_titles(page, ["Drone strike, Lower Mill: 2 killed", "Night of fire"])
    page.locator("#menu > summary").click()
    page.locator("#language").select_option("fr")
    page.keyboard.press("Escape")
    wait_for_titles(page, ["Frappe de drone, Lower Mill : morts 2", "Night of fire"])
    page.locator("#query").fill("frappe")
    wait_for_titles(page, ["Frappe de drone, Lower Mill : morts 2"])
    page.locator("#query").fill("drone strike")
    wait_for_titles(page, ["Frappe de drone, Lower Mill : morts 2"])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_table_tells_when_what_and_where_on_a_phone(visit: Visiting, language: str) -> None:
    page = visit(few(), f"#table=1&lang={language}", **PHONE).page
    rows = page.locator("#table-body tr")
    rows.first.wait_for()
    for place in page.locator("#table-body .place").all():
        box = place.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    table = page.locator("#table").bounding_box()
    assert table is not None
    assert table["height"] > 740 * 0.45
    assert rows.first.locator(".kind").inner_text().strip() != ""
    assert page.locator("#count").is_visible()


def test_places_on_the_map_are_gone_through_by_keyboard(visit: Visiting) -> None:
    page = visit(few(), **ROOMY).page
    page.locator("body").press("m")
    cursor = page.locator("#cursor:focus")
    cursor.wait_for()
    names = [cursor.get_attribute("aria-label") or ""]
    for _ in range(3):
        page.keyboard.press("PageDown")
        names.append(cursor.get_attribute("aria-label") or "")
    assert [name.split(", ")[0] for name in names] == [
        "Lower Mill",
        "North Province",
        "near Upper Mill",
        "Upper Mill",
    ]
    assert names[0] == "Lower Mill, 1 event; place 1 of 4"
    page.keyboard.press("ArrowUp")
    assert (cursor.get_attribute("aria-label") or "").startswith("Lower Mill")
    page.keyboard.press("ArrowUp")
    assert (cursor.get_attribute("aria-label") or "").startswith("North Province")
    page.keyboard.press("Enter")
    page.locator("#panel h2:focus", has_text="Villages under water").wait_for()


def tab_until(page: Page, expression: str) -> None:
    """A date field has parts that take a press each."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(expression):
            return
    pytest.fail(f"no way by Tab to {expression}")


def test_a_week_is_told_by_keyboard_alone(visit: Visiting) -> None:
    """What happened where in the week of 3 April 2023, without a pointer."""
    page = visit(few()).page
    tab_until(page, "document.activeElement.id === 'field-from'")
    page.keyboard.type("04032023")
    tab_until(page, "document.activeElement.id === 'field-to'")
    page.keyboard.type("04092023")
    page.keyboard.press("Tab")
    wait_for_titles(page, ["Fighting north of Upper Mill"])
    page.locator("#live", has_text="1 event shown").wait_for(state="attached")
    tab_until(page, "document.activeElement.id !== 'field-to'")
    page.keyboard.press("n")
    page.locator("#panel h2:focus", has_text="Fighting north of Upper Mill").wait_for()
    assert "near Upper Mill" in page.locator("#panel .details").inner_text()
    page.keyboard.press("Escape")
    assert titles(page) == ["Fighting north of Upper Mill"]


def test_what_follows_the_window_leaves_a_date_that_is_being_typed(visit: Visiting) -> None:
    """At this pace the list follows between two digits."""
    page = visit(few()).page
    tab_until(page, "document.activeElement.id === 'field-from'")
    page.keyboard.type("04032023", delay=25)
    tab_until(page, "document.activeElement.id === 'field-to'")
    page.keyboard.type("04092023", delay=25)
    page.keyboard.press("Tab")
    wait_for_titles(page, ["Fighting north of Upper Mill"])
    typed = [page.locator(f"#field-{end}").input_value() for end in ("from", "to")]
    assert typed == ["2023-04-03", "2023-04-09"]


def test_a_menu_closes_by_escape_and_gives_its_button_the_focus(visit: Visiting) -> None:
    page = visit(few()).page
    page.locator("#menu > summary").click()
    page.locator("#language").focus()
    page.keyboard.press("Escape")
    page.locator("#menu:not([open])").wait_for(state="attached")
    assert page.evaluate("document.activeElement.parentElement.id") == "menu"


def test_keys_work_behind_no_open_sheet(visit: Visiting) -> None:
    page = visit(few()).page
    page.keyboard.press("?")
    page.locator("#help[open]").wait_for()
    page.keyboard.press("t")
    assert page.locator("#table").is_hidden()
    page.keyboard.press("Escape")
    page.locator("#help[open]").wait_for(state="detached")
    page.keyboard.press("t")
    page.locator("#table").wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_target_has_room_for_a_finger_in_every_language(visit: Visiting, language: str) -> None:
    page = visit(few(), f"#lang={language}", **PHONE).page
    for show in (show_list, show_filters, show_menu, show_playback, show_event, show_table):
        page.keyboard.press("Escape")
        show(page)
        assert small_targets(page) == [], show.__name__
        assert page.evaluate("document.documentElement.scrollWidth") == 360, show.__name__


def small_targets(page: Page) -> list[str]:
    """What is smaller than 44 px either way; a box or a button of choice counts with its label."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("button, [role=slider], select, input, summary, #panel a")]
          .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("[inert]"))
          .map((e) => (e.matches("[type=checkbox], [type=radio]") ? e.closest("label") : e))
          .filter((e) => e.checkVisibility())
          .flatMap((e) => {
            const { width, height } = e.getBoundingClientRect();
            const isRoomy = width >= 43.5 && height >= 43.5;
            return isRoomy ? [] : [`${e.tagName} ${e.id} ${e.textContent} ${width}x${height}`];
          })"""
    )
    return found


def test_nothing_slides_for_readers_who_want_that(visit: Visiting) -> None:
    page = visit(lay(told_twice()), reduced_motion="reduce").page
    moving = page.evaluate(
        "() => [...document.querySelectorAll('*')].filter((e) => "
        "parseFloat(getComputedStyle(e).transitionDuration) > 0).map((e) => e.className)"
    )
    assert moving == []
    page.locator("#zoom-in").click()
    page.wait_for_timeout(30)
    assert not page.evaluate("document.querySelector('.leaflet-zoom-anim') !== null")


def test_paper_holds_the_map_and_the_whole_list(visit: Visiting) -> None:
    page = visit(few(), **ROOMY).page
    page.emulate_media(media="print")
    assert page.locator("#controls").is_hidden()
    assert page.locator("#zoom").is_hidden()
    assert page.locator("canvas.symbols").is_visible()
    for row in page.locator("#events button.event").all():
        box = row.bounding_box()
        assert box is not None
        assert box["height"] > 20
    height = page.evaluate("document.body.scrollHeight")
    last = page.locator("#events button.event").last.bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= height
    assert page.pdf(format="A4")[:5] == b"%PDF-"


def test_paper_is_light_and_the_screen_is_dark_again_after(visit: Visiting) -> None:
    page = visit(few(), color_scheme="dark").page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("html").get_attribute("data-theme") == "light"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("html").get_attribute("data-theme") == "dark"


@pytest.mark.parametrize(("width", "height"), [(360, 640), (768, 1024), (1280, 720), (3840, 2160)])
def test_from_a_phone_to_a_wall_everything_is_in_sight(visit: Visiting, width: int, height: int) -> None:
    page = visit(few(), viewport={"width": width, "height": height}).page
    for part in ("#stage", "#time", "#side", "#play", "#track", "#count"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width + 0.5
        assert box["y"] + box["height"] <= height + 0.5
        assert box["height"] > 10
    wait_for_count(page, "5 of 6 events")
