"""The cases that matchers of events get wrong. All people, outlets and events are invented."""

from qeyd.link import Linked, link
from qeyd.model import AccountRef, Grade, Incident, SpeakerSort, Stage, Stance
from tests.link.texts import reading


def incident_of(linked: Linked, report_id: str, index: int = 0) -> Incident:
    return next(one for one in linked.incidents if AccountRef(report_id, index) in one.accounts)


REVOKED = {"act": "citizenship_revoked"}
ZABAYKALYE = reading(
    "z1",
    "Three natives of Azerbaijan have lost Russian citizenship in Zabaykalsky Krai, the security council said.",
    REVOKED
    | {"people": 3, "group": "Azerbaijanis", "place": "Zabaykalsky Krai", "said_by": "security council"},
    published="2031-08-20",
)
CHITA = reading(
    "z2",
    "Rusiyanın Çita şəhərində üç azərbaycanlı vətəndaşlıqdan məhrum edilib, Təhlükəsizlik Şurası bildirib.",
    REVOKED | {"people": 3, "group": "Azerbaijanis", "place": "Chita", "said_by": "Təhlükəsizlik Şurası"},
    published="2031-08-21",
    language="az",
)
KHABAROVSK = reading(
    "k1",
    "Three men of Tajik origin have lost Russian citizenship in Khabarovsk, the regional police said.",
    REVOKED | {"people": 3, "group": "Tajiks", "place": "Khabarovsk", "said_by": "regional police"},
    published="2031-08-21",
)


def test_three_men_in_zabaykalye_and_three_in_khabarovsk_are_two_incidents() -> None:
    linked = link([ZABAYKALYE, CHITA, KHABAROVSK])
    assert incident_of(linked, "z1") == incident_of(linked, "z2")
    assert incident_of(linked, "k1") != incident_of(linked, "z1")
    assert len(linked.incidents) == 2


def test_a_partial_early_report_joins_the_full_one() -> None:
    early = reading(
        "early",
        "Police have detained people at a hostel in Tyumen this morning.",
        {"place": "Tyumen", "day": "2031-03-14"},
        published="2031-03-14",
    )
    full = reading(
        "full",
        "Police detained 18 citizens of Tajikistan at a hostel in Tyumen on Friday.",
        {"people": 18, "group": "Tajiks", "place": "Tyumen", "day": "2031-03-14"},
        published="2031-03-15",
    )
    linked = link([early, full])
    assert len(linked.incidents) == 1
    assert linked.incidents[0].people is not None
    assert linked.incidents[0].people.best == 18


def test_differing_figures_stay_one_incident_and_both_are_kept_with_who_said_them() -> None:
    official = reading(
        "o",
        "In Tyumen 18 people were detained at the market hostel, the regional police directorate reported.",
        {"people": 18, "place": "Tyumen", "day": "2031-03-14", "said_by": "regional police directorate"},
        published="2031-03-14",
    )
    diaspora = reading(
        "d",
        "Tümendə bazarın yataqxanasında 40-dan çox soydaşımız saxlanılıb, diaspor rəhbəri Rauf Talıblı bildirib.",
        {"people": (41, None), "place": "Tyumen", "day": "2031-03-14", "said_by": "Rauf Talıblı"},
        published="2031-03-14",
        language="az",
    )
    linked = link([official, diaspora])
    (incident,) = linked.incidents
    assert incident.people is not None
    assert (incident.people.low, incident.people.high) == (18, None)
    (figures,) = [one for one in incident.disagreements if one.field == "people"]
    assert {value.value: value.accounts[0].report_id for value in figures.values} == {
        "18": "o",
        "41–open": "d",
    }
    assert incident.independent_origins == 2
    assert incident.grade is Grade.ACKNOWLEDGED  # the police speak of their own act; the figures stay apart


