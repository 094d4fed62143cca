"""The browser's door onto qeyd: pages for this computer alone, without scripts."""

from qeyd.web.server import serve_page

__all__ = ["serve_page"]
