"""How many pages a second are taken from the disk into a casebook, worker process, index of words and all.

By the clock, and by the processor time of both processes together: what one core does, whatever else the machine does.

python benchmarks/import.py [PAGES]
"""

import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from qeyd.collect.worker import Worker
from qeyd.flow.importing import import_files
from qeyd.store import create_casebook


def page(number: int) -> str:
    """An invented page of some 40 KiB with 25 paragraphs, menus and boxes."""
    words = "On the second day the river near Dolin rose by {} centimetres, and the bridge stayed closed, he said. "
    body = "".join(f"<p>{words.format(number * 31 + n) * 3}</p>" for n in range(25))
    menu = "".join(f'<li class="menu-item"><a href="/section/{n}">Section {n}</a></li>' for n in range(150))
    box = "".join(f'<div class="related"><a href="/r/{n}">Another story {n}</a></div>' for n in range(60))
    return (
        f'<html lang="en"><head><title>Rain {number}</title><meta property="article:published_time" '
        f'content="2019-03-05T10:00:00Z"><link rel="canonical" href="https://daily-a.example/{number}"></head><body>'
        f"<ul>{menu}</ul><article><h1>Rain in Dolin {number}</h1>{body}</article>{box}</body></html>"
    )


def main() -> None:
    """Measure and print."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder, "in")
        inside.mkdir()
        for number in range(pages):
            (inside / f"{number}.html").write_text(page(number))
        with (
            create_casebook(Path(folder, "c"), passphrase=None, now=datetime.now(UTC)) as casebook,
            Worker() as worker,
        ):
            import_files(casebook, [inside / "0.html"], worker=worker)  # loads what is loaded once
            began, before = time.perf_counter(), sum(os.times()[:2])
            done = import_files(casebook, [inside], worker=worker)
            took, own = time.perf_counter() - began, sum(os.times()[:2]) - before
    theirs = sum(os.times()[2:4])  # of the worker, which has ended by now
    print(
        f"{pages} pages of {len(page(1)) >> 10} KiB: {pages / took:.0f} pages/s by the clock, "
        f"{pages / (own + theirs):.0f} by processor time ({done.outcomes}); "
        f"{own / pages * 1000:.1f} ms a page here, {theirs / pages * 1000:.1f} in the worker, its start in it"
    )


if __name__ == "__main__":
    main()
