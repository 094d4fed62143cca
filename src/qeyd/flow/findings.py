"""Findings as others may use them: plain data, lines and pictures a language, pages and files of their own."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from enum import Enum
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qeyd.flow.write import whole_file
from qeyd.model import PatternSort, Period, Quote, Report

if TYPE_CHECKING:
    from qeyd.analyse.report import PatternReport
    from qeyd.analyse.words import Line, Words

NameOf = Callable[[str], str | None]  #: the name under which an incident may be shown; None: not at all


def _same(id: str) -> str | None:
    return id


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure as SVG, drawn for wide screens and paper, and again for narrow ones; the text says what it shows."""

    name: str
    wide: str
    narrow: str
    alternative: str


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A claim that a report makes about a pattern, and what the record shows to it."""

    report_id: str
    sort: PatternSort
    quote: Quote
    speaker: str
    lines: tuple["Line", ...]  #: the answers alone, without the claim's words


@dataclass(frozen=True, slots=True)
class Told:
    """A report in one language. ``lines`` is the whole of it in order; see ``analyse.words.Line``."""

    language: str
    title: str
    lines: tuple["Line", ...]
    pictures: tuple[Picture, ...]
    claims: tuple[ToldClaim, ...]


def told(report: "PatternReport", language: str, *, quotes: bool = True, name_of: NameOf = _same) -> Told:
    """A report in the words of one language. ``quotes`` and ``name_of``: see ``flow.analyse.findings``."""
    from qeyd.analyse.words import Words

    words = Words(language, name_of=name_of)
    lines = words.report(report, quotes=quotes)
    claims = tuple(
        ToldClaim(
            one.report.id,
            one.sort,
            one.claim.quote,
            one.claim.speaker,
            tuple(line for answer in one.answers for line in words.answer(answer, most_changed=1)),
        )
        for one in (report.claims if quotes else ())
    )
    return Told(language, lines[0].text, tuple(lines), _pictures(report, words), claims)


def _pictures(report: "PatternReport", words: "Words") -> tuple[Picture, ...]:
    wide, narrow = words.pictures(report), words.pictures(report, narrow=True)
    return tuple(
        Picture(name, svg, narrow[name], words.alternative(name, report)) for name, svg in wide.items()
    )


def as_data(report: "PatternReport", *, quotes: bool = True, name_of: NameOf = _same) -> dict[str, Any]:
    """A report as plain JSON; dates in ISO 8601, texts of reports left out."""
    data: dict[str, Any] = _Plain(quotes, name_of).of(report)
    if not quotes:
        data["claims"] = []
    return data | {"question_digest": report.question.digest, "tested": report.tested}


def write_report(report: "PatternReport", folder: Path, *, made_up: bool = False) -> tuple[Path, ...]:
    """Write findings.json, the question, and pages and pictures in every language there are words for.

    Each file appears whole or not at all. ``made_up`` marks every page as an invented example.
    """
    from qeyd.analyse.words import Words, languages

    folder.mkdir(parents=True, exist_ok=True)
    data = as_data(report) | ({"made_up": True} if made_up else {})
    files = {
        "findings.json": json.dumps(data, ensure_ascii=False, indent=1),
        "question.toml": report.question.to_toml(),
    }
    for language in languages():
        words = Words(language)
        one = told(report, language)
        for picture in one.pictures:
            files[f"{picture.name}.{language}.svg"] = picture.wide
        files[f"report.{language}.html"] = page(one, words, made_up=made_up)
        files[f"incidents.{language}.html"] = incidents_page(report, words, made_up=made_up)
    for name, text in files.items():
        with whole_file(folder / name) as stream:
            stream.write(text)
    return tuple(folder / name for name in files)


_STYLE = """
:root{color-scheme:light}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.6rem;line-height:1.25}
h2{font-size:1.25rem;margin-top:2.4rem;border-top:2px solid #1a1a1a;padding-top:.6rem}
h3{font-size:1.05rem;margin:1.6rem 0 .3rem}p{margin:.35rem 0;overflow-wrap:anywhere}
.made-up{border:2px solid #8a4b00;background:#fff4e0;padding:.5rem .8rem;font-weight:bold}
.standing{font-weight:bold}.refusal{border-left:4px solid #555;padding-left:.7rem;background:#f2f2f2}
.effect{border-left:4px solid #0072b2;padding-left:.7rem}
.quote{border-left:4px solid #999;padding-left:.7rem}.ids,.how,.standard,.changed,.fact{font-size:.92rem}
summary{cursor:pointer;font-size:.92rem}figure{margin:1rem 0}figure svg{width:100%;height:auto;display:block}
a{color:#00507d}nav a{margin-right:1rem}
.narrow{display:none}@media(max-width:37rem){.wide{display:none}.narrow{display:block}}
table{border-collapse:collapse;font-size:.92rem}
th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #ccc;vertical-align:top}
.scroll{overflow-x:auto}
@media print{.narrow{display:none}.wide{display:block}details>*{display:block}body{max-width:none}}
"""


def _frame(language: str, title: str, body: Sequence[str]) -> str:
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def page(one: Told, words: "Words", *, made_up: bool = False) -> str:
    """The report as one page that stands by itself: no script, nothing fetched. Ids lead to the page of incidents."""
    from qeyd.analyse.words import Kind

    body = [f"<header><h1>{escape(one.title)}</h1>"]
    body += [_made_up(words)] if made_up else []
    parts = [line for line in one.lines if line.kind is Kind.HEADING and line.level == 2]
    links = " ".join(f'<a href="#{line.key}">{escape(line.text)}</a>' for line in parts)
    body.append(f"<nav>{links}</nav></header><main>")
    for picture in one.pictures:
        body.append(
            f'<figure id="picture-{picture.name}"><div class="wide">{picture.wide}</div>'
            f'<div class="narrow">{picture.narrow}</div></figure>'
        )
    changed: list[str] = []
    part = ""
    for line in one.lines[1:]:
        if line.change.startswith("control shares"):  # the band of the control is never folded away
            body.append(f'<p class="changed">{escape(line.text)}</p>')
            continue
        if line.kind is Kind.CHANGED:
            changed.append(f'<p class="changed">{escape(line.text)}</p>')
            continue
        if changed:
            summary = escape(words.word("page", "changed"))
            body.append(f"<details><summary>{summary}</summary>{''.join(changed)}</details>")
            changed = []
        if line.level:
            part = line.key if line.level == 2 else part
            anchor = line.key if line.level == 2 else f"{part}-{line.key}"
            body.append(f'<h{line.level} id="{anchor}">{escape(line.text)}</h{line.level}>')
        elif line.kind is Kind.IDS:
            body.append(_ids(line, words))
        else:
            body.append(f'<p class="{line.kind}">{escape(line.text)}</p>')
    return _frame(one.language, one.title, [*body, "</main>"])


def _made_up(words: "Words") -> str:
    return f'<p class="made-up">{escape(words.word("page", "made_up"))}</p>'


def _ids(line: "Line", words: "Words") -> str:
    """Incidents for and against, each a link to its row; folded where there are many."""
    out = []
    for key, ids in (("for", line.supports), ("against", line.against)):
        label = escape(words.word("page", key))
        links = " ".join(
            f'<a href="incidents.{words.language}.html#{escape(id, quote=True)}">{escape(id)}</a>'
            for id in ids
        )
        if len(ids) > 8:
            out.append(f"<details><summary>{label}: {len(ids)}</summary><p>{links}</p></details>")
        else:
            out.append(f"<p>{label}: {len(ids)}{' – ' if ids else ''}{links}</p>")
    return f'<div class="ids">{"".join(out)}</div>'


def incidents_page(report: "PatternReport", words: "Words", *, made_up: bool = False) -> str:
    """The incidents that were counted, one a row, each with the addresses of the reports behind it."""
    title = words.word("page", "incidents")
    columns = ("id", "when", "where", "act", "group", "people", "outlets", "origins", "affair")
    body = [f"<header><h1>{escape(title)}</h1>"]
    body += [_made_up(words)] if made_up else []
    body.append(
        f'<p><a href="report.{words.language}.html">{escape(words.word("heading", "report"))}</a></p></header>'
    )
    body.append('<main class="scroll"><table><thead><tr>')
    body.append("".join(f'<th scope="col">{escape(words.word("page", one))}</th>' for one in columns))
    body.append("</tr></thead><tbody>")
    for one in sorted(
        report.counted, key=lambda entry: (entry.first or entry.known_by or date.max, entry.id)
    ):
        when = Period.between(one.first, one.last).value if one.first and one.last else "–"
        people = "–" if one.low is None and one.high is None else f"{one.low or '?'}–{one.high or '?'}"
        people = str(one.low) if one.low is not None and one.low == one.high else people
        cells = [when, one.place or "–", one.act, one.group or "–", people, ", ".join(one.outlets), str(one.origins),
                 one.affair]  # fmt: skip
        row = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        body.append(f'<tr id="{escape(one.id, quote=True)}"><th scope="row">{escape(one.id)}</th>{row}</tr>')
    return _frame(words.language, title, [*body, "</tbody></table></main>"])


class _Plain:
    """Nouns as plain JSON."""

    def __init__(self, quotes: bool, name_of: NameOf) -> None:
        self._quotes, self._name_of = quotes, name_of

    def of(self, value: Any) -> Any:
        """Dates in ISO 8601, texts of reports left out, incidents by the names they may have."""
        if is_dataclass(value) and not isinstance(value, type):
            return self._noun(value)
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, date | datetime):
            return value.isoformat()
        if isinstance(value, tuple | list):
            return [self.of(one) for one in value]
        if isinstance(value, dict):
            return {key: self.of(one) for key, one in value.items()}
        return value

    def _noun(self, value: Any) -> Any:
        if isinstance(value, Report):
            return {"id": value.id, "outlet": value.outlet, "url": value.url}
        if isinstance(value, Period):
            return value.value
        if type(value).__name__ == "AnsweredClaim":
            return self._claim(value)
        name = type(value).__name__
        shown = {key: self.of(getattr(value, key)) for key in value.__dataclass_fields__}
        if name in ("Reported", "Adjusted", "Finding", "Refusal"):
            shown["kind"] = name.lower()
        if name == "Finding":
            for key in ("incidents_for", "incidents_against"):
                shown[key] = self._names(shown[key])
            shown["facts"] = [
                [key, self._fact(key, told)] for key, told in value.facts if self._quotes or key != "quote"
            ]
        elif name == "Sensitivity" and value.change in ("without incident", "without affair"):
            shown["about"] = self._fact(f"worst: {value.change}", value.about)
        elif name == "PatternReport":
            shown["counted"] = [self._entry(one) for one in value.counted if self._name_of(one.id)]
        return shown

    def _claim(self, one: Any) -> dict[str, Any]:
        """A claim, with the names of the questions and elements that answer it, and what is refused to it."""
        return {
            "claim": self.of(one.claim),
            "sort": one.sort.value,
            "report": self.of(one.report),
            "answered_by": [answer.question for answer in one.answers if not hasattr(answer, "rule")],
            "refused": [self.of(answer) for answer in one.answers if hasattr(answer, "rule")],
        }

    def _fact(self, key: str, told: str) -> str | None:
        """A fact, with the name that its incident may have."""
        if key == "worst: without incident":
            return self._name_of(told)
        if key == "worst: without affair":
            return told if self._name_of is _same else None
        where, colon, words = told.partition(": ")
        return f"{self._name_of(where) or '–'}{colon}{words}" if key == "quote" else told

    def _names(self, ids: Sequence[str]) -> list[str]:
        return [name for id in ids if (name := self._name_of(id))]

    def _entry(self, one: Any) -> dict[str, Any]:
        return {
            "id": self._name_of(one.id),
            "act": one.act,
            "first": self.of(one.first),
            "last": self.of(one.last),
            "group": one.group,
            "place": one.place,
            "low": one.low,
            "high": one.high,
            "outlets": list(one.outlets),
            "origins": one.origins,
        }
