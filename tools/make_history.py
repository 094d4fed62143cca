"""Make the two-year history of the example: invented reports, control stories, permit holders, rules and questions.

    python tools/make_history.py [FOLDER]

Writes reports.jsonl, controls.csv, denominators.csv, rules.toml and the questions into FOLDER (by default where the
package keeps them). Everything in them but the places is invented, and every report says so. What was put in, so that
one can see whether the analysis finds it:

- detentions: from September 2024 on three times as many; the press's attention doubles at the same time
- raids: always as many; only the attention doubles
- Tajiks are hit three times as often per person; of what hits Kyrgyz, deportations are a larger part
- days of one month lie near each other; some reports come weeks late; one outlet begins, another pauses
"""

import calendar
import json
import random
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

SEED = 71073
FIRST, MONTHS = date(2023, 6, 1), 27
UNTIL = date(2025, 9, 30)  #: the collection's last day
TURN = date(2024, 9, 1)
HERE = Path(__file__).resolve().parents[1] / "src" / "qeyd" / "example" / "history"

#: name, address, language, from when, how much of the press it is
OUTLETS = [
    ("Meridian Wire", "meridianwire", "en", FIRST, 3),
    ("Kavkaz Today", "kavkaztoday", "en", FIRST, 2),
    ("Столица-Пресс", "stolica-press", "ru", FIRST, 3),
    ("Читинский вестник", "chitavestnik", "ru", FIRST, 2),
    ("Амурский курьер", "amurkurier", "ru", FIRST, 2),
    ("Нить", "nit", "ru", TURN, 2),
    ("Sərhəd.info", "serhedinfo", "az", FIRST, 2),
    ("Xəzər Tayms", "xezertimes", "az", FIRST, 2),
]
PAUSE = ("Амурский курьер", date(2024, 2, 1), date(2024, 2, 29))

#: name, region, Russian and Azerbaijani "in it", people, share of Tajiks, Azerbaijanis, Uzbeks, Kyrgyz among them
CITIES = [
    ("Chita", "RU-ZAB", "в Чите", "Çitada", 1000000, (0.012, 0.010, 0.011, 0.009)),
    ("Khabarovsk", "RU-KHA", "в Хабаровске", "Xabarovskda", 1300000, (0.011, 0.014, 0.013, 0.008)),
    ("Tyumen", "RU-TYU", "в Тюмени", "Tümendə", 1600000, (0.014, 0.015, 0.010, 0.007)),
    ("Yekaterinburg", "RU-SVE", "в Екатеринбурге", "Yekaterinburqda", 4200000, (0.010, 0.008, 0.009, 0.011)),
    ("Irkutsk", "RU-IRK", "в Иркутске", "İrkutskda", 2300000, (0.009, 0.010, 0.012, 0.013)),
    ("Krasnoyarsk", "RU-KYA", "в Красноярске", "Krasnoyarskda", 2800000, (0.010, 0.013, 0.008, 0.009)),
    ("Omsk", "RU-OMS", "в Омске", "Omskda", 1800000, (0.008, 0.007, 0.010, 0.008)),
]

#: English name; then words: plural and adjective; Russian genitive plural and country; Azerbaijani noun and country
GROUPS = [
    ("Tajiks", ("Tajiks", "Tajik"), ("таджиков", "Таджикистана"), ("tacik", "Tacikistan")),
    (
        "Azerbaijanis",
        ("Azerbaijanis", "Azerbaijani"),
        ("азербайджанцев", "Азербайджана"),
        ("azərbaycanlı", "Azərbaycan"),
    ),
    ("Uzbeks", ("Uzbeks", "Uzbek"), ("узбеков", "Узбекистана"), ("özbək", "Özbəkistan")),
    ("Kyrgyz", ("Kyrgyz", "Kyrgyz"), ("киргизов", "Киргизии"), ("qırğız", "Qırğızıstan")),
]
HIT = (3.0, 1.0, 1.1, 0.9)  #: how much likelier per person

#: English, Russian and Azerbaijani "at it"
VENUES = [
    ("at the old market", "на старом рынке", "köhnə bazarda"),
    ("at a building site", "на стройке", "tikintidə"),
    ("at a bakery", "в пекарне", "çörək sexində"),
    ("at a hostel near the bus station", "в общежитии у автовокзала", "avtovağzalın yanındakı yataqxanada"),
    ("at a cargo yard", "на грузовом дворе", "yük meydançasında"),
    ("at a vegetable warehouse", "на овощебазе", "tərəvəz anbarında"),
    ("at a sawmill", "на пилораме", "taxta sexində"),
    ("at a car wash", "на автомойке", "avtomobil yuma məntəqəsində"),
    ("at a sewing workshop", "в швейном цехе", "tikiş sexində"),
    ("at a brick factory", "на кирпичном заводе", "kərpic zavodunda"),
    ("at a fish market", "на рыбном рынке", "balıq bazarında"),
    ("at a dormitory of a road company", "в вагончиках дорожной компании", "yol şirkətinin yataqxanasında"),
]

