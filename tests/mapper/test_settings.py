import contextlib
from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.errors import SettingsError
from mapper.settings import Settings


def test_settings_are_read_from_toml() -> None:
    read = Settings.from_toml('title = "March"\npublished = 2023-03-23\nlanguage_model = "en_core_web_md"\n')
    assert read == Settings(title="March", published=date(2023, 3, 23), language_model="en_core_web_md")


def test_an_empty_file_leaves_the_defaults() -> None:
    assert Settings.from_toml("") == Settings()


def test_an_unknown_setting_is_an_error_with_its_name_and_the_known_ones() -> None:
    with pytest.raises(SettingsError, match="unknown settings: colour, zoom; known are title, published, "):
        Settings.from_toml('zoom = 3\ncolour = "red"')


@pytest.mark.parametrize(
    "line",
    [
        "title = 3",
        "published = 'soon'",
        "published = 0001-01-01",
        "published = 2023-03-23T10:00:00Z",
        "language_model = []",
        "merge_within_km = -1",
        "merge_within_km = nan",
        "merge_within_km = '5'",
    ],
)
def test_a_setting_of_another_type_is_an_error_with_its_name(line: str) -> None:
    with pytest.raises(SettingsError, match=line.partition(" ")[0]):
        Settings.from_toml(line)


@given(st.text())
def test_any_text_is_read_or_refused_as_settings(text: str) -> None:
    with contextlib.suppress(SettingsError):
        assert isinstance(Settings.from_toml(text), Settings)


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().title = "another"  # type: ignore[misc]
