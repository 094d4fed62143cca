"""Which language a text is written in, when nobody said."""

SHORTEST = 20  #: letters; below that any answer would be a guess
LONGEST = 4000  #: characters looked at


def detect(text: str) -> str | None:
    """The language of a text as a tag, "az"; None when there are too few letters to tell."""
    sample = text[:LONGEST]
    if sum(letter.isalpha() for letter in sample) < SHORTEST:
        return None
    import py3langid

    language: str = py3langid.classify(sample)[0]
    return None if language == "zxx" else language
