"""What a release is written as: one function for each form, all from the ``Release`` alone.

A writer takes a Release and gives files by their path within the release's folder ("site/index.html"), with forward
slashes. It asks no clock, no network, no disk but the package's own, and for one Release gives the same bytes always.
Every file is read by the leak check before it leaves.
"""

import importlib
from collections.abc import Callable, Iterable, Mapping

from qeyd.errors import ShapeError
from qeyd.publish.plain_json import indented
from qeyd.publish.release import Release

Writer = Callable[[Release], Mapping[str, bytes]]

#: Where the writers are, as "module:function", in the order they run: first those whose files take longest to check.
#: A new form is one more line here.
WRITERS: tuple[str, ...] = (
    "qeyd.publish.writers:write_release_json",
    "qeyd.publish.exports.package:package",
    "qeyd.publish.exports.standards:standards",
    "qeyd.publish.report:report",
    "qeyd.publish.site:site",
)

RELEASE_FILE = "release.json"  #: the whole release, which later releases are compared with


def to_json(release: Release) -> bytes:
    """A release as JSON, the same bytes for the same release."""
    return indented(release)


def write_release_json(release: Release) -> Mapping[str, bytes]:
    """The release as one JSON file; in, a Release; out, ``release.json``."""
    return {RELEASE_FILE: to_json(release)}


def load_writers(names: Iterable[str] = WRITERS) -> tuple[Writer, ...]:
    """The writers of these names. Raises ShapeError for one that is not there."""
    out: list[Writer] = []
    for name in names:
        module, _, function = name.partition(":")
        try:
            out.append(getattr(importlib.import_module(module), function))
        except (ImportError, AttributeError) as problem:
            raise ShapeError(f'There is no writer "{name}" ({problem}). Correct WRITERS.') from problem
    return tuple(out)


def write_all(
    release: Release,
    writers: Iterable[Writer] | None = None,
    *,
    done: Callable[[str, bytes], None] = lambda path, data: None,
) -> dict[str, bytes]:
    """All files of a release, by path, in order. Raises ShapeError where a path leaves the folder or comes twice.

    ``done`` is given each file as soon as it is finished.
    """
    out: dict[str, bytes] = {}
    for writer in load_writers() if writers is None else writers:
        for path, data in writer(release).items():
            parts = path.split("/")
            if "\\" in path or any(part in ("", ".", "..") for part in parts):
                raise ShapeError(
                    f'A writer gave the path "{path}". Paths stay within the folder of the release.'
                )
            if path in out:
                raise ShapeError(f'Two writers gave the path "{path}". Each file has one writer.')
            out[path] = data
            done(path, data)
    return dict(sorted(out.items()))
