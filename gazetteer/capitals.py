"""The capital that is not named: "the capital", "the Ukrainian capital", "Sudan's capital"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.model import Candidate, Level, Mention, Resolution, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.reading import Reading
    from gazetteer.store import Gazetteer

WORD = "capital"

_DETERMINERS = frozenset(("the", "its", "their", "whose", "our"))
# "The state capital", "a financial capital", "the human capital": not the seat of a country.
_OTHER_CAPITALS = frozenset(
    "a an any business commercial cultural district economic entertainment fashion financial fresh human "
    "industrial intellectual investment no of oil political private provincial raise raising regional share "
    "social some spiritual start-up state tech venture working".split()
)
# "Capital punishment", "capital gains": money and law.
_OTHER_THINGS = frozenset(
    "account accounts adequacy case controls crime crimes expenditure expenses flight flows funding gain "
    "gains goods grant improvement improvements investment investments letter letters loss losses "
    "market markets murder offence offense outlay projects punishment requirements spending stock".split()
)
_MOST_ADJECTIVES = 3

FADING = 0.97
"""Each later name of a place counts so much more than the one before: the text's country may change."""

_MEMORY = 300
"""Names farther away count nothing: `FADING` has made them weigh a ten-thousandth."""

_BY_COUNTRY, _BY_TEXT = 0.95, 0.9
"""How sure "the Ukrainian capital" is, and "the capital" in a text about one country only."""


def find_capitals(reading: Reading, gazetteer: Gazetteer, named: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the capitals that a text speaks of without naming them.

    Parameters
    ----------
    named
        The mentions by name: "the capital, Juba" and "Juba, the capital" are named already.
    """
    starts = {mention.start for mention in named}
    ends = {mention.end for mention in named}
    for index, word in enumerate(reading.words):
        if (
            word == WORD
            and _is_unnamed(reading, index, starts, ends)
            and _is_meant(reading, index, gazetteer)
        ):
            start, end = reading.starts[index], reading.ends[index]
            yield Mention(start=start, end=end, text=word, level=Level.CITY)


def _is_unnamed(reading: Reading, index: int, starts: set[int], ends: set[int]) -> bool:
    """Whether the name does not stand beside it."""
    after = index + 2 if reading.word(index + 1) == "city" else index + 1
    gap = reading.gap(after - 1)
    of = reading.word(after) == "of"
    following = after + 1 if of else after
    if gap in {" ", ", "} and following < len(reading) and reading.starts[following] in starts:
        return False
    lead = index
    while lead > 0 and lead > index - 4 and reading.gap(lead - 1) == " ":
        lead -= 1
    return not (reading.gap(lead - 1).startswith(",") and lead > 0 and reading.ends[lead - 1] in ends)


def _is_meant(reading: Reading, index: int, gazetteer: Gazetteer) -> bool:
    """Whether the word means a seat of government: a determiner or a country leads it."""
    if reading.gap(index) == " " and reading.word(index + 1) in _OTHER_THINGS:
        return False
    for back in range(1, _MOST_ADJECTIVES + 2):
        at = index - back
        gap = reading.gap(at) if at >= 0 else ""
        if at < 0 or reading.lower[at] in _OTHER_CAPITALS:
            return False
        if gap in {"'s ", "\u2019s "} or reading.lower[at] in _DETERMINERS:
            return True
        if reading.short[at] or gazetteer.demonym(reading.keys[at]):
            return True
        if gap not in {" ", "-"}:
            return False
    return False


def capital_meant(
    number: int, resolutions: Sequence[Resolution], text: str, gazetteer: Gazetteer
) -> Resolution:
    """Resolve one unnamed capital by the country beside it, or the main country of the text so far.

    Parameters
    ----------
    number
        Which of the resolutions it is; all that are named are resolved already.
    """
    mention = resolutions[number].mention
    near = resolutions[max(number - _MEMORY, 0) : number + _MEMORY]
    beside = _beside(mention, near, text)
    weights = _so_far(mention, near)
    country = beside or max(weights, key=lambda code: (weights[code], code), default="")
    row = gazetteer.capital_of(country) if country else None
    if row is None:
        return Resolution(mention=mention, best=None)
    place = gazetteer.place_at(row)
    if beside:
        best = Candidate(
            place=place, score=_BY_COUNTRY, reasons=(f"the capital of {country}, named with it",)
        )
    else:
        share = weights[country] / sum(weights.values())
        reason = f"the capital of {country}, which the text is about so far"
        best = Candidate(place=place, score=round(_BY_TEXT * share, 4), reasons=(reason,))
    return Resolution(mention=mention, best=best)


def _beside(mention: Mention, resolutions: Sequence[Resolution], text: str) -> str:
    """Read the country off what directly leads the word: "the Sudanese capital", "Sudan's capital"."""
    for resolution in resolutions:
        other, best = resolution.mention, resolution.best
        if best is None or other is mention or other.end > mention.start:
            continue
        between = text[other.end : mention.start]
        if len(between) <= 20 and between.strip(" ") in {"", "'s", "\u2019s", "'", "\u2019"}:
            return best.place.country
    return ""


def _so_far(mention: Mention, resolutions: Sequence[Resolution]) -> dict[str, float]:
    """Weigh the countries of the names before the word, later ones more; of all where none is before."""
    known = [r for r in resolutions if r.best is not None and r.best.place.country and r.mention.text != WORD]
    before = [r for r in known if r.mention.start < mention.start] or known
    weights: dict[str, float] = {}
    for age, resolution in enumerate(sorted(before, key=lambda r: -r.mention.start)):
        if resolution.best is not None:
            lessened = 0.5 if resolution.mention.role is Role.SPEAKER else 1.0
            code = resolution.best.place.country
            weights[code] = weights.get(code, 0.0) + lessened * FADING**age
    return weights
