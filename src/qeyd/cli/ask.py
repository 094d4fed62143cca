"""``qeyd ask``: write a question down before looking."""

from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="QUESTION.toml")
@click.option("--name", required=True, help="A short name.")
@click.option("--window", required=True, help='From and to, both included: "2023-01/2024-12".')
@click.option("--unit", type=click.Choice(["month", "week"]), default="month", show_default=True)
@click.option("--group", "groups", multiple=True, help="Only this group (may be repeated).")
@click.option("--act", "acts", multiple=True, help="Only this act, by its code (may be repeated).")
@click.option("--place", "places", multiple=True, help="Only this country or region, by ISO 3166 code.")
@click.option("--against", "denominators", multiple=True, help="A denominator set or control topic, by name.")
@click.option("--rule", "rules", multiple=True, help="A dated rule to ask about, by id.")
@click.option("--alpha", type=float, default=0.05, show_default=True, help="The level of every test.")
@click.option("--looks", type=int, default=1, show_default=True, help="How often you will look.")
@click.option("--seed", type=int, default=1, show_default=True, help="Fixes every draw.")
def command(file: Path, *, name: str, window: str, unit: str, groups: tuple[str, ...], acts: tuple[str, ...],
            places: tuple[str, ...], denominators: tuple[str, ...], rules: tuple[str, ...], alpha: float, looks: int,
            seed: int) -> int:  # fmt: skip
    """Write a question to QUESTION.toml, before the numbers are seen.

    Its digest stands in every report made with it. An existing file is left alone: another question is another file.
    """
    from qeyd.flow.write import whole_file
    from qeyd.model import Period
    from qeyd.model.question import Question

    if file.exists():
        raise click.UsageError(f"{file} is there already. A question is not changed; write another file.")
    question = Question(
        name, Period.parse(window), unit, groups, acts, places, denominators, rules, alpha, looks, seed=seed
    )
    with whole_file(file) as stream:
        stream.write(question.to_toml())
    click.echo(f"{file}: question {question.digest}")
    return 0
