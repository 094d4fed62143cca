"""What stands beside the incidents, read from files: denominators, control stories, gaps, dated rules."""

import csv
import io
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from qeyd.errors import DataFileError, ShapeError
from qeyd.model import Period
from qeyd.model.coverage import ControlStories, DatedRule, Denominator, DenominatorSort, Gap, Seen
from qeyd.model.question import Question


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the incidents: denominators, control stories, gaps, dated rules."""

    denominators: tuple[Denominator, ...] = ()
    controls: tuple[ControlStories, ...] = ()
    gaps: tuple[Gap, ...] = ()
    rules: tuple[DatedRule, ...] = ()


def read_question(path: Path) -> Question:
    """The question of a file. ShapeError names what is wrong with it."""
    return Question.from_toml(_text(path))


def read_denominators(path: Path) -> tuple[Denominator, ...]:
    """Denominators of a CSV or XLSX file: columns name, sort, group, place, value, source, as_of."""
    out = []
    for number, row in enumerate(_rows(path, ("name", "sort", "value", "source", "as_of")), 2):
        try:
            out.append(
                Denominator(
                    row["name"], DenominatorSort(row["sort"]), row.get("group") or None, row.get("place") or None,
                    float(row["value"]), row["source"], Period.parse(row["as_of"]),
                )
            )  # fmt: skip
        except (ValueError, ShapeError) as problem:
            raise DataFileError(path, f"row {number}", f"{problem}.", remedy="Correct the row.") from problem
    return tuple(out)


def read_controls(path: Path) -> tuple[ControlStories, ...]:
    """Control stories of a CSV or XLSX file: columns topic, outlet, day, number, source."""
    topics: dict[tuple[str, str], list[Seen]] = {}
    for number, row in enumerate(_rows(path, ("topic", "outlet", "day", "number", "source")), 2):
        try:
            seen = Seen(row["outlet"], Period.parse(row["day"]).start, int(float(row["number"])))
        except (ValueError, ShapeError) as problem:
            raise DataFileError(path, f"row {number}", f"{problem}.", remedy="Correct the row.") from problem
        topics.setdefault((row["topic"], row["source"]), []).append(seen)
    return tuple(ControlStories(topic, source, tuple(seen)) for (topic, source), seen in topics.items())


def read_rules(path: Path) -> tuple[DatedRule, ...]:
    """Dated rules of a TOML file: [[rule]] with id, label, day, source. [[gap]] entries are read by read_gaps."""
    told = _toml(path)
    try:
        return tuple(
            DatedRule(one["id"], one["label"], _day(one["day"]), one["source"])
            for one in told.get("rule", ())
        )
    except (KeyError, ShapeError) as problem:
        raise DataFileError(
            path, "rule", f"lacks {problem}.", remedy="Give id, label, day and source."
        ) from problem


def read_gaps(path: Path) -> tuple[Gap, ...]:
    """Gaps of a TOML file: [[gap]] with outlet, period, why."""
    try:
        return tuple(
            Gap(one["outlet"], Period.parse(one["period"]), one["why"]) for one in _toml(path).get("gap", ())
        )
    except (KeyError, ShapeError) as problem:
        raise DataFileError(
            path, "gap", f"lacks {problem}.", remedy="Give outlet, period and why."
        ) from problem


def _day(value: Any) -> date:
    return value if isinstance(value, date) else Period.parse(str(value)).start


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as problem:
        raise DataFileError(path, "file", f"is not valid TOML: {problem}.", remedy="Correct it.") from problem


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise DataFileError(path, "file", "is not UTF-8.", remedy="Save it as UTF-8.") from problem


def _rows(path: Path, needed: tuple[str, ...]) -> Iterable[dict[str, str]]:
    rows: list[dict[str, str]]
    if path.suffix.lower() == ".xlsx":
        import openpyxl

        sheet = openpyxl.load_workbook(path, read_only=True, data_only=True).active
        cells = [
            ["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)
        ]
        rows = [dict(zip(cells[0], row, strict=False)) for row in cells[1:] if any(row)] if cells else []
    else:
        rows = [
            {key: value or "" for key, value in row.items() if key is not None}
            for row in csv.DictReader(io.StringIO(_text(path)))
        ]
    for name in needed:
        if rows and name not in rows[0]:
            raise DataFileError(
                path, name, "is no column of it.", remedy=f"Its columns are to be {', '.join(needed)}."
            )
    return rows
