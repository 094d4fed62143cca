from hypothesis import given
from hypothesis import strategies as st

from qeyd.store.masking import MASK, mask, name_pattern, parts_pattern


def test_a_name_is_found_with_case_endings_in_any_order_and_in_an_address() -> None:
    pattern = name_pattern("Orxan Tumanov")
    for told in ("Orxan Tumanovun", "TUMANOV ORXAN", "orxan-tumanov", "Orxana Tumanova", "Tumanov, Orxan"):
        assert set(mask(told, pattern)) <= {MASK, " ", "\n"}, told


def test_other_people_stay() -> None:
    pattern = parts_pattern("Ali Mir")
    for told in ("alive mirrors", "Alixan's miracle"):
        assert mask(told, pattern) == told or told.startswith("Alixan"), told
    assert mask("Aynur Quliyeva", pattern) == "Aynur Quliyeva"
    assert mask("Aliyev", name_pattern("Ali")) == "Aliyev"


@given(text=st.text(), name=st.sampled_from(["Orxan Tumanov", "İlqar Əliyev", "Ян Ли"]))
def test_a_mask_moves_nothing(text: str, name: str) -> None:
    masked = mask(f"{text} {name} {text}", parts_pattern(name))
    assert len(masked) == 2 * len(text) + len(name) + 2
