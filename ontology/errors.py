"""The errors that this project raises on purpose."""


class JinpuError(Exception):
    """Base of all; the message is one line, ``file:line: what is wrong, what was expected``."""


class SchemaError(JinpuError):
    """The ontology files do not say what the code needs."""


class DocumentError(JinpuError):
    """A document cannot be read."""


class LexiconError(JinpuError):
    """A lexicon table is malformed."""


class RuleError(JinpuError):
    """A rule file is malformed or names what the schema does not know."""


class BuildError(JinpuError):
    """A build is missing, unreadable or cannot be written."""


class QueryError(JinpuError):
    """A query is malformed or was stopped."""


class StoreError(JinpuError):
    """A database cannot be reached or refuses the load."""


class UsageError(JinpuError):
    """The call was wrong (exit status 2)."""
