"""The lexicon: tables of names beside this file, read into entries and forms."""

from extract.lexicon.table import Entry, Form, Lexicon, load

__all__ = ["Entry", "Form", "Lexicon", "load"]
