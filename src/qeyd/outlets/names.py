"""What reports set around an outlet's name: what it is, case endings, whose source speaks. Data: ``words.toml``."""

import re
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_QUOTES = "\"'«»“”„‘’"
_TOKEN = re.compile(rf"[^\s,()\[\]{_QUOTES}]+")
# Turkic case endings, which stand behind a quotation mark, an apostrophe or a hyphen; and the English 's.
_ENDING = re.compile(
    rf"(?<=\w)[-{_QUOTES}]+(?:s|[yn]?[aəeıiuü]|n?[ıiuü]n|[dt][aəe](?:n|ki|kı)?|(?:y)?l[aəe])(?![\w])"
)
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,24}\Z")
_NO_QUOTES = str.maketrans("", "", _QUOTES)
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]+)|^([^«»“”„\"]+)[»”\"]")
_FOLD = str.maketrans({"ı": "i", "İ": "i", "ə": "a", "Ə": "a"})


@dataclass(frozen=True, slots=True)
class _Words:
    kinds: frozenset[str]
    attributes: frozenset[str]
    unnamed: tuple[str, ...]
    unnamed_first: tuple[str, ...]
    sources: tuple[str, ...]
    in_names: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    raw = tomllib.loads(files("qeyd.outlets").joinpath("words.toml").read_text(encoding="utf-8"))
    return _Words(
        frozenset(raw["kinds"]),
        frozenset(raw["attributes"]),
        tuple(raw["unnamed"]),
        tuple(raw["unnamed_first"]),
        tuple(raw["sources"]),
        frozenset(raw["in_names"]),
    )


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.translate(_FOLD))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def without_ending(name: str) -> str:
    """A name without the case ending that is set off from it.

    >>> without_ending("Baxış\\"ın"), without_ending("APA-nın"), without_ending("Novosti-7")
    ('Baxış', 'APA', 'Novosti-7')
    """
    return _ENDING.sub("", name).strip(f" {_QUOTES}")


def bare(name: str) -> str:
    """A name without case ending and without the words for what it is on either side; itself where nothing is left.

    >>> bare("the news agency Meridian"), bare("газета «Голос»"), bare("Körpü xəbər agentliyinin"), bare("OC Media")
    ('Meridian', 'Голос', 'Körpü', 'OC Media')
    """
    words = _TOKEN.findall(without_ending(name))
    first = 0
    while first < len(words) and _is_beside(words[first]):
        first += 1
    last = len(words)
    while last > first and _is_beside(words[last - 1]):
        last -= 1
    if first == last:
        return name
    if not any(_is_kind(word) for word in (*words[:first], *words[last:])):
        return " ".join(words)
    return " ".join(words[first:last])


def _is_kind(word: str) -> bool:
    key, kinds = _fold(word), _words().kinds
    return key in kinds or any(
        key.endswith(end) and key.removesuffix(end) in kinds for end in ("nin", "n", "da", "na", "a")
    )


def _is_beside(word: str) -> bool:
    return _is_kind(word) or _fold(word) in _words().attributes


def is_unnamed(name: str, *, is_country: Callable[[str], bool] = lambda word: False) -> bool:
    """Whether a name says "outlets" and names none; ``is_country`` knows words that name a country or its people.

    >>> is_unnamed("local media"), is_unnamed("OC Media"), is_unnamed("Telegram-каналы")
    (True, False, True)
    """
    words = _TOKEN.findall(name)
    if not words:
        return False
    if any(_fold(words[-1]).startswith(one) for one in _words().unnamed):
        rest = words[:-1]
    else:
        heads = [n for n, word in enumerate(words) if _fold(word) in _words().unnamed_first]
        if not heads or any(word[0].isupper() for word in words[: heads[0]]):
            return False
        rest = [word for n, word in enumerate(words) if n not in heads]
    named = [word for word in rest if word[0].isupper() and not is_country(word) and not _is_beside(word)]
    return not named


