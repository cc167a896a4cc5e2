"""What is kept between builds: the extraction of each document, as JSON.

JSON and not pickle: a build folder may come from somebody else, and reading it must never run code.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

__all__ = ["load", "save"]

T = TypeVar("T")


def load(path: Path, kind: Callable[..., T]) -> T | None:
    """Return the record in a file, or None where there is none that can be read."""
    try:
        with path.open(encoding="utf-8") as file:
            return typing.cast("T", _decoder(kind)(json.load(file)))
    except (OSError, ValueError, TypeError, IndexError, KeyError):
        # A file cut short or of another version is as good as none: the record is made again.
        return None


def save(path: Path, record: object) -> None:
    """Write a record, whole or not at all. Raises: OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".part")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(_encoded(record), file, ensure_ascii=False, separators=(",", ":"))
    temporary.replace(path)


def _encoded(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [_encoded(getattr(value, name)) for name in _fields(type(value))]
    if isinstance(value, tuple):
        return [_encoded(item) for item in value]
    if isinstance(value, dict):
        return {key: _encoded(item) for key, item in value.items()}
    return value


@functools.cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@functools.cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    """Return the function that makes a value of a type from its JSON."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            item = _decoder(arguments[0])
            return lambda values: tuple([item(value) for value in values])
        items = [_decoder(argument) for argument in arguments]
        return lambda values: tuple(item(value) for item, value in zip(items, values, strict=True))
    if origin is dict:
        inner = _decoder(arguments[1])
        return lambda values: {key: inner(value) for key, value in values.items()}
    if origin in (typing.Union, types.UnionType):
        some = _decoder(next(argument for argument in arguments if argument is not type(None)))
        return lambda value: None if value is None else some(value)
    return lambda value: value


def _record(kind: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    items = [_decoder(hints[name]) for name in _fields(kind)]
    return lambda values: kind(*[item(value) for item, value in zip(items, values, strict=True)])
