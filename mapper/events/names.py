"""The names in a sentence that may say where its events happened, and how each hangs on its clause.

A name that no gazetteer has ("Kolahun", "Heart Hospital") may be the place all the same: such names are
kept too, without a place of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from gazetteer.model import Mention, Resolution

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapper.syntax import Sentence, Token
    from mapper.words import Placing

_CLIMB = 6  # words from a name up to what governs it, at most: parsers may err, long chains more
_ARTICLE = re.compile(r"[ae][a-z]{1,2}-[A-Z\u02bf\u2018]")  # al-, el-, as-, esh- before the rest of a name
_NAMING = frozenset(["NOUN", "ADJ", "X"])  # parts of speech that unknown names are mistaken for


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name in a sentence, and the words that tie it to its clause.

    Attributes
    ----------
    resolution
        What the name was taken to mean; `best` is None for a name that the gazetteer does not know.
    first, last
        Indices of its first and last word.
    own
        Its head word.
    near_preposition, near_host
        The preposition right above it (``""`` for none), and what that hangs on.
    head
        Where the climb from its head word through words of place ended: "region" in "the Kyiv region".
    climbed
        Steps of that climb.
    preposition, host
        The preposition above `head`, and what that hangs on.
    """

    resolution: Resolution
    first: int
    last: int
    own: Token
    near_preposition: str
    near_host: Token
    head: Token
    climbed: int
    preposition: str
    host: Token

    @property
    def is_known(self) -> bool:
        """Whether the gazetteer has a place for it."""
        return self.resolution.best is not None


def find_names(sentence: Sentence, resolutions: Sequence[Resolution], placing: Placing) -> list[Named]:
    """List the names of a sentence, resolved or not, in its order."""
    inside = {
        number: tokens
        for number, resolution in enumerate(resolutions)
        if (tokens := sentence.at(resolution.mention.start, resolution.mention.end))
        and not _is_cut(sentence, tokens[-1])
        and not _names_street(sentence, tokens[-1], placing)
        and not _names_illness(sentence, tokens[-1], placing)
        and not _is_first_name(sentence, tokens, placing)
    }
    taken = {token.index for tokens in inside.values() for token in tokens} | _dated(sentence)
    unknown = [
        (Resolution(mention=_mention(run), best=None), run) for run in _unknown(sentence, taken, placing)
    ]
    known = [(resolutions[number], tokens) for number, tokens in inside.items()]
    found = [_tie(sentence, resolution, tokens, placing) for resolution, tokens in (*known, *unknown)]
    return sorted(found, key=lambda name: (name.first, name.last))


def _is_cut(sentence: Sentence, last: Token) -> bool:
    """Whether a name goes on: "Qala" in "Qala-e-Fatullah", "Ain" in "Ain al-Hilweh"."""
    following = sentence.tokens[last.index + 1 : last.index + 4]
    article = "".join(token.text for token in following)
    if _ARTICLE.match(article) and all(one.end == two.start for one, two in pairwise(following[:3])):
        return True
    if len(following) < 3 or [token.text for token in following[::2]] != ["-", "-"]:
        return False
    glued = all(one.end == other.start for one, other in pairwise((last, *following)))
    return glued and following[1].text.islower() and len(following[1].text) <= 3


def _dated(sentence: Sentence) -> set[int]:
    """Indexes of months beside a number, which are dates: "on March 25"."""
    return {
        token.index
        for token, after in pairwise((*sentence.tokens, *sentence.tokens[-1:]))
        if token.text in ("March", "May", "August")
        and (after.text[:1].isdigit() or _follows_digit(sentence, token))
    }


def _follows_digit(sentence: Sentence, token: Token) -> bool:
    return token.index > 0 and sentence.tokens[token.index - 1].text.isdigit()


def _is_first_name(sentence: Sentence, tokens: Sequence[Token], placing: Placing) -> bool:
    """Whether a name is somebody's first: "the killing of Hassan Nasrallah"."""
    known, last = placing.lexicon, tokens[-1]
    before = sentence.tokens[tokens[0].index - 1].text.lower() if tokens[0].index else ""
    after = sentence.tokens[last.index + 1 : last.index + 2]
    if len(tokens) > 1 or not after or before in known.lists["locative"]:
        return False
    surname = after[0]
    follows = surname.pos == "PROPN" and surname.text[0].isupper() and surname.start - last.end == 1
    if not follows or last.text.lower() not in known.first_names:
        return False
    places = (known.lists[name] for name in ("grounds", "features", "organisations", "streets"))
    word = surname.text.lower()
    return not any(word in words for words in places) and word not in known.level_after


def _names_street(sentence: Sentence, last: Token, placing: Placing) -> bool:
    """Whether a street is named after a place: "Ryazansky Prospekt" is in Moscow."""
    following = sentence.tokens[last.index + 1 : last.index + 2]
    return (
        bool(following) and following[0].text[0].isupper() and following[0].lemma in placing.lists["streets"]
    )


def _names_illness(sentence: Sentence, last: Token, placing: Placing) -> bool:
    """Whether an illness is named after a place: "Marburg virus"."""
    following = sentence.tokens[last.index + 1 : last.index + 2]
    return bool(following) and following[0].lemma in placing.lists["illnesses"]


