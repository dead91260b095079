"""Which names of a sentence may be the place of its event at all, and which the kind itself points to.

Who speaks, where from, where to and against whom is not where, however near it stands to the event's word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.model import Level, Role
from mapper.events.flight import is_goal, is_origin
from mapper.events.kinds import ABDUCTION, ARRESTS, DISPLACEMENT, INTERCEPTION, TERRITORY, TRANSFER
from mapper.events.taking import is_somebody, is_taken, taken, takes_ground

if TYPE_CHECKING:
    from gazetteer.model import Resolution
    from mapper.events.fit import Reading
    from mapper.events.names import Named
    from mapper.syntax import Token
    from mapper.words import Words

_VISIT = "Visit"
_TERRITORY = TERRITORY | {TRANSFER}
_CUSTODY = frozenset([ARRESTS, ABDUCTION])
_GOES_THERE = frozenset([_VISIT, ARRESTS])
_MEASURES = frozenset(["measure", "record", "register", "detect", "log"])
_LOCALS = frozenset(["resident", "villager", "inhabitant", "local"])
_REACTIONS = frozenset("condemnation criticism outcry praise reaction appeal outrage rebuke".split())
_SUFFERS = frozenset("die death dead succumb wound wounded injure injured treat hurt body".split())
_HOSPITALS = frozenset(["hospital", "clinic", "morgue", "mortuary", "infirmary"])
_CONTINENT_M = 1_500_000.0  # a region this wide is a comparison ("Africa's worst drought"), not a place


def can_happen_at(resolution: Resolution) -> bool:
    """Whether a mention may be where something happens: a known place in that role, no continent."""
    best = resolution.best
    if best is None or resolution.mention.role is not Role.PLACE:
        return False
    return best.place.level is not Level.REGION or best.place.radius_m < _CONTINENT_M


def may_be(reading: Reading, name: Named, at: Token, kind: str) -> bool:
    """Whether a name may be the place at all, whatever the judge says."""
    if name.is_known and not can_happen_at(name.resolution) and not _is_building(reading, name):
        return False
    is_gone_to = kind not in _GOES_THERE and is_goal(reading.sentence, name, reading.words)
    if is_gone_to or _is_bystander(reading, name, at):
        return False
    if is_somebody(reading, name, at) or (kind in _CUSTODY and name.head in taken(reading.sentence, at)):
        return False  # who is captured is no place
    return kind not in _TERRITORY or is_taken(reading, name, at) or takes_ground(reading, at)


def _is_building(reading: Reading, name: Named) -> bool:
    """Whether a name is that of a building in a town, not of who works there: "struck the Jolo Cathedral"."""
    after = reading.sentence.tokens[name.last + 1 : name.last + 2]
    named_after = name.resolution.mention.role is Role.ORGANISATION and bool(after)
    return (
        named_after and after[0].lemma in reading.words.placing.lists["facilities"] and name.head is after[0]
    )


def _is_bystander(reading: Reading, name: Named, at: Token) -> bool:
    """Whether a name tells of something else: where arms are made, who speaks, where the hurt were taken."""
    host = name.host
    if host is not at and host.pos == "VERB" and host.lemma in reading.words.origins:
        return True  # "drones manufactured in Iran"
    if (
        not name.is_known
        and not name.climbed
        and name.head.dep == "nsubj"
        and host is at
        and at.pos == "VERB"
    ):
        return True  # who does it, not where
    if at.lemma in _SUFFERS and _is_hospital(reading, name):
        return True  # "died at a hospital in Nairobi"
    elsewhere = _is_of_speaker(reading, name, at) or _is_of_others(reading, name, at)
    return elsewhere or _is_apart(reading, name, at)


def _is_hospital(reading: Reading, name: Named) -> bool:
    """Whether a name is that of a hospital, or of where one is: people are hurt elsewhere."""
    own = reading.sentence.tokens[name.first : name.last + 1]
    return any(token.lemma in _HOSPITALS for token in (*own, name.head, name.host))


def _is_apart(reading: Reading, name: Named, at: Token) -> bool:
    """Whether a name tells where people did something else because of what happened: agreed, prayed."""
    sentence = reading.sentence
    over = (name.host, *sentence.ancestors(name.host))
    verb = next((above for above in over if above.pos == "VERB"), None)
    if verb is None or verb.lemma not in reading.words.apart or at in over:
        return False
    path = (at, *sentence.ancestors(at))
    return verb in path and any(above.dep in ("prep", "advcl") for above in path)


def _is_of_speaker(reading: Reading, name: Named, at: Token) -> bool:
    """Whether a name tells where something was said, or by whom: "officials in Karachi said in Lahore"."""
    sentence = reading.sentence
    over = {at.index, *(token.index for token in sentence.ancestors(at))}
    here = name.head
    if name.host.lemma in _LOCALS:
        return False  # residents of a town tell of their town
    for above in (name.host, *sentence.ancestors(name.host)):
        if above.index not in over and (above.text.lower() == "according" or above.lemma in _REACTIONS):
            return True  # "according to officials in Manila", "condemnation from the government in X"
        if above.index in over:
            tells = above.lemma in reading.words.speech or above.lemma in _MEASURES
            if tells and at.dep in ("dobj", "obj") and sentence.head_of(at) is above:
                # "condemned the strike from X", but "In X, officials reported several tornadoes"
                return here.dep in ("nsubj", "nsubjpass") or name.preposition == "from"
            passive = any(child.dep in ("auxpass", "nsubjpass") for child in sentence.children(above))
            speaks = above is not at and above.pos == "VERB" and above.lemma in reading.words.speech
            own = above is name.host or here.dep in ("nsubj", "nsubjpass")
            return speaks and own and not passive  # but "shelling was reported near Kharkiv"
        here = above
    return False


def _is_of_others(reading: Reading, name: Named, at: Token) -> bool:
    """Whether a name is the goal or the doer of what somebody else did: "came as he left Moscow"."""
    sentence, host = reading.sentence, name.host
    if host.pos != "VERB" or host.dep not in ("advcl", "ccomp") or host.lemma in reading.words.first_lemmas:
        return False
    over = {at.index, *(token.index for token in sentence.ancestors(at))}
    if host.index in over or reading.locative[reading.names.index(name)]:
        return False
    return any(child.dep == "nsubj" for child in sentence.children(host))


def is_meant(reading: Reading, name: Named, at: Token, kind: str) -> bool:
    """Whether the kind itself says that a name is the place."""
    if kind == _VISIT:
        return _is_visited(name, at)
    if kind in (DISPLACEMENT, TRANSFER):
        return is_origin(reading.sentence, name, at, reading.words)
    return kind == INTERCEPTION and _is_defended(name, reading.words)


def _is_visited(name: Named, at: Token) -> bool:
    """Whether a visit is told to go there: "visited Nairobi", "a visit by the minister to Nairobi"."""
    goes = name.preposition == "to" or (name.preposition == "" and name.head.dep in ("dobj", "obj"))
    return goes and name.host is at


def _is_defended(name: Named, words: Words) -> bool:
    """Whether a name owns the forces that fended something off: they do so over their country."""
    owns = name.head.dep == "poss" and name.host.lemma in words.placing.lists["forces"]
    return owns and name.is_known