def test_a_wrong_name_in_a_copy_does_not_split_the_incident() -> None:
    text = (
        "A court in Tyumen has placed Vugar Sadigli, who keeps a market stall, under arrest for two months. "
        "His lawyer said that the decision would be appealed and that her client has lived in the city since 1998. "
        "According to the lawyer, the case file does not name a single witness, and the market has been closed."
    )
    right = reading(
        "a",
        text,
        {"act": "arrested_or_jailed", "people": 1, "names": ("Vugar Sadigli",), "place": "Tyumen"},
        published="2031-07-08",
    )
    wrong = reading(
        "b",
        text.replace("Vugar Sadigli", "Vusal Sabirli"),
        {"act": "arrested_or_jailed", "people": 1, "names": ("Vusal Sabirli",), "place": "Tyumen"},
        published="2031-07-09",
    )
    linked = link([right, wrong])
    (incident,) = linked.incidents
    assert incident.independent_origins == 1
    assert {tie.sort for tie in linked.ties[incident.id]} == {"copy"}


def test_two_agencies_named_for_one_act_are_a_disagreement_and_not_two_incidents() -> None:
    by_police, by_fsb = (
        reading(
            name,
            f"The {who} detained 12 Tajik workers at a building site in Chita on Monday.",
            {"people": 12, "group": "Tajiks", "place": "Chita", "day": "2031-05-05", "actor": who},
            published="2031-05-06",
        )
        for name, who in (("p", "police"), ("f", "FSB"))
    )
    (incident,) = link([by_police, by_fsb]).incidents
    assert {actor.name for actor in incident.actors} == {"police", "FSB"}


def test_eight_look_alike_decrees_about_different_people_stay_eight() -> None:
    names = ["Anvar Rahmonov", "Bahrom Yusufi", "Davlat Kholov", "Emin Guluzade", "Farid Nagili", "Gleb Tarasiuk",
             "Hikmat Sharifi", "Ilkin Zamanli"]  # fmt: skip
    decrees = [
        reading(
            f"decree{number}",
            f"{name} has been stripped of Russian citizenship by a decision signed in Tyumen.",
            REVOKED | {"people": 1, "names": (name,), "place": "Tyumen"},
            published=f"2031-02-{number + 1:02d}",
        )
        for number, name in enumerate(names)
    ]
    assert len(link(decrees).incidents) == 8


def test_a_second_arrest_of_the_same_man_is_another_incident_of_the_same_affair() -> None:
    first, second = (
        reading(
            name,
            f"A court in Tyumen has placed the businessman Vugar Sadigli under arrest. {more}",
            {
                "act": "arrested_or_jailed",
                "people": 1,
                "names": ("Vugar Sadigli",),
                "place": "Tyumen",
                "day": day,
            },
            published=day,
        )
        for name, day, more in (
            ("first", "2031-03-02", "He was held at his home."),
            ("second", "2031-11-20", "He had been freed in the summer."),
        )
    )
    linked = link([first, second])
    assert len(linked.incidents) == 2
    assert len(linked.affairs) == 1


def test_transliterated_names_meet_across_alphabets() -> None:
    spelled = [("az", "Şahin Şıxəliyev"), ("ru", "Шахин Шихалиев"), ("en", "Shahin Shikhaliyev")]
    readings = [
        reading(
            language,
            f"{name} — Tyumen.",
            REVOKED | {"people": 1, "names": (name,), "place": "Tyumen"},
            published="2031-04-04",
            language=language,
        )
        for language, name in spelled
    ]
    (incident,) = link(readings).incidents
    assert incident.languages == ("az", "en", "ru")


def test_a_man_held_and_then_jailed_are_two_incidents_when_each_report_tells_both() -> None:
    def told(report_id: str) -> object:
        return reading(
            report_id,
            "Vugar Sadigli was detained in Tyumen on 2 March. On 4 March a court jailed him for two months.",
            {"words": "Vugar Sadigli was detained in Tyumen on 2 March", "people": 1, "names": ("Vugar Sadigli",),
             "place": "Tyumen", "day": "2031-03-02"},
            {"act": "arrested_or_jailed", "words": "On 4 March a court jailed him for two months", "people": 1,
             "names": ("Vugar Sadigli",), "place": "Tyumen", "day": "2031-03-04"},
            published="2031-03-04",
        )  # fmt: skip

    linked = link([told("one"), told("two")])  # type: ignore[list-item]
    assert len(linked.incidents) == 2
    assert all(len(one.accounts) == 2 for one in linked.incidents)


