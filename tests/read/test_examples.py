"""Every language's own examples: sentences, and what should be read in them."""

import pytest

from qeyd.acts import load_acts
from qeyd.languages import load_languages
from qeyd.model import Period, Reading, Report
from qeyd.read import load_lexicon, read

CASES = [
    pytest.param(code, example, id=f"{code}: {example['text'][:50]}")
    for code, language in load_languages().items()
    for example in language.table("examples").get("example", [])
]
KEYS = {"text", "act", "people", "place", "actor", "ground", "stage", "stance", "nothing", "low", "high"}
KEYS |= {"group", "time"}


def reading_of(code, example):
    report = Report("example", example["text"], language=code, published=Period.parse("2025-06-16"))
    reading = read(report, load_lexicon())
    assert isinstance(reading, Reading), reading
    return reading


@pytest.mark.parametrize(("code", "example"), CASES)
def test_reading_an_example_finds_what_it_promises(code, example):
    assert set(example) <= KEYS, f"unknown keys {set(example) - KEYS}"
    reading = reading_of(code, example)
    told = [account for account in reading.accounts if account.confidence >= 0]
    if "nothing" in example:
        assert not told, [(account.act, account.why) for account in told]
        return
    assert example["act"] in load_acts()
    accounts = [account for account in told if account.act == example["act"]]
    assert accounts, [(account.act, account.why) for account in told]
    problems = [problem for account in accounts[:1] for problem in differences(example, account)]
    if problems and len(accounts) > 1:
        problems = min((list(differences(example, account)) for account in accounts), key=len)
    assert not problems


def differences(example, account):
    """What an account has otherwise than its example says."""
    if account.stage != example.get("stage", "done"):
        yield f"stage {account.stage}"
    if account.stance != example.get("stance", account.stance):
        yield f"stance {account.stance}"
    for key, told in (("place", account.place), ("actor", account.actor), ("ground", account.ground)):
        if key in example and (told is None or not overlap(told.quote.text, example[key])):
            yield f"{key} {told and told.quote.text!r}"
    if "people" in example:
        told = account.target or account.people
        if told is None or not overlap(told.quote.text, example["people"]):
            yield f"people {told and told.quote.text!r}"
    for key in ("low", "high"):
        if key in example:
            count = account.people.value if account.people else None
            if count is None or getattr(count, key) != (example[key] or None):
                yield f"{key} {count}"
    if "group" in example and (account.target is None or account.target.value.group != example["group"]):
        yield f"group {account.target and account.target.value.group}"
    if "time" in example and (account.time is None or account.time.value.value != example["time"]):
        yield f"time {account.time and account.time.value.value}"


def overlap(got, want):
    return got in want or want in got
