"""Text of strangers as a terminal may show it."""

from __future__ import annotations

import unicodedata

UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that steer a terminal or reorder a line instead of being seen."""


def plain(text: str) -> str:
    r"""Write out what steers instead of being seen, and nothing else.

    File names and reports may hold escape sequences, which recolour, move and retitle a terminal,
    and marks that turn a line's direction (CVE-2021-42574).

    Examples
    --------
    >>> plain("Київ\x1b[2J\n")
    'Київ\\x1b[2J\\n'
    """
    return "".join(_written(char) if unicodedata.category(char) in UNSEEN else char for char in text)


def _written(char: str) -> str:
    """Write one character as Python would in a literal."""
    return char.encode("unicode_escape").decode("ascii")
