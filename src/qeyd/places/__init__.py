"""Where: names of places in five languages, what they may mean, and what a document means by them.

Everything here is data of the gazetteer and functions of their arguments. Nothing is read at import.
"""

from qeyd.places.fold import fold
from qeyd.places.gazetteer import Entry, Gazetteer, distance_km, load_gazetteer
from qeyd.places.hints import capital_words, countries_hinted, settlement_words
from qeyd.places.resolve import HOME, resolve
from qeyd.places.scan import Mention, adjective_bases, scan

__all__ = [
    "HOME",
    "Entry",
    "Gazetteer",
    "Mention",
    "adjective_bases",
    "capital_words",
    "countries_hinted",
    "distance_km",
    "fold",
    "load_gazetteer",
    "resolve",
    "scan",
    "settlement_words",
]
