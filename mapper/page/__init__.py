"""Layers to one self-contained HTML page."""

from mapper.page.page import render, write

__all__ = ["render", "write"]
