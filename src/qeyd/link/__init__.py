"""accounts -> incidents: which accounts are of the same incident, of the same origin, of the same affair."""

from qeyd.link.ids import Merge
from qeyd.link.index import LinkIndex
from qeyd.link.linking import Changes, Linked, Linker, link
from qeyd.link.score import Weights, shipped_weights

__all__ = ["Changes", "LinkIndex", "Linked", "Linker", "Merge", "Weights", "link", "shipped_weights"]
