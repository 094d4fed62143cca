"""Serving the page: on this computer alone, until somebody stops it."""

import os
import secrets
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from qeyd.errors import QeydError

if TYPE_CHECKING:
    from qeyd.store import Casebook

HOST = "127.0.0.1"


def serve_page(casebook: "Casebook", *, port: int = 0, ready: Callable[[str], None]) -> None:
    """Serve the casebook's pages at 127.0.0.1 until interrupted.

    ``port`` 0 takes a free one. ``ready`` gets the address with its one-time token as soon as it can be opened.
    Raises QeydError when the port is taken.
    """
    import uvicorn

    from qeyd.web.app import make_app

    token = secrets.token_urlsafe(24)
    with _listen(port) as listener:
        taken = listener.getsockname()[1]
        app = make_app(casebook, port=taken, token=token)
        # No log of requests: it would hold the token and what was looked at.
        config = uvicorn.Config(
            app,
            log_level="error",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            lifespan="off",
            timeout_graceful_shutdown=3,
        )
        server = uvicorn.Server(config)
        ready(f"http://{HOST}:{taken}/?token={token}")
        server.run(sockets=[listener])


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere it would let another program listen at the same port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError as problem:
        listener.close()
        raise QeydError(
            f"Port {port} of this computer cannot be used ({problem.strerror or problem}). "
            "Name another one with --port, or leave it out to take a free one."
        ) from problem
    return listener
