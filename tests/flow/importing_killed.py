"""Killing an import at random moments, and comparing what is left in the end with one that nobody disturbed."""

import hashlib
import json
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from qeyd.flow.search import search_reports
from qeyd.store import Casebook, open_casebook
from tests.cli.runs import environment
from tests.collect import samples
from tests.store.samples import new_casebook

ENDINGS = {"telegram": "json", "text": "txt", "warc": "warc.gz"}


def mixed_files(folder: Path, number: int) -> None:
    """So many files of all sorts in turn, with many pages in some, updated pages, copies and broken files."""
    folder.mkdir()
    sorts = samples.everything()
    del sorts["wacz"], sorts["xlsx"], sorts["pdf"]  # packed: their text cannot be varied in the bytes
    packed = (("xlsx", samples.xlsx()), ("pdf", samples.pdf()), ("wacz", samples.wacz()))
    table = "date,link,text\n" + "".join(
        f'2019-03-{n % 28 + 1:02},https://daily-{n % 3}.example/table/{n},"{samples.STORY[0]} For {n} days."\n'
        for n in range(600)
    )
    (folder / "000-table.csv").write_text(table)
    names = list(sorts)
    for n in range(number):
        sort, address = names[n % len(names)], f"https://daily-{n % 3}.example/rain/{n // 20}"
        if sort == "warc":
            page = samples.html(paragraphs=(*samples.STORY, f"It rained for {n} days in all, he said."))
            data = samples.warc(3, page)
        else:
            data = sorts[sort].replace(samples.URL.encode(), address.encode())
            data = data.replace(b"two days", b"%d days" % n)
        (folder / f"{n:05}.{ENDINGS.get(sort, sort)}").write_bytes(data)
    for sort, data in packed:
        (folder / f"{number}.{sort}").write_bytes(data)
    (folder / f"{number + 1}.pdf").write_bytes(b"%PDF-1.4 nothing")
    # The first line is a report, the second cannot be used: such a file is taken apart on every run.
    (folder / "001-half.jsonl").write_bytes(samples.lines() + b"{broken\n")


def dump(folder: Path) -> dict[str, object]:
    """All that an import leaves, but its moments: reports in order, bytes, versions, counts, the chain."""
    with open_casebook(folder) as casebook:
        assert casebook.check() == ()
        looked: Counter[str] = Counter()
        for outlet, _, stories, new in casebook.looks():
            looked[f"{outlet} stories"] += stories
            looked[f"{outlet} new"] += new
        reports = []
        for one in casebook.reports():
            media, data = casebook.archived(one.id) or ("", b"")
            capture = casebook.capture(one.id)
            reports.append(
                (
                    one.id, one.url, one.outlet, one.title, str(one.published), one.language, one.text, media,
                    hashlib.sha256(data).hexdigest(), casebook.versions(one.url) if one.url else (), repr(capture),
                )
            )  # fmt: skip
        return {
            "reports": reports,
            "looked": looked,
            "covered": casebook.coverage(),
            "judgements": (casebook.judgements(), casebook.head()),
            "totals": casebook.totals(),
            "words": [found_by(casebook, words) for words in ("rain", "fell -nights", "587")],
        }


def found_by(casebook: Casebook, words: str) -> tuple[list[str], int, int]:
    """The ids of the reports that these words find, how many, and how many wait for their words."""
    found = search_reports(casebook, words, limit=10_000)
    return [hit.report.id for hit in found.hits], found.total, found.waiting


def kill_while_importing(folder: Path, source: Path, *, times: int, seed: int, longest: float) -> int:
    """Kill ``qeyd import`` so often; then let it end.

    In turn soon after something was kept, and at a random moment up to so many seconds. How many kills fell upon
    a run that had kept something and not yet ended comes back.
    """
    new_casebook(folder).close()
    chance = random.Random(seed)
    command = [
        sys.executable, "-c", "from qeyd.cli import main; main()", "import", str(folder), str(source),
    ]  # fmt: skip
    amid = kept = 0
    for n in range(times):
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment()
        ) as run:
            if n % 2:
                time.sleep(chance.uniform(0.5, longest))
            else:
                with open_casebook(folder, writable=False) as casebook:
                    while casebook.totals().reports <= kept and run.poll() is None:
                        time.sleep(0.002)
                time.sleep(chance.uniform(0, 0.1))
            run.kill()
            died = run.wait() < 0
        with open_casebook(folder) as casebook:
            now = casebook.totals().reports
            amid += died and now > kept
            kept = now
    end = subprocess.run(command, capture_output=True, env=environment())
    assert end.returncode == 1 and b"not used" in end.stdout, end.stderr  # the broken files are named
    return amid


def compare(tmp_path: Path, *, files: int, times: int, seed: int, longest: float) -> int:
    """Import undisturbed and killed; both casebooks are the same. How many kills fell amid comes back."""
    mixed_files(tmp_path / "in", files)
    kill_while_importing(tmp_path / "calm", tmp_path / "in", times=0, seed=seed, longest=1)
    amid = kill_while_importing(tmp_path / "killed", tmp_path / "in", times=times, seed=seed, longest=longest)
    calm, killed = dump(tmp_path / "calm"), dump(tmp_path / "killed")
    for part in calm:
        assert killed[part] == calm[part], f"{part} differ: {json.dumps(str(killed[part]))[:2000]}"
    return amid
