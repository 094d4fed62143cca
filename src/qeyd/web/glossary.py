"""The words of the codebook and what they mean here, for the glossary page of each language."""

import re

from qeyd.acts import load_acts
from qeyd.model import Grade, Nexus, PatternSort, Stage, Stance
from qeyd.web.explore_pages import GlossaryPage, Term
from qeyd.web.text import pt, t
from qeyd.web.words import (
    act_label,
    alphabetical,
    grade_label,
    grade_meaning,
    nexus_label,
    pattern_label,
    stage_label,
    stance_label,
)


def glossary_page() -> GlossaryPage:
    """All terms, in parts."""
    return GlossaryPage(
        (
            ("basics", t("What is recorded"), _basics()),
            ("acts", t("Acts"), _acts()),
            ("telling", t("Stage and stance"), _telling()),
            ("grades", t("Grades"), tuple(Term(grade_label(one), grade_meaning(one)) for one in Grade)),
            ("fields", t("Fields of an account"), _fields()),
            ("nexus", t("What ties an act to the people"), _ties()),
            ("said", t("What people say"), _said()),
        )
    )


def _basics() -> tuple[Term, ...]:
    return (
        Term(t("Report"), t("One version of one article, as it was archived. It never changes.")),
        Term(
            t("Account"),
            t("One report's telling of one incident. What the report does not say stays empty."),
        ),
        Term(
            t("Incident"),
            t(
                "One act against one set of people, in one place, on one occasion, done or ordered by an authority "
                "or with its tolerance."
            ),
            t("Not an incident: totals of a period, bills and rules, history, general complaints, polls."),
        ),
        Term(
            t("Affair"),
            t("The incidents of one matter, in time order: a raid, its detentions, the charges that follow."),
        ),
        Term(
            t("Origin"),
            t(
                "The first knower that an account comes from: an agency's release, a lawyer, a witness, a reporter's "
                "own work."
            ),
            t("A reprint, a translation or a quotation adds a report, not an origin."),
        ),
        Term(t("Background"), t("What a report recalls as context for its news.")),
        Term(
            t("Judgement"),
            t("A person's answer: yes, no or unsure. It is kept with its time and coder, and never edited."),
        ),
        Term(
            t("Coverage"),
            t("What was looked at: which outlets, on which days. Without it, silence says nothing."),
        ),
    )


def _acts() -> tuple[Term, ...]:
    acts = sorted(
        load_acts().values(), key=lambda act: (act.code == "other", alphabetical(act_label(act.code)))
    )
    return tuple(
        Term(
            act_label(act.code),
            pt("act", act.definition),
            _with_labels(pt("act", act.is_not)) if act.is_not else "",
        )
        for act in acts
    )


def _with_labels(text: str) -> str:
    """A text that names other acts by their codes, with their labels instead."""
    return re.sub(r"`(\w+)`", lambda code: t("“{words}”", words=act_label(code[1])), text)


def _telling() -> tuple[Term, ...]:
    return (
        Term(stage_label(Stage.DONE), t("It was done, as told.")),
        Term(stage_label(Stage.PLANNED), t("Prepared, ordered for later, announced or threatened.")),
        Term(
            stance_label(Stance.ASSERTED),
            t("The report tells it in its own voice, or passes it on without distance, whoever said it."),
        ),
        Term(
            stance_label(Stance.CLAIMED),
            t("The report keeps its distance, or gives it only as the word of one side against another's."),
        ),
        Term(
            stance_label(Stance.DENIED),
            t("Somebody with standing denies it, or the report says that it did not happen."),
        ),
    )


def _fields() -> tuple[Term, ...]:
    return (
        Term(
            t("People"),
            t("How many, no more exactly than told: “at least 40” stays open above, “up to 50” below."),
            t("Families are counted as families and never turned into persons."),
        ),
        Term(
            t("Group"),
            t("Who the people are taken as, in the report's words."),
            t("Never inferred from a name, a face, a language or a birthplace."),
        ),
        Term(t("Done by"), t("Who did it: the most specific office or body that is named.")),
        Term(
            t("Place"),
            t("Where the act was done: the settlement or city district, else the region or country."),
            t("Not where the report was written, nor where somebody was born."),
        ),
        Term(
            t("Time"),
            t("When the act was done, from words of the report."),
            t("The day of publication is never taken for it."),
        ),
        Term(t("Stated ground"), t("The legal or official reason that the authority gives.")),
        Term(
            t("Said by"),
            t("The chain of those who answer for the telling, the one nearest to the event first."),
        ),
    )


def _ties() -> tuple[Term, ...]:
    meanings = {
        Nexus.GROUP: t("origin or nationality"),
        Nexus.BELIEF: t("religion or conviction"),
        Nexus.SPEECH: t("words, posts, protest"),
        Nexus.WORK: t("as journalists, defenders, lawyers, activists"),
        Nexus.STATUS: t("as migrants, naturalised or stateless people"),
        Nexus.TREATMENT: t("violence, a mass operation, death in custody"),
    }
    return tuple(Term(nexus_label(one), meanings[one]) for one in Nexus)


def _said() -> tuple[Term, ...]:
    meanings = {
        PatternSort.RISE: t("“a clear increase”"),
        PatternSort.SPREAD: t("“in various regions”"),
        PatternSort.SELECTIVITY: t("“only against…”"),
        PatternSort.INTENT: t("“a deliberate policy”"),
        PatternSort.SYSTEMATIC: t("“has begun to take on a systematic character”"),
    }
    return (
        Term(
            t("Accusation"),
            t(
                "What somebody says that the people did. Never a fact, never an incident, never a property of a person."
            ),
        ),
        Term(t("Opinion"), t("A speaker's assessment.")),
        Term(
            t("Pattern claim"),
            t("A statement about many cases or about change. The analysis tests it."),
            ", ".join(f"{pattern_label(one)} ({meanings[one]})" for one in PatternSort),
        ),
    )
