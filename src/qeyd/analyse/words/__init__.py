"""Findings in words. What may be said follows from the type of the basis, not from care while writing.

A language is one file of this folder. The nouns of effects without denominators stand in its ``[reported]`` part and
are the only ones that ``Effect[Reported]`` can reach; those of ``[adjusted]`` ask for an ``Effect[Adjusted]``.
Every number of an effect comes with its interval, incidents, origins, method and assumption, since one template a
language holds them all.
"""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Any

from qeyd.acts import load_acts
from qeyd.analyse.claims import AnsweredClaim
from qeyd.analyse.pattern_report import Element, Standard
from qeyd.analyse.pictures import Row, effects_picture, series_picture
from qeyd.analyse.report import PatternReport
from qeyd.analyse.robustness import band
from qeyd.errors import DataFileError
from qeyd.groups import group_name
from qeyd.model.account import PatternSort
from qeyd.model.finding import Adjusted, Answer, Effect, Finding, Refusal, Reported, Sensitivity

Any_Effect = Effect[Reported] | Effect[Adjusted]


class Kind(StrEnum):
    """What a line is; a linter and a page treat each sort in its own way."""

    HEADING = "heading"
    STANDING = "standing"
    EFFECT = "effect"
    CHANGED = "changed"  #: an effect of a changed record
    REFUSAL = "refusal"
    FACT = "fact"
    QUOTE = "quote"  #: somebody else's words
    STANDARD = "standard"
    HOW = "how"
    IDS = "ids"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a report in words, with the incidents it leads back to."""

    kind: Kind
    text: str
    level: int = (
        0  #: of a heading: 1 the report, 2 a part, 3 a question, an element or a sort of claim; else 0
    )
    key: str = ""  #: of a heading: the question or element it stands over
    supports: tuple[str, ...] = ()  #: of a line of ids: incidents that speak for what stands above
    against: tuple[str, ...] = ()  #: and those that speak against it
    change: str = ""  #: of a changed record: what was changed
    report_id: str = ""  #: of somebody's words: the report or incident they stand in


MOST_IDS = 12  #: ids that a line names; the others are counted in it, and stand in the line's ``supports``


def _same(id: str) -> str | None:
    return id


class Words:
    """The words of one language. DataFileError where the language, or a key of it, is missing.

    ``name_of`` gives the name under which an incident may be shown; None: not at all.
    """

    def __init__(self, language: str, *, name_of: Callable[[str], str | None] = _same) -> None:
        self._name_of = name_of
        file = resources.files("qeyd.analyse.words").joinpath(f"{language}.toml")
        if not file.is_file():
            raise DataFileError(
                Path(f"{language}.toml"),
                "words",
                "is not there.",
                remedy=f"Use one of {', '.join(languages())}.",
            )
        self.language = language
        self._told: dict[str, dict[str, str]] = tomllib.loads(file.read_text("utf-8"))

    def _say(self, part: str, key: str, **values: Any) -> str:
        try:
            return self._told[part][key].format(**values)
        except KeyError as missing:
            file = f"analyse/words/{self.language}.toml"
            raise DataFileError(file, part, f"has no word for {missing}.", remedy="Add it.") from missing

    # --- effects ---------------------------------------------------------------------------------------------

    def reported(self, effect: Effect[Reported], *, method: str, assumption: str) -> str:
        """An effect set against nothing: it speaks of what is reported."""
        noun = self._say("reported", effect.of)
        return self._say("sentence", "reported", noun=noun, **self._numbers(effect, method, assumption))

    def adjusted(self, effect: Effect[Adjusted], *, method: str, assumption: str) -> str:
        """An effect set against control stories or denominators, which it names."""
        noun, against = self._say("adjusted", effect.of), "; ".join(effect.basis.against)
        return self._say(
            "sentence", "adjusted", noun=noun, against=against, **self._numbers(effect, method, assumption)
        )

    def effect(self, effect: Any_Effect, *, method: str, assumption: str) -> str:
        """An effect in the words that its basis allows."""
        basis = effect.basis
        if isinstance(basis, Adjusted):
            return self.adjusted(_as_adjusted(effect, basis), method=method, assumption=assumption)
        return self.reported(
            _as_reported(effect),
            method=method,
            assumption="attention_constant" if assumption == "control_shares_attention" else assumption,
        )

    def _numbers(self, effect: Any_Effect, method: str, assumption: str) -> dict[str, str]:
        return {
            "about": f" ({self.named(effect.about)})" if effect.about else "",
            "value": number(effect.value),
            "low": number(effect.low),
            "high": number(effect.high),
            "level": f"{effect.level * 100:.4g}",
            "n": str(effect.n),
            "origins": str(effect.origins),
            "method": self._say("method", method),
            "assumption": self._say("assumption", assumption),
        }

    def named(self, about: str) -> str:
        """A group, or a group and an act ("Tajiks, detained"), in this language; anything else as it stands."""
        group, comma, act = about.partition(", ")
        if comma and act in load_acts():
            return f"{group_name(group, self.language)}, {load_acts()[act].label_in(self.language).lower()}"
        return group_name(about, self.language)

    def changed(self, one: Sensitivity, *, method: str, assumption: str) -> str:
        """The same effect in a changed record."""
        sentence = self.effect(one.effect, method=method, assumption=assumption)
        told = self._shown(one.change, one.about)
        about = f" ({told})" if told else ""
        return self._say(
            "sentence", "changed", change=self._say("change", one.change), about=about, sentence=sentence
        )

    def refusal(self, one: Refusal) -> str:
        """Why something is not said."""
        amount = self._say("sentence", "amount", have=one.have, need=one.need or "–") if one.have else ""
        return self._say("sentence", "refusal", why=self._say("refusal", one.rule), amount=amount)

    # --- whole reports ---------------------------------------------------------------------------------------

    def answer(self, answer: Answer, *, most_changed: int = 6) -> list[Line]:
        """One answer: its standing, effects, limits, and the changed records that move it most."""
        if isinstance(answer, Refusal):
            return [Line(Kind.REFUSAL, self.refusal(answer))]
        asked = {"method": answer.method, "assumption": answer.assumption}
        standing = self._say("sentence", "standing", standing=self._say("standing", answer.standing.value))
        out = [Line(Kind.STANDING, standing)]
        out += [Line(Kind.EFFECT, self.effect(one, **asked)) for one in answer.effects]
        out += [
            Line(Kind.CHANGED, self.changed(one, **asked), change=one.change)
            for one in _telling(answer, most_changed)
        ]
        for key, value in answer.facts:
            base, _, rest = key.partition(": ")
            shown = f"{self._say('change', rest)} {value}".strip() if rest else value
            if key == "quote":
                out += self._quote(value)
                continue
            if base == "worst":
                shown = self._changed_name(rest, value)
            out.append(
                Line(Kind.FACT, self._say("sentence", "fact", fact=self._say("fact", base), value=shown))
            )
        out += [Line(Kind.REFUSAL, self.refusal(one)) for one in answer.limits]
        supports, against = self._named(answer.incidents_for), self._named(answer.incidents_against)
        if supports or against:
            said = {"for_": self._some(supports), "against": self._some(against)}
            text = self._say("sentence", "incidents", **said)
            out.append(Line(Kind.IDS, text, supports=supports, against=against))
        return out

    def _quote(self, told: str) -> list[Line]:
        where, _, words = told.partition(": ")
        name = self._name_of(where)
        if name is None:
            return []
        said = self._say("sentence", "fact", fact=self._say("fact", "quote"), value=f"{name}: {words}")
        return [Line(Kind.QUOTE, said, report_id=where)]

    def _changed_name(self, change: str, about: str) -> str:
        return f"{self._say('change', change)} {self._shown(change, about)}".strip()

    def _shown(self, change: str, about: str) -> str:
        """What a changed record lacks; ids of affairs are shown only where incidents keep their own."""
        if change == "without incident":
            return self._name_of(about) or ""
        return about if change != "without affair" or self._name_of is _same else ""

    def _named(self, ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(name for id in ids if (name := self._name_of(id)))

    def _some(self, names: Sequence[str]) -> str:
        if not names:
            return self._say("sentence", "none")
        return f"{len(names)}: {', '.join(names[:MOST_IDS])}{', …' if len(names) > MOST_IDS else ''}"

    def element(self, element: Element) -> list[Line]:
        """One of the twelve elements, under its heading."""
        title = f"{element.number}. {self._say('question', element.name)}"
        return [Line(Kind.HEADING, title, 3, element.name), *self.answer(element.answer)]

    def claims(self, report: PatternReport) -> list[Line]:
        """By what is claimed: who claimed it, where and when, and then what the record shows to it."""
        by_sort: dict[PatternSort, list[AnsweredClaim]] = {}
        for one in report.claims:
            by_sort.setdefault(one.sort, []).append(one)
        out = []
        for sort in (one for one in PatternSort if one in by_sort):
            title = self._say("sentence", "claim_answer", sort=self._say("sort", sort.value))
            # Somebody else's word, though it stands over the answer like a heading.
            out.append(Line(Kind.QUOTE, title, 3, f"claim-{sort.value}"))
            out += [self.claim(one) for one in by_sort[sort]]
            for answer in by_sort[sort][0].answers:
                out += self.answer(answer, most_changed=1)
        return out

    def claim(self, one: AnsweredClaim) -> Line:
        """Who claimed what, where and when, in their own words."""
        said = self._say(
            "sentence", "claim", speaker=one.claim.speaker or "–", outlet=one.report.outlet or "–",
            published=one.report.published.value if one.report.published else "–", quote=one.claim.quote.text,
        )  # fmt: skip
        return Line(Kind.QUOTE, said, report_id=one.report.id)

    def standard(self, one: Standard) -> Line:
        """What a standard asks; the text stays in the language it was read in."""
        numbers = ", ".join(str(i) for i in one.elements)
        said = {"name": one.name, "asks": one.asks, "reference": one.reference, "elements": numbers}
        return Line(Kind.STANDARD, self._say("sentence", "standard", **said))

    def alternative(self, picture: str, report: PatternReport) -> str:
        """What a picture shows, in words."""
        series = report.series
        if picture == "ratios":
            return self._say("picture", "effects")
        return self._say(
            "picture", "series",
            first=series.starts[0].isoformat()[:7], last=series.starts[-1].isoformat()[:7],
            n=f"{sum(series.counts):.0f}", most=f"{max(series.counts):.0f}", hatched=len(series.little_coverage),
        )  # fmt: skip

    def word(self, part: str, key: str) -> str:
        """One word or phrase of the language file that has no places to fill."""
        return self._say(part, key)

    def short(self, answer: Answer) -> str:
        """An answer in one line: its question, and its first effect, or why there is none."""
        name = self._say("question", answer.question)
        if isinstance(answer, Refusal):
            return f"{name} {self.refusal(answer)}"
        asked = {"method": answer.method, "assumption": answer.assumption}
        said = [self.effect(one, **asked) for one in answer.effects[:1]]
        return f"{name} {' '.join(said or [line.text for line in self.answer(answer)[:1]])}"

    def step(self, name: str) -> str:
        """What is being asked now, as a line of progress names it."""
        return self._told["question"].get(name) or self._say("page", name)

    def pictures(self, report: PatternReport, *, narrow: bool = False) -> dict[str, str]:
        """The pictures of a report as SVG, by name: the series, and the ratios with their intervals.

        ``narrow`` draws them for screens of a hand's width.
        """
        said = self._told["picture"]
        asked: list[Row] = [
            Row(self._row_name(answer, effect), effect, _band(answer) if number == 0 else None)
            for answer in report.answers
            if isinstance(answer, Finding)
            for number, effect in enumerate(answer.effects)
            if effect.of
            in ("trend", "after_before", "level_ratio", "share_ratio", "rate_ratio", "persons_ratio")
        ]
        series = self.alternative("series", report)
        drawn = {"series": series_picture(report.series, said, alternative=series, narrow=narrow)}
        ratios = effects_picture(asked, said, alternative=self.alternative("ratios", report), narrow=narrow)
        return drawn | ({"ratios": ratios} if ratios else {})

    def _row_name(self, answer: Finding, effect: Any_Effect) -> str:
        name = " ".join(filter(None, (self._say("question", answer.question), self.named(effect.about))))
        is_alone = isinstance(effect.basis, Reported) and isinstance(answer.effects[0].basis, Adjusted)
        return f"{name} – {self._say('picture', 'alone')}" if is_alone else name

    def heading(self, key: str, level: int = 2) -> Line:
        """The heading of a part of the report, by its key in ``[heading]``."""
        return Line(Kind.HEADING, self._say("heading", key), level, key)

    def answers(self, report: PatternReport) -> list[Line]:
        """Every question with its answer."""
        out = []
        for answer in report.answers:
            out.append(Line(Kind.HEADING, self._say("question", answer.question), 3, answer.question))
            out += self.answer(answer)
        return out

    def elements(self, report: PatternReport) -> list[Line]:
        """The twelve elements; the hypothesis of isolated incidents leads them."""
        ordered = sorted(report.elements, key=lambda one: (one.name != "isolated_incidents", one.number))
        return [line for element in ordered for line in self.element(element)]

    def how(self, report: PatternReport) -> list[Line]:
        """How this was done: the question with its digest, looks, cells tested, what was left out or missing."""
        question = report.question
        how = [
            self._say("sentence", "question", name=question.name, digest=question.digest, window=question.window.value,
                      seed=question.seed, replicates=question.replicates),
            self._say("sentence", "looks", look=report.look, looks=question.looks, level=f"{report.level:.4g}",
                      tested=report.tested),
            self._say("sentence", "left", n=report.n, undated=report.undated, left_out=report.left_out),
        ]  # fmt: skip
        if report.as_of:
            how.append(self._say("sentence", "as_of", day=report.as_of.isoformat()))
        if report.not_over:
            how.append(self.refusal(Refusal("window", "period_not_over", str(report.not_over), "0")))
        if report.is_default:
            how.insert(0, self._say("sentence", "default"))
        if report.missing:
            how.append(self._say("sentence", "missing", names=", ".join(report.missing)))
        return [Line(Kind.HOW, one) for one in how]

    def report(self, report: PatternReport, *, quotes: bool = True) -> list[Line]:
        """The whole report. ``quotes`` off leaves out what stands in somebody else's words: quotes and claims."""
        out = [self.heading("report", 1), self.heading("answers"), *self.answers(report)]
        out += [self.heading("elements"), *self.elements(report)]
        if not quotes:
            out = [line for line in out if line.kind is not Kind.QUOTE]
        elif report.claims:
            out += [self.heading("claims"), *self.claims(report)]
        out += [self.heading("standards"), *(self.standard(one) for one in report.standards)]
        return [*out, self.heading("how"), *self.how(report)]


