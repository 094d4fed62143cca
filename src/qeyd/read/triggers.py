"""Where a page tells an act: the word that carries it, who its subject is, and how it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qeyd.read.page import Line, Page, Token
from qeyd.read.patterns import ActWords, Pattern, Term, reach_of, term

# An act that is another one until it is carried out (CODEBOOK §9): "will be deported" tells that it is prepared.
_TO_COME = {"deported": "deportation_ordered_or_prepared"}
# Nouns for these tell what has happened: "demand that the death in the cell be investigated" plans no death.
_ONLY_TOLD_AFTER = ("killed", "died_in_custody", "beaten_or_tortured")
# How many words before a verb may hold what turns it: "was not detained", "may soon be deported".
_TURN_REACH = 5


@dataclass(frozen=True, slots=True)
class Trigger:
    """One telling of an act, before anybody knows whom it befell."""

    act: str
    pattern: Pattern
    line: Line
    head: int  #: number of the word that carries it
    words: tuple[int, ...]
    clause: range
    voice: str  #: active, passive, noun, participle
    negated: bool
    planned: bool
    hypothetical: bool
    general: bool  #: about what happens as a rule, in law or over time, not about one occasion


@dataclass(frozen=True, slots=True)
class TurningWords:
    """A language's `modality.toml`: what makes an act planned, denied, imagined or general."""

    planned: Term
    negation: Term
    hypothetical: Term
    general: Term
    general_clause: tuple[tuple[Term, ...], ...]
    passive_helpers: Term
    active_helpers: Term
    planned_after: bool  #: whether the turning words follow the verb (az, tr)


def turning_words(table: dict[str, Any]) -> TurningWords:
    """Make a language's `modality.toml` ready."""

    def words(key: str) -> Term:
        return term("|".join(table.get(key) or ["--"]))

    return TurningWords(
        planned=words("planned"),
        negation=words("negation"),
        hypothetical=words("hypothetical"),
        general=words("general"),
        general_clause=tuple(
            tuple(term(w) for w in phrase.split()) for phrase in table.get("general_phrases", [])
        ),
        passive_helpers=words("passive_helpers"),
        active_helpers=words("active_helpers"),
        planned_after=bool(table.get("verb_last", False)),
    )


# After a Turkic conditional they make it a fact: "although".
_ALTHOUGH = ("da", "də", "de", "belə", "bile")


def triggers_in(page: Page, act_words: ActWords, turning: TurningWords) -> tuple[Trigger, ...]:
    """Every act a page tells, in the order of the text; one act a word, the most demanding pattern wins."""
    found: list[Trigger] = []
    tokens = page.tokens
    for line in page.lines:
        taken: dict[int, tuple[Pattern, tuple[int, ...], range]] = {}
        for index in line.words:
            patterns = act_words.headed_by(tokens[index].ordered)
            if not patterns or _only_names_people(page, line, index):
                continue
            patterns = [p for p in patterns if _can_carry(page, line, index, p)]
            clause = page.clause_in(line, index)
            around = {key for i in reach_of(index, clause) if i != index for key in tokens[i].keys}
            patterns = [p for p in patterns if p.may_meet(around)]
            met = [(p, at) for p in patterns if (at := p.at(tokens, index, clause)) is not None]
            if met:
                pattern, words = max(met, key=lambda pair: pair[0].rank)
                taken[index] = (pattern, words, clause)
        for index, (pattern, words, clause) in taken.items():
            # a word that another, more demanding pattern of the same act rests on tells nothing by itself
            if any(
                other != index and index in rest and more.rank[:2] > pattern.rank[:2]
                for other, (more, rest, _) in taken.items()
            ):
                continue
            # a broad pattern gives way, too, to one that a word it rests on carries: "deported under a court ruling"
            if pattern.is_broad and any(
                at != index and at in taken and not taken[at][0].is_broad for at in words
            ):
                continue
            found.append(_trigger(page, line, pattern, index, words, clause, turning))
    return tuple(found)


