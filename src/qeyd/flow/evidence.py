"""Reports as evidence: a WACZ 1.1.1 package with the archived bytes and a signed chain of custody.

WACZ 1.1.1: https://specs.webrecorder.net/wacz/1.1.1/ ; what has to be kept of a capture follows the Berkeley Protocol
(OHCHR 2022, chapter VI). Everything needed to verify is in the package: openssl alone is enough (docs/importing.md).
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qeyd import __version__
from qeyd.errors import NotAllowed, StoreError
from qeyd.flow.permits import held_back
from qeyd.flow.write import whole_bytes
from qeyd.model import Report
from qeyd.store import Casebook

SOFTWARE = f"qeyd {__version__}"
_FIXED = (1980, 1, 1, 0, 0, 0)

_NO_CONSENT = (
    "{id} rests on testimony that may not be both quoted and published. Ask, and note what was agreed."
)


def reports_of(casebook: Casebook, wanted: str) -> tuple[str, ...]:
    """The ids of the reports of an incident, or of the one report, that this id or its beginning names.

    Of an incident, testimony that may not be both quoted and published is left out. Raises StoreError when it names
    nothing, or more than one thing, NotAllowed where nothing is left.
    """
    incidents = casebook.find_incidents(wanted)
    found = casebook.find_reports(wanted)
    if len(incidents) == 1 and (incident := casebook.incident(incidents[0])):
        held = held_back(casebook, "quote", "publish")
        ids = tuple(sorted({ref.report_id for ref in incident.accounts} - held))
        if ids:
            return ids
        raise NotAllowed(_NO_CONSENT.format(id=wanted))
    if len(found) >= 1 and not incidents:
        return found
    problem = "names more than one thing" if incidents else "is no incident and no report"
    raise StoreError(f'"{wanted}" {problem} of this casebook. Look the id up with "qeyd show".')


def write_evidence(
    casebook: Casebook,
    ids: Sequence[str],
    path: Path,
    *,
    coder: str,
    now: datetime | None = None,
) -> str:
    """Write the reports with these ids as one WACZ package; its SHA-256 comes back.

    ``coder`` signs the chain of custody with the key that also signs judgements. Raises
    StoreError where a report is missing, NotAllowed for testimony that may not be quoted and published; where bytes
    were forgotten, the package holds the text and says so.
    """
    when = now or datetime.now(UTC)
    reports = []
    for id in ids:
        report = casebook.report(id)
        if report is None:
            raise StoreError(f'There is no report {id} in this casebook. Look the id up with "qeyd show".')
        reports.append(report)
    held = held_back(casebook, "quote", "publish").intersection(ids)
    if held:
        raise NotAllowed(_NO_CONSENT.format(id=min(held)))
    warc, index, pages = _archive(casebook, reports)
    custody = _custody(casebook, reports, when)
    signature, public = casebook.sign(custody, coder=coder)
    inside: dict[str, bytes] = {
        "archive/data.warc.gz": warc,
        "indexes/index.cdx": index,
        "pages/pages.jsonl": pages,
        "custody/custody.json": custody,
        "custody/custody.sig": signature,
        "custody/public-key.pem": public,
    }
    package = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "created": when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "software": SOFTWARE,
        "title": f"Evidence: {len(reports)} reports",
        "resources": [
            {
                "name": name.rpartition("/")[2],
                "path": name,
                "hash": f"sha256:{_sha(data)}",
                "bytes": len(data),
            }
            for name, data in inside.items()
        ],
    }
    described = _json(package)
    inside["datapackage.json"] = described
    inside["datapackage-digest.json"] = _json(
        {"path": "datapackage.json", "hash": f"sha256:{_sha(described)}"}
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as wacz:
        for name, data in inside.items():
            one = zipfile.ZipInfo(name, _FIXED)
            wacz.writestr(one, data)
    whole = out.getvalue()
    whole_bytes(path, whole)
    return _sha(whole)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def address_of(report: Report) -> str:
    """The address of a report, or one made of its id where it has none."""
    return report.url or f"https://report.invalid/{report.id}"


def _archive(casebook: Casebook, reports: Sequence[Report]) -> tuple[bytes, bytes, bytes]:
    """The WARC file, its CDXJ index, and the list of pages."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    index, pages = [], ['{"format": "json-pages-1.0", "id": "pages", "title": "All reports"}']
    for report in reports:
        archived = casebook.archived(report.id)
        media, body = archived or ("text/plain", report.text.encode())
        capture = casebook.capture(report.id)
        if media == "text/html" and capture and capture.encoding:
            media += f"; charset={capture.encoding.removesuffix('-sig')}"
        elif media == "text/plain":
            media += "; charset=utf-8"
        at = (report.archived_at or report.first_seen or datetime.now(UTC)).astimezone(UTC)
        date = at.isoformat(timespec="seconds").replace("+00:00", "Z")
        start, url = out.tell(), address_of(report)
        kept = [(k, v) for k, v in (capture.headers if capture else ()) if k.lower() not in _TRANSPORT]
        http = StatusAndHeaders(
            "200 OK",
            [("Content-Type", media), ("Content-Length", str(len(body))), *kept],
            protocol="HTTP/1.1",
        )
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": date},
        )
        writer.write_record(record)
        line = {
            "url": url, "mime": media.partition(";")[0], "status": "200", "filename": "data.warc.gz",
            "digest": record.rec_headers.get_header("WARC-Payload-Digest"),
            "offset": str(start), "length": str(out.tell() - start),
        }  # fmt: skip
        index.append(f"{_surt(url)} {at:%Y%m%d%H%M%S} {json.dumps(line, ensure_ascii=False)}")
        page = {"id": report.id, "url": url, "ts": date, "title": report.title or url}
        pages.append(json.dumps(page, ensure_ascii=False))
    return out.getvalue(), ("\n".join(sorted(index)) + "\n").encode(), ("\n".join(pages) + "\n").encode()


#: Headers that say how the bytes travelled; they are kept unpacked here, so these would be untrue.
_TRANSPORT = {
    "content-type",
    "content-length",
    "content-encoding",
    "transfer-encoding",
    "connection",
    "set-cookie",
}


def _surt(url: str) -> str:
    """An address in the sorting form of CDXJ: the host from its end."""
    from urllib.parse import urlsplit

    parts = urlsplit(url.lower())
    host = ",".join(reversed((parts.hostname or "").removeprefix("www.").split(".")))
    port = f":{parts.port}" if parts.port else ""
    return f"{host}{port}){parts.path or '/'}{'?' + parts.query if parts.query else ''}"


def _custody(casebook: Casebook, reports: Sequence[Report], now: datetime) -> bytes:
    captures = []
    for report in reports:
        capture = casebook.capture(report.id)
        captures.append(
            {
                "report": report.id,
                "url": report.url,
                "outlet": report.outlet,
                "sha256": report.content,
                "bytes_kept": casebook.archived(report.id) is not None,
                "captured": report.archived_at.isoformat() if report.archived_at else None,
                "first_seen": report.first_seen.isoformat() if report.first_seen else None,
                "published": report.published.value if report.published else None,
                "published_read_from": capture.published_from if capture else None,
                "tool": capture.tool if capture else None,
                "headers": capture.headers if capture else (),
                "versions_at_this_address": casebook.versions(report.url) if report.url else (),
            }
        )
    return _json(
        {
            "what": "Chain of custody. custody.sig is the Ed25519 signature of this file's bytes.",
            "hash": "SHA-256",
            "exported": now.astimezone(UTC).isoformat(),
            "software": SOFTWARE,
            "head_of_judgements": casebook.head() or None,
            "captures": captures,
        }
    )
