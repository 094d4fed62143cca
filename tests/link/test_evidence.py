"""What shows an origin, what a grade rests on, what became of what was announced. Everything is invented."""

from qeyd.link import FollowUp, Linked, Outcome, follow_ups, link, origin_evidence
from qeyd.model import AccountRef, Grade, Reading, Stage, Stance
from qeyd.model.shapes import incident_from_json, incident_to_json
from tests.link.texts import reading

RELEASE = (
    "Eighteen workers from Tajikistan were taken from the hostel beside the vegetable market in Tyumen on Friday "
    "morning, and the buses brought them to the station on the northern road. The district heating had been off there "
    "for nine days, neighbours said, and the owner of the hostel could not be reached by telephone."
)
TOLD = {"people": 18, "group": "Tajiks", "place": "Tyumen", "day": "2031-03-14"}


def evidence(*readings: Reading) -> tuple[Linked, object]:
    linked = link(readings)
    (incident,) = linked.incidents
    return linked, origin_evidence(incident, readings)


def test_a_copy_is_shown_by_the_passages_that_both_reports_carry() -> None:
    first = reading("b-first", RELEASE, TOLD, published="2031-03-14", outlet="Xəzər Sədası")
    copy = reading("a-copy", "News of the day. " + RELEASE, TOLD, published="2031-03-16", outlet="Ural Post")
    _, ((origin,)) = evidence(first, copy)  # type: ignore[misc]
    assert origin.likely_first == AccountRef("b-first", 0)
    (tie,) = origin.ties
    assert tie.tie.sort == "copy"
    assert tie.passages
    for one, other in tie.passages:
        assert one.text.split() == other.text.split()
        assert (one.report_id, other.report_id) == ("a-copy", "b-first")


def test_who_is_quoted_is_likely_first_however_late_the_page_says_it_appeared() -> None:
    own = reading("z", RELEASE, TOLD, published="2031-03-16", outlet="Xəzər Sədası")
    quoting = reading(
        "q",
        "Xəzər Sədası reports that 18 Tajiks were held in Tyumen.",
        TOLD | {"said_by": "Xəzər Sədası"},
        published="2031-03-15",
        outlet="Ural Post",
    )
    _, ((origin,)) = evidence(own, quoting)  # type: ignore[misc]
    assert origin.likely_first == AccountRef("z", 0)
    (tie,) = origin.ties
    assert tie.tie.sort == "quotes it"
    assert ["Xəzər Sədası reports" in one.text for one in tie.citations] == [True]


def test_every_account_stands_in_the_evidence_of_exactly_one_origin() -> None:
    police = reading("p", "Police in Tyumen said that 18 Tajiks were held.", TOLD | {"said_by": "Police"})
    lawyer = reading("l", "A lawyer in Tyumen said that 18 Tajiks were held.", TOLD | {"said_by": "A lawyer"})
    linked, found = evidence(police, lawyer)
    assert tuple(one.accounts for one in found) == linked.incidents[0].origins  # type: ignore[attr-defined]
    assert len(linked.incidents[0].origins) == 2


def test_what_a_grade_rests_on_stands_beside_it_and_survives_the_file() -> None:
    police = reading(
        "p",
        "Police in Tyumen said that they held 18 Tajiks.",
        TOLD | {"said_by": "Police", "actor": "Police"},
    )
    (incident,) = link([police]).incidents
    assert (incident.grade, incident.acknowledged_by) == (Grade.ACKNOWLEDGED, (AccountRef("p", 0),))
    assert incident_from_json(incident_to_json(incident)) == incident
    denial = reading(
        "d", "The ministry denies that 18 Tajiks were held in Tyumen.", TOLD | {"stance": Stance.DENIED}
    )
    (incident,) = link([police, denial]).incidents
    assert (incident.grade, incident.denied_by) == (Grade.CONTESTED, (AccountRef("d", 0),))


ORDER = {"act": "deportation_ordered_or_prepared", "people": 1, "names": ("Anvar Rahmonov",), "place": "Tyumen",
         "group": "Tajiks"}  # fmt: skip


def outcome(*more: Reading) -> FollowUp:
    order = reading(
        "order",
        "A court in Tyumen decided that the Tajik Anvar Rahmonov is to be deported.",
        ORDER | {"day": "2031-03-02"},
        published="2031-03-02",
    )
    linked = link([order, *more])
    (affair,) = [one for one in linked.affairs if len(one.incidents) == 1 + len(more)]
    incidents = {one.id: one for one in linked.incidents}
    (found,) = [
        one
        for one in follow_ups([incidents[id] for id in affair.incidents])
        if incidents[one.incident].accounts == (AccountRef("order", 0),)
    ]
    assert found.outcome.is_open == (found.incident in affair.open)
    return found


def later(act: str, words: str, **more: object) -> Reading:
    told = ORDER | {"act": act, "day": "2031-03-09"} | more
    return reading("later", f"The Tajik Anvar Rahmonov {words} Tyumen.", told, published="2031-03-09")


def test_what_became_of_a_deportation_order_is_told_or_stays_unknown() -> None:
    assert outcome().outcome is Outcome.UNKNOWN
    assert outcome(later("deported", "was deported from")).outcome is Outcome.CARRIED_OUT
    assert outcome(later("released", "was set free in")).outcome is Outcome.LET_GO
    denied = later("deported", "was not deported from", stance=Stance.DENIED)
    assert outcome(denied).outcome is Outcome.DROPPED
    assert outcome(later("deported", "may be deported from", stage=Stage.PLANNED)).outcome is Outcome.UNKNOWN


def test_what_happened_before_or_to_others_is_no_outcome() -> None:
    earlier = reading(
        "later",
        "The Tajik Anvar Rahmonov was deported from Tyumen for the first time.",
        ORDER | {"act": "deported", "day": "2031-02-20"},
        published="2031-03-02",
    )
    assert outcome(earlier).outcome is Outcome.UNKNOWN
