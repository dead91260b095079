"""How well names are found and resolved, on annotated news.

The corpora are files of one JSON object a line, ``{"doc_id", "text", "source"?, "toponyms": [{"start",
"end", "text", "lat", "lon", "geonameid", "fcat", "feature"}]}``. Every share is of *all* gold names
(for resolving: all with coordinates), and "don't know" counts as wrong.

Run ``python -m benchmarks.accuracy_places --eval FOLDER [--held-out] [--errors]``. The shipped
judges have learned from these corpora: ``--held-out`` teaches new ones on the others (scikit-learn).
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import gazetteer
from gazetteer import Mention, Resolution, Role
from gazetteer.knowledge import Knowledge, shipped
from gazetteer.names import fold
from gazetteer.resolver import among_others, resolve
from gazetteer.store import DEFAULT_PATH
from gazetteer.unknown import place_unknown

EARTH_RADIUS_KM = 6371.0088
"""Mean radius, IUGG 1980."""

FIELD_BOUND_KM = 161.0
"""100 miles: the bound that geoparsing evaluations share (Leidner 2007; Gritta et al. 2018)."""

TOWN_BOUND_KM = 25.0
"""UCDP GED's `where_prec` 2: within about 25 km of a known point."""

CORPORA = ("lgl", "geowebnews", "geovirus", "wiktor")
FULLY_MARKED = ("lgl", "geowebnews", "geovirus")
"""Corpora where every name is marked, so that finding can be measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A name as an annotator marked it; `lat`, `lon` in degrees, None where it has no coordinates."""

    start: int
    end: int
    text: str
    lat: float | None
    lon: float | None
    geonameid: str | None
    kind: str

    @property
    def is_placed(self) -> bool:
        """Whether the annotator said where it is."""
        return self.lat is not None and self.lon is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One annotated text."""

    id: str
    text: str
    source: str
    gold: tuple[Gold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A gold name and what was answered for it; `resolution` is None when the name was not found."""

    article: Article
    gold: Gold
    resolution: Resolution | None

    @property
    def distance_km(self) -> float:
        """How far the answer is from the truth; infinite without an answer."""
        if self.resolution is None or self.resolution.best is None:
            return math.inf
        place = self.resolution.best.place
        if self.gold.lat is None or self.gold.lon is None:
            return math.inf
        return distance_km(place.lat, place.lon, self.gold.lat, self.gold.lon)

    @property
    def is_exact(self) -> bool:
        """Whether the answer is the very GeoNames entry."""
        if self.resolution is None or self.resolution.best is None or self.gold.geonameid is None:
            return False
        return self.resolution.best.place.id == f"geonames:{self.gold.geonameid}"


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance (haversine) of two points in degrees."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))


def read_corpus(path: Path) -> list[Article]:
    """Read one annotated corpus."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [
        Article(
            id=row["doc_id"],
            text=row["text"],
            source=row.get("source") or "",
            gold=tuple(_gold(t) for t in sorted(row["toponyms"], key=lambda t: t["start"])),
        )
        for row in rows
    ]


def _gold(row: dict[str, object]) -> Gold:
    start, end, lat, lon = row["start"], row["end"], row["lat"], row["lon"]
    fcat = row.get("fcat")
    return Gold(
        start=int(str(start)),
        end=int(str(end)),
        text=str(row["text"]),
        lat=None if lat is None else float(str(lat)),
        lon=None if lon is None else float(str(lon)),
        geonameid=None if row["geonameid"] is None else str(row["geonameid"]),
        kind={"country": "countries", "ppl": "populated"}.get(str(fcat), "rest"),
    )


def pair(gold: Sequence[Gold], found: Sequence[Mention], *, strict: bool) -> list[tuple[Gold, int]]:
    """Gold names with the index of the found name that matches each; none is used twice."""
    used: set[int] = set()
    pairs: list[tuple[Gold, int]] = []
    for name in gold:
        for index, mention in enumerate(found):
            same = (mention.start, mention.end) == (name.start, name.end)
            overlap = mention.start < name.end and name.start < mention.end
            if index not in used and (same if strict else overlap):
                used.add(index)
                pairs.append((name, index))
                break
    return pairs


CONTINENTAL = frozenset(
    (
        *(
            "african",
            "africans",
            "arab",
            "arabs",
            "asian",
            "asians",
            "balkan",
            "eurasian",
            "european",
            "europeans",
        ),
        *(
            "kurdish",
            "kurds",
            "latin",
            "latin american",
            "middle eastern",
            "nordic",
            "north american",
            "siberian",
        ),
        *("south american", "south asian", "western"),
    )
)
"""Adjectives of more than one country, which the gazetteer's list of one country each lacks."""

Demonym = Callable[[str], bool]
"""Whether a text is an adjective or noun of nationality."""


