"""The browser's door onto qeyd: pages drawn on the server, to look and to decide."""

from qeyd.web.server import serve_page

__all__ = ["serve_page"]