def _can_carry(page: Page, line: Line, index: int, pattern: Pattern) -> bool:
    """Whether a word can be the verb or noun that a pattern asks for: "March" is no marching, "finest" no fine."""
    token = page.tokens[index]
    if token.is_capital and index > line.words.start and token.text[1:].islower():
        before = page.tokens[index - 1]
        if not before.is_mark:
            return False
    parts = {form.pos for form in token.forms[:3]}
    if pattern.frame == "nouns":
        return token.forms[0].pos != "verb" or "verbal-noun" in token.features or page.language.code != "en"
    if page.language.code == "en":
        return token.forms[0].pos == "verb" or _is_english_verb(page, line, index)
    # The Ukrainian dictionary keeps passive participles as adjectives.
    return bool(parts & {"verb", "other"}) or bool(token.features & {"participle", "passive"})


# English words after which a word that can be both is a verb, and words that a verb takes beside an object.
_BEFORE_A_VERB = (
    *(
        "to",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "not",
        "n't",
        "did",
        "do",
    ),
    *("he", "she", "they", "we", "who"),
)
_BESIDE_A_VERB = ("up", "down", "off", "out", "away", "in")


def _is_english_verb(page: Page, line: Line, index: int) -> bool:
    """Whether a word that is a noun by itself is a verb here: "had to line up", "court jails three", "police raid a".

    It is one between a word that asks for a verb, or a noun that can be its subject, and what can be its object.
    """
    token = page.tokens[index]
    features = next((form.features for form in token.forms[:3] if form.pos == "verb"), frozenset[str]())
    if not features & {"infinitive", "person3"} or not line.words.start < index < line.words.stop - 1:
        return False
    before, after = page.tokens[index - 1], page.tokens[index + 1]
    begins_object = not after.is_mark and (
        after.forms[0].pos in ("num", "pron", "name") or after.fold in ("the", "a", "an")
    )
    if before.fold in _BEFORE_A_VERB:
        return begins_object or after.forms[0].pos in ("noun", "adj") or after.fold in _BESIDE_A_VERB
    subject = before.forms[0]
    number = "sing" if "person3" in features else "plur"
    is_subject = subject.pos == "name" or (
        subject.pos == "noun" and (subject.number == number or before.fold == "police")
    )
    return begins_object and is_subject


# How many words after an attributive participle its noun may stand.
_ATTRIBUTE_REACH = 4


def _only_names_people(page: Page, line: Line, index: int) -> bool:
    """Whether a participle is used for people or things told before, and tells nothing itself.

    "двое из задержанных", "мать погибшего", "похищенный кабель": a full participle that opens no clause of its
    own, and whose noun, if it has one, is nothing alive. English participles are not marked so.
    """
    tokens = page.tokens
    token = tokens[index]
    form = token.forms[0]
    if page.language.morphology == "turkic":
        # "saxlanılanların sayı": a participle that is itself plural or declined is a noun for people
        alone = form.number == "plur" or form.case not in (None, "nom")
        return "participle" in form.features and "possessive3" not in form.features and alone
    if page.language.morphology != "dictionary" or form.pos != "verb" or form.case is None:
        return False
    before = tokens[max(line.words.start, index - 2) : index]
    if not before and index + 1 < line.words.stop and "finite" in tokens[index + 1].forms[0].features:
        return True  # "Высланные жили в Омске": the subject of another verb
    if not before or before[-1].text in ",—–(" or (len(before) > 1 and before[0].text in ",—–("):
        return False
    for following in tokens[index + 1 : min(line.words.stop, index + 1 + _ATTRIBUTE_REACH)]:
        if following.is_mark or "finite" in following.features:
            break
        if following.parts & {"noun", "name"} and form.case in following.cases:
            return not (following.is_capital or "animate" in following.features)
    return True


