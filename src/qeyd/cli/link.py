"""``qeyd link``: work out incidents from accounts."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qeyd.cli.common import (
    binary_input,
    many,
    open_folder,
    passphrase_file_option,
    progress,
    tell,
    text_output,
)

if TYPE_CHECKING:
    from qeyd.model import Reading, Unread


@click.command()
@click.argument("source", metavar="CASEBOOK|FILE.jsonl|-")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the incidents to this file.")
@passphrase_file_option
def command(source: str, *, output: Path | None, passphrase_file: Path | None) -> int:
    """Work out which accounts tell of the same incident, from one origin, of one affair.

    In a CASEBOOK the incidents are kept in place of the old ones, their ids remembered; where nothing changed since the
    last time, nothing is worked out anew. Readings in a FILE, as
    "qeyd read" writes them, become incidents on standard output, one a line.
    """
    from qeyd.flow.link import link_readings, link_what_changed
    from qeyd.model.shapes import incident_to_json

    if Path(source).is_dir():
        with open_folder(Path(source), passphrase_file) as casebook:
            linked = link_what_changed(casebook)
            totals = casebook.totals()
            if output is not None:
                with text_output(output) as out:
                    for incident in casebook.incidents(order="oldest", limit=None):
                        out.write(json.dumps(incident_to_json(incident), ensure_ascii=False) + "\n")
        if output is None or str(output) != "-":
            told = f"{many(totals.incidents, 'incident')} in {many(totals.affairs, 'affair')}"
            click.echo(f"{told}.")
            for merge in linked.merged:
                click.echo(f"{merge.gone} and {merge.kept} are one incident now: {merge.kept}.")
        return 0
    readings, troubles = _readings(source)
    with text_output(output) as out:
        for incident in link_readings(readings).incidents:
            out.write(json.dumps(incident_to_json(incident), ensure_ascii=False) + "\n")
    return 1 if troubles else 0


def _readings(source: str) -> "tuple[list[Reading | Unread], int]":
    from qeyd.flow.lines import Trouble, readings

    found: list[Reading | Unread] = []
    troubles = 0
    with binary_input(source) as (stream, name), progress("Taken in") as more:
        for one in readings(stream, name):
            if isinstance(one, Trouble):
                troubles += 1
                tell(one)
            else:
                found.append(one)
                more(1)
    return found, troubles
