"""What else ``qeyd show`` shows: one report with what changed since its version before, and how much was looked at."""

import textwrap
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from qeyd.cli.common import many, plain

if TYPE_CHECKING:
    from qeyd.model import Report
    from qeyd.store import Casebook

WIDTH = 110
MOST = 40  #: changes and gaps listed one by one


def report_lines(casebook: "Casebook", report: "Report") -> list[str]:
    """A report in lines: where it is from, its versions, and what changed since the one before, numbers first."""
    from qeyd.flow.sources import earlier_of
    from qeyd.model import Reading

    published = report.published.value if report.published else "no date"
    head = ", ".join(filter(None, (report.outlet, published, report.language, report.url)))
    lines = [plain(report.title or "No title"), f"  {plain(head)}", f"  report {report.id}"]
    if seen := report.archived_at or report.first_seen:
        lines.append(f"  archived {seen:%Y-%m-%d %H:%M} UTC, SHA-256 {report.content}")
    reading = casebook.reading(report.id)
    if isinstance(reading, Reading):
        lines.append(f"  tells {many(len(reading.accounts), 'account')}")
    versions = casebook.versions(report.url) if report.url else ()
    if len(versions) > 1:
        lines.append(f"\n{len(versions)} versions of this page, oldest first:")
        lines += [f"  {id}{'  (this one)' if id == report.id else ''}" for id in versions]
    earlier = earlier_of(casebook, report)
    if earlier is None:
        return lines
    told = many(len(earlier.changes), "change") if earlier.changes else "The words are the same"
    lines.append(f"\nSince version {earlier.before.id[:12]}: {told}.")
    for one in earlier.changes[:MOST]:
        what = f"“{one.before}” became “{one.after}”"
        if not one.after:
            what = f"“{one.before}” was taken out"
        elif not one.before:
            what = f"“{one.after}” was put in"
        after = f" after “{one.around}”" if one.around else ""
        words = plain(f"{one.sort.value.upper()}: {what}{after}")
        lines += textwrap.wrap(words, WIDTH, initial_indent="  ", subsequent_indent="    ")
    if len(earlier.changes) > MOST:
        lines.append(f"  and {len(earlier.changes) - MOST} more; the page in the browser shows all.")
    return lines


def coverage_lines(casebook: "Casebook") -> list[str]:
    """How much was looked at: by outlet when, how much came, how many stories a day are kept, and the gaps."""
    coverage, looks = casebook.coverage(), casebook.looks()
    days: dict[str, list[str]] = defaultdict(list)
    stories: Counter[str] = Counter()
    for seen in coverage.collected:
        days[seen.outlet].append(seen.day.isoformat())
        stories[seen.outlet] += seen.number
    gaps = Counter(gap.outlet for gap in coverage.gaps)
    rows = [("OUTLET", "LOOKED AT", "LAST", "CAME", "NEW", "KEPT WITH DAY", "FIRST DAY", "LAST DAY", "GAPS")]
    for outlet in sorted({one[0] for one in looks} | set(days)):
        runs = [one for one in looks if one[0] == outlet]
        rows.append(
            (
                plain(outlet)[:32],
                many(len(runs), "time") if runs else "not logged",
                f"{max(one[1] for one in runs):%Y-%m-%d}" if runs else "–",
                str(sum(one[2] for one in runs)),
                str(sum(one[3] for one in runs)),
                str(stories[outlet]),
                min(days[outlet], default="–"),
                max(days[outlet], default="–"),
                str(gaps[outlet]),
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    lines.append(
        f"\nControl stories, relevant or not: {stories.total()} of {many(len(days), 'outlet')} with their day."
    )
    if coverage.gaps:
        lines.append(f"{many(len(coverage.gaps), 'gap')}:")
        lines += [plain(f"  {gap.outlet}, {gap.period.value}: {gap.why}") for gap in coverage.gaps[:MOST]]
        if len(coverage.gaps) > MOST:
            lines.append(f"  and {len(coverage.gaps) - MOST} more.")
    return lines
