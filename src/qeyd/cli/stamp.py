"""``qeyd stamp``: have the day on which a file existed attested, now or later."""

from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("authority", required=False)
def command(file: Path, authority: str | None) -> int:
    """Have FILE time-stamped (RFC 3161) by the AUTHORITY at an address; only a digest of FILE is sent.

    The query is written to FILE.tsq and waits there: without AUTHORITY, or when it cannot be reached, run the same
    command again later. The answer becomes FILE.tsr. Verify with: openssl ts -verify -queryfile FILE.tsq -in FILE.tsr
    """
    from qeyd.flow.stamps import ask, query
    from qeyd.flow.write import whole_bytes

    question, answer = Path(f"{file}.tsq"), Path(f"{file}.tsr")
    if answer.exists():
        click.echo(f"{answer} is there already.")
        return 0
    if not question.exists():
        whole_bytes(question, query(file.read_bytes()))
    if authority is None:
        click.echo(f"{question} waits for an authority.")
        return 0
    whole_bytes(answer, ask(authority, question.read_bytes()))
    click.echo(f"{answer} written.")
    return 0
