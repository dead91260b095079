from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mapper.codebook import Codebook, code_counts
from mapper.codes import date_prec, time_precision
from mapper.errors import SettingsError
from mapper.model import Count, Counts, Event, Evidence, Precision, TimeSpan
from mapper.own_kinds import parse_kinds
from mapper.words import load_words


def event(*killed: Count) -> Event:
    told = tuple(
        Event(
            id=str(number),
            kind="Attack",
            title="",
            when=None,
            location=None,
            counts=Counts(killed=count),
            evidence=(Evidence(document_id=str(number), start=0, end=80),),
        )
        for number, count in enumerate(killed)
    )
    if len(told) == 1:
        return told[0]
    low, high = min(one.low for one in killed), max(one.high for one in killed)
    whole = Count(low=low, high=high, wording="; ".join(one.wording for one in killed))
    return Event(
        id="all", kind="Attack", title="", when=None, location=None, counts=Counts(killed=whole),
        evidence=tuple(one.evidence[0] for one in told), told=told,
    )  # fmt: skip


def best(told: Event, book: Codebook, text: str = "") -> int | None:
    (coded,) = code_counts([told], book, {"0": text} if text else {})
    assert coded.counts.killed is not None
    return coded.counts.killed.best


@pytest.mark.parametrize(
    ("low", "high", "wording", "acled", "ucdp"),
    [
        (12, 99, "dozens", 12, 24),
        (100, 999, "hundreds", 100, 200),
        (3, 9, "several", 3, 3),
        (6, 6, "at least six", 6, 6),
        (20, 30, "20 to 30", 20, 20),
    ],
)
def test_vague_words_are_coded_by_the_book(low: int, high: int, wording: str, acled: int, ucdp: int) -> None:
    told = event(Count(low=low, high=high, wording=wording))
    assert (best(told, Codebook.ACLED), best(told, Codebook.UCDP)) == (acled, ucdp)


def test_several_in_large_scale_fighting_are_ten_for_acled() -> None:
    told = event(Count(low=3, high=9, wording="several"))
    assert (
        best(
            told, Codebook.ACLED, "Heavy fighting around the town killed several people, doctors there said."
        )
        == 10
    )


def test_reports_that_differ_give_the_lowest_or_the_most_frequent() -> None:
    told = event(Count(low=6, high=6), Count(low=8, high=8), Count(low=8, high=8))
    assert (best(told, Codebook.ACLED), best(told, Codebook.UCDP)) == (6, 8)


def test_the_codes_of_time_follow_the_length_of_a_span() -> None:
    start = datetime(2023, 3, 1, tzinfo=UTC)
    cases = {(1, Precision.DAY): (1, 1), (3, Precision.DAY): (2, 2), (7, Precision.WEEK): (2, 3),
             (31, Precision.MONTH): (3, 4), (365, Precision.YEAR): (3, 5)}  # fmt: skip
    for (days, precision), codes in cases.items():
        span = TimeSpan(start=start, end=start + timedelta(days=days), precision=precision)
        assert (time_precision(span), date_prec(span)) == codes


def test_kinds_of_a_users_own_are_known_by_their_words() -> None:
    own = '[kinds."Cattle raid"]\nfamily = "attack"\ntriggers = ["cattle raid/n"]\n'
    own += '[triggers]\nAttack = ["foray/n"]'
    words = load_words(own)
    assert words.family("Cattle raid") == "attack"
    assert (words.triggers[("cattle", "raid"), "n"], words.triggers[("foray",), "n"]) == (
        "Cattle raid",
        "Attack",
    )


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ("[kinds", "not TOML"),
        ("[kind]", "unknown keys: kind"),
        ('[kinds.Attack]\nfamily="a"', "is a kind already"),
        ('[kinds.B]\ntriggers=["b/n"]', "family is missing"),
        ('[kinds.B]\nfamily="b"', "triggers are missing"),
        ('[kinds.B]\nfamily="b"\ntriggers=["b"]', "not 'b'"),
        ('[kinds.B]\nfamily="b"\nrank=900\ntriggers=["b/n"]', "rank must be"),
        ('[triggers]\nB=["b/n"]', "no kind"),
    ],
)
def test_what_is_wrong_with_a_users_kinds_is_said(own: str, why: str) -> None:
    with pytest.raises(SettingsError, match=why):
        parse_kinds(own, known=["Attack"])