def _unknown(sentence: Sentence, taken: set[int], placing: Placing) -> Iterator[list[Token]]:
    """Yield runs of capitalised words that no resolution covers, but for weekdays, months and the like."""
    run: list[Token] = []
    for token in sentence.tokens:
        follows = bool(run) and token.start - run[-1].end <= 1
        starts = not run and _is_name(token, taken)
        if starts or (follows and (_is_name(token, taken) or _is_hyphen(sentence, token, taken))):
            run.append(token)
        else:
            if _may_name(run, placing):
                yield run
            run = [token] if _is_name(token, taken) else []
    if _may_name(run, placing):
        yield run


def _is_name(token: Token, taken: set[int]) -> bool:
    if token.index in taken or not token.text[:1].isalnum():
        return False
    return token.pos == "PROPN" or (token.text[0].isupper() and token.index > 0 and token.pos in _NAMING)


def _is_hyphen(sentence: Sentence, token: Token, taken: set[int]) -> bool:
    """Whether a sign joins two parts of one name: "al-Latmana", "Mazar-e-Sharif", "Dara'a"."""
    if token.text not in "-\u2019\u2018'" or token.start != sentence.tokens[token.index - 1].end:
        return False
    following = sentence.tokens[token.index + 1 : token.index + 2]
    return bool(following) and following[0].start == token.end and _is_name(following[0], taken)


def _may_name(run: Sequence[Token], placing: Placing) -> bool:
    """Whether a run has a word of its own: none of "Monday", "NW", "Northern"; and a capital letter."""
    never, compass = placing.lexicon.lists["never"], placing.lists["compass"]
    words = (token.text.lower().rstrip(".") for token in run if token.text != token.text.lower())
    return any(word not in never and word not in compass for word in words)


def _mention(run: Sequence[Token]) -> Mention:
    """Span a run of words; whatever single white space lies between two words is written as a blank."""
    text = run[0].text
    for before, token in pairwise(run):
        text += " " * (token.start - before.end) + token.text
    return Mention(start=run[0].start, end=run[-1].end, text=text)


def _tie(sentence: Sentence, resolution: Resolution, inside: Sequence[Token], placing: Placing) -> Named:
    """Tie a name to its clause: climb from it through words of place to what governs it."""
    span = {token.index for token in inside}
    own = next((token for token in inside if token.head not in span or token.head == token.index), inside[-1])
    head, climbed = _climb(sentence, own, placing)
    near_preposition, near_host = _governor(sentence, own, placing)
    preposition, host = _governor(sentence, head, placing)
    return Named(
        resolution=resolution,
        first=inside[0].index,
        last=inside[-1].index,
        own=own,
        near_preposition=near_preposition,
        near_host=near_host,
        head=head,
        climbed=climbed,
        preposition=preposition,
        host=host,
    )


def _climb(sentence: Sentence, own: Token, placing: Placing) -> tuple[Token, int]:
    """Climb from a name to the word of place that it belongs to: "the region of Kyiv", "Kyiv and Lviv"."""
    here = own
    for steps in range(_CLIMB):
        above = _step(sentence, here, placing)
        if above is None:
            return here, steps
        here = above
    return here, _CLIMB


def _step(sentence: Sentence, here: Token, placing: Placing) -> Token | None:
    places = placing.lists["places"]
    governor = sentence.head_of(here)
    if governor is here:
        return None
    if here.dep in ("conj", "appos"):
        return governor
    if here.dep in ("compound", "poss", "nmod", "amod"):
        return governor if governor.lemma in places or _is_list(sentence, here, governor) else None
    if governor.dep == "acl" and governor.lemma in placing.lists["surrounding"]:
        return sentence.head_of(governor)  # "the region surrounding Kyiv"
    if here.dep == "pobj" and governor.text.lower() == "of" and sentence.head_of(governor).lemma in places:
        return sentence.head_of(governor)
    return None


def _is_list(sentence: Sentence, one: Token, other: Token) -> bool:
    """Whether two names are joined though the parser makes one modify the other."""
    between = sentence.tokens[one.index + 1 : other.index]
    return other.pos == "PROPN" and any(token.text.lower() == "and" for token in between)


def _governor(sentence: Sentence, here: Token, placing: Placing) -> tuple[str, Token]:
    """Return the preposition above a word (``""`` for none), and the word that this hangs on."""
    governor = sentence.head_of(here)
    if here.dep not in ("pobj", "pcomp") or governor.pos not in ("ADP", "SCONJ", "ADV"):
        return "", governor
    return _preposition(sentence, governor, placing), _beyond(sentence, governor)


def _preposition(sentence: Sentence, preposition: Token, placing: Placing) -> str:
    """Name the preposition that counts: "outside of X" is outside, "3 km from X" is near."""
    governor = sentence.head_of(preposition)
    before = sentence.tokens[preposition.index - 1].lemma if preposition.index else ""
    word = preposition.text.lower()
    if word == "from" and {before, governor.lemma} & placing.lists["measures"]:
        return "near"
    if word == "of" and governor.pos in ("ADP", "ADV"):
        return governor.text.lower()
    return word


def _beyond(sentence: Sentence, preposition: Token) -> Token:
    """Return what a preposition hangs on, past other prepositions."""
    governor = sentence.head_of(preposition)
    while governor.pos in ("ADP", "ADV") and governor.head != governor.index:
        governor = sentence.head_of(governor)
    return governor
