"""The stated reason of an act, by the words that bring one in (`grounds.toml`).

A reason is looked for in the act's own sentence first, then in the sentences around it, where only words that
always bring one in ("is accused of", «вменяют», "səbəb kimi göstərilib") or an offence itself will do.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from qeyd.model import Ground, Told
from qeyd.read.page import Line, Page, Token
from qeyd.read.patterns import Phrases, Term, phrases, term
from qeyd.read.triggers import Trigger

_MOST_WORDS = 22
_AUXILIARIES = ("will", "would", "was", "were", "is", "are", "has", "have", "had", "been", "be")
# Words that may stand between two words of an offence: "did not *fulfil the* obligation *to* register".
_BETWEEN = 3
_SELF = ("özünü", "özlərini", "kendini", "kendilerini")
_ARTICLE = re.compile(r"\d+(?:\.\d+)*")
_OPEN, _CLOSE = "«“„\"'‘", "»”“\"'’"
# How far from the act a sentence may stand that gives the reason, and what that costs.
_REACH = {0: 0.0, 1: 0.3, 2: 0.5, 3: 0.7, 4: 0.9, -1: 0.6}
# What a reason is worth by the words that bring it in, and what it must be worth.
_CUE, _NAMED, _CHARGE, _OFFENCE = 2.0, 2.3, 2.2, 1.75
_NEEDED = 0.6

# Acts that are done "for" something, so that a bare noun after the cue is the reason.
_DONE_FOR = (
    "arrested_or_jailed",
    "charged_or_prosecuted",
    "convicted",
    "fined",
    "listed",
    "dismissed_or_excluded",
)
# Acts whose reason is a charge, often told in a sentence of its own.
_CHARGED = ("arrested_or_jailed", "charged_or_prosecuted", "convicted", "fined", "listed")
# Acts on people's status: their reason is often told beside them, as what the people did.
_STATUS = (
    "citizenship_revoked",
    "residence_or_document_cancelled",
    "deportation_ordered_or_prepared",
    "entry_ban",
)
# Acts that reports hardly ever give an official reason for (3 of 135 annotated ones).
_WITHOUT = (
    "released",
    "killed",
    "died_in_custody",
    "beaten_or_tortured",
    "mass_document_check",
    "searched_or_raided",
    "threat_or_intimidation",
    "refused_entry_or_exit",
    "abducted_or_disappeared",
)


@dataclass(frozen=True, slots=True)
class GroundWords:
    """Cues before a reason ("on charges of"), cues after one (az "üçün"), words for an article of law."""

    before: Phrases
    kept: Phrases  #: cues before a reason whose last word belongs to it: "за участие", "по статье"
    after: Phrases
    named: Phrases  #: cues before what a sentence names the reason of whatever act was told before it
    charge_before: Phrases  #: cues before and after a charge: "accused of", az "maddəsi ilə"
    charge_after: Phrases
    offences: tuple[tuple[Term, ...], ...]  #: what is a reason without any cue: "failed to register"
    offence_opens: Term  #: the first words of those
    stops: Term  #: words that end a reason: conjunctions, verbs of saying
    article: Term
    gerund: Term  #: cues that bring in a reason only before a gerund: "for taking part"
    quoted: Term  #: words that bring in a reason where quotation marks follow: «за "подрыв единства"»
    purpose: Term  #: cues after a reason that also stand after an aim: az "üçün"
    codes: dict[str, str]  #: beginnings of a code's name -> short name


def ground_words(table: dict[str, Any]) -> GroundWords:
    """Make a language's `grounds.toml` ready."""
    far = table.get("far", {})
    return GroundWords(
        before=phrases({"before": table.get("before", [])}),
        kept=phrases({"kept": table.get("before_kept", [])}),
        after=phrases({"after": table.get("after", [])}),
        named=phrases({"named": far.get("named", [])}),
        charge_before=phrases({"before": far.get("before", [])}),
        charge_after=phrases({"after": far.get("after", [])}),
        offences=tuple(
            tuple(term(word) for word in line.split()) for line in table.get("offences", {}).get("words", [])
        ),
        offence_opens=term(
            "|".join(line.split()[0] for line in table.get("offences", {}).get("words", [])) or "--"
        ),
        stops=term("|".join(table.get("stops") or ["--"])),
        article=term("|".join(table.get("article") or ["--"])),
        gerund=term("|".join(table.get("before_gerund") or ["--"])),
        quoted=term("|".join(table.get("before_quoted") or ["--"])),
        purpose=term("|".join(table.get("purpose") or ["--"])),
        codes=dict(table.get("codes", {})),
    )


