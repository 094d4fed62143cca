"""``qeyd add``: put articles into a casebook."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qeyd.cli.common import binary_input, many, open_folder, passphrase_file_option, progress, tell

if TYPE_CHECKING:
    from qeyd.collect.worker import Worker
    from qeyd.flow.arrivals import Known
    from qeyd.flow.lines import Trouble
    from qeyd.store import Added, Arrival


@click.command()
@click.argument("casebook", type=click.Path(path_type=Path))
@click.argument("sources", nargs=-1, required=True)
@click.option("--format", "sort", type=click.Choice(["text", "html", "jsonl"]), help="What the sources are.")
@click.option("--url", help="The address of the one article that is added.")
@click.option("--outlet", help="Who published it; otherwise the host of its address.")
@click.option("--title", help="Its title.")
@click.option("--published", help="Its day, month or year: 2025-08-20, 2025-08 or 2025.")
@click.option("--language", help="Its language, as az, ru, en, tr or uk; otherwise it is told from the text.")
@click.option("--agent", metavar="WORDS", help="For an address: the User-Agent that the site is told.")
@click.option(
    "--proxy",
    metavar="http://HOST:PORT",
    help="For an address: ask through this proxy, which resolves names.",
)
@click.option("--ids", is_flag=True, help="Print the id of each report as soon as it is safely kept.")
@passphrase_file_option
def command(
    casebook: Path,
    sources: tuple[str, ...],
    *,
    sort: str | None,
    url: str | None,
    outlet: str | None,
    title: str | None,
    published: str | None,
    language: str | None,
    agent: str | None,
    proxy: str | None,
    ids: bool,
    passphrase_file: Path | None,
) -> int:
    """Add articles to CASEBOOK: text, HTML (.html) and JSON Lines (.jsonl) files, - for standard input, or an address.

    Standard input is taken as JSON Lines unless --format says otherwise. Nothing is added twice: the same page
    again is known, other words at the same address are a new version.
    """
    from qeyd.collect.worker import Worker
    from qeyd.flow.add import add_reports
    from qeyd.flow.arrivals import Known
    from qeyd.model import Period
    from qeyd.store import Outcome

    told = Known(url, outlet, title, Period.parse(published) if published else None, language)
    if told != Known() and len(sources) > 1:
        raise click.UsageError("--url, --outlet, --title, --published and --language go with one source.")
    with open_folder(casebook, passphrase_file) as opened, Worker() as worker, progress("Added") as more:

        def kept(added: "tuple[Added, ...]") -> None:
            more(len(added))
            if ids:
                click.echo("".join(f"{one.id}\t{one.outcome.value}\n" for one in added), nl=False)

        coming = _coming(sources, sort, told, worker, agent=agent, proxy=proxy)
        done = add_reports(opened, coming, kept=kept, trouble=tell)
    new, versions = done.outcomes.get(Outcome.NEW, 0), done.outcomes.get(Outcome.NEW_VERSION, 0)
    rest = [
        f"{many(versions, 'new version')} of known addresses" if versions else "",
        f"{done.outcomes.get(Outcome.KNOWN, 0)} known already" if done.outcomes.get(Outcome.KNOWN) else "",
        f"{done.outcomes.get(Outcome.FORGOTTEN, 0)} forgotten, not taken in"
        if done.outcomes.get(Outcome.FORGOTTEN)
        else "",
        f"{done.masked} with a forgotten name masked" if done.masked else "",
        f"{many(done.troubles, 'trouble')} told above" if done.troubles else "",
    ]
    if not ids:
        click.echo(", ".join([f"{many(new, 'report')} added", *filter(None, rest)]) + ".")
    return 1 if done.troubles or done.outcomes.get(Outcome.FORGOTTEN) else 0


def _coming(
    sources: tuple[str, ...],
    sort: str | None,
    told: "Known",
    worker: "Worker",
    *,
    agent: str | None,
    proxy: str | None,
) -> "Iterator[Arrival | Trouble]":
    from qeyd.errors import Refused, Unreachable
    from qeyd.flow.arrivals import arrivals_from, arrivals_in
    from qeyd.flow.fetch import AGENT, Manner, fetch, is_address
    from qeyd.flow.lines import Trouble

    ending = {"text": ".txt", "html": ".html", "jsonl": ".jsonl", None: None}[sort]
    for source in sources:
        if is_address(source):
            try:
                yield fetch(source, told, Manner(agent=agent or AGENT, proxy=proxy), worker=worker)
            except (Refused, Unreachable) as problem:
                yield Trouble(source, str(problem).removeprefix(f"{source}: "))
        elif source == "-":
            with binary_input(source) as (stream, name):
                yield from arrivals_from(stream, name, ending or ".jsonl", told, worker)
        else:
            yield from arrivals_in(Path(source), told, suffix=ending, worker=worker)
