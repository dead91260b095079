"""Readers, one a format: files, folders and globs in, documents and what could not be read out."""

from mapper.sources.reader import read

__all__ = ["read"]
