"""Import files and folders into a casebook: resumable, idempotent, each refusal a value with its reason."""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qeyd import __version__
from qeyd.collect import Mapping, Page, Unusable, pages_in, sort_of
from qeyd.collect.worker import MAX_FILE, Worker
from qeyd.flow.add import BATCH_BYTES, BATCH_REPORTS
from qeyd.flow.coverage import log_arrivals
from qeyd.flow.search import index_new_reports
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
        elif source.is_file():
            yield source
        elif source.exists():
            yield Unusable(str(source), "it is no plain file. Save what comes from it, and name that.")
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
            head, size, digest = _fingerprint(file)
        except OSError as problem:
            run.refused.append(Unusable(str(file), f"it cannot be opened ({problem.strerror})."))
            continue
        known = sort or sort_of(file.name, head)
        if known is None:
            run.refused.append(Unusable(str(file), "qeyd knows no file of this sort."))
            continue
        if size > MAX_FILE:
            run.refused.append(Unusable(str(file), f"it is larger than {MAX_FILE >> 20} MiB. Split it."))
            continue
        run.files += 1
        key = digest + json.dumps([known, mapping and sorted(mapping.items())]).encode()
        before = casebook.pages_taken(key)
        if before is not None:
            run.there += 1
            run.outcomes[Outcome.KNOWN] += before
            continue
        pages = (
            worker.pages(known, file, str(file), mapping)
            if worker
            else pages_in(known, file.read_bytes(), str(file), mapping)
        )
        run.take(pages, key)
    run.keep()
    index_new_reports(casebook)  # what waited since before: an older casebook, another rule
    return Imported(dict(run.outcomes), run.files, run.there, tuple(run.refused))


def _fingerprint(file: Path) -> tuple[bytes, int, bytes]:
    """The first bytes of a file, how many it has (no more than one above the limit is looked at), and their digest."""
    digest, size, head = hashlib.sha256(), 0, b""
    with file.open("rb") as stream:
        while size <= MAX_FILE and (part := stream.read(1 << 20)):
            head = head or part[:8]
            size += len(part)
            digest.update(part)
    return head, size, digest.digest()


class _Run:
    """One import under way: pages and files that wait to be kept together.

    With the pages goes, all or nothing, what the log says of them: a page of a file is counted as having come once,
    however often the run was cut short or the file is named again.
    """

    def __init__(self, casebook: Casebook, more: Callable[[int], None]) -> None:
        self.casebook, self.more = casebook, more
        self.began = datetime.now(UTC)
        self.outcomes: Counter[Outcome] = Counter()
        self.refused: list[Unusable] = []
        self.files = self.there = self.size = 0
        self.batch: list[tuple[Arrival, bool]] = []  #: and whether it was not counted before
        self.marks: dict[bytes, int] = {}  #: files, whole or in part, and how many pages they gave

    def take(self, pages: Iterator[Page | Unusable], key: bytes) -> None:
        part = key + b" in part"
        counted = self.casebook.pages_taken(part) or 0
        taken, clean = 0, True
        for one in pages:
            if isinstance(one, Unusable):
                self.refused.append(one)
                clean = False
                continue
            taken += 1
            self.batch.append((arrival_of(one), taken > counted))
            self.size += len(one.data) + len(one.text)
            if len(self.batch) >= BATCH_REPORTS or self.size >= BATCH_BYTES:
                self.marks[part] = max(taken, counted)
                self.keep()
        whole = clean and taken > 0
        if whole:
            self.marks[key] = taken
        self.marks[part] = 0 if whole else max(taken, counted)

    def keep(self) -> None:
        """Keep what waits, all or nothing: a file is known only with all its pages, a page only with its log."""
        with self.casebook.in_one():
            added = self.casebook.add(arrival for arrival, _ in self.batch)
            self.casebook.mark_taken(self.marks.items())
            log_arrivals(self.casebook, self.batch, added, now=self.began)
            index_new_reports(self.casebook, limit=BATCH_REPORTS)
        self.outcomes.update(one.outcome for one in added)
        self.more(len(added))
        self.batch, self.marks, self.size = [], {}, 0
