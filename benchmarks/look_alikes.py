"""Pairs of reports that look alike: told of one incident, or of two with the same act, region, number and week.

    python -m benchmarks.look_alikes --pairs 350 --seed 1

True pairs: another language and alphabet, names transliterated, numbers rounded or grown, days that follow from
reporting lag, a place told less finely, fields left out; an early report that knows little; people told by a wider
group; a day told as its month. False pairs: other people by name, another decree with its own people, namesakes, people
of another origin, another town; another step against the same people (held and jailed, ordered out and deported); the
same again months later. That in which they differ both reports tell, or nobody could know. All reports are linked at
once; what is counted is whether the two of a pair are joined. Everything in them is made up.
"""

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from benchmarks.made_reports import ACTS, GIVEN, REGIONS, SURNAMES
from qeyd.link import link
from qeyd.model import (
    Account,
    AccountRef,
    Count,
    Period,
    Place,
    Reading,
    Report,
    Speaker,
    SpeakerSort,
    Stage,
    Stance,
    Target,
    Told,
)

TONGUES = ("en", "az", "ru")
TOWNS = ("Sarovka", "Belgard", "Novolug", "Ustyansk", "Kamenar", "Dolinsk", "Verkhnet", "Ozerny")
ORIGINS = ("Azerbaijanis", "Tajiks", "Uzbeks", "Kyrgyz", "Armenians", "Georgians")
_FRAMES = {
    "en": ("{town}, {region}. {names} {count} people, {decree} {act}, {speaker} said. {more}",
           "It became known what happened in {region}: {act}, {count} {names}, {decree}. {speaker}. {more}"),
    "az": ("{region}, {town}. {names} {count} nəfər, {decree} {act}, {speaker} bildirib. {more}",
           "{town} ətrafında baş verənlər məlum olub: {act}, {count}, {names}. {decree}, {speaker}. {more}"),
    "ru": ("{town}, {region}. {names}, {count} человек, {decree} {act}, сообщил {speaker}. {more}",
           "Стало известно о случившемся в {region}: {act}, {count}, {names}; {decree}. {speaker}. {more}"),
}  # fmt: skip
_MORE = {
    "en": ("Work at the site went on the next day.", "Nobody answered the newspaper's calls.", "The building is old.",
           "Neighbours saw two buses in the morning.", "The case goes to the appeal.", "The office gave no reasons.",
           "The market was open as usual.", "A hearing may follow in spring.", "The papers were sent by post."),
    "az": ("İş ertəsi gün davam edib.", "Qəzetin zənglərinə cavab verən olmayıb.", "Bina köhnədir.",
           "Qonşular səhər iki avtobus görüblər.", "İş apellyasiyaya göndərilir.", "Səbəb açıqlanmayıb.",
           "Bazar həmişəki kimi işləyib.", "Yazda iclas ola bilər.", "Sənədlər poçtla göndərilib."),
    "ru": ("Работы продолжились на следующий день.", "На звонки газеты никто не ответил.", "Здание старое.",
           "Соседи видели утром два автобуса.", "Дело передано в апелляцию.", "Причины не назвали.",
           "Рынок работал как обычно.", "Весной возможно заседание.", "Бумаги отправили почтой."),
}  # fmt: skip
_SPEAKERS = {
    "police": {"en": "police", "az": "polis", "ru": "представитель полиции"},
    "lawyer": {"en": "a lawyer", "az": "vəkil", "ru": "адвокат"},
    "relatives": {"en": "relatives", "az": "yaxınları", "ru": "брат"},
}


@dataclass
class Case:
    """What happened, as a report may tell it."""

    act: str
    country: str
    code: str
    region: str
    town: str
    day: date
    low: int
    high: int | None
    origin: str | None
    people: list[tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)
    decree: int | None = None
    speaker: str = "police"
    sure: frozenset[str] = frozenset()  #: what every report of it tells
    month: bool = False  #: the day is told as its month