def is_only_kind(name: str) -> bool:
    """Whether a name says what sort of outlet it is and nothing more: "the outlet", "издание".

    >>> is_only_kind("the outlet"), is_only_kind("Meydan qəzeti")
    (True, False)
    """
    words = _TOKEN.findall(without_ending(name))
    return any(map(_is_kind, words)) and all(map(_is_beside, words))


def is_kind_only_in_small(name: str) -> bool:
    """Whether an outlet is meant that is told by no name: "müxalifət kanalı", "judiciary's outlet".

    >>> is_kind_only_in_small("müxalifət kanalı"), is_kind_only_in_small("Körpü kanalı")
    (True, False)
    """
    words = _TOKEN.findall(name)
    return bool(words) and name == name.lower() and (_is_kind(words[-1]) or _is_kind(words[0]))


def is_called_outlet(name: str, text: str = "") -> bool:
    """Whether a name is an outlet's by the word for it within the name, or beside it in a text, or by its last word.

    >>> [is_called_outlet(name) for name in ("телеграм-канал «Над Рекой»", "Göl Postası", "Rauf Sadigli")]
    [True, True, False]
    >>> is_called_outlet("Над Рекой", "Об этом пишет издание «Над Рекой».")
    True
    """
    plain = bare(name)
    if plain != without_ending(name).translate(_NO_QUOTES) and any(
        _is_kind(word) for word in _TOKEN.findall(name)
    ):
        return True
    words = re.split(r"[\s-]+", plain)
    if len(words) > 1 and any(_fold(word) in _words().in_names for word in (words[-1], words[0])):
        return True
    if domain_in(name) or not text:
        return bool(domain_in(name))
    for match in re.finditer(re.escape(plain), text):
        before = _TOKEN.findall(text[max(0, match.start() - 40) : match.start()])[-1:]
        behind = text[match.end() : match.end() + 40]
        after = [] if re.match(r"[\w.!?,;:]", behind) else _TOKEN.findall(behind)[:1]
        if any(_is_kind(word) for word in (*before, *after)):
            return True
    return False


def source_of(name: str) -> str | None:
    """What an unnamed source, or a reporter, is told to be of; "" for the outlet that speaks; None for everybody else.

    >>> source_of("источник РБК в диаспоре"), source_of("RBC sources"), source_of("a source at the airport")
    ('РБК', 'RBC', None)
    >>> source_of("собеседник издания")
    ''
    """
    words = _TOKEN.findall(without_ending(name))
    at = [n for n, word in enumerate(words) if any(_fold(word).startswith(one) for one in _words().sources)]
    if not at or len(words) < 2:
        return None
    quoted = _QUOTED.search(name)
    if quoted:
        return (quoted.group(1) or quoted.group(2)).strip()
    rest = [word for n, word in enumerate(words) if n not in at]
    if any(map(_is_kind, rest)) and all(map(_is_beside, rest)):
        return ""
    after: list[str] = []
    for word in words[at[0] + 1 :]:  # capitals right behind: "источник РБК"; a small word ends the name
        if not (word[0].isupper() or word[0].isdigit()):
            break
        after.append(word)
    if after:
        return " ".join(after)
    before: list[str] = []
    for word in reversed(words[: at[0]]):
        if not (word[0].isupper() or word[0].isdigit()):
            break
        before.insert(0, word)
    return " ".join(before) or None


def is_source(name: str) -> bool:
    """Whether somebody speaks who is told to be a source and has no name: "DİN-dəki mənbə", "источник в полиции"."""
    return any(_fold(word).startswith(one) for word in _TOKEN.findall(name) for one in _words().sources)


def domain_in(name: str) -> str | None:
    """A host that stands in a name: "TV lent.az" -> "lent.az"."""
    return next(
        (low for word in _TOKEN.findall(name) if _DOMAIN.match(low := without_ending(word).casefold())), None
    )
