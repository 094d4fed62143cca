"""Pseudonyms and ids that cannot be worked back without the release key, and are the same in all releases made with it.

HMAC-SHA-256 (RFC 2104) of what is named and the secret key; the affair is in what is hashed for a person, so that
nobody can be followed from one affair to another by the pseudonym.
"""

import base64
import hashlib
import hmac

from qeyd.languages.skeleton import skeleton

KEY_BYTES = 32
#: Signs of a pseudonym; eight of 32 give 40 bits: among 100,000 people the chance of any two alike is below .005.
SIGNS = 8
_CROCKFORD = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def _keyed(key: bytes, *parts: str) -> bytes:
    return hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).digest()


def pseudonym(key: bytes, affair: str, name: str) -> str:
    """The pseudonym of a person in one affair, "P-" and eight signs; any spelling of the name gives the same.

    >>> one = pseudonym(b"k" * 32, "a1", "Elvar Şıxlinski")
    >>> one == pseudonym(b"k" * 32, "a1", "Шихлинский Эльвар"), one == pseudonym(b"k" * 32, "a2", "Elvar Şıxlinski")
    (True, False)
    """
    digest = _keyed(key, "person", affair, skeleton(name, inflected=True) or name)
    return "P-" + base64.b32encode(digest)[:SIGNS].translate(_CROCKFORD).decode()


def keyed_id(key: bytes, sort: str, id: str) -> str:
    """The id under which an incident ("i"), affair ("a") or footnote ("e") leaves: the sort and 16 hex digits."""
    return f"{sort}-{_keyed(key, sort, id).hex()[:16]}"


def fingerprint(key: bytes) -> str:
    """What tells two release keys apart and gives neither away."""
    return f"k-{_keyed(key, 'fingerprint').hex()[:12]}"