def _trigger(
    page: Page,
    line: Line,
    pattern: Pattern,
    head: int,
    words: tuple[int, ...],
    clause: range,
    turning: TurningWords,
) -> Trigger:
    tokens = page.tokens
    token = tokens[head]
    turkic = page.language.morphology == "turkic"
    if turning.planned_after:
        around = [tokens[i] for i in range(head, min(clause.stop, head + _TURN_REACH + 1))]
        before = [tokens[i] for i in range(max(clause.start, head - 2), head)]
    else:
        around = [tokens[i] for i in range(max(clause.start, head - _TURN_REACH), head + 1)]
        before = around
    features = _verb_features(token)
    # What the pattern itself asks for turns nothing: "не пустили", "угрожал".
    asked = token.fold in pattern.sequence[pattern.head].exact  # "uzatılmadı", named as it stands
    negated = ("negative" in features and not asked) or any(
        turning.negation.meets(t) for t in before[-4:] if t.index not in words
    )
    # "запрет" is a ban, though also "will lock": a noun has no tense
    future = pattern.frame != "nouns" and "future" in features and not {"past", "participle"} & features
    planned = future or (
        not _is_attribute(page, head, features) and any(turning.planned.meets(t) for t in around)
    )
    if pattern.frame == "nouns" and pattern.act in _ONLY_TOLD_AFTER:
        planned = False
    wished = features & ({"conditional", "imperative", "necessity"} if turkic else {"conditional"})
    if turkic and token.forms[0].pos != "verb":
        wished = frozenset()
    if turkic and head + 1 < len(tokens) and tokens[head + 1].fold in _ALTHOUGH:
        wished -= {"conditional"}  # "buraxılsa da": although they were let go
    hypothetical = bool(wished) or any(
        turning.hypothetical.meets(tokens[i])
        for i in range(max(clause.start, head - 8), min(clause.stop, head + 5))
        if i not in words
    )
    reach = range(max(clause.start, head - 10), min(clause.stop, head + 10))
    general = any(turning.general.meets(tokens[i]) for i in reach) or any(
        _phrase_in(tokens, reach, phrase) for phrase in turning.general_clause
    )
    return Trigger(
        _TO_COME.get(pattern.act, pattern.act) if planned else pattern.act,
        pattern,
        line,
        head,
        words,
        clause,
        _voice(page, pattern, head, clause, turning),
        negated,
        planned,
        hypothetical,
        general,
    )


def _is_attribute(page: Page, head: int, features: frozenset[str]) -> bool:
    """Whether a Turkic participle only describes its noun: what the sentence plans is another act."""
    if page.language.morphology != "turkic" or "participle" not in features:
        return False
    return "possessive3" not in features and page.tokens[head].forms[0].case in (None, "nom")


def _phrase_in(tokens: Sequence[Token], reach: range, phrase: tuple[Term, ...]) -> bool:
    first = phrase[0]
    return any(
        first.meets(tokens[i])
        and all(i + k < len(tokens) and one.meets(tokens[i + k]) for k, one in enumerate(phrase))
        for i in reach
    )


def _verb_features(token: Token) -> frozenset[str]:
    verbs = [form for form in token.forms if form.pos == "verb"]
    if verbs:
        return verbs[0].features
    # The Ukrainian dictionary keeps passive participles as adjectives.
    passives = [form.features | {"participle"} for form in token.forms if "passive" in form.features]
    return passives[0] if passives else frozenset()


def _is_told_of(page: Page, head: int, features: frozenset[str]) -> bool:
    """Whether a Turkic participle is what is said, its people before it: az "üç nəfərin saxlanıldığını bildirib"."""
    if "participle" not in features or "possessive3" not in features:
        return False
    if "passive" in features or page.tokens[head].forms[0].case != "nom":
        return True
    following = page.tokens[head + 1 : head + 2]
    return not following or following[0].forms[0].pos not in ("noun", "adj", "num", "name")


def _voice(page: Page, pattern: Pattern, head: int, clause: range, turning: TurningWords) -> str:
    if pattern.frame == "nouns":
        return "noun"
    tokens = page.tokens
    token = tokens[head]
    features = _verb_features(token)
    if page.language.code != "en":
        if "verbal-noun" in features or _is_told_of(page, head, features):
            return "noun"
        if "passive" in features:
            is_predicate = bool(features & {"finite", "short"})
            return "participle" if "participle" in features and not is_predicate else "passive"
        return "participle" if "participle" in features else "active"
    if "participle" not in token.features and "past" not in token.features:
        return "active"
    for at in range(head - 1, max(clause.start, head - 5) - 1, -1):
        if turning.passive_helpers.meets(tokens[at]):
            return "passive"
        if turning.active_helpers.meets(tokens[at]):
            return "active"
        if tokens[at].is_mark or tokens[at].forms[0].pos in ("noun", "name", "pron"):
            break
    following = tokens[head + 1] if head + 1 < clause.stop else None
    if following is None or following.is_mark or following.forms[0].pos in ("prep", "conj", "adv"):
        previous = tokens[head - 1] if head > clause.start else None
        irregular_past = "past" in token.features and "participle" not in token.features
        if not irregular_past and previous is not None and not previous.is_mark:
            return "participle"
        return "passive"
    return "active"
