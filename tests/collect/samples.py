"""One small file of every sort, made here; the events and people are invented."""

import io
import json
import zipfile
from email.message import EmailMessage

STORY = (
    "On 3 March 2019 rain fell in Dolin for two days and nights, the mayor said.",
    "The river rose by a metre and the bridge was closed to all traffic until Monday.",
)
URL = "https://daily-a.example/rain"


def html(*, head: str = "", body: str = "", paragraphs: tuple[str, ...] = STORY, lang: str = "en") -> str:
    inside = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f'<html lang="{lang}"><head><title>Rain in Dolin</title><link rel="canonical" href="{URL}">{head}</head>'
        f"<body><nav><a href=/>Home</a></nav><article><h1>Rain in Dolin</h1>{inside}</article>{body}</body></html>"
    )


def mhtml() -> bytes:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = URL
    message["Date"] = "Tue, 5 Mar 2019 10:00:00 +0000"
    message.set_content("x")
    message.clear_content()
    message.set_content(html(), subtype="html", cte="quoted-printable")
    message.make_mixed()
    return message.as_bytes()


def eml() -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = (
        "Alert: rain",
        "a@daily-a.example",
        "b@daily-a.example",
    )
    message["Date"] = "Tue, 5 Mar 2019 10:00:00 +0000"
    message.set_content(" ".join(STORY) + f"\nMore: {URL}\n")
    return message.as_bytes()


def warc(pages: int = 2, page: str | None = None) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for number in range(pages):
        headers = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/html"), ("Server", "a")], protocol="HTTP/1.1"
        )
        body = io.BytesIO((page or html()).replace(URL, f"{URL}/{number}").encode())
        record = writer.create_warc_record(
            f"{URL}/{number}", "response", payload=body, http_headers=headers,
            warc_headers_dict={"WARC-Date": "2019-03-05T10:00:00Z"},
        )  # fmt: skip
        writer.write_record(record)
    return out.getvalue()


def wacz(inner: bytes | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("archive/data.warc.gz", warc() if inner is None else inner)
        package.writestr("../../escape.txt", "out of here")
    return out.getvalue()


def xlsx() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Date", "Body", "Link"])
    book.active.append(["05.03.2019", " ".join(STORY), URL])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf() -> bytes:
    """A PDF with the story as its text, written by hand."""
    lines = b" ".join(b"(" + one.encode() + b") Tj T*" for one in STORY)
    stream = b"BT /F1 12 Tf 14 TL 50 700 Td " + lines + b" ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places)
    return out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start


def telegram(kind: str = "public_channel") -> bytes:
    message = {
        "id": 7, "type": "message", "date": "2019-03-05T10:00:00", "from": "Channel A", "from_id": "user987654",
        "author": "Somebody Signing", "text": [STORY[0] + " ", {"type": "bold", "text": STORY[1]}],
    }  # fmt: skip
    return json.dumps({"name": "Channel A", "type": kind, "id": 55, "messages": [message]}).encode()


def lines() -> bytes:
    return (
        json.dumps({"maintext": " ".join(STORY), "url": URL, "date_publish": "2019-03-05 10:00:00"}).encode()
        + b"\n"
    )


def everything() -> dict[str, bytes]:
    """A file of every sort, by the sort's name."""
    table = f'date,link,text\n2019-03-05,{URL},"{" ".join(STORY)}"\n'
    return {
        "html": html().encode(), "mhtml": mhtml(), "pdf": pdf(), "warc": warc(), "wacz": wacz(), "jsonl": lines(),
        "csv": table.encode(), "xlsx": xlsx(), "eml": eml(), "telegram": telegram(),
        "mbox": b"From a Tue Mar  5 10:00:00 2019\n" + eml() + b"\nFrom a Tue Mar  5 10:00:00 2019\n" + eml(),
        "text": " ".join(STORY).encode(),
    }  # fmt: skip
