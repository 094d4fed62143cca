"""How fast the pages that look at many incidents are: first page, filters, search, timeline, map, affairs.

    python benchmarks/explore.py [INCIDENTS] [--keep FOLDER]

Reports and incidents are invented; each incident is told by one to three reports. Times are of the whole answer, from
the request to the last byte of HTML, in this process, in milliseconds: the first call, the median and the worst by the
clock, and the median of the processor's time, which other programs on the computer do not lengthen.
"""

import argparse
import random
import statistics
import tempfile
import time
import warnings
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from qeyd.flow.search import index_new_reports
from qeyd.model import (
    AccountRef,
    Actor,
    Affair,
    Figure,
    Grade,
    Incident,
    Period,
    Place,
    Stage,
    Stance,
    Target,
)
from qeyd.store import Arrival, Casebook, create_casebook

START = date(2031, 1, 1)
NOW = datetime(2036, 1, 1, tzinfo=UTC)
ACTS = ("detained", "deported", "searched_or_raided", "fined", "convicted", "citizenship_revoked", "released")
GROUPS = ("Tajiks", "Azerbaijanis", "Uzbeks", "Kyrgyz", "journalists", "migrants", None)
REGIONS = (
    ("RU-TYU", "Tyumen Oblast"), ("RU-OMS", "Omsk Oblast"), ("RU-ZAB", "Zabaykalsky Krai"),
    ("RU-KHA", "Khabarovsk Krai"), ("RU-SAM", "Samara Oblast"), ("RU-PER", "Perm Krai"), ("RU-MOW", "Moscow"),
    ("RU-SPE", "Saint Petersburg"), ("RU-BA", "Bashkortostan"), ("RU-KDA", "Krasnodar Krai"),
)  # fmt: skip
AUTHORITIES = ("police", "security service", "court", "migration office", "border service", "army")
PAGES = {
    "first page": "/incidents",
    "page 100": "/incidents?page=100",
    "by people": "/incidents?order=people",
    "act": "/incidents?act=detained",
    "group": "/incidents?group=Tajiks",
    "authority": "/incidents?authority=police",
    "region": "/incidents?country=RU&admin1=RU-ZAB",
    "outlet": "/incidents?outlet=Outlet+7",
    "language": "/incidents?language=az",
    "origins": "/incidents?origins=3%2B",
    "month": "/incidents?when=2033-05",
    "five at once": "/incidents?act=detained&group=Tajiks&stage=done&language=ru&grade=single",
    "nothing fits": "/incidents?act=killed&group=Tajiks",
    "a word": "/incidents?q=worder",
    "timeline by month": "/timeline",
    "timeline by week": "/timeline?by=week",
    "timeline of an act": "/timeline?act=detained",
    "map": "/map",
    "map of an act": "/map?act=detained",
    "affairs": "/affairs",
    "follow-ups": "/follow-ups",
    "one affair": "/affairs/a2",
    "reports": "/reports",
    "reports with a word": "/reports?q=worder",
    "reports not read": "/reports?sort=unread",
}


def fill(casebook: Casebook, number: int) -> None:
    """Invented reports, and incidents that they tell."""
    chance = random.Random(7)
    arrivals, told = [], []
    for n in range(number):
        day = START + timedelta(days=int(1800 * chance.random() ** 0.8))
        refs = []
        for copy in range(chance.choice((1, 1, 1, 2, 3))):
            outlet = int(60 * chance.random() ** 2)
            text = f"Report {n} of {copy}: word{chance.choice(('er', 'ing', 'ed', 's'))} in town {n % 977}."
            refs.append(len(arrivals))
            arrivals.append(
                Arrival(
                    text.encode(),
                    text,
                    url=f"https://o{outlet}.example/{n}-{copy}",
                    outlet=f"Outlet {outlet}",
                    published=Period.parse(day.isoformat()),
                    language=chance.choice(("ru", "ru", "az", "en")),
                )
            )
        told.append((day, refs))
    added = casebook.add(arrivals, now=NOW)
    incidents, affairs = [], {}
    for n, (day, refs) in enumerate(told):
        accounts = tuple(AccountRef(added[at].id, 0) for at in refs)
        code, name = REGIONS[int(len(REGIONS) * chance.random() ** 2)]
        when = chance.random()
        people = int(1 / (1 - chance.random() * 0.99))
        planned = chance.random() < 0.06
        incident = Incident(
            id=f"i{n}",
            affair=f"a{n // 3}",
            act=ACTS[int(len(ACTS) * chance.random() ** 2)],
            stage=Stage.PLANNED if planned else Stage.DONE,
            stance=chance.choice((Stance.ASSERTED, Stance.ASSERTED, Stance.CLAIMED)),
            accounts=accounts,
            origins=tuple((ref,) for ref in accounts),
            people=Figure(people, people, people) if chance.random() < 0.8 else None,
            target=Target(chance.choice(GROUPS)),
            place=Place(name, "RU", code, name, precision=4) if chance.random() < 0.9 else None,
            time=None if when < 0.1 else Period.parse(day.isoformat() if when < 0.8 else day.isoformat()[:7]),
            actors=(Actor("an office", chance.choice(AUTHORITIES)),) if chance.random() < 0.8 else (),
            outlets=tuple(sorted({arrivals[at].outlet or "" for at in refs})),
            languages=tuple(sorted({arrivals[at].language or "" for at in refs})),
            grade=chance.choice((Grade.SINGLE, Grade.SINGLE, Grade.CORROBORATED, Grade.CONTESTED)),
            why="invented",
        )
        incidents.append(incident)
        affairs.setdefault(incident.affair, []).append(incident)
    index_new_reports(casebook)
    casebook.keep_incidents(
        incidents,
        [
            Affair(
                id,
                tuple(one.id for one in ones),
                tuple(one.id for one in ones if one.stage is Stage.PLANNED),
                "invented",
            )
            for id, ones in affairs.items()
        ],
        now=NOW,
    )


def measure(casebook: Casebook, *, times: int) -> None:
    """Say how long each page takes."""
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

    from qeyd.web.app import make_app

    client = TestClient(
        make_app(casebook, port=8000, token="t"),  # noqa: S106 (no secret)
        base_url="http://127.0.0.1:8000",
        follow_redirects=False,
    )
    client.get("/?token=t")
    for name, address in PAGES.items():
        took, worked = [], []
        for _ in range(times + 1):
            start, begun = time.perf_counter(), time.process_time()
            answer = client.get(address)
            took.append(1000 * (time.perf_counter() - start))
            worked.append(1000 * (time.process_time() - begun))
            assert answer.status_code == 200, (address, answer.status_code)
        print(
            f"{name:<20} first {took[0]:7.1f} ms   median {statistics.median(took[1:]):7.1f} ms   "
            f"worst {max(took[1:]):7.1f} ms   processor {statistics.median(worked[1:]):6.1f} ms   "
            f"{len(answer.content) / 1000:5.0f} kB"
        )


def main() -> None:
    """Fill a casebook and time the pages on it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("incidents", type=int, nargs="?", default=10_000)
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--keep", type=Path, help="leave the casebook in this folder")
    parser.add_argument("--locked", action="store_true", help="with a passphrase")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        passphrase = "invented words" if asked.locked else None
        start = time.perf_counter()
        with create_casebook(asked.keep or Path(scratch) / "c", passphrase=passphrase, now=NOW) as casebook:
            fill(casebook, asked.incidents)
            print(f"{casebook.totals()}; filled in {time.perf_counter() - start:.1f} s")
            measure(casebook, times=asked.times)


if __name__ == "__main__":
    main()
