import hashlib
import http.server
import io
import json
import shutil
import subprocess
import threading
import zipfile
from pathlib import Path

import pytest

from qeyd.flow.evidence import reports_of, write_evidence
from qeyd.flow.importing import import_files
from tests.cli.runs import here
from tests.collect import samples
from tests.store.samples import new_casebook


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "a.warc.gz").write_bytes(samples.warc())
    (tmp_path / "b.html").write_bytes(samples.html().encode("utf-16"))
    with new_casebook(tmp_path / "c") as casebook:
        import_files(casebook, [tmp_path / "a.warc.gz", tmp_path / "b.html"], worker=None)
        write_evidence(casebook, [one.id for one in casebook.reports()], tmp_path / "e.wacz", coder="keeper")
    return tmp_path / "e.wacz"


def test_every_file_is_listed_with_its_digest_as_wacz_1_1_1_asks(package: Path) -> None:
    with zipfile.ZipFile(package) as wacz:
        described = json.loads(wacz.read("datapackage.json"))
        digest = json.loads(wacz.read("datapackage-digest.json"))
        assert (described["profile"], described["wacz_version"]) == ("data-package", "1.1.1")
        assert digest["hash"] == "sha256:" + hashlib.sha256(wacz.read("datapackage.json")).hexdigest()
        for one in described["resources"]:
            data = wacz.read(one["path"])
            assert (one["hash"], one["bytes"]) == ("sha256:" + hashlib.sha256(data).hexdigest(), len(data))
        listed = {one["path"] for one in described["resources"]}
        assert set(wacz.namelist()) == listed | {"datapackage.json", "datapackage-digest.json"}
        assert all(
            one.compress_type == zipfile.ZIP_STORED for one in wacz.infolist() if "warc" in one.filename
        )
        header, *pages = wacz.read("pages/pages.jsonl").decode().splitlines()
        assert json.loads(header)["format"] == "json-pages-1.0"
        assert all({"url", "ts"} <= set(json.loads(page)) for page in pages)


def test_the_validator_of_the_wacz_project_finds_the_package_valid(
    package: Path, tmp_path: Path, capsys
) -> None:
    main = pytest.importorskip("wacz.main", reason="the validator wacz is not installed").main
    assert main(["validate", "-f", str(package)]) == 0, capsys.readouterr().out
    broken = tmp_path / "broken.wacz"
    with zipfile.ZipFile(package) as whole, zipfile.ZipFile(broken, "w") as changed:
        for one in whole.infolist():
            data = whole.read(one)
            changed.writestr(one, data + b"\n" if one.filename == "pages/pages.jsonl" else data)
    assert main(["validate", "-f", str(broken)]) != 0


def test_the_index_leads_to_each_page_whose_bytes_are_the_original(package: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    with zipfile.ZipFile(package) as wacz:
        warc, custody = wacz.read("archive/data.warc.gz"), json.loads(wacz.read("custody/custody.json"))
        lines = wacz.read("indexes/index.cdx").decode().splitlines()
    assert lines == sorted(lines) and len(lines) == 3
    digests = {one["sha256"] for one in custody["captures"]}
    for line in lines:
        entry = json.loads(line.split(" ", 2)[2])
        at = int(entry["offset"])
        read = 0
        for record in ArchiveIterator(
            io.BytesIO(warc[at : at + int(entry["length"])]), check_digests="raise"
        ):
            read += 1
            assert record.rec_headers.get_header("WARC-Target-URI") == entry["url"]
            assert hashlib.sha256(record.content_stream().read()).hexdigest() in digests
        assert read == 1


def test_the_package_can_be_imported_again(package: Path, tmp_path: Path) -> None:
    with new_casebook(tmp_path / "d") as casebook:
        assert import_files(casebook, [package], worker=None).refused == ()
        assert len(list(casebook.reports())) == 3


def test_something_unknown_is_no_evidence(tmp_path: Path) -> None:
    from qeyd.errors import StoreError

    with (
        new_casebook(tmp_path / "c") as casebook,
        pytest.raises(StoreError, match="no incident and no report"),
    ):
        reports_of(casebook, "0123456789")


needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


def openssl(folder: Path, *arguments: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["openssl", *map(str, arguments)], cwd=folder, capture_output=True, timeout=60)


@needs_openssl
def test_openssl_alone_verifies_the_signature_of_the_chain_of_custody(package: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(package) as wacz:
        for name in ("custody.json", "custody.sig", "public-key.pem"):
            (tmp_path / name).write_bytes(wacz.read(f"custody/{name}"))
    verify = ("pkeyutl", "-verify", "-pubin", "-inkey", "public-key.pem", "-rawin", "-in", "custody.json",
              "-sigfile", "custody.sig")  # fmt: skip
    assert openssl(tmp_path, *verify).returncode == 0
    changed = (tmp_path / "custody.json").read_bytes().replace(b"daily-a", b"daily-b")
    (tmp_path / "custody.json").write_bytes(changed)
    assert openssl(tmp_path, *verify).returncode != 0


@needs_openssl
def test_a_stamp_waits_while_offline_and_openssl_verifies_it(tmp_path: Path, capsys) -> None:
    (tmp_path / "tsa.cnf").write_text(
        "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=Authority A\n"
        "[ext]\nbasicConstraints=critical,CA:TRUE\nextendedKeyUsage=critical,timeStamping\n"
        "[tsa]\ndefault_tsa=t\n[t]\nserial=serial\nsigner_cert=cert.pem\ncerts=cert.pem\nsigner_key=key.pem\n"
        "signer_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\n"
    )
    (tmp_path / "serial").write_text("01\n")
    made = openssl(tmp_path, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem",
                   "-config", "tsa.cnf", "-days", "2")  # fmt: skip
    assert made.returncode == 0, made.stderr

    class Authority(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (tmp_path / "asked").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            openssl(
                tmp_path,
                "ts",
                "-reply",
                "-queryfile",
                "asked",
                "-out",
                "told",
                "-config",
                "tsa.cnf",
                "-section",
                "t",
            )
            self.send_response(200)
            self.end_headers()
            self.wfile.write((tmp_path / "told").read_bytes())

        def log_message(self, *arguments: object) -> None:
            pass

    file = tmp_path / "e.wacz"
    file.write_bytes(b"evidence")
    status, _, said = here(capsys, "stamp", file, "http://127.0.0.1:9/")
    assert status == 1 and "stays queued" in said
    waiting = (tmp_path / "e.wacz.tsq").read_bytes()
    server = http.server.HTTPServer(("127.0.0.1", 0), Authority)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        status, _, said = here(capsys, "stamp", file, f"http://127.0.0.1:{server.server_port}/")
    finally:
        server.shutdown()
        server.server_close()
    assert status == 0, said
    assert (tmp_path / "e.wacz.tsq").read_bytes() == waiting
    verify = ("ts", "-verify", "-in", "e.wacz.tsr", "-CAfile", "cert.pem")
    assert openssl(tmp_path, *verify, "-queryfile", "e.wacz.tsq").returncode == 0
    assert openssl(tmp_path, *verify, "-data", "e.wacz").returncode == 0
    file.write_bytes(b"other evidence")
    assert openssl(tmp_path, *verify, "-data", "e.wacz").returncode != 0
