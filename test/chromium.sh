#!/usr/bin/env bash
# Prints the path of a Chromium for the browser journeys, installing Debian's where there is none.
# KITH_CHROMIUM names another one.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)

find_chromium() {
  local name
  for name in "${KITH_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [ -n "$name" ] && command -v "$name" && return
  done
  return 1
}

if [ -n "${KITH_CHROMIUM:-}" ] && ! command -v "$KITH_CHROMIUM" >/dev/null; then
  echo "KITH_CHROMIUM names $KITH_CHROMIUM, which is not a program; correct it or leave it empty" >&2
  exit 1
fi
find_chromium && exit
"$here/debian-install.sh" chromium fonts-liberation
find_chromium || { echo "Chromium is not on the PATH after installing it; set KITH_CHROMIUM to its path" >&2; exit 1; }
