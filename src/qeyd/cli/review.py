"""``qeyd review``: what waits for a person, and answering it, where there is no browser."""

from datetime import UTC, datetime
from pathlib import Path

import click

from qeyd.cli.common import many, open_folder, passphrase_file_option, plain


@click.command()
@click.argument("casebook", type=click.Path(path_type=Path))
@click.argument("account", metavar="[REPORT:NUMBER]", required=False)
@click.argument("verdict", type=click.Choice(["yes", "no", "unsure"]), required=False)
@click.option("--undo", metavar="JUDGEMENT", help="Take back a decision.")
@click.option("--redo", metavar="JUDGEMENT", help="Have a decision count again that was taken back.")
@click.option("--history", is_flag=True, help="Show the last decisions instead of what waits.")
@click.option("--limit", default=20, show_default=True)
@click.option("--note", help="Why; stands in the record.")
@click.option("--coder", default="keeper", show_default=True, help="Who decides; stands in the record.")
@passphrase_file_option
def command(
    casebook: Path,
    account: str | None,
    verdict: str | None,
    *,
    undo: str | None,
    redo: str | None,
    history: bool,
    limit: int,
    note: str | None,
    coder: str,
    passphrase_file: Path | None,
) -> int:
    """Show what waits for review in CASEBOOK, the likeliest first; or answer for one account.

    REPORT:NUMBER is an account as "qeyd show" names it. "qeyd link" works incidents out anew afterwards.
    """
    from qeyd.flow import review
    from qeyd.flow.history import recent_changes
    from qeyd.flow.inbox import inbox
    from qeyd.model import AccountRef, Verdict

    now = datetime.now(UTC)
    with open_folder(casebook, passphrase_file) as opened:
        if undo or redo:
            turn = review.undo if undo else review.redo
            done = turn(opened, undo or redo or "", coder=coder, at=now, note=note)
            click.echo(done.judgements[-1])
        elif account:
            if verdict is None:
                raise click.UsageError("Say yes, no or unsure.")
            id, _, number = account.rpartition(":")
            ids = opened.find_reports(id)
            if len(ids) != 1 or not number.isdecimal():
                raise click.UsageError(f'"{account}" names no account. Give it as REPORT:NUMBER.')
            ref = AccountRef(ids[0], int(number))
            done = review.judge_account(opened, ref, Verdict(verdict), coder=coder, at=now, note=note)
            click.echo(f"{done.judgements[0]}{'  another coder says otherwise' if done.disputed else ''}")
        elif history:
            for one in recent_changes(opened, limit=limit):
                state = "" if one.counts else "  taken back"
                about = " ".join(filter(None, (one.about.value, one.field)))
                subjects = ":".join(part[:12] for part in one.subjects[:2]) if one.about != "name" else ""
                click.echo(
                    f"{one.judgement[:16]}  {one.at:%Y-%m-%d %H:%M}  {plain(one.coder)}  {about} {one.verdict}  "
                    f"{subjects}{state}"
                )
        else:
            page = inbox(opened, limit=limit)
            for row in page.rows:
                words = plain(row.title or "No title")[:60]
                click.echo(f"{row.report_id[:12]}  {row.relevance:.2f}  {many(row.open, 'account')}  {words}")
            totals = page.totals
            click.echo(
                f"{many(totals.open_accounts, 'account')} in {many(totals.to_review, 'report')} to review, "
                f"{totals.disputed} disputed, {totals.unsure} unsure, {totals.done} done."
            )
    return 0
