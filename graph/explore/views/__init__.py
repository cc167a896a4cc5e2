"""Ready-made views as pages of their own: each laid out for its purpose, with the evidence below it."""

from __future__ import annotations

from graph.explore.views.catalog import write
from graph.explore.views.records import Links

__all__ = ["Links", "write"]
