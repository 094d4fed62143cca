"""The data package: every table as CSV, JSON, XLSX and Parquet, a Frictionless description, and a codebook.

XLSX and Parquet need openpyxl and pyarrow (the extra "publish"); without them the package is whole in CSV and JSON and
its README says what is missing. No file holds a time of making, a program's user or a path: the same release gives
the same bytes.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.util import find_spec
from typing import Any

from qeyd.acts import load_acts
from qeyd.publish.exports.tables import Field, Sheet, sheets, to_csv
from qeyd.publish.exports.workbook import workbook
from qeyd.publish.plain_json import indented
from qeyd.publish.release import Release
from qeyd.publish.words import LANGUAGES, load_words

FOLDER = "data"


def package(release: Release) -> Mapping[str, bytes]:
    """The files of the data package, by path below the release's folder."""
    tables = sheets(release)
    out: dict[str, bytes] = {}
    for sheet in tables:
        out[f"{FOLDER}/{sheet.name}.csv"] = to_csv([one.name for one in sheet.fields], sheet.rows)
    out[f"{FOLDER}/release.json"] = indented({sheet.name: list(sheet.rows) for sheet in tables})
    out[f"{FOLDER}/datapackage.json"] = indented(_description(release, tables))
    for language in LANGUAGES:
        out[f"{FOLDER}/codebook-{language}.md"] = _codebook(tables, language).encode("utf-8")
    missing = []
    if find_spec("openpyxl"):
        out[f"{FOLDER}/release.xlsx"] = workbook(tables, day=datetime.fromisoformat(release.made_on))
    else:
        missing.append("release.xlsx (openpyxl is not installed)")
    if find_spec("pyarrow"):
        for sheet in tables:
            out[f"{FOLDER}/parquet/{sheet.name}.parquet"] = _parquet(sheet)
    else:
        missing.append("parquet/ (pyarrow is not installed)")
    out[f"{FOLDER}/README.md"] = _readme(release, missing).encode("utf-8")
    return out


def _description(release: Release, tables: Sequence[Sheet]) -> dict[str, Any]:
    """A Frictionless data package (v1) over the CSV files."""
    return {
        "profile": "tabular-data-package",
        "name": "qeyd-release",
        "title": f"qeyd release {release.name}",
        "version": release.name,
        "created": f"{release.made_on}T00:00:00Z",
        "description": ("An invented example; nothing in it is real. " if release.made_up else "")
        + f"Reported incidents, private persons under pseudonyms. Made by qeyd {release.qeyd}, key {release.key}, "
        f"record {release.record}.",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": sheet.name,
                "title": sheet.title,
                "path": f"{sheet.name}.csv",
                "scheme": "file",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [_field(one) for one in sheet.fields],
                    "missingValues": [""],
                    **({"primaryKey": list(sheet.key)} if sheet.key else {}),
                    "foreignKeys": [
                        {"fields": [own], "reference": {"resource": other, "fields": [column]}}
                        for own, other, column in sheet.foreign
                    ],
                },
            }
            for sheet in tables
        ],
    }


def _field(field: Field) -> dict[str, Any]:
    told: dict[str, Any] = {"name": field.name, "type": field.type, "description": field.description}
    if field.required:
        told["constraints"] = {"required": True}
    return told


def _codebook(tables: Sequence[Sheet], language: str) -> str:
    """The codebook of this package: tables and columns, and every code with its word in the language."""
    words = load_words(language)
    lines = [f"# {words('page', 'method')}", "", words("method", "how_text"), ""]
    if language != "en":
        lines += [words("page", "english_names"), ""]
    for sheet in tables:
        lines += [f"## {sheet.name}.csv", "", sheet.title, "", "| column | type | |", "|---|---|---|"]
        lines += [f"| `{one.name}` | {one.type} | {one.description} |" for one in sheet.fields]
        lines.append("")
    for part in ("stage", "stance", "grade", "speaker", "pattern"):
        lines += [f"## {part}", ""]
        lines += [f"- `{code}`: {text}" for code, text in words.parts[part].items()]
        lines.append("")
    lines += [f"## {words('method', 'definitions')}", ""]
    for code, act in load_acts().items():
        definition = f" {act.definition}" if language == "en" else ""
        lines.append(f"- `{code}`: {words.of('act', code)}.{definition}")
    return "\n".join(lines) + "\n"


def _readme(release: Release, missing: Sequence[str]) -> str:
    lines = [
        f"# qeyd release {release.name}",
        "",
        *(
            ["**An invented example. No person, outlet or event in it is real.**", ""]
            if release.made_up
            else []
        ),
        "Incidents that outlets reported, as one record has them; not all that happened. Private persons bear",
        "pseudonyms that mean one person within one affair only. Accusations stand in claims.csv with their speaker.",
        "",
        "The same tables are in CSV, JSON (release.json), XLSX and Parquet; datapackage.json describes the CSV files,",
        "codebook-*.md every column and code. Text that a spreadsheet would take for a formula is led by one",
        "apostrophe in CSV and XLSX; take one leading apostrophe away to have the text. Control characters are left",
        "out there. Empty means not told; counts that are not shown are marked in the column `suppressed`.",
        "",
    ]
    if missing:
        lines += ["Not in this package: " + "; ".join(missing) + ".", ""]
    return "\n".join(lines)


_ARROW = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool_"}


def _parquet(sheet: Sheet) -> bytes:
    """One table as Parquet; days and months stay text, as they are told."""
    import pyarrow
    import pyarrow.parquet

    schema = pyarrow.schema(
        [pyarrow.field(one.name, getattr(pyarrow, _ARROW.get(one.type, "string"))()) for one in sheet.fields]
    )
    columns = {one.name: [row.get(one.name) for row in sheet.rows] for one in sheet.fields}
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns, schema=schema), out, compression="zstd")
    return out.getvalue()
