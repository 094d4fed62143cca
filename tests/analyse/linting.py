"""Reports made up at random, and a linter that reads what they say."""

import re
from datetime import date
from functools import lru_cache

import numpy as np

from qeyd.analyse.entries import Entry
from qeyd.analyse.report import PatternReport, ask_all
from qeyd.analyse.words import Kind, Line, Words
from qeyd.model import Period, Quote, Report
from qeyd.model.account import PatternClaim, PatternSort, Reading
from qeyd.model.coverage import ControlStories, Coverage, DatedRule, Denominator, DenominatorSort, Seen
from qeyd.model.question import Question
from tests.analyse.series import happened, nb, triggered

# What no generated sentence may assert; quotes and the texts of standards are somebody else's words.
VERDICTS = {
    "en": r"systematic|genocid|ethnic cleansing|persecut|deliberate|campaign|contagio|orchestrat|coordinated|ordered"
    r"|\bguilt|crime against|proves?\b|proven|terror|discriminat|unlawful|illegal|targeted",
    "ru": r"систематич|геноцид|чистк|преследован|умышлен|кампани|заражен|скоординир|приказан|виновн|преступлен"
    r"|доказ|террор|дискриминац|незаконн|целенаправл",
    "az": r"sistematik|soyqırım|təmizləm|təqib|qəsdən|kampaniya|yolux|əlaqələndiril|əmr edil|günahkar|cinayət"
    r"|sübut|terror|ayrı-seçkilik|qanunsuz|məqsədyönlü",
}
#: In the nouns of effects set against nothing the one stands, in the others the other.
REPORTED = {"en": "report", "ru": "сообщ", "az": "xəbər"}
AGAINST = {"en": "set against", "ru": "в сопоставлении", "az": "tutuşdurulur"}
_NUMBER = re.compile(r"-?\d[\d.e+]*")
_INTERVAL = re.compile(r": -?[\d.e+]+ \(-?[\d.e+]+ \D{1,6} -?[\d.e+]+, [\d.]+ %[^)]*\)")
_COUNTED = {
    "en": re.compile(r"from \d+ (reported )?incidents of \d+ independent origins"),
    "ru": re.compile(r"по случаям(, о которых сообщалось)? \(числом \d+, независимых источников: \d+\)"),
    "az": re.compile(r"\d+ müstəqil mənbədən olan \d+ (xəbər verilmiş )?hadisə üzrə"),
}
_FREE = (Kind.HEADING, Kind.REFUSAL, Kind.FACT, Kind.QUOTE, Kind.STANDARD, Kind.HOW, Kind.IDS)


@lru_cache(maxsize=16)
def made_up_report(seed: int) -> PatternReport:
    """A report from a random record: some rise, some are short, some have denominators, some tell claims."""
    rng = np.random.default_rng(seed)
    months = int(rng.choice([12, 30, 48]))
    shape = (1, months)
    mean = float(rng.choice([0.6, 3.0, 8.0])) * np.where(
        np.arange(months) >= months // 2, rng.choice([0.5, 1, 3]), 1
    )
    counts = triggered(rng, shape)[0] if rng.random() < 0.2 else nb(rng, mean, 3.0, shape)[0]
    outlets = ("Çay", "Bulaq", "Körpü")
    entries = [_doubted(one, rng) for one in happened(counts, outlets=outlets)]
    starts = [date(2022 + i // 12, i % 12 + 1, 1) for i in range(months)]
    seen = tuple(Seen(o, day, int(rng.poisson(30))) for o in outlets for day in starts if rng.random() < 0.98)
    has_control, has_people = rng.random() < 0.5, rng.random() < 0.5
    controls = (ControlStories("accidents", "made up", seen), ControlStories("weather", "made up", seen[::2]))
    coverage = Coverage(collected=seen, controls=controls if has_control else ())
    people = tuple(
        Denominator(
            "residents",
            DenominatorSort.POPULATION,
            group,
            "RU",
            value,
            "made-up census",
            Period.parse("2021"),
        )
        for group, value in (("Tajiks", 2e4), ("Azerbaijanis", 3e4), (None, 1e6))
    )
    report = Report("r1", "A clear increase, say observers; a deliberate policy.", outlet="Çay")
    claims = PatternClaim("observers", tuple(PatternSort), report.quote(0, 32))
    rule = DatedRule("decree", "Decree 7", starts[months // 2], "made-up gazette")
    question = Question(
        "made up", Period(starts[0], date(starts[-1].year, starts[-1].month, 28), 5), seed=seed,
        replicates=int(rng.choice([0, 5])), denominators=("accidents", "weather", "residents"), rules=("decree",),
        looks=int(rng.choice([1, 4])),
    )  # fmt: skip
    quotes: list[tuple[str, Quote]] = [(entries[0].id, report.quote(2, 16))] if entries else []
    return ask_all(
        entries, coverage, people if has_people else (), (rule,), question, now=starts[-1],
        readings=(Reading(report, pattern_claims=(claims,)),), official=quotes, policy=quotes,
    )  # fmt: skip


def _doubted(one: Entry, rng: np.random.Generator) -> Entry:
    told = {key: getattr(one, key) for key in one.__slots__}
    act = str(rng.choice(["detained", "deported", "fined"]))
    told |= {"act": act, "confidence": float(rng.uniform(0.6, 1.0)), "affair": f"a{rng.integers(0, 60)}"}
    if rng.random() < 0.1:
        told |= {"first": None, "last": None}
    if rng.random() < 0.2:
        told["actors"] = ("police",)
    return Entry(**told)


def troubles(report: PatternReport, language: str) -> list[str]:
    """What is wrong with the words of a report; nothing, it is hoped."""
    words = Words(language)
    out = []
    for line in words.report(report):
        out += [f"{line.kind}: {what}: {line.text}" for what in wrong(line, language)]
    return out


def wrong(line: Line, language: str) -> list[str]:
    """What is wrong with one line."""
    found = []
    if line.kind not in (Kind.QUOTE, Kind.STANDARD) and re.search(
        VERDICTS[language], line.text, re.IGNORECASE
    ):
        found.append("a verdict word")
    if line.kind in (Kind.EFFECT, Kind.CHANGED):
        if not _INTERVAL.search(line.text):
            found.append("a number without its interval")
        if not _COUNTED[language].search(line.text):
            found.append("no number of incidents")
        interval = _INTERVAL.search(line.text)
        noun = line.text[: interval.start()] if interval else line.text
        if AGAINST[language] not in line.text and REPORTED[language] not in noun.lower():
            found.append("a number set against nothing that speaks of more than reports")
        if line.text.count(";") < 2:
            found.append("no method or assumption")
    elif line.kind not in _FREE and _NUMBER.search(line.text):
        found.append("a bare number")
    return found
