"""A release can hold no name it was not given: its nouns are closed and frozen."""

import dataclasses
import inspect

from qeyd.publish import release


def test_every_noun_of_a_release_is_frozen_and_has_no_room_for_more() -> None:
    nouns = [
        one
        for _, one in inspect.getmembers(release, dataclasses.is_dataclass)
        if one.__module__ == release.__name__
    ]
    assert len(nouns) > 15
    for noun in nouns:
        assert noun.__dataclass_params__.frozen, noun
        assert not hasattr(noun, "__dict__") or "__slots__" in vars(noun), noun


def test_a_claim_has_a_speaker_and_no_person() -> None:
    fields = {one.name for one in dataclasses.fields(release.PublishedClaim)}
    assert "speaker" in fields
    assert not fields & {"person", "persons", "against", "names", "incident"}
