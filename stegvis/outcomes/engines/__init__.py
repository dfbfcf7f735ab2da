"""The engines that run the one statement of the measures, each over the same checked tables. They count nothing.

A folder is read and checked once, in DuckDB; PostgreSQL and Spark are given what was found right. So what is
wrong with a data set is told alike whichever engine was asked for.
"""


class CannotRun(Exception):  # noqa: N818 - it reads as what it tells
    """The engine is not there, or gave up; its text is a whole sentence, and holds nothing of the data."""
