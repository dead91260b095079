"""Readers, one a format: files, folders and globs in; documents, tables and what could not be read out."""

from mapper.sources.reader import Sources, read, read_all

__all__ = ["Sources", "read", "read_all"]
