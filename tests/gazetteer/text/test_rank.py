from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import knowledge, reading
from gazetteer.features import FEATURES, features
from gazetteer.model import Mention
from gazetteer.pool import Pool, pool
from gazetteer.rank import distances_km, rank
from gazetteer.resolver import line_up

if TYPE_CHECKING:
    from gazetteer.store import Gazetteer

NAMES = st.lists(
    st.sampled_from(("Velm", "Kresk", "Norland", "Dorsk", "Sudovian", "Marn")), min_size=1, max_size=8
)


def lined_up(names: list[str], gazetteer: Gazetteer) -> tuple[Pool, np.ndarray, np.ndarray]:
    text = " and ".join(names)
    mentions = []
    at = 0
    for name in names:
        mentions.append(Mention(start=at, end=at + len(name), text=name))
        at += len(name) + len(" and ")
    words = knowledge.shipped().lexicon
    _, groups, entries = line_up(reading.read(text, words), mentions, gazetteer, words)
    candidates = pool(groups, entries, gazetteer)
    ranking = rank(candidates, groups)
    return candidates, ranking.likely, features(candidates, groups, ranking)


@settings(deadline=None)
@given(names=NAMES)
def test_likelihoods_of_one_name_sum_to_one(gazetteer: Gazetteer, names: list[str]) -> None:
    candidates, likely, _ = lined_up(names, gazetteer)
    np.testing.assert_allclose(np.add.reduceat(likely, candidates.bounds[:-1]), 1.0)


@settings(deadline=None)
@given(names=NAMES)
def test_every_candidate_has_every_feature_and_none_is_out_of_bounds(
    gazetteer: Gazetteer, names: list[str]
) -> None:
    candidates, _, table = lined_up(names, gazetteer)
    assert table.shape == (len(candidates), len(FEATURES))
    assert np.isfinite(table).all()


@settings(deadline=None)
@given(names=NAMES)
def test_distances_are_the_same_both_ways_and_nothing_is_farther_than_the_antipode(
    gazetteer: Gazetteer, names: list[str]
) -> None:
    candidates, _, _ = lined_up(names, gazetteer)
    km = distances_km(candidates)
    np.testing.assert_allclose(km, km.T, atol=1e-6)
    assert km.max() < 20_038  # half of the equator


def test_shipped_judges_were_taught_what_is_computed() -> None:
    from gazetteer import evidence  # noqa: PLC0415 - beside the other list of features

    known = knowledge.shipped()
    assert known.ranker.names == FEATURES
    assert known.finder.names == evidence.FEATURES
