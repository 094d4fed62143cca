"""``qeyd import``: take in folders of saved pages, PDFs, web archives, tables, mail and channel exports."""

import json
from pathlib import Path

import click

from qeyd.cli.common import many, open_folder, passphrase_file_option, progress, tell

_SORTS = ["html", "mhtml", "pdf", "warc", "wacz", "jsonl", "csv", "xlsx", "eml", "mbox", "telegram", "text"]


@click.command("import")
@click.argument("casebook", type=click.Path(path_type=Path))
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format", "sort", type=click.Choice(_SORTS), help="What all the files are; else told by each."
)
@click.option(
    "--column", "columns", multiple=True, metavar="FIELD=NAME", help="Which column of a table is what."
)
@click.option(
    "--mapping", type=click.Path(dir_okay=False, path_type=Path), help="A saved mapping of columns."
)
@click.option(
    "--save-mapping", type=click.Path(dir_okay=False, path_type=Path), help="Save --column as a mapping."
)
@passphrase_file_option
def command(
    casebook: Path,
    sources: tuple[Path, ...],
    *,
    sort: str | None,
    columns: tuple[str, ...],
    mapping: Path | None,
    save_mapping: Path | None,
    passphrase_file: Path | None,
) -> int:
    """Take files and folders into CASEBOOK.

    HTML, MHTML, PDF, WARC, WACZ, JSON Lines, CSV, XLSX, .eml, .mbox, exports of Telegram channels, text. Nothing is
    taken twice; run the same command again to go on after an interruption.
    """
    from qeyd.collect.worker import Worker
    from qeyd.flow.importing import import_files
    from qeyd.flow.write import whole_file
    from qeyd.store import Outcome

    wanted = _mapping(columns, mapping)
    with open_folder(casebook, passphrase_file) as opened, Worker() as worker, progress("Imported") as more:
        done = import_files(opened, sources, mapping=wanted, sort=sort, worker=worker, more=more)
    if save_mapping is not None and wanted:
        with whole_file(save_mapping) as stream:
            json.dump(wanted, stream, ensure_ascii=False, indent=1)
    for one in done.refused:
        tell(one)
    new, versions = done.outcomes.get(Outcome.NEW, 0), done.outcomes.get(Outcome.NEW_VERSION, 0)
    click.echo(
        f"{many(new, 'report')} taken, {many(versions, 'new version')} of known addresses, "
        f"{done.outcomes.get(Outcome.KNOWN, 0)} already there, {len(done.refused)} not used, "
        f"from {many(done.files, 'file')} ({done.files_there} taken in before)."
    )
    return 1 if done.refused or done.outcomes.get(Outcome.FORGOTTEN) else 0


def _mapping(columns: tuple[str, ...], file: Path | None) -> dict[str, str] | None:
    from qeyd.collect.tables import FIELDS

    wanted: dict[str, str] = {}
    if file is not None:
        try:
            read = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as problem:
            raise click.UsageError(f"{file}: it is no saved mapping ({problem}).") from problem
        if not isinstance(read, dict) or not all(isinstance(one, str) for one in read.values()):
            raise click.UsageError(f'{file}: a mapping looks like {{"text": "Body", "published": "Date"}}.')
        wanted |= read
    for one in columns:
        field, mark, name = one.partition("=")
        if not mark:
            raise click.UsageError(f"--column {one}: write it as text=NAME.")
        wanted[field] = name
    if unknown := set(wanted) - set(FIELDS):
        raise click.UsageError(
            f"{sorted(unknown)} are no fields of a report. Fields are {', '.join(FIELDS)}."
        )
    return wanted or None
