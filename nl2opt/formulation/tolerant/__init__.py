"""The tolerant reader: mends what language models are seen to write, and reports each mend."""

from nl2opt.formulation.tolerant.mends import Mend
from nl2opt.formulation.tolerant.reader import Reading, read_draft, without_lines

__all__ = ["Mend", "Reading", "read_draft", "without_lines"]
