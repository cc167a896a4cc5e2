"""Annotated passages: read them, and score predictions against them."""
