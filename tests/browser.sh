#!/bin/sh
# Finds Chrome or Chromium for the browser tests; installs it where that needs no question
# (root on a Debian system); else says what is missing. Never fails.
for name in chromium google-chrome chrome chromium-browser; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
[ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests (once) …"
    apt-get update -qq >/dev/null 2>&1
    apt-get install -y -qq --no-install-recommends chromium fonts-liberation2 fonts-noto-cjk >/dev/null 2>&1 && exit 0
fi
echo "No Chrome or Chromium was found: the browser tests will be skipped. Install one (Debian: sudo apt-get install chromium)."
exit 0
