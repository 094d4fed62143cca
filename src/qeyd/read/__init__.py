"""A report -> a reading: who did what to whom, in the report's own words."""

from qeyd.read.names import names_in
from qeyd.read.reader import READER, Lexicon, load_lexicon, read

__all__ = ["READER", "Lexicon", "load_lexicon", "names_in", "read"]
