"""What the program says in English when something cannot be done, in the language of the page.

The rooms below know no language of a page; their messages are recognised here by their form. One of another form is
shown as it stands. A test holds the forms against the rooms' own source.
"""

import re
from functools import lru_cache

from qeyd.web.text import later, t
from qeyd.web.words import field_label

#: Messages of qeyd.flow and of the forms, ``{…}`` where they fill something in.
FORMS = (
    later("A coder's name has 1 to 80 printable signs. Give one, or initials."),
    later('"{name}" has an account already. Choose another name, or set its role.'),
    later("The first account has to be a reviewer's, who manages the others."),
    later("The password has {n} signs; it needs {least} or more. Take a few words."),
    later("The password has more than {most} signs. Take a shorter one."),
    later("The password is too easily guessed. Take a few words that do not hold your name."),
    later("One reviewer has to stay, or nobody could manage the accounts. Add another first."),
    later('Select the words that "{field}" rests on; every value needs its words.'),
    later("Select the words that name {who}; only the outlet needs none."),
    later("Select the words that tell the act."),
    later("Give low or high; where the report does not say how many, make the field empty."),
    later("{low} is more than {high}. Give the lower number first."),
    later('No number is read in "{words}". Give low and high, as "3", "3-5" or "40+".'),
    later(
        '"{name}" is not in the gazetteer. Name the settlement, city district, region or country, in English.'
    ),
    later("{given} is no time. Give it as 2025-08-20, 2025-08, 2025 or 2025-08-01/2025-08-15."),
    later('"{group}" is not in the list of groups. Choose one of the list, in English.'),
    later("{name} does not stand in the report. Names are given as the report spells them."),
    later("Give the group, the names, or both; or make the field empty."),
    later("“{words}”: no number is read in them. Give low and high."),
    later(
        "“{words}”: no place of the gazetteer is found in them. Name the town, region or country in English."
    ),
    later(
        "“{words}”: no time is read in them. Give it as 2025-08-20, 2025-08, 2025 or 2025-08-01/2025-08-15."
    ),
    later("“{words}”: no group and no name is read in them. Give the group or the names."),
    later("What was forgotten is gone for good; it cannot be undone."),
    later("Only a reviewer takes back what another coder decided. Answer it yourself, or ask one."),
    later("{who} may look and not decide. Ask a reviewer for another role."),
    later("Only a reviewer names people, releases acts, and lets lessons take effect. Ask one."),
    later("This report was given to two other coders."),
    later("This lesson is in effect already. Nothing was changed."),
    later("Say yes, no or unsure."),
    later("The two passwords differ. Write the same one twice."),
)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, "re.Pattern[str]"], ...]:
    def pattern(form: str) -> "re.Pattern[str]":
        pieces = re.split(r"(\{\w+\})", form)
        return re.compile(
            "".join(f"(?P<{one[1:-1]}>.*)" if one.startswith("{") else re.escape(one) for one in pieces),
            re.DOTALL,
        )

    return tuple((form, pattern(form)) for form in FORMS)


def said_words(text: str) -> str:
    """A message of the program in the language of the page.

    >>> said_words("5 is more than 3. Give the lower number first.")
    '5 is more than 3. Give the lower number first.'
    """
    for form, pattern in _patterns():
        if found := pattern.fullmatch(text):
            filled = found.groupdict()
            if "field" in filled:
                filled["field"] = field_label(filled["field"])
            return t(form, **filled) if filled else t(form)
    return text
