"""One index of several layers: a finished one, GeoNames' dumps, and a user's own places on top."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer.build.base import read_back
from gazetteer.build.features import CLASSES
from gazetteer.build.geonames_dump import LICENCE, Dump, find_files, read_divisions, read_names, read_places
from gazetteer.build.join import Settlements, claimed, new_place, renewed
from gazetteer.build.ledger import Ledger
from gazetteer.build.left_out import LeftOut
from gazetteer.build.pack import arrange, write_ledger
from gazetteer.build.site import building_site
from gazetteer.build.towns import Towns
from gazetteer.build.user_places import read_table
from gazetteer.build.written import read_written
from gazetteer.columns import LEVEL_NUMBERS
from gazetteer.errors import BuildError, StoreError
from gazetteer.model import Level
from gazetteer.store import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from gazetteer.build.draft import Draft
    from gazetteer.build.geonames_dump import Files
    from gazetteer.build.user_places import OwnPlace

    Watch = Callable[[str, int], None]

logger = logging.getLogger(__name__)

_NAMES_AT_A_TIME = 1 << 17
_SAY_EVERY = 1 << 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What goes into an index.

    Attributes
    ----------
    output
        The file to be written; it may be `base` itself.
    base
        The finished index that the rest is added to.
    dumps
        GeoNames' dump files, or folders of them.
    tables
        Tables of a user's own places.
    classes
        GeoNames' feature classes that are taken from the dumps.
    """

    output: Path
    base: Path
    dumps: Sequence[Path] = ()
    tables: Sequence[Path] = ()
    classes: str = CLASSES


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What an index was made from, one source of it.

    Attributes
    ----------
    source
        Name of the file.
    kind
        What kind of source it is.
    date
        Day of the data, as the source says; of the file where it does not.
    licence
        Whose data it is, and what may be done with it.
    places, changed, names
        How many places it added, how many known ones it changed, how many further names it gave.
    sha256
        Digest of the file.
    """

    source: str
    kind: str
    date: str
    licence: str
    places: int = 0
    changed: int = 0
    names: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """What was written, as `gazetteer.store.Gazetteer.info` will say it, and what was left out."""

    facts: Mapping[str, Any]
    left_out: Sequence[LeftOut]


def build_layers(plan: Plan, watch: Watch = lambda _what, _count: None) -> Built:
    """Add layers to an index; what was at `output` stays until the new one is whole.

    Parameters
    ----------
    watch
        Told now and then what is being read, and how many rows of it have been.

    Raises
    ------
    BuildError
        A source cannot be used, or another process is building the same file.
    StoreError
        The base is missing or damaged, or the disk is full.
    """
    files = find_files(plan.dumps) if plan.dumps else None
    tables = [(path, *read_table(path)) for path in plan.tables]
    with building_site(plan.output) as folder:
        about, known = _ground(plan.base)
        with Ledger(folder) as ledger:
            stack = _Stack(ledger, known, [own for _, places, _ in tables for own in places], watch)
            added = stack.lay_dumps(files, plan.classes) if files else []
            added += stack.lay_tables(tables)
            _refuse_nothing(added, stack.left_out)
            for draft in known.values():
                ledger.add(draft)
            added += stack.lay_names(files.names if files else ())
            known.clear()
        watch("writing", len(ledger))
        layers = [*about["layers"], *map(asdict, added)]
        facts = {**about, "layers": layers, "has_own": about["has_own"] or bool(plan.tables)}
        facts["stamp"] = hashlib.sha256(repr((about["stamp"], layers)).encode()).hexdigest()
        return Built(write_ledger(plan.output, ledger, arrange(ledger), facts), stack.left_out)


def _ground(path: Path) -> tuple[dict[str, Any], dict[str, Draft]]:
    """Read the index that the rest is added to."""
    with Gazetteer.open(path) as gazetteer:
        if damaged := gazetteer.damaged():
            raise StoreError(f"{path} is damaged ({', '.join(damaged)}): nothing can be added to it")
        about = {"stamp": "", "has_own": False, **gazetteer.about, "layers": gazetteer.layers()}
        known = read_back(gazetteer)
    return about, known


def _day_of(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_nothing(layers: Sequence[Layer], left_out: Iterable[LeftOut]) -> None:
    """Refuse to write an index to which nothing was added."""
    lost = next((one for one in left_out if one.count), None)
    if lost and not any(layer.places or layer.changed for layer in layers):
        first = lost.listed[0]
        raise BuildError(f"no row of {lost.path} can be used; {first.what}: {first.why}")


class _Stack:
    """Layers being laid on each other."""

    def __init__(
        self, ledger: Ledger, known: dict[str, Draft], owned: Sequence[OwnPlace], watch: Watch
    ) -> None:
        self.left_out: list[LeftOut] = []
        self._ledger = ledger
        self._known = known
        self._awaited = {own.id: own for own in owned if own.id not in known}
        self._watch = watch

    def lay_dumps(self, files: Files, classes: str) -> list[Layer]:
        """Add the places of dumps, and what they say of places that are known."""
        divisions = read_divisions(files)
        settlements = Settlements(self._known.values())
        named_by_hand = frozenset(read_written().main_names)
        return [self._lay_dump(path, divisions, settlements, named_by_hand, classes) for path in files.places]

    def _lay_dump(
        self,
        path: Path,
        divisions: Mapping[str, str],
        settlements: Settlements,
        named_by_hand: frozenset[str],
        classes: str,
    ) -> Layer:
        dump = Dump(path, LeftOut(path))
        known, ledger, awaited = self._known, self._ledger, self._awaited
        added = changed = 0
        for draft in read_places(dump, divisions, classes):
            first = known.get(draft.id)
            if first is not None:
                known[draft.id] = renewed(first, draft, keeps_name=draft.id in named_by_hand)
                changed += 1
                continue
            draft, replaced = settlements.replace(draft)  # noqa: PLW2901 - the same place, knowing more
            if replaced:
                known.pop(replaced, None)
            if draft.id in awaited:
                known[draft.id] = draft
                del awaited[draft.id]
            else:
                ledger.add(draft)
            added += 1
            if not added % _SAY_EVERY:
                self._watch(path.name, added)
        self.left_out.append(dump.left_out)
        layer = Layer(source=path.name, kind="GeoNames", date=dump.newest or _day_of(path), licence=LICENCE)
        return replace(layer, places=added, changed=changed, sha256=_digest(path))

    def lay_tables(self, tables: Iterable[tuple[Path, Sequence[OwnPlace], LeftOut]]) -> list[Layer]:
        """Add a user's own places, and what the user says of places that are known."""
        towns = Towns(self._known.values())
        nations = {d.country: d for d in self._known.values() if d.level is Level.COUNTRY}
        layers = []
        for path, places, left_out in tables:
            added = changed = 0
            for own in places:
                first = self._known.get(own.id)
                try:
                    place = claimed(first, own) if first else new_place(own, nations, towns)
                except ValueError as error:
                    left_out.add(own.row, str(error))
                    continue
                self._known[own.id] = place
                added, changed = added + (first is None), changed + (first is not None)
            self.left_out.append(left_out)
            layer = Layer(source=path.name, kind="own places", date=_day_of(path), licence="your own")
            layers.append(replace(layer, places=added, changed=changed, sha256=_digest(path)))
        return layers

    def lay_names(self, paths: Iterable[Path]) -> list[Layer]:
        """Add GeoNames' alternate names to the places that are there by now."""
        finder = _ByNumber(self._ledger)
        return [self._lay_names(path, finder) for path in paths]

    def _lay_names(self, path: Path, finder: _ByNumber) -> Layer:
        left_out = LeftOut(path)
        self.left_out.append(left_out)
        added = 0
        waiting = []
        for renaming in read_names(path, left_out):
            waiting.append(renaming)
            if len(waiting) == _NAMES_AT_A_TIME:
                added += finder.add_names(waiting)
                waiting.clear()
                self._watch(path.name, added)
        added += finder.add_names(waiting)
        layer = Layer(source=path.name, kind="GeoNames' names", date=_day_of(path), licence=LICENCE)
        return replace(layer, names=added, sha256=_digest(path))