def told(rng: random.Random, case: Case, name: str, *, tongue: str, lag: int) -> Reading:
    """One report of a case, in one language, with some of its fields."""
    at = TONGUES.index(tongue)
    who = [f"{given[at]} {surname[at]}" for given, surname in case.people]
    town = case.town if "town" in case.sure or rng.random() < 0.7 else ""
    decree = f"№ {case.decree}," if case.decree and rng.random() < 0.8 else ""
    speaker = _SPEAKERS[case.speaker][tongue]
    text = rng.choice(_FRAMES[tongue]).format(
        town=town or case.region, region=case.region, names=", ".join(who), count=case.low, decree=decree, act=case.act,
        speaker=speaker, more=" ".join(rng.sample(_MORE[tongue], 4)),
    )  # fmt: skip
    published = case.day + timedelta(days=lag)
    report = Report(
        name, text, outlet=f"Outlet {rng.randrange(80)}", language=tongue, published=Period.day(published)
    )
    origin = case.origin if "origin" in case.sure or rng.random() < 0.8 else None
    quote = report.quote(0, text.index(".") if text.index(".") > 40 else min(len(text), 140))

    at_names = text.index(who[0]) if who else 0
    whom = (
        report.quote(at_names, at_names + len(", ".join(who)))
        if who
        else report.quote(text.index(str(case.low)), text.index(str(case.low)) + 1)
    )

    def as_told(value: object) -> Told:  # type: ignore[type-arg]
        return Told(value, quote, "made")

    place = Place(town or case.region, case.country, case.code, case.region, precision=1 if town else 4)
    return Reading(
        report,
        (
            Account(
                name, case.act, Stage.DONE, Stance.ASSERTED, False, quote, "made", 1.0,
                people=as_told(Count(case.low, case.high)) if rng.random() < 0.9 else None,
                target=Told(Target(origin, tuple(who)), whom, "made") if origin or who else None,
                place=as_told(place) if "town" in case.sure or rng.random() < 0.95 else None,
                time=as_told(Period.month(case.day.year, case.day.month) if case.month else Period.day(case.day))
                if "day" in case.sure or case.month or rng.random() < 0.45
                else None,
                said_by=(Speaker(speaker, SpeakerSort.OTHER, report.quote(0, 1)),) if rng.random() < 0.7 else (),
            ),
        ),
    )  # fmt: skip


def new_case(rng: random.Random) -> Case:
    """Anything that may happen."""
    country, code, region, town = rng.choice([one for one in REGIONS if one[2] != one[3]])
    size = rng.choice([1, 1, 1, 2, 3, 3, 4, 5, 8, 12, 18, 20, 40, 100])
    named = size == 1 or rng.random() < 0.6
    return Case(
        rng.choice(ACTS),
        country,
        code,
        region,
        town,
        date(2024, 1, 1) + timedelta(days=rng.randrange(500)),
        size,
        size,
        rng.choice(ORIGINS),
        people(rng, min(size, 2)) if named else [],
        rng.randrange(20, 900) if rng.random() < 0.3 else None,
        rng.choice(list(_SPEAKERS)),
    )


def people(rng: random.Random, count: int) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """So many names, each in three alphabets."""
    return [(rng.choice(GIVEN), tuple(rng.choice(SURNAMES))) for _ in range(count)]  # type: ignore[misc]


