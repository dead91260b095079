from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.model import Mention
from gazetteer.phrases import RULES, Tie
from gazetteer.relative import Relation, relation


def read(marked: str) -> tuple[Relation | None, str]:
    """Read a sentence in which the name stands in square brackets."""
    start = marked.index("[")
    name = marked[start + 1 : marked.index("]")]
    text = marked.replace("[", "", 1).replace("]", "", 1)
    found = relation(text, Mention(start=start, end=start + len(name), text=name))
    return found, text[found.start : found.end] if found else ""


@pytest.mark.parametrize(
    ("marked", "tie", "point", "wording"),
    [
        ("It fell 30 km south of [Kharkiv].", Tie.OFFSET, "s", "30 km south of Kharkiv"),
        ("5 km (3 miles) NE of [Gao]", Tie.OFFSET, "ne", "5 km (3 miles) NE of Gao"),
        ("some 12km to the south-west of [Gao]", Tie.OFFSET, "sw", "some 12km to the south-west of Gao"),
        ("10 miles west of the town of [Gao]", Tie.OFFSET, "w", "10 miles west of the town of Gao"),
        ("three miles outside [Gao]", Tie.WITHIN, "", "three miles outside Gao"),
        ("within 5 km of [Goma]", Tie.WITHIN, "", "within 5 km of Goma"),
        ("a shot north of the [capital]", Tie.BEYOND, "n", "north of the capital"),
        ("to the east of [Tripoli]", Tie.BEYOND, "e", "to the east of Tripoli"),
        ("near the eastern town of [Bakhmut]", Tie.NEAR, "", "near the eastern town of Bakhmut"),
        ("near Ukraine's capital [Kyiv]", Tie.NEAR, "", "near Ukraine's capital Kyiv"),
        ("a village in the [Bakhmut] area", Tie.NEAR, "", "Bakhmut area"),
        ("on the outskirts of [Aleppo]", Tie.OUTSKIRTS, "", "outskirts of Aleppo"),
        ("in [Damascus]' southern suburbs", Tie.OUTSKIRTS, "s", "Damascus' southern suburbs"),
        ("the northern [Aleppo] countryside", Tie.COUNTRYSIDE, "n", "northern Aleppo countryside"),
        ("the northern countryside of [Homs]", Tie.COUNTRYSIDE, "n", "northern countryside of Homs"),
        ("the region surrounding [Kyiv]", Tie.REGION, "", "the region surrounding Kyiv"),
        ("in northern [Chernihiv] region", Tie.PART, "n", "northern Chernihiv region"),
        ("the far north of [Cameroon]", Tie.PART, "n", "the far north of Cameroon"),
        ("in [Syria]'s northwest", Tie.PART, "nw", "Syria's northwest"),
        ("in the eastern part of [Ukraine]", Tie.PART, "e", "eastern part of Ukraine"),
        ("in central [Mali]", Tie.PART, "central", "central Mali"),
        ("on the road to [Sake]", Tie.TOWARDS, "", "road to Sake"),
        ("in the [Pokrovsk] direction", Tie.FRONT, "", "Pokrovsk direction"),
        ("off the coast of [Odesa]", Tie.COAST, "", "off the coast of Odesa"),
        ("off the [Yemen] coast", Tie.COAST, "", "off the Yemen coast"),
        ("a boat capsized off [Lampedusa]", Tie.COAST, "", "off Lampedusa"),
        ("near the [Gaza] border", Tie.BORDER, "", "near the Gaza border"),
        ("15 miles from the [Gaza] border", Tie.BORDER, "", "15 miles from the Gaza border"),
        ("at the border with [Belarus]", Tie.BORDER, "", "the border with Belarus"),
    ],
)
def test_words_around_a_name_say_how_a_spot_hangs_on_it(
    marked: str, tie: Tie, point: str, wording: str
) -> None:
    found, words = read(marked)
    assert found is not None
    assert (found.tie, found.point, words) == (tie, point, wording)


