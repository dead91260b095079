"""What single sentences report, before an article is read as a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapper.cues import NAMED_PLACES
from mapper.events.actors import find_actors
from mapper.events.counts import find_counts
from mapper.events.dates import Dated, find_dates
from mapper.events.dating import dates_of
from mapper.events.flight import find_leaving
from mapper.events.grouping import group
from mapper.events.kinds import ARRESTS, CONSEQUENCES, DISPLACEMENT, INTERCEPTION, LOOTING, VIOLENT
from mapper.events.marks import mark
from mapper.events.parting import cause_of, left_home, part
from mapper.events.people import is_person, outcome_of
from mapper.events.raids import find_raids
from mapper.events.reality import is_real
from mapper.events.tallies import find_tallies
from mapper.events.triggers import Trigger, find_outcomes, find_triggers, is_struck

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.model import Resolution
    from mapper.events.grouping import Group
    from mapper.events.quantities import Counted
    from mapper.events.where import Placed
    from mapper.model import Document
    from mapper.syntax import Sentence, Token
    from mapper.words import Words

_ROUGH = ("clash", "storm")
"""What protesters do in a demonstration that is called violent, after ACLED's code book."""
_LABOUR = re.compile(
    r"\b(?:(?:general|labou?r|wildcat|indefinite|nationwide|teachers?'?|doctors?'?|nurses'?|rail|"
    r"transport|\w+-(?:day|hour)) strikes?|strikers?|on strike|strike (?:action|call|by)|strikes? over|"
    r"(?:trade |labou?r )?unions?)\b",
    re.IGNORECASE,
)
_ARMED = re.compile(
    r"\b(?:air ?strikes?|air raids?|drones?|missiles?|warplanes?|rockets?|"
    r"shell(?:ing|ed))\b",
    re.IGNORECASE,
)
_DISTINCT = frozenset("later another separate separately second third other elsewhere meanwhile".split())
_BEFORE = 600  # code points in which a day is looked for that "the day before" counts from
_DOERS = frozenset(
    "assailant attacker gunman suspect bandit robber perpetrator killer driver militant".split()
)
_REACH = 24  # words between a count and what it counts, at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One occurrence that a sentence reports.

    Attributes
    ----------
    sentence
        Which sentence says so.
    kind, weapon, wording
        What, by which words; kind ``""`` for an outcome whose cause stands elsewhere.
    known
        Whether it is spoken of as known already ("the attack").
    distinct
        Whether the words set it apart from what was told before ("a later attack").
    places
        Where; empty when the sentence does not say.
    dates
        When; None when the sentence does not say.
    counts
        How many.
    actors
        Who did it, as named.
    damaged
        Whether all that is told is that something was damaged.
    """

    sentence: Sentence
    kind: str
    weapon: str
    wording: str
    known: bool
    distinct: bool
    places: tuple[Placed, ...]
    dates: tuple[Dated, ...]
    counts: tuple[Counted, ...]
    actors: tuple[str, ...] = ()
    damaged: bool = False

    @property
    def dated(self) -> Dated | None:
        """The time that belongs to it most nearly."""
        return self.dates[0] if self.dates else None

    @property
    def highest(self) -> dict[str, int]:
        """The highest that each number may be, by its field."""
        return {counted.field: counted.count.high for counted in self.counts}


def find_in_sentence(
    sentence: Sentence, document: Document, resolutions: Sequence[Resolution], words: Words
) -> list[Finding]:
    """Find the occurrences that one sentence of a document reports, one a place."""
    marks = mark(sentence, words)
    found = [
        *find_triggers(sentence, marks, words),
        *find_raids(sentence, marks, resolutions, words),
        *_flights(sentence, words),
    ]
    triggers = _without_light_verbs(sentence, sorted(found, key=lambda one: one.anchor))
    triggers = [one for one in triggers if not _is_labour(one, document.text)]
    triggers = _at_protests(sentence, triggers, words)
    triggers = _without_scenes(triggers, words)
    triggers = _without_charges(sentence, triggers)
    outcomes = find_outcomes(sentence, marks, words)
    counts = [c for c in find_counts(sentence, words) if _is_told(c, triggers, outcomes)]
    counts = [c for c in counts if not c.count.high or is_real(sentence, sentence.tokens[c.anchor], words)]
    if not triggers and not outcomes and not counts:
        return []
    if len(sentence.tokens) <= 3 and not any(token.pos == "VERB" for token in sentence.tokens):
        return []  # a heading
    text = document.text[sentence.start : sentence.end]
    dates = find_dates(
        text, document.published, document.text[max(0, sentence.start - _BEFORE) : sentence.start]
    )
    tallies = find_tallies(sentence, resolutions, words)
    if tallies:
        return [
            _tallied(sentence, placed, counted, [*triggers, *outcomes], words) for placed, counted in tallies
        ]
    if not triggers and not outcomes:
        return [_unhurt(sentence, counts)]
    groups = group(sentence, [*triggers, *outcomes], resolutions, words)
    owned = _share_out(groups, counts)
    parted = [
        one for each, own in zip(groups, owned, strict=True) for one in part(sentence, each, own, words)
    ]
    return [
        finding
        for group, own in parted
        if (finding := _finding(sentence, group, own, dates, words)) is not None
    ]


def _flights(sentence: Sentence, words: Words) -> list[Trigger]:
    """Read that people had to leave where other words than "flee" say so."""
    return [
        Trigger(anchor=token.index, kind=DISPLACEMENT, weapon="", known=False, wording=token.text)
        for token in find_leaving(sentence, words)
        if is_real(sentence, token, words)
    ]


def _tallied(
    sentence: Sentence, placed: Placed, counted: Counted, triggers: Sequence[Trigger], words: Words
) -> Finding:
    """Read one place of a list; its kind is that of the sentence, or left to the rest of the report."""
    named = max((one for one in triggers if one.kind), key=lambda one: _precedence(one, words), default=None)
    return Finding(
        sentence=sentence,
        kind=named.kind if named else "",
        weapon=named.weapon if named else "",
        wording=named.wording if named else sentence.tokens[counted.anchor].text,
        known=False,
        distinct=False,
        places=(placed,),
        dates=(),
        counts=(counted,),
    )


def _unhurt(sentence: Sentence, counts: Sequence[Counted]) -> Finding:
    """Read what only says that nobody was hurt, in what was told just before."""
    return Finding(
        sentence=sentence,
        kind="",
        weapon="",
        wording=sentence.tokens[counts[0].anchor].text,
        known=True,
        distinct=False,
        places=(),
        dates=(),
        counts=tuple(counts),
    )


def _is_labour(trigger: Trigger, text: str) -> bool:
    """Whether a strike is one of workers: the report speaks of those, and of no weapon that strikes."""
    is_strike = trigger.wording.lower() in ("strike", "strikes") and not trigger.weapon
    return is_strike and bool(_LABOUR.search(text)) and not _ARMED.search(text)


def _at_protests(sentence: Sentence, triggers: list[Trigger], words: Words) -> list[Trigger]:
    """Read clashes among protesters, and what they burn or storm, as a violent demonstration."""
    protests = any(words.family(one.kind) == "protest" for one in triggers) or any(
        token.lemma in ("protester", "demonstrator", "rioter", "striker") for token in sentence.tokens
    )
    if not protests:
        return triggers
    return [
        replace(one, kind="Violent demonstration")
        if (one.wording.lower().startswith(_ROUGH) or one.kind == LOOTING) and not one.weapon
        else one
        for one in triggers
    ]


def _without_charges(sentence: Sentence, triggers: Sequence[Trigger]) -> list[Trigger]:
    """Let what somebody was arrested for only frame it: "arrested in a probe into a dam collapse"."""
    arrests = {one.anchor for one in triggers if one.kind == ARRESTS}
    return [
        replace(one, framing=True) if arrests and _is_charge(sentence, one, arrests - {one.anchor}) else one
        for one in triggers
    ]


def _is_charge(sentence: Sentence, trigger: Trigger, arrests: set[int]) -> bool:
    token = sentence.tokens[trigger.anchor]
    for above in sentence.ancestors(token):
        if above.index in arrests:
            return token.dep in ("pobj", "compound")
        if above.pos == "VERB":
            return False
    return False


def _without_scenes(triggers: list[Trigger], words: Words) -> list[Trigger]:
    """Drop the gathering at which something else happened: "a crush at a rally"."""
    is_news = any(one.kind and not one.framing and words.family(one.kind) != "protest" for one in triggers)
    kept = [one for one in triggers if not (one.framing and words.family(one.kind) == "protest")]
    return kept if is_news else triggers


def _without_light_verbs(sentence: Sentence, triggers: list[Trigger]) -> list[Trigger]:
    """Drop verbs whose object is itself an occurrence: "battled a blaze", "launched an attack"."""
    anchors = {trigger.anchor for trigger in triggers}
    downed = {trigger.anchor for trigger in triggers if trigger.kind == INTERCEPTION}
    kept = []
    for trigger in triggers:
        token = sentence.tokens[trigger.anchor]
        if downed & {above.index for above in sentence.ancestors(token)}:
            continue  # "shot down six of the missiles launched in the attack"
        objects = [c for c in sentence.children(token) if c.dep in ("dobj", "obj")]
        if token.pos == "VERB" and any(
            _leads_to(sentence, each, anchors - {token.index}) for each in objects
        ):
            continue
        kept.append(trigger)
    return kept


def _leads_to(sentence: Sentence, token: Token, anchors: set[int]) -> bool:
    below = [token.index, *(c.index for c in sentence.children(token) if c.dep in ("conj", "prep"))]
    objects = [c.index for i in below for c in sentence.children(sentence.tokens[i]) if c.dep == "pobj"]
    return bool(anchors & {*below, *objects})


def _is_told(counted: Counted, triggers: Sequence[Trigger], outcomes: Sequence[Trigger]) -> bool:
    """Whether a count stands beside something real: its own word or a trigger of the sentence."""
    if counted.count.high == 0 or triggers:
        return True
    return counted.field == "killed" or any(outcome.anchor == counted.anchor for outcome in outcomes)


def _finding(
    sentence: Sentence, group: Group, counts: Sequence[Counted], dates: Sequence[Dated], words: Words
) -> Finding | None:
    places, members = group
    hurt = any(counted.field in ("killed", "injured") and counted.count.high for counted in counts)
    named = [member for member in members if member.kind and not (hurt and member.kind == ARRESTS)]
    causes = [one for one in named if words.family(one.kind) in VIOLENT]
    named = [one for one in named if not causes or one.kind not in CONSEQUENCES] or named
    main = max(named, key=lambda each: _precedence(each, words), default=replace(members[0], kind=""))
    main = cause_of(main, named, words)
    if main.kind == DISPLACEMENT and not _had_to_leave(sentence, main, counts, words):
        return None
    damaged = False
    if not main.kind and not counts:
        damaged = _tells_damage(sentence, members, words)
        struck = (
            damaged or _tells_struck(sentence, members, words) or _tells_killing(sentence, members, words)
        )
        if not places or not struck:
            return None
    if not main.kind and not places and _is_running_total(sentence, counts):
        return None
    if main.kind in NAMED_PLACES and not any(placed.is_known and placed.is_direct for placed in places):
        return None
    anchors = [sentence.tokens[member.anchor] for member in members]
    own_dates = dates_of(sentence, anchors, dates, words)
    if own_dates and own_dates[0].future:
        return None
    return Finding(
        sentence=sentence,
        kind=main.kind,
        weapon=main.weapon or next((m.weapon for m in named if m.weapon), ""),
        wording=main.wording,
        known=main.known if main.kind else not places,
        distinct=_is_distinct(sentence, main),
        places=places,
        dates=own_dates,
        counts=tuple(counts),
        actors=find_actors(sentence, members, words),
        damaged=damaged,
    )


def _had_to_leave(sentence: Sentence, main: Trigger, counts: Sequence[Counted], words: Words) -> bool:
    """Whether people had to leave: several, or people at home; not who fled from what they did."""
    doer = sentence.subject_of(sentence.tokens[main.anchor])
    if doer is not None and (doer.lemma in words.armed or doer.lemma in _DOERS):
        return False  # "the assailants fled"
    several = any(one.field == "displaced" and one.count.high > 1 for one in counts)
    return several or left_home(sentence, main, words)


def _share_out(groups: Sequence[Group], counts: Sequence[Counted]) -> list[list[Counted]]:
    """Give each count to the group whose words it is nearest to."""
    shares: list[list[Counted]] = [[] for _ in groups]
    for counted in counts:
        distances = [min(abs(m.anchor - counted.anchor) for m in members) for _, members in groups]
        nearest = min(range(len(groups)), key=distances.__getitem__, default=None)
        if nearest is not None and distances[nearest] <= _REACH:
            shares[nearest].append(counted)
    return shares


def _is_distinct(sentence: Sentence, main: Trigger) -> bool:
    first, anchor = sentence.tokens[0], sentence.tokens[main.anchor]
    if first.text == "Another":  # "Another 27 were injured" is no other event, nor is a car by the wreckage
        return bool(main.kind) and sentence.head_of(first) in (anchor, *sentence.children(anchor))
    return any(child.text.lower() in _DISTINCT for child in sentence.children(sentence.tokens[main.anchor]))


def _precedence(trigger: Trigger, words: Words) -> tuple[int, int]:
    """Rank what names a sentence: the most specific kind, words that name it by themselves, the first."""
    rank = words.kinds[trigger.kind].rank - (5 if trigger.general else 0)
    return (rank - (100 if trigger.framing else 0) + (100 if trigger.named else 0), -trigger.anchor)


def _tells_damage(sentence: Sentence, members: Sequence[Trigger], words: Words) -> bool:
    told = (sentence.tokens[member.anchor] for member in members)
    return any(
        outcome_of(token, words) == "damage" and token.dep not in ("acl", "amod", "relcl") for token in told
    )


def _tells_killing(sentence: Sentence, members: Sequence[Trigger], words: Words) -> bool:
    """Whether people were killed, though nothing says how many: "soldiers killed civilians in X"."""
    told = (sentence.tokens[member.anchor] for member in members)
    return any(
        token.pos == "VERB"
        and outcome_of(token, words) == "killed"
        and token.dep not in ("acl", "amod", "relcl")
        and any(c.dep in ("dobj", "nsubjpass") and is_person(c, words) for c in sentence.children(token))
        for token in told
    )


def _tells_struck(sentence: Sentence, members: Sequence[Trigger], words: Words) -> bool:
    return any(is_struck(sentence, sentence.tokens[member.anchor], words) for member in members)


def _is_running_total(sentence: Sentence, counts: Sequence[Counted]) -> bool:
    """Whether a count sums up what has been going on: "it has killed thousands"."""
    return any(
        child.dep == "aux" and child.text.lower() in ("has", "have") and token.pos == "VERB"
        for token in (sentence.tokens[counted.anchor] for counted in counts)
        if not any(child.dep == "auxpass" for child in sentence.children(token))
        for child in sentence.children(token)
    )
