"""``qeyd explain``: say why an article was read as it was."""

import click

from qeyd.cli.common import binary_input, plain, tell


@click.command()
@click.argument("source", metavar="FILE|-")
@click.option("--language", help="Its language, as az, ru, en, tr or uk; otherwise it is told from the text.")
@click.option("--published", help="Its day, month or year: 2025-08-20, 2025-08 or 2025.")
def command(source: str, *, language: str | None, published: str | None) -> int:
    """Read the article in FILE (text, .html or .jsonl) and print each account with its words and reasons.

    Accusations, opinions and pattern claims follow, apart from them.
    """
    from pathlib import PurePath

    from qeyd.cli.show import account_lines, apart_lines
    from qeyd.collect.worker import Worker
    from qeyd.flow.arrivals import Known, arrivals_from
    from qeyd.flow.lines import Trouble
    from qeyd.flow.read import read_one
    from qeyd.model import Period, Report, Unread

    known = Known(language=language, published=Period.parse(published) if published else None)
    status = 0
    with binary_input(source) as (stream, name), Worker() as worker:
        for one in arrivals_from(stream, name, PurePath(source).suffix.lower(), known, worker):
            if isinstance(one, Trouble):
                tell(one)
                status = 1
                continue
            report = Report(
                one.given_id or name,
                one.text,
                url=one.url,
                outlet=one.outlet,
                title=one.title,
                published=one.published,
                language=one.language,
            )
            reading = read_one(report)
            if isinstance(reading, Unread):
                click.echo(f"{plain(report.id)}: not read. {reading.why}")
                status = 1
                continue
            click.echo(
                f"{plain(report.title or report.id)}: {len(reading.accounts)} accounts, by {reading.read_by}"
            )
            for number, account in enumerate(reading.accounts):
                click.echo("\n".join(["", f"[{number}]", *account_lines(account)]))
            click.echo("\n".join(apart_lines(reading)))
    return status
