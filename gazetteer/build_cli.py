"""What `gazetteer build` does: layers fetched, laid on each other, and told of in lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.errors import BuildError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from gazetteer.build.layers import Built
    from gazetteer.build.left_out import LeftOut

    Watch = Callable[[str, int], None]

_LISTED = 10
"""Rows left out that are said on the screen; `--report` lists them."""


def build_anew(index: Path, *, force: bool) -> Iterator[str]:
    """Build the index from the installed data packages, unless it is up to date."""
    try:
        from gazetteer.build.index import build_index, is_current  # noqa: PLC0415 - not all have its packages
    except ModuleNotFoundError as error:
        raise BuildError(f"{error.name} is not installed: pip install 'event-mapper[build]'") from error

    if not force and is_current(index):
        yield f"{index} is up to date"
        return
    about = build_index(index)
    yield f"wrote {about['places']:,} places under {about['names']:,} names to {index}"


def add_layers(call: argparse.Namespace, watch: Watch) -> Iterator[str]:
    """Add to an index what a call names; tell what was written and what was left out."""
    from gazetteer.build.layers import Plan, build_layers  # noqa: PLC0415 - numpy and more, for building alone

    plan = Plan(
        output=call.output,
        base=call.index,
        dumps=[*map(Path, call.geonames), *_fetched(call, watch)],
        tables=[Path(table) for table in call.add],
        **({"classes": call.classes.upper()} if call.classes else {}),
    )
    built = build_layers(plan, watch)
    if call.report:
        _write_report(call.report, built.left_out)
    yield from _told(built, call.output, listed=call.report is not None)


def _fetched(call: argparse.Namespace, watch: Watch) -> list[Path]:
    if not call.country:
        return []
    from platformdirs import user_cache_path  # noqa: PLC0415 - only where something is fetched

    from gazetteer.download import SERVER, fetch_country  # noqa: PLC0415 - the same

    folder = call.cache or user_cache_path("event-mapper") / "geonames"
    server = call.server or SERVER
    files = (fetch_country(code.upper(), folder, server=server, watch=watch) for code in call.country)
    return list(dict.fromkeys(file for each in files for file in each))


def _write_report(path: Path, left_out: Sequence[LeftOut]) -> None:
    with path.open("w", encoding="utf-8") as report:
        for one in left_out:
            report.writelines(f"{json.dumps(skip._asdict())}\n" for skip in one.listed)


def _told(built: Built, output: Path, *, listed: bool) -> Iterator[str]:
    for one in built.left_out:
        for what, why in one.listed[:_LISTED]:
            yield f"skipped {what}: {why}"
        if one.count > _LISTED:
            hint = "" if listed else " (--report FILE lists them)"
            yield f"skipped {one.count - _LISTED:,} more rows of {one.path.name}{hint}"
    facts = built.facts
    for layer in facts["layers"][1:]:
        names = f", {layer['names']:,} names" if layer["names"] else ""
        yield f"{layer['source']}: {layer['places']:,} places, {layer['changed']:,} brought up to date{names}"
    yield f"wrote {facts['places']:,} places under {facts['names']:,} names to {output}"
