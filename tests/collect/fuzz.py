"""Damaging files of every sort at random, and watching that taking them apart neither breaks, hangs nor grows.

``python -m tests.collect.fuzz SORT SECONDS SEED FOLDER`` does it in a process of its own, under the memory that the
worker process has; the input at work lies in FOLDER, so that one that ends the process is there to be looked at.
"""

import faulthandler
import gzip
import io
import json
import os
import random
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from qeyd.collect import Page, Unusable, pages_in
from tests.collect import samples

SLOW = 5.0  #: seconds of processor time for one input
GROWTH = 500 << 20  #: bytes that the process may grow by
STUCK = 60.0  #: seconds after which the process is ended, with what it was doing

#: Pieces that mean something to one importer or another.
_TOKENS = [
    b"<", b"</p>", b"<p>", b"<table><tr><td>", b"<div>" * 50, b"<b>" * 400, b"<!--", b"-->", b"<![CDATA[",
    b"&#x110000;", b"&#0;", b"&amp;" * 200, b"<script>", b"</script>", b"<base href='//'>", b"<svg><math>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b'<script type="application/ld+json">{"datePublished":',
    b'<meta charset="utf-16">', b"<time datetime='9999-99-99'>", b'{"@graph":[[[[', b"[" * 2000,
    b'{"a":' * 1000, b'"', b"\\u0000", b"\\ud800", b"1e999", b"-1", b"null", b"\n", b"\r\n\r\n", b"\x00",
    b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xf4\x90\x80\x80", b"\xed\xa0\x80", b"\x1b$B", b"+ADw-",
    b"\xe2\x80\xae", b"From a\n", b"\nFrom ", b"Content-Type: multipart/mixed; boundary=a\n\n--a\n",
    b"Content-Transfer-Encoding: base64\n", b"=?utf-8?b?/////w==?=", b"=?x?q?=?=", b"boundary=",
    b"Content-Type: text/html; charset=unicode-escape\n", b"WARC/1.0\r\n", b"Content-Length: 99999999999\r\n",
    b"Content-Length: -1\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: br\r\n",
    b"Content-Encoding: gzip\r\n", b"fffffffe\r\n", b"WARC-Date: 0000-00-00T00:00:00Z\r\n",
    b"<</Type/Page/Parent 2 0 R", b"/Kids[2 0 R]", b"/Length 99999999", b"/Filter/FlateDecode", b"<<" * 500,
    b"[" * 500, b"1 0 R", b"endobj", b"stream\n", b"xref\n0 999999\n", b"/Prev 0", b"startxref\n0",
    b"/ToUnicode 4 0 R", b"Tj", b"BT " * 99, b'"' * 501, b";", b"\t", b",," * 300, b'=HYPERLINK("',
    b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"../" * 20, b"2019-13-45", b"29.02.2019", b"31/31/2019",
    b"9" * 400, "İıƏə".encode(), "ё".encode("koi8-r"), "я".encode("cp1251"),
]  # fmt: skip


@dataclass
class Found:
    """What came of it."""

    inputs: int = 0
    pages: int = 0
    refused: int = 0
    slowest: float = 0.0  #: seconds of processor time
    growth: int = 0  #: bytes that the process grew by, at its largest
    seconds: float = 0.0
    worked: float = 0.0  #: seconds of processor time
    faults: list[str] = field(default_factory=list)  #: exceptions, slow inputs, growth, with their files


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to eight damages."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randrange(len(out) + 1)
        to = min(len(out), at + int(chance.expovariate(1 / 40)))
        match chance.randrange(9):
            case 0:
                for _ in range(chance.randint(1, 20)):
                    if out:
                        out[chance.randrange(len(out))] = chance.randrange(256)
            case 1:
                out[at:at] = chance.choice(_TOKENS)
            case 2:
                out[at:to] = chance.choice(_TOKENS)
            case 3:
                del out[at:to]
            case 4:
                out[at:at] = out[at:to] * chance.choice((2, 10, 300))
            case 5:
                other = chance.randrange(len(out) + 1)
                out[at:at] = out[other : other + int(chance.expovariate(1 / 300))]
            case 6:
                if chance.random() < 0.3:
                    del out[at:]
            case 7:
                out[at:to] = bytes(byte ^ (1 << chance.randrange(8)) for byte in out[at:to])
            case 8:
                digits = [i for i, byte in enumerate(out) if 48 <= byte <= 57]
                if digits:
                    i = chance.choice(digits)
                    out[i : i + 1] = chance.choice(
                        (b"0", b"-1", b"65536", b"4294967296", b"99999999999999999999")
                    )
        if len(out) > 4 << 20:
            del out[4 << 20 :]
    return bytes(out)


