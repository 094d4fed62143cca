"""Import files and folders into a casebook: resumable, idempotent, each refusal a value with its reason."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qeyd import __version__
from qeyd.collect import Mapping, Page, Unusable, pages_in, sort_of
from qeyd.collect.worker import MAX_FILE, Worker
from qeyd.flow.add import BATCH_BYTES, BATCH_REPORTS
from qeyd.languages.detect import detect_language
from qeyd.store import Arrival, Capture, Casebook, Outcome

TOOL = f"qeyd {__version__}"
MAX_DEPTH = 40  #: folders in folders


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    outcomes: dict[Outcome, int]
    files: int
    files_there: int  #: files that were taken in whole before
    refused: tuple[Unusable, ...]


def files_in(sources: Sequence[Path]) -> Iterator[Path | Unusable]:
    """The files of files and folders, in order of their names. Links inside a folder are not followed."""
    for source in sources:
        if source.is_dir():
            yield from _in_folder(source, 0)
        elif source.exists():
            yield source
        else:
            yield Unusable(str(source), "there is no such file. Check its name.")


def _in_folder(folder: Path, depth: int) -> Iterator[Path | Unusable]:
    if depth > MAX_DEPTH:
        yield Unusable(str(folder), f"folders are nested more than {MAX_DEPTH} deep.")
        return
    try:
        inside = sorted(os.scandir(folder), key=lambda one: one.name)
    except OSError as problem:
        yield Unusable(str(folder), f"it cannot be opened ({problem.strerror}).")
        return
    for one in inside:
        if one.is_symlink():
            yield Unusable(one.path, "it is a link. Links are not followed; name the file itself.")
        elif one.is_dir():
            if not one.name.endswith("_files"):  # pictures and scripts that a browser saved beside a page
                yield from _in_folder(Path(one.path), depth + 1)
        elif one.is_file():
            yield Path(one.path)
        else:
            yield Unusable(one.path, "it is no plain file.")


def arrival_of(page: Page) -> Arrival:
    """A page on its way into a casebook."""
    return Arrival(
        data=page.data,
        text=page.text,
        media=page.media,
        url=page.url,
        outlet=page.outlet,
        title=page.title,
        published=page.published,
        language=page.language or detect_language(page.text),
        given_id=page.given_id,
        archived_at=page.captured_at,
        capture=Capture(TOOL, page.headers, page.author, page.published_from, page.encoding),
    )


def import_files(
    casebook: Casebook,
    sources: Sequence[Path],
    *,
    mapping: Mapping | None = None,
    sort: str | None = None,
    worker: Worker | None,
    more: Callable[[int], None] = lambda number: None,
) -> Imported:
    """Take in all files; what is kept is safe at once, and a run that was cut short goes on where it ended.

    ``worker`` None takes files apart in this process: for tests. ``more`` is told how many pages were kept.
    """
    run = _Run(casebook, more)
    for file in files_in(sources):
        if isinstance(file, Unusable):
            run.refused.append(file)
            continue
        try:
            with file.open("rb") as stream:
                data = stream.read(MAX_FILE + 1)
        except OSError as problem:
            run.refused.append(Unusable(str(file), f"it cannot be opened ({problem.strerror})."))
            continue
        known = sort or sort_of(file.name, data[:8])
        if known is None:
            run.refused.append(Unusable(str(file), "qeyd knows no file of this sort."))
            continue
        if len(data) > MAX_FILE:
            run.refused.append(Unusable(str(file), f"it is larger than {MAX_FILE >> 20} MiB. Split it."))
            continue
        run.files += 1
        key = data + json.dumps([known, mapping and sorted(mapping.items())]).encode()
        before = casebook.pages_taken(key)
        if before is not None:
            run.there += 1
            run.outcomes[Outcome.KNOWN] += before
            continue
        pages = (
            worker.pages(known, file, str(file), mapping)
            if worker
            else pages_in(known, data, str(file), mapping)
        )
        run.take(pages, key)
    run.keep()
    casebook.log_looked({outlet: (n, run.new[outlet]) for outlet, n in run.came.items()})
    return Imported(dict(run.outcomes), run.files, run.there, tuple(run.refused))


class _Run:
    """One import under way: pages and files that wait to be kept together."""

    def __init__(self, casebook: Casebook, more: Callable[[int], None]) -> None:
        self.casebook, self.more = casebook, more
        self.outcomes: Counter[Outcome] = Counter()
        self.came: Counter[str] = Counter()
        self.new: Counter[str] = Counter()
        self.refused: list[Unusable] = []
        self.files = self.there = self.size = 0
        self.batch: list[Arrival] = []
        self.whole: list[tuple[bytes, int]] = []

    def take(self, pages: Iterator[Page | Unusable], key: bytes) -> None:
        taken, clean = 0, True
        for one in pages:
            if isinstance(one, Unusable):
                self.refused.append(one)
                clean = False
                continue
            taken += 1
            self.batch.append(arrival_of(one))
            self.size += len(one.data) + len(one.text)
            if len(self.batch) >= BATCH_REPORTS or self.size >= BATCH_BYTES:
                self.keep()
        if clean and taken:
            self.whole.append((key, taken))
            self.size += len(key)

    def keep(self) -> None:
        """Keep what waits, all or nothing: the files last, so that a file is known only with all its pages."""
        with self.casebook.in_one():
            added = self.casebook.add(self.batch)
            self.casebook.mark_taken(self.whole)
        for one, arrival in zip(added, self.batch, strict=True):
            self.outcomes[one.outcome] += 1
            if arrival.outlet:
                self.came[arrival.outlet] += 1
                self.new[arrival.outlet] += one.outcome in (Outcome.NEW, Outcome.NEW_VERSION)
        self.more(len(added))
        self.batch, self.whole, self.size = [], [], 0
