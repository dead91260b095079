"""The made-up sources, merged once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from made_up import made_up_sources

from gazetteer.build.index import merge
from gazetteer.build.written import Written
from gazetteer.model import Level

if TYPE_CHECKING:
    from gazetteer.build.draft import Draft
    from gazetteer.build.sources import Sources


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    return made_up_sources(tmp_path_factory.mktemp("sources"))


@pytest.fixture(scope="session")
def written() -> Written:
    return Written(
        regions=(),
        countries={"UA": ("The North",)},
        not_names={},
        main_names={"geonames:14": "Dorskivka-on-Sea"},
        places={"geonames:12": ("Velmiv City",)},
        seats={},
        demonyms={},
        peoples={},
    )


@pytest.fixture(scope="session")
def drafts(sources: Sources, written: Written) -> dict[str, Draft]:
    return {draft.id: draft for draft in merge(sources, written)}


@pytest.fixture(scope="session")
def levels(drafts: dict[str, Draft]) -> dict[Level, list[str]]:
    return {level: sorted(d.id for d in drafts.values() if d.level is level) for level in Level}
