"""How much it says that two accounts share a name or number: little when it turns up everywhere.

A key's *contexts* are the different (region, month) pairs in which accounts bear it. Ten copies of one report
are one context, so a much reported matter does not make its own names common. Weights fall in steps, so that one
more report changes few pairs, and only ever downwards.
"""

from collections.abc import Hashable, Iterable, Mapping, MutableMapping

#: Contexts up to which a key keeps this weight.
STEPS = ((12, 1.0), (40, 0.75), (150, 0.45), (600, 0.2))
LEAST = 0.05


def step_of(contexts: int) -> int:
    """Which of the STEPS this many contexts are on; larger is more common."""
    for step, (most, _) in enumerate(STEPS):
        if contexts <= most:
            return step
    return len(STEPS)


class Rarity:
    """The weights of keys, kept up to date as accounts come and go."""

    def __init__(self, common: Mapping[str, int] | None = None) -> None:
        """Takes names known to be common from elsewhere, with the contexts they were seen in."""
        self._common = dict(common or {})
        self._contexts: MutableMapping[Hashable, dict[Hashable, int]] = {}
        self._weights: MutableMapping[Hashable, float] = {}

    def weight(self, key: Hashable) -> float:
        """Between LEAST and 1; a key never met counts as rare."""
        return self._weights.get(key, 1.0)

    def total(self, keys: Iterable[Hashable]) -> float:
        """The weights of these keys together."""
        weights = self._weights
        return sum(weights.get(key, 1.0) for key in keys)

    def add(self, keys: Iterable[Hashable], context: Hashable) -> set[Hashable]:
        """Count one account bearing these keys in this context; the keys whose weight changed come back."""
        changed = set()
        for key in keys:
            contexts = self._contexts.setdefault(key, {})
            known = context in contexts
            contexts[context] = contexts.get(context, 0) + 1
            if not known and self._weigh(key, len(contexts)):
                changed.add(key)
        return changed

    def remove(self, keys: Iterable[Hashable], context: Hashable) -> set[Hashable]:
        """Undo one ``add``; the keys whose weight changed come back."""
        changed = set()
        for key in keys:
            contexts = self._contexts[key]
            contexts[context] -= 1
            if contexts[context]:
                continue
            del contexts[context]
            if self._weigh(key, len(contexts)):
                changed.add(key)
            if not contexts:
                del self._contexts[key]
                self._weights.pop(key, None)
        return changed

    def _weigh(self, key: Hashable, contexts: int) -> bool:
        weight = self.weight_in(key, contexts)
        before = self._weights.get(key)
        self._weights[key] = weight
        return before is not None and before != weight

    def weight_in(self, key: Hashable, contexts: int) -> float:
        """What a key weighs that is borne in so many contexts."""
        step = step_of(contexts + self._common.get(key, 0) if isinstance(key, str) else contexts)
        return STEPS[step][1] if step < len(STEPS) else LEAST
