"""According to whom: which characters of a text somebody answers for, who that is, and who passed it on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qeyd.languages import Language
from qeyd.languages.words import Paragraph, split
from qeyd.model import SpeakerSort
from qeyd.read.said_cues import BACKWARD, EARLIER, WHOLE, Cue, cues_in, may_speak, points_back
from qeyd.read.said_names import name_left
from qeyd.read.said_quotes import SHORTEST_SPEECH, Quotation, near, quotations_in, turns_in
from qeyd.read.said_voices import UNNAMED, Voice, Voices
from qeyd.read.said_words import DENIED, PLAIN, UNCONFIRMED, Line, SaidWords, lines_of, said_words

#: How sure it is that the speaker answers for the words: told there, told for the sentences before, carried on.
TOLD, TOLD_BACK, CARRIED = "told", "told back", "carried on"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what. Offsets count characters of the text."""

    start: int  #: the words they answer for
    end: int
    speaker: Voice
    cue: tuple[int, int]  #: the words that hand the statement over
    distance: str  #: "plain", "claimed", "denied" or "unconfirmed": how the report stands to it
    carried_by: tuple[Voice, ...] = ()  #: who passed it on, the nearest to the event first
    reach: str = (
        TOLD  #: "told" here, "told back" for the sentences before, or "carried on" from a sentence before
    )
    assesses: bool = False  #: the verb is one of judging: considers, called, fears

    @property
    def source(self) -> tuple[int, int] | None:
        """The speaker's words."""
        return self.speaker.words


def attributions_in(
    text: str,
    language: Language,
    *,
    paragraphs: Sequence[Paragraph] | None = None,
    outlet: str | None = None,
) -> tuple[Attribution, ...]:
    """Find who says what in a text, in order. What nobody is found to say is the outlet's own.

    `paragraphs` saves splitting again. Never raises on any text; time grows with the text's length alone.
    """
    parts = tuple(paragraphs) if paragraphs is not None else split(text, language)
    words = said_words(language.code)
    lines = lines_of(parts, language)
    reader = _Reader(text, parts, lines, words, outlet)
    return reader.read()


