"""How long publishing a casebook of 10,000 made incidents takes, gathering and protecting included. Seconds.

    python benchmarks/publish.py [INCIDENTS] [FOLDER]

The casebook is made of the invented reports of made_reports.py, and kept in FOLDER where one is given.
"""

import cProfile
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from made_reports import made_readings

from qeyd.flow import publish as flow
from qeyd.flow.link import link_casebook
from qeyd.model import Reading
from qeyd.store import Arrival, Casebook, create_casebook, open_casebook

NOW = datetime(2026, 12, 1, tzinfo=UTC)
ACCOUNTS_EACH = 3.5  #: accounts of an incident in the made record, about


def make(folder: Path, incidents: int) -> None:
    """A casebook of about so many incidents."""
    made = [one for one, _ in made_readings(int(incidents * ACCOUNTS_EACH), seed=8, days=1500)]
    with create_casebook(folder, passphrase=None, now=NOW) as casebook:
        casebook.add(
            [
                Arrival(text=one.report.text, data=f"{one.report.id} {one.report.text}".encode(),
                        url=f"https://made.example/{one.report.id}", outlet=one.report.outlet,
                        title=one.report.text[:60], published=one.report.published, language=one.report.language)
                for one in made
            ],
            now=NOW,
        )  # fmt: skip
        kept = {one.url: one for one in casebook.reports()}
        readings = []
        for one in made:
            report = kept[f"https://made.example/{one.report.id}"]
            readings.append(replace(Reading(report, tuple(_moved(it, report.id) for it in one.accounts))))
        casebook.keep_readings(readings)
        link_casebook(casebook)


def _moved(value: Any, id: str) -> Any:
    """A noun with all its quotes in this report."""
    from dataclasses import fields, is_dataclass

    if isinstance(value, tuple):
        return tuple(_moved(one, id) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    names = {one.name for one in fields(value)}
    changed = {one: _moved(getattr(value, one), id) for one in names if one != "report_id"}
    return replace(value, **changed, **({"report_id": id} if "report_id" in names else {}))


def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, telling how long each call took."""

    def call(*args: Any, **more: Any) -> Any:
        start, busy = time.perf_counter(), time.process_time()
        out = function(*args, **more)
        busy = time.process_time() - busy
        print(f"  {name:32} {time.perf_counter() - start:7.1f} s, {busy:7.1f} s of a core", flush=True)
        return out

    return call


def _busy() -> float:
    """Seconds of a core of this process and of those that it started and that have ended."""
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


def publish(casebook: Casebook, out: Path) -> None:
    """Publish once, each step timed."""
    for name in ("gather", "protect", "write_all", "names_to_find", "_put"):
        setattr(flow, name, timed(name, getattr(flow, name)))
    flow.Check.leaks = timed("leaks not found while writing", flow.Check.leaks)  # type: ignore[method-assign]
    start, busy = time.perf_counter(), _busy()
    done = flow.publish_casebook(casebook, out, name="bench", made_up=True)
    size = sum(one.stat().st_size for one in out.rglob("*") if one.is_file()) / 1e6
    print(f"{len(done.release.incidents)} incidents, {done.names_checked} people, {done.files} files, {size:.0f} MB: "
          f"{time.perf_counter() - start:.1f} s, {_busy() - busy:.1f} s of a core in all processes")  # fmt: skip


def main(incidents: str = "10000", folder: str = "") -> None:
    """Make the casebook where it is not there, and publish it."""
    with tempfile.TemporaryDirectory() as scratch:
        record = Path(folder or scratch) / f"record-{incidents}"
        if not record.exists():
            timed("made", make)(record, int(incidents))
        with open_casebook(record) as casebook:
            print(f"{casebook.count_incidents()} incidents, {casebook.totals().reports} reports")
            profile = cProfile.Profile()
            if os.environ.get("PROFILE"):
                profile.enable()
            try:
                publish(casebook, Path(scratch) / "out")
            except flow.LeakFound as problem:
                print(*problem.leaks[:20], sep="\n")
            if os.environ.get("PROFILE"):
                profile.disable()
                profile.dump_stats(os.environ["PROFILE"])


if __name__ == "__main__":
    main(*sys.argv[1:])