DETAINED = {
    "en": [
        "Police in {city} detained {n} {plural} {venue} on {day}, the regional directorate of the Interior Ministry said.",
        "{n} {adjective} workers were detained {venue} in {city} on {day}. The press service of the regional police confirmed it.",
        "Officers of the migration police detained {n} {plural} in {city} on {day}; the men were working {venue}, a lawyer said.",
        "On {day} police took {n} {plural} to a station in {city}; they had been working {venue}, relatives said.",
    ],
    "ru": [
        "{day} {city} полиция задержала {n} {plural} {venue}. Об этом сообщила пресс-служба регионального УМВД.",
        "Полицейские задержали {n} граждан {country} {venue} {city}. Это произошло {day}, сообщили в региональном управлении МВД.",
        "{N} {plural} задержаны {city} {day}, когда работали {venue}, рассказали родственники.",
        "Сотрудники полиции {day} доставили в отдел {n} {plural}, которых задержали {venue} {city}. Об этом сообщил адвокат.",
    ],
    "az": [
        "{day} {city} polis {venue} {n} nəfər {noun} saxlayıb. Bu barədə bölgə polisinin mətbuat xidməti məlumat verib.",
        "Rusiyada, {city} {venue} {n} {noun} saxlanılıb. Hadisə {day} baş verib, bunu saxlanılanların qohumları deyib.",
        "{city} miqrasiya polisi {day} {n} {noun} fəhləni saxlayıb. Onlar {venue} işləyirdi, vəkil bildirib.",
        "{country} vətəndaşı olan {n} nəfər {day} {city} {venue} saxlanılıb, DİN-in bölgə idarəsi xəbər verib.",
    ],
}
RAIDED = {
    "en": [
        "Police raided a workplace of {adjective} traders {venue} in {city} on {day}, witnesses said.",
        "On {day} riot police searched the rooms of {adjective} workers {venue} in {city}, the landlord said.",
        "Officers with shields raided the lodgings of {adjective} workers {venue} in {city} on {day}, a neighbour told our reporter.",
    ],
    "ru": [
        "{day} {city} силовики провели рейд {venue}, где работают граждане {country}. Об этом рассказали очевидцы.",
        "С обыском {day} пришли к работникам из {country} {venue} {city}, сообщил владелец помещения.",
        "Полиция и ОМОН провели {day} рейд {venue} {city}; работают там в основном граждане {country}, сообщает пресс-служба управления МВД.",
    ],
    "az": [
        "{day} {city} {venue} {country} vətəndaşlarına qarşı reyd keçirilib, şahidlər deyib.",
        "{city} polis {day} {venue} axtarış aparıb; orada əsasən {country} vətəndaşları işləyir, sexin sahibi bildirib.",
        "Rusiya polisi {day} {city} {venue} {noun} fəhlələrə qarşı reyd keçirib, qonşu müxbirimizə danışıb.",
    ],
}
DEPORTED = {
    "en": [
        "{n} {plural} were deported from {city} on {day} under a court ruling, the bailiffs' service said.",
        "Bailiffs deported {n} {adjective} citizens from {city} on {day}; they had been found {venue}, their lawyer said.",
    ],
    "ru": [
        "Судебные приставы {day} выдворили из России {n} граждан {country}, которых нашли {venue} {city}, сообщает пресс-служба ведомства.",
        "{day} из России депортировали {n} {plural}, работавших {venue} {city}, рассказал адвокат.",
    ],
    "az": [
        "{day} {city} məhkəmənin qərarı ilə {n} {noun} Rusiyadan deportasiya edilib, məhkəmə icraçıları bildirib. Onları {venue} tapmışdılar.",
        "Rusiya {country} vətəndaşı olan {n} nəfəri {day} deportasiya edib; qərarı {city} məhkəmə çıxarıb, vəkil deyib.",
    ],
}
TEXTS = {"detained": DETAINED, "searched_or_raided": RAIDED, "deported": DEPORTED}