def finding(
    articles: Sequence[Article], found: Sequence[Sequence[Mention]], is_demonym: Demonym, *, strict: bool
) -> tuple[float, float, float, int]:
    """Precision, recall, F1 and number of gold names, demonyms left out on both sides."""
    hits = wanted = offered = 0
    for article, mentions in zip(articles, found, strict=True):
        gold = [name for name in article.gold if not is_demonym(name.text)]
        demonyms = [name for name in article.gold if is_demonym(name.text)]
        kept = [
            m
            for m in mentions
            if m.role is not Role.DEMONYM and not any(m.start < d.end and d.start < m.end for d in demonyms)
        ]
        hits += len(pair(gold, kept, strict=strict))
        wanted += len(gold)
        offered += len(kept)
    precision, recall = hits / max(offered, 1), hits / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9), wanted


def given_names(articles: Sequence[Article], resolve: Resolve) -> list[Judged]:
    """Resolve the gold spans themselves."""
    judged = []
    for article in articles:
        placed = [name for name in article.gold if name.is_placed]
        mentions = [Mention(start=n.start, end=n.end, text=n.text) for n in placed]
        answers = resolve(article, mentions)
        judged += [
            Judged(article=article, gold=name, resolution=answer)
            for name, answer in zip(placed, answers, strict=True)
        ]
    return judged


Resolve = Callable[[Article, list[Mention]], list[Resolution]]


def end_to_end(
    articles: Sequence[Article], parsed: Sequence[Sequence[Resolution]], is_demonym: Demonym
) -> list[Judged]:
    """Pair each gold name with coordinates with what raw text gave for it, demonyms left out."""
    judged = []
    for article, resolutions in zip(articles, parsed, strict=True):
        gold = [n for n in article.gold if n.is_placed and not is_demonym(n.text)]
        pairs = dict(pair(gold, [r.mention for r in resolutions], strict=False))
        judged += [
            Judged(article=article, gold=n, resolution=resolutions[pairs[n]] if n in pairs else None)
            for n in gold
        ]
    return judged


def calibration_error(judged: Iterable[Judged]) -> float:
    """Work out the expected difference between score and share right, over ten equal bins of score.

    Right is exact where the gold has an id, else within 25 km.
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for case in judged:
        if case.resolution is None or case.resolution.best is None:
            continue
        score = case.resolution.best.score
        bins.setdefault(min(int(score * 10), 9), []).append((score, is_right(case)))
    total = sum(len(cases) for cases in bins.values())
    gaps = (abs(sum(s for s, _ in c) - sum(r for _, r in c)) for c in bins.values())
    return sum(gaps) / max(total, 1)


def is_right(case: Judged) -> bool:
    """Exact where the gold has an id, else within 25 km."""
    return case.is_exact if case.gold.geonameid else case.distance_km <= TOWN_BOUND_KM


def shares(judged: Sequence[Judged]) -> str:
    """Exact, within 161 and 25 km, don't know, median and mean error: one line."""
    with_id = [case for case in judged if case.gold.geonameid]
    count = max(len(judged), 1)
    known = [case.distance_km for case in judged if math.isfinite(case.distance_km)]
    exact = f"{sum(c.is_exact for c in with_id) / len(with_id):.3f}" if with_id else "  -  "
    return (
        f"n {len(judged):5d}  exact {exact}  161km {within(judged, FIELD_BOUND_KM) / count:.3f}"
        f"  25km {within(judged, TOWN_BOUND_KM) / count:.3f}  none {1 - len(known) / count:.3f}"
        f"  median {statistics.median(known) if known else math.nan:7.1f} km"
        f"  mean {statistics.fmean(known) if known else math.nan:7.1f} km"
    )


def within(judged: Iterable[Judged], bound_km: float) -> int:
    """How many answers lie within the bound."""
    return sum(case.distance_km <= bound_km for case in judged)


def by_kind(judged: Sequence[Judged]) -> Iterator[tuple[str, list[Judged]]]:
    """Countries, populated places and the rest apart, after all together."""
    yield "all", list(judged)
    for kind in ("countries", "populated", "rest"):
        yield kind, [case for case in judged if case.gold.kind == kind]


def worst(judged: Iterable[Judged], count: int) -> list[str]:
    """List the most frequent wrong answers: name, truth, answer, how often."""
    wrong: Counter[tuple[str, str, str]] = Counter()
    for case in judged:
        if is_right(case):
            continue
        best = case.resolution.best if case.resolution else None
        said = "not found" if case.resolution is None else "don't know"
        if best is not None:
            said = f"{best.place.name} ({best.place.country} {best.place.level}) {best.place.id}"
        truth = f"{case.gold.geonameid} {case.gold.lat},{case.gold.lon} {case.gold.kind}"
        wrong[case.gold.text, truth, said] += 1
    return [f"{n:4d}  {text!r}: {truth} | {said}" for (text, truth, said), n in wrong.most_common(count)]


