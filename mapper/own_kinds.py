"""Kinds of events and words for them that a user adds, in TOML; see docs/kinds.md."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mapper.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_TEXTS = ("family", "acled", "plover", "example")
_FIELDS = (*_TEXTS, "rank", "triggers")
_TRIGGER = re.compile(r"[^\W\d_][\w'-]*(?: [\w'-]+){0,3}/[vn]")
_RANK = 60
"""Of a kind that states none: before an attack or a clash, after what names its means or its cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnKinds:
    """What a user adds: kinds with the fields of ``kinds.toml``, and triggers by the kind they name."""

    kinds: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    triggers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def parse_kinds(text: str, known: Collection[str]) -> OwnKinds:
    r"""Read a user's kinds; `known` are the names that come with the package.

    Raises
    ------
    SettingsError
        Something in it is not as docs/kinds.md has it; the message says what, and where.

    Examples
    --------
    >>> own = parse_kinds('[kinds.Blockade]\nfamily = "protest"\ntriggers = ["blockade/n"]', known=[])
    >>> own.kinds["Blockade"]["rank"], own.triggers["Blockade"]
    (60, ('blockade/n',))
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"kinds are not TOML: {error}") from error
    _refuse_others(table, ("kinds", "triggers"), "the file")
    kinds = {name: _kind(name, told, known) for name, told in _table(table, "kinds").items()}
    triggers = {name: _words(name, told["triggers"]) for name, told in kinds.items()}
    for name, words in _table(table, "triggers").items():
        if name not in known and name not in kinds:
            raise SettingsError(f"triggers are given for {name!r}, which is no kind")
        triggers[name] = (*triggers.get(name, ()), *_words(name, words))
    fields = {name: {key: told[key] for key in (*_TEXTS, "rank")} for name, told in kinds.items()}
    return OwnKinds(kinds=fields, triggers=triggers)


def _table(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = table.get(name, {})
    if not isinstance(found, dict):
        raise SettingsError(f"{name} must be a table, not {found!r}")
    return found


def _refuse_others(table: Mapping[str, Any], known: Collection[str], where: str) -> None:
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise SettingsError(f"{where} has unknown keys: {', '.join(unknown)}; known are {', '.join(known)}")


def _kind(name: str, told: object, known: Collection[str]) -> Mapping[str, Any]:
    """Check one kind, and fill in what it leaves out."""
    where = f"kind {name!r}"
    if not isinstance(told, dict):
        raise SettingsError(f"{where} must be a table, not {told!r}")
    if not name.strip() or name in known:
        raise SettingsError(f"{where} is a kind already; add words for it under [triggers]")
    _refuse_others(told, _FIELDS, where)
    for key in _TEXTS:
        if not isinstance(told.get(key, ""), str):
            raise SettingsError(f"{where}: {key} must be text, not {told[key]!r}")
    if not told.get("family"):
        raise SettingsError(f"{where}: family is missing; kinds of one family may be confused by reports")
    rank = told.get("rank", _RANK)
    if not isinstance(rank, int) or isinstance(rank, bool) or not 0 <= rank <= 100:
        raise SettingsError(f"{where}: rank must be a whole number from 0 to 100, not {rank!r}")
    filled = dict.fromkeys(_TEXTS, "") | {"rank": rank, "triggers": []} | told
    if not filled["triggers"]:
        raise SettingsError(f'{where}: triggers are missing: words such as "cattle raid/n"')
    return filled


def _words(name: str, words: object) -> tuple[str, ...]:
    """Check the words for a kind."""
    wanted = (
        'one to four dictionary words and their part of speech, such as "cattle raid/n" or "rustle cattle/v"'
    )
    if not isinstance(words, list):
        raise SettingsError(f"kind {name!r}: triggers must be a list, not {words!r}")
    for word in words:
        if not isinstance(word, str) or not _TRIGGER.fullmatch(word):
            raise SettingsError(f"kind {name!r}: a trigger is {wanted}, not {word!r}")
    return tuple(word.lower() for word in words)
