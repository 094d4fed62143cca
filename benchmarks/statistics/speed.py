"""How long all findings take: 10,000 made-up incidents, 50 drawn versions, 60 months, 30 outlets, 20 regions.

    python benchmarks/statistics/speed.py [INCIDENTS] [REPLICATES]

Prints the seconds of each question; the target is 60 s for all of them on two cores.
"""

import sys
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from qeyd.analyse.entries import Entry
from qeyd.analyse.report import ask_all
from qeyd.model import Period
from qeyd.model.coverage import ControlStories, Coverage, DatedRule, Denominator, DenominatorSort, Seen
from qeyd.model.question import Question

GROUPS = ("Tajiks", "Azerbaijanis", "Uzbeks", "Kyrgyz", "Jehovah's Witnesses")
ACTS = (
    "detained",
    "searched_or_raided",
    "deported",
    "fined",
    "beaten_or_tortured",
    "convicted",
    "killed",
    "listed",
)
REGIONS = tuple(f"RU-{chr(65 + i)}{chr(65 + i)}" for i in range(20))
OUTLETS = tuple(f"outlet {i}" for i in range(30))
MONTHS = [date(2020 + i // 12, i % 12 + 1, 1) for i in range(60)]


def clock() -> tuple[float, float]:
    """Seconds on the wall, and of this process."""
    return time.perf_counter(), time.process_time()


def record(number: int, seed: int = 1) -> list[Entry]:
    """Incidents over five years, some undated, some doubtful, some perhaps the same as others."""
    rng = np.random.default_rng(seed)
    out = []
    for i in range(number):
        day = MONTHS[0] + timedelta(days=int(1826 * rng.beta(1.4, 1.0)))
        vague = rng.random()
        first, last = (day, day) if vague > 0.2 else (day.replace(day=1), day.replace(day=28))
        people = int(rng.pareto(1.3) * 3) + 1
        group = GROUPS[int(rng.choice(5, p=(0.4, 0.2, 0.2, 0.15, 0.05)))]
        out.append(Entry(
            f"i{i:05d}", f"a{int(rng.integers(0, max(number * 7 // 10, 1))):05d}", ACTS[int(rng.integers(0, 8))],
            None if vague < 0.05 else first, None if vague < 0.05 else last,
            known_by=last + timedelta(days=int(rng.exponential(12))),
            groups=((group, 1.0),) if rng.random() < 0.8 else ((group, 0.6), ("Central Asians", 0.4)),
            places=((REGIONS[int(rng.integers(0, 20))], 1.0),),
            low=people if rng.random() < 0.7 else None, high=people + int(rng.integers(0, 5)),
            outlets=tuple(sorted({OUTLETS[int(rng.integers(0, 30))] for _ in range(1 + int(rng.poisson(0.6)))})),
            origins=1 + int(rng.poisson(0.4)), confidence=float(rng.uniform(0.5, 1.0)),
            maybe_same=(f"i{i - 1:05d}",) if i and rng.random() < 0.05 else (), actors=("police",) if i % 3 else (),
        ))  # fmt: skip
    return out


def main() -> None:
    """Ask everything once, with the time of each step."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    replicates = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    rng = np.random.default_rng(2)
    seen = tuple(Seen(o, day, int(rng.poisson(40))) for o in OUTLETS for day in MONTHS)
    coverage = Coverage(
        seen, (), (ControlStories("accidents", "made up", seen), ControlStories("weather", "made up", seen))
    )
    people = tuple(
        Denominator(
            "residents",
            DenominatorSort.POPULATION,
            group,
            region,
            1e4 if group else 1e6,
            "made up",
            Period.year(2021),
        )
        for region in REGIONS
        for group in (*GROUPS, None)
    )
    rules = (DatedRule("decree", "Decree 7", MONTHS[30], "made-up gazette"),)
    question = Question(
        "speed", Period(MONTHS[0], date(2024, 12, 31), 5), denominators=("accidents", "weather", "residents"),
        rules=("decree",), replicates=replicates,
    )  # fmt: skip
    entries = record(number)
    steps: list[tuple[str, tuple[float, float]]] = []
    start = clock()
    report = ask_all(
        entries, coverage, people, rules, question, now=date(2025, 1, 31),
        progress=lambda name, _done, _of: steps.append((name, clock())),
    )  # fmt: skip
    end = clock()
    for (name, at), (_, after) in zip(steps, [*steps[1:], ("", end)], strict=True):
        print(f"{name:<24}{after[0] - at[0]:7.2f} s, {after[1] - at[1]:7.2f} s of this process")
    print(
        f"{report.n} incidents, {replicates} drawn versions, {report.tested} tested: "
        f"{end[0] - start[0]:.1f} s, {end[1] - start[1]:.1f} s of this process"
    )


if __name__ == "__main__":
    main()
