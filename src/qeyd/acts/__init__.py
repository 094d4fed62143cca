"""What an incident can be: one file an act, and the loader that finds them.

Meaning lives here, with the act; the words for it live with each language.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path

from qeyd.errors import DataFileError

__all__ = ["Act", "load_acts"]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done to people, as the codebook defines it."""

    code: str
    label: str  #: English
    parent: str  #: the good it bears on: liberty, body, legal-status, removal, home, court, voice, other
    definition: str
    is_not: str = ""  #: what it is easily confused with
    on_paper: bool = False  #: done by a decision, so that its place is the deciding office's (CODEBOOK §4)
    more_specific_than: tuple[str, ...] = ()  #: acts that the same words may tell more vaguely
    labels: Mapping[str, str] = field(default_factory=dict)  #: in other languages of the pages, by code

    def label_in(self, language: str) -> str:
        """The act's label in a language of the pages; the English one where it has no other."""
        return self.labels.get(language, self.label)


@lru_cache(maxsize=1)
def load_acts() -> dict[str, Act]:
    """Every act that has a file, by code. A mistake in a file raises DataFileError."""
    acts = {file.stem: _read_act(file) for file in sorted(Path(__file__).parent.glob("*.toml"))}
    for act in acts.values():
        for other in act.more_specific_than:
            if other not in acts:
                raise DataFileError(
                    f"acts/{act.code}.toml",
                    "more_specific_than",
                    f'"{other}" is no act.',
                    remedy="Name an act's file.",
                )
    return acts


def _read_act(file: Path) -> Act:
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise DataFileError(
            file, "file", f"{problem}.", remedy="Correct the file at this place."
        ) from problem
    known = {one.name for one in fields(Act)} - {"code"}
    for key in told:
        if key not in known:
            raise DataFileError(
                file, key, "this key means nothing here.", remedy=f"Known keys: {sorted(known)}."
            )
    for key in ("label", "parent", "definition"):
        if not isinstance(told.get(key), str):
            raise DataFileError(file, key, "this key is missing or no text.", remedy="Write it in English.")
    told["more_specific_than"] = tuple(told.get("more_specific_than", ()))
    return Act(code=file.stem, **told)
