"""Files are taken apart in a process of their own, under limits of time and memory: a fault there breaks nothing.

The process is started anew after a file that ran into a limit. Its memory is limited where the system can (Linux,
mostly macOS); on Windows only time and the size of files are. What comes back is plain data, never code.
"""

import contextlib
import json
import multiprocessing
import multiprocessing.connection
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self

from qeyd.collect.article import article_in
from qeyd.collect.importers import Mapping, pages_in
from qeyd.collect.page import MAX_PAGE, Page, Unusable
from qeyd.model import Period

SECONDS = 30.0  #: for one page of a file, or one sheet of a scan
WHOLE = 20  #: times that for a scan with all its sheets
MEMORY = 2 * 1024 * 1024 * 1024  #: bytes of address space
MAX_FILE = 1024 * 1024 * 1024  #: bytes of a file with many pages


def _to_json(page: Page) -> bytes:
    fields: dict[str, Any] = {name: getattr(page, name) for name in Page.__slots__ if name != "data"}
    fields["published"] = page.published.value if page.published else None
    fields["captured_at"] = page.captured_at.isoformat() if page.captured_at else None
    return json.dumps(fields).encode()


def _from_json(line: bytes, data: bytes) -> Page:
    fields = json.loads(line)
    fields["published"] = Period.parse(fields["published"]) if fields["published"] else None
    fields["captured_at"] = datetime.fromisoformat(fields["captured_at"]) if fields["captured_at"] else None
    fields["headers"] = tuple((str(k), str(v)) for k, v in fields["headers"])
    return Page(data=data, **fields)


def _limit(memory: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _watch(memory: int) -> None:
    """End this process once it has had so much memory: for systems that take a limit and do not keep to it (macOS)."""
    import threading
    import time

    try:
        import resource
    except ImportError:
        return
    unit = 1 if sys.platform == "darwin" else 1024

    def look() -> None:
        while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit <= memory:
            time.sleep(0.1)
        os._exit(1)

    threading.Thread(target=look, daemon=True).start()


def _be_silent() -> None:
    """Libraries print pieces of a broken file to the error stream; nothing of a file goes to a terminal unseen."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        sys.stderr.flush()
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        os.close(nowhere)


def _pages(
    asked: dict[str, Any], pipe: "multiprocessing.connection.Connection[Any, Any]"
) -> Iterator[Page | Unusable]:
    """What was asked for: the pages of a file, or the article of a page whose bytes follow."""
    if asked["file"] is None:
        yield article_in(pipe.recv_bytes(), asked["where"], url=asked["url"])
    else:
        data = Path(asked["file"]).read_bytes()
        yield from pages_in(
            asked["sort"], data, asked["where"], asked["mapping"], working=lambda: pipe.send_bytes(b"A")
        )


def _work(pipe: "multiprocessing.connection.Connection[Any, Any]", memory: int) -> None:
    """The work of the process: files in, pages out, until the pipe closes."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _be_silent()
    _limit(memory)
    if sys.platform != "linux":
        _watch(memory)
    while True:
        try:
            asked = json.loads(pipe.recv_bytes())
        except (EOFError, OSError):
            return
        where = asked["where"]
        try:
            for one in _pages(asked, pipe):
                if isinstance(one, Page):
                    pipe.send_bytes(b"P" + _to_json(one))
                    pipe.send_bytes(one.data)
                else:
                    pipe.send_bytes(b"U" + json.dumps([one.where, one.why]).encode())
        except MemoryError:
            pipe.send_bytes(
                b"U" + json.dumps([where, "taking it apart needs more memory than allowed."]).encode()
            )
        except OSError as problem:
            pipe.send_bytes(b"U" + json.dumps([where, f"it cannot be opened ({problem.strerror})."]).encode())
        except Exception as problem:
            told = f"it cannot be taken apart ({type(problem).__name__})."
            pipe.send_bytes(b"U" + json.dumps([where, told]).encode())
        pipe.send_bytes(b"E")


class Worker:
    """A process that takes files apart. Use it in a ``with``."""

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds, self._memory = seconds, memory
        self._process: Any = None
        self._pipe: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, one: BaseException | None, at: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._pipe.close()
            self._process.join(1 if self._process.is_alive() else 0)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
            self._process = self._pipe = None

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self._memory), daemon=True)
        process.start()
        self._process = process
        theirs.close()

    def pages(
        self, sort: str, file: Path, where: str, mapping: Mapping | None = None
    ) -> Iterator[Page | Unusable]:
        """The pages of a file, and what in it cannot be used; a limit or crash ends the file with its reason."""
        try:
            size = file.stat().st_size
        except OSError as problem:
            yield Unusable(where, f"it cannot be opened ({problem.strerror}).")
            return
        if size > MAX_FILE:
            yield Unusable(where, f"it is larger than {MAX_FILE >> 20} MiB. Split it.")
            return
        asked = {"sort": sort, "file": str(file), "mapping": dict(mapping) if mapping else None}
        yield from self._told(asked, where)

    def page(self, data: bytes, where: str, *, url: str | None = None) -> Page | Unusable:
        """The article of an HTML page, or why there is none; ``url`` is where the page was taken from."""
        if len(data) > MAX_PAGE:
            return Unusable(where, f"the page is larger than {MAX_PAGE >> 20} MiB, which is no article.")
        told = tuple(self._told({"file": None, "url": url}, where, data))
        return told[0] if told else Unusable(where, "no article was found on this page.")

    def _told(
        self, asked: dict[str, Any], where: str, data: bytes | None = None
    ) -> Iterator[Page | Unusable]:
        if self._process is None or not self._process.is_alive():
            self.stop()
            self._start()
        try:
            self._pipe.send_bytes(json.dumps(asked | {"where": where}).encode())
            if data is not None:
                self._pipe.send_bytes(data)
            began = monotonic()
            while True:
                if not self._pipe.poll(self._seconds) or monotonic() - began > WHOLE * self._seconds:
                    self._process.kill()
                    yield Unusable(
                        where, f"taking it apart takes longer than {self._seconds:.0f} seconds a page."
                    )
                    return
                said = self._pipe.recv_bytes()
                if said[:1] == b"A":  # at work
                    continue
                began = monotonic()
                if said[:1] == b"E":
                    return
                if said[:1] == b"U":
                    place, why = json.loads(said[1:])
                    yield Unusable(str(place), str(why))
                else:
                    yield _from_json(said[1:], self._pipe.recv_bytes())
        except (EOFError, OSError, ValueError, TypeError, KeyError) as problem:
            if self._process is not None:
                self._process.kill()
            yield Unusable(where, f"the process that took it apart broke off ({type(problem).__name__}).")
