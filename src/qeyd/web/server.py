"""Serving the page, until somebody stops it: on this computer alone, or at one address of the local network."""

import os
import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qeyd.errors import NotAllowed, QeydError
from qeyd.flow.coders import has_coders

if TYPE_CHECKING:
    from qeyd.store import Casebook

HOST = "127.0.0.1"
_EVERYWHERE = {"", "0.0.0.0", "::", "*"}  # noqa: S104 (refused, not listened at)


@dataclass(frozen=True, slots=True)
class Network:
    """One address of the local network to serve at, for a team."""

    host: str  #: an address or name of this computer
    certificate: Path | None = None  #: PEM; with it, what goes over the network is encrypted
    key: Path | None = None


def serve_page(
    casebook: "Casebook", *, port: int = 0, ready: Callable[[str], None], network: Network | None = None
) -> None:
    """Serve the casebook's pages at 127.0.0.1, or where ``network`` says, until interrupted.

    ``port`` 0 takes a free one. ``ready`` gets the address as soon as it can be opened, with its one-time token where
    nobody has an account. Raises QeydError when the port or host cannot be used, NotAllowed for a network without
    accounts.
    """
    import uvicorn

    from qeyd.web.app import make_app
    from qeyd.web.guard import Address
    from qeyd.web.render import prepare

    if network is not None:
        _check(casebook, network)
    host = network.host if network else HOST
    token = secrets.token_urlsafe(24)
    with _listen(host, port) as listener:
        taken = listener.getsockname()[1]
        encrypted = network is not None and network.certificate is not None
        address = Address(taken, (host,), "https" if encrypted else "http")
        app = make_app(casebook, port=taken, token=token, address=address)
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
            ssl_certfile=str(network.certificate) if network and network.certificate else None,
            ssl_keyfile=str(network.key) if network and network.key else None,
        )
        server = uvicorn.Server(config)
        by_login = network is not None or has_coders(casebook)
        prepare()
        ready(f"{address.url}/" if by_login else f"{address.url}/?token={token}")
        try:
            server.run(sockets=[listener])
        finally:
            app.state.links.close()


def _check(casebook: "Casebook", network: Network) -> None:
    if network.host.strip().strip("[]") in _EVERYWHERE:
        raise QeydError(
            "Name one address of this computer, such as 192.168.1.5: the one that the team types. "
            "Every address at once cannot be guarded against foreign names."
        )
    if not has_coders(casebook):
        raise NotAllowed(
            "Nobody has an account in this casebook, and over a network everybody has to log in. "
            'Add a reviewer first: "qeyd coders add CASEBOOK NAME --role reviewer".'
        )
    if (network.certificate is None) != (network.key is None):
        raise QeydError("A certificate needs its key. Give both, --certificate and --key, or none.")


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere it would let another program listen at the same port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as problem:
        listener.close()
        what = f"Port {port} of this computer" if host == HOST else f"The address {host}, port {port},"
        raise QeydError(
            f"{what} cannot be used ({problem.strerror or problem}). "
            "Name another one with --port, or leave it out to take a free one."
        ) from problem
    return listener
