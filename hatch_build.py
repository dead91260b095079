"""The build step that puts the gazetteer's index into the wheel.

The data packages it is made from are needed where the wheel is built, and nowhere else.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_INDEX = "gazetteer/data/index/places.gaz"


class IndexHook(BuildHookInterface):
    """Builds the index unless the one that lies there was made by this code from this data."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's own
        """Make the index, for a wheel as for an editable install, and have it packed."""
        sys.path.insert(0, self.root)
        from gazetteer.build.index import build_index, is_current  # noqa: PLC0415 - on the path only now

        index = Path(self.root, _INDEX)
        if not is_current(index):
            build_index(index)
        build_data["artifacts"].append(_INDEX)
