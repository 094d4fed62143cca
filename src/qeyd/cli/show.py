"""``qeyd show``: the incidents of a casebook as a table, or one of them in full."""

import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qeyd.cli.common import many, open_folder, passphrase_file_option, plain

if TYPE_CHECKING:
    from qeyd.flow.effective import AccountState
    from qeyd.model import Account, Incident, Reading, Told
    from qeyd.store import Casebook

WIDTH = 110


@click.command()
@click.argument("casebook", type=click.Path(path_type=Path))
@click.argument("incident", required=False)
@click.option("--limit", default=50, show_default=True, help="Show so many incidents.")
@click.option("--all", "everything", is_flag=True, help="Show all incidents.")
@click.option(
    "--names",
    type=click.Choice(["keep", "mask"]),
    default="keep",
    help="Mask private people's names, and leave out testimony that may not be shown.",
)
@click.option(
    "--coverage", is_flag=True, help="Show which outlet was looked at when, how much came, the gaps."
)
@passphrase_file_option
def command(
    casebook: Path,
    incident: str | None,
    *,
    limit: int,
    everything: bool,
    names: str,
    coverage: bool,
    passphrase_file: Path | None,
) -> int:
    """Show the incidents of CASEBOOK, or one INCIDENT with its accounts, their words, and why they are one.

    INCIDENT may also be the id of a report: its versions are shown, and what changed between them.
    """
    with open_folder(casebook, passphrase_file, writable=False) as opened:
        if coverage:
            from qeyd.cli.show_more import coverage_lines

            click.echo("\n".join(coverage_lines(opened)))
            return 0
        if incident:
            return _show_one(opened, incident, mask=names == "mask")
        if names == "mask":
            from qeyd.flow.permits import incidents_for

            whole, _ = incidents_for(opened, "publish")
            shown = whole if everything else whole[:limit]
        else:
            shown = opened.incidents(limit=None if everything else limit)
        totals = opened.totals()
        for line in table(shown):
            click.echo(line)
        left = totals.incidents - len(shown)
        click.echo(
            f"{many(totals.incidents, 'incident')} in {many(totals.affairs, 'affair')}, "
            f"from {many(totals.accounts, 'account')} in {many(totals.reports, 'report')}"
            + (f", {totals.unread} of which could not be read" if totals.unread else "")
            + (f"; {left} not shown, see --all." if left else ".")
        )
    return 0


