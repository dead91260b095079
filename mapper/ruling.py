"""What a spaCy pipeline's rules make of tagged words, worked out once for words that are alike.

An attribute ruler turns tags into parts of speech, and mends words that the tags alone tell too little of.
spaCy tries every rule on every word; here a rule is tried once for each tag, role and word that a rule names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    _Fitting = tuple[tuple[int, ...], tuple[int, ...]]
    """Rules of one word that a word passes, and those of several that may begin with it."""

_ASKED = frozenset(["TAG", "DEP", "LOWER", "IS_SPACE"])
_TOLD = frozenset(["POS", "MORPH", "LEMMA", "TAG", "DEP"])
_TESTS = frozenset(["IN", "NOT_IN", "REGEX"])
_NO_WORD = "\0"
"""Stands for every word that no rule names; in no text does a word begin so."""
_ANY = "\0"
"""Stands for the tags of rules that ask for no single one."""
_MOST = 100_000
"""Words that are kept in mind: more than a newspaper has in a year."""


class Word(NamedTuple):
    """What rules look at: Penn Treebank tag, dependency label, the word in lower case."""

    tag: str
    dep: str
    lower: str

    def retagged(self, ruled: Ruled) -> Word:
        """Return the word with what rules say of its tag and role."""
        if not ruled.tag and not ruled.dep:
            return self
        return self._replace(tag=ruled.tag or self.tag, dep=ruled.dep or self.dep)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What rules say of a word; ``""`` where they say nothing."""

    pos: str = ""
    morph: str = ""
    lemma: str = ""
    tag: str = ""
    dep: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    """Tests of words in a row, which of them is spoken of, and what is said."""

    tests: tuple[Mapping[str, Any], ...]
    index: int
    said: Mapping[str, str]


class Rules:
    """An attribute ruler's rules; `read` says what they make of a sentence."""

    def __init__(self, rules: Sequence[_Rule]) -> None:
        """File the rules by the tag that they ask for."""
        self._rules = rules
        self._by_tag: dict[str, list[int]] = {}
        for number, rule in enumerate(rules):
            tag = rule.tests[0].get("TAG")
            self._by_tag.setdefault(tag if isinstance(tag, str) else _ANY, []).append(number)
        wanted = [test["LOWER"] for rule in rules for test in rule.tests if "LOWER" in test]
        self._named = frozenset(word for test in wanted for word in _words(test))
        shapes = [test["REGEX"] for test in wanted if isinstance(test, dict) and "REGEX" in test]
        self._shape = re.compile("|".join(f"(?:{shape})" for shape in shapes) or r"(?!)")
        self._seen: dict[Word, _Fitting] = {}
        self._fitting: dict[Word, _Fitting] = {}
        self._said: dict[tuple[int, ...], Ruled] = {}

    def read(self, words: Sequence[Word]) -> list[Ruled]:
        """Say of each word of a sentence what the rules make of it."""
        seen = self._seen
        fitting = [seen.get(word) or self._see(word) for word in words]
        numbers = {at: single for at, (single, begun) in enumerate(fitting) if begun}
        for at in tuple(numbers):
            for number in fitting[at][1]:
                rule = self._rules[number]
                following = words[at : at + len(rule.tests)]
                if len(following) == len(rule.tests) and all(map(_passes, rule.tests, following)):
                    spoken = at + rule.index
                    numbers[spoken] = (*numbers.get(spoken, fitting[spoken][0]), number)
        return [self._told(numbers.get(at, single)) for at, (single, _) in enumerate(fitting)]

    def _see(self, word: Word) -> _Fitting:
        """Find the rules that a word passes; words that no rule names differ by tag and role alone."""
        if len(self._seen) >= _MOST:
            self._seen.clear()
        is_named = word.lower in self._named or word.lower.isspace() or self._shape.search(word.lower)
        alike = word if is_named else word._replace(lower=_NO_WORD)
        found = self._fitting.get(alike)
        if found is None:
            asked = (*self._by_tag.get(alike.tag, ()), *self._by_tag.get(_ANY, ()))
            passed = [number for number in asked if _passes(self._rules[number].tests[0], alike)]
            single, begun = (
                tuple(number for number in passed if (len(self._rules[number].tests) > 1) is several)
                for several in (False, True)
            )
            found = self._fitting[alike] = (single, begun)
        self._seen[word] = found
        return found

    def _told(self, numbers: tuple[int, ...]) -> Ruled:
        """Join what rules say; a later rule has the last word."""
        found = self._said.get(numbers)
        if found is None:
            said: dict[str, str] = {}
            for number in sorted(numbers):
                said.update(self._rules[number].said)
            found = self._said[numbers] = Ruled(**said)
        return found


def read_rules(patterns: Iterable[Mapping[str, Any]]) -> Rules | None:
    """Take the patterns of a spaCy attribute ruler; None where they ask or say what is not known here.

    Examples
    --------
    >>> rules = read_rules([{"patterns": [[{"TAG": "NN"}]], "attrs": {"POS": "NOUN"}, "index": 0}])
    >>> rules.read([Word("NN", "ROOT", "flood")])
    [Ruled(pos='NOUN', morph='', lemma='', tag='', dep='')]
    """
    rules = []
    for row in patterns:
        if not row["attrs"].keys() <= _TOLD:
            return None
        said = {name.lower(): value for name, value in row["attrs"].items()}
        for tests in row["patterns"]:
            if not all(_is_known(test) for test in tests) or not 0 <= row["index"] < len(tests):
                return None
            rules.append(_Rule(tuple(tests), row["index"], said))
    return Rules(rules)


def _is_known(test: Mapping[str, Any]) -> bool:
    """Whether a test asks only what can be answered here."""
    if not test.keys() <= _ASKED:
        return False
    return all(not isinstance(asked, dict) or asked.keys() <= _TESTS for asked in test.values())


def _words(test: str | Mapping[str, Any]) -> Iterable[str]:
    """List the words that a test names."""
    return (test,) if isinstance(test, str) else (*test.get("IN", ()), *test.get("NOT_IN", ()))


def _passes(test: Mapping[str, Any], word: Word) -> bool:
    """Whether a word passes all that a test asks."""
    return all(_ANSWERS[name](word, asked) for name, asked in test.items())


def _answer(value: str, asked: str | Mapping[str, Any]) -> bool:
    if isinstance(asked, str):
        return value == asked
    if "IN" in asked and value not in asked["IN"]:
        return False
    if "NOT_IN" in asked and value in asked["NOT_IN"]:
        return False
    return "REGEX" not in asked or re.search(asked["REGEX"], value) is not None


_ANSWERS: Mapping[str, Callable[[Word, Any], bool]] = {
    "TAG": lambda word, asked: _answer(word.tag, asked),
    "DEP": lambda word, asked: _answer(word.dep, asked),
    "LOWER": lambda word, asked: _answer(word.lower, asked),
    "IS_SPACE": lambda word, asked: word.lower.isspace() is bool(asked),
}
