"""Analyse a casebook: incidents, coverage and denominators in; findings, pages and pictures out."""

import csv
import io
import json
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from enum import Enum
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qeyd.errors import DataFileError, QeydError, ShapeError
from qeyd.flow.effective import Effective, effective_readings
from qeyd.flow.permits import held_back, incidents_for
from qeyd.flow.write import whole_file
from qeyd.model import Period, Report
from qeyd.model.coverage import ControlStories, Coverage, DatedRule, Denominator, DenominatorSort, Gap, Seen
from qeyd.model.incident import AccountRef
from qeyd.model.question import Question
from qeyd.store import Casebook
from qeyd.store.coverage import NO_STORY

if TYPE_CHECKING:
    from qeyd.analyse.report import PatternReport

ALL_STORIES = "all stories"  #: the control topic that every casebook has: all its stories, relevant or not
LOOKS = "looks.jsonl"  #: in the casebook's folder: one line a look, with the question's digest


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


def _need_the_extra() -> None:
    from importlib.util import find_spec

    if find_spec("scipy") is None:
        raise QeydError(
            'Analysing needs the extra "analyse", which is not installed. Run: pip install "qeyd[analyse]".'
        )


def look_number(folder: Path, question: Question) -> int:
    """Which look at this question comes next: one more than those kept in the casebook's folder."""
    path = folder / LOOKS
    if not path.exists():
        return 1
    lines = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return 1 + len([one for one in lines if one["question"] == question.digest])


def analyse_casebook(
    casebook: Casebook, folder: Path, question: Question, beside: Beside, *, now: datetime
) -> "PatternReport":
    """Ask everything of a casebook, and keep in its folder that it was looked at.

    Readings are as people corrected them; testimony that may not be counted is in no number.
    Coverage is what the casebook holds: stories by outlet and day of publication. Official statements are quoted from
    what officials answer for, policy from the grounds told.
    """
    _need_the_extra()
    from qeyd.analyse.entries import entries
    from qeyd.analyse.report import ask_all

    held = held_back(casebook, "count")
    found = [
        one
        for one in effective_readings(casebook)
        if isinstance(one, Effective) and one.machine.report.id not in held
    ]
    readings = [one.kept for one in found]
    accounts = {
        AccountRef(one.machine.report.id, i): account
        for one in found
        for i, account in enumerate(one.reading.accounts)
        if i not in one.out
    }
    reports = {one.id: one for one in casebook.reports() if one.id not in held}
    published = Counter(
        (one.outlet or "?", one.published.start)
        for one in reports.values()
        if one.published and one.published.precision == 1
    )
    collected = tuple(Seen(outlet, day, n) for (outlet, day), n in sorted(published.items()))
    look = look_number(folder, question)
    incidents, _ = incidents_for(casebook, "count")
    report = ask_all(
        entries(incidents, accounts, reports),
        Coverage(
            collected,
            # Silences are guesses, and mark whole periods; what was logged as not collected is known.
            (*beside.gaps, *(gap for gap in casebook.coverage().gaps if gap.why != NO_STORY)),
            (*beside.controls, ControlStories(ALL_STORIES, "this casebook", collected)),
        ),
        beside.denominators,
        beside.rules,
        question,
        now=now.date(),
        look=look,
        readings=readings,
        official=[
            (ref.report_id, speaker.quote)
            for ref, account in accounts.items()
            for speaker in account.said_by
            if speaker.sort == "official" and speaker.quote is not None
        ][:50],
        policy=[(ref.report_id, account.ground.quote) for ref, account in accounts.items() if account.ground][
            :50
        ],
    )
    line = {"question": question.digest, "look": look, "at": now.isoformat(), "incidents": report.n}
    with (folder / LOOKS).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(line) + "\n")
    return report


def write_report(report: "PatternReport", folder: Path) -> tuple[Path, ...]:
    """Write findings.json, and a page and pictures in every language there are words for; each whole or not at all."""
    from qeyd.analyse.words import Words, languages

    folder.mkdir(parents=True, exist_ok=True)
    out = [folder / "findings.json"]
    with whole_file(out[0]) as stream:
        json.dump(
            _plain(report) | {"question_digest": report.question.digest, "tested": report.tested},
            stream,
            ensure_ascii=False,
            indent=1,
        )
    for language in languages():
        words = Words(language)
        pictures = words.pictures(report)
        for name, svg in pictures.items():
            path = folder / f"{name}.{language}.svg"
            with whole_file(path) as stream:
                stream.write(svg)
            out.append(path)
        path = folder / f"report.{language}.html"
        with whole_file(path) as stream:
            stream.write(page(report, words, pictures))
        out.append(path)
    return tuple(out)


def page(report: "PatternReport", words: Any, pictures: dict[str, str]) -> str:
    """The report as one page that stands by itself: no script, nothing fetched."""
    lines = words.report(report)
    title = escape(lines[0].text)
    body = [f"<h1>{title}</h1>", *(f"<figure>{svg}</figure>" for svg in pictures.values())]
    for line in lines[1:]:
        tag = "h2" if line.kind == "heading" else "p"
        body.append(f'<{tag} class="{line.kind}">{escape(line.text)}</{tag}>')
    style = (
        "body{font:16px/1.5 serif;max-width:52em;margin:2em auto;padding:0 1em;color:#222}"
        "h2{font-size:1.1em;margin-top:1.6em}.refusal{font-style:italic}.changed,.ids,.how{font-size:.85em;color:#444}"
        ".quote{border-left:3px solid #999;padding-left:.8em}figure{margin:1em 0}"
    )
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{style}</style></head><body>{''.join(body)}</body></html>\n"
    )


def _plain(value: Any) -> Any:
    """Nouns as plain JSON; dates in ISO 8601, texts of reports left out."""
    if is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, Report):
            return {"id": value.id, "outlet": value.outlet, "url": value.url}
        name = type(value).__name__
        shown = {key: _plain(getattr(value, key)) for key in value.__dataclass_fields__}
        return (
            shown | {"kind": name.lower()}
            if name in ("Reported", "Adjusted", "Finding", "Refusal")
            else shown
        )
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value