def ground_of(
    page: Page, trigger: Trigger, words: GroundWords, *, is_cue: Callable[[int, int], bool], read_by: str
) -> Told[Ground] | None:
    """The reason told for an act: in its own sentence the nearest, else one told just after or before it.

    ``is_cue`` tells of a stretch whether it names a speaker, which is no reason. None when none is told.
    """
    if trigger.act in _WITHOUT:
        return None
    best: tuple[float, int, int] | None = None
    for weight, first, last in _reasons(page, trigger, words):
        if is_cue(page.tokens[first].start, page.tokens[last].end):
            continue
        if best is None or weight > best[0]:
            best = (weight, first, last)
    if best is None or best[0] < _NEEDED:
        return None
    _, first, last = best
    quote = page.report.quote(page.tokens[first].start, page.tokens[last].end)
    return Told(Ground(_articles(page, first, last, words)), quote, read_by)


def _reasons(page: Page, trigger: Trigger, words: GroundWords) -> Iterator[tuple[float, int, int]]:
    """Every reason around an act: what it is worth, its first and last word."""
    for away, cost in _REACH.items():
        index = trigger.line.index + away
        if not 0 <= index < len(page.lines):
            continue
        offences = away == 0 or trigger.act in _STATUS
        for kind, at, first, last in _told_in(
            page, page.lines[index], trigger, words, own=away == 0, offences=offences
        ):
            if away and kind == _CHARGE and (trigger.act not in _CHARGED or away < 0):
                continue
            distance = min(abs(at - trigger.head) / 30, 0.8) if away == 0 else 0.3
            yield kind - cost - distance, first, last


def _told_in(
    page: Page, line: Line, trigger: Trigger, words: GroundWords, *, own: bool, offences: bool
) -> Iterator[tuple[float, int, int, int]]:
    """The reasons in a sentence: their kind, the word they are told at, their first and last word."""
    tokens, stop = page.tokens, line.words.stop
    for at in line.words:
        if own:
            cue = words.before.at(tokens, at, stop)
            if cue and not _quoted_before(
                tokens, at, line.words.start
            ):  # az "“...” adı ilə": what is named stands before
                span = _following(page, line, cue[1] + 1, trigger, words)
                if span and (not words.gerund.meets(tokens[at]) or _may_follow_for(tokens[span[0]], trigger)):
                    yield _CUE, at, *span
            if words.quoted.meets(tokens[at]):
                span = _quoted_after(tokens, at + 1, stop)
                if span:
                    yield _NAMED, at, *span
            cue = words.kept.at(tokens, at, stop)
            if cue:
                span = _following(page, line, cue[1], trigger, words)
                if span:
                    yield _CUE, at, *span
            cue = words.after.at(tokens, at, stop)
            if cue and not (words.purpose.meets(tokens[at]) and not _is_cause(tokens[at - 1])):
                span = _preceding(page, line, at, trigger, words)
                if span:
                    yield _CUE, at, *span
        for kind, cues in ((_NAMED, words.named), (_CHARGE, words.charge_before)):
            cue = cues.at(tokens, at, stop)
            if cue:
                span = _following(page, line, cue[1] + 1, trigger, words)
                if span:
                    yield kind, at, *span
        cue = words.charge_after.at(tokens, at, stop)
        if cue and tokens[cue[1]].forms[0].number != "plur":  # not "the *accused*"
            span = _preceding(page, line, at, trigger, words)
            if span:
                yield _CHARGE, at, *span
        if not offences or not words.offence_opens.meets(tokens[at]):
            continue
        for offence in words.offences:
            last = _offence_at(tokens, at, stop, offence)
            if last is not None:
                yield _OFFENCE, at, at, _grown(page, last, stop)


