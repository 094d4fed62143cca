#!/bin/sh
# Tesseract and its languages for the tests of scans: there already, installed, or one clear line; the tests then skip.
has() { command -v "$1" >/dev/null 2>&1; }
has tesseract && tesseract --list-langs 2>&1 | grep -q '^aze$' && tesseract --list-langs 2>&1 | grep -q '^rus$' && exit 0

if has apt-get; then
    if [ "$(id -u)" = 0 ]; then as_root=""; elif has sudo && sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root=no; fi
    if [ "$as_root" != no ]; then
        echo "Installing tesseract and its languages for the tests of scans."
        { $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq \
            --no-install-recommends tesseract-ocr tesseract-ocr-aze tesseract-ocr-rus tesseract-ocr-eng \
            </dev/null >/dev/null; } && exit 0
    fi
fi
echo "Tests of scans are skipped without tesseract (Debian: apt install tesseract-ocr tesseract-ocr-aze tesseract-ocr-rus)." >&2
exit 0
