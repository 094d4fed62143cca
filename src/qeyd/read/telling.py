"""According to whom: the speakers of a page, for accounts, and what is kept apart from facts."""

from dataclasses import dataclass

from qeyd.model import Account, Reading, Report, Speaker, SpeakerSort, Stance
from qeyd.read.page import Page


@dataclass(frozen=True)
class Telling:
    """Who tells what on a page."""

    page: Page

    def is_source(self, start: int, end: int) -> bool:
        """Whether these characters name a speaker rather than somebody told about."""
        return False

    def of(self, start: int, end: int) -> tuple[tuple[Speaker, ...], Stance, tuple[Speaker, ...]]:
        """Who answers for these characters, how the report stands to them, and who denies them."""
        outlet = self.page.report.outlet
        return ((Speaker(outlet, SpeakerSort.OUTLET),) if outlet else ()), Stance.ASSERTED, ()

    def reading(self, report: Report, accounts: tuple[Account, ...], read_by: str) -> Reading:
        """The whole reading of the page."""
        return Reading(report, accounts, read_by=read_by)


def telling_of(page: Page) -> Telling:
    """Find the speakers of a page."""
    return Telling(page)
