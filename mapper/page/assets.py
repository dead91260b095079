"""Leaflet's files and our own front end, read from installed packages and joined into one script.

A page opened from disk has no origin, so it may not import modules; and a policy without ``unsafe-inline``
wants every script's hash. So the modules of ``mapper/web`` are put into one classic script when the page is
written. They keep to a plain form that a few lines can join: imports with braces from ``./name.js`` at the
top, exports of declarations, no text of several lines. Comments on lines of their own and indents, a fifth of
all bytes, stay behind.
"""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING

from mapper.errors import PageError

if TYPE_CHECKING:
    from collections.abc import Callable

_IMPORT = re.compile(r"^import \{([^}]*)\} from \"\./([a-z_]+)\.js\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|const|class) ([A-Za-z_$][\w$]*))", re.MULTILINE)
_ANY_IMPORT_OR_EXPORT = re.compile(r"^\s*(?:import|export)\b.*", re.MULTILINE)
_DOC = re.compile(r"^[ ]*/\*\*.*?\*/\n", re.MULTILINE | re.DOTALL)
_SPARE = re.compile(r"^(?: *//.*\n| +)", re.MULTILINE)


def leaflet_script() -> str:
    """Leaflet 1.9.4, as its authors ship it."""
    return _leaflet("leaflet.js")


def leaflet_style() -> str:
    """Leaflet's style sheet, of the same release."""
    return _leaflet("leaflet.css")


def _leaflet(name: str) -> str:
    """Read a file of the package ``django-js-lib-leaflet``, which needs no Django for that."""
    folder = resources.files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    return (folder / name).read_text("utf-8")


def page_style() -> str:
    """Our style sheet."""
    return _web("page.css")


def page_body() -> str:
    """Our skeleton of the page: landmarks, controls, nothing of the data."""
    return _web("page.html")


def page_script() -> str:
    """Our modules in one script."""
    return join("main", lambda name: _web(f"{name}.js"))


def join_element() -> str:
    """Our modules for a map that somebody else made, in one script; it finds its data in ``TIME_MAP``."""
    return join("element", lambda name: _web(f"{name}.js"))


def _web(name: str) -> str:
    """Read a file of the front end."""
    return (resources.files("mapper") / "web" / name).read_text("utf-8")


def join(entry: str, read: Callable[[str], str]) -> str:
    r"""Put a module and all that it imports into one script, each in a scope of its own.

    Parameters
    ----------
    entry
        Name of the module to start from, without ``.js``.
    read
        Gives the source of a module by its name.

    Raises
    ------
    PageError
        A module imports itself in a circle, or is not in the plain form.

    Examples
    --------
    >>> sources = {"a": 'import { b } from "./b.js";\nb();\n', "b": "export function b() {}\n"}
    >>> print(join("a", sources.__getitem__))
    (() => {
    "use strict";
    const module_b = (() => {
    function b() {}
    return { b };
    })();
    const module_a = (() => {
    const { b } = module_b;
    b();
    return {};
    })();
    })();
    <BLANKLINE>
    """
    scopes = [_scope(name, read(name)) for name in _in_order(entry, read)]
    script = "".join(['(() => {\n"use strict";\n', *scopes, "})();\n"])
    if "</script" in script.casefold() or "<!--" in script:
        raise PageError("the joined script would end its own element")
    return script


def _in_order(entry: str, read: Callable[[str], str]) -> list[str]:
    """Names of modules, each after all that it imports."""
    order: list[str] = []

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise PageError(f"modules import each other in a circle: {' > '.join((*above, name))}")
        if name not in order:
            for _, imported in _IMPORT.findall(read(name)):
                visit(imported, (*above, name))
            order.append(name)

    visit(entry, ())
    return order


def _scope(name: str, source: str) -> str:
    """One module as a function that is called at once and gives its exports."""
    names = _EXPORT.findall(source)
    body = _SPARE.sub("", _EXPORT.sub("", _IMPORT.sub(_bind, _DOC.sub("", source))))
    if any(line.count("`") % 2 for line in body.splitlines()):
        raise PageError(f"{name}.js: a text of several lines would lose its indents")
    if left := _ANY_IMPORT_OR_EXPORT.search(body):
        raise PageError(f"{name}.js: cannot join {left.group().strip()!r}")
    exports = f"{{ {', '.join(names)} }}" if names else "{}"
    return f"const module_{name} = (() => {{\n{body}return {exports};\n}})();\n"


def _bind(found: re.Match[str]) -> str:
    """Turn an import into names taken from the module's scope."""
    names = " ".join(found.group(1).split()).rstrip(",").replace(" as ", ": ")
    return f"const {{ {names} }} = module_{found.group(2)};\n"
