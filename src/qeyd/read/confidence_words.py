"""What the features behind a confidence mean, in words for people. Several features may mean one thing.

The words are English texts of their own, so that a page can show them in its language (`WORDS` lists them all).
"""

from qeyd.read.matter import SORTS

_MATTERS = {
    "origin": "origin or nationality",
    "belief": "belief",
    "speech": "what people said or wrote",
    "work": "journalists, lawyers or activists",
    "status": "migration or citizenship",
    "force": "police or other forces",
    "theft": "theft or fraud",
    "drugs": "drugs",
    "violent_crime": "violent crime",
    "sport": "sport",
    "culture": "film, books or shows",
    "history": "history",
    "economy": "the economy",
    "mishap": "accidents",
    "lawmaking": "bills and lawmaking",
    "totals": "totals over a time",
}
_THE_WORDS = "the words that tell the act"
_PEOPLE = "how the people it befell are told"
_GROUP = "a group of people is named nearby"
_NO_GROUP = "no group of people is named nearby"
_UNTIED = "little ties it to who the people are"
_CRIME = "ordinary crime is told beside it"
_ELSE = "other acts are told around it"
_AGAIN = "the same act is told again on the page"
_FORM = "the form of its sentence"
_STRETCH = "a stretch of time is told, not a day"
_BY_NAME = {
    "always": "",
    "asks more words": _THE_WORDS,
    "planned": "it is told as still to come",
    "done": "it is told as carried out",
    "people counted": "the people are counted",
    "very many people": "very many people are counted",
    "one person": "it is told of one person",
    "people named": "people are named",
    "people of another act": "its people may be another act's",
    "people none": "nobody is told whom it befell",
    "group told": "its people are named as a group",
    "group around": _GROUP,
    "groups near": _GROUP,
    "groups close": _GROUP,
    "no group close": _NO_GROUP,
    "no group around": _NO_GROUP,
    "actor": "it is told who did it",
    "actor in sentence": "it is told who did it",
    "place": "a place is told",
    "place in sentence": "a place is told",
    "only a country": "no place but a country is told",
    "time": "a time is told",
    "time in sentence": "a time is told",
    "ground": "a reason is told",
    "stretch of time": _STRETCH,
    "stretch of time and many": _STRETCH,
    "background": "it is recalled as background",
    "hypothetical": "it is told as something imagined",
    "general": "it is told as a rule, not of one occasion",
    "in quotation": "it is told in somebody's own words",
    "first sentence": "it stands in the first sentence",
    "told again": _AGAIN,
    "same act before": _AGAIN,
    "same act after": _AGAIN,
    "tellings per sentence": _ELSE,
    "acts near": _ELSE,
    "acts beside": _ELSE,
    "lone telling": "no other act is told around it",
    "off topic": "words of film, sport or history stand nearby",
    "off topic close": "words of film, sport or history stand nearby",
    "ends in question": _FORM,
    "no final stop": _FORM,
    "short line": _FORM,
    "long line": _FORM,
    "few ties": _UNTIED,
    "ordinary act": "it is an act that befalls anybody",
    "ordinary act untied": _UNTIED,
    "ordinary act, few ties": _UNTIED,
    "ordinary act, no group around": _NO_GROUP,
    "ordinary act beside crime": _CRIME,
    "ordinary act beside crime, group not told": _CRIME,
    "violence by nobody told": "nobody is told who did the violence",
}
_ENDS = (" around", " close", " in sentence")


def _near(sort: str) -> str:
    return f"words of {_MATTERS[sort]} stand nearby"


def _far(sort: str) -> str:
    return f"no words of {_MATTERS[sort]} stand nearby"


def meaning(feature: str) -> str:
    """What a feature of `features.py` means, in words; of one that has none its own name.

    >>> meaning("no belief around"), meaning("act detained")
    ('no words of belief stand nearby', 'the words that tell the act')
    """
    if feature in _BY_NAME:
        return _BY_NAME[feature]
    if " pattern " in feature or feature.startswith(("act ", "told by ", "verb ")):
        return _THE_WORDS
    if feature.endswith((" as verbs", " as nouns", " as suffered")):
        return _THE_WORDS
    if feature.endswith(" by nobody told"):
        return _BY_NAME["violence by nobody told"]
    matter = feature.removeprefix("ordinary act, ")
    for end in _ENDS:
        sort = matter.removesuffix(end)
        if sort != matter:
            if sort in _MATTERS:
                return _near(sort)
            if sort.removeprefix("no ") in _MATTERS:
                return _far(sort.removeprefix("no "))
    if feature.startswith(("people ", "far people")):
        return _PEOPLE
    return feature.replace("_", " ")


#: Every text that `meaning` gives to a feature it knows.
WORDS = tuple(sorted({*_BY_NAME.values(), _THE_WORDS, _PEOPLE, *map(_near, SORTS), *map(_far, SORTS)} - {""}))
