"""The quick JSON is the slow one's bytes."""

import json

from hypothesis import given
from hypothesis import strategies as st

from qeyd.publish.plain_json import indented, plain
from tests.publish.releases import a_release

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def slow(value: object) -> bytes:
    return (json.dumps(plain(value), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


@given(JSON.filter(lambda it: "\\ud" not in json.dumps(it)))
def test_any_value_is_written_as_the_library_writes_it(value: object) -> None:
    assert indented(value) == slow(value)


def test_a_release_is_written_as_the_library_writes_it() -> None:
    assert indented(a_release(18)) == slow(a_release(18))