#: Sentences that tell nothing; three of them fill a report, so that no two look alike.
FILL = {
    "en": [
        "The morning was cold and the street was empty.",
        "A bakery across the road stayed open all day.",
        "The mayor's office did not answer our letter.",
        "The price of bread has not changed since spring.",
        "The bus to the station runs every forty minutes.",
        "The telephone of the company rang unanswered.",
        "The building was put up in the seventies and repaired twice.",
        "A neighbour brought tea and blankets.",
        "Snow had fallen during the night.",
        "The owner of the kiosk next door saw nothing.",
        "The river was high for the season.",
        "A football match was on in the evening.",
        "The road there is being repaired.",
        "The city will hold its fair next week.",
        "Traffic was as usual at that hour.",
        "The lights in the yard have not worked for a month.",
    ],
    "ru": [
        "Утро было холодным, улица пустовала.",
        "Магазин напротив работал весь день.",
        "В мэрии на письмо редакции не ответили.",
        "Автобус до вокзала ходит раз в сорок минут.",
        "Телефон компании не отвечал.",
        "Здание построено в семидесятых и дважды ремонтировалось.",
        "Соседка принесла чай и одеяла.",
        "Ночью выпал снег.",
        "Продавец киоска рядом ничего не видел.",
        "Вода в реке для этого времени стоит высоко.",
        "Вечером в городе был футбольный матч.",
        "Дорогу там ремонтируют.",
        "На следующей неделе в городе пройдёт ярмарка.",
        "Движение в этот час было обычным.",
        "Фонари во дворе не горят уже месяц.",
        "Цена на хлеб с весны не изменилась.",
    ],
    "az": [
        "Səhər soyuq idi, küçə boş idi.",
        "Yolun o tayındakı mağaza bütün günü açıq qalıb.",
        "Merin idarəsi məktubumuza cavab verməyib.",
        "Çörəyin qiyməti yazdan bəri dəyişməyib.",
        "Vağzala avtobus qırx dəqiqədən bir gedir.",
        "Şirkətin telefonu cavab vermirdi.",
        "Bina yetmişinci illərdə tikilib, iki dəfə təmir olunub.",
        "Qonşu çay gətirdi.",
        "Gecə qar yağmışdı.",
        "Yandakı köşkün satıcısı heç nə görməyib.",
        "Çayda su bu fəsil üçün yüksəkdir.",
        "Axşam şəhərdə futbol oyunu olub.",
        "Ora gedən yol təmir edilir.",
        "Gələn həftə şəhərdə yarmarka keçiriləcək.",
        "O saatda yollarda hərəkət adi idi.",
        "Həyətin işıqları bir aydır yanmır.",
    ],
}
#: What speakers claim about a pattern, now and then; the analysis answers each.
CLAIMS = {
    "en": [
        "“The number of such detentions has doubled since the start of the year,” said Ilgar Vahidov of the committee Open Gate.",
        "“Raids have spread to every region of Siberia,” said Ilgar Vahidov of the committee Open Gate.",
        "“This is a deliberate campaign to drive people out,” said the lawyer Dana Ertas.",
        "“They stop only those who look like Tajiks,” said the lawyer Dana Ertas.",
    ],
    "ru": [
        "«С начала года число таких задержаний выросло вдвое», — сказал Ильгар Вахидов из комитета «Открытые ворота».",
        "«Это система, а не отдельные случаи», — считает адвокат Дана Эрташ.",
    ],
    "az": [
        "“İlin əvvəlindən belə saxlanılmaların sayı iki dəfə artıb”, - “Açıq qapı” komitəsindən İlqar Vahidov deyib.",
        "“Bu, insanları qovmaq üçün düşünülmüş kampaniyadır”, - vəkil Dana Ertaş bildirib.",
    ],
}
GROUNDS = {
    "en": "The stated ground is article 18.8 of the Code of Administrative Offences.",
    "ru": "Основанием названа статья 18.8 КоАП.",
    "az": "Əsas kimi İnzibati Xətalar Məcəlləsinin 18.8-ci maddəsi göstərilir.",
}
MADE_UP = {"en": "(Made-up example.)", "ru": "(Вымышленный пример.)", "az": "(Uydurma nümunə.)"}
CITING = {
    "en": "{outlet} reports it.",
    "ru": "Об этом пишет «{outlet}».",
    "az": "Bu barədə “{outlet}” xəbər verir.",
}
_RU = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
_AZ = [
    "yanvarın",
    "fevralın",
    "martın",
    "aprelin",
    "mayın",
    "iyunun",
    "iyulun",
    "avqustun",
    "sentyabrın",
    "oktyabrın",
    "noyabrın",
    "dekabrın",
]
NUMBERS = [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 25, 26, 27, 28, 30]
_RU_WORDS = {5: "Пятеро", 6: "Шестеро", 7: "Семеро"}


