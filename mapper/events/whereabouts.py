"""Where an article puts what happened: what its sentences name, point to, or leave to be understood."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazetteer.model import Level, Role, Shape
from gazetteer.unknown import LEAST_RADIUS_M
from mapper.events.anaphora import (
    home_of,
    is_everywhere,
    is_here,
    is_quarter,
    place_meant,
    region_before,
    says_here,
)
from mapper.events.kinds import ARRESTS, DISPLACEMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from gazetteer.model import Location, Resolution
    from mapper.events.findings import Finding
    from mapper.events.setting import Setting
    from mapper.events.where import Placed
    from mapper.syntax import Sentence

    Locate = Callable[[Resolution, str], Location]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a finding is put, why, and how sure that makes it.

    `name` is the place's if the gazetteer does not know it; `direct` says that the event's own word has it;
    `guessed` that no sentence near says where; `told` that the finding's own sentence does; `fit` how likely
    the name is the place, 0 where no name is.
    """

    location: Location | None
    reason: str
    confidence: float = 1.0
    shared: bool = False
    name: str = ""
    direct: bool = False
    guessed: bool = False
    told: bool = False
    fit: float = 0.0


class Whereabouts:
    """The places of one document."""

    def __init__(self, text: str, locate: Locate, setting: Setting) -> None:
        """Keep what the document names."""
        self.text = text
        self.locate = locate
        self.country = setting.country
        self.named = setting.named
        self.mentioned = setting.mentioned
        self.dateline = setting.dateline if self._is_at_home(setting.dateline) else None

    def spot(self, placed: Placed, last: Location | None) -> Spot:
        """Locate the place that a sentence names; an unknown name lies in what is named around it.

        `last` is where the event told just before was, if it still stands.
        """
        name = "" if placed.is_known else placed.mention.text
        if placed.resolution.best is None or self._is_named_after(placed):
            return self._unknown(placed, last)
        location = self.locate(placed.resolution, self.text)
        if name:
            location = replace(location, wording=f"{name}, {location.wording}")
            is_in_town = placed.is_facility or is_quarter(self.text, placed.mention.end)
            location = location if is_in_town else _beside(location)
        return Spot(
            location=location,
            reason=placed.reason,
            name=name,
            direct=placed.is_direct,
            told=True,
            fit=placed.fit,
        )

    def _is_named_after(self, placed: Placed) -> bool:
        """Whether a hotel or hospital only bears the name of a town in another country."""
        best = placed.resolution.best
        if best is None or not placed.is_facility or not placed.is_known or self.country is None:
            return False
        is_town = best.place.level in (Level.CITY, Level.POI, Level.ADMIN2)
        return is_town and best.place.country != self.country.place.country

    def _unknown(self, placed: Placed, last: Location | None) -> Spot:
        """Keep the name of a place that nothing locates: a hospital's town, else the report's country."""
        name = placed.mention.text
        if placed.is_facility and last is not None:
            reason = f"{placed.reason}; the event told just before was in {last.place.name}"
            return Spot(location=last, reason=reason, confidence=0.6)
        around = self._around(placed.mention.start, placed.mention.end)
        if around is not None:
            location, why = around
            location = replace(location, wording=name, score=0.5)
            return Spot(location=location, reason=f"{placed.reason}; {why}", confidence=0.6, name=name)
        return Spot(location=None, reason=placed.reason, confidence=0.4, name=name)

    def _around(self, start: int, end: int) -> tuple[Location, str] | None:
        """Find what a place that nobody knows lies in: its police's town, the region or country told of."""
        text = self.text
        if self.dateline is not None and is_here(text, end):
            name = self.dateline.mention.text
            return self.locate(self.dateline, text), f"it is “here”, and the report is from {name}"
        local = home_of(text, start, self.mentioned)
        if local is not None:
            return self.locate(local, text), f"{local.mention.text}'s own police or officials tell of it"
        region = region_before(start, self.named)
        if region is not None:
            location = self.locate(region, text)
            return location, f"{location.place.name} was named before"
        if self.country is not None:
            return self.country, f"the report is about {self.country.place.name}"
        return None

    def pointed(self, finding: Finding, held: Container[str] = ()) -> Spot | None:
        """Return the place that the sentence means by "the town", "that state", "there".

        `held` are ids of places where the report tells of something.
        """
        sentence = finding.sentence
        text = self.text[sentence.start : sentence.end]
        everywhere = is_everywhere(text)
        if everywhere and self.country is not None:
            reason = f"{everywhere!r} is all of {self.country.place.name}"
            return Spot(location=self.country, reason=reason, confidence=0.75)
        nation = self._nation(finding)
        if nation is not None:
            reason = f"{nation.mention.text} are people of that country"
            return Spot(location=self.locate(nation, self.text), reason=reason, confidence=0.75)
        if self.dateline is not None and says_here(text):
            location = self.locate(self.dateline, self.text)
            reason = f"“here” is {location.place.name}, where the report is from"
            return Spot(location=location, reason=reason, confidence=0.75)
        meant = place_meant(text, sentence.start, self.named, held)
        if meant is None:
            return None
        resolution, words = meant
        location = replace(self.locate(resolution, self.text), wording=words)
        name = location.place.name
        return Spot(location=location, reason=f"{words!r} is {name}, named before", confidence=0.75)

    def _nation(self, finding: Finding) -> Resolution | None:
        """Find whose people had to leave where no place is named: "40,000 Thais were moved to safety"."""
        if finding.kind != DISPLACEMENT:
            return None
        sentence = finding.sentence
        return next(
            (
                one
                for one in self.mentioned
                if one.mention.role is Role.DEMONYM
                and one.best is not None
                and any(token.tag == "NNPS" for token in sentence.at(one.mention.start, one.mention.end))
            ),
            None,
        )

    def at_last(self, finding: Finding) -> Spot:
        """Return the last resort: a town whose police speak, the dateline, the country, nothing."""
        text = self.text
        home = home_of(text, finding.sentence.start, self.mentioned) or self._state(finding)
        if home is not None:
            reason = f"{home.mention.text} officials act or tell of it"
            return Spot(location=self.locate(home, text), reason=reason, confidence=0.6)
        if self.dateline is not None and not self.named:
            location = replace(self.locate(self.dateline, text), score=0.5)
            reason = f"nothing nearer is said; the report is from {location.place.name}"
            return Spot(location=location, reason=reason, confidence=0.5, guessed=True)
        if self.country is not None:
            reason = f"nothing nearer is said; the report is about {self.country.place.name}"
            location = replace(self.country, score=0.5)
            return Spot(location=location, reason=reason, confidence=0.6, guessed=True)
        return Spot(location=None, reason="no sentence near says where", confidence=0.4, guessed=True)

    def at_home(self, finding: Finding) -> Spot | None:
        """Put an arrest where the state is whose men make it: "the Moroccan agency broke up a cell"."""
        state = self._state(finding)
        if state is None or not finding.dates:
            return None
        reason = f"{state.mention.text} officials act at home"
        return Spot(location=self.locate(state, self.text), reason=reason, confidence=0.6)

    def _is_at_home(self, dateline: Resolution | None) -> bool:
        """Whether a report is from the country that it is about, not from a bureau abroad."""
        best = dateline.best if dateline is not None else None
        return (
            best is not None and self.country is not None and best.place.country == self.country.place.country
        )

    def _state(self, finding: Finding) -> Resolution | None:
        """Find the state whose men make arrests: they do so at home."""
        if finding.kind != ARRESTS:
            return None
        sentence = finding.sentence
        inside = (one for one in self.mentioned if sentence.start <= one.mention.start < sentence.end)
        peoples = (one for one in inside if one.mention.role is Role.DEMONYM and one.best)
        return next((one for one in peoples if not _is_of_the_arrested(sentence, one)), None)


def _is_of_the_arrested(sentence: Sentence, people: Resolution) -> bool:
    """Whether a nationality is that of who was arrested, not of who did it: "a French journalist"."""
    tokens = sentence.at(people.mention.start, people.mention.end)
    return any(sentence.head_of(token).dep in ("dobj", "nsubjpass", "appos", "attr") for token in tokens)


def _beside(location: Location) -> Location:
    """Draw a ring around a town that a village is told to lie by: the village is not the town.

    Its radius is that within which such names were found to lie, which is UCDP's "within about 25 km", too.
    """
    if location.shape is not Shape.POINT or location.place.level is not Level.CITY:
        return location
    radius_m = max(location.radius_m, LEAST_RADIUS_M)
    return replace(location, shape=Shape.NEAR, radius_m=radius_m, geo_precision=2, where_prec=2)