class _Reader:
    """Walks down the page once and remembers who has spoken."""

    def __init__(
        self,
        text: str,
        parts: tuple[Paragraph, ...],
        lines: tuple[Line, ...],
        words: SaidWords,
        outlet: str | None,
    ) -> None:
        self.text, self.parts, self.lines, self.words = text, parts, lines, words
        self.quotations = quotations_in(text, parts)
        self.voices = Voices(text, lines, words, outlet)
        self.turns = {turn.paragraph: turn.is_question for turn in turns_in(text, parts)}
        self.found: list[Attribution] = []
        self.via: dict[str, tuple[Voice, ...]] = {}
        self.in_paragraph: dict[int, list[Quotation]] = {}
        self.lead: Attribution | None = None
        self.by_line: list[list[Attribution]] = [[] for _ in lines]

    def read(self) -> tuple[Attribution, ...]:
        for quotation in self.quotations:
            self.in_paragraph.setdefault(quotation.paragraph, []).append(quotation)
        for line in self.lines:
            here = self.in_paragraph.get(line.paragraph, [])
            self._read_line(line, near(here, line.start, line.end))
        self._fill()
        return tuple(sorted(self.found, key=lambda one: (one.start, one.end)))

    def _read_line(self, line: Line, quotations: Sequence[Quotation]) -> None:
        if self.turns.get(line.paragraph):
            return
        quoted = {
            i
            for quotation in quotations
            if quotation.end - quotation.start >= SHORTEST_SPEECH and quotation.start < line.end
            for i, word in enumerate(line.words)
            if quotation.start <= word.start < quotation.end
        }
        cues = cues_in(line, self.words, quoted)
        speaking = [cue for cue in cues if not cue.carries]
        carriers = [self.voices.of(line, cue) for cue in cues if cue.carries and cue.source is not None]
        spoken = [(cue, self.voices.of(line, cue)) for cue in speaking]
        spoken = [
            (cue, voice) for cue, voice in spoken if voice.name != UNNAMED and not self._is_publisher(voice)
        ]
        everybody, carriers = carriers, [voice for voice in carriers if not self._is_publisher(voice)]
        spoken, nested = _nested(spoken)
        if carriers and spoken and all(voice.sort == SpeakerSort.OUTLET for _, voice in spoken):
            # "the portal writes, citing the ministry": the ministry is nearer to the event
            nested = [voice for _, voice in spoken] + nested
            spoken, carriers = [(spoken[0][0], carriers[0])], carriers[1:]
        carriers += nested
        if not spoken and everybody:
            first = next(cue for cue in cues if cue.carries)
            direction = EARLIER if points_back(line, self.words, len(line.words)) else WHOLE
            subject = None if self.words.verb_last else name_left(line, first.first, self.words)
            told_by = None
            if subject is not None and may_speak(line, subject, self.words):
                told_by = self.voices.of(line, replace(first, source=subject, carries=False))
            if (
                told_by is not None
                and told_by.sort != SpeakerSort.OUTLET
                and (everybody[0].sort == SpeakerSort.OUTLET or self._is_publisher(everybody[0]))
            ):
                # "the analyst spoke to the paper": the analyst speaks, the paper carried it
                spoken = [(replace(first, source=subject, direction=direction), told_by)]
            elif carriers:
                spoken, carriers = [(replace(first, direction=direction), carriers[0])], carriers[1:]
        for number, (cue, voice) in enumerate(spoken):
            start, end = self._region(line, spoken, number)
            distance = cue.distance
            if distance == PLAIN and self._hedged(line, start, end):
                distance = UNCONFIRMED
            one = Attribution(
                start, end, voice, _span(line, cue.first, cue.last), distance,
                self._via(voice, carriers), TOLD, cue.assesses,
            )  # fmt: skip
            one = self._with_quotations(one, line, quotations)
            self.by_line[line.number].append(one)
            if cue.direction == EARLIER:
                self._told_back(one, line)
            self.voices.heard(voice)

    def _via(self, voice: Voice, carriers: list[Voice]) -> tuple[Voice, ...]:
        """Who carried it: told here, or when the same speaker was first brought in."""
        told = tuple(c for c in carriers if c.name != voice.name and not self._is_publisher(c))
        if told:
            self.via[voice.name] = told
        return told or self.via.get(voice.name, ())

    def _is_publisher(self, voice: Voice) -> bool:
        own, name = (_bare(self.words.language.fold(one)) for one in (self.voices.outlet or "", voice.name))
        if bool(own and name) and len(name) > 2 and (own.startswith(name) or name.startswith(own)):
            return True
        return self.words.language.script == "Cyrillic" and _declined(self.voices.outlet or "", voice.name)

    def _hedged(self, line: Line, start: int, end: int) -> bool:
        return any(
            start <= line.words[line.words_of(match)[0]].start < end
            for match in self.words.hedges.finditer(line.text)
        )

    def _region(self, line: Line, spoken: list[tuple[Cue, Voice]], number: int) -> tuple[int, int]:
        """Which part of a sentence this speaker answers for, when several speak in it."""
        start, end = line.start, line.end
        cue = spoken[number][0]
        own = min(cue.first, cue.source.first if cue.source else cue.first)
        if number:
            before = spoken[number - 1][0]
            if before.direction == BACKWARD:
                start = _span(line, before.first, before.last)[1]
            elif cue.direction == BACKWARD:
                middle = _comma_between(line, before.last, own)
                start = line.words[middle].start
            else:
                start = line.words[own].start
        if number + 1 < len(spoken):
            after = spoken[number + 1][0]
            opening = min(after.first, after.source.first if after.source else after.first)
            if after.direction == BACKWARD and cue.direction != BACKWARD:
                end = line.words[_comma_between(line, cue.last, opening)].start
            elif cue.direction == BACKWARD:
                end = _span(line, cue.first, cue.last)[1]
            else:
                end = line.words[opening].start
        return (start, end) if end > start else (line.start, line.end)

    def _with_quotations(self, one: Attribution, line: Line, quotations: Sequence[Quotation]) -> Attribution:
        """Let the content run over a whole quotation that it touches or that stands beside the cue's sentence."""
        start, end = one.start, one.end
        for quotation in quotations:
            if quotation.end - quotation.start < SHORTEST_SPEECH:
                continue
            touches = quotation.start < end and start < quotation.end
            follows = 0 <= quotation.start - line.end <= 3 and self.text[line.end - 1 : line.end] == ":"
            if touches or follows:
                start, end = min(start, quotation.start), max(end, quotation.end)
        return replace(one, start=start, end=end)

    def _told_back(self, one: Attribution, line: Line) -> None:
        """After "this was reported by ...": the speaker answers for the sentences before."""
        first = line.number
        paragraph = line.paragraph
        if not first:
            return
        if self.lines[first - 1].paragraph != paragraph:
            paragraph = self.lines[first - 1].paragraph
        start = first - 1
        while (
            start > 0
            and self.lines[start - 1].paragraph == paragraph
            and not any(a.reach == TOLD for a in self.by_line[start])
            and not any(a.reach == TOLD for a in self.by_line[start - 1])
        ):
            start -= 1
        for number in range(start, first):
            if not any(a.reach == TOLD for a in self.by_line[number]):
                back = self.lines[number]
                self.by_line[number].append(replace(one, start=back.start, end=back.end, reach=TOLD_BACK))

    def _fill(self) -> None:
        """Give the sentences without a speaker of their own to whom they are carried on from, and collect all."""
        self._lead_back()
        previous: Attribution | None = None
        answerer: Attribution | None = None
        asked = False
        for line in self.lines:
            own = self.by_line[line.number]
            turn = self.turns.get(line.paragraph)
            if turn is not None:
                if answerer is None and not asked:
                    asked, answerer = True, self._answerer(line)
                if turn is False and answerer is not None:
                    own.clear()
                    own.append(
                        replace(answerer, start=line.start, end=line.end, distance=PLAIN, reach=CARRIED)
                    )
                self.found.extend(own)
                continue
            if own:
                speaking = [one for one in own if one.distance != DENIED and not one.assesses]
                if speaking:
                    if self.lead is None:
                        self.lead = speaking[0]
                    previous = speaking[-1]
                self.found.extend(own)
                continue
            if self.words.background.match(line.text) or self.words.refused.search(line.text):
                previous = None
                if self.words.background.match(line.text):
                    continue
            carried = self._carried(line, previous)
            if self._hedged(line, line.start, line.end):
                voice = Voice(self.voices.outlet or UNNAMED, SpeakerSort.OUTLET)
                carried = replace(
                    carried
                    or Attribution(line.start, line.end, voice, (line.start, line.end), PLAIN, reach=CARRIED),
                    distance=UNCONFIRMED,
                )
            if carried is not None:
                self.found.append(carried)
                if self._in_quotation(line):
                    previous = carried

    def _lead_back(self) -> None:
        """An opening sentence without a speaker is the outlet's that the next sentence says the page copies."""
        for number in range(1, min(4, len(self.lines))):
            told = [
                one
                for one in self.by_line[number]
                if one.reach == TOLD and not one.assesses and one.distance != DENIED
            ]
            if not told:
                continue
            one = told[0]
            outlet = one.speaker.sort == SpeakerSort.OUTLET or bool(one.carried_by)
            office = one.speaker.sort == SpeakerSort.OFFICIAL and one.distance == PLAIN
            if not ((outlet and number == 1) or office):
                return
            for back in self.lines[:number]:
                if not self.by_line[back.number]:
                    self.by_line[back.number].append(
                        replace(one, start=back.start, end=back.end, distance=PLAIN, reach=TOLD_BACK)
                    )
            return

    def _in_quotation(self, line: Line) -> bool:
        return any(
            quotation.start <= line.start + 2 and line.end - 2 <= quotation.end
            for quotation in near(self.in_paragraph.get(line.paragraph, ()), line.start, line.end)
        )

    def _carried(self, line: Line, previous: Attribution | None) -> Attribution | None:
        """Whose words a sentence still is: of the speaker before it, or of the office the news is from."""
        if previous is None:
            return None
        same = self.lines[self._line_of(previous)].paragraph == line.paragraph
        timed = any(self.words.time.fullmatch(fold.split("-")[0]) for fold in line.folds[:3])
        if timed and len(self.parts) == 1 and not self._in_quotation(line):
            return (
                None  # on a page of one paragraph a sentence that opens with its own time is news of its own
            )
        one = previous if same or self._in_quotation(line) else self.lead
        if one is self.lead and one is not previous and self._is_brief(line):
            return None  # one of several briefs under headings of their own
        if one is None or (one is not previous and one.speaker.sort != SpeakerSort.OFFICIAL):
            return None
        return replace(one, start=line.start, end=line.end, distance=PLAIN, reach=CARRIED, assesses=False)

    def _is_brief(self, line: Line) -> bool:
        """Whether the paragraph of a sentence opens with a heading of a word or two."""
        first = line.number
        while first > 0 and self.lines[first - 1].paragraph == line.paragraph:
            first -= 1
        following = first + 1 < len(self.lines) and self.lines[first + 1].paragraph == line.paragraph
        return following and len(self.lines[first].words) <= _HEADING

    def _line_of(self, one: Attribution) -> int:
        low, high = 0, len(self.lines)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.lines[middle].start <= one.cue[0] else (low, middle)
        return low

    def _answerer(self, line: Line) -> Attribution | None:
        voice = self.voices.interviewed(line)
        if voice is None:
            return None
        return Attribution(
            line.start, line.end, voice, voice.words or (line.start, line.end), PLAIN, reach=CARRIED
        )


