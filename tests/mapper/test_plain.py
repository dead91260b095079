import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from mapper.plain import UNSEEN, plain


@given(st.text())
def test_plain_text_neither_steers_a_terminal_nor_breaks_a_line(text: str) -> None:
    assert all(unicodedata.category(char) not in UNSEEN for char in plain(text))


@given(st.text())
def test_plain_twice_is_plain_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(st.characters(exclude_categories=sorted(UNSEEN))))
def test_what_can_be_seen_is_left_as_it_is(text: str) -> None:
    assert plain(text) == text
