from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from mapper.language import DEFAULT_MODEL, Language
from mapper.ruling import Word, read_rules

EXAMPLES = Path(__file__).parents[2] / "examples"
ODD = (
    "They ain't gonna go, let's say y'all gotta come on, c'm on.",
    "There's a fire; there were fires, it's late, I'm here, you'd better, he can't, and she won't.",
    "'Nuff said, ol' man: doin' and goin' somethin' for nothin' for 'em  \n\t x",
    "But for you, that which did happen has got what gets it. Got it. Doing so had been done, being who's.",
    "",
    "   ",
)


@pytest.fixture(scope="module")
def language() -> Language:
    return Language.load()


@pytest.fixture(scope="module")
def pipeline() -> spacy.language.Language:
    return spacy.load(DEFAULT_MODEL, exclude=["ner", "senter"])


def lines() -> list[str]:
    """Take the lines of some examples, and words that rules of several words are for."""
    texts = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.txt"))[::4]]
    return [*ODD, *(line for text in texts for line in text.splitlines() if line.strip())]


def test_words_are_read_as_spacy_reads_them(language: Language, pipeline: spacy.language.Language) -> None:
    for line in lines():
        (sentence,) = language.parse(line, [(0, len(line))])
        ours = [(t.text, t.lemma, t.pos, t.tag, t.dep, t.head, t.start, t.end) for t in sentence.tokens]
        theirs = [
            (t.text, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, t.head.i, t.idx, t.idx + len(t))
            for t in pipeline(line)
        ]
        assert ours == theirs


@pytest.fixture(scope="module")
def sentencizer() -> spacy.language.Language:
    made = spacy.blank("en")
    made.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "…", "。", "؟", ";"]})
    return made


@given(
    st.lists(
        st.sampled_from(["U.S.", "e.g.", "go", "Go", ".", "!", '"', ")", ";", "…", " ", "  ", "\t", "5.5"])
    )
)
def test_odd_lines_are_parted_where_spacy_parts_them(
    language: Language, sentencizer: spacy.language.Language, pieces: list[str]
) -> None:
    assert_parted_alike(language, sentencizer, "".join(pieces))


def test_reports_are_parted_where_spacy_parts_them(
    language: Language, sentencizer: spacy.language.Language
) -> None:
    for line in lines():
        for part in line.splitlines():
            assert_parted_alike(language, sentencizer, part)


def assert_parted_alike(language: Language, sentencizer: spacy.language.Language, line: str) -> None:
    ours = [line[start:end] for start, end in language.sentences(line)]
    theirs = [span.text.strip() for span in sentencizer(line).sents]
    assert ours == [text for text in theirs if text]


def test_a_sentence_is_read_the_same_alone_and_among_others(language: Language) -> None:
    text = "\n".join(line for line in lines() if line.strip())
    spans = language.sentences(text)
    together = language.parse(text, spans)
    for span, among in zip(spans, together, strict=True):
        (alone,) = language.parse(text, [span])
        assert alone.tokens == among.tokens


def test_a_later_rule_has_the_last_word_and_rules_of_several_words_need_them_all() -> None:
    rules = read_rules(
        [
            {"patterns": [[{"TAG": "NN"}]], "attrs": {"POS": "NOUN", "MORPH": "Number=Sing"}, "index": 0},
            {"patterns": [[{"LOWER": {"IN": ["one", "two"]}}]], "attrs": {"POS": "NUM"}, "index": 0},
            {
                "patterns": [[{"LOWER": "two"}, {"LOWER": {"REGEX": "^s"}}]],
                "attrs": {"LEMMA": "pair"},
                "index": 0,
            },
        ]
    )
    assert rules is not None
    one, two, ships = (Word("NN", "dep", word) for word in ("one", "two", "ships"))
    assert [word.pos for word in rules.read([one, ships])] == ["NUM", "NOUN"]
    assert [word.lemma for word in rules.read([two, ships])] == ["pair", ""]
    assert [word.lemma for word in rules.read([two, one])] == ["", ""]
    assert {word.morph for word in rules.read([one, two, ships])} == {"Number=Sing"}


@pytest.mark.parametrize("odd", [{"SHAPE": "Xx"}, {"LOWER": {"FUZZY": "x"}}, {"OP": "?"}])
def test_rules_that_ask_what_is_not_known_are_left_to_spacy(odd: dict[str, object]) -> None:
    assert read_rules([{"patterns": [[odd]], "attrs": {"POS": "X"}, "index": 0}]) is None


@given(words=st.lists(st.tuples(st.sampled_from(["NN", "VB"]), st.sampled_from(["a", "b", " "])), max_size=6))
def test_what_was_read_before_changes_nothing(words: list[tuple[str, str]]) -> None:
    patterns = [
        {"patterns": [[{"TAG": "NN"}]], "attrs": {"POS": "NOUN"}, "index": 0},
        {"patterns": [[{"IS_SPACE": True}]], "attrs": {"TAG": "_SP"}, "index": 0},
        {"patterns": [[{"LOWER": "a"}, {"TAG": "VB"}]], "attrs": {"POS": "VERB"}, "index": 1},
    ]
    told = [Word(tag, "dep", lower) for tag, lower in words]
    used, fresh = read_rules(patterns), read_rules(patterns)
    assert used is not None
    assert fresh is not None
    used.read(told[::-1])
    assert used.read(told) == fresh.read(told)