def _offence_at(tokens: tuple[Token, ...], at: int, stop: int, offence: tuple[Term, ...]) -> int | None:
    """The last word of an offence that begins at a word, or None."""
    if not offence[0].meets(tokens[at]):
        return None
    last = at
    for one in offence[1:]:
        near = range(last + 1, min(stop, last + 2 + _BETWEEN))
        met = next((i for i in near if one.meets(tokens[i])), None)
        if met is None or any(tokens[i].text in ".;,:!?" for i in range(last, met)):
            return None
        last = met
    return last


def _grown(page: Page, last: int, stop: int) -> int:
    """The last word of an offence with the genitives after it: "истёк срок действия патента"."""
    tokens = page.tokens
    while page.language.code in ("ru", "uk") and last + 1 < stop:
        token = tokens[last + 1]
        if token.is_mark or token.forms[0].case != "gen" or token.forms[0].pos not in ("noun", "adj"):
            break
        last += 1
    return last


def _may_follow_for(token: Token, trigger: Trigger) -> bool:
    """Whether the word after "for" can begin a reason: a gerund, or a noun that is no length of time."""
    if "participle" in token.features and "present" in token.features:
        return True
    return trigger.act in _DONE_FOR and token.forms[0].pos in ("noun", "adj") and not token.is_capital


def _is_cause(token: Token) -> bool:
    """Whether the word before az "üçün", tr "için" tells a cause ("-dığı üçün") and no aim ("-ması üçün")."""
    return any(
        form.pos == "verb" and {"participle", "past"} <= set(form.features) for form in token.forms[:3]
    )


def _following(
    page: Page, line: Line, first: int, trigger: Trigger, words: GroundWords
) -> tuple[int, int] | None:
    """The reason after a cue: up to a stop, a comma before a new clause, or (az, tr) the verb."""
    tokens = page.tokens
    verb_last = page.language.code in ("az", "tr")
    while first < line.words.stop and (tokens[first].is_mark or tokens[first].forms[0].pos == "pron"):
        if tokens[first].text in ".;!?" or first == trigger.head:
            return None
        first += 1
    quoted = _quoted_after(tokens, first - 1, line.words.stop) if first else None
    if quoted and quoted[1] > quoted[0]:
        return quoted
    last = first - 1
    clause = tokens[first - 1].fold in ("that", "что", "що") or (
        first < line.words.stop and _is_finite(tokens[first])
    )
    for at in range(first, min(line.words.stop, first + _MOST_WORDS)):
        token = tokens[at]
        if (
            token.text in ".;:!?"
            or words.stops.meets(token)
            or (token.text in _CLOSE and tokens[first - 1].text in _OPEN)
            or (token.text == "," and _new_clause(tokens, at))
            or (token.text in "—–" and not clause)
        ):
            break
        if at == trigger.head or (not clause and at > first and _is_finite(token) and not token.is_capital):
            break
        if token.forms[0].pos == "conj" and at + 1 < line.words.stop and _opens_clause(tokens[at + 1]):
            break
        if verb_last and _is_finite(token):
            break
        last = at
    last = _without_marks(tokens, first, last)
    if tokens[last].text in ("and", "и", "və", "ve", "та", "і", "to", "was", "is") and last > first:
        last -= 1
    return (first, last) if last >= first else None


def _opens_clause(token: Token) -> bool:
    """Whether a word after "and" begins another clause: a verb, "will", "was"."""
    features = set(token.forms[0].features)
    return _is_finite(token) or token.fold in _AUXILIARIES or {"participle", "passive"} <= features


def _is_finite(token: Token) -> bool:
    """Whether a word is, first of all, a verb that ends a clause."""
    form = token.forms[0]
    return form.pos == "verb" and ("finite" in form.features or {"participle", "short"} <= set(form.features))


