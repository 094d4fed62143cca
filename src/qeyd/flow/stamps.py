"""Time stamps after RFC 3161: a question that holds only a digest, and the signed answer of an authority."""

import hashlib
import os
import urllib.request

from qeyd.errors import Unreachable

_SHA256 = bytes.fromhex("300d06096086480165030402010500")  # AlgorithmIdentifier of SHA-256 (RFC 5754)


def _der(tag: int, body: bytes) -> bytes:
    size = len(body)
    length = (
        bytes([size])
        if size < 128
        else bytes([0x81, size])
        if size < 256
        else b"\x82" + size.to_bytes(2, "big")
    )
    return bytes([tag]) + length + body


def query(data: bytes) -> bytes:
    """A TimeStampReq (RFC 3161, 2.4.1) for these bytes: their SHA-256, a nonce, and the wish for certificates."""
    imprint = _der(0x30, _SHA256 + _der(0x04, hashlib.sha256(data).digest()))
    nonce = b"\x01" + os.urandom(8)
    return _der(0x30, _der(0x02, b"\x01") + imprint + _der(0x02, nonce) + b"\x01\x01\xff")


def ask(authority: str, question: bytes, *, seconds: float = 20.0) -> bytes:
    """The answer of an authority to a query (RFC 3161, 3.4). Raises Unreachable; the query may be asked again later."""
    if not authority.startswith(("http://", "https://")):
        raise Unreachable(f"{authority}: a time stamp authority has an address like https://host/tsr.")
    request = urllib.request.Request(  # noqa: S310 (checked above)
        authority, data=question, headers={"Content-Type": "application/timestamp-query"}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310
            told: bytes = answer.read(1 << 20)
    except (OSError, ValueError) as problem:
        raise Unreachable(
            f"{authority}: no time stamp was given ({problem}). It stays queued; ask again."
        ) from problem
    if not told.startswith(b"\x30"):
        raise Unreachable(
            f"{authority}: the answer is no time stamp. It stays queued; ask another authority."
        )
    return told
