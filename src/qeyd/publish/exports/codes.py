"""Acts in other people's codes, and what an export could not carry."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from qeyd.publish.release import Release


@dataclass(frozen=True, slots=True)
class Codes:
    """One act in other people's codes; empty where they have none."""

    huridocs: str = ""
    plover: tuple[str, str] = ("", "")
    acled: tuple[str, str] = ("", "")


@lru_cache(maxsize=1)
def load_codes() -> dict[str, Codes]:
    """The codes of every act that has some."""
    told = tomllib.loads((files("qeyd.publish.exports") / "standards.toml").read_text(encoding="utf-8"))
    return {
        act: Codes(
            one.get("huridocs", ""), tuple(one.get("plover", ("", ""))), tuple(one.get("acled", ("", "")))
        )
        for act, one in told.items()
    }


@dataclass(slots=True)
class Lost:
    """What an export could not carry, and in how many incidents."""

    standard: str
    said: dict[str, str] = field(default_factory=dict)

    def count(self, what: str, incidents: Iterable[object]) -> None:
        """Note a loss with the number of incidents that have it."""
        self.add(what, sum(1 for one in incidents if one), of="incidents")

    def add(self, what: str, n: int, *, of: str) -> None:
        """Note a loss with how many there are of what has it; nothing where there is none."""
        if n:
            self.said[what] = f"{n} {of}"

    def page(self) -> bytes:
        """LOST.md."""
        lines = [f"# What {self.standard} could not carry", ""]
        lines += [f"- {what}: {n}." for what, n in self.said.items()] or ["Nothing."]
        lines += ["", "All of it is in the data package (data/)."]
        return ("\n".join(lines) + "\n").encode("utf-8")


def usual(lost: Lost, release: Release, *, origins: bool, disagreements: bool) -> None:
    """What most standards have no room for."""
    if origins:
        lost.count("the number of independent origins", release.incidents)
    if disagreements:
        lost.count("disagreements between accounts", (one.disagreements for one in release.incidents))
    lost.count("links to incidents that may be the same", (one.possibly_same_as for one in release.incidents))
    lost.add("accusations, opinions and pattern claims", len(release.claims), of="claims")
