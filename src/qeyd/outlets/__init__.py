"""Who publishes: outlets with their names in several languages, their hosts, what they belong to. Data, not opinion."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from qeyd.errors import DataFileError

__all__ = ["Outlet", "Outlets", "fold_name", "load_outlets"]

_FILE = "outlets/outlets.toml"
OWN = "QEYD_OUTLETS"  #: the variable that names a file of one's own outlets


@dataclass(frozen=True, slots=True)
class Outlet:
    """One publisher of reports: a newspaper, an agency, a broadcaster, a channel, a group that publishes."""

    name: str
    aliases: tuple[str, ...]  #: what reports call it, in any language
    domains: tuple[str, ...]  #: hosts of its pages, without "www."
    country: str  #: ISO 3166-1 alpha-2, where it sits
    language: str  #: the language it mostly writes
    sort: str  #: what it is and whose: "state agency", "private", "independent, in exile", ...
    parent: str | None = None  #: the name of the outlet that it belongs to
    unverified: bool = False  #: owner or host could not be checked


@dataclass(frozen=True, slots=True)
class Outlets:
    """All outlets, found by name, alias or address."""

    all: tuple[Outlet, ...]
    by_name: Mapping[str, Outlet]  #: folded names and aliases
    by_domain: Mapping[str, Outlet]

    def named(self, name: str) -> Outlet | None:
        """The outlet that a report calls so, in any letter case and any quotation marks; None if unknown.

        >>> load_outlets().named("«РИА Новости»").name
        'RIA Novosti'
        """
        return self.by_name.get(fold_name(name))

    def at(self, address: str) -> Outlet | None:
        """The outlet whose page an address (or a bare host) is; sub-domains count; None if unknown.

        >>> load_outlets().at("https://www.azadliq.org/a/1.html").name
        'Radio Azadliq'
        """
        host = (urlsplit(address).hostname or "") if "//" in address else address.split("/")[0].lower()
        parts = host.removeprefix("www.").split(".")
        for start in range(max(len(parts) - 1, 1)):
            found = self.by_domain.get(".".join(parts[start:]))
            if found is not None:
                return found
        return None


def fold_name(name: str) -> str:
    """A name without quotation marks, in small letters, the dotted and dotless i made one."""
    bare = name.replace("İ", "i").replace("I", "i").replace("ı", "i").casefold()
    return " ".join(bare.translate(str.maketrans("", "", "\"'«»“”„‘’")).split())


@lru_cache(maxsize=1)
def load_outlets() -> Outlets:
    """The outlets that come with qeyd, and those of the file that the variable QEYD_OUTLETS names.

    An outlet of that file stands in place of one of the same name. Raises DataFileError when the file cannot be read,
    when a name, an alias or a host stands for two outlets, or a parent is not in the list.
    """
    text = files("qeyd.outlets").joinpath("outlets.toml").read_text(encoding="utf-8")
    listed = {outlet.name: outlet for outlet in _read(text, _FILE)}
    if own := os.environ.get(OWN):
        try:
            listed |= {outlet.name: outlet for outlet in _read(Path(own).read_text(encoding="utf-8"), own)}
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
            raise DataFileError(
                own, "outlet", f"cannot be read ({problem}).", remedy=f"Correct it, or unset {OWN}."
            ) from problem
    outlets = list(listed.values())
    by_name: dict[str, Outlet] = {}
    by_domain: dict[str, Outlet] = {}
    for outlet in outlets:
        for name in {fold_name(name) for name in (outlet.name, *outlet.aliases)}:
            _once(by_name, name, outlet)
        for domain in outlet.domains:
            _once(by_domain, domain, outlet)
    for outlet in outlets:
        if outlet.parent is not None and fold_name(outlet.parent) not in by_name:
            raise DataFileError(_FILE, outlet.name, f'has the parent "{outlet.parent}", which is not listed.',
                                remedy="Add it, or leave the parent out.")  # fmt: skip
    return Outlets(tuple(outlets), MappingProxyType(by_name), MappingProxyType(by_domain))


def _read(text: str, file: str) -> list[Outlet]:
    known = {field.name for field in fields(Outlet)}
    needed = {field.name for field in fields(Outlet) if field.default is MISSING}
    outlets = []
    for line in tomllib.loads(text).get("outlet", []):
        name = str(line.get("name", "?"))
        if unknown := set(line) - known:
            raise DataFileError(file, name, f"has {sorted(unknown)}.", remedy=f"Known are {sorted(known)}.")
        if missing := needed - set(line):
            raise DataFileError(file, name, f"has no {sorted(missing)}.", remedy="Add what is missing.")
        outlets.append(
            Outlet(**line | {"aliases": tuple(line["aliases"]), "domains": tuple(line["domains"])})
        )
    return outlets


def _once(index: dict[str, Outlet], key: str, outlet: Outlet) -> None:
    other = index.setdefault(key, outlet)
    if other is not outlet:
        raise DataFileError(
            _FILE, outlet.name, f'"{key}" stands for {other.name} too.', remedy="Keep one of them."
        )