def test_a_denial_beside_an_assertion_is_contested() -> None:
    told = {
        "act": "beaten_or_tortured",
        "people": 2,
        "place": "Tyumen",
        "day": "2031-03-14",
        "group": "Azerbaijanis",
    }
    family = reading("f", "Two Azerbaijanis were beaten in Tyumen, relatives say.", told | {"said_by": "relatives"},
                     published="2031-03-15")  # fmt: skip
    police = reading("p", "Police deny that two Azerbaijanis were beaten in Tyumen.",
                     told | {"stance": Stance.DENIED, "said_by": "relatives"}, published="2031-03-15")  # fmt: skip
    (incident,) = link([family, police]).incidents
    assert incident.grade is Grade.CONTESTED
    assert incident.stance is Stance.ASSERTED


def test_the_acting_offices_own_word_is_acknowledged() -> None:
    (incident,) = link(
        [
            reading(
                "o",
                "Police in Tyumen said that they had detained 18 people.",
                {
                    "people": 18,
                    "place": "Tyumen",
                    "said_by": "Police",
                    "sort": SpeakerSort.OFFICIAL,
                    "actor": "Police",
                },
            )
        ]
    ).incidents
    assert incident.grade is Grade.ACKNOWLEDGED


def test_ten_outlets_that_quote_one_release_are_one_origin() -> None:
    readings = [
        reading(
            f"r{number}",
            f"{lead} 14 workers were detained in Chita, the press service of the regional police said.",
            {
                "people": 14,
                "place": "Chita",
                "day": "2031-06-01",
                "said_by": "press service of the regional police",
            },
            published="2031-06-01",
        )
        for number, lead in enumerate(
            ["", "News:", "Update:", "Breaking:", "Today:", "Chita:", "Note:", "Also:", "In brief:", "Late:"]
        )
    ]
    (incident,) = link(readings).incidents
    assert (len(incident.outlets), incident.independent_origins) == (10, 1)


def test_two_reporters_own_work_on_one_event_is_two_origins() -> None:
    one, two = (
        reading(name, text, {"people": 14, "place": "Chita", "day": "2031-06-01"}, published="2031-06-01")
        for name, text in (
            ("a", "Our reporter saw how officers put 14 workers into a bus in Chita."),
            ("b", "Fourteen labourers were driven off from a site in Chita; we counted them at the gate."),
        )
    )
    (incident,) = link([one, two]).incidents
    assert incident.independent_origins == 2


def test_the_word_of_police_and_of_a_lawyer_is_never_one_origin() -> None:
    told = {"people": 14, "place": "Chita", "day": "2031-06-01"}
    readings = [
        reading("p", "14 workers were detained in Chita, police said.", told | {"said_by": "police"}),
        reading("l", "14 workers were detained in Chita, a lawyer said.", told | {"said_by": "lawyer"}),
        reading(
            "m",
            "14 workers were detained in Chita, the lawyer of two of them said.",
            told | {"said_by": "the lawyer"},
        ),
    ]
    (incident,) = link(readings).incidents
    assert sorted(len(origin) for origin in incident.origins) == [1, 2]


def test_an_announced_deportation_stays_open_until_somebody_tells_its_outcome() -> None:
    planned = {"act": "deportation_ordered_or_prepared", "stage": Stage.PLANNED, "people": 1,
               "names": ("Vugar Sadigli",), "place": "Tyumen", "day": "2031-05-02"}  # fmt: skip
    carried_out = {
        "act": "deported",
        "people": 1,
        "names": ("Vugar Sadigli",),
        "place": "Tyumen",
        "day": "2031-05-20",
    }
    prepared = reading("p", "Vugar Sadigli is to be deported from Tyumen.", planned, published="2031-05-02")
    done = reading(
        "d",
        "Vugar Sadigli was flown out of Tyumen. His deportation had been prepared since the beginning of the month.",
        carried_out | {"words": "Vugar Sadigli was flown out of Tyumen"},
        planned | {"words": "His deportation had been prepared", "background": True},
        published="2031-05-20",
    )
    before = link([prepared])
    assert [affair.open for affair in before.affairs] == [(before.incidents[0].id,)]
    after = link([prepared, done])
    assert len(after.affairs) == 1
    assert after.affairs[0].open == ()


