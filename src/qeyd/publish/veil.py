"""Taking out of words what may not leave: names, numbers and addresses, places that are shown coarser."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from qeyd.model import Report
from qeyd.publish import release as r
from qeyd.publish.names import Finder, Name, plain_words, replaced
from qeyd.publish.particulars import particulars, without_particulars
from qeyd.publish.people import OTHER, others
from qeyd.publish.record import Record, Rules

PLACE = "[place]"  #: stands for the words of a place that is shown coarser
_NOBODY = Finder(())


@dataclass(slots=True)
class Tally:
    """What was protected, counted while it is done."""

    masked: int = 0
    particulars: int = 0
    withheld: set[str] = field(default_factory=set)
    coarsened: int = 0
    labels: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Veil:
    """What is needed to take names out of words, worked out once for a release."""

    record: Record
    key: bytes
    rules: Rules
    tally: Tally
    people: Mapping[str, tuple[frozenset[str], ...]]  #: of each affair, by their spellings
    persons: Mapping[str, tuple[r.PublishedPerson, ...]]  #: the same, as they are shown

    @cached_property
    def protected(self) -> list[Name]:
        """All those under a pseudonym."""
        return [name for affair in self.people for name in self._names(affair)]

    def _names(self, affair: str) -> list[Name]:
        return [
            Name.of(person.label, spellings)
            for person, spellings in zip(self.persons[affair], self.people[affair], strict=True)
            if not person.named
        ]

    @cached_property
    def tied(self) -> Finder:
        """Finds everybody under a pseudonym, in whatever affair."""
        return Finder([replace(one, label=OTHER) for one in self.protected])

    @cached_property
    def anybody(self) -> Finder:
        """Finds them, and who is named in words that leave without being tied to an account."""
        names = [replace(one, label=OTHER) for one in self.protected]
        return Finder(names + others(self.record.mentioned))

    @cached_property
    def _own(self) -> dict[str, Finder]:
        return {}

    def own(self, affair: str | None) -> Finder:
        """Finds the people of an affair, and gives their pseudonyms."""
        if affair is None:
            return _NOBODY
        if affair not in self._own:
            self._own[affair] = Finder(self._names(affair))
        return self._own[affair]

    @cached_property
    def _besides(self) -> dict[str, Finder]:
        return {
            id: Finder([Name.of(OTHER, [one]) for one in those])
            for id, those in self.record.mentioned.items()
        }

    @cached_property
    def _tells(self) -> dict[str, bool]:
        return {}

    def tells(self, report: Report) -> bool:
        """Whether the address, the title or the archived text of a report tells who somebody protected is."""
        if report.id not in self._tells:
            address = plain_words(report.url or "")
            self._tells[report.id] = (
                any(next(self.tied.find(words), None) for words in (address, report.title or "", report.text))
                or next(self.anybody.find(address), None) is not None
                or next(self._besides.get(report.id, _NOBODY).find(address), None) is not None
                or bool(particulars(address, everywhere=False))
            )
        return self._tells[report.id]

    def clean(
        self, text: str, affair: str | None, *, report: str | None = None, finer: frozenset[str] = frozenset()
    ) -> str:
        """Words without protected names, numbers and addresses.

        Those of the affair stand as pseudonyms; of ``report`` the single words of names are taken out too, and the
        places in ``finer``.
        """
        for place in sorted(finer, key=len, reverse=True):
            text = text.replace(place, PLACE)
        text, numbers = without_particulars(text)
        self.tally.particulars += numbers
        finders = [self.own(affair), self.anybody]
        if report is not None and report in self._besides:
            finders.append(self._besides[report])
        for finder in finders:
            text, n = replaced(text, finder)
            self.tally.masked += n
        return text

    def words(
        self,
        text: str,
        language: str | None,
        affair: str | None,
        *,
        report: str | None = None,
        finer: frozenset[str] = frozenset(),
    ) -> r.Words:
        """The same, and how many names were replaced."""
        before = self.tally.masked
        told = self.clean(text, affair, report=report, finer=finer)
        return r.Words(told, language, self.tally.masked - before)


_NOBODY = Finder(())
