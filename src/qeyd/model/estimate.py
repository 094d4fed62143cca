"""A number that people will quote, with what is needed to doubt it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number worked out from incidents, with what is needed to doubt it.

    >>> print(Estimate(12.4, 9.1, 16.0, n=143, method="negative binomial"))
    12.4 (9.1 to 16.0), from 143 incidents, negative binomial
    """

    value: float
    low: float
    high: float
    n: int  #: how many incidents it rests on
    method: str
    caveats: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.value:g} ({self.low:.1f} to {self.high:.1f}), from {self.n} incidents, {self.method}"