def graded(act: str, said_by: str, actor: str | None) -> Grade:
    text = f"{said_by} said so in Tyumen."
    told = {"act": act, "people": 2, "place": "Tyumen", "said_by": said_by} | (
        {"actor": actor} if actor else {}
    )
    (incident,) = link([reading("g", text, told)]).incidents
    return incident.grade


def test_another_office_than_the_acting_one_acknowledges_nothing() -> None:
    assert graded("detained", "The regional police", "police") is Grade.ACKNOWLEDGED
    assert graded("detained", "The prosecutor's office", "police") is Grade.SINGLE
    assert graded("detained", "The regional police", None) is Grade.ACKNOWLEDGED
    assert graded("detained", "The foreign ministry", None) is Grade.SINGLE
    assert graded("convicted", "The press service of the court", None) is Grade.ACKNOWLEDGED
    assert graded("detained", "His brother", "police") is Grade.SINGLE
    assert graded("detained", "A source in the police", "police") is Grade.SINGLE


def test_a_masked_name_is_no_name() -> None:
    first, second = (
        reading(
            f"r{number}",
            "[name] was stripped of Russian citizenship, [name] said.",
            REVOKED | {"people": 1, "names": ("[name]",), "place": place, "said_by": "[name]"},
            published=f"2031-0{number}-01",
        )
        for number, place in ((2, "Tyumen"), (6, "Russia"))
    )
    linked = link([first, second])
    assert len(linked.incidents) == 2
    assert all("names" not in one.why for one in linked.incidents)
    near = reading(
        "r3",
        "[name] lost citizenship in Tyumen.",
        REVOKED | {"people": 1, "names": ("[name]",), "place": "Tyumen", "said_by": "[name]"},
        published="2031-02-02",
    )
    both = link([first, near])
    for one in both.incidents:
        assert one.independent_origins == len(one.accounts)


def test_an_outlet_is_known_by_its_name_in_another_alphabet_and_by_its_host() -> None:
    told = {"people": 14, "place": "Chita", "day": "2031-06-01"}
    own = reading("own", "14 рабочих задержали в Чите на наших глазах.", told, language="ru",
                  outlet=None, url="https://baikal-vesti.example/1", published="2031-06-01")  # fmt: skip
    citing = reading("citing", "Çitada 14 işçi saxlanılıb, Baykal Vesti yazır.", told | {"said_by": "Байкал-Вести"},
                     language="az", published="2031-06-02")  # fmt: skip
    linked = link([own, citing])
    (incident,) = linked.incidents
    assert incident.independent_origins == 1
    assert {tie.sort for tie in linked.ties[incident.id]} == {"quotes it"}


def test_a_lawyer_called_by_name_in_one_report_and_by_office_in_another_is_one_origin() -> None:
    told = {"people": 1, "names": ("Vugar Sadigli",), "place": "Chita", "day": "2031-06-01"}
    named = reading("n", "Vugar Sadigli was detained in Chita, the lawyer Lale Tumanova said.",
                    told | {"said_by": "Lale Tumanova"})  # fmt: skip
    office = reading(
        "o", "В Чите задержан Вугар Садыглы, сообщил адвокат.", told | {"said_by": "адвокат"}, language="ru"
    )
    other = reading("t", "Vugar Sadigli was detained in Chita, the lawyer Emin Guluzade said.",
                    told | {"said_by": "Emin Guluzade"})  # fmt: skip
    (incident,) = link([named, office]).incidents
    assert incident.independent_origins == 1
    (incident,) = link([named, other]).incidents
    assert incident.independent_origins == 2


