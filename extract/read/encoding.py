"""The text of bytes whose encoding nobody stated: UTF-8 and UTF-16, else GB18030 or Big5 by what reads better."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from ontology.errors import DocumentError

__all__ = ["Buffer", "decode"]

#: Bytes, or a file mapped into memory, which is decoded without a copy.
Buffer = bytes | memoryview

#: Byte order marks; the codecs named keep the mark as the first character, so that offsets count it.
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))

#: Tried where the bytes are not UTF-8; Big5 with its Hong Kong characters contains plain Big5.
_LEGACY = ("gb18030", "big5", "big5hkscs")

#: Characters looked at to choose between legacy encodings.
_SAMPLE = 20_000

#: Share of the bytes of running text that are NUL: none; a single one at the beginning gives a binary file away.
_HEAD = 8192


def decode(data: Buffer, name: str) -> tuple[str, str]:
    """Return the text and the name of the codec for which ``bytes.decode(codec)`` is that text.

    Raises: DocumentError where the bytes are no text, with the place of the first that is not.
    """
    head = bytes(data[:_HEAD])
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return _strictly(data, codec, name), codec
    if b"\0" in head:
        raise DocumentError(f"{name}: byte {head.index(0)} is NUL: a binary file, expected text")
    try:
        return str(data, "utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _legacy(data, name, error)


def _strictly(data: Buffer, codec: str, name: str) -> str:
    try:
        return str(data, codec)
    except UnicodeDecodeError as error:
        raise DocumentError(f"{name}: byte {error.start} is not {codec}, which its byte order mark announces") from None


def _legacy(data: Buffer, name: str, error: UnicodeDecodeError) -> tuple[str, str]:
    readings: list[tuple[float, int, str, str]] = []
    for rank, codec in enumerate(_LEGACY):
        try:
            text = str(data, codec)
        except UnicodeDecodeError:
            continue
        readings.append((_plausibility(text), -rank, text, codec))
    if not readings:
        raise DocumentError(f"{name}: byte {error.start} is not UTF-8, nor is the file GB18030 or Big5")
    score, _, text, codec = max(readings, key=lambda reading: reading[:2])
    if score < _LEAST:
        raise DocumentError(f"{name}: byte {error.start} is not UTF-8, and as {codec} the file makes no Chinese text")
    return text, codec


#: A wrong reading has hardly any of the commonest characters: 0.00 to 0.03 against 0.25 and more.
_LEAST = 0.08


def _plausibility(text: str) -> float:
    """Return the share of the commonest Chinese characters and marks among the non-ASCII characters."""
    wide = [character for character in text[:_SAMPLE] if character > "\x7f"]
    return sum(character in _common() for character in wide) / len(wide) if wide else 0.0


@cache
def _common() -> frozenset[str]:
    return frozenset(files("extract.read").joinpath("common.txt").read_text("utf-8").replace("\n", ""))
