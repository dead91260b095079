"""Layers to one self-contained HTML page."""
