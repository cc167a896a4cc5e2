"""Documents from files: text, Markdown, HTML, DOCX and PDF, in any of the usual encodings."""

from extract.read.file import read
from extract.read.find import find
from extract.read.locate import locate
from extract.read.text import from_text

__all__ = ["find", "from_text", "locate", "read"]
