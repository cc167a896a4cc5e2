"""Blocks from documents: headings, paragraphs, items, tables, captions, footnotes and page furniture, repaired."""

from extract.layout.assemble import blocks
from extract.layout.coverage import Coverage, coverage

__all__ = ["Coverage", "blocks", "coverage"]
