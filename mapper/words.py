"""What the stage knows of kinds and of a language, read from its data files once and handed down."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field, replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from gazetteer import lexicon, trees
from mapper.cues import find_cues, split_trigger
from mapper.own_kinds import parse_kinds
from mapper.zones import Zones, load_zones

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.lexicon import Lexicon
    from gazetteer.trees import Trees
    from mapper.cues import Cues
    from mapper.syntax import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of event; `rank` says which of several names a sentence."""

    name: str
    family: str
    acled: str
    plover: str
    rank: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weapon:
    """A weapon: the plain word, the lemmas that name it, the kind it makes of a general word."""

    word: str
    lemmas: frozenset[str]
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """What choosing the place of an event rests on.

    Attributes
    ----------
    prepositions
        Preposition -> how much it says "happened there", 1 to 8.
    lists
        Named sets of lemmas; see ``english_where.toml`` for what each is.
    lexicon
        Common words and names of people.
    habits
        Kind of habit -> word -> share of names that are the place of an event; see `mapper.events.habits`.
    judge
        Says how likely a name is the place of an event; ``benchmarks/train_where.py`` makes it.
    """

    prepositions: Mapping[str, int]
    lists: Mapping[str, frozenset[str]]
    lexicon: Lexicon
    habits: Mapping[str, Mapping[str, float]]
    judge: Trees


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All word lists of one language; see ``english.toml`` for what each is.

    `triggers` maps the lemmas of a phrase, with the part of speech of its head ("v" or "n"), to a kind, or
    to ``""`` where the weapon decides; `parted` gives the verbs of two words by the first; `cues` are the
    words without which a sentence reports nothing, `cues_at_places` those that are enough only where it
    names a place; `arming` are the words that names of weapons begin with; `causes` maps what people died of
    to a kind; `targets` a word to what it says was hit; `zones` says what clocks show where; `confidence`
    what each thing that speaks for an event is worth; `likenesses` maps a user's own kind to what it is filed
    under elsewhere.
    """

    kinds: Mapping[str, Kind]
    lemmas: Mapping[str, str]
    triggers: Mapping[tuple[tuple[str, ...], str], str]
    needs: Mapping[tuple[tuple[str, ...], str], frozenset[str]]
    first_lemmas: frozenset[str]
    parted: Mapping[str, tuple[tuple[str, str], ...]]
    cues: Cues
    cues_at_places: Cues
    need_weapon: frozenset[str]
    default_kind: str
    default_kinds: Mapping[str, str]
    weapons: tuple[Weapon, ...]
    armoury: Mapping[str, Weapon]
    arming: frozenset[str]
    outcomes: Mapping[str, str]
    causes: Mapping[str, str]
    common: frozenset[str]
    people: frozenset[str]
    not_people: frozenset[str]
    bodies: frozenset[str]
    state: frozenset[str]
    armed: frozenset[str]
    struck: frozenset[str]
    acting: frozenset[str]
    leaving: Mapping[str, frozenset[str]]
    lists: Mapping[str, frozenset[str]]
    speech: frozenset[str]
    modals: frozenset[str]
    governors: frozenset[str]
    conditions: frozenset[str]
    habits: frozenset[str]
    origins: frozenset[str]
    near_governors: frozenset[str]
    framing: frozenset[str]
    occurring: frozenset[str]
    aftermath: frozenset[str]
    averted: frozenset[str]
    apart: frozenset[str]
    compounds: frozenset[str]
    not_events: tuple[str, ...]
    placing: Placing
    targets: Mapping[str, str]
    zones: Zones
    confidence: Mapping[str, float]
    likenesses: Mapping[str, str] = field(default_factory=dict)

    def weapon_of(self, lemma: str) -> Weapon | None:
        """Return the weapon that a lemma names, if it names one."""
        return self.armoury.get(lemma)

    def lemma_of(self, token: Token) -> str:
        """Return the lemma of a word, mended where the parser is known to be wrong."""
        return self.lemmas.get(token.text.lower(), token.lemma)

    def family(self, kind: str) -> str:
        """Return the family of a kind; an unknown kind is a family of its own."""
        return self.kinds[kind].family if kind in self.kinds else kind


def load_words(own: str = "") -> Words:
    """Read the kinds and the English words that come with the package, and a user's own kinds in TOML.

    Raises
    ------
    SettingsError
        The user's kinds are not as docs/kinds.md has it.
    """
    folder = files("mapper") / "data"
    kinds = tomllib.loads((folder / "kinds.toml").read_text("utf-8"))["kinds"]
    where = tomllib.loads((folder / "english_where.toml").read_text("utf-8"))
    habits = json.loads((folder / "where_habits.json").read_text("utf-8"))
    placing = _placing(where, habits, trees.load((folder / "where.npz").read_bytes()))
    added = parse_kinds(own, known=kinds)
    english = tomllib.loads((folder / "english.toml").read_text("utf-8"))
    named = {name: [*english["triggers"].get(name, ()), *words] for name, words in added.triggers.items()}
    english["triggers"] |= named
    confidence = tomllib.loads((folder / "confidence.toml").read_text("utf-8"))["weights"]
    words = _words({**kinds, **added.kinds}, english, placing, confidence)
    return replace(
        words, likenesses={name: told["acled"] or told["family"] for name, told in added.kinds.items()}
    )


def _placing(where: Mapping[str, Any], habits: Mapping[str, Mapping[str, float]], judge: Trees) -> Placing:
    return Placing(
        prepositions={word: int(step) for step, words in where["prepositions"].items() for word in words},
        lists={name: frozenset(lemmas) for name, lemmas in where["lists"].items()},
        lexicon=lexicon.shipped(),
        habits=habits,
        judge=judge,
    )


def _parted(triggers: Mapping[tuple[tuple[str, ...], str], str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """File verbs of two words, which may stand apart, under the first: the second and the kind of each."""
    filed: dict[str, tuple[tuple[str, str], ...]] = {}
    for (phrase, part), kind in triggers.items():
        if part == "v" and len(phrase) == 2:
            filed[phrase[0]] = (*filed.get(phrase[0], ()), (phrase[1], kind))
    return filed


def _words(
    kinds: Mapping[str, Any], english: Mapping[str, Any], placing: Placing, confidence: Mapping[str, float]
) -> Words:
    triggers = {split_trigger(word): "" for word in english["generic"]["words"]}
    triggers |= {split_trigger(word): kind for kind, words in english["triggers"].items() for word in words}
    lists = {name: frozenset(words) for name, words in english["needs_lists"].items()}
    needs = {split_trigger(word): lists[name] for word, name in english["needs"].items()}
    cues, cues_at_places = find_cues(english, triggers, needs)
    unreal = english["unreal"]
    weapons = tuple(
        Weapon(word=row["word"], lemmas=frozenset(row["lemmas"]), kind=row["kind"])
        for row in english["weapons"]
    )
    return Words(
        lemmas=english["lemmas"],
        kinds={name: Kind(name=name, **fields) for name, fields in kinds.items()},
        triggers=triggers,
        needs=needs,
        first_lemmas=frozenset(phrase[0] for phrase, _ in triggers),
        parted=_parted(triggers),
        cues=cues,
        cues_at_places=cues_at_places,
        need_weapon=frozenset(english["generic"]["need_weapon"]),
        default_kind=english["generic"]["default"],
        default_kinds=english["generic"]["defaults"],
        weapons=weapons,
        armoury={lemma: weapon for weapon in reversed(weapons) for lemma in weapon.lemmas},
        arming=frozenset(lemma.split()[0] for weapon in weapons for lemma in weapon.lemmas),
        outcomes={lemma: name for name, lemmas in reversed(english["outcomes"].items()) for lemma in lemmas},
        causes={word: kind for kind, words in english["causes"].items() for word in words},
        common=frozenset(english["common"]["words"]),
        people=frozenset(english["people"]["words"]),
        not_people=frozenset(english["people"]["not_people"]),
        bodies=frozenset(english["people"]["bodies"]),
        state=frozenset(english["people"]["state"]),
        armed=frozenset(english["people"]["armed"]),
        struck=frozenset(english["struck"]["verbs"]),
        acting=frozenset(fields["family"] for fields in kinds.values() if fields["acled"]) | {""},
        lists=lists,
        leaving={name: frozenset(words) for name, words in english["leaving"].items()},
        speech=frozenset(english["speech"]["verbs"]),
        modals=frozenset(unreal["modals"]),
        governors=frozenset(unreal["governors"]),
        conditions=frozenset(unreal["conjunctions"]),
        habits=frozenset(unreal["habits"]),
        origins=frozenset(unreal["origins"]),
        near_governors=frozenset(unreal["near_governors"]),
        framing=frozenset(unreal["framing"]),
        occurring=frozenset(unreal["occurring"]),
        apart=frozenset(unreal["apart"]),
        averted=frozenset(unreal["averted"]),
        aftermath=frozenset(unreal["aftermath"]),
        compounds=frozenset(unreal["compounds"]),
        not_events=tuple(english["not_events"]["phrases"]),
        placing=placing,
        targets={word: target for target, words in english["targets"].items() for word in words},
        zones=load_zones(),
        confidence=confidence,
    )
