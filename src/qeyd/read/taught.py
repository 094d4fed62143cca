"""Words that a casebook's people taught, beside those that come with qeyd. Data of the casebook, never of the files."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Taught:
    """Words learned from judgements that somebody accepted."""

    groups: tuple[tuple[str, str, str], ...] = ()  #: language, group, the word that gives it
    acts: tuple[tuple[str, str, str, str], ...] = ()  #: language, act, frame, pattern as in ``acts.toml``
    names: tuple[tuple[str, str], ...] = ()  #: language, first name

    def __bool__(self) -> bool:
        return bool(self.groups or self.acts or self.names)

    def of(self, code: str) -> "Taught":
        """What was taught of one language."""
        return Taught(
            tuple(one for one in self.groups if one[0] == code),
            tuple(one for one in self.acts if one[0] == code),
            tuple(one for one in self.names if one[0] == code),
        )

    def acts_table(self, table: dict[str, Any]) -> dict[str, Any]:
        """A language's ``acts.toml`` with the patterns taught."""
        out = {act: dict(words) for act, words in table.items()}
        for _, act, frame, pattern in self.acts:
            words = out.setdefault(act, {})
            words[frame] = [*words.get(frame, []), pattern]
        return out

    def groups_table(self, table: dict[str, Any]) -> dict[str, Any]:
        """A language's ``groups.toml`` with the words taught."""
        if not self.groups:
            return table
        groups = {group: list(words) for group, words in table.get("groups", {}).items()}
        for _, group, word in self.groups:
            groups.setdefault(group, []).append(word)
        return table | {"groups": groups}

    def people_table(self, table: dict[str, Any]) -> dict[str, Any]:
        """A language's ``people.toml`` with the first names taught."""
        if not self.names:
            return table
        return table | {"first_names": [*table.get("first_names", []), *(name for _, name in self.names)]}


NOTHING = Taught()  #: the words that come with qeyd alone