def strangers(
    articles: Sequence[Article], found: Sequence[Sequence[Mention]], is_demonym: Demonym
) -> tuple[Counter[str], Counter[str]]:
    """Found names that overlap no gold name, and gold names that overlap no found one."""
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for article, mentions in zip(articles, found, strict=True):
        for m in mentions:
            if m.role is not Role.DEMONYM and not any(
                m.start < g.end and g.start < m.end for g in article.gold
            ):
                false[m.text] += 1
        for g in article.gold:
            if not is_demonym(g.text) and not any(m.start < g.end and g.start < m.end for m in mentions):
                missed[g.text] += 1
    return false, missed


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What is measured: a gazetteer and the judges, and how many errors to list."""

    index: gazetteer.Gazetteer
    knowledge: Knowledge
    errors: int

    def is_demonym(self, text: str) -> bool:
        """Whether a gold name is an adjective or noun of nationality."""
        return fold(text) in CONTINENTAL or self.index.demonym(fold(text)) is not None


def measure(name: str, articles: Sequence[Article], bench: Bench) -> str:
    """Everything about one corpus, as lines of text."""
    lines = [f"== {name}: {len(articles)} documents"]
    judged = given_names(
        articles,
        lambda article, mentions: resolve_all(article, mentions, bench),
    )
    lines += [f"  given {kind:10s} {shares(cases)}" for kind, cases in by_kind(judged)]
    lines.append(f"  given calibration error {calibration_error(judged):.3f}")
    lines += worst(judged, bench.errors)
    if name in FULLY_MARKED:
        lines += measure_raw(articles, bench)
    return "\n".join(lines)


def resolve_all(article: Article, mentions: list[Mention], bench: Bench) -> list[Resolution]:
    """Resolve given names as `gazetteer resolve` does."""
    everything = among_others(article.text, mentions, bench.index, knowledge=bench.knowledge)
    found = resolve(article.text, everything, bench.index, knowledge=bench.knowledge)
    return place_unknown(article.text, found, bench.index)[: len(mentions)]


def measure_raw(articles: Sequence[Article], bench: Bench) -> list[str]:
    """Measure finding, and finding with resolving, from raw text."""
    started = time.perf_counter()
    parsed = [
        place_unknown(
            article.text,
            gazetteer.geoparse(article.text, bench.index, knowledge=bench.knowledge),
            bench.index,
        )
        for article in articles
    ]
    seconds = time.perf_counter() - started
    found = [[r.mention for r in resolutions] for resolutions in parsed]
    lines = []
    for strict in (True, False):
        p, r, f, n = finding(articles, found, bench.is_demonym, strict=strict)
        kind = "strict" if strict else "overlap"
        lines.append(f"  found {kind:8s} P {p:.3f}  R {r:.3f}  F1 {f:.3f}  n {n}")
    judged = end_to_end(articles, parsed, bench.is_demonym)
    lines += [f"  raw   {kind:10s} {shares(cases)}" for kind, cases in by_kind(judged)]
    lines.append(f"  {len(articles) / seconds:.0f} documents/s")
    if bench.errors:
        false, missed = strangers(articles, found, bench.is_demonym)
        lines += [
            f"  false {false.most_common(bench.errors)}",
            f"  missed {missed.most_common(bench.errors)}",
        ]
    return lines + worst(judged, bench.errors)


def held_out(name: str, folder: Path, index: gazetteer.Gazetteer) -> Knowledge:
    """Teach the judges on all corpora but one, for an honest measure of that one."""
    # they need scikit-learn
    from benchmarks import train_ranker, train_tagger  # noqa: PLC0415
    from benchmarks.accuracy_reported_places import read_reported  # noqa: PLC0415 - it needs this module

    rest = {other: read_corpus(folder / f"{other}.jsonl") for other in CORPORA if other != name}
    return replace(
        shipped(),
        finder=train_tagger.learn(
            [rest[other] for other in FULLY_MARKED if other in rest], index, reports=read_reported(folder)
        ),
        ranker=train_ranker.learn(list(rest.values()), index),
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures of every corpus that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, default=Path("../shared/eval"))
    parser.add_argument("--index", type=Path, default=DEFAULT_PATH)
    parser.add_argument("--corpus", action="append", choices=CORPORA)
    parser.add_argument("--errors", type=int, nargs="?", const=20, default=0)
    parser.add_argument("--held-out", action="store_true", help="judges that have not seen the corpus")
    chosen = parser.parse_args(argv)
    index = gazetteer.Gazetteer.open(chosen.index)
    for name in chosen.corpus or CORPORA:
        path = chosen.eval / f"{name}.jsonl"
        if path.exists():
            knowledge = held_out(name, chosen.eval, index) if chosen.held_out else shipped()
            bench = Bench(index=index, knowledge=knowledge, errors=chosen.errors)
            sys.stdout.write(measure(name, read_corpus(path), bench) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
