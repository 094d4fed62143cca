"""Tell which language a text is written in: by its letters and commonest words, and by py3langid when those
do not decide.

Every word votes. It speaks for a language of ours when it has a letter only that language writes, is one of
its commonest words, or has an ending of its own; it speaks against all of ours when it has a letter none of them
writes. Azerbaijani and Turkish typed without their own letters are told by the same words typed so. The
languages, their letters, words and endings are data: `[letters]` in each `language.toml`.

py3langid (Barbaresi, BSD; after Lui and Baldwin 2012, langid.py, ACL) is asked when the votes are few or divided,
and then only about languages of the script most of the text is written in. It is opened at the first such text,
some 0.7 s.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from qeyd.languages.language import INVISIBLE, Language, load_languages

# As much as a long article: more text does not change the answer.
_CHARACTERS_READ = 20_000
_NO_LANGUAGE = re.compile(
    r"(?:https?://|www\.)\S+|[^\s@]{1,64}@\S+|(?<!\w)[@#]\w+|\w+\.(?:com|org|info|net)\b"
)
_UNSEEN = re.compile(f"[{INVISIBLE}]")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
# A share of the words that settles it without py3langid, and how far the next language must be behind.
# Chosen on our own sentences: news text gives its own language .3 to .8, a foreign one below .1.
_ENOUGH, _FEW_WORDS, _AHEAD = 0.2, 4, 2.5
# Above this share of words in letters that are not ours the text may be in another language.
_FOREIGN = 0.1
# qeyd is given texts in its own languages far more often than in others of the library's hundred.
_EXPECTED = 4.0
_WEIGHT_OF_VOTES = 12.0
# Languages that the library knows and that no news agency of the region writes: short texts fall into them.
_UNLIKELY = (
    "zxx ext la eo vo ace bcl gcf gom grc gug hbo kik nso pcm rw se sn st an ary fuv gcr guw kab lij ltg wa arz mt "
    "nn oc vec wuu yue br cy fo fy ga gd gl ht is jv lb lg ln mg om qu so sw tl xh yo zu ha ig af eu et ms uzs"
)
# The languages of the library in each script that more than one of them shares.
_CYRILLIC = "ru uk be bg kk ky mk mn sr tg tt ba"
_ARABIC = "ar fa ur ps ug ku sdh"
_OTHER_SCRIPTS = "as am bn dz el gu he hi hy ja ka km kn ko lo ml mr my ne or pa sa si ta te th zh"


@dataclass(frozen=True, slots=True)
class _Marks:
    """What tells one language, made ready for look-up."""

    language: Language
    alphabet: frozenset[str]
    only_here: frozenset[str]
    common: frozenset[str]
    common_plain: frozenset[str]
    endings: tuple[str, ...]


def detect_language(text: str) -> str | None:
    """Tell the language of a text: a code such as "az", or None where the text has no letters.

    A text in several languages is told by the one most of its words are in, so a quotation in another language
    does not turn it. Languages that qeyd cannot read get the code that py3langid gives them ("kk", "de").

    >>> detect_language("Polis üç nəfəri saxlayıb."), detect_language("Полиция задержала троих."), detect_language("5")
    ('az', 'ru', None)
    """
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", text[:_CHARACTERS_READ]))
    seen = _NO_LANGUAGE.sub(" ", seen)
    words = Counter(_WORD.findall(seen))
    if not words:
        return None
    script = _main_script(words)
    words = Counter({word: count for word, count in words.items() if _script(word) == script})
    votes, foreign = _votes(words, script)
    total = words.total()
    if votes and foreign < _FOREIGN * total:
        first = max(sorted(votes), key=votes.__getitem__)
        most, second = [*sorted(votes.values(), reverse=True), 0.0][:2]
        if total >= _FEW_WORDS and most >= _ENOUGH * total and most >= _AHEAD * second:
            return first
    return _ask_library(seen, script, votes, total, foreign)


def _main_script(words: Counter[str]) -> str:
    letters: Counter[str] = Counter()
    for word, count in words.items():
        letters[_script(word)] += len(word) * count
    return letters.most_common(1)[0][0]


@lru_cache(maxsize=50_000)
def _script(word: str) -> str:
    """Name the script of a word by its first letter: "Latin", "Cyrillic", "Arabic" or "other"."""
    name = unicodedata.name(word[0], "").split(" ")[0]
    return name.capitalize() if name in ("LATIN", "CYRILLIC", "ARABIC") else "other"


def _votes(words: Counter[str], script: str) -> tuple[dict[str, float], int]:
    """Count the words that speak for each language, and those in letters none of ours writes."""
    votes: dict[str, float] = {}
    foreign = 0
    ours = [marks for marks in _all_marks() if marks.language.script == script]
    for word, count in words.items():
        speaks = _speaks_for(word, ours)
        for code in speaks:
            votes[code] = votes.get(code, 0.0) + count / len(speaks)
        if not speaks and not any(_can_write(marks, word) for marks in ours):
            foreign += count
    return votes, foreign


def _speaks_for(word: str, ours: Iterable[_Marks]) -> set[str]:
    sure, likely, plain = set(), set(), set()
    for marks in ours:
        folded = marks.language.fold(word)
        if not marks.only_here.isdisjoint(word) and _can_write(marks, word):
            sure.add(marks.language.code)
        elif folded in marks.common or _ends_as_there(marks, folded):
            likely.add(marks.language.code)
        elif _plain(folded) in marks.common_plain:
            plain.add(marks.language.code)
    return sure or likely | plain


def _ends_as_there(marks: _Marks, folded: str) -> bool:
    return len(folded) > 4 and folded.endswith(marks.endings) and _can_write(marks, folded)


def _can_write(marks: _Marks, word: str) -> bool:
    return all(letter in marks.alphabet or not letter.isalpha() for letter in marks.language.fold(word))


def _plain(word: str) -> str:
    return word.replace("ı", "i")


@lru_cache(maxsize=1)
def _all_marks() -> tuple[_Marks, ...]:
    return tuple(_marks(language) for language in load_languages().values())


def _marks(language: Language) -> _Marks:
    letters = language.letters
    return _Marks(
        language,
        frozenset(letters.alphabet) | set(letters.fold.values()),
        frozenset(letters.only_here),
        frozenset(map(language.fold, letters.common)),
        frozenset(map(_plain, map(language.fold, letters.common_plain))),
        letters.endings,
    )


def _ask_library(text: str, script: str, votes: dict[str, float], total: int, foreign: int) -> str | None:
    """Let py3langid choose among the languages of the script; the votes of the words weigh in."""
    codes = _library_codes()[script]
    home = {marks.language.code for marks in _all_marks()}
    best: tuple[float, str | None] = (-1.0, None)
    for code, chance in _identifier().rank(text):
        if code not in codes:
            continue
        if code in home:
            chance *= _EXPECTED * (1 + _WEIGHT_OF_VOTES * votes.get(code, 0.0) / total)
            chance *= 1 - foreign / total
        best = max(best, (chance, code))
    return best[1]


@lru_cache(maxsize=1)
def _library_codes() -> dict[str, frozenset[str]]:
    """Group the languages that py3langid may answer with by the script they are mostly written in."""
    known = frozenset(_identifier().labels) - frozenset(_UNLIKELY.split())
    cyrillic, arabic, others = (frozenset(codes.split()) for codes in (_CYRILLIC, _ARABIC, _OTHER_SCRIPTS))
    latin = known - (cyrillic | arabic | others) | {"sr"}
    return {"Cyrillic": cyrillic, "Arabic": arabic, "other": others, "Latin": latin}


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