def languages() -> tuple[str, ...]:
    """The languages that findings can be said in."""
    folder = resources.files("qeyd.analyse.words")
    return tuple(
        sorted(one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml"))
    )


def number(value: float) -> str:
    """A number as shown: three figures, never in powers of ten below a million.

    >>> number(1.23456), number(187.0), number(0.000012)
    ('1.23', '187', '0.00')
    """
    if abs(value) >= 1e6:
        return f"{value:.1e}"
    return f"{value:.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"


def _band(answer: Finding) -> tuple[float, float] | None:
    of_control = [one for one in answer.sensitivities if one.change.startswith("control shares")]
    first = answer.effects[0]
    if not of_control or not isinstance(first.basis, Adjusted):
        return None
    return band(_as_adjusted(first, first.basis), of_control)


def _telling(answer: Finding, most: int) -> list[Sensitivity]:
    """Every sort of changed record once, by the one that moves its effect most."""
    if not answer.effects:
        return []
    by_change: dict[str, Sensitivity] = {}
    for one in answer.sensitivities:
        if one.change not in by_change or answer.moves(one) > answer.moves(by_change[one.change]):
            by_change[one.change] = one
    ordered = sorted(by_change.values(), key=lambda one: -answer.moves(one))
    control = [one for one in ordered if one.change.startswith("control shares")]
    return (control + [one for one in ordered if one not in control])[: max(most, len(control))]


def _as_adjusted(effect: Any_Effect, basis: Adjusted) -> Effect[Adjusted]:
    return Effect(
        effect.of,
        effect.value,
        effect.low,
        effect.high,
        basis,
        effect.n,
        effect.origins,
        effect.level,
        effect.p,
        effect.about,
    )


def _as_reported(effect: Any_Effect) -> Effect[Reported]:
    return Effect(
        effect.of,
        effect.value,
        effect.low,
        effect.high,
        Reported(),
        effect.n,
        effect.origins,
        effect.level,
        effect.p,
        effect.about,
    )
