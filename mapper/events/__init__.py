"""Sentences to events."""