_HEADING = 3  # words of a heading that opens a brief: "Courts. ..."


def _declined(title: str, name: str) -> bool:
    """Whether a name is a title in another case: "Орскому вестнику" of "Орский вестник"."""
    one, other = title.casefold().split(), name.casefold().split()
    return len(one) == len(other) and all(
        a[: max(3, len(a) - 3)] == b[: max(3, len(a) - 3)] for a, b in zip(one, other, strict=True)
    )


def _bare(name: str) -> str:
    """An outlet's folded name without spaces, marks and the ending of its address."""
    for ending in (".az", ".ru", ".com", ".org", ".net", ".info", ".tv", ".ge", ".uk", ".eu"):
        name = name.removesuffix(ending)
    return "".join(letter for letter in name if letter.isalnum())


def _comma_between(line: Line, first: int, last: int) -> int:
    for at in range(last - 1, first, -1):
        if line.words[at].text in ",;—–":
            return at
    return max(first, min(last, len(line.words) - 1))


def _span(line: Line, first: int, last: int) -> tuple[int, int]:
    return line.words[first].start, line.words[last - 1].end


def _nested(spoken: list[tuple[Cue, Voice]]) -> tuple[list[tuple[Cue, Voice]], list[Voice]]:
    """Take out the outlets that only pass on what another speaker of the sentence says."""
    if len(spoken) < 2:
        return spoken, []
    outlets = [
        (cue, voice)
        for cue, voice in spoken
        if voice.sort == SpeakerSort.OUTLET and not cue.assesses and cue.distance == PLAIN
    ]
    others = [pair for pair in spoken if pair not in outlets]
    if not others:
        return spoken[-1:], [voice for _, voice in spoken[:-1]][::-1]
    return others, [voice for _, voice in outlets]


__all__ = [
    "CARRIED",
    "TOLD",
    "TOLD_BACK",
    "Attribution",
    "attributions_in",
]
