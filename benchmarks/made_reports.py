"""Made reports and accounts with the collisions that real ones have, for timing and look-alike tests.

Nothing here is about anybody: names are drawn from lists of common given names and surnames (the commonest come up
hundreds of times, as in life), places and acts with a long tail, and an affair's incidents are told by several outlets
in several languages, with fields missing, figures rounded and a third of the reports copied from an earlier one.
"""

# ruff: noqa: E501

import random
from collections.abc import Iterator
from datetime import date, timedelta

from qeyd.model import (
    Account,
    Count,
    Period,
    Place,
    Quote,
    Reading,
    Report,
    Speaker,
    SpeakerSort,
    Stage,
    Stance,
    Target,
    Told,
)

GIVEN = [("Vugar", "Vüqar", "Вугар"), ("Rashad", "Rəşad", "Рашад"), ("Elchin", "Elçin", "Эльчин"),
         ("Shahin", "Şahin", "Шахин"), ("Anvar", "Ənvər", "Анвар"), ("Gunay", "Günay", "Гюнай"),
         ("Ilgar", "İlqar", "Ильгар"), ("Jeyhun", "Ceyhun", "Джейхун"), ("Khalid", "Xalid", "Халид"),
         ("Murad", "Murad", "Мурад"), ("Natig", "Natiq", "Натик"), ("Orkhan", "Orxan", "Орхан"),
         ("Parviz", "Pərviz", "Парвиз"), ("Rovshan", "Rövşən", "Ровшан"), ("Samir", "Samir", "Самир"),
         ("Tural", "Tural", "Турал"), ("Yusif", "Yusif", "Юсиф"), ("Zaur", "Zaur", "Заур"),
         ("Bahrom", "Bəhrom", "Бахром"), ("Davlat", "Dövlət", "Давлат"), ("Farrukh", "Fərrux", "Фаррух"),
         ("Hikmat", "Hikmət", "Хикмат"), ("Jamshid", "Cəmşid", "Джамшид"), ("Kamol", "Kamol", "Камол")]  # fmt: skip
_ROOTS = [("Mammad", "Məmməd", "Мамед"), ("Ali", "Əli", "Али"), ("Hasan", "Həsən", "Гасан"),
          ("Huseyn", "Hüseyn", "Гусейн"), ("Guli", "Quli", "Кули"), ("Rahim", "Rəhim", "Рагим"),
          ("Jafar", "Cəfər", "Джафар"), ("Safar", "Səfər", "Сафар"), ("Karim", "Kərim", "Керим"),
          ("Nazar", "Nəzər", "Назар"), ("Mirz", "Mirz", "Мирз"), ("Shirin", "Şirin", "Ширин"),
          ("Bayram", "Bayram", "Байрам"), ("Novruz", "Novruz", "Новруз"), ("Abbas", "Abbas", "Аббас"),
          ("Rustam", "Rüstəm", "Рустам"), ("Salim", "Səlim", "Салим"), ("Tagi", "Tağı", "Таги"),
          ("Veli", "Vəli", "Вели"), ("Yunus", "Yunus", "Юнус"), ("Zeynal", "Zeynal", "Зейнал"),
          ("Kholmat", "Xolmat", "Холмат"), ("Sharip", "Şərip", "Шарип"), ("Umar", "Umar", "Умар"),
          ("Odil", "Odil", "Одил"), ("Murtaz", "Murtəz", "Муртаз"), ("Ibrahim", "İbrahim", "Ибрагим"),
          ("Iskandar", "İskəndər", "Искандар"), ("Jalil", "Cəlil", "Джалил"), ("Qadir", "Qədir", "Гадир")]  # fmt: skip
SURNAMES = [tuple(root + end for root, end in zip(roots, ends, strict=True)) for ends in
            (("ov", "ov", "ов"), ("li", "li", "ли"), ("zade", "zadə", "заде"), ("bekov", "bəyov", "беков"),
             ("khanov", "xanov", "ханов")) for roots in _ROOTS]  # fmt: skip
REGIONS = [("RU", f"RU-{code}", name, town) for code, name, town in
           [("MOW", "Moscow", "Moscow"), ("SPE", "Saint Petersburg", "Saint Petersburg"), ("SVE", "Sverdlovsk Oblast", "Yekaterinburg"),
            ("MOS", "Moscow Oblast", "Podolsk"), ("TYU", "Tyumen Oblast", "Tyumen"), ("IRK", "Irkutsk Oblast", "Angarsk"),
            ("ZAB", "Zabaykalsky Krai", "Chita"), ("KHA", "Khabarovsk Krai", "Khabarovsk"), ("ROS", "Rostov Oblast", "Rostov-on-Don"),
            ("VOR", "Voronezh Oblast", "Voronezh"), ("CHE", "Chelyabinsk Oblast", "Chelyabinsk"), ("NVS", "Novosibirsk Oblast", "Novosibirsk"),
            ("KDA", "Krasnodar Krai", "Krasnodar"), ("SAM", "Samara Oblast", "Tolyatti"), ("TA", "Tatarstan", "Kazan")]]  # fmt: skip