def test_a_telling_without_a_source_rests_on_the_one_speaker_of_its_report() -> None:
    told = {"people": 14, "place": "Chita", "day": "2031-06-01"}
    text = (
        "14 workers were detained in Chita, said Lale Tumanova. On Monday 14 workers were ordered to leave."
    )
    ordered = {
        "act": "deportation_ordered_or_prepared",
        "words": "On Monday 14 workers were ordered to leave",
    }
    one = reading("a", text, told | {"words": "14 workers were detained in Chita", "said_by": "Lale Tumanova"},
                  told | ordered)  # fmt: skip
    two = reading("b", "Fourteen labourers must leave Chita, Lale Tumanova told us.",
                  told | {"act": "deportation_ordered_or_prepared", "said_by": "Lale Tumanova"})  # fmt: skip
    linked = link([one, two])
    ordered_in = incident_of(linked, "b")
    assert ordered_in == incident_of(linked, "a", 1)
    assert ordered_in.independent_origins == 1


def test_a_translation_is_one_origin_with_what_it_translates() -> None:
    told = {"people": 37, "place": "Chita", "day": "2031-06-01"}
    english = reading(
        "en",
        "On 1 June the firm Zarya let 37 workers go to a bus in Chita. Vugar Sadigli, Emin Guluzade and Anvar Rahmonov "
        "were among them; by 14 June 22 of the 37 had come to Gleb Tarasiuk and Farid Nagili.",
        told, published="2031-06-15",
    )  # fmt: skip
    russian = reading(
        "ru",
        "1 июня фирма «Заря» отвела в автобус 37 рабочих в Чите. Среди них были Вугар Садыглы, Эмин Гулузаде и Анвар "
        "Рахмонов; к 14 июня 22 из 37 пришли к Глебу Тарасюку и Фариду Нагили.",
        told, published="2031-06-15", language="ru",
    )  # fmt: skip
    linked = link([english, russian])
    (incident,) = linked.incidents
    assert {tie.sort for tie in linked.ties[incident.id]} == {"translation"}
    assert incident.independent_origins == 1


def test_an_order_and_its_carrying_out_are_two_incidents_of_one_affair() -> None:
    told = {"people": 1, "names": ("Vugar Sadigli",), "place": "Tyumen", "group": "Azerbaijanis"}
    ordered = reading(
        "o",
        "A court in Tyumen decided that the Azerbaijani Vugar Sadigli is to be deported.",
        told | {"act": "deportation_ordered_or_prepared"},
        published="2031-03-02",
    )
    out = reading(
        "d",
        "The Azerbaijani Vugar Sadigli was deported from Tyumen.",
        told | {"act": "deported"},
        published="2031-03-05",
    )
    linked = link([ordered, out])
    assert len(linked.incidents) == 2
    assert len(linked.affairs) == 1


def test_a_detention_and_the_courts_custody_order_told_by_two_reports_are_two_incidents() -> None:
    told = {"people": 1, "names": ("Vugar Sadigli",), "place": "Tyumen", "group": "Azerbaijanis"}
    held = reading("h", "The Azerbaijani Vugar Sadigli was detained in Tyumen.", told, published="2031-03-02")
    jailed = reading(
        "j",
        "A court in Tyumen put the Azerbaijani Vugar Sadigli under arrest for two months.",
        told | {"act": "arrested_or_jailed"},
        published="2031-03-04",
    )
    assert len(link([held, jailed]).incidents) == 2


def test_the_same_told_again_months_later_with_its_own_day_is_another_incident() -> None:
    told = {"people": 3, "group": "Tajiks", "place": "Tyumen", "names": ("Anvar Rahmonov",)}
    first, second = (
        reading(
            name,
            f"Police in Tyumen detained three Tajiks, among them Anvar Rahmonov. {more}",
            told | {"day": day},
            published=day,
        )
        for name, day, more in (
            ("first", "2031-02-03", "They were let go in the evening."),
            ("second", "2031-07-09", "The hostel was closed after the first time."),
        )
    )
    assert len(link([first, second]).incidents) == 2
