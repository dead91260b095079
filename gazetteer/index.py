"""Keys to places: exact, by spelling key, and one or two edits away. Pure over mapped bytes.

Every key of the trie has a number, and ``heads[number]`` is either one packed entry or, with the
top bit set, where in ``tails`` a count and that many packed entries stand, likeliest place first.
A packed entry is ``row << 3 | kind``. Spelling keys are filed with each name that has them and have
no entries of their own: the name has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazetteer.names import LONGEST_NAME, NameKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    import marisa_trie

SEVERAL = 1 << 31
"""Set in a head that says where in the tails to go on."""
KIND_BITS = 3
_KIND_MASK = (1 << KIND_BITS) - 1
MOST_ROWS = SEVERAL >> KIND_BITS

_KINDS = tuple(NameKind)
_LATIN = "abcdefghijklmnopqrstuvwxyz "
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщыьэюяєіґ "

_SOUND, _NAME = "\x01", "\x02"
"""Before a spelling key, and between it and a name that has it; folding leaves neither in a name."""

MOST_NAMESAKES = 200
"""Places of one name that are weighed. The shipped index has 166 at most; all of GeoNames has thousands, and
the likeliest come first."""

LONGEST_TYPO = 40
"""Code points: longer names are sentences, and the candidates grow with the length."""


class Entry(NamedTuple):
    """That a name belongs to the place in a row, and how."""

    row: int
    kind: NameKind

    @property
    def main(self) -> bool:
        """Whether it is the place's own name, as the source or English has it."""
        return self.kind <= NameKind.PREFERRED


_entry = tuple.__new__  # a third quicker than Entry(...), for names that hundreds of places bear


def sound_key(family: str, sound: str, name: str = "") -> str:
    """Key under which a name is filed by how it sounds."""
    return f"{_SOUND}{family}{sound}{_NAME}{name}"


def pack(row: int, kind: int) -> int:
    """Put an entry into 31 bits."""
    return row << KIND_BITS | kind


class NameIndex:
    """What the gazetteer files under each folded name."""

    __slots__ = ("_heads", "_tails", "trie")

    def __init__(self, trie: marisa_trie.Trie, heads: memoryview, tails: memoryview) -> None:
        """Keep the mapped parts."""
        self.trie = trie
        self._heads = heads
        self._tails = tails

    def entries(self, key: str, *, most: int = MOST_ROWS) -> list[Entry]:
        """Places filed under exactly this key, likeliest first, `most` of them; none if it is not filed."""
        number = self.trie.get(key)
        if number is None:
            return []
        head = self._heads[number]
        if not head & SEVERAL:
            return [_entry(Entry, (head >> KIND_BITS, _KINDS[head & _KIND_MASK]))]
        at = head & ~SEVERAL
        packed = self._tails[at + 1 : at + 1 + min(self._tails[at], most)]
        return [_entry(Entry, (p >> KIND_BITS, _KINDS[p & _KIND_MASK])) for p in packed.tolist()]

    def each(self, key: str) -> Iterator[Entry]:
        """Yield the same one by one, for names that thousands of places bear."""
        number = self.trie.get(key)
        if number is None:
            return
        head = self._heads[number]
        at = head & ~SEVERAL
        packed = self._tails[at + 1 : at + 1 + self._tails[at]] if head & SEVERAL else (head,)
        for p in packed:
            yield Entry(p >> KIND_BITS, _KINDS[p & _KIND_MASK])

    def __contains__(self, key: str) -> bool:
        """Whether anything is filed under this key."""
        return key in self.trie

    def starts_name(self, key: str) -> bool:
        """Whether some filed name goes on after this key and a space."""
        return next(self.trie.iterkeys(key + " "), None) is not None

    def sounding(self, family: str, sound: str) -> list[str]:
        """Filed names with this spelling key, sorted."""
        start = sound_key(family, sound)
        return sorted(key.partition(_NAME)[2] for key in self.trie.iterkeys(start))

    def starting(self, start: str, *, longest: int) -> list[str]:
        """Filed names of at most so many code points that start so, sorted."""
        return sorted(key for key in self.trie.iterkeys(start) if len(key) <= longest)

    def one_edit(self, key: str) -> list[str]:
        """Filed keys that one letter put in, left out, changed or swapped makes of this one; sorted."""
        if not 1 < len(key) <= LONGEST_TYPO:
            return []
        trie = self.trie
        return sorted({edited for edited in _edits(key, self._reach("", key)) if edited in trie} - {key})

    def two_edits(self, key: str) -> list[str]:
        """Filed keys that two such changes make of this one, if one is in the second half; sorted."""
        if not 1 < len(key) <= LONGEST_TYPO:
            return []
        half = len(key) // 2
        starts = {key[:half], *_edits(key[:half])}
        found: set[str] = set()
        for start in starts:
            if next(self.trie.iterkeys(start), None) is not None:
                found.update(self._ending(start, key[half:]))
        return sorted(found - {key})

    def _ending(self, start: str, rest: str) -> Iterator[str]:
        for edited in _edits(rest, self._reach(start, rest)):
            if start + edited in self.trie:
                yield start + edited

    def _reach(self, start: str, rest: str) -> int:
        """How many letters of the rest some filed key goes on with after the start."""
        least, most = 0, len(rest)
        while least < most:
            middle = (least + most + 1) // 2
            if next(self.trie.iterkeys(start + rest[:middle]), None) is None:
                most = middle - 1
            else:
                least = middle
        return least


def _edits(key: str, reach: int | None = None) -> Iterator[str]:
    """Yield what one letter makes of a key; none after its first `reach` letters, if no more are filed."""
    letters = _LATIN if key.isascii() else _CYRILLIC
    for at in range((len(key) if reach is None else reach) + 1):
        before, after = key[:at], key[at:]
        for letter in letters:
            yield before + letter + after
        if after:
            yield before + after[1:]
            for letter in letters:
                yield before + letter + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def is_askable(name: str) -> bool:
    """Whether a string can be a name at all: not too long, and writable as UTF-8.

    >>> is_askable("Goma"), is_askable("x" * 10_000), is_askable(chr(0xD800))
    (True, False, False)
    """
    return len(name) <= LONGEST_NAME and not any("\ud800" <= c <= "\udfff" for c in name)
