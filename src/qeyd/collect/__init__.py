"""Takes files apart into pages: saved pages, PDFs, web archives, tables, mail, channels. Bytes in, pages out."""

from qeyd.collect.importers import SORTS, Mapping, pages_in, sort_of
from qeyd.collect.page import Page, Unusable

__all__ = ["SORTS", "Mapping", "Page", "Unusable", "pages_in", "sort_of"]