@pytest.mark.parametrize(
    ("marked", "tie", "other"),
    [
        ("between [Bakhmut] and Soledar.", Tie.BETWEEN, "Soledar"),
        ("halfway between Bakhmut and [Soledar]", Tie.BETWEEN, "Bakhmut"),
        ("between the towns of [Homs] and Hama", Tie.BETWEEN, "Hama"),
        ("the road from [Goma] to Sake", Tie.ROAD, "Sake"),
        ("the highway linking Goma to the town of [Sake]", Tie.ROAD, "Goma"),
        ("the [Bamako]-Segou road", Tie.ROAD, "Segou"),
        ("the Kabul\u2013[Kandahar] highway", Tie.ROAD, "Kabul"),
        ("the [Belarus]-Poland border", Tie.BORDER, "Poland"),
        ("the Belarus-[Poland] border", Tie.BORDER, "Belarus"),
        ("[Niger]'s border with Mali", Tie.BORDER, "Mali"),
        ("Niger's border with [Mali]", Tie.BORDER, "Niger's"),
        ("the border between [Chad] and Sudan", Tie.BORDER, "Sudan"),
        ("the Kostiantynivka-[Toretsk] front", Tie.FRONT, "Kostiantynivka"),
    ],
)
def test_a_second_name_is_found_where_it_stands(marked: str, tie: Tie, other: str) -> None:
    found, _ = read(marked)
    assert found is not None
    assert (found.tie, found.other) == (tie, other)
    text = marked.replace("[", "").replace("]", "")
    assert text[found.other_start :].startswith(other)


@pytest.mark.parametrize(
    "marked",
    [
        "in [Kharkiv] on Monday",
        "near a school in [Kharkiv]",
        "talks between [Kyiv] and Moscow",
        "near [Ukraine]'s second city",
        "the siege cut off [Goma]",
        "around 300 [Kharkiv] residents",
        "[Kharkiv] border guards said",
        "It burned nearby. [Kyiv] was calm",
        "",
    ],
)
def test_what_only_looks_like_a_relation_is_none(marked: str) -> None:
    found, _ = read(marked or "[Kyiv]")
    assert found is None


@pytest.mark.parametrize(
    ("marked", "away_m", "error_m"),
    [
        ("10 km south of [Gao]", 10_000, 2_500),
        ("12 km south of [Gao]", 12_000, 1_200),
        ("about 12 km south of [Gao]", 12_000, 1_800),
        ("30 to 40 km south of [Gao]", 35_000, 5_000),
        ("1,500 metres south of [Gao]", 1_500, 250),
        ("2.5 km south of [Gao]", 2_500, 250),
        ("a few kilometres south of [Gao]", 5_000, 3_000),
        ("ten miles south of [Gao]", 16_093, 4_023),
    ],
)
def test_a_distance_is_as_fine_as_it_was_rounded(marked: str, away_m: float, error_m: float) -> None:
    found, _ = read(marked)
    assert found is not None
    assert (round(found.away_m), round(found.error_m)) == (away_m, error_m)


def test_a_the_before_a_direction_may_describe_the_place_itself() -> None:
    described, _ = read("in the northern [Idlib] province")
    named, _ = read("in northern [Idlib] province")
    assert described is not None
    assert named is not None
    assert described.described
    assert not named.described


@given(st.text(max_size=300), st.text(min_size=1, max_size=20), st.text(max_size=300))
def test_a_phrase_always_holds_its_name_and_stays_in_its_text(before: str, name: str, after: str) -> None:
    mention = Mention(start=len(before), end=len(before) + len(name), text=name)
    found = relation(before + name + after, mention)
    if found is not None:
        assert 0 <= found.start <= mention.start
        assert mention.end <= found.end <= len(before + name + after)


@given(st.lists(st.sampled_from("30 km south of near between and the border with Mali off a few -".split())))
def test_words_of_relations_in_any_order_are_read_without_a_fault(words: list[str]) -> None:
    lead = " ".join([*words, ""])
    found = relation(f"{lead}Gao", Mention(start=len(lead), end=len(lead) + 3, text="Gao"))
    assert found is None or found.end == len(lead) + 3


def test_every_kind_of_relation_has_a_rule() -> None:
    assert {rule.tie for rule in RULES} == set(Tie)