REGIONS += [
    ("AZ", f"AZ-{n}", name, name)
    for n, name in enumerate(["Baku", "Ganja", "Sumqayit", "Lankaran", "Sheki", "Quba"])
]
REGIONS += [
    ("TR", f"TR-{n}", name, name) for n, name in enumerate(["Istanbul", "Ankara", "Izmir", "Van", "Bursa"])
]
ACTS = ["detained", "arrested_or_jailed", "citizenship_revoked", "searched_or_raided", "deported",
        "deportation_ordered_or_prepared", "released", "charged_or_prosecuted", "convicted", "fined",
        "beaten_or_tortured", "entry_ban", "conscription_pressure", "mass_document_check", "listed"]  # fmt: skip
GROUPS = ["Azerbaijanis", "Tajiks", "Uzbeks", "Kyrgyz", "migrants", "journalists", None]
_WORDS = [a + b + c for a in ("ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "ze")
          for b in ("r", "l", "m", "n", "s", "t", "k", "d") for c in ("an", "el", "is", "or", "um", "ad", "ek", "in")]  # fmt: skip
_SPEAKERS = ["police", "lawyer", "brother", "prosecutor's office", "migration department", None, None]


def _long_tail(rng: random.Random, items: list, power: float = 1.6) -> object:  # type: ignore[type-arg]
    return items[min(int(len(items) * rng.random() ** power), len(items) - 1)]


def _sentence(rng: random.Random, words: int) -> str:
    return " ".join(_long_tail(rng, _WORDS, 2.0) for _ in range(words)).capitalize() + ". "  # type: ignore[misc]


def made_readings(accounts: int, *, seed: int, days: int = 1500) -> Iterator[tuple[Reading, tuple[str, ...]]]:
    """Readings with about this many accounts in all, each with the true incident of each of its accounts."""
    rng = random.Random(seed)
    made = number = affair = 0
    while made < accounts:
        affair += 1
        country, code, region, town = _long_tail(rng, REGIONS)  # type: ignore[misc]
        day = date(2022, 1, 1) + timedelta(days=rng.randrange(days))
        group = _long_tail(rng, GROUPS)
        size = 1 if rng.random() < 0.5 else rng.choice([2, 3, 3, 4, 5, 8, 12, 18, 20, 40, 100])
        persons = [(rng.choice(GIVEN), _long_tail(rng, SURNAMES)) for _ in range(min(size, 2))]
        named = rng.random() < (0.8 if size == 1 else 0.3)
        acts = rng.sample(ACTS, rng.choice([1, 1, 2, 3]))
        speaker = rng.choice(_SPEAKERS)
        earlier: list[str] = []
        for _ in range(min(1 + int(rng.expovariate(0.35)), 30)):
            number += 1
            tongue = rng.randrange(3)
            language = ("en", "az", "ru")[tongue]
            published = day + timedelta(days=int(rng.expovariate(0.5)))
            who = [f"{given[tongue]} {surname[tongue]}" for given, surname in persons] if named else []
            if earlier and rng.random() < 0.33:
                words = rng.choice(earlier).split()
                body = " ".join(words[: int(len(words) * rng.uniform(0.5, 1.0))])
            else:
                body = "".join(_sentence(rng, rng.randrange(8, 18)) for _ in range(rng.randrange(5, 12)))
                earlier.append(body)
            told = [act for act in acts if rng.random() < 0.8] or acts[:1]
            lead = f"{' ve '.join(who)} {town} {size} {region}. "
            report = Report(f"m{seed}-{number}", lead + body, outlet=f"Outlet {rng.randrange(120)}", language=language,
                            published=Period.day(published))  # fmt: skip
            quote = Quote(report.id, 0, len(lead), lead)
            out = []
            for act in told:
                count = None if rng.random() < 0.15 else Count(size, size if rng.random() < 0.85 else None)
                fine = rng.random() < 0.6
                place = Place(town if fine else region, country, code, region, precision=1 if fine else 4)
                out.append(
                    Account(
                        report.id, act, Stage.DONE, Stance.ASSERTED, rng.random() < 0.1, quote, "made", 1.0,
                        people=Told(count, quote, "made") if count else None,
                        target=Told(Target(group, tuple(who)), quote, "made") if group or who else None,  # type: ignore[arg-type]
                        place=Told(place, quote, "made") if rng.random() < 0.85 else None,
                        time=Told(Period.day(day), quote, "made") if rng.random() < 0.5 else None,
                        said_by=(Speaker(speaker, SpeakerSort.OTHER, quote),) if speaker else (),
                    )
                )  # fmt: skip
            made += len(out)
            yield Reading(report, tuple(out)), tuple(f"{affair}/{act}" for act in told)
