"""How ``gazetteer.bin`` is laid out: what its builder and its reader have to agree on.

The file is a magic word, the length of a JSON head, the head, and the sections that it names, each an
array of one machine type (little-endian), aligned to eight bytes, so that it can be read in place.
Names are kept as 64-bit hashes: with half a million names, one look-up in 10^13 is answered wrongly.
"""

from __future__ import annotations

from hashlib import blake2b

MAGIC = b"QEYDGAZ1"
BLOOM_BITS = 1 << 23  #: bits of each of the two filters that answer "certainly not a name"
KINDS = ("country", "admin1", "admin2", "settlement", "city_district", "region")
IS_ALTERNATE = 1  #: flag of a name that is not the place's main one


def name_hash(folded: str) -> int:
    """The 64-bit hash under which a folded name is kept."""
    return int.from_bytes(blake2b(folded.encode(), digest_size=8).digest(), "little")
