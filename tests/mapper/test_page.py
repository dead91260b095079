import base64
import gzip
import hashlib
import json
import re
import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import folium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_layers import HOSTILE, ONE, event, few, hostile, lay, many

from mapper.errors import PageError
from mapper.page import assets, render, write
from mapper.page.families import FAMILIES, find_family
from mapper.page.payload import lay_down
from mapper.words import load_words

# The digests of dist/leaflet.js and dist/leaflet.css in the npm package leaflet 1.9.4.
LEAFLET = {
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
}
BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")


class Outline(HTMLParser):
    """Elements of a page: name, attributes, text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None], str]] = []
        self.inside = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), ""))
        self.inside = True

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser hands it over
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            tag, attributes, text = self.elements[-1]
            self.elements[-1] = (tag, attributes, text + data)

    def named(self, *names: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attributes, text) for tag, attributes, text in self.elements if tag in names]


def policy(page: str) -> str:
    metas = Outline(page).named("meta")
    found = [a["content"] for a, _ in metas if a.get("http-equiv") == "Content-Security-Policy"]
    assert len(found) == 1
    return str(found[0])


def test_leaflet_is_byte_for_byte_what_its_authors_published() -> None:
    folder = resources.files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    for name, digest in LEAFLET.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_leaflet_enters_the_page_whole() -> None:
    page = render(few())
    folder = resources.files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    for name in LEAFLET:
        # HTML knows one line end only, so the style sheet's own are written as that.
        assert (folder / name).read_bytes().decode().replace("\r\n", "\n") in page


def test_the_same_layers_give_the_same_bytes() -> None:
    assert render(few()) == render(few())


def test_the_policy_allows_what_is_in_the_page_by_hash_and_nothing_else() -> None:
    page = render(few())
    rules = dict(rule.strip().split(" ", 1) for rule in policy(page).split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in policy(page)
    for element, rule in (("script", "script-src"), ("style", "style-src")):
        texts = [text for attributes, text in Outline(page).named(element) if "type" not in attributes]
        hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
        assert rules[rule].split() == [f"'sha256-{digest}'" for digest in hashes]


def test_the_policy_stands_before_anything_that_it_governs() -> None:
    names = [tag for tag, _, _ in Outline(render(few())).elements]
    assert names.index("meta") < names.index("script")
    assert render(few()).index("Content-Security-Policy") < render(few()).index("<style")


def test_no_element_points_to_another_host_or_carries_code_in_an_attribute() -> None:
    for tag, attributes, _ in Outline(render(hostile())).elements:
        assert not attributes.keys() & {"src", "style", "srcset", "action", "data"}, tag
        assert str(attributes.get("href", "#")).startswith("#")
        assert not [name for name in attributes if name.startswith("on")]


def test_hostile_text_leaves_the_page_with_the_same_elements() -> None:
    def skeleton(page: str) -> list[str]:
        return [tag for tag, _, _ in Outline(page).elements]

    assert skeleton(render(hostile())) == skeleton(render(lay(event("calm"))))


@settings(max_examples=25, deadline=None)
@given(st.text(), st.text())
def test_no_title_can_close_an_element(title: str, page_title: str) -> None:
    page = render(lay(event("one", title=title), title=page_title))
    data = [text for attributes, text in Outline(page).named("script") if "type" in attributes]
    assert len(data) == 3
    assert all(BASE64.fullmatch(text) for text in data)
    assert len(Outline(page).named("title")) == 1


def test_the_title_of_the_page_is_shown_as_it_is() -> None:
    ((_, title),) = Outline(render(hostile())).named("title")
    assert title == HOSTILE[0]


def test_what_the_panel_reads_is_what_the_event_says() -> None:
    page = render(lay(event("one", title="Fire & <smoke>"), documents=(ONE,)))
    texts = {a["id"]: t for a, t in Outline(page).named("script") if "type" in a}
    (told,) = json.loads(gzip.decompress(base64.b64decode(texts["texts-0"])))
    assert told["title"] == "Fire & <smoke>"
    assert told["evidence"] == [[0, "", ONE.text[:20], ONE.text[20:]]]
    assert json.loads(gzip.decompress(base64.b64decode(texts["documents"]))) == [
        ["Morning Paper", "2023-03-23", ONE.url, "one"]
    ]


@pytest.mark.parametrize(("title", "is_made"), [("Air strike, Lower Mill", True), ("Fire in the sky", False)])
def test_the_page_knows_titles_that_were_only_put_together(title: str, *, is_made: bool) -> None:
    page = render(lay(event("one", title=title)))
    texts = {a["id"]: t for a, t in Outline(page).named("script") if "type" in a}
    (told,) = json.loads(gzip.decompress(base64.b64decode(texts["texts-0"])))
    assert told.get("made", False) is is_made


def test_the_class_of_folium_maps_stays_as_it_was() -> None:
    before = (list(folium.Map.default_js), list(folium.Map.default_css))
    render(few())
    assert (folium.Map.default_js, folium.Map.default_css) == before


def test_a_page_of_fifty_events_stays_small() -> None:
    assert len(render(many(50)).encode()) < 500_000  # of it 147,552 Leaflet, 52,476 words in five languages


def test_ten_thousand_events_stay_under_their_budget() -> None:
    assert len(render(many(10_000)).encode()) < 1_000_000


def test_a_page_without_events_is_a_page() -> None:
    assert "payload" in render(lay())


def test_a_written_page_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_text("old", encoding="utf-8")
    write(few(), path)
    assert path.read_bytes() == render(few()).encode()
    assert [child.name for child in tmp_path.iterdir()] == ["map.html"]


def test_every_kind_that_reports_are_coded_with_has_a_family() -> None:
    table = tomllib.loads((resources.files("mapper") / "data" / "kinds.toml").read_text("utf-8"))
    unknown = [kind for kind in table["kinds"] if find_family(kind) == "other"]
    assert [kind for kind in unknown if kind.casefold() != "other"] == []


@pytest.mark.parametrize(
    ("filed", "family"),
    [
        ("Violence against civilians", "civilians"),
        ("attack", "civilians"),
        ("Protests", "protest"),
        ("a family of its own", "battle"),
        ("", "battle"),
    ],
)
def test_a_kind_of_a_users_own_is_drawn_like_what_it_is_filed_under(filed: str, family: str) -> None:
    kind = "Clash over cattle"
    layers = replace(lay(event("one", kind=kind)), likenesses={kind: filed})
    block = gzip.decompress(base64.b64decode(lay_down(layers).head))
    length = int.from_bytes(block[:4], "little")
    assert json.loads(block[4 : 4 + length])["kinds"] == [[kind, FAMILIES.index(family)]]


def test_kinds_of_ones_own_reach_the_page_with_what_they_are_filed_under() -> None:
    own = """
    [kinds."Cattle raid"]
    family = "attack"
    acled = "Violence against civilians"
    triggers = ["cattle raid/n"]
    [kinds."Blockade"]
    family = "protest"
    triggers = ["blockade/n"]
    """
    assert load_words(own).likenesses == {
        "Cattle raid": "Violence against civilians",
        "Blockade": "protest",
    }


@given(st.text())
def test_any_kind_has_a_family(kind: str) -> None:
    assert find_family(kind) in FAMILIES


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("export default 1;\n", "cannot join 'export default 1;'"),
        ('import x from "./b.js";\n', "cannot join 'import x from"),
        ('import { x } from "https://example.org/x.js";\n', "cannot join"),
        ('export * from "./b.js";\n', "cannot join"),
        ("const x = `one\n  two`;\n", "text of several lines"),
    ],
)
def test_a_module_that_is_not_in_the_plain_form_is_refused(source: str, complaint: str) -> None:
    with pytest.raises(PageError, match=re.escape(complaint)):
        assets.join("a", {"a": source, "b": ""}.__getitem__)


def test_modules_that_import_each_other_in_a_circle_are_named() -> None:
    circle = {
        "a": 'import { b } from "./b.js";\n',
        "b": 'import { a } from "./a.js";\n',
    }
    with pytest.raises(PageError, match="a > b > a"):
        assets.join("a", circle.__getitem__)


def test_a_script_that_would_end_its_own_element_is_refused() -> None:
    with pytest.raises(PageError, match="end its own element"):
        assets.join("a", {"a": 'const x = "</ScRiPt>";\n'}.__getitem__)


def test_a_module_imported_twice_runs_once() -> None:
    modules = {
        "a": 'import { b as first } from "./b.js";\nimport { c } from "./c.js";\n',
        "b": 'import { c } from "./c.js";\nexport const b = c;\n',
        "c": "export async function c() {}\n",
    }
    joined = assets.join("a", modules.__getitem__)
    assert joined.count("const module_c") == 1
    assert "const { b: first } = module_b;" in joined
    assert joined.index("const module_c") < joined.index("const module_b") < joined.index("const module_a")
