"""Addresses, phones, document, account and case numbers go out of words; counts, days and articles of law stay."""

# ruff: noqa: E501

import json
from pathlib import Path

import pytest

from qeyd.publish.particulars import particulars, without_particulars

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"

#: Invented. What has to be gone, within a sentence of the language.
TOLD = {
    "phone": [
        "Call +994 50 555 01 02 for news.", "Vəkilin nömrəsi: (050) 555-01-02.", "Telefon: 555 01 02", "Zəng: 055 555 01 02",
        "Звоните 8 (495) 555-01-02.", "Телефон горячей линии: 555-01-02", "тел. 8-916-555-01-02", "His phone is 555 0102.",
        "+7(916)555-01-02", "WhatsApp: 0555550102", "Reach them at (212) 555-0102", "+90 212 555 01 02 numaralı",
    ],
    "e-mail": ["Yazın: elvar.d@mail.example", "пишите на elvar_d@mail.example", "<a.b-c@x.mail.example>"],
    "account number": [
        "IBAN AZ21NABZ00000000137010001944", "Kart: 4169 7388 0000 0000", "на карту 4276-3800-0000-0000",
        "bank account no. 40817810000000000000", "счёт № 40817810 0000 0000 0000", "hesab nömrəsi 38050019440000000000",
    ],
    "document number": [
        "Pasport AZE12345678 alınıb.", "şəxsiyyət vəsiqəsi AA 1234567", "FİN kodu 5AB1234", "паспорт серии 4510 № 123456",
        "паспорт 45 10 123456 изъяли", "СНИЛС 112-233-445 95", "ИНН 770123456789", "her passport (No. C1234567)",
        "ID card number 12345678", "identity card AA1234567", "вид на жительство № 82 1234567", "10-AA-123 nömrəli maşın",
        "машина А123ВС77", "passport number is P1234567", "паспорта с номером 71 1234567",
    ],
    "case number": [
        "по делу № 1-123/2025", "дело 2а-345/2024 рассмотрят", "уголовное дело № 12502007703000123", "материал 3/1-45/2025",
        "case no. 1-123/2025 was opened", "application no. 12345/20", "Case file number 45-B/2025", "1(101)-123/2025 saylı iş",
        "cinayət işi № 250123456", "250123456 nömrəli cinayət işi", "протокол № 77-АБ-123456", "iş № 4(009)-77/2025",
        "УИД 77RS0021-02-2025-001234-56", "Docket No. 2025-CR-0042",
    ],
    "address": [
        "Nizami küçəsi, ev 5, mənzil 12-də yaşayır", "Nizami küçəsi 5", "H. Əliyev prospekti, 12A", "28 May küçəsi, bina 7",
        "улица Ленина, дом 5, кв. 12", "на ул. Ленина, 5", "проспект Мира, д. 12, корп. 3", "ул. 8 Марта, д. 14",
        "в доме 5 по улице Садовой", "12 Nizami Street, apartment 5", "at 5 Long Lake Road", "Nizami Street, 12",
        "Harbour Street, building 7, flat 3", "5 saylı evdə", "AZ1000, Bakı", "по адресу: Невский проспект, 25",
        "на улице Лесной, 12 прошёл обыск", "ev 14, mənzil 3",
    ],
    "profile": ["facebook.com/elvar.invented", "yazıb: @elvar_invented", "https://vk.com/id000111"],
    "point": ["at 40.40926, 49.86709", "55.154321° N, 61.429876° E"],
}  # fmt: skip
#: Nothing of it is a particular.
PLAIN = [
    "12 people were detained on Nizami Street on 5 March 2025.", "On Nizami Street 12 men were held.",
    "Article 228 part 2, 234.4.3 and 280.3 of the Criminal Code", "2025-06-01/2025-06-15", "between 2019-2024 and 2025",
    "fined 200,000 roubles (2,500 dollars)", "1 234 567 inhabitants", "On 12.03.2025 at 14:30", "12/03/2025",
    "статья 319 УК РФ, часть 1", "ст. 20.3.3 КоАП", "задержали 12 человек на улице Ленина", "на улице Ленина 12 человек",
    "в 2024 году 1 200 мигрантов", "дело об административном правонарушении", "закон № 62-ФЗ от 31 мая 2002 года",
    "Cinayət Məcəlləsinin 234.4.3-cü maddəsi", "Nizami küçəsində 12 nəfər saxlanılıb", "28 may 2025-ci il", "üç iş üzrə",
    "Nazirlər Kabinetinin 123 nömrəli qərarı", "i-012345678901, a-123456789012, e-000000000123, P-482913",
    "36 ədəd telefon götürülüb", "two phones and 3 cards were seized", "the case of 12 people", "дело 12 крымчан",
    "application of Article 12", "с 8 до 14 часов", "8 500 рублей", "школа № 12", "police station No. 21", "21 saylı polis bölməsi",
    "колония № 2", "по 5 000 человек", "The Convention of 1951 and the 1967 Protocol", "Decree No. 702 of 14 October 2020",
    "iş adamı 45 yaşlı", "Протокол 12 к Конвенции", "ID of 12 people", "at a house in Building Street", "COVID-19, 2020-2021",
]  # fmt: skip


@pytest.mark.parametrize(("sort", "text"), [(sort, one) for sort, those in TOLD.items() for one in those])
def test_what_leads_to_a_door_or_a_file_is_replaced(sort: str, text: str) -> None:
    out, n = without_particulars(text)
    assert n >= 1, text
    assert f"[{sort}]" in out
    assert particulars(out) == ()
    if sort not in ("profile", "e-mail"):
        left = [word for word in "".join(c if c.isdigit() else " " for c in out).split() if len(word) > 2]
        assert not left, out


@pytest.mark.parametrize("text", PLAIN)
def test_counts_days_and_articles_of_law_stay(text: str) -> None:
    assert without_particulars(text) == (text, 0)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared is not here: the invented pages are needed.")
def test_of_the_invented_pages_hardly_one_has_something_replaced_that_is_none() -> None:
    lines = [
        json.loads(line)["text"]
        for file in sorted(CORPUS.glob("articles*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    found = [text[one.start : one.end] for text in lines for one in particulars(text)]
    assert len(found) <= len(lines) // 10, found
