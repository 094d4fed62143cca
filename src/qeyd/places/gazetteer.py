"""Places by name: which places a written name may mean, and which of them a document means."""

from __future__ import annotations

import json
import math
import struct
import zlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from qeyd.errors import DataFileError
from qeyd.places.data.layout import BLOOM_BITS, IS_ALTERNATE, KINDS, MAGIC, name_hash
from qeyd.places.fold import fold
from qeyd.places.inflect import nominatives

#: UCDP ``where_prec`` of each kind: 1 exact settlement, 3 second level, 4 first level, 5 vague, 6 country.
PRECISION = {"settlement": 1, "city_district": 1, "admin2": 3, "admin1": 4, "region": 5, "country": 6}
EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
DERIVED = 1 << 30  #: keys above it belong to second-level regions named after a settlement


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer. ``name`` is English, by CLDR or GeoNames."""

    key: int
    name: str
    kind: str  #: country, admin1, admin2, settlement, city_district or region
    country: str  #: ISO 3166-1 alpha-2; for occupied and disputed territory that of UN practice
    admin1: str | None  #: ISO 3166-2, "RU-ZAB"; None also where no code is known
    admin1_name: str | None
    latitude: float | None
    longitude: float | None
    population: int  #: inhabitants, 0 where unknown
    geonames_id: int | None
    disputed: bool
    precision: int  #: UCDP where_prec


class Gazetteer:
    """All places, read in place from the packaged file. Made by ``load_gazetteer``."""

    def __init__(self, content: bytes) -> None:
        if content[:8] != MAGIC:
            raise DataFileError("places/data/gazetteer.bin", "head", "is no gazetteer of this version.",
                                remedy="Build it again with tools/build_gazetteer.py.")  # fmt: skip
        (size,) = struct.unpack_from("<Q", content, 8)
        head = json.loads(content[16 : 16 + size])
        view = memoryview(content)[16 + size :]
        part = {name: view[at : at + n].cast(code) for name, (at, n, code) in head["sections"].items()}
        self._hash, self._entry, self._starts = part["hash"], part["entry"], part["starts"]
        self._population, self._geonames = part["population"], part["geonames"]
        self._latitude, self._longitude = part["latitude"], part["longitude"]
        self._region, self._country, self._kind = part["region"], part["country"], part["kind"]
        self._bloom, self._prefixes, self._names = part["bloom"], part["prefixes"], part["names"]
        self._countries: list[str] = head["countries"]
        self._regions: list[tuple[str | None, str, str, int]] = [tuple(r) for r in head["regions"]]
        self._capitals: dict[str, int] = head["capitals"]
        self._by_code = {code: key for code, _, _, key in self._regions if code}
        self._by_region_name = {(cc, name): key for _, name, cc, key in self._regions}
        self._country_key = {
            self._countries[self._country[key]]: key
            for key in range(len(self._kind))
            if not self._kind[key] & 127
        }
        self._entries: dict[int, Entry] = {}

    def __len__(self) -> int:
        return len(self._kind)

    def entry(self, key: int) -> Entry:
        """The place with this key, of this build of the gazetteer."""
        known = self._entries.get(key)
        if known is None:
            known = self._entries[key] = self._make(key)
        return known

    def _make(self, key: int) -> Entry:
        kind = KINDS[self._kind[key] & 127]
        region = self._regions[self._region[key] - 1] if self._region[key] else None
        latitude, longitude = self._latitude[key], self._longitude[key]
        return Entry(
            key=key,
            name=bytes(self._names[self._starts[key] : self._starts[key + 1]]).decode(),
            kind=kind,
            country=self._countries[self._country[key]],
            admin1=region[0] if region else None,
            admin1_name=region[1] if region else None,
            latitude=None if math.isnan(latitude) else round(latitude, 5),
            longitude=None if math.isnan(longitude) else round(longitude, 5),
            population=self._population[key],
            geonames_id=self._geonames[key] or None,
            disputed=bool(self._kind[key] & 128),
            precision=PRECISION[kind],
        )

    def keys_of(self, folded: str) -> tuple[int, ...]:
        """Keys (alternate names first shifted by flags in bits 24 and up) of one folded name, exactly."""
        bit = zlib.crc32(folded.encode()) % BLOOM_BITS
        if not self._bloom[bit >> 3] & 1 << (bit & 7):
            return ()
        wanted = name_hash(folded)
        at = bisect_left(self._hash, wanted)
        found = []
        while at < len(self._hash) and self._hash[at] == wanted:
            found.append(self._entry[at])
            at += 1
        return tuple(found)

    def exactly(self, folded: str) -> tuple[Entry, ...]:
        """Every place that has this folded name, main names before alternate ones, then by inhabitants."""
        keys = sorted(self.keys_of(folded), key=lambda k: (k >> 24, -self._population[k & 0xFFFFFF]))
        return tuple(self.entry(k & 0xFFFFFF) for k in keys)

    def is_main_name(self, folded: str, entry: Entry) -> bool:
        """Whether the folded name is one of the place's main names rather than an alternate."""
        return any(k & 0xFFFFFF == entry.key and not k >> 24 & IS_ALTERNATE for k in self.keys_of(folded))

    def starts(self, word_folded: str) -> bool:
        """Whether a longer name may start with these folded words; a yes can be wrong, a no cannot."""
        bit = zlib.crc32(word_folded.encode()) % BLOOM_BITS
        return bool(self._prefixes[bit >> 3] & 1 << (bit & 7))

    def find(self, name: str, *, language: str | None = None) -> tuple[Entry, ...]:
        """Every place that the written name may mean, as it stands or as an inflected form.

        >>> load_gazetteer().find("Екатеринбурге", language="ru")[0].name
        'Yekaterinburg'
        """
        words = fold(name).split()
        return tuple(dict.fromkeys(e for e, _ in self._matches(words, language or "")))

    def _matches(self, words: Sequence[str], language: str) -> list[tuple[Entry, str | None]]:
        if not words:
            return []
        partial: list[tuple[str, str | None]] = list(nominatives(words[0], language))
        for at, word in enumerate(words[1:], 1):
            partial = [p for p in partial if self.starts(p[0])]
            forms = nominatives(word, language)
            if not partial:
                return []
            partial = [
                (f"{left} {form}", case or left_case)
                for left, left_case in partial
                for form, case in (forms if at < 6 else forms[:1])
            ]
        return [(entry, case) for form, case in partial for entry in self.exactly(form)]

    def longest_match(
        self, words: Sequence[str], start: int = 0, *, language: str = "", most: int = 6
    ) -> tuple[int, tuple[Entry, ...], str | None]:
        """The longest name that begins at word ``start`` of a list of folded words.

        Returns the number of words (0: none), the places it may mean, and the grammatical case it shows.
        """
        if start >= len(words):
            return 0, (), None
        partial: list[tuple[str, str | None]] = list(nominatives(words[start], language))
        best: tuple[int, tuple[Entry, ...], str | None] = (0, (), None)
        for size in range(1, min(most, len(words) - start) + 1):
            found: dict[Entry, str | None] = {}
            for form, case in partial:
                for entry in self.exactly(form):
                    found.setdefault(entry, case)
            if found:
                best = (size, tuple(found), next(iter(found.values())))
            partial = [p for p in partial if self.starts(p[0])]
            if not partial or start + size >= len(words):
                break
            following = nominatives(words[start + size], language)
            partial = [(f"{left} {form}", a or b) for left, a in partial for form, b in following]
        return best

    def admin1(self, code: str) -> Entry | None:
        """The first-level region with an ISO 3166-2 code, "RU-ZAB"."""
        key = self._by_code.get(code)
        return None if key is None else self.entry(key)

    def country(self, code: str, language: str = "en") -> Entry | None:
        """The country with an ISO 3166-1 alpha-2 code. Names are English, whatever the language."""
        key = self._country_key.get(code)
        return None if key is None else self.entry(key)

    def capital(self, country: str) -> Entry | None:
        """The capital of a country (ISO 3166-1 alpha-2), None where it has none or it is not known."""
        key = self._capitals.get(country)
        return None if key is None else self.entry(key)

    def parent(self, entry: Entry) -> Entry | None:
        """The region a settlement or district lies in, the country of a region, None for a country."""
        if entry.kind == "country":
            return None
        if entry.kind not in ("admin1", "region") and entry.admin1_name:
            key = self._by_region_name.get((entry.country, entry.admin1_name))
            if key is not None:
                return self.entry(key)
        return self.country(entry.country)

    def contains(self, outer: Entry, inner: Entry) -> bool:
        """Whether ``inner`` lies in ``outer`` (a country or first-level region), itself excluded."""
        if outer.key == inner.key or outer.country != inner.country:
            return False
        if outer.kind == "country":
            return True
        return outer.kind == "admin1" and inner.kind != "country" and outer.admin1_name == inner.admin1_name

    def distance_km(self, one: Entry, other: Entry) -> float | None:
        """Great-circle kilometres between two places (haversine), None where a coordinate is missing."""
        if None in (one.latitude, one.longitude, other.latitude, other.longitude):
            return None
        return distance_km(
            (one.latitude or 0, one.longitude or 0), (other.latitude or 0, other.longitude or 0)
        )

    def choose(
        self,
        candidates: Sequence[Entry],
        *,
        context: Sequence[Entry] = (),
        countries: Mapping[str, float] | None = None,
    ) -> Entry | None:
        """The likeliest of the candidates, None where there is none.

        ``context`` are places that the document names without doubt, ``countries`` how often it speaks of
        each country. Hierarchy and nearness count for more than inhabitants, and inhabitants decide ties.
        """
        if not candidates:
            return None
        total = sum((countries or {}).values()) or 1.0
        regions = {(e.country, e.admin1_name) for e in context if e.kind != "country" and e.admin1_name}
        named = {e.country for e in context}

        def score(entry: Entry) -> float:
            points = math.log10(entry.population + 30)
            points += {"country": 1.0, "admin1": 4.2, "region": 4.0, "admin2": 3.0, "city_district": 1.0}.get(
                entry.kind, 0
            )
            points += 4.0 * ((countries or {}).get(entry.country, 0.0) / total)
            points += 1.0 if entry.country in named else 0.0
            if entry.kind not in ("country", "admin1") and (entry.country, entry.admin1_name) in regions:
                points += 2.0
            if entry.kind == "admin1" and (entry.country, entry.admin1_name) in regions:
                points += 1.0
            return points

        return max(candidates, key=lambda e: (score(e), e.population, -e.key))


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle kilometres between two points given as latitude and longitude in degrees."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The packaged gazetteer, read once. Raises DataFileError where the file cannot be used."""
    file = files("qeyd.places.data") / "gazetteer.bin"
    try:
        content = file.read_bytes()
    except OSError as cause:
        raise DataFileError(
            str(file), "file", f"cannot be read ({cause}).", remedy="Install qeyd again."
        ) from cause
    return Gazetteer(content)
