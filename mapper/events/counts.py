"""How many were killed, injured, missing, detained, displaced; how much was launched and intercepted.

A count belongs to the word that says what became of people: "killed", "injuries", "shot down". In
the active voice it follows the word, in the passive it comes before it. Numbers after "including"
are parts and never added.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapper.events.fired import find_fired
from mapper.events.flight import count_flights
from mapper.events.people import is_person, outcome_of
from mapper.events.quantities import Counted, Quantity, find_quantities, phrase_end, text_of
from mapper.events.tolls import is_numbered, risen
from mapper.model import Count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapper.syntax import Sentence, Token
    from mapper.words import Words

_FIELDS = ("killed", "injured", "missing", "detained", "displaced")
_NOUNS = frozenset("death fatality injury casualty dead body life hospital".split())
_INTRANSITIVE = frozenset("die perish drown flee disappear missing".split())
_NEWS = frozenset(["report", "word", "news", "sign", "record"])
_FOUND = frozenset("find recover retrieve discover pull bring wash".split())
_DEEDS = frozenset(
    "killing murder massacre assassination execution kidnapping abduction arrest throat custody".split()
)
"""Nouns that say of whom by "of"."""
_COUNTING = _DEEDS | _NOUNS
_SHOT = frozenset(["shoot", "gun", "find", "leave"])
_BRIDGE_POS = frozenset(["ADP", "ADV", "ADJ", "DET", "PART", "NUM", "PRON"])


def find_counts(sentence: Sentence, words: Words) -> list[Counted]:
    """All counts that a sentence states, each with the word that states it."""
    reader = _Reader(sentence, words, tuple(find_quantities(sentence)))
    fired = find_fired(sentence, words, reader.quantities)
    people = list(reader.people())
    told = {(counted.field, counted.count.wording) for counted in people}
    left = count_flights(sentence, words, reader.quantities)
    return [*people, *(one for one in left if (one.field, one.count.wording) not in told), *fired]


@dataclass(frozen=True, slots=True)
class _Reader:
    """One sentence, its quantities and the language: what every rule below looks at."""

    sentence: Sentence
    words: Words
    quantities: tuple[Quantity, ...]

    def people(self) -> Iterator[Counted]:
        for token in self.sentence.tokens:
            field = outcome_of(token, self.words)
            if field in _FIELDS or token.lemma in ("casualty", "toll"):
                yield from self._said_by(token, field or "killed")

    def _said_by(self, token: Token, field: str) -> Iterator[Counted]:
        if token.dep == "amod" and not self._is_of_people(self.sentence.head_of(token)):
            return  # "a dead jackal"
        none = self._none(token)
        if none:
            fields = ("killed", "injured") if token.lemma == "casualty" else (field,)
            for each in fields:
                yield Counted(field=each, anchor=token.index, count=none)
            return
        count = self._count(token)
        if count is not None and token.lemma in ("neutralise", "neutralize"):
            count = replace(count, low=0)  # killed, wounded or caught: an army's word for any of them
        if count is not None:
            yield Counted(field=field, anchor=token.index, count=count)

    def _is_of_people(self, head: Token) -> bool:
        return head.pos != "NOUN" or is_person(head, self.words) or head.lemma in _NOUNS

    def _none(self, token: Token) -> Count | None:
        """Zero, from "no casualties", "no one was killed", "nobody was hurt"."""
        around = [*self.sentence.children(token)]
        around += [
            grand for child in around for grand in self.sentence.children(child) if child.dep == "nsubjpass"
        ]
        if token.lemma in ("casualty", "injury", "death") and token.dep == "pobj":
            report = self.sentence.head_of(self.sentence.head_of(token))
            around += self.sentence.children(report) if report.lemma in _NEWS else ()
        for word in around:
            if word.text.lower() in ("no", "nobody", "none") and word.index < token.index:
                return Count(low=0, high=0, wording=text_of(self.sentence, word.index, token.index + 1))
        return None

    def _count(self, token: Token) -> Count | None:
        if token.lemma == "toll" or is_numbered(self.sentence, token):
            return risen(self.sentence, token, self.quantities) or self._toll(token)
        deed = self._deed(token)
        if deed is not None:
            return self._done_to_death(deed, token)
        if token.pos == "NOUN" and token.lemma in _COUNTING:
            return self._done_to(token) if token.lemma in _DEEDS else self._noun(token)
        if self._is_active(token):
            return self._total(self._first_right(token, 7)) or self._one_right(token)
        left = self._left(token)
        if left is None and token.lemma == "dead":
            return self._total(self._first_right(token, 3))
        return left

    def _toll(self, token: Token) -> Count | None:
        """Read a toll that nothing says has risen: "a toll of 31"."""
        if token.lemma != "toll":
            return None
        return self._total(self._first_right(token, 8, any_between=True))

    def _done_to(self, token: Token) -> Count | None:
        """Count whom a noun is told of: "the killing of five people", "slit the throats of four"."""
        if token.lemma == "custody":
            return self._left(self.sentence.head_of(self.sentence.head_of(token)))
        if token.lemma == "throat" and self.sentence.head_of(token).lemma not in ("slit", "cut"):
            return None
        after = self.sentence.tokens[token.index + 1 : token.index + 2]
        of_whom = bool(after) and after[0].text.lower() == "of"
        return self._total(self._first_right(token, 5)) if of_whom else None

    def _deed(self, token: Token) -> Token | None:
        """Find the verb by which somebody was "hacked to death" or "shot dead"."""
        above = self.sentence.head_of(token)
        if token.lemma == "death" and above.text.lower() == "to":
            above = self.sentence.head_of(above)
        elif token.lemma != "dead" or above.lemma not in _SHOT:
            return None
        return above if above.pos == "VERB" and above.index < token.index else None

    def _done_to_death(self, verb: Token, word: Token) -> Count | None:
        """Count whom a deed killed: after its last word in the active voice, before the verb else."""
        if not self._is_active(verb):
            return self._left(verb)
        told = self._first_right(word, 7) or self._first_right(verb, 7)
        return self._total(told) or self._one_right(verb)

    def _noun(self, token: Token) -> Count | None:
        """Read counts from nouns: "33 injuries", "the deaths of 12 miners", "in hospital"."""
        if token.lemma == "casualty":  # killed or injured: no telling which
            return None
        if token.lemma == "hospital":
            return self._left(token) if token.dep == "pobj" and self._is_patient(token) else None
        own = next((q for q in self.quantities if q.head == token.index), None)
        if own is None and (told := self._untold(token)):
            return told
        if own is None and token.lemma in ("death", "life", "body"):
            after = self.sentence.tokens[token.index + 1 : token.index + 2]
            if after and after[0].text.lower() == "of":
                own = self._first_right(token, 5)
        if own is None or (token.lemma == "life" and not self._is_taken(token)):
            return None
        return self._total(own)

    def _lost(self, token: Token) -> Count | None:
        """Count those who "lost their lives"."""
        verb = self.sentence.head_of(token)
        owned = any(child.dep == "poss" and child.pos == "PRON" for child in self.sentence.children(token))
        return self._left(verb) if verb.lemma == "lose" and owned else None

    def _untold(self, token: Token) -> Count | None:
        """Count by a noun without a number of its own: lives lost, injuries suffered, a body found."""
        lost = self._lost(token) if token.lemma == "life" else None
        return lost or self._suffered(token) or self._somebody(token)

    def _suffered(self, token: Token) -> Count | None:
        """Count those who "suffered injuries"."""
        verb = self.sentence.head_of(token)
        if token.lemma == "injury" and self.sentence.head_of(verb).lemma in ("treat", "hospitalise"):
            return self._left(self.sentence.head_of(verb))
        is_suffered = token.lemma == "injury" and verb.lemma in ("suffer", "sustain")
        return self._left(verb) if is_suffered else None

    def _somebody(self, token: Token) -> Count | None:
        """Count one whose body was found: "the body of Tanya Burwick was recovered"."""
        if token.lemma != "body" or token.tag != "NN" or self.sentence.head_of(token).lemma not in _FOUND:
            return None
        below = [c for c in self.sentence.children(token) if c.text.lower() == "of" or c.dep == "poss"]
        owners = [*below, *(each for one in below for each in self.sentence.children(one))]
        if not any(one.pos == "PROPN" or is_person(one, self.words) for one in owners):
            return None
        return Count(low=1, high=1, wording=text_of(self.sentence, token.index, token.index + 1))

    def _is_patient(self, token: Token) -> bool:
        preposition = self.sentence.head_of(token)
        verb = self.sentence.head_of(preposition).lemma
        return preposition.text.lower() in ("in", "to") and verb in (
            "be",
            "take",
            "rush",
            "remain",
            "send",
            "bring",
        )

    def _is_taken(self, token: Token) -> bool:
        verbs = ("claim", "take", "lose", "cost")
        return any(word.lemma in verbs for word in self.sentence.ancestors(token))

    def _is_active(self, token: Token) -> bool:
        """Whether the counted people follow the verb."""
        if token.pos == "ADJ" or self.words.lemma_of(token) in _INTRANSITIVE:
            return False
        dependents = {child.dep for child in self.sentence.children(token)}
        if dependents & {"auxpass", "nsubjpass", "agent"}:
            return False
        if dependents & {"dobj", "obj"} or token.tag in ("VBG", "VBZ", "VBP", "VB"):
            return True
        if token.tag == "VBD":
            return "nsubj" not in dependents or not self._subject_counts(token)
        return any(child.text.lower() in ("have", "has", "had") for child in self.sentence.children(token))

    def _subject_counts(self, token: Token) -> bool:
        subject = next((c for c in self.sentence.children(token) if c.dep == "nsubj"), None)
        return subject is not None and any(
            q.head in (subject.index, None)
            and q.start <= subject.index < token.index
            and q.end <= token.index
            for q in self.quantities
            if q.head == subject.index or q.start <= subject.index < q.end
        )

    def _first_right(self, token: Token, reach: int, *, any_between: bool = False) -> Quantity | None:
        for quantity in self.quantities:
            if quantity.start <= token.index or quantity.start > token.index + reach:
                continue
            between = self.sentence.tokens[token.index + 1 : quantity.start]
            if any_between or all(word.pos in _BRIDGE_POS or word.text in ("dead", "`") for word in between):
                return quantity if self._counts_people(quantity) else None
            return None
        return None

    def _one_right(self, token: Token) -> Count | None:
        """People without a number, from a singular object: "killed a teacher", "killing her and her son"."""
        for child in self.sentence.children(token):
            if child.dep in ("dobj", "obj") and child.tag in ("NN", "NNP") and is_person(child, self.words):
                return self._named_one_by_one(child, len(self.sentence.tokens))
        return None

    def _named_one_by_one(self, first: Token, before: int) -> Count:
        """Count single people named one after the other: "a chairman and his driver"."""
        people = [first]
        for token in self.sentence.tokens[first.index + 1 : before]:
            joined = token.dep == "conj" and any(token.head == one.index for one in people)
            if joined and token.tag in ("NN", "NNP") and is_person(token, self.words):
                people.append(token)
        people.extend(self._company(first, before))
        start = min([first.index, *(c.index for c in self.sentence.children(first) if c.pos == "DET")])
        end = max(one.index for one in people) + 1
        return Count(low=len(people), high=len(people), wording=text_of(self.sentence, start, end))

    def _company(self, first: Token, before: int) -> list[Token]:
        """Find who shared somebody's lot: "was killed together with his assistant"."""
        tokens = self.sentence.tokens
        for token in tokens[first.index + 1 : before + 4]:
            pair = " ".join(each.text.lower() for each in tokens[token.index : token.index + 2])
            if pair not in ("together with", "along with") and token.text.lower() != "alongside":
                continue
            near = tokens[token.index + 1 : token.index + 6]
            return [one for one in near if one.tag == "NN" and is_person(one, self.words)][:1]
        return []

    def _counts_people(self, quantity: Quantity) -> bool:
        if quantity.head is None:
            return True
        head = self.sentence.tokens[quantity.head]
        return is_person(head, self.words) or head.lemma in _NOUNS

    def _left(self, token: Token) -> Count | None:
        """People before a passive or an adjective: the nearest number that nothing parts from it."""
        for quantity in reversed(self.quantities):
            if quantity.end > token.index or not self._counts_people(quantity):
                continue
            if self._is_parted(quantity, token):
                break
            if not self._is_part(quantity):
                return self._total(quantity, before=token.index)
        subject = self._subject(token) or self._another(token)
        if subject is None or subject.tag not in ("NN", "NNP", "DT", "PRP") or not self._is_one(subject):
            return None
        return self._named_one_by_one(subject, token.index)

    def _subject(self, token: Token) -> Token | None:
        """Find who it happened to, through "was shot and killed" and "was shot dead"."""
        head = self.sentence.head_of(token)
        if token.dep == "acl" and head.index < token.index and head.tag == "NN":
            return head  # "soldier killed in"
        for word in (token, *self.sentence.ancestors(token)):
            for child in self.sentence.children(word):
                if child.dep in ("nsubjpass", "nsubj") and child.index < token.index:
                    return child if word is token or child.dep == "nsubjpass" else None
            if (
                word.dep not in ("conj", "acomp", "advmod", "oprd", "amod", "advcl")
                or token.index - word.index > 3
            ):
                return None
        return None

    def _another(self, token: Token) -> Token | None:
        """Find "another" right before the word: "and another injured"."""
        before = self.sentence.tokens[max(0, token.index - 2) : token.index]
        return next((word for word in before if word.text.lower() == "another"), None)

    def _is_one(self, subject: Token) -> bool:
        numbered = any(0 < subject.index - q.start <= 6 and q.end <= subject.index for q in self.quantities)
        if subject.text.lower() == "another" or (subject.tag == "NNP" and not numbered):
            return True
        return is_person(subject, self.words) and not any(
            child.dep == "nummod" for child in self.sentence.children(subject)
        )

    def _is_parted(self, quantity: Quantity, token: Token) -> bool:
        """Whether another outcome, a clause or too many words stand between number and word."""
        between = self.sentence.tokens[quantity.end : token.index]
        if any(outcome_of(word, self.words) in _FIELDS and word.pos != "NOUN" for word in between):
            return True
        close = {word.index for word in self.sentence.ancestors(token) if token.index - word.index <= 3}
        verbs = [w for w in between if w.pos == "VERB" and w.dep not in ("amod", "acl", "relcl")]
        verbs = [w for w in verbs if w.index not in close and w.lemma not in ("include", "report", "confirm")]
        return len(between) > 16 or bool(verbs)

    def _is_part(self, quantity: Quantity) -> bool:
        """Whether the number stands after "including", "among them" or the like."""
        before = [
            word.text.lower() for word in self.sentence.tokens[max(0, quantity.start - 6) : quantity.start]
        ]
        after = self.sentence.tokens[quantity.end : quantity.end + 1]
        if quantity.head is not None and self._is_among_them(quantity.head):
            return True
        of_them = quantity.head is None and bool(after) and after[0].text.lower() in ("from", "of")
        return of_them or "including" in before or before[-2:] == ["among", "them"]

    def _is_among_them(self, head: int) -> bool:
        """Whether "among them" follows a counted word: "133 people, dozens of children among them"."""
        after = [word.text.lower() for word in self.sentence.tokens[head + 1 : head + 3]]
        return after in (["among", "them"], ["of", "them"])

    def _total(self, quantity: Quantity | None, before: int | None = None) -> Count | None:
        """Add what is joined to a number: "three women and five men"."""
        if quantity is None:
            return None
        joined = [quantity]
        rest = self.quantities if before is None else tuple(reversed(self.quantities))
        for other in rest:
            if other is quantity or (before is not None and other.end > before):
                continue
            if self._is_joined(joined[-1], other, before=before):
                joined.append(other)
        singles = self._singles(joined, before)
        low, high = sum(q.low for q in joined) + len(singles), sum(q.high for q in joined) + len(singles)
        start, last = min(q.start for q in joined), max(q.end for q in joined)
        end = max([phrase_end(joined, last), *(token.index + 1 for token in singles)])
        return Count(low=low, high=high, wording=text_of(self.sentence, start, end))

    def _singles(self, joined: Sequence[Quantity], before: int | None) -> list[Token]:
        """Find single people joined to those counted: "two guards and a driver"."""
        heads = {q.head for q in joined}
        counted = {q.head for q in self.quantities}
        members = {index for index in heads if index is not None}
        for token in self.sentence.tokens:  # conjuncts come after what they are joined to
            if token.dep == "conj" and token.head in members:
                members.add(token.index)
        found = [self.sentence.tokens[index] for index in sorted(members - counted)]
        return [
            token
            for token in found
            if token.tag == "NN" and is_person(token, self.words) and (before is None or token.index < before)
        ]

    def _is_joined(self, one: Quantity, other: Quantity, *, before: int | None) -> bool:
        first, second = (other, one) if before is not None else (one, other)
        if first.head is None or second.head is None or second.start < first.end:
            return False
        said = {outcome_of(self.sentence.tokens[head], self.words) for head in (first.head, second.head)}
        if len(said) > 1:  # "one fatality and 33 injuries"
            return False
        clause = self.sentence.tokens[second.head].dep in ("nsubj", "nsubjpass")
        if self._is_among_them(second.head) or (before is None and clause):
            return False  # "killed six, and more than 2,000 have fled"
        between = [w.text.lower() for w in self.sentence.tokens[first.head + 1 : second.start]]
        both = self._counts_people(first) and self._counts_people(second)
        return both and between in (["and"], [","], [",", "and"], ["and", "at", "least"])
