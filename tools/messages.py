"""Bring the catalogues of the page up to date: every text of code, templates and data, old translations kept.

    python tools/messages.py           writes src/qeyd/web/catalogues/*.po
    python tools/messages.py --check   writes nothing; exit status 1 when a text is missing, empty or not used any more

Names of countries are filled in from CLDR; whatever else is new stands empty until somebody translates it.
"""

import argparse
import ast
import json
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).parent.parent / "src" / "qeyd" / "web"
FOLDER = WEB / "catalogues"
LANGUAGES = ("ru", "az")
KEYWORDS = {"t": None, "tn": (1, 2), "pt": ((1, "c"), 2), "later": None}


def extracted() -> Catalog:
    """Every text that the page can show, without translations."""
    made = Catalog(project="qeyd", charset="utf-8")
    for context, text, source in (*from_code(), *from_templates()):
        made.add(text, context=context, locations=[(source, 0)])
    for context, text, source in from_data():
        made.add(text, context=context, locations=[(source, 0)])
    return made


def from_code() -> Iterator[tuple[str | None, str | tuple[str, ...], str]]:
    """Context, text and file of every call of ``t``, ``tn``, ``pt`` and ``later`` with texts written out."""
    for file in sorted(WEB.rglob("*.py")):
        calls = [
            one
            for one in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id in KEYWORDS
        ]
        for call in sorted(calls, key=lambda one: (one.lineno, one.col_offset)):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            texts = [
                one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]
            where = file.relative_to(WEB).as_posix()
            if len(texts) < (1 if KEYWORDS[name] is None else 2):
                continue  # looked up by a value; that is among the data
            if name == "pt":
                yield texts[0] or None, texts[1], where
            else:
                yield None, (texts[0], texts[1]) if name == "tn" else texts[0], where


def from_templates() -> Iterator[tuple[str | None, str | tuple[str, ...], str]]:
    """Context, text and file of everything that the templates say."""
    found = extract_from_dir(
        WEB / "templates",
        method_map=[("**.html", "jinja2.ext:babel_extract")],
        options_map={"**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}},
        keywords=KEYWORDS,
    )
    for file, _, text, _, context in sorted(found, key=lambda one: (one[0], one[1])):
        yield context, text, f"templates/{file}"


def from_data() -> Iterator[tuple[str, str, str]]:
    """Context, text and source of what the page shows out of packaged data."""
    import tomllib

    from qeyd.acts import load_acts
    from qeyd.languages import load_languages
    from qeyd.read.confidence_words import WORDS

    for act in load_acts().values():
        yield "act", act.definition, f"acts/{act.code}"
        if act.is_not:
            yield "act", act.is_not, f"acts/{act.code}"
    for language in load_languages().values():
        yield "language", language.english_name, f"languages/{language.code}"
    package = WEB.parent
    sorts = set()
    for file in sorted((package / "languages").glob("*/agencies.toml")):
        sorts |= set(tomllib.loads(file.read_text(encoding="utf-8"))["agencies"])
    for sort in sorted(sorts):
        yield "actor", sort, "languages/*/agencies.toml"
    weights = json.loads((package / "link" / "weights.json").read_text(encoding="utf-8"))
    for reason in weights["same"]:
        if reason != "base":
            yield "reason", reason, "link/weights.json"
    for words in WORDS:
        yield "reason", words, "read/confidence_words.py"
    for name, code in countries():
        yield "country", name, f"places {code}"


def countries() -> Iterator[tuple[str, str]]:
    """English name and code of every country of the gazetteer."""
    from qeyd.places import load_gazetteer

    gazetteer = load_gazetteer()
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for code in (a + b for a in letters for b in letters):
        if entry := gazetteer.country(code):
            yield entry.name, code


def updated(language: str, texts: Catalog) -> Catalog:
    """The catalogue of a language with exactly these texts, and the translations that it had."""
    file = FOLDER / f"{language}.po"
    old = read_po(BytesIO(file.read_bytes()), locale=language) if file.exists() else Catalog(locale=language)
    made = Catalog(locale=language, project="qeyd", charset="utf-8", fuzzy=False)
    made.header_comment = f"# The words of qeyd's page: {Locale(language).display_name}."
    names = Locale(language).territories
    codes = dict(countries())
    for message in texts:
        if not message.id:
            continue
        known = old.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        string = known.string if known and isinstance(known.string, type(_empty(message.id, made))) else ""
        if not string and message.context == "country":
            string = names.get(codes[message.id], "")
        made.add(message.id, string or _empty(message.id, made), context=message.context,
                 locations=message.locations)  # fmt: skip
    return made


def _empty(id: object, catalogue: Catalog) -> object:
    return "" if isinstance(id, str) else ("",) * catalogue.num_plurals


def written(catalogue: Catalog) -> str:
    """A catalogue as a .po file's text, without dates, so that the same words are the same file."""
    out = BytesIO()
    write_po(out, catalogue, width=110, omit_header=False, sort_output=False, include_lineno=False)
    text = out.getvalue().decode("utf-8")
    return re.sub(r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|'
                  r'Report-Msgid-Bugs-To|Project-Id-Version):.*\n', "", text, flags=re.MULTILINE)  # fmt: skip


def lacking(language: str, texts: Catalog) -> list[str]:
    """What keeps a catalogue from being complete, in words."""
    made, out = updated(language, texts), []
    for message in made:
        if message.id and not all([message.string] if isinstance(message.id, str) else message.string):
            where = message.locations[0][0] if message.locations else ""
            out.append(f"{language}: {where}: {message.id!r} has no words.")
    file = FOLDER / f"{language}.po"
    if not file.exists() or file.read_text(encoding="utf-8") != written(made):
        out.append(f"{language}: {file.name} is not up to date; run tools/messages.py.")
    return out


def main() -> int:
    """Write the catalogues, or check them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    texts = extracted()
    if not check:
        for language in LANGUAGES:
            (FOLDER / f"{language}.po").write_text(written(updated(language, texts)), encoding="utf-8")
    problems = [one for language in LANGUAGES for one in lacking(language, texts)]
    print("\n".join(problems) or f"{len(texts)} texts, all of them in {', '.join(LANGUAGES)}.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
