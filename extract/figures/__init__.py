"""Figures: who or what they are about, what they measure, in which unit and when."""

from extract.figures.observing import observe

__all__ = ["observe"]
