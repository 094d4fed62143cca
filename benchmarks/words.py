"""How fast texts are split into words and the words analysed, in megabytes and words a second."""

import time

from qeyd.languages import load_languages
from qeyd.languages.words import split

TEXTS = {
    "az": 'Tümen şəhərində 40-dan çox soydaşımız saxlanılıb. "İzahat verilməyib", - deyə R.Sadıqlı bildirib.\n\n',
    "en": 'Police in Tyumen detained more than 40 people on Friday. "Nobody was told why," Mr. Sadygly said.\n\n',
    "ru": "В Тюмени в пятницу задержали более 40 человек. «Никому ничего не объяснили», — сказал Р. Садыглы.\n\n",
    "tr": "Tümen'de cuma günü 40'tan fazla kişi gözaltına alındı. \"Kimseye açıklama yapılmadı\" dedi.\n\n",
    "uk": "У Тюмені в п'ятницю затримали понад 40 людей. «Нікому нічого не пояснили», — сказав Р. Садигли.\n\n",
}


def main() -> None:
    """Print one line for each language."""
    for code, language in load_languages().items():
        text = TEXTS[code] * 10_000
        size = len(text.encode()) / 1e6
        started = time.perf_counter()
        paragraphs = split(text, language)
        splitting = time.perf_counter() - started
        words = sum(len(sentence.words) for paragraph in paragraphs for sentence in paragraph.sentences)
        kinds = {
            word.text
            for paragraph in paragraphs
            for sentence in paragraph.sentences
            for word in sentence.words
        }
        language.analyse("1")
        started = time.perf_counter()
        for kind in kinds:
            language.analyse(kind)
        first = (time.perf_counter() - started) / len(kinds)
        print(
            f"{code}: split {size / splitting:.2f} MB/s, {words / splitting:,.0f} words/s; {1 / first:,.0f} new words/s"
        )


if __name__ == "__main__":
    main()
