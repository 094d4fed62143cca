"""According to whom: the speakers of a page, for its accounts, and what is kept apart from facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from qeyd.model import Account, Ground, Reading, Report, Speaker, Stance, Told
from qeyd.read.accused import accused
from qeyd.read.answerable import speakers_of
from qeyd.read.asides import Asides, Hints, asides
from qeyd.read.attribution import Attribution, attributions_in
from qeyd.read.disputes import disputed
from qeyd.read.grounds import GroundWords, ground_of
from qeyd.read.page import Page
from qeyd.read.people import Crowd
from qeyd.read.triggers import Trigger

# A word of time this near to the verb of saying, and outside of what is said, tells when it was said.
_SAYING_REACH = 10


@dataclass(frozen=True)
class PageTelling:
    """Who tells what on a page."""

    page: Page
    attributions: tuple[Attribution, ...]
    asides: Asides
    grounds: Mapping[int, Told[Ground] | None] = field(default_factory=dict)

    def ground(self, trigger: Trigger) -> Told[Ground] | None:
        """The reason told for an act; None when none is told."""
        return self.grounds.get(trigger.head)

    def is_source(self, start: int, end: int) -> bool:
        """Whether these characters name a speaker rather than somebody told about."""
        return any(
            one.source is not None and one.source[0] < end and start < one.source[1]
            for one in self.attributions
        )

    def is_saying(self, start: int, end: int) -> bool:
        """Whether these characters belong to the saying and not to what is said: "on Friday, the ministry said"."""
        return any(
            not (one.start <= start and end <= one.end)
            and min(abs(start - one.cue[1]), abs(one.cue[0] - end)) <= _SAYING_REACH
            for one in self.attributions
        )

    def is_pattern(self, start: int, end: int) -> bool:
        """Whether a sentence is a claim about many cases rather than one (CODEBOOK §6)."""
        return any(one.quote.start < end and start < one.quote.end for one in self.asides.pattern_claims)

    def is_cue(self, start: int, end: int) -> bool:
        """Whether these characters hold a speaker or the words that hand a statement over."""
        return self.is_source(start, end) or any(
            one.cue[0] < end and start < one.cue[1] for one in self.attributions
        )

    def of(self, start: int, end: int) -> tuple[tuple[Speaker, ...], Stance, tuple[Speaker, ...]]:
        """Who answers for these characters, how the report stands to them, and who denies them."""
        told = speakers_of(
            (start, end),
            self.attributions,
            outlet=self.page.report.outlet,
            text=self.page.text,
            report_id=self.page.report.id,
        )
        return told.said_by, told.stance, told.denied_by

    def reading(
        self,
        report: Report,
        accounts: tuple[Account, ...],
        read_by: str,
        *,
        relevance: float,
        crowd: Crowd | None = None,
    ) -> Reading:
        """The whole reading of the page; `crowd`, the people of the page, says against whom accusations are."""
        accusations = self.asides.accusations
        if crowd is not None:
            accusations = accused(self.page, crowd, accusations, speaks=self.is_source)
        return Reading(
            report,
            disputed(self.page, accounts, self.attributions),
            accusations,
            self.asides.opinions,
            self.asides.pattern_claims,
            read_by,
            relevance=round(relevance, 3),
        )


def telling_of(
    page: Page, triggers: Sequence[Trigger] = (), reasons: GroundWords | None = None, *, read_by: str = ""
) -> PageTelling:
    """Find the speakers of a page, the reasons told for its acts, and its asides."""
    report = page.report
    found = attributions_in(page.text, page.language, paragraphs=page.paragraphs, outlet=report.outlet)
    telling = PageTelling(page, found, Asides())
    if reasons is not None:
        grounds = {
            one.head: ground_of(page, one, reasons, is_cue=telling.is_cue, read_by=read_by)
            for one in triggers
        }
        telling = replace(telling, grounds=grounds)
    apart = asides(
        page.text,
        page.language,
        found,
        paragraphs=page.paragraphs,
        hints=hints_of(telling, triggers),
        outlet=report.outlet,
        report_id=report.id,
    )
    return replace(telling, asides=apart)


def hints_of(telling: PageTelling, triggers: Sequence[Trigger]) -> Hints:
    """What the acts of a page and the reasons told for them say of its asides."""
    tokens = telling.page.tokens
    quotes = {told.quote for told in telling.grounds.values() if told is not None}
    return Hints(
        acts=tuple((tokens[one.head].start, one.act) for one in triggers if not one.negated),
        grounds=tuple(sorted((quote.start, quote.end) for quote in quotes)),
    )