def table(incidents: "tuple[Incident, ...]") -> list[str]:
    """The incidents as lines of a table."""
    rows = [("ID", "WHEN", "WHERE", "ACT", "PEOPLE", "GRADE", "REPORTS", "ORIGINS")]
    for one in incidents:
        place = f"{one.place.name}, {one.place.country or '?'}" if one.place else "not said"
        act = (
            one.act
            + (" (planned)" if one.stage == "planned" else "")
            + (f" ({one.stance})" if one.stance != "asserted" else "")
        )
        reports = len({ref.report_id for ref in one.accounts})
        rows.append(
            (
                one.id[:12],
                one.time.value if one.time else "not said",
                plain(place)[:28],
                act[:44],
                figure(one),
                one.grade.value,
                str(reports),
                str(one.independent_origins),
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def figure(incident: "Incident") -> str:
    """How many people, in a few signs: "3", "3-5", "10+", "up to 4", "?"."""
    people = incident.people
    if people is None or (people.low is None and people.high is None):
        return "?"
    if people.low == people.high:
        return str(people.low)
    if people.high is None:
        return f"{people.low}+"
    return f"up to {people.high}" if people.low is None else f"{people.low}-{people.high}"


def _show_one(casebook: "Casebook", wanted: str, *, mask: bool = False) -> int:
    from qeyd.flow.effective import Effective, effective_reading
    from qeyd.flow.permits import held_back, incidents_for
    from qeyd.flow.read import masked_reading

    found = casebook.find_incidents(wanted)
    incident = casebook.incident(found[0] if len(found) == 1 else wanted)
    reports = casebook.find_reports(wanted) if incident is None and not found and not mask else ()
    if len(reports) == 1 and (report := casebook.report(reports[0])):
        from qeyd.cli.show_more import report_lines

        click.echo("\n".join(report_lines(casebook, report)))
        return 0
    if incident is None:
        what = (
            f"{len(found)} incidents begin so. Give more of the id."
            if found
            else "there is no such incident."
        )
        raise click.UsageError(f'"{wanted}": {what}')
    held = held_back(casebook, "publish") if mask else frozenset()
    unquoted = held_back(casebook, "quote") if mask else frozenset()
    if held:
        ours = {one.id: one for one in incidents_for(casebook, "publish")[0]}
        if incident.id not in ours:
            raise click.UsageError(f'"{wanted}" rests on testimony that may not be published.')
        incident = ours[incident.id]
    for line in table((incident,)):
        click.echo(line)
    click.echo(f"\nAffair {incident.affair}. {plain(incident.why)}")
    for one in incident.disagreements:
        values = "; ".join(
            f"{plain(told.value)} ({many(len(told.accounts), 'account')})" for told in one.values
        )
        click.echo(f"They disagree on {one.field}: {values}")
    for other in incident.possibly_same_as:
        click.echo(f"Possibly the same as {other}.")
    for ref in incident.accounts:
        known = effective_reading(casebook, ref.report_id)
        if not isinstance(known, Effective) or ref.index >= len(known.reading.accounts):
            continue
        if ref.report_id in unquoted:
            click.echo(f"\nTestimony, not quoted\n  report {ref.report_id}, account {ref.index}")
            continue
        state = known.states[ref.index]
        reading = masked_reading(known.reading) if mask else known.reading
        accounts = getattr(reading, "accounts", ())
        report = reading.report
        published = report.published.value if report.published else "no date"
        head = ", ".join(filter(None, (report.outlet, published, report.language, report.url)))
        click.echo(
            f"\n{plain(report.title or 'No title')}\n  {plain(head)}\n  report {report.id}, account {ref.index}"
        )
        click.echo("\n".join([*account_lines(accounts[ref.index]), *state_lines(state)]))
    return 0


def account_lines(account: "Account") -> list[str]:
    """An account in lines: what it tells, the words each thing rests on, and why it was read so."""
    kind = f"{account.act}, {account.stage}, {account.stance}{', background' if account.background else ''}"
    lines = [f"  {kind} ({account.confidence:.2f}, {account.read_by})", *_wrapped(f"“{account.quote.text}”")]
    fields: dict[str, tuple[Told[Any] | None, Callable[[Any], str]]] = {
        "people": (account.people, lambda it: f"{it.low if it.low is not None else '?'} to "
                   f"{it.high if it.high is not None else '?'} {it.unit}"),
        "target": (account.target, lambda it: ", ".join(filter(None, (it.group, *it.names)))),
        "actor": (account.actor, lambda it: f"{it.name}{f' ({it.sort})' if it.sort else ''}"),
        "place": (account.place, lambda it: ", ".join(filter(None, (it.name, it.admin1_name, it.country)))),
        "time": (account.time, lambda it: it.value),
        "ground": (account.ground, lambda it: ", ".join(it.articles) or "as told"),
    }  # fmt: skip
    for name, (told, words) in fields.items():
        if told is not None:
            said = f" according to {', '.join(one.name for one in told.said_by)}" if told.said_by else ""
            lines += _wrapped(
                f"{name}: {words(told.value)}{said}, from “{told.quote.text}” (by {told.read_by})"
            )
    for name, speakers in (("said by", account.said_by), ("denied by", account.denied_by)):
        if speakers:
            lines += _wrapped(f"{name}: " + "; ".join(f"{one.name} ({one.sort})" for one in speakers))
    for reason in account.why:
        lines += _wrapped(f"because: {reason}")
    return lines


def apart_lines(reading: "Reading") -> list[str]:
    """What a reading keeps apart from facts, in lines: accusations, opinions and pattern claims, and whose they are."""
    lines = []
    for one in reading.accusations:
        against = f" against {one.against}" if one.against else ""
        lines += ["", *_wrapped(f"accusation by {one.by or 'somebody unnamed'}{against}: “{one.quote.text}”")]
    for opinion in reading.opinions:
        lines += [
            "",
            *_wrapped(f"opinion of {opinion.speaker or 'somebody unnamed'}: “{opinion.quote.text}”"),
        ]
    for claim in reading.pattern_claims:
        sorts = ", ".join(claim.claims)
        lines += [
            "",
            *_wrapped(
                f"pattern claim ({sorts}) of {claim.speaker or 'somebody unnamed'}: “{claim.quote.text}”"
            ),
        ]
    return lines


def state_lines(state: "AccountState") -> list[str]:
    """What people said of an account, in lines; none where nobody said anything."""
    lines = []
    if state.standing.answers:
        said = ", ".join(f"{one.coder} {one.verdict}" for one in state.standing.answers)
        lines += _wrapped(f"reviewed: {state.standing.state} ({said})")
    for name, one in state.fields.items():
        what = {"yes": "corrected by", "disputed": "disputed between"}.get(one.state.value, "looked at by")
        lines += _wrapped(f"{name}: {what} {', '.join(each.coder for each in one.answers)}")
    return lines


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(plain(words), WIDTH, initial_indent="    ", subsequent_indent="      ") or ["    "]
