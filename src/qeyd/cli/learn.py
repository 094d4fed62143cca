"""``qeyd learn``: what the judgements of a casebook would teach, and letting it take effect."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qeyd.cli.common import many, open_folder, passphrase_file_option, plain

if TYPE_CHECKING:
    from qeyd.flow.learn import Lesson


@click.command()
@click.argument("casebook", type=click.Path(path_type=Path))
@click.option("--accept", metavar="ID", help="Let this lesson take effect.")
@click.option("--take-back", metavar="ID", help="Have this lesson no longer take effect.")
@click.option("--coder", default="keeper", show_default=True, help="Who decides; it stands in the record.")
@passphrase_file_option
def command(
    casebook: Path, *, accept: str | None, take_back: str | None, coder: str, passphrase_file: Path | None
) -> int:
    """Show what the judgements of CASEBOOK would teach it, before and after on what was judged.

    Nothing takes effect without --accept. Words take effect when reports are read, all else at once; after either,
    "qeyd link" works incidents out anew.
    """
    from datetime import UTC, datetime

    from qeyd.flow.learn import accept_lesson, lessons, propose_learning, take_back_lesson

    if accept and take_back:
        raise click.UsageError("Give --accept or --take-back, not both.")
    now = datetime.now(UTC)
    with open_folder(casebook, passphrase_file) as opened:
        if accept:
            accept_lesson(opened, accept, coder=coder, at=now)
            click.echo('In effect. Run "qeyd read" and "qeyd link" to have incidents follow it.')
            return 0
        if take_back:
            take_back_lesson(opened, take_back, coder=coder, at=now)
            click.echo('No longer in effect. Run "qeyd read" and "qeyd link" to have incidents follow.')
            return 0
        proposed = propose_learning(opened, now=now)
        shown = {one.id for one in proposed}
        for one in (*proposed, *(one for one in lessons(opened) if one.id not in shown)):
            click.echo("\n".join(lesson_lines(one)))
    return 0


def lesson_lines(one: "Lesson") -> list[str]:
    """A lesson in lines: what it teaches, on how much it rests, what it changes."""
    state = one.state if one.state != "proposed" or one.can_tell else "cannot tell"
    lines = [f"{one.id}  {plain(one.title)}  [{state}]"]
    if one.why:
        lines.append(f"    {plain(one.why)}.")
    if one.before:
        changes = ", ".join(
            f"{name} {before:.3g} -> {one.after.get(name, before):.3g}" for name, before in one.before.items()
        )
        lines.append(f"    from {many(one.n, 'judgement')}: {changes}")
    if one.decided_by:
        lines.append(f"    {one.state} by {plain(one.decided_by)}, {one.decided_at:%Y-%m-%d %H:%M} UTC")
    return lines
