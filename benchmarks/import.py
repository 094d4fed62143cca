"""How many pages a second are taken from the disk into a casebook, worker process and all, on one core.

python benchmarks/import.py [PAGES]
"""

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
            began = time.perf_counter()
            done = import_files(casebook, [inside], worker=worker)
            took = time.perf_counter() - began
    print(f"{pages} pages of {len(page(1)) >> 10} KiB: {pages / took:.0f} pages/s ({done.outcomes})")


if __name__ == "__main__":
    main()
