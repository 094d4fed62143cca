"""``qeyd testimony``: keep what somebody told, with what they agreed to."""

from datetime import UTC, datetime
from pathlib import Path

import click

from qeyd.cli.common import binary_input, open_folder, passphrase_file_option


@click.command()
@click.argument("casebook", type=click.Path(path_type=Path))
@click.argument("source", metavar="FILE.txt|-|REPORT")
@click.option(
    "--how",
    type=click.Choice(["phone call", "visit", "letter", "message", "other"]),
    default="other",
    show_default=True,
)
@click.option("--title", help="A title for the list.")
@click.option("--language", help='Its language ("az", "ru", ...); told from the text without.')
@click.option("--received", metavar="DAY", help="The day it was told; relative words of time count from it.")
@click.option("--may-count", is_flag=True, help="It may stand behind numbers.")
@click.option("--may-quote", is_flag=True, help="Its words may be shown, names masked.")
@click.option("--may-publish", is_flag=True, help="What it tells may be published as a record.")
@click.option("--consent-only", is_flag=True, help="SOURCE is a testimony's id: note what is agreed to now.")
@click.option("--note", help="A note for those who work in the casebook.")
@click.option("--coder", default="keeper", show_default=True, help="Who recorded it; stands in the record.")
@passphrase_file_option
def command(
    casebook: Path,
    source: str,
    *,
    how: str,
    title: str | None,
    language: str | None,
    received: str | None,
    may_count: bool,
    may_quote: bool,
    may_publish: bool,
    consent_only: bool,
    note: str | None,
    coder: str,
    passphrase_file: Path | None,
) -> int:
    """Keep in CASEBOOK what somebody told (a call, a visit, a letter), read from a text file.

    Without a --may option nothing is agreed to: it is seen by those who work in the casebook and by nobody else.
    """
    from qeyd.flow.testimony import Testimony, consent_words, record_testimony, set_consent
    from qeyd.model import Consent

    now = datetime.now(UTC)
    consent = Consent(may_count, may_quote, may_publish)
    with open_folder(casebook, passphrase_file) as opened:
        if consent_only:
            ids = opened.find_reports(source)
            if len(ids) != 1:
                raise click.UsageError(f'"{source}" names {len(ids) or "no"} reports. Give one id.')
            set_consent(opened, ids[0], consent, coder=coder, at=now, note=note)
            click.echo(f"{ids[0]}  {consent_words(consent)}")
            return 0
        with binary_input(source) as (stream, name):
            try:
                text = stream.read().decode("utf-8-sig")
            except UnicodeDecodeError as problem:
                raise click.UsageError(f"{name}: it is not UTF-8. Save it as UTF-8 text.") from problem
        told = Testimony(text, how, consent, title, language, received, note)
        added = record_testimony(opened, told, coder=coder, at=now)
    click.echo(f"{added.id}  {consent_words(consent)}")
    return 0
