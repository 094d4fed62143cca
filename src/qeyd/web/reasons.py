"""What the program noted in English, in the language of the page: why accounts are read and joined, or unread.

The store keeps these notes as they were written. A note of another form than the known ones is shown as it stands.
"""

import re

from qeyd.errors import ShapeError
from qeyd.model import Period, Stage, Stance
from qeyd.web.text import later, pt, t, tn
from qeyd.web.words import (
    act_label,
    between,
    group_label,
    period_words,
    sort_label,
    stage_label,
    stance_label,
    unit_label,
)

_INCIDENT = re.compile(
    r"(?P<accounts>\d+) accounts in (?P<reports>\d+) reports from (?P<origins>\d+) origins\. "
    r"For: (?P<for>.*?)(?:\. Against: (?P<against>.*?))?\."
    r"(?: Possibly the same \(how likely\): (?P<same>.*)\.)?"
)
_AFFAIR = re.compile(r"(?P<incidents>\d+) incidents told in (?P<reports>\d+) reports\.")
_ALONE = re.compile(r"One account\.(?: Possibly the same \(how likely\): (?P<same>.*)\.)?")
_REASON = re.compile(r"(.+?) (\([+−]\d+\.\d\))(?:, |$)")
_LIKELY = re.compile(
    r"Confidence (?P<chance>\d\.\d\d)\.(?: For: (?P<for>.*?\))\.)?(?: Against: (?P<against>.*\))\.)?"
)
_ACT = re.compile(r"act (?P<act>\w+): “(?P<pattern>.*)” met at “(?P<word>.*)”, (?P<voice>\w+)", re.DOTALL)
_PEOPLE = re.compile(r"people: “(?P<words>.*)”", re.DOTALL)
_NO_WORDS = re.compile(r'There are no words yet for the language "(.*)"\.')

#: Why a report could not be read; see qeyd.read.
_UNREAD = (
    later("The report has no text."),
    later("No language could be told from its text."),
    later("Its sentences are nested too deeply to be read."),
)

_NOBODY = later("people: none told")


def why_words(why: str) -> str:
    """Why accounts are one incident, or incidents one affair.

    >>> why_words("2 accounts in 2 reports from 1 origins. For: same act (+1.7). Against: times differ (−2.2).")
    '2 accounts, 2 reports, 1 origin. For it: same act (+1.7). Against it: times differ (−2.2).'
    """
    if found := _AFFAIR.fullmatch(why):
        return t(
            "{incidents}, told in {reports}.",
            incidents=tn("{n} incident", "{n} incidents", int(found["incidents"])),
            reports=tn("{n} report", "{n} reports", int(found["reports"])),
        )
    if found := _ALONE.fullmatch(why):
        return " ".join([t("Only this account tells it."), *_same(found["same"])])
    found = _INCIDENT.fullmatch(why)
    if not found:
        return why
    parts = [
        ", ".join(
            (
                tn("{n} account", "{n} accounts", int(found["accounts"])),
                tn("{n} report", "{n} reports", int(found["reports"])),
                tn("{n} origin", "{n} origins", int(found["origins"])),
            )
        )
        + "."
    ]
    if found["for"]:
        parts.append(t("For it: {reasons}.", reasons=_reasons(found["for"])))
    if found["against"]:
        parts.append(t("Against it: {reasons}.", reasons=_reasons(found["against"])))
    return " ".join([*parts, *_same(found["same"])])


def _same(which: str | None) -> list[str]:
    return [t("Possibly the same, and how likely: {which}.", which=which)] if which else []


def _reasons(told: str) -> str:
    return ", ".join(f"{pt('reason', name)} {weight}" for name, weight in _REASON.findall(told))


def note_words(note: str) -> str:
    """Why the reader read an account as it did: one of its notes.

    >>> note_words("Confidence 0.83. For: a time is told (+0.6). Against: words of drugs stand nearby (−0.2).")
    'Confidence 83%. For it: a time is told (+0.6). Against it: words of drugs stand nearby (−0.2).'
    >>> note_words("act detained: “hold|keep” met at “held”, passive")
    'Detention, told by the word “held” (pattern hold|keep)'
    """
    if found := _LIKELY.fullmatch(note):
        parts = [t("Confidence {share}.", share=f"{float(found['chance']):.0%}")]
        if found["for"]:
            parts.append(t("For it: {reasons}.", reasons=_reasons(found["for"])))
        if found["against"]:
            parts.append(t("Against it: {reasons}.", reasons=_reasons(found["against"])))
        return " ".join(parts)
    if found := _ACT.fullmatch(note):
        return t(
            "{act}, told by the word “{word}” (pattern {pattern})",
            act=act_label(found["act"]),
            word=found["word"],
            pattern=found["pattern"],
        )
    if found := _PEOPLE.fullmatch(note):
        return t("People, as told: “{words}”", words=found["words"])
    return t(note) if note == _NOBODY else note


def unread_words(why: str) -> str:
    """Why a report could not be read."""
    if found := _NO_WORDS.fullmatch(why):
        return t("There are no words yet for the language “{code}”.", code=found[1])
    return t(why) if why in _UNREAD else why


def told_value(field: str, value: str) -> str:
    """A value that accounts disagree about, as other pages say it.

    >>> told_value("people", "40–open"), told_value("people", "5 families"), told_value("time", "2025-08")
    ('at least 40', '5 families', 'Aug 2025')
    """
    if field == "act":
        return act_label(value)
    if field in {"stage", "stance"}:
        known = {one.value: stage_label(one) for one in Stage} | {
            one.value: stance_label(one) for one in Stance
        }
        return known.get(value, value)
    if field == "group":
        return group_label(value)
    if field == "actor":
        return sort_label(value)
    if field == "time":
        try:
            return period_words(Period.parse(value))
        except ShapeError:
            return value
    if field == "people" and (found := re.fullmatch(r"(\d+|open)(?:–(\d+|open))?(?: (\w+))?", value)):
        low, high = (None if end == "open" else int(end) for end in (found[1], found[2] or found[1]))
        words = between(low, high)
        return f"{words} {unit_label(found[3], high or low or 2)}" if found[3] else words
    return value
