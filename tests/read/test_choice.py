"""Which of several options belongs to an act: the heaviest, or none."""

import json
from importlib.resources import files

from qeyd.read import choice


def weigh_with(monkeypatch, table):
    monkeypatch.setattr(choice, "_tables", lambda: {"time": table})


def test_the_heaviest_option_is_chosen(monkeypatch):
    weigh_with(monkeypatch, {"near": 1.0, "far": -1.0})
    assert choice.choose("time", ["a", "b"], [{"far": 1.0}, {"near": 1.0}], {}) == 1


def test_none_is_chosen_where_it_weighs_as_much_as_each(monkeypatch):
    weigh_with(monkeypatch, {"near": 1.0, "none": 1.0})
    assert choice.choose("time", ["a"], [{"near": 1.0}], {"none": 1.0}) is None


def test_of_equal_options_the_first_is_chosen_so_that_order_alone_decides(monkeypatch):
    weigh_with(monkeypatch, {"near": 1.0})
    assert choice.choose("time", ["a", "b"], [{"near": 1.0}, {"near": 1.0}], {}) == 0


def test_a_feature_or_a_field_nobody_learned_weighs_nothing(monkeypatch):
    weigh_with(monkeypatch, {})
    assert choice.weight("time", {"new": 1.0}) == 0.0
    assert choice.weight("unknown", {"new": 1.0}) == 0.0


def test_the_shipped_weights_are_plain_numbers_for_each_field():
    tables = json.loads((files("qeyd.read") / "choices.json").read_text(encoding="utf-8"))
    assert {"time", "place", "actor"} <= set(tables)
    assert all(isinstance(value, float) for table in tables.values() for value in table.values())