def _package(data: bytes, chance: random.Random) -> bytes:
    """A zip package with one of its members damaged, or a name of one, or nested in itself."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        hit = chance.choice(names)
        for name in names:
            inside = old.read(name)
            if name == hit:
                match chance.randrange(5):
                    case 0:
                        name = chance.choice(
                            ("../" * 5 + name, "/etc/" + name, name + "\x00", "a/" * 300, name.upper())
                        )
                    case 1:
                        inside = data
                    case _:
                        inside = _member(inside, chance)
            new.writestr(name[:60_000], inside)
    return out.getvalue()


def _member(data: bytes, chance: random.Random) -> bytes:
    if data[:2] == b"\x1f\x8b":
        try:
            return gzip.compress(damaged(gzip.decompress(data), chance), 1)
        except (OSError, EOFError, zlib.error):
            pass
    return damaged(data, chance)


def spoil(sort: str, data: bytes, chance: random.Random) -> bytes:
    """A damaged file: half the time behind its packing, where it has one, so that the damage is reached."""
    if data[:2] == b"PK" and chance.random() < 0.6:
        try:
            return _package(data, chance)
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ):
            pass
    if data[:2] == b"\x1f\x8b" and chance.random() < 0.6:
        return _member(data, chance)
    return damaged(data, chance)


def seeds(sort: str) -> list[bytes]:
    """Whole files of a sort to begin with."""
    out = [samples.everything()[sort]]
    if sort == "html":
        head = (
            '<meta property="article:published_time" content="2019-03-05T10:00:00Z"><script type="application/ld+json">'
            '{"@type":"NewsArticle","datePublished":"2019-03-05","author":[{"name":"A. Writer"}],"headline":"Rain"}'
            "</script>"
        )
        body = (
            '<time datetime="2019-03-05">5 March 2019</time><ul><li><a href="/1">Read also</a></li></ul><figure><img>'
            "<figcaption>Photo: archive</figcaption></figure><table><tr><td>1<td>2</table><div class=comments>He</div>"
        )
        out += [
            samples.html(head=head, body=body).encode(),
            samples.html(head=head, body=body).encode("utf-16"),
        ]
        out.append(
            b"<html><head><title>Exported Data</title></head><body><div class='page_header'>Channel A</div><div class='"
            b"message default' id='message3'><div class='from_name'>Channel A</div><div class='date' title='05.03.2019 "
            b"10:00:00'></div><div class='text'>Rain fell.</div></div></body></html>"
        )
        out.append(("<p>" + "Дождь шёл в Долине два дня. " * 20 + "</p>").encode("cp1251"))
    if sort == "warc":
        out.append(gzip.decompress(out[0]))
    if sort == "text":
        out += ["Дождь шёл два дня. ".encode("koi8-r") * 9, "Yağış yağdı. ".encode("utf-16") * 9]
    if sort == "csv":
        out.append("when;what\n2019-03-05;Yağış yağdı\n".encode("cp1254"))
    return out


def fuzz(
    sort: str,
    *,
    seed: int,
    seconds: float | None = None,
    inputs: int | None = None,
    at_work: Callable[[bytes], None] = lambda data: None,
    keep: Path | None = None,
) -> Found:
    """Damage files of a sort for so long, or so many; what came of it."""
    chance, found = random.Random(f"{sort} {seed}"), Found()
    begin = seeds(sort)
    pool = list(begin)
    for one in begin:
        list(pages_in(sort, one, "file"))  # loads what is loaded late
    before = _largest()
    began, worked = time.monotonic(), time.process_time()

    def fault(what: str, data: bytes) -> None:
        found.faults.append(what)
        if keep is not None and len(found.faults) < 50:
            (keep / f"{sort}-{seed}-{len(found.faults)}.bin").write_bytes(data)

    while (seconds is None or time.monotonic() - began < seconds) and (
        inputs is None or found.inputs < inputs
    ):
        data = spoil(sort, chance.choice(pool), chance)
        if chance.random() < 0.02 and len(data) < 200_000:  # damage upon damage
            pool = [*begin, *pool[len(begin) :][-20:], data]
        at_work(data)
        since, grown = time.process_time(), _largest()
        try:
            for one in pages_in(sort, data, "file"):
                if isinstance(one, Page):
                    found.pages += 1
                else:
                    assert isinstance(one, Unusable) and one.why
                    found.refused += 1
        except MemoryError:
            fault("MemoryError", data)
        except Exception as problem:
            fault(f"{type(problem).__name__}: {str(problem)[:200]}", data)
        took = time.process_time() - since
        if took > SLOW:
            fault(f"{took:.1f} seconds", data)
        if _largest() - grown > GROWTH:
            fault(f"{(_largest() - grown) >> 20} MiB at once", data)
        found.inputs, found.slowest = found.inputs + 1, max(found.slowest, took)
    found.growth, found.seconds = _largest() - before, time.monotonic() - began
    found.worked = time.process_time() - worked
    return found


def _largest() -> int:
    """The most memory this process has had, in bytes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def main(sort: str, seconds: str, seed: str, folder: str) -> None:
    """Fuzz in this process and print what came of it as JSON."""
    from qeyd.collect.worker import MEMORY, _limit

    _limit(MEMORY)
    out = os.fdopen(os.dup(1), "w")
    noise = os.open(os.devnull, os.O_WRONLY)
    os.dup2(noise, 1)
    sys.stderr = os.fdopen(noise, "w")  # warcio prints what it finds wrong
    now = Path(folder, f"{sort}-{seed}.now")

    def at_work(data: bytes) -> None:
        faulthandler.dump_traceback_later(STUCK, exit=True, file=2)
        now.write_bytes(data)

    found = fuzz(sort, seed=int(seed), seconds=float(seconds), at_work=at_work, keep=Path(folder))
    faulthandler.cancel_dump_traceback_later()
    now.unlink(missing_ok=True)
    print(json.dumps(asdict(found)), file=out, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
