"""Statements about named things: relations with status, date and evidence."""

from extract.relate.relate import relate

__all__ = ["relate"]
