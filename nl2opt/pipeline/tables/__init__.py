"""Tables in the words of a problem, read as data before the language model sees the problem."""

from nl2opt.pipeline.tables.text_data import TextData, read_tables

__all__ = ["TextData", "read_tables"]