def again(rng: random.Random, case: Case) -> Case:
    """The same case as another reporter has it."""
    low, high = case.low, case.high
    if low >= 8 and rng.random() < 0.5:
        low, high = rng.choice(
            [(low // 10 * 10 or low, None), (low + rng.randrange(1, low // 3 + 1), None), (low - 1, low - 1)]
        )
    return Case(case.act, case.country, case.code, case.region, case.town, case.day, low, high, case.origin,
                case.people if len(case.people) < 2 or rng.random() < 0.7 else case.people[:1], case.decree,
                rng.choice(list(_SPEAKERS)))  # fmt: skip


WIDER = {"Tajiks": "Central Asians", "Uzbeks": "Central Asians", "Kyrgyz": "Central Asians",
         "Azerbaijanis": "Caucasians", "Armenians": "Caucasians", "Georgians": "Caucasians"}  # fmt: skip
STEPS = {"detained": "arrested_or_jailed", "arrested_or_jailed": "detained",
         "deported": "deportation_ordered_or_prepared", "deportation_ordered_or_prepared": "deported"}  # fmt: skip


def told_less(rng: random.Random, case: Case) -> tuple[Case, str]:
    """The same case as a report has it that knows less, or says it less exactly."""
    how = rng.choice(["an early report", "a wider group", "a day told as its month"])
    other = again(rng, case)
    if how == "an early report":
        other.people, other.decree = [], None
        other.low, other.high = (2, None) if case.low > 2 else (case.low, case.high)
        other.sure = case.sure = frozenset({"town", "day"})
    elif how == "a wider group":
        other.origin = WIDER[case.origin or "Tajiks"]
        other.sure = case.sure = frozenset({"town", "origin", "day"})
    else:
        other.month = True
        case.sure = frozenset({"day"})
    return other, how


def another_step(rng: random.Random, case: Case) -> tuple[Case, str]:
    """Another act against the same people: the next step of the matter, or the same again months later."""
    other = again(rng, case)
    other.low, other.high = case.low, case.high
    if case.act in STEPS and rng.random() < 0.6:
        other.act = STEPS[case.act]
        other.day = case.day + timedelta(days=rng.randrange(0, 10))
        return other, "another step of the matter"
    other.day = case.day + timedelta(days=rng.randrange(90, 300))
    other.sure = case.sure = frozenset({"day"})
    return other, "the same again, months later"


def another(rng: random.Random, case: Case) -> tuple[Case, str]:
    """Another case with the same act, region, number and week, and in what it differs."""
    day = case.day + timedelta(days=rng.randrange(-3, 4))
    other = Case(case.act, case.country, case.code, case.region, case.town, day, case.low, case.high, case.origin,
                 list(case.people), case.decree,
                 case.speaker if rng.random() < 0.6 else rng.choice(list(_SPEAKERS)))  # fmt: skip
    if case.people:
        other.people = people(rng, len(case.people))
        if case.decree:
            other.decree = case.decree + rng.randrange(1, 4)
            return other, "another decree, other people"
        if rng.random() < 0.2:
            others = [
                (rng.choice([one for one in GIVEN if one != given]), name) for given, name in case.people
            ]
            other.people = others  # type: ignore[assignment]
            return other, "namesakes"
        return other, "other people by name"
    if rng.random() < 0.5:
        other.origin = rng.choice([one for one in ORIGINS if one != case.origin])
        case.sure = other.sure = frozenset({"origin"})
        return other, "people of another origin"
    other.town = rng.choice([one for one in TOWNS if one != case.town])
    case.sure = other.sure = frozenset({"town"})
    return other, "another town of the region"


def made_pairs(count: int, seed: int) -> tuple[list[Reading], list[tuple[str, str, bool, str]]]:
    """The reports of so many true and so many false pairs; for each its reports' ids, whether it is true, and how."""
    rng = random.Random(seed)
    readings: list[Reading] = []
    pairs: list[tuple[str, str, bool, str]] = []
    for number in range(2 * count):
        case = new_case(rng)
        same = number % 2 == 0
        if rng.random() < 0.3:
            second, how = (told_less if same else another_step)(rng, case)
        else:
            second, how = (again(rng, case), "one incident") if same else another(rng, case)
        tongues: Sequence[str] = rng.sample(TONGUES, 2) if rng.random() < 0.7 else [rng.choice(TONGUES)] * 2
        names = f"l{number}a", f"l{number}b"
        for name, one, tongue in zip(names, (case, second), tongues, strict=True):
            readings.append(told(rng, one, name, tongue=tongue, lag=min(int(rng.expovariate(0.5)), 12)))
        pairs.append((*names, same, how))
    return readings, pairs


def main() -> None:
    """Link all pairs at once and print how many were judged right."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=350, help="true ones, and as many false ones")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    readings, pairs = made_pairs(options.pairs, options.seed)
    linked = link(readings)
    home = {ref: one.id for one in linked.incidents for ref in one.accounts}
    joined = {pair: home[AccountRef(pair[0], 0)] == home[AccountRef(pair[1], 0)] for pair in pairs}
    hits = sum(joined[pair] for pair in pairs if pair[2])
    false = sum(joined[pair] for pair in pairs if not pair[2])
    strangers = sum(
        a.report_id[:-1] != b.report_id[:-1]
        for one in linked.incidents for n, a in enumerate(one.accounts) for b in one.accounts[n + 1 :]
    )  # fmt: skip
    print(f"{options.pairs} true and {options.pairs} false pairs: precision {hits / max(hits + false, 1):.3f}, "
          f"recall {hits / options.pairs:.3f}; reports of different pairs joined: {strangers}")  # fmt: skip
    asked, right = (
        Counter(pair[3] for pair in pairs),
        Counter(pair[3] for pair in pairs if joined[pair] == pair[2]),
    )
    flagged = Counter(
        pair[3] for pair in pairs
        if not joined[pair] and home[AccountRef(pair[1], 0)] in linked.possibly.get(home[AccountRef(pair[0], 0)], {})
    )  # fmt: skip
    for how, count in asked.most_common():
        print(
            f"    {how:<30} {right[how]:>4} of {count:>4} right; kept apart and flagged for a person: {flagged[how]}"
        )


if __name__ == "__main__":
    main()
