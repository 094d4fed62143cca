"""Build src/qeyd/places/tables/countries.toml: names of countries in Russian and Azerbaijani, from CLDR through babel.

    python tools/build_country_names.py

Run at release time, with the build-data group. English names stand in the gazetteer.
"""

from pathlib import Path

from babel import Locale

OUTPUT = Path(__file__).resolve().parents[1] / "src" / "qeyd" / "places" / "tables" / "countries.toml"
LANGUAGES = ("ru", "az")


def main() -> None:
    """Write the table, one country a line."""
    names = {language: Locale(language).territories for language in LANGUAGES}
    codes = sorted(
        code for code in names["ru"] if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "ZZ")
    )
    lines = [
        "# Names of countries in Russian and Azerbaijani, by ISO 3166-1 alpha-2. CLDR, through babel;",
        "# made by tools/build_country_names.py.",
        "",
    ]
    for code in codes:
        told = ", ".join(f'{one} = "{names[one][code]}"' for one in LANGUAGES if names[one].get(code))
        lines.append(f'"{code}" = {{ {told} }}')
    OUTPUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