@dataclass(frozen=True)
class Event:
    """One invented incident."""

    act: str
    day: date
    city: int
    group: int
    people: int
    venue: int


def said(day: date, language: str) -> str:
    """A day as the language writes it."""
    if language == "en":
        return f"{day.day} {calendar.month_name[day.month]} {day.year}"
    if language == "ru":
        return f"{day.day} {_RU[day.month - 1]} {day.year} года"
    ending = "da" if day.day % 10 in (6, 9) or day.day in (10, 30) else "də"
    year = f"{day.year}-c{'ü' if day.year % 10 in (3, 4) else 'i'} il"
    return f"{year} {_AZ[day.month - 1]} {day.day}-{ending}"


def attention(day: date) -> float:
    """How much the press writes, against the first year."""
    return 2.0 if day >= TURN else 1.0


def months() -> list[date]:
    """The first days of the months of the history."""
    return [
        date(FIRST.year + (FIRST.month - 1 + i) // 12, (FIRST.month - 1 + i) % 12 + 1, 1)
        for i in range(MONTHS)
    ]


def events(rng: random.Random) -> list[Event]:
    """All that happens and is reported."""
    out: list[Event] = []
    weights = [
        (c, g, people * share * HIT[g])
        for c, (_, _, _, _, people, shares) in enumerate(CITIES)
        for g, share in enumerate(shares)
    ]
    for first in months():
        days = calendar.monthrange(first.year, first.month)[1]
        rise = 3.0 if first >= TURN else 1.0
        for act, mean in (("detained", 1.8 * rise), ("searched_or_raided", 2.0), ("deported", 1.0)):
            week = rng.randrange(1, days - 8)
            for _ in range(_about(rng, mean * attention(first))):
                near = act == "detained" and rng.random() < 0.5
                day = first + timedelta(days=week + rng.randrange(8) if near else rng.randrange(days))
                tilt = [w * (7.0 if act == "deported" and g == 3 else 1.0) for _, g, w in weights]
                city, group, _ = rng.choices(weights, tilt)[0]
                people = 45 if rng.random() < 0.02 else rng.choice(NUMBERS)
                out.append(Event(act, day, city, group, people, rng.randrange(len(VENUES))))
    return sorted(out, key=lambda one: (one.day, one.act, one.city, one.group))


def _about(rng: random.Random, mean: float) -> int:
    """A count around a mean, a little more scattered than a Poisson's."""
    import math

    level, product, number = math.exp(-mean * rng.gammavariate(12, 1 / 12)), rng.random(), 0
    while product > level:
        product *= rng.random()
        number += 1
    return number


def sentence(rng: random.Random, event: Event, language: str) -> str:
    """The sentence that tells the event."""
    city, _, in_ru, in_az, _, _ = CITIES[event.city]
    _, en, ru, az = GROUPS[event.group]
    where = VENUES[event.venue][("en", "ru", "az").index(language)]
    words = {"en": {"plural": en[0], "adjective": en[1]}, "ru": {"plural": ru[0], "country": ru[1]},
             "az": {"noun": az[0], "country": az[1]}}[language]  # fmt: skip
    told = rng.choice(TEXTS[event.act][language]).format(
        city={"en": city, "ru": in_ru, "az": in_az}[language], day=said(event.day, language), n=event.people,
        N=_RU_WORDS.get(event.people, event.people), venue=where, **words,
    )  # fmt: skip
    return told[0].upper() + told[1:]


def reports(rng: random.Random, all_events: list[Event]) -> list[dict[str, str]]:
    """One to three reports an event; some repeat another outlet's words, some come weeks late."""
    out = []
    claimed = {"en": 0, "ru": 0, "az": 0}
    for event in all_events:
        awake = [
            one
            for one in OUTLETS
            if one[3] <= event.day and not (one[0] == PAUSE[0] and PAUSE[1] <= event.day <= PAUSE[2])
        ]
        wanted = 1 + (rng.random() < 0.25) + (rng.random() < 0.08)
        tellers: list[tuple[str, str, str, date, int]] = []
        while len(tellers) < min(wanted, len(awake)):
            one = rng.choices(awake, [o[4] for o in awake])[0]
            if one not in tellers:
                tellers.append(one)
        first = event.day + timedelta(
            days=rng.randrange(0, 3) if rng.random() < 0.8 else rng.randrange(18, 70)
        )
        told: dict[str, tuple[str, str]] = {}
        for name, host, language, _, _ in tellers:
            published = first + timedelta(days=rng.randrange(0, 2) if told else 0)
            if published > UNTIL:
                continue
            if language in told and rng.random() < 0.6:
                outlet, text = told[language]
                body = [text, CITING[language].format(outlet=outlet)]
            else:
                text = sentence(rng, event, language)
                body = [text]
                told[language] = (name, text)
            body += rng.sample(FILL[language], 3)
            if event.act != "deported" and rng.random() < 0.12:
                body.append(GROUNDS[language])
            if rng.random() < 0.1:
                claimed[language] += 1
                body.append(CLAIMS[language][claimed[language] % len(CLAIMS[language])])
            body.append(MADE_UP[language])
            number = f"h{len(out) + 1:03d}"
            out.append({
                "id": number, "url": f"https://{host}.example/{published:%Y/%m/%d}/{number}", "outlet": name,
                "language": language, "published": published.isoformat(), "text": "\n\n".join([body[0], " ".join(body[1:])]),
            })  # fmt: skip
    return out


def controls(rng: random.Random) -> str:
    """Stories about road accidents and about the weather, by outlet and month."""
    rows = ["topic,outlet,day,number,source"]
    for topic, mean in (("road accidents", 9), ("weather", 6)):
        for first in [*months(), UNTIL.replace(day=1)]:
            for name, _, _, begins, size in OUTLETS:
                if first < begins or (name == PAUSE[0] and first == PAUSE[1]):
                    continue
                number = _about(rng, mean * size * attention(first) * (0.8 if first >= TURN else 1.0))
                rows.append(f"{topic},{name},{first:%Y-%m},{number},made-up count")
    return "\n".join(rows) + "\n"


def denominators() -> str:
    """Who holds a work permit where, by an invented register."""
    rows = ["name,sort,group,place,value,source,as_of"]
    for _, region, _, _, people, shares in CITIES:
        told = "made-up register of permits,2024"
        rows.append(f"permit holders,exposure,,{region},{round(people * sum(shares) * 1.2)},{told}")
        for (group, *_), share in zip(GROUPS, shares, strict=True):
            rows.append(f"permit holders,exposure,{group},{region},{round(people * share)},{told}")
    return "\n".join(rows) + "\n"


RULES = """# Made-up rules and gaps, as --rules takes them.
[[rule]]
id = "order-17"
label = "Order 17 on workplaces (made up)"
day = 2024-09-02
source = "made-up gazette, number 35"

[[rule]]
id = "letter-4"
label = "Letter 4 on hostels (made up)"
day = 2023-11-06
source = "made-up gazette, number 2"

[[gap]]
outlet = "Амурский курьер"
period = "2024-02"
why = "made-up pause: the site was down"
"""
_QUESTION = """# A question, fixed before looking; made up, like all of this example.
name = "{name}"
window = "{window}"
acts = {acts}
denominators = {denominators}
rules = {rules}
looks = 1
replicates = 10
"""
WINDOW = "2023-06/2025-08"
QUESTIONS = {
    "raids-alone": (WINDOW, '["searched_or_raided"]', "[]", "[]"),
    "raids-with-coverage": (WINDOW, '["searched_or_raided"]', '["road accidents", "weather"]', "[]"),
    "detentions-with-coverage": (
        WINDOW,
        '["detained"]',
        '["road accidents", "weather", "permit holders"]',
        '["order-17"]',
    ),
    "reports-alone": (WINDOW, "[]", "[]", '["order-17"]'),
    "with-coverage": (
        WINDOW,
        "[]",
        '["road accidents", "weather", "permit holders"]',
        '["order-17", "letter-4"]',
    ),
    "half-a-year": ("2025-03/2025-08", "[]", "[]", "[]"),
}


def main() -> None:
    """Write all files."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)
    told = reports(rng, events(rng))
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in told)
    files = {
        "reports.jsonl": lines,
        "controls.csv": controls(rng),
        "denominators.csv": denominators(),
        "rules.toml": RULES,
    }
    for name, (window, acts, against, rules) in QUESTIONS.items():
        files[f"{name}.toml"] = _QUESTION.format(
            name=f"{name} (made up)", window=window, acts=acts, denominators=against, rules=rules
        )
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    print(f"{len(told)} reports in {folder}")


if __name__ == "__main__":
    main()
