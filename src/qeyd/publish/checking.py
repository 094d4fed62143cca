"""The leak check beside the writing: other processes read finished files while the next ones are written.

What is found is what ``find_leaks`` finds in one process; a release of few bytes is read in this one, since starting
another takes longer.
"""

import multiprocessing
import os
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType

from qeyd.publish.leaks import Leak, LeakReader
from qeyd.publish.names import Finder

LARGE = 20_000_000  #: bytes from which other processes are started
MOST_PROCESSES = 3  #: beside this one; each keeps the lines it has read

_reader: LeakReader | None = None  #: of a process that was started for the check


def _begin(finder: Finder) -> None:
    global _reader
    _reader = LeakReader(finder)


def _read(path: str, data: bytes) -> tuple[Leak, ...]:
    if _reader is None:
        raise RuntimeError("This process was not started for the check.")
    return _reader.leaks_in(path, data)


class Check:
    """Takes files one by one; ``leaks`` gives what is in them. Ends its processes when it is left."""

    def __init__(self, finder: Finder, *, large: int = LARGE, processes: int | None = None) -> None:
        self._finder = finder
        self._large = large
        self._processes = min((os.cpu_count() or 1) - 1, MOST_PROCESSES) if processes is None else processes
        self._pool: ProcessPoolExecutor | None = None
        self._files: dict[str, bytes] = {}
        self._size = 0
        self._asked: dict[str, Future[tuple[Leak, ...]]] = {}

    def __enter__(self) -> "Check":
        return self

    def __exit__(
        self, sort: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def add(self, path: str, data: bytes) -> None:
        """A finished file, by its path within the release's folder."""
        self._files[path] = data
        self._size += len(data)
        if self._pool is None and self._size >= self._large and self._processes > 0:
            self._pool = ProcessPoolExecutor(
                self._processes,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(self._finder,),
            )
            for known, its in self._files.items():
                self._ask(known, its)
        elif self._pool is not None:
            self._ask(path, data)

    def _ask(self, path: str, data: bytes) -> None:
        if self._pool is not None:
            try:
                self._asked[path] = self._pool.submit(_read, path, data)
            except BrokenProcessPool:
                return  # read here, in the end

    def leaks(self) -> tuple[Leak, ...]:
        """Every leak in the files, in the order of their paths; what no other process has begun is read here."""
        reader = LeakReader(self._finder)
        found: dict[str, tuple[Leak, ...]] = {}
        for path, data in reversed(self._files.items()):
            asked = self._asked.get(path)
            if asked is None or asked.cancel():
                found[path] = reader.leaks_in(path, data)
        for path, asked in self._asked.items():
            if path not in found:
                try:
                    found[path] = asked.result()
                except BrokenProcessPool:
                    found[path] = reader.leaks_in(path, self._files[path])
        return tuple(leak for path in sorted(found) for leak in found[path])
