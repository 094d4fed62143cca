"""Twenty coders at once in the browser's door, on a casebook of 10,000 incidents: no error, nothing lost, how fast.

    python benchmarks/desk_web.py [INCIDENTS] [CODERS] [DECISIONS]

The program runs as a user starts it (``qeyd serve``); each coder is a thread that logs in, looks at the inbox and, for
each decision, opens a report's review page and sends a form: an answer, a corrected field, a merge, an undo. Times are
milliseconds as the coder sees them, median and worst, all at once on the cores of this machine.
"""

import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import httpx

from benchmarks.desk import fill
from qeyd.flow.coders import Role, add_coder
from qeyd.flow.link import link_casebook
from qeyd.model import AccountRef
from qeyd.store import create_casebook, open_casebook


class Coder(threading.Thread):
    """One coder with a browser."""

    def __init__(
        self, number: int, start: str, refs: list[AccountRef], incidents: list[str], decisions: int
    ) -> None:
        super().__init__()
        self.number, self.start_at, self.refs, self.incidents = number, start, refs, incidents
        self.decisions = decisions
        self.kept: list[str] = []
        self.errors: list[str] = []
        self.times: dict[str, list[float]] = defaultdict(list)

    def run(self) -> None:
        """Log in, decide, log out."""
        chance = random.Random(self.number)
        with httpx.Client(base_url=self.start_at, timeout=60) as self.client:
            page = self.call("log in, page", "GET", "/login").text
            form = {"name": f"coder {self.number}", "password": password(self.number), "csrf": token(page)}
            self.call("log in", "POST", "/login", form)
            page = self.call("inbox", "GET", "/inbox").text
            csrf = token(page)
            for step in range(self.decisions):
                ref = chance.choice(self.refs)
                base = f"/review/{ref.report_id}"
                self.call("review page", "GET", f"{base}?account=1")
                if step % 10 == 4:
                    one, other = chance.sample(self.incidents, 2)
                    done = self.call("merge", "POST", f"/same/{one}/{other}", {"csrf": csrf, "verdict": "no"})
                elif step % 10 == 9 and self.kept:
                    fields = {"csrf": csrf, "judgement": self.kept[-1], "back": "/inbox"}
                    done = self.call("undo", "POST", "/undo", fields)
                elif step % 3 == 2:
                    fields = {"csrf": csrf, "start": "0", "end": "5", "value": str(chance.randint(1, 40))}
                    done = self.call("set a field", "POST", f"{base}/accounts/1/fields/people", fields)
                else:
                    fields = {"csrf": csrf, "verdict": chance.choice(["yes", "no", "unsure"])}
                    done = self.call("answer", "POST", f"{base}/accounts/1", fields)
                found = re.search(r"did=(\w+)", done.headers.get("location", ""))
                if found:
                    self.kept.append(found[1])
            self.call("inbox", "GET", "/inbox")
            self.call("incidents", "GET", "/incidents")

    def call(
        self, what: str, method: str, address: str, form: dict[str, str] | None = None
    ) -> httpx.Response:
        """One request, timed; whatever is no page or redirect is an error."""
        headers = {"origin": self.start_at} if form is not None else {}
        began = time.perf_counter()
        answer = self.client.request(method, address, data=form, headers=headers)
        self.times[what].append((time.perf_counter() - began) * 1000)
        if answer.status_code not in {200, 303}:
            title = re.search(r"<h1>([^<]+)", answer.text)
            self.errors.append(f"{what}: {answer.status_code} {title[1] if title else ''}")
        return answer


def token(page: str) -> str:
    """The token in a page's forms."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    return found[1] if found else ""


def password(number: int) -> str:
    """A long password, another for each."""
    return f"a few quiet words for number {number * 7919}"


def main() -> None:
    """Make the casebook, start the program, let all coders work, look whether all was kept."""
    incidents, coders, decisions = (
        int(given) if given else usual
        for given, usual in zip((*sys.argv[1:4], *[""] * 3), (10_000, 20, 30), strict=False)
    )
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record"
        with create_casebook(record, passphrase=None, now=datetime.now(UTC)) as casebook:
            refs = fill(casebook, incidents)
            link_casebook(casebook)
            ids = [one.id for one in casebook.incidents(limit=None)]
            now = datetime.now(UTC)
            add_coder(casebook, "reviewer", "eleven loud white geese", Role.REVIEWER, now=now)
            for number in range(coders):
                add_coder(casebook, f"coder {number}", password(number), Role.CODER, now=now)
        print(f"{len(ids)} incidents from {len(refs)} reports, {coders} coders, {decisions} decisions each")
        command = [sys.executable, "-c", "from qeyd.cli import main; main()", "serve", str(record)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
            assert program.stdout is not None
            start = program.stdout.readline().strip().rstrip("/")
            people = [Coder(number, start, refs, ids, decisions) for number in range(coders)]
            began = time.perf_counter()
            for one in people:
                one.start()
            for one in people:
                one.join()
            took = time.perf_counter() - began
            program.terminate()
        with open_casebook(record) as casebook:
            kept = {one.id for one in casebook.judgements()}
            told = [id for one in people for id in one.kept]
            print(
                f"{len(told)} decisions told to be kept, {sum(id in kept for id in told)} are; in {took:.1f} s"
            )
            print(
                f"{sum(len(one.errors) for one in people)} errors; check finds {len(casebook.check())} problems"
            )
        for error in sorted({error for one in people for error in one.errors}):
            print("   ", error)
        times: dict[str, list[float]] = defaultdict(list)
        for one in people:
            for what, all_of in one.times.items():
                times[what] += all_of
        for what, all_of in times.items():
            print(f"{what:16} {statistics.median(all_of):8.1f} {max(all_of):8.1f}  ({len(all_of)})")


if __name__ == "__main__":
    main()
