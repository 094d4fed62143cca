"""Everything is written from the release alone, the same each time, and within its folder."""

import json

import pytest

from qeyd.errors import ShapeError
from qeyd.publish.writers import load_writers, write_all
from tests.publish.releases import a_later_release, a_release


def test_a_release_is_written_the_same_each_time() -> None:
    assert write_all(a_release()) == write_all(a_release())


def test_the_json_holds_every_incident_of_the_release() -> None:
    release = a_later_release()
    told = json.loads(write_all(release)["release.json"])
    assert [one["id"] for one in told["incidents"]] == [one.id for one in release.incidents]
    assert told["changes"][3]["into"] == "i-000000000003"


@pytest.mark.parametrize("path", ["../x", "/x", "a//b", "a\\b", ""])
def test_no_file_is_written_outside_the_folder(path: str) -> None:
    with pytest.raises(ShapeError):
        write_all(a_release(1), [lambda release: {path: b""}])


def test_one_file_has_one_writer() -> None:
    with pytest.raises(ShapeError):
        write_all(a_release(1), [lambda release: {"a": b""}] * 2)


def test_a_writer_that_is_not_there_is_said() -> None:
    with pytest.raises(ShapeError, match="nothing_of_the_kind"):
        load_writers(["qeyd.publish.writers:nothing_of_the_kind"])
