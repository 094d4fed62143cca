"""A question fixed before looking: what is asked, of which records, against what, at which level."""

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass, fields
from typing import Any

from qeyd.errors import ShapeError
from qeyd.model.period import Period

UNITS = ("week", "month")
CORRECTIONS = ("benjamini-hochberg", "holm")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, written down before the counts are seen.

    Empty ``groups``, ``acts`` or ``places`` mean all. ``denominators`` names the sets and control topics to be
    used; empty means that nothing but "reported incidents" and "share of reports" can be said.

    >>> Question("held", Period.parse("2023-01/2024-12")).digest[:8]
    '52b833ce'
    """

    name: str
    window: Period
    unit: str = "month"
    groups: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()  #: ISO 3166 codes of countries or regions
    denominators: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()  #: ids of dated rules
    alpha: float = 0.05
    looks: int = 1  #: how many times the record will be looked at with this question
    correction: str = "benjamini-hochberg"
    replicates: int = 50
    seed: int = 1

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ShapeError(
                f"The unit of question {self.name!r} is {self.unit!r}. Write one of {', '.join(UNITS)}."
            )
        if self.correction not in CORRECTIONS:
            raise ShapeError(f"The correction is {self.correction!r}. Write one of {', '.join(CORRECTIONS)}.")
        if not 0 < self.alpha < 0.5:
            raise ShapeError(
                f"The level alpha is {self.alpha}. Write a number between 0 and 0.5, such as 0.05."
            )
        if self.looks < 1 or self.replicates < 0:
            raise ShapeError("A question has at least one look, and no fewer than 0 replicates.")

    @property
    def digest(self) -> str:
        """SHA-256 of what is asked: any change of the question changes it, a comment or an order does not."""
        canonical = asdict(self) | {"window": self.window.value}
        for name in ("groups", "acts", "places", "denominators", "rules"):
            canonical[name] = sorted(canonical[name])
        return hashlib.sha256(json.dumps(canonical, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    @classmethod
    def from_toml(cls, text: str) -> "Question":
        """Read a question file. ShapeError when a key is missing, unknown, or of the wrong sort."""
        try:
            told: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as problem:
            raise ShapeError(
                f"The question is not valid TOML: {problem}. Write one anew with `qeyd ask`."
            ) from problem
        told = dict(told.get("question", told))
        known = {field.name: field for field in fields(cls)}
        for key in told:
            if key not in known:
                raise ShapeError(f"A question has no {key!r}. It has: {', '.join(known)}.")
        for key in ("name", "window"):
            if not isinstance(told.get(key), str):
                raise ShapeError(f"The question lacks {key!r}, as text in quotes.")
        told["window"] = Period.parse(told["window"])
        for key in ("groups", "acts", "places", "denominators", "rules"):
            if key in told:
                if not isinstance(told[key], list) or not all(isinstance(one, str) for one in told[key]):
                    raise ShapeError(f'{key!r} is a list of texts: ["..."].')
                told[key] = tuple(told[key])
        for key, sort in (("alpha", (int, float)), ("looks", int), ("replicates", int), ("seed", int)):
            if key in told and (not isinstance(told[key], sort) or isinstance(told[key], bool)):
                raise ShapeError(f"{key!r} is a number, not {told[key]!r}.")
        return cls(**told)

    def to_toml(self) -> str:
        """The question file, every key with its meaning. ``Question.from_toml(q.to_toml()) == q``."""
        lines = [
            "# A question, fixed before looking. Its digest stands in the report; a changed file is another question.",
            "",
        ]
        for field in fields(self):
            value = getattr(self, field.name)
            shown = (
                value.value
                if isinstance(value, Period)
                else list(value)
                if isinstance(value, tuple)
                else value
            )
            lines += [f"# {_MEANING[field.name]}", f"{field.name} = {json.dumps(shown, ensure_ascii=False)}"]
        return "\n".join(lines) + "\n"


_MEANING = {
    "name": "a short name",
    "window": "from/to, both included: 2023-01/2024-12",
    "unit": "the step of time: month or week",
    "groups": "which groups; empty: all",
    "acts": "which acts, by code; empty: all",
    "places": "which countries or regions, by ISO 3166 code; empty: all",
    "denominators": "names of denominator sets and control topics; without any, only reported incidents are spoken of",
    "rules": "ids of the dated rules to ask about",
    "alpha": "the level of every test, before correction",
    "looks": "how many times the record will be looked at; the level is spent over them",
    "correction": "for many cells tested at once: benjamini-hochberg (false discovery rate) or holm (any false one)",
    "replicates": "how often the record's own doubts (dates, groups, places, sameness) are drawn; 0: never",
    "seed": "fixes every draw, so that the same casebook and question give the same digits",
}
