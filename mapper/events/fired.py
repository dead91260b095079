"""How many weapons were launched, and how many of them shot down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapper.events.quantities import Counted, Quantity, phrase_end, text_of
from mapper.model import Count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mapper.syntax import Sentence, Token
    from mapper.words import Words


def find_fired(sentence: Sentence, words: Words, quantities: Sequence[Quantity]) -> list[Counted]:
    """Count what was shot down, and what was launched."""
    reader = _Reader(sentence, words, tuple(quantities))
    return [*reader.interceptions(), *reader.launches()]


@dataclass(frozen=True, slots=True)
class _Reader:
    """One sentence, its quantities and the language."""

    sentence: Sentence
    words: Words
    quantities: tuple[Quantity, ...]

    def interceptions(self) -> Iterator[Counted]:
        """Yield what was shot down, and out of how many."""
        for token in self.sentence.tokens:
            if not self._is_interception(token):
                continue
            after = [q for q in self.quantities if q.start > token.index and self._is_ammunition(q, token)]
            parts = list(_run(after, token.index, self.sentence))
            if not parts:
                continue
            wording = text_of(self.sentence, parts[0].start, phrase_end(parts, parts[-1].end))
            down = Count(low=sum(q.low for q in parts), high=sum(q.high for q in parts), wording=wording)
            yield Counted(field="intercepted", anchor=token.index, count=down)
            launched = self._launched(parts, token)
            if launched:
                yield Counted(field="launched", anchor=token.index, count=launched)

    def _launched(self, parts: Sequence[Quantity], token: Token) -> Count | None:
        totals = [q.total for q in parts if q.total]
        if totals and len(totals) == len(parts):
            wording = text_of(self.sentence, parts[0].start, phrase_end(parts, parts[-1].end))
            return Count(low=sum(t[0] for t in totals), high=sum(t[1] for t in totals), wording=wording)
        for quantity in self.quantities:  # "Out of 123 drones, the military shot down 71"
            before = self.sentence.tokens[max(0, quantity.start - 1) : quantity.start]
            if quantity.end <= token.index and before and before[0].text.lower() == "of":
                wording = text_of(self.sentence, quantity.start, phrase_end([quantity], quantity.end))
                return Count(low=quantity.low, high=quantity.high, wording=wording)
        return None

    def _is_interception(self, token: Token) -> bool:
        if token.lemma in ("shoot", "bring"):
            return any(child.text.lower() == "down" for child in self.sentence.children(token))
        return token.lemma in ("down", "intercept") and token.pos == "VERB"

    def _is_ammunition(self, quantity: Quantity, token: Token) -> bool:
        if quantity.head is None:
            return quantity.start - token.index <= 4
        return self.words.weapon_of(self.sentence.tokens[quantity.head].lemma) is not None

    def launches(self) -> Iterator[Counted]:
        """Yield how many drones and missiles were launched or fired."""
        for token in self.sentence.tokens:
            if token.lemma not in ("launch", "fire") or token.pos != "VERB":
                continue
            after = [q for q in self.quantities if q.start > token.index and q.head is not None]
            parts = list(
                _run([q for q in after if self._is_ammunition(q, token)], token.index, self.sentence)
            )
            if parts:
                wording = text_of(self.sentence, parts[0].start, phrase_end(parts, parts[-1].end))
                low, high = sum(q.low for q in parts), sum(q.high for q in parts)
                yield Counted(
                    field="launched", anchor=token.index, count=Count(low=low, high=high, wording=wording)
                )


def _run(quantities: Iterable[Quantity], anchor: int, sentence: Sentence) -> Iterator[Quantity]:
    """Yield the numbers right after a verb, as long as only "and" and commas part them."""
    edge = anchor + 1
    for quantity in quantities:
        between = sentence.tokens[edge : quantity.start]
        if len(between) > 3 or any(word.pos == "VERB" for word in between):
            return
        yield quantity
        edge = max(quantity.end, (quantity.head or 0) + 1)
