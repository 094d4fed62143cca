"""What a person who testified agreed to. Nothing is allowed that was not agreed to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Consent:
    """The limits of one testimony. It is always seen by those who work in the casebook, and by nobody else unless:

    >>> Consent().count or Consent().quote or Consent().publish
    False
    """

    count: bool = False  #: it may stand behind numbers: counts, rates, analyses
    quote: bool = False  #: its words may be shown, names masked
    publish: bool = False  #: what it tells may be published as a record, in no words but the record's
