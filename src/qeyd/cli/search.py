"""``qeyd search``: find reports by their words."""

import os
from pathlib import Path

import click

from qeyd.cli.common import many, open_folder, passphrase_file_option, plain, progress


@click.command()
@click.argument("casebook", type=click.Path(path_type=Path))
@click.argument("words", nargs=-1)
@click.option("--language", help="Only reports in this language: az, ru, en, tr, uk, ...")
@click.option("--outlet", help="Only reports of this outlet, as the list of reports names it.")
@click.option("--from", "start", metavar="DAY", help="Only reports that can be of this day or later.")
@click.option("--to", "end", metavar="DAY", help="Only reports that can be of this day or earlier.")
@click.option("--skip", "offset", type=click.IntRange(min=0), default=0, help="Leave out the first so many.")
@click.option("--limit", type=click.IntRange(min=1, max=1000), default=20, show_default=True)
@passphrase_file_option
def command(
    casebook: Path,
    words: tuple[str, ...],
    *,
    language: str | None,
    outlet: str | None,
    start: str | None,
    end: str | None,
    offset: int,
    limit: int,
    passphrase_file: Path | None,
) -> int:
    """List the reports of CASEBOOK that have all WORDS in any of their forms, the latest first.

    word* takes any word that begins so, -word (behind --) leaves reports out. Without WORDS all are listed. Words of
    reports are looked for, never persons: their names are not in the index.
    """
    from qeyd.flow.search import index_new_reports, search_reports
    from qeyd.model import Period

    # A month as a limit means its first day, or its last.
    first = Period.parse(start).start.isoformat() if start else None
    last = Period.parse(end).end.isoformat() if end else None
    may_write = os.access(casebook, os.W_OK)
    with open_folder(casebook, passphrase_file, writable=may_write) as opened, progress("Indexed") as more:
        if may_write:
            index_new_reports(opened, done=more)
        found = search_reports(
            opened, " ".join(words), offset=offset, limit=limit, language=language, outlet=outlet,
            start=first, end=last,
        )  # fmt: skip
    for hit in found.hits:
        report = hit.report
        day = report.published.value if report.published else "no day"
        click.echo(
            plain(
                f"{report.id[:12]}  {day}  {report.language or '?'}  {report.outlet or '–'}  {report.title or ''}"
            )
        )
        said = "".join(f"[{piece}]" if marked else piece for piece, marked in hit.pieces)
        click.echo(f"    {plain(said)}")
    shown = len(found.hits)
    rest = f", {offset + 1} to {offset + shown} shown" if shown < found.total and shown else ""
    waiting = f" {many(found.waiting, 'report')} not indexed yet." if found.waiting and words else ""
    click.echo(f"{many(found.total, 'report')}{rest}.{waiting}")
    return 0
