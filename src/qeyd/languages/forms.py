"""One way to understand a written word."""

from dataclasses import dataclass

#: The parts of speech a form may have.
PARTS_OF_SPEECH = ("noun", "adj", "verb", "name", "num", "pron", "adv", "conj", "prep", "part", "other")
#: The cases a form may have; English knows only the genitive ("'s").
CASES = ("nom", "gen", "dat", "acc", "loc", "abl", "ins")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to understand a written word: its dictionary form, and what its ending says."""

    lemma: str  #: dictionary form, folded by the language; az and tr verbs are bare stems
    pos: str  #: one of PARTS_OF_SPEECH
    case: str | None = None  #: one of CASES, or None where the ending does not say
    number: str | None = None  #: "sing", "plur" or None
    features: frozenset[str] = frozenset()  #: "finite", "participle", "passive", "past", "possessive3" ...

    def has(self, *features: str) -> bool:
        """Say whether the form has all of these features."""
        return self.features.issuperset(features)
