"""Decide which mentions of a document name the same thing, and which entry of the lexicon that is."""

from extract.link.document import link

__all__ = ["link"]