class _ByNumber:
    """Places of a ledger by their GeoNames number."""

    def __init__(self, ledger: Ledger) -> None:
        source = ledger.terms["source"].get("geonames", -1)
        ours = np.flatnonzero(ledger.column("source") == source)
        numbers = ledger.column("number")[ours]
        order = np.argsort(numbers, kind="stable")
        self._ledger = ledger
        self._numbers, self._arrivals = numbers[order], ours[order]
        codes = list(ledger.terms["country"])
        # spots have no spelling keys: the country of none is none
        is_spot = ledger.column("level") == LEVEL_NUMBERS[Level.POI]
        self._countries = np.where(is_spot, len(codes), ledger.column("country"))
        self._codes = [*codes, ""]

    def add_names(self, renamings: Sequence[Any]) -> int:
        """File names of places that are in the ledger; return how many."""
        if not len(self._numbers) or not renamings:
            return 0
        wanted = np.array([renaming.number for renaming in renamings], dtype=np.uint64)
        at = np.minimum(np.searchsorted(self._numbers, wanted), len(self._numbers) - 1)
        is_known = self._numbers[at] == wanted
        arrivals = self._arrivals[at]
        countries = self._countries[arrivals].tolist()
        places = arrivals.tolist()
        for which in np.flatnonzero(is_known).tolist():
            self._ledger.add_names(places[which], (renamings[which].name,), self._codes[countries[which]])
        return int(is_known.sum())
