#!/bin/sh
# Chromium and its driver for the browser tests: there already, installed, or one clear line on what to install.
has() { command -v "$1" >/dev/null 2>&1; }
{ has chromium || has chromium-browser || has google-chrome; } && has chromedriver && exit 0

if has apt-get; then
    if [ "$(id -u)" = 0 ]; then as_root=""; elif has sudo && sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root=no; fi
    if [ "$as_root" != no ]; then
        echo "Installing Chromium and its driver for the browser tests."
        { $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq \
            --no-install-recommends chromium chromium-driver </dev/null >/dev/null; } && exit 0
    fi
fi
echo "The browser tests need Chromium and chromedriver (Debian: apt install chromium chromium-driver)." >&2
exit 1