def _preceding(
    page: Page, line: Line, stop: int, trigger: Trigger, words: GroundWords
) -> tuple[int, int] | None:
    """The reason before a cue, as Azerbaijani and Turkish tell it; the words in quotation marks, if it is those."""
    tokens = page.tokens
    if tokens[stop - 1].fold in ("qarşı", "karşı"):  # "the charges *against* him"
        return None
    quoted = _quoted_before(tokens, stop, line.words.start)
    if quoted:
        return quoted
    first = stop
    for at in range(stop - 1, max(line.words.start, stop - _MOST_WORDS) - 1, -1):
        token = tokens[at]
        if token.text in ".;:!?—–" or words.stops.meets(token) or at == trigger.head:
            break
        if token.text == ",":
            if not _goes_on(tokens, at, first, stop):
                break
            continue
        if _is_finite(token) or "converb" in token.forms[0].features:
            break
        if token.text[0].isdigit() and "-" in token.text and token.cases & {"loc", "dat", "gen"}:
            break
        named = token.is_capital and at > line.words.start
        if named and ("acc" in token.cases or (first < stop and "nom" in token.cases)):
            break
        first = at
    while first < stop and tokens[first].is_mark:
        first += 1
    if first >= stop or (stop - first == 1 and tokens[first].is_capital and first > line.words.start):
        return None
    if all(tokens[i].forms[0].pos in ("pron", "conj") or tokens[i].fold in _SELF for i in range(first, stop)):
        return None
    return first, _without_marks(tokens, first, stop - 1)


def _quoted_after(tokens: tuple[Token, ...], at: int, stop: int) -> tuple[int, int] | None:
    """The words in the quotation marks that open at a word, where they are no name or title."""
    if at >= stop or tokens[at].text not in _OPEN:
        return None
    close = next(
        (i for i in range(at + 1, min(stop, at + 2 + _MOST_WORDS)) if tokens[i].text in _CLOSE), None
    )
    if close is None or close == at + 1 or tokens[at + 1].is_capital:
        return None
    return at + 1, close - 1


def _quoted_before(tokens: tuple[Token, ...], stop: int, floor: int) -> tuple[int, int] | None:
    """The words in quotation marks just before a cue."""
    end = next((i for i in (stop - 1, stop - 2) if i > floor and tokens[i].text in _CLOSE), None)
    if end is None:
        return None
    for at in range(end - 1, floor - 1, -1):
        if tokens[at].text in _OPEN:
            return (at + 1, end - 1) if at + 1 < end else None
    return None


def _goes_on(tokens: tuple[Token, ...], comma: int, first: int, stop: int) -> bool:
    """Whether a reason goes on before a comma: a list of offences, or of "-dığı" clauses."""
    if first >= stop:
        return False
    before, last = tokens[comma - 1], tokens[stop - 1]
    if before.is_mark or before.is_capital:
        return False
    shared = {"participle", "verbal-noun", "possessive3"} & before.features & last.features
    if "participle" in shared:
        return True
    return (
        before.forms[0].pos in ("noun", "verb") and before.forms[0].case == "nom" and not _is_finite(before)
    )


def _new_clause(tokens: tuple[Token, ...], comma: int) -> bool:
    """Whether a comma ends the reason: what follows is neither one more of a list nor a participle."""
    following = tokens[comma + 1 : comma + 2]
    if not following or following[0].is_capital:
        return True
    form = following[0].forms[0]
    if form.pos in ("noun", "adj"):
        return False
    if "verbal-noun" in following[0].features:
        return not any(token.fold in ("and", "or") for token in tokens[comma + 2 : comma + 5])
    return not ("participle" in form.features and "short" not in form.features and form.case is not None)


def _without_marks(tokens: tuple[Token, ...], first: int, last: int) -> int:
    while last >= first and tokens[last].is_mark:
        last -= 1
    return last


def _articles(page: Page, first: int, last: int, words: GroundWords) -> tuple[str, ...]:
    found = []
    for at in range(first, last + 1):
        if words.article.meets(page.tokens[at]):
            for near in page.tokens[max(first, at - 3) : min(last, at + 3) + 1]:
                number = _ARTICLE.match(near.text)
                if number:
                    found.append(number[0])
    return tuple(dict.fromkeys(found))
