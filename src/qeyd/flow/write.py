"""Files out: whole, or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from qeyd.errors import NoRoom


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[IO[str]]:
    """A text file that appears under its name when the block has ended well, and not at all when it has not.

    A link is followed; what is no plain file (/dev/null, a pipe) is written to as it is. Raises NoRoom when it
    cannot be written.
    """
    try:
        path = path.resolve()
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
            return
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        part = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink()
            raise
    except OSError as problem:
        if isinstance(problem, BrokenPipeError):
            raise
        raise NoRoom(
            f"{path}: {problem.strerror or problem}. The file was not written; name another place, or make room."
        ) from problem


def whole_bytes(path: Path, data: bytes) -> None:
    """Write a file of bytes, whole or not at all. Raises NoRoom when it cannot be written."""
    part: Path | None = None
    try:
        path = path.resolve()
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        part = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException as problem:
        if part is not None:
            with contextlib.suppress(OSError):
                part.unlink()
        if isinstance(problem, OSError):
            raise NoRoom(
                f"{path}: {problem.strerror or problem}. The file was not written; name another place, or make room."
            ) from problem
        raise
